// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/sound_feed.hpp"

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr double seconds = 2; // fetched at a time

} // namespace

SoundFeed::SoundFeed(Previews& previews, SoundPlayer& player, QObject* parent)
    : QObject(parent), previews_(previews), player_(player) {
    connect(&player, &SoundPlayer::wants, this, &SoundFeed::feed);
}

void SoundFeed::setSides(const Source& a, const Source& b, const SoundFormat& format) {
    stop();
    a_ = a;
    b_ = b;
    format_ = format;
}

void SoundFeed::stop() {
    loadA_.reset();
    loadB_.reset();
    a_ = b_ = {};
    restart();
}

void SoundFeed::feed(int64_t frame) {
    if (first_ == frame || a_.path.isEmpty()) return; // already on its way
    first_ = frame;
    const auto last = std::min(format_.frames, frame + static_cast<int64_t>(seconds * format_.rate));
    const auto put = [this, frame](int side) {
        return [this, frame, side](Result<std::shared_ptr<const Payload>> payload) {
            if (!payload) return player_.pause();
            auto piece = soundPiece(**payload, nullptr, format_, frame);
            if (piece) player_.queue().put(side, frame, std::move(piece->a));
        };
    };
    loadA_ = previews_.load(a_, {frame, last}, put(0));
    loadB_ = previews_.load(b_, {frame, last}, put(1));
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/clip_series.hpp"

#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rarebit::views {
namespace {

constexpr int64_t pieceFrames = 64;
constexpr int tellMilliseconds = 250;

std::vector<double> numbersOf(const Detail& detail) {
    std::vector<double> out;
    const auto* tensor = std::get_if<TensorView>(&detail.values);
    if (!tensor) return out;
    const auto take = [&](auto type) {
        using T = decltype(type);
        for (size_t at = 0; at + sizeof(T) <= tensor->bytes.size(); at += sizeof(T)) {
            T value;
            std::memcpy(&value, tensor->bytes.data() + at, sizeof(T));
            out.push_back(static_cast<double>(value));
        }
    };
    if (tensor->dtype == DType::f64) take(double{});
    if (tensor->dtype == DType::u32) take(uint32_t{});
    return out;
}

} // namespace

std::shared_ptr<ClipSeries>
ClipSeries::of(Previews& previews, const CompareInput& input, const CompareSide& other) {
    struct Known {
        const Previews* previews;
        PictureSource a, b;
        std::weak_ptr<ClipSeries> series;
    };
    static std::vector<Known> all;
    std::erase_if(all, [](const Known& one) { return one.series.expired(); });
    const PictureSource a = pictureSource(input, input.sides[0].source, 0),
                        b = pictureSource(input, other.source, 0);
    for (const Known& one : all)
        if (one.previews == &previews && one.a == a && one.b == b) return one.series.lock();
    Source sourceA = a.source, sourceB = b.source;
    sourceA.part = sourceB.part = a.parts.front();
    std::shared_ptr<ClipSeries> made(new ClipSeries(previews, sourceA, sourceB, frameCount(input)));
    all.push_back({&previews, a, b, made});
    return made;
}

ClipSeries::ClipSeries(Previews& previews, Source a, Source b, int64_t frames)
    : previews_(previews), a_(std::move(a)), b_(std::move(b)),
      quality_(static_cast<size_t>(frames), std::nan("")) {
    if (!b_.spec.isNull())
        encoding_ =
            previews_.derive(QStringLiteral("encoding"), {}, b_, nullptr, [this](Result<Derived> derived) {
                if (!derived) return; // the series of the quality says why
                for (const auto& detail : derived->details)
                    if (detail.name == "bits_per_frame") bits_ = numbersOf(detail);
                emit changed();
            });
    told_.start();
    next();
}

double ClipSeries::share() const {
    return quality_.empty() ? 1 : static_cast<double>(at_) / static_cast<double>(quality_.size());
}

void ClipSeries::next() {
    const int64_t end = std::min(at_ + pieceFrames, std::ssize(quality_));
    const Json args = Json::object({{"by", "frame"}, {"window", 1}, {"rows", Json::array({at_, end})}});
    piece_ = previews_.derive(QStringLiteral("series"), args, b_, &a_, [this, end](Result<Derived> derived) {
        if (!derived) {
            error_ = derived.error();
            emit changed();
            return;
        }
        for (const auto& detail : derived->details)
            if (detail.name == "psnr_db.per_frame") {
                const auto values = numbersOf(detail);
                const auto count = std::min<int64_t>(std::ssize(values), end - at_);
                std::copy_n(values.begin(), count, quality_.begin() + at_);
            }
        at_ = end;
        const bool last = at_ >= std::ssize(quality_);
        if (last || told_.elapsed() > tellMilliseconds) {
            told_.restart();
            emit changed();
        }
        if (!last) QTimer::singleShot(0, this, &ClipSeries::next);
    });
}

} // namespace rarebit::views

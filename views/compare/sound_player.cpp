// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/sound_player.hpp"

#include <QAudioDevice>
#include <QAudioSink>
#include <QMediaDevices>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr double bufferSeconds = 0.15, aheadSeconds = 4, keptSeconds = 12;

} // namespace

void PlayQueue::reset(int channels, int64_t frames) {
    channels_ = std::max(1, channels);
    frames_ = frames;
    for (auto& pieces : pieces_)
        pieces.clear();
    place_ = std::min(place_, frames);
}

void PlayQueue::put(int side, int64_t first, std::vector<float> samples) {
    auto& pieces = pieces_[static_cast<size_t>(side)];
    pieces[first] = std::move(samples);
    // Some seconds about the place are enough.
    const auto far = [&](const auto& entry) {
        const auto kept = static_cast<int64_t>(keptSeconds * 192'000);
        return entry.first + kept < place_ || entry.first > place_ + kept;
    };
    std::erase_if(pieces, far);
}

const std::vector<float>* PlayQueue::pieceAt(int side, int64_t frame, int64_t& first) const {
    const auto& pieces = pieces_[static_cast<size_t>(side)];
    auto after = pieces.upper_bound(frame);
    if (after == pieces.begin()) return nullptr;
    --after;
    first = after->first;
    const auto frames = static_cast<int64_t>(after->second.size()) / channels_;
    return frame < first + frames ? &after->second : nullptr;
}

int64_t PlayQueue::missing() const {
    int64_t least = frames_;
    for (int side = 0; side < 2; ++side) {
        int64_t at = place_, first = 0;
        while (at < frames_) {
            const auto* piece = pieceAt(side, at, first);
            if (!piece) break;
            at = first + static_cast<int64_t>(piece->size()) / channels_;
        }
        least = std::min(least, at);
    }
    return least;
}

int64_t PlayQueue::take(std::span<float> out) {
    int64_t done = 0, first = 0;
    const auto wanted = static_cast<int64_t>(out.size()) / channels_;
    while (done < wanted && place_ < frames_) {
        const auto* piece = pieceAt(side_, place_, first);
        if (!piece) break;
        const int64_t end = first + static_cast<int64_t>(piece->size()) / channels_;
        const int64_t count = std::min(wanted - done, end - place_);
        std::copy_n(
            piece->begin() + (place_ - first) * channels_, count * channels_, out.begin() + done * channels_
        );
        done += count;
        place_ += count;
    }
    return done;
}

SoundPlayer::SoundPlayer(QObject* parent) : QObject(parent) {
    timer_.setInterval(20);
    connect(&timer_, &QTimer::timeout, this, &SoundPlayer::feed);
}
SoundPlayer::~SoundPlayer() = default;

QString SoundPlayer::obstacle() const {
    const QAudioDevice device = QMediaDevices::defaultAudioOutput();
    if (device.isNull()) return tr("There is no sound device: nothing can be heard here.");
    QAudioFormat format;
    format.setSampleRate(static_cast<int>(rate_));
    format.setChannelCount(queue_.channels());
    format.setSampleFormat(QAudioFormat::Float);
    if (device.isFormatSupported(format)) return {};
    return tr("%1 does not play %2 channels at %3 Hz.")
        .arg(device.description())
        .arg(queue_.channels())
        .arg(rate_);
}

void SoundPlayer::setSound(int channels, double rate, int64_t frames) {
    pause();
    rate_ = rate;
    queue_.reset(channels, frames);
}

void SoundPlayer::play() {
    if (playing() || !obstacle().isEmpty()) return;
    QAudioFormat format;
    format.setSampleRate(static_cast<int>(rate_));
    format.setChannelCount(queue_.channels());
    format.setSampleFormat(QAudioFormat::Float);
    sink_ = std::make_unique<QAudioSink>(QMediaDevices::defaultAudioOutput(), format);
    sink_->setBufferSize(format.bytesForDuration(static_cast<qint64>(bufferSeconds * 1e6)));
    device_ = sink_->start();
    if (!device_) {
        sink_.reset();
        return;
    }
    if (queue_.place() >= queue_.frames()) queue_.seek(0);
    timer_.start();
    feed();
    emit stateChanged();
}

void SoundPlayer::pause() {
    if (!sink_) return;
    const int64_t place = heard();
    timer_.stop();
    sink_->reset();
    sink_.reset();
    device_ = nullptr;
    queue_.seek(place);
    emit stateChanged();
}

int64_t SoundPlayer::heard() const {
    if (!sink_) return queue_.place();
    const int64_t waiting = (sink_->bufferSize() - sink_->bytesFree()) / (4 * queue_.channels());
    return std::max<int64_t>(0, queue_.place() - std::max<int64_t>(0, waiting));
}

void SoundPlayer::feed() {
    if (!sink_) return;
    const int64_t missing = queue_.missing();
    if (missing < queue_.frames() && missing < queue_.place() + static_cast<int64_t>(aheadSeconds * rate_))
        emit wants(missing);
    const auto channels = static_cast<size_t>(queue_.channels());
    const auto room =
        static_cast<size_t>(std::max<qsizetype>(0, sink_->bytesFree())) / (sizeof(float) * channels);
    std::vector<float> samples(room * channels), peaks(channels), means(channels);
    const auto frames = static_cast<size_t>(queue_.take(samples));
    if (frames > 0)
        device_->write(
            reinterpret_cast<const char*>(samples.data()),
            static_cast<qint64>(frames * channels * sizeof(float))
        );
    for (size_t i = 0; i < frames * channels; ++i) {
        peaks[i % channels] = std::max(peaks[i % channels], std::abs(samples[i]));
        means[i % channels] += samples[i] * samples[i] / static_cast<float>(frames);
    }
    for (auto& mean : means)
        mean = std::sqrt(mean);
    if (frames > 0) emit moved(peaks, means);
    if (queue_.place() >= queue_.frames() && sink_->bytesFree() >= sink_->bufferSize()) {
        pause();
        queue_.seek(0);
    }
}

} // namespace rarebit::views

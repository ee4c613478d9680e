// SPDX-License-Identifier: GPL-3.0-or-later
// Two sounds of one length under one play head: either can be heard, and changing between them makes no gap.
// The only door to Qt Multimedia.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

class QAudioSink;
class QIODevice;

namespace rarebit::views {

/// What is heard next: pieces of both sides, the place, the side.
class PlayQueue {
public:
    void reset(int channels, int64_t frames);
    /// Interleaved samples of frames from `first` on.
    void put(int side, int64_t first, std::vector<float> samples);
    /// The first frame from the place on that a side lacks; frames() where it has the rest.
    int64_t missing() const;
    /// Fills `out` (whole frames) from the chosen side; the frames that were there. The place moves by them.
    int64_t take(std::span<float> out);
    void seek(int64_t frame) { place_ = frame; }
    int64_t place() const { return place_; }
    void choose(int side) { side_ = side; }
    int side() const { return side_; }
    int64_t frames() const { return frames_; }
    int channels() const { return channels_; }

private:
    const std::vector<float>* pieceAt(int side, int64_t frame, int64_t& first) const;
    std::array<std::map<int64_t, std::vector<float>>, 2> pieces_; // by first frame
    int channels_ = 1, side_ = 0;
    int64_t frames_ = 0, place_ = 0;
};

class SoundPlayer : public QObject {
    Q_OBJECT
public:
    explicit SoundPlayer(QObject* parent = nullptr);
    ~SoundPlayer() override;

    /// Why nothing can be heard; empty: it can.
    QString obstacle() const;
    void setSound(int channels, double rate, int64_t frames);
    PlayQueue& queue() { return queue_; }
    bool playing() const { return static_cast<bool>(sink_); }
    void play();
    void pause();
    /// What is heard now, not what was handed over last.
    int64_t heard() const;

signals:
    /// heard() moved on; peak and root mean square of each channel, 0 to 1.
    void moved(const std::vector<float>& peaks, const std::vector<float>& means);
    void stateChanged();
    /// Frames from here on are wanted soon.
    void wants(qint64 frame);

private:
    void feed();
    PlayQueue queue_;
    double rate_ = 44'100;
    std::unique_ptr<QAudioSink> sink_;
    QIODevice* device_ = nullptr;
    QTimer timer_;
};

} // namespace rarebit::views

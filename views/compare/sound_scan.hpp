// SPDX-License-Identifier: GPL-3.0-or-later
// One walk through two sounds, some seconds at a time: the numbers of the comparison, outlines that never
// lose a peak, and a spectrogram of the whole. However long they are, memory stays small.
#pragma once

#include "views/compare/picture_cache.hpp"

#include <QImage>

#include <array>
#include <memory>
#include <vector>

namespace rarebit::views {

struct SoundFormat {
    int64_t frames = 0;
    int channels = 1;
    double rate = 44'100;
    double zero = 0, scale = 1; // (raw - zero) * scale lies within -1 and 1
};
SoundFormat soundFormat(const AssetItem& asset, const PartItem& part);

/// Sides of a comparison: what was, what became of it, and the error.
enum SoundSide : uint8_t { soundA, soundB, soundError, soundSides };

/// Of one channel; raw values, as the engine's metrics take them.
struct ChannelSums {
    double original2 = 0, error2 = 0;
    double largestError = 0, peakA = 0, peakB = 0; // of values within -1 and 1
    int64_t count = 0, clippedA = 0, clippedB = 0; // samples at full scale
    void add(const ChannelSums& other);
    /// +inf where nothing differs.
    double snr() const;
};

/// Lowest and highest value.
struct Extent {
    float low = 0, high = 0;
};

/// What lies under equal spans of time.
struct SoundOutline {
    int64_t framesEach = 1;
    int64_t first = 0; // frame where the first span begins
    int channels = 1;
    std::array<std::vector<Extent>, soundSides> extents; // spans x channels
    std::array<std::vector<float>, soundSides> energy;   // of spans, mean over channels (mean square)
};

/// Power by time and frequency, of the mean of the channels; column after column.
struct Spectrogram {
    int64_t first = 0, frames = 0; // time under it
    int64_t columns = 0, bins = 0;
    std::array<std::vector<float>, soundSides> power;
};

struct SoundScan {
    std::vector<ChannelSums> channels;
    SoundOutline outline;
    int64_t first = 0, frames = 0;          // the time under the spectrograms
    std::array<QImage, soundSides> spectra; // as far as they were painted
    double share = 0;                       // of the frames that it has seen
    ChannelSums all() const;
};

/// Samples of some frames, interleaved, within -1 and 1.
struct SoundPiece {
    int64_t first = 0, frames = 0;
    int channels = 1;
    std::vector<float> a, b; // b empty: one side alone
    std::vector<ChannelSums> sums;
};
Result<SoundPiece> soundPiece(const Payload& a, const Payload* b, const SoundFormat& format, int64_t first);

/// Walks through [begin, end), answers after each piece; the last answer has share 1.
class SoundScanner : public QObject {
    Q_OBJECT
public:
    SoundScanner(ViewContext& context, QObject* parent);
    using Done = std::function<void(Result<std::shared_ptr<const SoundScan>>)>;
    /// columns 0: numbers alone.
    void
    start(const Source& a, const Source* b, const SoundFormat& format, Rows rows, int columns, Done done);
    void stop();

private:
    struct Walk;
    void next();
    void loaded();
    ViewContext& context_;
    PictureCache& cache_;
    std::shared_ptr<Walk> walk_;
    Ticket loadA_, loadB_, work_;
    std::shared_ptr<const Payload> a_, b_;
};

/// Decibels of full scale at the ends of the colours of a spectrogram.
constexpr double quietest = -100, loudest = 0;
/// Columns of time, low frequencies at the bottom.
QImage spectrogramImage(const Spectrogram& spectrogram, SoundSide side);

/// Time and frequency of a piece at hand: `columns` equal spans, a transform of `size` samples about the
/// middle of each.
Spectrogram spectrogramOf(const SoundPiece& piece, int64_t columns, int size);
SoundOutline outlineOf(const SoundPiece& piece, int64_t framesEach);

} // namespace rarebit::views

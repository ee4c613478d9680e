// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/sound_scan.hpp"

#include "engine/core/values.hpp"
#include "views/compare/bands.hpp"
#include "views/compare/stft.hpp"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rarebit::views {
namespace {

constexpr int64_t pieceFrames = 1 << 18;
constexpr int64_t outlineFrames = 256;
constexpr int overviewSize = 2048; // of the transform
constexpr int paintMilliseconds = 700;
constexpr int mostTransforms = 4; // for one column of the overview

// The mean of the channels of one side, or of the error.
void mixdown(const SoundPiece& piece, int side, std::vector<float>& out) {
    out.resize(static_cast<size_t>(piece.frames));
    const auto channels = static_cast<size_t>(piece.channels);
    for (size_t frame = 0; frame < out.size(); ++frame) {
        float sum = 0;
        for (size_t channel = 0; channel < channels; ++channel) {
            const size_t at = frame * channels + channel;
            sum += side == soundA ? piece.a[at] : side == soundB ? piece.b[at] : piece.b[at] - piece.a[at];
        }
        out[frame] = sum / static_cast<float>(channels);
    }
}

int sidesOf(const SoundPiece& piece) {
    return piece.b.empty() ? 1 : static_cast<int>(soundSides);
}

// Keeps for each bin the largest power of the transforms of a column: a click never averages away.
void addColumn(Stft& transform, std::span<const float> samples, int64_t middle, std::span<float> column) {
    std::vector<float> piece(static_cast<size_t>(transform.size())),
        power(static_cast<size_t>(transform.bins()));
    const int64_t first = middle - transform.size() / 2;
    for (int64_t i = 0; i < transform.size(); ++i) {
        const int64_t at = first + i;
        piece[static_cast<size_t>(i)] =
            at >= 0 && at < std::ssize(samples) ? samples[static_cast<size_t>(at)] : 0;
    }
    transform.power(piece, power);
    for (size_t bin = 0; bin < column.size(); ++bin)
        column[bin] = std::max(column[bin], power[bin]);
}

void addToSpectrogram(Spectrogram& to, const SoundPiece& piece, Stft& transform) {
    std::vector<float> mix;
    const double each = static_cast<double>(to.frames) / static_cast<double>(to.columns);
    for (int side = 0; side < sidesOf(piece); ++side) {
        mixdown(piece, side, mix);
        auto& power = to.power[static_cast<size_t>(side)];
        power.resize(static_cast<size_t>(to.columns * to.bins));
        const auto first = static_cast<int64_t>(static_cast<double>(piece.first - to.first) / each);
        const auto last =
            static_cast<int64_t>(static_cast<double>(piece.first + piece.frames - 1 - to.first) / each);
        for (int64_t column = std::max<int64_t>(0, first); column <= std::min(last, to.columns - 1);
             ++column) {
            const double begin =
                to.first + static_cast<double>(column) * each - static_cast<double>(piece.first);
            const int count =
                std::clamp(static_cast<int>(each / (transform.size() / 2.0)), 1, mostTransforms);
            for (int i = 0; i < count; ++i) {
                const auto middle = static_cast<int64_t>(begin + each * (i + 0.5) / count);
                if (middle < 0 || middle >= piece.frames) continue; // of the neighbouring piece
                addColumn(
                    transform,
                    mix,
                    middle,
                    std::span(power).subspan(
                        static_cast<size_t>(column * to.bins), static_cast<size_t>(to.bins)
                    )
                );
            }
        }
    }
}

void addToOutline(SoundOutline& to, const SoundPiece& piece) {
    const auto channels = static_cast<size_t>(piece.channels);
    for (int side = 0; side < sidesOf(piece); ++side) {
        auto& extents = to.extents[static_cast<size_t>(side)];
        auto& energy = to.energy[static_cast<size_t>(side)];
        for (int64_t begin = 0; begin < piece.frames; begin += to.framesEach) {
            const int64_t end = std::min(piece.frames, begin + to.framesEach);
            double squares = 0;
            for (size_t channel = 0; channel < channels; ++channel) {
                Extent extent{
                    std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()};
                for (int64_t frame = begin; frame < end; ++frame) {
                    const size_t at = static_cast<size_t>(frame) * channels + channel;
                    const float value = side == soundA   ? piece.a[at]
                                        : side == soundB ? piece.b[at]
                                                         : piece.b[at] - piece.a[at];
                    extent.low = std::min(extent.low, value);
                    extent.high = std::max(extent.high, value);
                    squares += double(value) * value;
                }
                extents.push_back(extent);
            }
            energy.push_back(static_cast<float>(squares / static_cast<double>((end - begin) * piece.channels))
            );
        }
    }
}

} // namespace

QImage spectrogramImage(const Spectrogram& spectrogram, SoundSide side) {
    const auto& power = spectrogram.power[side];
    if (power.empty()) return {};
    QImage image(
        static_cast<int>(spectrogram.columns), static_cast<int>(spectrogram.bins), QImage::Format_RGB32
    );
    const auto colours = colorMap(MapKind::viridis, false);
    auto* const pixels = image.bits();
    const auto pitch = static_cast<size_t>(image.bytesPerLine());
    forBands(spectrogram.bins, [&](int64_t, int64_t first, int64_t last) {
        for (int64_t bin = first; bin < last; ++bin) {
            auto* const line =
                reinterpret_cast<QRgb*>(pixels + static_cast<size_t>(spectrogram.bins - 1 - bin) * pitch);
            for (int64_t column = 0; column < spectrogram.columns; ++column) {
                const float value = power[static_cast<size_t>(column * spectrogram.bins + bin)];
                const double decibels = value > 0 ? 10 * std::log10(double(value)) : quietest;
                const double share = std::clamp((decibels - quietest) / (loudest - quietest), 0.0, 1.0);
                line[column] = colours[static_cast<size_t>(255 * share + 0.5)];
            }
        }
    });
    return image;
}

SoundFormat soundFormat(const AssetItem& asset, const PartItem& part) {
    SoundFormat out;
    out.frames = part.shape.isEmpty() ? 0 : part.shape[0];
    out.channels = part.shape.size() > 1 ? static_cast<int>(std::max<qint64>(1, part.shape[1])) : 1;
    out.rate = asset.meta.at("sample_rate").asDouble(44'100);
    const auto type = dtypeByName(part.dtype.toStdString()).value_or(DType::f32);
    if (info(type).kind != DTypeClass::integer) return out;
    const int64_t width = int64_t(info(type).blockBytes) * 8;
    const int64_t stated = asset.meta.at("bits_per_sample").asInt(width);
    const int64_t bits = stated > 0 && stated < width ? stated : width;
    const double half = std::exp2(static_cast<double>(bits - 1));
    if (type == DType::u8 || type == DType::u16) out.zero = half;
    out.scale = 1 / half;
    return out;
}

void ChannelSums::add(const ChannelSums& other) {
    original2 += other.original2;
    error2 += other.error2;
    largestError = std::max(largestError, other.largestError);
    peakA = std::max(peakA, other.peakA);
    peakB = std::max(peakB, other.peakB);
    count += other.count;
    clippedA += other.clippedA;
    clippedB += other.clippedB;
}

double ChannelSums::snr() const {
    if (count == 0) return std::nan("");
    return error2 == 0 ? std::numeric_limits<double>::infinity() : 10 * std::log10(original2 / error2);
}

ChannelSums SoundScan::all() const {
    ChannelSums out;
    for (const auto& channel : channels)
        out.add(channel);
    return out;
}

Result<SoundPiece> soundPiece(const Payload& a, const Payload* b, const SoundFormat& format, int64_t first) {
    const auto *tensorA = std::get_if<TensorView>(&a), *tensorB = b ? std::get_if<TensorView>(b) : nullptr;
    if (!tensorA || (b && !tensorB))
        return badInput("the data is no sound", "sound", "look at it in another view");
    RB_TRY(const std::vector<double> rawA, toDoubles(*tensorA));
    std::vector<double> rawB;
    if (tensorB) {
        RB_TRY(rawB, toDoubles(*tensorB));
        if (rawB.size() != rawA.size())
            return badInput(
                "the sounds differ in length or channels: " + std::to_string(rawA.size()) + " and " +
                    std::to_string(rawB.size()) + " samples",
                "comparison of sounds",
                "choose a method that keeps the length"
            );
    }
    SoundPiece out{.first = first, .frames = 0, .channels = format.channels, .a = {}, .b = {}, .sums = {}};
    const auto channels = static_cast<size_t>(format.channels);
    out.frames = static_cast<int64_t>(rawA.size() / channels);
    out.sums.resize(channels);
    out.a.resize(rawA.size());
    out.b.resize(rawB.size());
    // Integers reach their largest value one step below 1.
    const double full = format.scale < 1 ? 1 - 1.5 * format.scale : std::nextafter(1.0, 0.0);
    for (size_t i = 0; i < rawA.size(); ++i) {
        ChannelSums& sums = out.sums[i % channels];
        const double valueA = (rawA[i] - format.zero) * format.scale;
        out.a[i] = static_cast<float>(valueA);
        sums.original2 += rawA[i] * rawA[i];
        sums.peakA = std::max(sums.peakA, std::abs(valueA));
        sums.clippedA += std::abs(valueA) > full ? 1 : 0;
        ++sums.count;
        if (rawB.empty()) continue;
        const double valueB = (rawB[i] - format.zero) * format.scale, error = rawB[i] - rawA[i];
        out.b[i] = static_cast<float>(valueB);
        sums.error2 += error * error;
        sums.largestError = std::max(sums.largestError, std::abs(error) * format.scale);
        sums.peakB = std::max(sums.peakB, std::abs(valueB));
        sums.clippedB += std::abs(valueB) > full ? 1 : 0;
    }
    return out;
}

Spectrogram spectrogramOf(const SoundPiece& piece, int64_t columns, int size) {
    Stft transform(size);
    Spectrogram out{
        .first = piece.first,
        .frames = piece.frames,
        .columns = columns,
        .bins = transform.bins(),
        .power = {}};
    addToSpectrogram(out, piece, transform);
    return out;
}

SoundOutline outlineOf(const SoundPiece& piece, int64_t framesEach) {
    SoundOutline out{
        .framesEach = framesEach,
        .first = piece.first,
        .channels = piece.channels,
        .extents = {},
        .energy = {}};
    addToOutline(out, piece);
    return out;
}

struct SoundScanner::Walk {
    Source a;
    std::optional<Source> b;
    SoundFormat format;
    int64_t at = 0, begin = 0, end = 0;
    SoundScan scan;
    Spectrogram spectrogram;
    std::unique_ptr<Stft> transform;
    QElapsedTimer painted; // since the spectrograms were last
    Done done;
};

SoundScanner::SoundScanner(ViewContext& context, QObject* parent)
    : QObject(parent), context_(context), cache_(PictureCache::of(context.previews)) {}

void SoundScanner::stop() {
    walk_.reset();
    loadA_.reset();
    loadB_.reset();
    work_.reset();
}

void SoundScanner::start(
    const Source& a, const Source* b, const SoundFormat& format, Rows rows, int columns, Done done
) {
    stop();
    walk_ = std::make_shared<Walk>();
    walk_->a = a;
    if (b) walk_->b = *b;
    walk_->format = format;
    walk_->begin = walk_->at = rows.begin;
    walk_->end = rows.last(format.frames);
    walk_->done = std::move(done);
    auto& scan = walk_->scan;
    scan.channels.resize(static_cast<size_t>(format.channels));
    scan.outline.framesEach = outlineFrames;
    scan.outline.first = rows.begin;
    scan.outline.channels = format.channels;
    if (columns > 0) {
        walk_->transform = std::make_unique<Stft>(overviewSize);
        scan.first = rows.begin;
        scan.frames = walk_->end - rows.begin;
        walk_->spectrogram = {rows.begin, scan.frames, columns, walk_->transform->bins(), {}};
    }
    next();
}

void SoundScanner::next() {
    const Rows rows{walk_->at, std::min(walk_->at + pieceFrames, walk_->end)};
    a_.reset();
    b_.reset();
    const auto take = [this](std::shared_ptr<const Payload>& place) {
        return [this, &place](Result<std::shared_ptr<const Payload>> payload) {
            if (!payload) {
                const auto walk = walk_;
                stop();
                return walk->done(payload.error());
            }
            place = *payload;
            if (a_ && (b_ || !walk_->b)) loaded();
        };
    };
    loadA_ = context_.previews.load(walk_->a, rows, take(a_));
    if (walk_->b) loadB_ = context_.previews.load(*walk_->b, rows, take(b_));
}

void SoundScanner::loaded() {
    work_ = cache_.run(
        [walk = walk_, a = a_, b = b_]() -> Result<std::shared_ptr<const SoundScan>> {
            RB_TRY(const SoundPiece piece, soundPiece(*a, b.get(), walk->format, walk->at));
            SoundScan& scan = walk->scan;
            for (size_t i = 0; i < scan.channels.size(); ++i)
                scan.channels[i].add(piece.sums[i]);
            if (walk->transform) {
                addToOutline(scan.outline, piece);
                addToSpectrogram(walk->spectrogram, piece, *walk->transform);
            }
            walk->at += std::max<int64_t>(1, piece.frames);
            const auto seen = static_cast<double>(walk->at - walk->begin);
            scan.share = walk->at >= walk->end ? 1 : seen / static_cast<double>(walk->end - walk->begin);
            const bool due =
                !walk->painted.isValid() || walk->painted.hasExpired(paintMilliseconds) || scan.share >= 1;
            if (walk->transform && due) {
                for (int side = 0; side < soundSides; ++side)
                    scan.spectra[static_cast<size_t>(side)] =
                        spectrogramImage(walk->spectrogram, static_cast<SoundSide>(side));
                walk->painted.start();
            }
            return std::make_shared<const SoundScan>(scan);
        },
        [this](Result<std::shared_ptr<const SoundScan>> scan) {
            const auto walk = walk_;
            if (!scan || (*scan)->share >= 1) {
                stop();
                return walk->done(std::move(scan));
            }
            next();
            walk->done(std::move(scan));
        }
    );
}

} // namespace rarebit::views

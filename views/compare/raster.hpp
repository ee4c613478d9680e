// SPDX-License-Identifier: GPL-3.0-or-later
// One picture or one frame as samples, whatever they are (8 and 16 bits, floats, planes of a video), and what
// the screen shows of them. Knows nothing of loading; safe in any thread.
#pragma once

#include "engine/core/json.hpp"
#include "engine/core/payload.hpp"

#include <QImage>
#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace rarebit::views {

/// One channel or plane; looks into shared bytes.
struct SamplePlane {
    QString name; // "Red", "Luma"
    DType dtype = DType::u8;
    int64_t rows = 0, columns = 0;
    int64_t first = 0, step = 1; // elements: of the first sample, from one to the next in a row
    Bytes bytes;

    double at(int64_t row, int64_t column) const;
    /// Samples from `column` on.
    void read(int64_t row, int64_t column, std::span<double> out) const;
};

struct SampleRange {
    double low = 0, high = 1;
};

struct Raster {
    enum class Colour : uint8_t { grey, rgb, yuv, cmyk };

    int64_t rows = 0, columns = 0;
    Colour colour = Colour::grey;
    bool alpha = false; // the last plane
    std::vector<SamplePlane> planes;
    double largest = 255; // sample that shows as white; 0: no fixed one, the range of the values counts
    double kr = 0.299, kb = 0.114; // of yuv
    bool fullRange = false;
    QString note; // how it is shown, where that is no matter of course

    int colourPlanes() const { return static_cast<int>(planes.size()) - (alpha ? 1 : 0); }
    /// The first plane of yuv and grey, a weighted sum of the others.
    double luma(int64_t row, int64_t column) const;
};

/// A part with the role "image": [rows, columns, channels].
Result<Raster> imageRaster(const Payload& payload, const Json& meta, const QString& where);
/// Planes of one frame, each [1, rows, columns], by their names ("y", "u", "v"; "r", "g", "b"; "a").
struct NamedPlane {
    QString name;
    Payload payload;
};
Result<Raster> frameRaster(std::span<const NamedPlane> planes, const Json& meta, const QString& where);

/// Smallest and largest finite sample; nothing where there is none.
std::optional<SampleRange> finiteRange(const Raster& raster);
/// What samples of PSNR are measured against: 255 and its like, for floats the range of the original.
double peakOf(const Raster& original);
/// For the screen: RGB32, or ARGB32_Premultiplied where there is alpha or NaN. `range` is shown as black to
/// white where the samples have no fixed range.
QImage displayImage(const Raster& raster, SampleRange range);

/// A display picture with its halved sizes, so that any zoom reads few pixels.
struct MipImage {
    std::vector<QImage> levels; // each half of the one before
    explicit MipImage(QImage full);
    /// The level to draw at `scale` device pixels per pixel.
    int levelFor(double scale) const;
    QSize size() const { return levels.front().size(); }
};

} // namespace rarebit::views

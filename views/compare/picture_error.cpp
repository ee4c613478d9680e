// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/picture_error.hpp"

#include "views/compare/bands.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace rarebit::views {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr size_t mostBlocks = 200;

double decibels(double peak, double mse) {
    return mse == 0 ? infinity : 10 * std::log10(peak * peak / mse);
}

// Two rows of one plane.
struct Lines {
    std::vector<double> original, other;
    void read(const SamplePlane& a, const SamplePlane& b, int64_t row, int64_t column, int64_t count) {
        original.resize(static_cast<size_t>(count));
        other.resize(static_cast<size_t>(count));
        a.read(row, column, original);
        b.read(row, column, other);
    }
};

bool fullSize(const Raster& raster, size_t plane) {
    return raster.planes[plane].rows == raster.rows && raster.planes[plane].columns == raster.columns;
}

// Planes of full size among the colours: what maps and blocks average over.
std::vector<size_t> fullPlanes(const Raster& raster) {
    std::vector<size_t> out;
    for (size_t i = 0; i < static_cast<size_t>(raster.colourPlanes()); ++i)
        if (fullSize(raster, i) && (raster.colour != Raster::Colour::yuv || i == 0)) out.push_back(i);
    return out;
}

double errorOf(double original, double other) {
    if (original == other || (std::isnan(original) && std::isnan(other))) return 0;
    return other - original;
}

// Mean squared error of each block, one row of blocks after the other.
std::vector<float> blockErrors(const Raster& a, const Raster& b, int side, int64_t blockColumns) {
    const auto planes = fullPlanes(a);
    const int64_t blockRows = (a.rows + side - 1) / side;
    std::vector<float> out(static_cast<size_t>(blockRows * blockColumns));
    forBands(blockRows, [&](int64_t, int64_t begin, int64_t end) {
        Lines lines;
        std::vector<double> sums(static_cast<size_t>(blockColumns));
        for (int64_t block = begin; block < end; ++block) {
            std::ranges::fill(sums, 0);
            const int64_t last = std::min(a.rows, (block + 1) * side);
            for (int64_t row = block * side; row < last; ++row)
                for (const size_t plane : planes) {
                    lines.read(a.planes[plane], b.planes[plane], row, 0, a.columns);
                    for (size_t i = 0; i < lines.original.size(); ++i) {
                        const double error = errorOf(lines.original[i], lines.other[i]);
                        sums[i / static_cast<size_t>(side)] += error * error;
                    }
                }
            for (int64_t column = 0; column < blockColumns; ++column) {
                const int64_t width = std::min<int64_t>(side, a.columns - column * side);
                const auto samples = static_cast<double>(width * (last - block * side) * std::ssize(planes));
                const double mse = sums[static_cast<size_t>(column)] / samples;
                out[static_cast<size_t>(block * blockColumns + column)] =
                    static_cast<float>(std::isnan(mse) ? infinity : mse);
            }
        }
    });
    return out;
}

std::vector<ErrorBlock> worstBlocks(const Raster& a, const Raster& b, int side) {
    const int64_t blockColumns = (a.columns + side - 1) / side;
    const auto errors = blockErrors(a, b, side, blockColumns);
    std::vector<int64_t> order(errors.size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<int64_t>(i);
    // Nine candidates for each place: a block has eight neighbours.
    const auto kept = std::min(order.size(), 9 * mostBlocks);
    std::ranges::partial_sort(order, order.begin() + static_cast<ptrdiff_t>(kept), [&](int64_t x, int64_t y) {
        const float left = errors[static_cast<size_t>(x)], right = errors[static_cast<size_t>(y)];
        return left != right ? left > right : x < y;
    });
    std::vector<ErrorBlock> out;
    for (size_t i = 0; i < kept && out.size() < mostBlocks; ++i) {
        const float mse = errors[static_cast<size_t>(order[i])];
        if (mse == 0) break;
        const int64_t row = order[i] / blockColumns * side, column = order[i] % blockColumns * side;
        const QRect area(
            static_cast<int>(column),
            static_cast<int>(row),
            static_cast<int>(std::min<int64_t>(side, a.columns - column)),
            static_cast<int>(std::min<int64_t>(side, a.rows - row))
        );
        const QRect around = area.adjusted(-1, -1, 1, 1);
        if (std::ranges::none_of(out, [&](const ErrorBlock& worse) { return worse.area.intersects(around); }))
            out.push_back({area, mse});
    }
    return out;
}

// The value below which `share` of the values (or their magnitudes) lie, from a sample of at most a million.
double percentile(std::span<const float> values, double share, bool magnitudes) {
    std::vector<float> sizes;
    const size_t step = values.size() / 1'000'000 + 1;
    sizes.reserve(values.size() / step + 1);
    for (size_t i = 0; i < values.size(); i += step)
        if (std::isfinite(values[i])) sizes.push_back(magnitudes ? std::abs(values[i]) : values[i]);
    if (sizes.empty()) return 0;
    const auto rank = static_cast<ptrdiff_t>(share * static_cast<double>(sizes.size() - 1));
    std::ranges::nth_element(sizes, sizes.begin() + rank);
    return sizes[static_cast<size_t>(rank)];
}

// Ends of the bar, beyond which `clipShare` of the values lie.
void chooseScale(ErrorField& field, double clipShare) {
    field.lowest = infinity;
    field.highest = -infinity;
    for (const float value : field.values)
        if (std::isfinite(value)) {
            field.lowest = std::min<double>(field.lowest, value);
            field.highest = std::max<double>(field.highest, value);
        }
    if (field.lowest > field.highest) field.lowest = field.highest = 0;
    if (field.lowIsBad) {
        field.scale.low = std::min(percentile(field.values, clipShare, false), 0.999);
        field.scale.high = 1;
    } else {
        field.scale.high = percentile(field.values, 1 - clipShare, true);
        if (field.scale.high == 0)
            field.scale.high = std::max(std::abs(field.lowest), std::abs(field.highest));
        field.scale.low = field.map == MapKind::diverging ? -field.scale.high : 0;
    }
    int64_t clipped = 0;
    for (const float value : field.values)
        clipped += value > field.scale.high || value < field.scale.low ? 1 : 0;
    field.clippedShare =
        field.values.empty() ? 0 : static_cast<double>(clipped) / static_cast<double>(field.values.size());
}

} // namespace

void ErrorSums::addOdd(double original, double other) {
    const bool equal = (std::isnan(original) && std::isnan(other)) || original == other;
    ++(equal ? same : broken);
}

void ErrorSums::add(const ErrorSums& sums) {
    squared += sums.squared;
    largest = std::max(largest, sums.largest);
    count += sums.count;
    same += sums.same;
    broken += sums.broken;
}

double ErrorSums::mse() const {
    if (broken > 0) return infinity;
    return count > 0 ? squared / static_cast<double>(count) : same > 0 ? 0 : std::nan("");
}

double ErrorSums::psnr(double peak) const {
    return broken > 0 ? -infinity : decibels(peak, mse());
}

double ErrorBlock::psnr(double peak) const {
    return decibels(peak, mse);
}

Status sameLayout(const Raster& original, const Raster& other, const QString& where) {
    const auto shape = [](const Raster& raster) {
        return std::to_string(raster.columns) + " x " + std::to_string(raster.rows) + " with " +
               std::to_string(raster.planes.size()) + " channels";
    };
    bool same = original.planes.size() == other.planes.size();
    for (size_t i = 0; same && i < original.planes.size(); ++i)
        same = original.planes[i].rows == other.planes[i].rows &&
               original.planes[i].columns == other.planes[i].columns;
    if (same) return Ok{};
    return badInput(
        "the pictures differ in size: " + shape(original) + " and " + shape(other),
        where.toStdString(),
        "compare side by side, or choose a method that keeps the size"
    );
}

PictureError measureError(const Raster& a, const Raster& b, double peak, int blockSide) {
    PictureError out{.planes = {}, .all = {}, .peak = peak, .worst = {}, .blockSide = blockSide};
    for (size_t plane = 0; plane < a.planes.size(); ++plane) {
        const SamplePlane &x = a.planes[plane], &y = b.planes[plane];
        // Sums of bands in their order: the same on any number of cores.
        std::vector<ErrorSums> bands(static_cast<size_t>(bandCount(x.rows)));
        forBands(x.rows, [&](int64_t band, int64_t begin, int64_t end) {
            Lines lines;
            ErrorSums own;
            for (int64_t row = begin; row < end; ++row) {
                lines.read(x, y, row, 0, x.columns);
                for (size_t i = 0; i < lines.original.size(); ++i)
                    own.add(lines.original[i], lines.other[i]);
            }
            bands[static_cast<size_t>(band)] = own;
        });
        ErrorSums sums;
        for (const auto& band : bands)
            sums.add(band);
        out.all.add(sums);
        out.planes.push_back(sums);
    }
    out.worst = worstBlocks(a, b, blockSide);
    return out;
}

RegionError measureRegion(const Raster& a, const Raster& b, const QRect& area) {
    RegionError out;
    std::vector<double> errors;
    Lines lines;
    const auto full = fullPlanes(a);
    for (size_t index = 0; index < a.planes.size(); ++index) {
        const SamplePlane &x = a.planes[index], &y = b.planes[index];
        // What covers the area: from the sample under its first pixel to that under its last.
        const int64_t left = area.left() * x.columns / a.columns,
                      right = area.right() * x.columns / a.columns;
        const int64_t top = area.top() * x.rows / a.rows, bottom = area.bottom() * x.rows / a.rows;
        ErrorSums sums;
        for (int64_t row = top; row <= bottom; ++row) {
            lines.read(x, y, row, left, right - left + 1);
            for (size_t i = 0; i < lines.original.size(); ++i) {
                sums.add(lines.original[i], lines.other[i]);
                if (std::ranges::find(full, index) != full.end())
                    errors.push_back(errorOf(lines.original[i], lines.other[i]));
            }
        }
        out.all.add(sums);
        out.planes.push_back(sums);
    }
    double most = 0;
    for (const double error : errors)
        if (std::isfinite(error)) most = std::max(most, std::abs(error));
    // Whole levels of integers get bins of their own, with zero in the middle of one.
    const DTypeClass kind = info(a.planes.front().dtype).kind;
    const bool whole = kind == DTypeClass::integer || kind == DTypeClass::boolean;
    const double width = whole      ? std::max(1.0, std::ceil((2 * most + 1) / 129))
                         : most > 0 ? 2 * most / 129
                                    : 1;
    const auto half = static_cast<int64_t>(std::ceil(std::max(0.0, most / width - 0.5)));
    auto& histogram = out.histogram;
    histogram.counts.assign(static_cast<size_t>(2 * half + 1), 0);
    histogram.high = (static_cast<double>(half) + 0.5) * width;
    histogram.low = -histogram.high;
    for (const double error : errors)
        if (std::isfinite(error)) {
            const auto bin = static_cast<int64_t>(std::lround(error / width)) + half;
            ++histogram.counts[static_cast<size_t>(std::clamp<int64_t>(bin, 0, 2 * half))];
        }
    return out;
}

ErrorField errorField(const Raster& a, const Raster& b, ErrorMeasure measure, int plane) {
    ErrorField field;
    field.rows = a.rows;
    field.columns = a.columns;
    field.values.resize(static_cast<size_t>(a.rows * a.columns));
    const auto planes = plane >= 0 ? std::vector{static_cast<size_t>(plane)} : fullPlanes(a);
    forBands(a.rows, [&](int64_t, int64_t begin, int64_t end) {
        Lines lines;
        for (int64_t row = begin; row < end; ++row) {
            float* const out = field.values.data() + row * a.columns;
            for (const size_t index : planes) {
                const SamplePlane &x = a.planes[index], &y = b.planes[index];
                lines.read(x, y, row * x.rows / a.rows, 0, x.columns);
                for (int64_t i = 0; i < a.columns; ++i) {
                    const auto at = static_cast<size_t>(i * x.columns / a.columns);
                    const double error = errorOf(lines.original[at], lines.other[at]);
                    const double value = measure == ErrorMeasure::squared    ? error * error
                                         : measure == ErrorMeasure::absolute ? std::abs(error)
                                                                             : error;
                    out[i] += static_cast<float>(value / static_cast<double>(planes.size()));
                }
            }
        }
    });
    if (measure == ErrorMeasure::signedError) {
        field.map = MapKind::diverging;
        chooseScale(field, 0.005);
    } else {
        if (measure == ErrorMeasure::squared) field.scale.scale = MapScale::squareRoot;
        chooseScale(field, 0.01);
    }
    return field;
}

ErrorField ssimField(const Raster& raster, std::span<const float> values, int64_t margin) {
    ErrorField field;
    field.rows = raster.rows;
    field.columns = raster.columns;
    field.lowIsBad = true;
    field.values.assign(static_cast<size_t>(field.rows * field.columns), std::nanf(""));
    const int64_t columns = field.columns - 2 * margin;
    for (int64_t row = 0; columns > 0 && row < std::ssize(values) / columns; ++row)
        std::copy_n(
            values.begin() + row * columns,
            columns,
            field.values.begin() + (row + margin) * field.columns + margin
        );
    chooseScale(field, 0.01);
    return field;
}

QImage paintField(const ErrorField& field, bool dark) {
    QImage image(
        static_cast<int>(field.columns), static_cast<int>(field.rows), QImage::Format_ARGB32_Premultiplied
    );
    if (image.isNull()) return image;
    const auto colours = colorMap(field.map, dark);
    auto* const pixels = image.bits();
    const auto pitch = static_cast<size_t>(image.bytesPerLine());
    forBands(field.rows, [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
            auto* const line = reinterpret_cast<QRgb*>(pixels + static_cast<size_t>(row) * pitch);
            const float* const values = field.values.data() + row * field.columns;
            for (int64_t i = 0; i < field.columns; ++i) {
                double at = field.scale.position(values[i]);
                if (field.lowIsBad) at = 1 - at;
                line[i] = std::isnan(at) ? qRgba(0, 0, 0, 0) : colours[static_cast<size_t>(255 * at + 0.5)];
            }
        }
    });
    return image;
}

QImage differenceImage(const Raster& a, const Raster& b, double factor) {
    QImage image(static_cast<int>(a.columns), static_cast<int>(a.rows), QImage::Format_RGB32);
    if (image.isNull()) return image;
    const double white = a.largest > 0 ? a.largest : std::max(peakOf(a), std::numeric_limits<double>::min());
    const int colours = a.colour == Raster::Colour::rgb ? 3 : 1;
    auto* const pixels = image.bits();
    const auto pitch = static_cast<size_t>(image.bytesPerLine());
    forBands(a.rows, [&](int64_t, int64_t begin, int64_t end) {
        Lines lines;
        std::array<std::vector<uint8_t>, 3> shades;
        for (int64_t row = begin; row < end; ++row) {
            for (int i = 0; i < colours; ++i) {
                const auto index = static_cast<size_t>(i);
                lines.read(a.planes[index], b.planes[index], row, 0, a.columns);
                shades[index].resize(lines.original.size());
                for (size_t k = 0; k < lines.original.size(); ++k) {
                    const double share =
                        std::abs(errorOf(lines.original[k], lines.other[k])) * factor / white;
                    shades[index][k] = static_cast<uint8_t>(share < 1 ? 255 * share + 0.5 : 255);
                }
            }
            auto* const line = reinterpret_cast<QRgb*>(pixels + static_cast<size_t>(row) * pitch);
            for (size_t k = 0; k < static_cast<size_t>(a.columns); ++k)
                line[k] = colours == 3 ? qRgb(shades[0][k], shades[1][k], shades[2][k])
                                       : qRgb(shades[0][k], shades[0][k], shades[0][k]);
        }
    });
    return image;
}

int niceFactor(const Raster& a, const Raster& b) {
    const ErrorField field = errorField(a, b, ErrorMeasure::absolute);
    const double white = a.largest > 0 ? a.largest : peakOf(a);
    int factor = 1;
    while (factor < 64 && field.scale.high * 2 * factor <= white)
        factor *= 2;
    return factor;
}

} // namespace rarebit::views

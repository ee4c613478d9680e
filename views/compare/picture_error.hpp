// SPDX-License-Identifier: GPL-3.0-or-later
// The error between two pictures or frames: the numbers, where it is worst, and the fields that are shown as
// maps. One walk over the samples gives both numbers and pictures. Safe in any thread.
#pragma once

#include "views/compare/raster.hpp"
#include "views/core/color_map.hpp"

#include <QRect>

#include <vector>

namespace rarebit::views {

/// Of samples on both sides, as the engine's metrics count them: pairs that hold the same NaN or infinity are
/// left out, pairs where only one side does make the error infinite.
struct ErrorSums {
    double squared = 0, largest = 0;
    int64_t count = 0, same = 0, broken = 0;
    void add(double original, double other) {
        const double error = other - original;
        if (std::isfinite(error)) {
            squared += error * error;
            largest = std::max(largest, std::abs(error));
            ++count;
        } else {
            addOdd(original, other);
        }
    }
    void add(const ErrorSums& sums);
    double mse() const;
    /// +inf where nothing differs, -inf where a pair is broken.
    double psnr(double peak) const;

private:
    void addOdd(double original, double other);
};

struct ErrorBlock {
    QRect area; // pixels
    double mse = 0;
    double psnr(double peak) const;
};

/// How many samples have which signed error, in `counts.size()` equal bins from low to high.
struct ErrorHistogram {
    double low = 0, high = 0;
    std::vector<int64_t> counts;
};

struct PictureError {
    std::vector<ErrorSums> planes;
    ErrorSums all;
    double peak = 0; // what PSNR is measured against
    /// Of area(), by mean squared error over the full-size planes; touching ones of a worse block left out.
    std::vector<ErrorBlock> worst;
    int blockSide = 8;
    double psnr() const { return all.psnr(peak); }
};

/// Both of one size; an error where they are not.
Status sameLayout(const Raster& original, const Raster& other, const QString& where);
/// `peak`: see peakOf.
PictureError measureError(const Raster& original, const Raster& other, double peak, int blockSide = 8);

/// The numbers of a part of the picture. `area` is in pixels of the picture; smaller planes take what covers
/// it.
struct RegionError {
    std::vector<ErrorSums> planes;
    ErrorSums all;
    ErrorHistogram histogram; // of all full-size planes together
};
RegionError measureRegion(const Raster& original, const Raster& other, const QRect& area);

enum class ErrorMeasure : uint8_t { squared, absolute, signedError, ssim };

/// A value for each pixel; NaN: none there.
struct ErrorField {
    int64_t rows = 0, columns = 0;
    std::vector<float> values;
    ValueScale scale;               // ends of the bar
    double lowest = 0, highest = 0; // finite values themselves
    double clippedShare = 0;        // of values outside of the bar's ends
    MapKind map = MapKind::viridis;
    bool lowIsBad = false; // SSIM: the bar is turned
};
/// plane -1: the mean over the full-size colour planes. Not of ssim: that is the engine's (Previews::derive).
ErrorField errorField(const Raster& original, const Raster& other, ErrorMeasure measure, int plane = -1);
/// A field of SSIM from its values at the positions of the window, `margin` pixels from the picture's edges.
ErrorField ssimField(const Raster& raster, std::span<const float> values, int64_t margin);
QImage paintField(const ErrorField& field, bool dark);
/// |other - original| of each plane times `factor`, as colours (of yuv: of luma).
QImage differenceImage(const Raster& original, const Raster& other, double factor);
/// The largest power of two up to 64 under which at most 1 % of samples are cut.
int niceFactor(const Raster& original, const Raster& other);

} // namespace rarebit::views

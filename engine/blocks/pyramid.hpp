// SPDX-License-Identifier: GPL-3.0-or-later
// A tensor or its error at every zoom: smallest value, largest value and root mean square of cells that get
// coarser from level to level, so that one spike shows at all of them.
#pragma once

#include "engine/core/metric.hpp"

namespace rarebit {

constexpr int64_t pyramidSide = 512; // cells along a side of the finest level, at most

struct PyramidLevel {
    int64_t rows = 0, columns = 0;         // cells
    int64_t cellRows = 0, cellColumns = 0; // pixels of planeOf() that a cell covers
};
/// Finest level first; the last one has a single cell. values: min, max, rms of each cell, level by level,
/// rows first. Cells without a finite value are NaN.
struct Pyramid {
    std::vector<PyramidLevel> levels;
    std::vector<float> values;
};
Result<Pyramid> pyramidOf(const Part& part, JobContext& job);
/// Of x - y; elements that are not finite on one side are left out.
Result<Pyramid> errorPyramidOf(const Part& original, const Part& decoded, JobContext& job);
/// A "pyramid" detail "METRIC.pyramid:PART": f32 [cells, 3], about.levels.
Detail pyramidDetail(std::string_view metric, std::string_view part, Pyramid pyramid);

} // namespace rarebit

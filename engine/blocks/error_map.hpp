// SPDX-License-Identifier: GPL-3.0-or-later
// Where the error lies: a map of the largest error in each cell, and the same in colours.
#pragma once

#include "engine/core/metric.hpp"

namespace rarebit {

constexpr int64_t mapSide = 1024; // cells along a side at most

/// Cells of cellRows x cellColumns pixels with the largest |x - y| of each: a single bad value never averages
/// away. Infinity where only one side is finite.
struct ErrorMap {
    int64_t rows = 0, columns = 0, cellRows = 1, cellColumns = 1;
    std::vector<float> values;
    float peak() const; // largest finite one
};
Result<ErrorMap> errorMap(const Part& original, const Part& decoded, JobContext& job);
/// A "map" detail "METRIC.map": f32 [rows, columns].
Detail mapDetail(std::string_view metric, ErrorMap map);

/// The map as R, G, B (u8 [rows, columns, 3]): black for no error, through violet, red and yellow, to white
/// for the peak; `peak` <= 0: the map's own.
TensorView errorHeatmap(const ErrorMap& map, double peak = 0);
Result<TensorView> errorHeatmap(const Part& original, const Part& decoded, JobContext& job);

} // namespace rarebit

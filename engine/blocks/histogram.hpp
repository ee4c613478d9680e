// SPDX-License-Identifier: GPL-3.0-or-later
// Distributions of values: what `hist` shows, and original, decoded and error side by side.
#pragma once

#include "engine/core/metric.hpp"

namespace rarebit {

constexpr int mostBins = 65'536;

/// {"part","bins","min","max","edges":[bins + 1],"counts":[bins],"count","nan","inf"}: equal bins over the
/// range of the finite values, the last one closed. Without any finite value edges and counts are empty.
Result<Json> histogramOf(const Part& part, int bins, JobContext& job);

/// A "histogram" detail "METRIC.histogram": i64 [3, bins], rows original, decoded and error x - y, of all
/// parts pooled. about: "edges" [low, high] of the first two, "error_edges" [low, high], and how many values
/// are not finite ("left_out").
Result<Detail> pairedHistogram(std::string_view metric, const MetricInput& input, int bins, JobContext& job);

} // namespace rarebit

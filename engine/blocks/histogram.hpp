// SPDX-License-Identifier: GPL-3.0-or-later
// Distributions of values: what `hist` shows, and original, decoded and error side by side.
#pragma once

#include "engine/blocks/paired.hpp"

namespace rarebit {

constexpr int mostBins = 65'536;

/// {"part","bins","min","max","edges":[bins + 1],"counts":[bins],"count","nan","inf","outside"}: equal bins
/// over `ends`, or over the range of the finite values, the last one closed. Without any finite value edges
/// and counts are empty. `outside`: finite values beyond the ends, which are in no bin.
Result<Json>
histogramOf(const Part& part, int bins, JobContext& job, const std::optional<ValueRange>& ends = {});

/// Ends of the bins where they are not those of the data.
struct PairedEnds {
    std::optional<ValueRange> values, error;
};
/// A "histogram" detail "METRIC.histogram": i64 [3, bins], rows original, decoded and error x - y, of all
/// parts pooled. about: "edges" [low, high] of the first two, "error_edges" [low, high], how many values
/// are not finite ("left_out") or beyond the ends ("outside", for each row).
Result<Detail> pairedHistogram(
    std::string_view metric, const MetricInput& input, int bins, JobContext& job, const PairedEnds& ends = {}
);

/// The distinct finite values in ascending order, or nothing where there are more than `most`: the levels of
/// a quantiser show as few values.
Result<std::optional<std::vector<double>>> levelsOf(const Part& part, size_t most, JobContext& job);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// Where the extreme values of a tensor sit, and where a reconstruction is worst.
#pragma once

#include "engine/core/metric.hpp"

namespace rarebit {

constexpr int mostSpots = 100'000;

/// {"part","shape","count","nan","inf","mean","std","rms","absmax","kurtosis",
///  "beyond_6_sigma":{"count","share"}, "top":[{"index":[..],"value"}],
///  "rows"/"columns":{"count","median","p99","max","top":[{"index","absmax","over_median"}]}}
/// rows: all axes but the last, columns: the last; their figures are of the absolute maximum of each.
/// "columns" is null for vectors. `top` is sorted by magnitude, ties by position.
Result<Json> outliersOf(const Part& part, int top, JobContext& job);

/// [{"part","index":[..],"original","decoded","error"}], the largest |x - y| first, ties by position. A value
/// that is finite on one side only comes first, with error null.
Result<Json> worstSpots(const Part& original, const Part& decoded, int count, JobContext& job);

} // namespace rarebit

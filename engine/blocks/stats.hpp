// SPDX-License-Identifier: GPL-3.0-or-later
// What a part's values are like: the `stats` object of `info`. resources/help/statistics.md defines each
// figure.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/ops/op_table.hpp"

#include <span>

namespace rarebit {

/// {"count","mean","std","min","max","absmax","kurtosis","zeros","nan","inf","entropy_bits","percentiles"}.
/// Tensors of real numbers: their values, dequantised; text: its bytes; tables: numbers and dates. Read in
/// ranges of rows, twice where elements are wider than 16 bits (f64, i32, i64, u32, u64: four times). The
/// same numbers with any count of threads.
Result<Json> partStatistics(const Part& part, JobContext& job);

/// Moments of doubles at hand, two passes; min and max are rounded to float.
Moments momentsOf(std::span<const double> values);

} // namespace rarebit

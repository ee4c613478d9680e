// SPDX-License-Identifier: GPL-3.0-or-later
// The little drawing that --png asks for: bars with labelled axes, as pixels. Charts proper come with the
// window.
#pragma once

#include "engine/core/payload.hpp"

#include <span>
#include <string>

namespace rarebit::cli {

struct BarChart {
    std::span<const double> bars;
    double low = 0, high = 0; // values at the left and right end
};
/// u8 [440, 880, 3]: bars over a baseline, ticks with numbers on both axes; counts are on a log scale
/// where the largest is more than a thousand times the smallest that is not zero.
TensorView drawBars(const BarChart& chart);

} // namespace rarebit::cli

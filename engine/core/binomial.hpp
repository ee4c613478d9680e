// SPDX-License-Identifier: GPL-3.0-or-later
// How far answers are from guessing: yes or no, each with chance one half.
#pragma once

#include <cstdint>

namespace rarebit {

/// The chance that guessing gives at least so many hits.
double chanceOfAtLeast(int64_t hits, int64_t trials);
/// The chance that guessing lies at least so far from one half, to either side.
double chanceOfAsFar(int64_t hits, int64_t trials);

/// Wilson's score interval (1927) for the share of hits; z 1.96: 95 %.
struct ShareInterval {
    double share = 0, low = 0, high = 1;
};
ShareInterval wilson(int64_t hits, int64_t trials, double z = 1.959963984540054);

} // namespace rarebit

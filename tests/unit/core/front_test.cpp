// SPDX-License-Identifier: GPL-3.0-or-later
// Fronts and hulls of small sets worked by hand.
#include "engine/core/front.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

RB_TEST(nobodyBeatsTheFront) {
    const std::vector<double> cost{3, 1, 2, 2, 4, NAN, 1, 5}, loss{3, 9, 4, 5, 3, 0, 9, -INFINITY};
    CHECK(frontOf(cost, loss) == std::vector<size_t>({1, 6, 2, 0, 7}));
    CHECK(frontOf({}, {}).empty());
}

RB_TEST(theHullLeavesOutWhatMixingBeats) {
    const std::vector<double> cost{1, 2, 3, 4, 5}, loss{10, 8, 3, 2.9, 0};
    const auto front = frontOf(cost, loss);
    CHECK(front == std::vector<size_t>({0, 1, 2, 3, 4}));
    CHECK(hullOf(front, cost, loss) == std::vector<size_t>({0, 2, 4}));
    const std::vector<double> exact{10, 8, 3, 2.9, -INFINITY};
    CHECK(hullOf(frontOf(cost, exact), cost, exact) == std::vector<size_t>({0, 2, 3}));
}

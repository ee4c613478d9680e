// SPDX-License-Identifier: GPL-3.0-or-later
// Chances of guessing, against values worked by hand and from tables.
#include "engine/core/binomial.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

RB_TEST(chancesOfGuessing) {
    CHECK_NEAR(chanceOfAtLeast(3, 3), 0.125, 1e-12);
    CHECK_NEAR(chanceOfAtLeast(9, 10), 11 / 1024.0, 1e-12);
    CHECK_NEAR(chanceOfAtLeast(12, 16), 0.0384063720703125, 1e-12);
    CHECK_NEAR(chanceOfAtLeast(0, 16), 1, 1e-12);
    CHECK_NEAR(chanceOfAtLeast(8, 16) + chanceOfAtLeast(9, 16), 1, 1e-12);
    CHECK_NEAR(chanceOfAsFar(9, 10), 22 / 1024.0, 1e-12);
    CHECK_NEAR(chanceOfAsFar(1, 10), 22 / 1024.0, 1e-12);
    CHECK_EQ(chanceOfAsFar(5, 10), 1.0);
    CHECK_NEAR(chanceOfAtLeast(600, 1000), 1.3642320780330e-10, 1e-15);
}

RB_TEST(theIntervalOfWilson) {
    const auto eight = wilson(8, 10);
    CHECK_NEAR(eight.share, 0.8, 1e-12);
    CHECK_NEAR(eight.low, 0.4901624715, 1e-8);
    CHECK_NEAR(eight.high, 0.9433178485, 1e-8);
    const auto none = wilson(0, 10), all = wilson(10, 10);
    CHECK_EQ(none.low, 0.0);
    CHECK_EQ(all.high, 1.0);
    CHECK_NEAR(none.high, 1 - all.low, 1e-12);
    CHECK_NEAR(none.high, 0.2775327999, 1e-8);
    CHECK(wilson(0, 0).high == 1);
}

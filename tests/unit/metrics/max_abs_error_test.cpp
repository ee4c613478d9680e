// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(largestErrorByHand) {
    CHECK_EQ(valueOf("max_abs_error", vectorAsset({1, -2, 3}), vectorAsset({1, 5, 2})), 7.0);
    CHECK_EQ(valueOf("max_abs_error", vectorAsset({1}), vectorAsset({1})), 0.0);
    CHECK_EQ(valueOf("max_abs_error", vectorAsset({INFINITY}), vectorAsset({448})), infinity);
    CHECK_EQ(
        valueOf("max_abs_error", pictureAsset(1, 2, 1, {0, 255}), pictureAsset(1, 2, 1, {255, 255})), 255.0
    );
}

RB_TEST(largestErrorIsFoundAnywhere) {
    for (const size_t at :
         {size_t{0}, size_t{7}, size_t{4095}, size_t{4096}, size_t{70'000}, size_t{99'999}}) {
        std::vector<float> values(100'000), other(100'000);
        other[at] = -3;
        CHECK_EQ(valueOf("max_abs_error", vectorAsset(values), vectorAsset(other)), 3.0);
    }
}

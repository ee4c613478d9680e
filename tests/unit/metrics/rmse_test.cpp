// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(rmseIsTheRootOfTheMse) {
    CHECK_NEAR(
        valueOf("rmse", vectorAsset({1, 2, 3, 4}), vectorAsset({1, 0, 3, 7})), std::sqrt(13.0 / 4), 1e-15
    );
    CHECK_EQ(valueOf("rmse", vectorAsset({0}), vectorAsset({0})), 0.0);
    CHECK_EQ(valueOf("rmse", vectorAsset({NAN}), vectorAsset({0})), infinity);
}

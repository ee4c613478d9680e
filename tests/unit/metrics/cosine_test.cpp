// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(cosineByHand) {
    CHECK_NEAR(valueOf("cosine", vectorAsset({1, 0}), vectorAsset({1, 1})), std::sqrt(0.5), 1e-15);
    CHECK_NEAR(valueOf("cosine", vectorAsset({1, 2, 3}), vectorAsset({-2, -4, -6})), -1, 1e-15);
    CHECK_EQ(valueOf("cosine", vectorAsset({1, 0}), vectorAsset({0, 5})), 0.0);
    CHECK_EQ(valueOf("cosine", vectorAsset({0.1F, 0.7F}), vectorAsset({0.1F, 0.7F})), 1.0);
    CHECK_EQ(valueOf("cosine", vectorAsset({0, 0}), vectorAsset({0, 0})), 1.0);
    CHECK_EQ(valueOf("cosine", vectorAsset({0, 0}), vectorAsset({1, 0})), 0.0);
    CHECK(std::isnan(valueOf("cosine", vectorAsset({1, NAN}), vectorAsset({1, 2}))));
}

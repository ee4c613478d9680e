// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/run.hpp"
#include "tests/support/make_assets.hpp"
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(relativeErrorByHand) {
    CHECK_NEAR(valueOf("rel_l2", vectorAsset({3, 4}), vectorAsset({3, 3})), 0.2, 1e-15);
    CHECK_EQ(valueOf("rel_l2", vectorAsset({3, 4}), vectorAsset({0, 0})), 1.0);
    CHECK_EQ(valueOf("rel_l2", vectorAsset({0, 0}), vectorAsset({0, 0})), 0.0);
    CHECK_EQ(valueOf("rel_l2", vectorAsset({0, 0}), vectorAsset({0, 1})), infinity);
    CHECK_EQ(valueOf("rel_l2", vectorAsset({1, NAN}), vectorAsset({1, 0})), infinity);
    CHECK_EQ(valueOf("rel_l2", vectorAsset({1, NAN}), vectorAsset({1, NAN})), 0.0);
}

RB_TEST(relativeErrorDoesNotDependOnScale) {
    const double small = valueOf("rel_l2", vectorAsset({3e-18F, 4e-18F}), vectorAsset({3e-18F, 3e-18F}));
    CHECK_NEAR(small, 0.2, 1e-7);
    const double large = valueOf("rel_l2", vectorAsset({3e30F, 4e30F}), vectorAsset({3e30F, 3e30F}));
    CHECK_NEAR(large, 0.2, 1e-7);
}

RB_TEST(positionTablesOfAModelDoNotSwampItsWeights) {
    const auto model = [](float weight) {
        Asset asset;
        asset.kind = "model";
        asset.parts = {
            make::tensorPart("w", "weight", DType::f32, {2}, ownBytes(std::vector<float>{weight, 1})),
            make::tensorPart(
                "ids", "state", DType::i64, {2}, ownBytes(std::vector<int64_t>{1'000'000, 2'000'000})
            ),
        };
        return asset;
    };
    JobContext job;
    const Measured pooled =
        REQUIRE(measureMetrics({"rel_l2"}, model(1), model(2), {"w", "ids"}, nullptr, job));
    CHECK_NEAR(pooled.values.at("rel_l2").value, std::sqrt(0.5), 1e-12);
    const Measured alone = REQUIRE(measureMetrics({"rel_l2"}, model(1), model(2), {"ids"}, nullptr, job));
    CHECK_EQ(alone.values.at("rel_l2").value, 0.0);
}

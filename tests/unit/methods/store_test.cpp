// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"

using namespace rarebit;

RB_TEST(storeCostsItsHeadAndNothingElse) {
    Asset asset;
    asset.name = "t";
    asset.kind = "text";
    asset.reader = "text";
    asset.hash = "t";
    asset.parts = {make::textPart("text", "text", "twelve bytes")};
    JobContext job;
    RunSpec spec;
    spec.method = "store";
    const auto result = REQUIRE(runOne(spec, asset, job));
    CHECK(!result.error);
    CHECK(result.lossless);
    CHECK_EQ(result.sizes.payload, 12u);
    CHECK_EQ(result.sizes.side, 0u);
    CHECK(result.sizes.header < 56);
}

RB_TEST(partsThatAMethodRefusesAreStoredAndCounted) {
    Asset asset;
    asset.name = "mixed";
    asset.kind = "dna";
    asset.reader = "bytes";
    asset.hash = "mixed";
    const auto picture = make::picture(16, 16, 3, Rng(1, "p"));
    asset.parts = {
        make::tensorPart("image", "image", DType::u8, {16, 16, 3}, ownBytes(picture)),
        make::textPart("text", "text", "left as it is")};
    JobContext job;
    RunSpec spec;
    spec.method = "png";
    const auto result = REQUIRE(runOne(spec, asset, job));
    CHECK(!result.error);
    CHECK(result.lossless);
    CHECK_EQ(result.sizes.original, 16u * 16 * 3 + 13);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

namespace {

Asset smallAsset() {
    Asset asset;
    asset.name = "w.npy";
    asset.reader = "npy";
    asset.kind = "tensor";
    asset.hash = "00";
    Part part;
    part.name = "data";
    part.role = "weight";
    asset.parts.push_back(
        memoryPart(part, TensorView{DType::f32, {768, 512}, ownBytes(std::vector<float>(768 * 512))})
    );
    return asset;
}

} // namespace

RB_TEST(headOfOnePartIsShort) {
    JobContext job;
    RunSpec spec;
    spec.method = "store";
    const auto coded = REQUIRE(encodeAsset(spec, smallAsset(), {}, job));
    CHECK(coded.sizes.header < 56);
    CHECK_EQ(coded.sizes.total(), coded.bytes.size());
    CHECK_EQ(coded.sizes.payload, 768u * 512 * 4);
}

RB_TEST(everyDamagedByteOfTheHeadIsFound) {
    JobContext job;
    RunSpec spec;
    spec.method = "store";
    const auto coded = REQUIRE(encodeAsset(spec, smallAsset(), {}, job));
    for (size_t i = 0; i < coded.sizes.header + 4; ++i) {
        std::vector<std::byte> bytes(coded.bytes.view.begin(), coded.bytes.view.end());
        bytes[i] ^= std::byte{0x10};
        CHECK(!parseStream(ownBytes(std::move(bytes)), "test"));
    }
    for (const size_t size : {size_t{0}, size_t{3}, size_t{20}, coded.bytes.size() - 1})
        CHECK(!parseStream(coded.bytes.slice(0, size), "test"));
}

RB_TEST(storeRoundTrip) {
    JobContext job;
    RunSpec spec;
    spec.method = "store";
    const auto result = REQUIRE(runOne(spec, smallAsset(), job));
    CHECK(!result.error);
    CHECK(result.lossless);
    CHECK_EQ(result.metrics.at("exact").value, 1.0);
}

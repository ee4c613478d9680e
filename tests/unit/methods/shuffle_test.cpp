// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/registry.hpp"
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"

using namespace rarebit;

namespace {

Asset tensorAsset(DType dtype, std::vector<int64_t> shape, Bytes bytes) {
    Asset asset;
    asset.name = "t";
    asset.kind = "tensor";
    asset.reader = "bytes";
    asset.hash = "t";
    asset.parts = {make::tensorPart("t", "weight", dtype, std::move(shape), std::move(bytes))};
    return asset;
}

RunResult run(const char* method, const Asset& asset) {
    JobContext job;
    RunSpec spec;
    spec.method = method;
    auto result = REQUIRE(runOne(spec, asset, job));
    CHECK(!result.error);
    CHECK(result.lossless);
    return result;
}

} // namespace

RB_TEST(onePlaneThatNeverChangesCostsNextToNothing) {
    std::vector<uint16_t> values; // the high byte is always 0x40
    Rng rng(1, "shuffle");
    for (int i = 0; i < 20'000; ++i)
        values.push_back(static_cast<uint16_t>(0x4000 | (rng.next32() & 0xFF)));
    const auto result = run("shuffle", tensorAsset(DType::u16, {20'000}, ownBytes(values)));
    CHECK(result.sizes.payload >= 20'000);
    CHECK(result.sizes.payload < 20'100);
    CHECK_EQ(result.sizes.side, 8u);
}

RB_TEST(weightsGainOverPlainZstd) {
    const auto asset = tensorAsset(
        DType::bf16, {256, 256}, ownBytes(make::toHalf(make::weights(256, 256, Rng(2, "w")), DType::bf16))
    );
    CHECK(run("shuffle", asset).sizes.total() < run("zstd", asset).sizes.total());
}

RB_TEST(singleBytesAreRefused) {
    const MethodDef* method = REQUIRE(findMethod("shuffle"));
    CHECK_ERROR(
        method->accepts(make::tensorPart("b", "bytes", DType::u8, {4}, ownBytes(std::vector<uint8_t>(4)))),
        ErrorKind::unsupported
    );
}

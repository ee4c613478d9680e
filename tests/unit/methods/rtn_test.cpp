// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/weight_checks.hpp"

#include <limits>

using namespace rarebit;
using namespace rarebit::test;

namespace {

double objective(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += std::pow(std::abs(double(a[i]) - double(b[i])), 2.4);
    return sum;
}

} // namespace

// Acceptance 6 of the card: s 1, z 1, codes 0, 1, 1, 3.
RB_TEST(rtnTwoBitsByHand) {
    const auto encoded = REQUIRE(tryEncode("rtn:bits=2", weightOf({-1, -0.2f, 0.4f, 2}, {1, 4})));
    CHECK_EQ(std::to_integer<int>(REQUIRE(findSection(encoded, "codes")).view[0]), 0b11'01'01'00);
    CHECK_EQ(std::to_integer<int>(REQUIRE(findSection(encoded, "zeros")).view[0]), 1);
    CHECK_EQ(std::to_integer<int>(REQUIRE(findSection(encoded, "scales")).view[1]), 0x3C);
    CHECK(decoded(encoded) == std::vector<float>({-1, 0, 0, 2}));
}

RB_TEST(rtnSymmetricConventions) {
    const Part part = weightOf({-8, -4, 0, 7}, {1, 4});
    CHECK(decoded(REQUIRE(tryEncode("rtn:mode=q4_0_like", part))) == std::vector<float>({-8, -4, 0, 7}));
    const auto restricted = decoded(REQUIRE(tryEncode("rtn:mode=restricted", part)));
    CHECK_NEAR(restricted[0], -7 * roundToF16(8.f / 7), 1e-6); // -8/s is just beyond -7 or within it
    const auto gptq = decoded(REQUIRE(tryEncode("rtn:mode=gptq", part)));
    CHECK_NEAR(gptq[0], -8 * roundToF16(16.f / 15), 1e-6); // -7.5 to the even -8
    CHECK_ERROR(tryEncode("rtn:mode=restricted,bits=1", part), ErrorKind::badParams);
}

RB_TEST(rtnClipNeverRaisesItsObjective) {
    const auto values = make::weights(16, 100, Rng(4, "rtn"));
    const Part part = weightOf(values, {16, 100});
    for (const std::string mode : {"asymmetric", "restricted", "gptq", "q4_0_like"}) {
        const auto spec = "rtn:bits=3,group=64,mode=" + mode;
        const double plain = objective(values, decoded(REQUIRE(tryEncode(spec, part))));
        const double clipped = objective(values, decoded(REQUIRE(tryEncode(spec + ",clip=mse", part))));
        CHECK(clipped < plain);
    }
}

// b + (16 + b) / g bits a weight; a row of 100 has groups of 64 and 36.
RB_TEST(rtnSizesAndErrorBound) {
    const auto values = make::weights(16, 100, Rng(4, "rtn"));
    const Part part = weightOf(values, {16, 100});
    const auto encoded = REQUIRE(tryEncode("rtn:bits=8,group=64", part));
    CHECK_EQ(REQUIRE(findSection(encoded, "scales")).size(), 64u);
    CHECK_EQ(REQUIRE(findSection(encoded, "zeros")).size(), 32u);
    CHECK_EQ(REQUIRE(findSection(REQUIRE(tryEncode("rtn:granularity=row", part)), "scales")).size(), 32u);
    CHECK_EQ(REQUIRE(findSection(REQUIRE(tryEncode("rtn:granularity=tensor", part)), "scales")).size(), 2u);
    const auto out = decoded(encoded);
    const auto [low, high] = std::ranges::minmax(values);
    for (size_t i = 0; i < out.size(); ++i)
        CHECK_NEAR(out[i], values[i], (high - low) / 255);
}

RB_TEST(rtnRefusesWhatItCannotStore) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    CHECK_ERROR(tryEncode("rtn", weightOf({1, nan}, {2})), ErrorKind::badInput);
    CHECK_ERROR(tryEncode("rtn", weightOf({1, 1e30f}, {2})), ErrorKind::badInput);
    auto encoded = REQUIRE(tryEncode("rtn", weightOf({1, 2, 3}, {3})));
    encoded.sections[1].bytes = encoded.sections[1].bytes.slice(0, 1);
    JobContext job;
    CHECK_ERROR(REQUIRE(findMethod("rtn"))->decode(encoded, job), ErrorKind::badInput);
}

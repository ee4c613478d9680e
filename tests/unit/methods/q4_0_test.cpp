// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/weight_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

// Acceptance 1 of the card: x = -16 ... 15, squared error 16.
RB_TEST(q4_0ByHand) {
    std::vector<float> x;
    for (int i = -16; i < 16; ++i)
        x.push_back(static_cast<float>(i));
    const auto encoded = REQUIRE(tryEncode("q4_0", weightOf(x, {1, 32})));
    CHECK(
        bytesOf(encoded, "blocks") == std::vector<int>(
                                          {0x00,
                                           0x40,
                                           0x80,
                                           0x91,
                                           0x91,
                                           0xA2,
                                           0xA2,
                                           0xB3,
                                           0xB3,
                                           0xC4,
                                           0xC4,
                                           0xD5,
                                           0xD5,
                                           0xE6,
                                           0xE6,
                                           0xF7,
                                           0xF7,
                                           0xF8}
                                      )
    );
    const auto y = decoded(encoded);
    double error = 0;
    for (size_t i = 0; i < x.size(); ++i)
        error += (x[i] - y[i]) * (x[i] - y[i]);
    CHECK_EQ(error, 16.0);
}

RB_TEST(q4_0SignedExtremeIsExact) {
    std::vector<float> x(64, 1);
    x[5] = 4;
    x[6] = -4; // the first of equal magnitudes counts
    x[40] = -2;
    const auto y = decoded(REQUIRE(tryEncode("q4_0", weightOf(x, {2, 32}))));
    CHECK_EQ(y[5], 4.f);
    CHECK_EQ(y[6], -3.5f); // no level below -7/8 of it
    CHECK_EQ(y[40], -2.f);
    CHECK_EQ(y[0], 1.f);
    CHECK(
        decoded(REQUIRE(tryEncode("q4_0", weightOf(std::vector<float>(32), {32})))) == std::vector<float>(32)
    );
    const auto tiny = decoded(REQUIRE(tryEncode("q4_0", weightOf(std::vector<float>(32, 1e-44f), {32}))));
    for (const float value : tiny)
        CHECK_EQ(value, 0.f);
}

RB_TEST(q4_0Refusals) {
    const MethodDef* method = REQUIRE(findMethod("q4_0"));
    CHECK_ERROR(method->accepts(weightOf(std::vector<float>(62), {2, 31})), ErrorKind::unsupported);
    CHECK_ERROR(tryEncode("q4_0", weightOf(std::vector<float>(32, 1e6f), {32})), ErrorKind::badInput);
    CHECK_ERROR(tryEncode("q4_0", weightOf(std::vector<float>(32, NAN), {32})), ErrorKind::badInput);
}

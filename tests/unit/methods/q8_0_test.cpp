// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/weight_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

// Acceptance 1 of the card: x = -16 ... 15.
RB_TEST(q8_0ByHand) {
    std::vector<float> x;
    for (int i = -16; i < 16; ++i)
        x.push_back(static_cast<float>(i));
    const auto bytes = bytesOf(REQUIRE(tryEncode("q8_0", weightOf(x, {1, 32}))), "blocks");
    CHECK_EQ(bytes.size(), 34u);
    CHECK_EQ(bytes[0] | bytes[1] << 8, 0x3008);
    for (int i = -16; i < 16; ++i) {
        const int expected = static_cast<int>(std::round(i * 127.0 / 16));
        CHECK_EQ(static_cast<int>(static_cast<int8_t>(bytes[static_cast<size_t>(18 + i)])), expected);
    }
    CHECK_EQ(static_cast<int>(static_cast<int8_t>(bytes[10])), -64); // -63.5
}

RB_TEST(q8_0ErrorsAndSizes) {
    const auto x = make::weights(40, 96, Rng(4, "q8_0"));
    const auto encoded = REQUIRE(tryEncode("q8_0", weightOf(x, {40, 96})));
    CHECK_EQ(REQUIRE(findSection(encoded, "blocks")).size(), 40u * 3 * 34);
    const auto y = decoded(encoded);
    for (size_t block = 0; block < x.size(); block += 32) {
        float largest = 0;
        for (size_t i = 0; i < 32; ++i)
            largest = std::max(largest, std::abs(x[block + i]));
        for (size_t i = 0; i < 32; ++i) // half a step, and what rounding the scale adds
            CHECK_NEAR(y[block + i], x[block + i], largest * (0.5 / 127 + 0x1p-11) + 0x1p-24 * 127);
    }
    CHECK(
        decoded(REQUIRE(tryEncode("q8_0", weightOf(std::vector<float>(32), {32})))) == std::vector<float>(32)
    );
    CHECK(
        decoded(REQUIRE(tryEncode("q8_0", weightOf(std::vector<float>(32, 1e-44f), {32})))) ==
        std::vector<float>(32)
    );
}

RB_TEST(q8_0Refusals) {
    const MethodDef* method = REQUIRE(findMethod("q8_0"));
    CHECK_ERROR(method->accepts(weightOf(std::vector<float>(33), {1, 33})), ErrorKind::unsupported);
    CHECK_ERROR(method->accepts(weightOf({1}, {})), ErrorKind::unsupported);
    CHECK_ERROR(tryEncode("q8_0", weightOf(std::vector<float>(32, 1e8f), {32})), ErrorKind::badInput);
    auto encoded = REQUIRE(tryEncode("q8_0", weightOf(std::vector<float>(64, 1), {2, 32})));
    encoded.sections[0].bytes = encoded.sections[0].bytes.slice(0, 67);
    CHECK_ERROR(tryDecode(encoded), ErrorKind::badInput);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/weight_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

// Acceptance 4 of the card: absmax 2, bytes F0 7C.
RB_TEST(nf4ByHand) {
    const auto encoded = REQUIRE(tryEncode("nf4", weightOf({2, -2, 0, 1}, {4})));
    CHECK(bytesOf(encoded, "codes") == std::vector<int>({0xF0, 0x7C}));
    CHECK(bytesOf(encoded, "scales") == std::vector<int>({0, 0, 0, 0x40}));
    CHECK(decoded(encoded) == std::vector<float>({2, -2, 0, 2 * 0.44070983f}));
}

RB_TEST(nf4TakesTheNearestLevel) {
    const auto x = make::weights(33, 61, Rng(4, "nf4"));
    const auto encoded = REQUIRE(tryEncode("nf4:block=32", weightOf(x, {33, 61})));
    const auto y = decoded(encoded);
    std::vector<float> ramp(4'001), levels;
    for (size_t i = 0; i < ramp.size(); ++i)
        ramp[i] = static_cast<float>(static_cast<int>(i) - 2'000) / 2'000;
    for (const float level : decoded(REQUIRE(tryEncode("nf4:block=4096", weightOf(ramp, {4'001})))))
        if (levels.empty() || level != levels.back()) levels.push_back(level);
    CHECK_EQ(levels.size(), 16u);
    for (size_t i = 0; i < x.size(); ++i) {
        float scale = 0;
        for (size_t k = i / 32 * 32; k < std::min(x.size(), i / 32 * 32 + 32); ++k)
            scale = std::max(scale, std::abs(x[k]));
        double least = INFINITY;
        for (const float level : levels)
            least = std::min(least, std::abs(double(level) * scale - double(x[i])));
        CHECK_NEAR(std::abs(double(y[i]) - double(x[i])), least, 1e-6 * scale);
    }
}

// 4 + 32 / 64, or 4 + 8 / 64 + 32 / 16384 bits a weight; scales within a 16th of the largest.
RB_TEST(nf4DoubleQuantisation) {
    const auto x = make::weights(256, 128, Rng(5, "nf4"));
    const Part part = weightOf(x, {256, 128});
    const auto plain = REQUIRE(tryEncode("nf4", part)),
               twice = REQUIRE(tryEncode("nf4:double_quant=true", part));
    CHECK_EQ(REQUIRE(findSection(plain, "scales")).size(), 4u * 512);
    CHECK_EQ(REQUIRE(findSection(twice, "scales")).size(), 512u);
    CHECK_EQ(REQUIRE(findSection(twice, "groups")).size(), 8u);
    CHECK_EQ(REQUIRE(findSection(twice, "offset")).size(), 4u);
    CHECK(bytesOf(plain, "codes") == bytesOf(twice, "codes"));
    const auto error = [&](const Encoded& encoded) {
        const auto y = decoded(encoded);
        double sum = 0;
        for (size_t i = 0; i < x.size(); ++i)
            sum += std::pow(double(x[i]) - double(y[i]), 2);
        return sum;
    };
    CHECK(error(twice) < 1.05 * error(plain));
    const auto flat =
        decoded(REQUIRE(tryEncode("nf4:double_quant=true", weightOf(std::vector<float>(128), {128}))));
    CHECK(flat == std::vector<float>(128));
}

RB_TEST(nf4DamagedSections) {
    for (const std::string spec : {"nf4", "nf4:double_quant=true"}) {
        const auto encoded = REQUIRE(tryEncode(spec, weightOf(make::weights(3, 65, Rng(6, "nf4")), {3, 65})));
        for (size_t i = 0; i < encoded.sections.size(); ++i) {
            auto damaged = encoded;
            auto& bytes = damaged.sections[i].bytes;
            bytes = bytes.slice(0, bytes.size() - 1);
            CHECK_ERROR(tryDecode(damaged), ErrorKind::badInput);
        }
    }
}

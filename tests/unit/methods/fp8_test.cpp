// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/weight_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

// The card's part G: 448 is 0x7E and 1.0 is 0x38; 57344 is 0x7B and 1.0 is 0x3C.
RB_TEST(fp8ByHand) {
    const auto four = REQUIRE(tryEncode("fp8", weightOf({448, 1, -1, 0}, {1, 4})));
    CHECK(bytesOf(four, "codes") == std::vector<int>({0x7E, 0x38, 0xB8, 0}));
    CHECK(bytesOf(four, "scales") == std::vector<int>({0, 0, 0x80, 0x3F}));
    const auto five = REQUIRE(tryEncode("fp8:format=e5m2", weightOf({1, -57'344}, {2})));
    CHECK(bytesOf(five, "codes") == std::vector<int>({0x3C, 0xFB}));
    CHECK(decoded(five) == std::vector<float>({1, -57'344}));
}

RB_TEST(fp8ScalesBelongToRowsAndTiles) {
    std::vector<float> x(300 * 130, 1);
    x[0] = 448;                // row 0, tile (0, 0)
    x[129 * 130 + 129] = 896;  // row 129, tile (1, 1)
    x[299 * 130 + 5] = -1'792; // row 299, tile (2, 0)
    const Part part = weightOf(x, {300, 130});
    const auto scalesOf = [&](std::string_view spec) {
        const Bytes bytes = REQUIRE(findSection(REQUIRE(tryEncode(spec, part)), "scales"));
        std::vector<float> out(bytes.size() / 4);
        std::memcpy(out.data(), bytes.data(), bytes.size());
        return out;
    };
    CHECK(scalesOf("fp8:granularity=tensor") == std::vector<float>({4}));
    const auto rows = scalesOf("fp8");
    CHECK_EQ(rows.size(), 300u);
    CHECK(rows[0] == 1 && rows[129] == 2 && rows[299] == 4 && rows[1] == 1.f / 448);
    const float one = 1.f / 448;
    CHECK(scalesOf("fp8:granularity=tile") == std::vector<float>({1, one, one, 2, 4, one}));
    for (const char* spec : {"fp8", "fp8:granularity=tile", "fp8:granularity=tensor", "fp8:format=e5m2"})
        CHECK(decoded(REQUIRE(tryEncode(spec, part))) == x);
}

RB_TEST(fp8RelativeError) {
    const auto x = make::weights(64, 200, Rng(4, "fp8"));
    const Part part = weightOf(x, {4, 16, 200});
    for (const auto& [spec, bound] :
         std::vector<std::pair<std::string, double>>{{"fp8", 0x1p-4}, {"fp8:format=e5m2", 0x1p-3}}) {
        const auto y = decoded(REQUIRE(tryEncode(spec, part)));
        float largest = 0;
        for (const float value : x)
            largest = std::max(largest, std::abs(value));
        for (size_t i = 0; i < x.size(); ++i)
            CHECK_NEAR(y[i], x[i], bound * std::abs(x[i]) + largest / 448 * 0x1p-10 * 1.01);
    }
}

RB_TEST(fp8OddValues) {
    const std::vector<float> tiny{1e-44f, -1e-40f, 0, 0};
    for (const float value : decoded(REQUIRE(tryEncode("fp8", weightOf(tiny, {4})))))
        CHECK_NEAR(value, 0, 1e-38);
    const auto huge = decoded(REQUIRE(tryEncode("fp8", weightOf({3.4e38f, 1}, {2}))));
    CHECK_NEAR(huge[0] / 3.4e38f, 1, 1e-6);
    CHECK_ERROR(tryEncode("fp8", weightOf({INFINITY}, {1})), ErrorKind::badInput);
    auto encoded = REQUIRE(tryEncode("fp8", weightOf({1, 2, 3}, {3})));
    encoded.sections[1].bytes = encoded.sections[1].bytes.slice(0, 3);
    CHECK_ERROR(tryDecode(encoded), ErrorKind::badInput);
}

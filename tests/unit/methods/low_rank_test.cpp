// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/weight_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

namespace {

double errorOf(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += std::pow(double(a[i]) - double(b[i]), 2);
    return std::sqrt(sum);
}

} // namespace

// Singular values 5, 2, 0: the error of rank 1 is the second one, rank 2 is exact but for float16.
RB_TEST(lowRankByHand) {
    const std::vector<float> x{5, 0, 0, 0, 0, -2, 0, 0, 0, 0, 0, 0};
    const Part part = weightOf(x, {3, 4});
    const auto one = decoded(REQUIRE(tryEncode("low_rank:rank=1", part)));
    CHECK_NEAR(one[0], 5, 5e-3);
    CHECK_NEAR(errorOf(one, x), 2, 5e-3);
    CHECK_NEAR(errorOf(decoded(REQUIRE(tryEncode("low_rank:rank=2", part))), x), 0, 1e-2);
}

RB_TEST(lowRankSizesAndErrorsFallWithTheRank) {
    const auto x = make::weights(24, 60, Rng(4, "low_rank"));
    const Part part = weightOf(x, {24, 6, 10}); // 24 x 60
    double before = 1e30, norm = errorOf(x, std::vector<float>(x.size()));
    for (const int rank : {1, 4, 12, 24, 1000}) {
        const auto encoded = REQUIRE(tryEncode(fmt::format("low_rank:rank={}", rank), part));
        const size_t stored = static_cast<size_t>(std::min(rank, 24));
        CHECK_EQ(REQUIRE(findSection(encoded, "left")).size(), 2 * 24 * stored);
        CHECK_EQ(REQUIRE(findSection(encoded, "right")).size(), 2 * 60 * stored);
        const double error = errorOf(decoded(encoded), x);
        CHECK(error <= before);
        before = error;
    }
    CHECK(before < 2e-3 * norm); // full rank: float16 alone
}

// Rows of one direction: rank 1 holds them all.
RB_TEST(lowRankFindsAProduct) {
    std::vector<float> x;
    for (int row = 0; row < 30; ++row)
        for (int column = 0; column < 17; ++column)
            x.push_back(0.01f * static_cast<float>((row - 9) * (column * column - 50)));
    const auto y = decoded(REQUIRE(tryEncode("low_rank:rank=1", weightOf(x, {30, 17}))));
    CHECK(errorOf(y, x) < 1e-3 * errorOf(x, std::vector<float>(x.size())));
}

RB_TEST(lowRankRefusals) {
    const MethodDef* method = REQUIRE(findMethod("low_rank"));
    CHECK_ERROR(method->accepts(weightOf({1, 2}, {2})), ErrorKind::unsupported);
    CHECK_ERROR(tryEncode("low_rank", weightOf({1, NAN}, {1, 2})), ErrorKind::badInput);
    CHECK_ERROR(tryEncode("low_rank", weightOf({1e20f, 0}, {1, 2})), ErrorKind::badInput);
    const auto encoded =
        REQUIRE(tryEncode("low_rank:rank=2", weightOf(make::weights(4, 5, Rng(1, "l")), {4, 5})));
    for (size_t i = 0; i < 2; ++i) {
        auto damaged = encoded;
        auto& bytes = damaged.sections[i].bytes;
        bytes = bytes.slice(0, bytes.size() - 1);
        CHECK_ERROR(tryDecode(damaged), ErrorKind::badInput);
        bytes = bytes.slice(0, 0);
        CHECK_ERROR(tryDecode(damaged), ErrorKind::badInput);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/metric_kernels.hpp"
#include "engine/core/rng.hpp"
#include "tests/support/check.hpp"

#include <array>
#include <cstring>
#include <vector>

using namespace rarebit;
using namespace rarebit::test;

namespace {

template <class T>
std::vector<T> values(size_t count, const char* purpose) {
    Rng rng(1, purpose);
    std::vector<T> out;
    for (size_t i = 0; i < count; ++i)
        out.push_back(static_cast<T>(rng.normal() * 100));
    return out;
}

bool sameBits(const void* a, const void* b, size_t bytes) {
    return std::memcmp(a, b, bytes) == 0;
}

} // namespace

RB_TEST(sumsAreThePlainOnesToTheBit) {
    for (const size_t n : {size_t{0}, size_t{8}, size_t{4096}, size_t{1000}}) {
        const auto x = values<float>(n, "x"), y = values<float>(n, "y");
        const auto a = values<double>(n, "a"), b = values<double>(n, "b");
        ChainSums fast, plain;
        metricKernels().sumFloats(x.data(), y.data(), n, &fast);
        plainMetricKernels().sumFloats(x.data(), y.data(), n, &plain);
        CHECK(sameBits(&fast, &plain, sizeof(fast)));
        metricKernels().sumDoubles(a.data(), b.data(), n, &fast);
        plainMetricKernels().sumDoubles(a.data(), b.data(), n, &plain);
        CHECK(sameBits(&fast, &plain, sizeof(fast)));
    }
}

RB_TEST(ssimStepsAreThePlainOnesToTheBit) {
    constexpr size_t room = 320;
    const auto x = values<double>(room * 11 + 16, "x"), y = values<double>(room * 11 + 16, "y");
    std::array<double, 11> weights{};
    for (size_t i = 0; i < 11; ++i)
        weights[i] = 1.0 / (1 + static_cast<double>(i < 6 ? i : 10 - i));
    for (const size_t count : {size_t{1}, size_t{7}, size_t{256}, size_t{101}}) {
        std::vector<double> fast(4 * room), plain(4 * room), fast2(room), plain2(room);
        for (const size_t stride : {size_t{1}, room}) {
            metricKernels().filter(x.data(), stride, weights.data(), count, fast.data());
            plainMetricKernels().filter(x.data(), stride, weights.data(), count, plain.data());
            CHECK(sameBits(fast.data(), plain.data(), count * sizeof(double)));
        }
        metricKernels().sumAndDifference(x.data(), y.data(), count, room, fast.data());
        plainMetricKernels().sumAndDifference(x.data(), y.data(), count, room, plain.data());
        for (size_t row = 0; row < 4; ++row)
            CHECK(sameBits(fast.data() + row * room, plain.data() + row * room, count * sizeof(double)));
        metricKernels().ssim(x.data(), room, count, 6.5, 58.5, fast.data(), fast2.data());
        plainMetricKernels().ssim(x.data(), room, count, 6.5, 58.5, plain.data(), plain2.data());
        CHECK(sameBits(fast.data(), plain.data(), count * sizeof(double)));
        CHECK(sameBits(fast2.data(), plain2.data(), count * sizeof(double)));
    }
}

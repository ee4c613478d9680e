// SPDX-License-Identifier: GPL-3.0-or-later
// The SIMD slots against the plain loops, over odd lengths, tails and every special value.
#include "engine/core/rng.hpp"
#include "engine/ops/op_table.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

using namespace rarebit;

namespace {

const OpTable& plain = referenceOps();

const std::vector<size_t> lengths{1,  2,  3,  5,  7,   8,   15,  16,   17,   31,
                                  33, 63, 64, 65, 127, 129, 255, 1000, 4095, 4096};

std::vector<float> normals(size_t n, std::string_view purpose) {
    Rng rng(7, purpose);
    std::vector<float> values(n);
    for (auto& v : values)
        v = static_cast<float>(rng.normal() * (rng.below(50) == 0 ? 8 : 0.5));
    return values;
}

// Random bit patterns: subnormals, infinities and NaNs among them.
std::vector<float> anyBits(size_t n) {
    Rng rng(3, "bits");
    std::vector<float> values(n);
    for (auto& v : values)
        v = std::bit_cast<float>(rng.next32());
    const float special[] = {
        0.0f, -0.0f, INFINITY, -INFINITY, NAN, 65504.0f, 65520.0f, 448.0f, 464.0f, 1e-8f, 6e-5f};
    for (size_t i = 0; i < n; i += 3)
        values[i] = special[rng.below(std::size(special))];
    return values;
}

bool sameBits(const std::vector<float>& a, const std::vector<float>& b) {
    return std::ranges::equal(a, b, [](float x, float y) {
        return std::bit_cast<uint32_t>(x) == std::bit_cast<uint32_t>(y) || (std::isnan(x) && std::isnan(y));
    });
}

// Every SIMD version that this CPU can run; most tests run all of them.
const std::vector<OpTable> versions = everySimdVersion();

using Widen = void (*OpTable::*)(const std::byte*, float*, size_t);
using Narrow = void (*OpTable::*)(const float*, std::byte*, size_t);

} // namespace

RB_TEST(everyCodeWidensAlike) {
    for (const OpTable& table : versions) {
        std::vector<std::byte> codes(2 * 65536 + 1);
        for (size_t i = 0; i < 65536; ++i) {
            const auto code = static_cast<uint16_t>(i);
            std::memcpy(codes.data() + 1 + 2 * i, &code, 2); // unaligned on purpose
        }
        for (const Widen slot :
             {&OpTable::f16ToFloats,
              &OpTable::bf16ToFloats,
              &OpTable::e4m3ToFloats,
              &OpTable::e5m2ToFloats}) {
            std::vector<float> a(65536), b(65536);
            (table.*slot)(codes.data() + 1, a.data(), a.size());
            (plain.*slot)(codes.data() + 1, b.data(), b.size());
            CHECK(sameBits(a, b));
        }
    }
}

RB_TEST(narrowingAlikeOverAllKindsOfFloats) {
    for (const OpTable& table : versions) {
        for (const Narrow slot :
             {&OpTable::floatsToF16, &OpTable::floatsToBf16, &OpTable::floatsToE4m3, &OpTable::floatsToE5m2})
            for (const size_t n : {size_t{1}, size_t{7}, size_t{37}, size_t{300001}}) {
                const auto values = anyBits(n);
                std::vector<std::byte> a(2 * n), b(2 * n);
                (table.*slot)(values.data(), a.data(), n);
                (plain.*slot)(values.data(), b.data(), n);
                CHECK(a == b);
            }
    }
}

RB_TEST(narrowingAlikeNearEveryTie) {
    for (const OpTable& table : versions) {
        std::vector<float> values;
        for (uint32_t high = 0; high < 65536; ++high)
            for (const uint32_t low : {0x0FFFu, 0x1000u, 0x1001u, 0x3000u, 0x7FFFu, 0x8000u, 0x8001u})
                values.push_back(std::bit_cast<float>(high << 16 | low));
        for (const Narrow slot :
             {&OpTable::floatsToF16,
              &OpTable::floatsToBf16,
              &OpTable::floatsToE4m3,
              &OpTable::floatsToE5m2}) {
            std::vector<std::byte> a(2 * values.size()), b(2 * values.size());
            (table.*slot)(values.data(), a.data(), values.size());
            (plain.*slot)(values.data(), b.data(), values.size());
            CHECK(a == b);
        }
    }
}

RB_TEST(rangesAlike) {
    for (const OpTable& table : versions) {
        for (const size_t n : lengths)
            for (const size_t block :
                 {size_t{1}, size_t{3}, size_t{32}, size_t{100}, size_t{128}, size_t{5000}})
                for (const bool special : {false, true}) {
                    const auto x = special ? anyBits(n) : normals(n, "range");
                    const size_t blocks = (n + block - 1) / block;
                    std::vector<float> low(blocks), high(blocks), top(blocks), low2(blocks), high2(blocks),
                        top2(blocks);
                    table.rangeBlocks(x.data(), n, block, low.data(), high.data());
                    plain.rangeBlocks(x.data(), n, block, low2.data(), high2.data());
                    table.absmaxBlocks(x.data(), n, block, top.data());
                    plain.absmaxBlocks(x.data(), n, block, top2.data());
                    CHECK(sameBits(low, low2) && sameBits(high, high2) && sameBits(top, top2));
                }
        const float withNan[] = {1, -2, NAN, 0};
        float low = 0, high = 0, top = 0;
        table.rangeBlocks(withNan, 4, 4, &low, &high);
        table.absmaxBlocks(withNan, 4, 4, &top);
        CHECK(std::isnan(high) && std::isnan(top) && low == -2);
    }
}

RB_TEST(momentsAlike) {
    for (const OpTable& table : versions) {
        for (const size_t n : lengths)
            for (const float offset : {0.0f, 1000.0f}) {
                auto x = normals(n, "moments");
                for (size_t i = 0; i < n; ++i)
                    x[i] = i % 11 == 5 && offset == 0 ? 0.0f : x[i] + offset;
                Moments a, b;
                table.momentsBlock(x.data(), n, &a);
                plain.momentsBlock(x.data(), n, &b);
                CHECK_EQ(a.count, n);
                CHECK_EQ(a.zeros, b.zeros);
                CHECK(a.min == b.min && a.max == b.max);
                const double size = static_cast<double>(n);
                CHECK_NEAR(a.mean, b.mean, 1e-12 * (1 + std::abs(b.mean)));
                CHECK_NEAR(a.m2, b.m2, 1e-12 * (b.m2 + size));
                CHECK_NEAR(a.m3, b.m3, 1e-12 * (b.m4 + size) * 10);
                CHECK_NEAR(a.m4, b.m4, 1e-12 * (b.m4 + size));
            }
    }
}

RB_TEST(momentsLeaveOutWhatIsNotFinite) {
    for (const OpTable& table : versions) {
        auto x = normals(1000, "nan");
        x[3] = NAN;
        x[500] = INFINITY;
        x[999] = -INFINITY;
        x[7] = -0.0f;
        Moments m;
        table.momentsBlock(x.data(), x.size(), &m);
        CHECK_EQ(m.count, 997u);
        CHECK_EQ(m.nan, 1u);
        CHECK_EQ(m.infinite, 2u);
        CHECK_EQ(m.zeros, 1u);
        CHECK(std::isfinite(m.mean) && std::isfinite(m.max));
    }
}

RB_TEST(momentsCombine) {
    const auto x = normals(4000, "combine");
    Moments whole, a, b, none;
    plain.momentsBlock(x.data(), 4000, &whole);
    plain.momentsBlock(x.data(), 1111, &a);
    plain.momentsBlock(x.data() + 1111, 4000 - 1111, &b);
    const Moments joined = combine(combine(none, a), combine(b, none));
    CHECK_EQ(joined.count, 4000u);
    CHECK_NEAR(joined.mean, whole.mean, 1e-13);
    CHECK_NEAR(joined.m2 / whole.m2, 1, 1e-12);
    CHECK_NEAR(joined.m3, whole.m3, 1e-11 * whole.m4);
    CHECK_NEAR(joined.m4 / whole.m4, 1, 1e-12);
    CHECK(joined.min == whole.min && joined.max == whole.max);
}

RB_TEST(histogramsAlike) {
    for (const OpTable& table : versions) {
        for (const size_t n : lengths)
            for (const uint32_t bins : {1u, 2u, 17u, 1000u}) {
                auto x = n % 2 ? anyBits(n) : normals(n, "histogram");
                x[0] = 1.5f;
                std::vector<uint64_t> a(bins + 3, 5), b(bins + 3, 5);
                table.histogram(x.data(), n, -1.5f, 1.5f, bins, a.data());
                plain.histogram(x.data(), n, -1.5f, 1.5f, bins, b.data());
                CHECK(a == b);
                CHECK_EQ(std::accumulate(a.begin(), a.end(), uint64_t{0}), n + 5 * (bins + 3));
            }
        std::vector<uint64_t> counts(5);
        const float edges[] = {0, 1, 2, -0.1f, 2.1f, NAN};
        table.histogram(edges, 6, 0, 2, 2, counts.data());
        CHECK(counts == (std::vector<uint64_t>{1, 2, 1, 1, 1})); // the last bin has both edges
    }
}

RB_TEST(quantisersAlike) {
    for (const OpTable& table : versions) {
        for (const size_t n : lengths)
            for (const size_t group : {size_t{1}, size_t{5}, size_t{32}, size_t{128}, size_t{9999}})
                for (const int high : {1, 3, 15, 255}) {
                    auto x = normals(n, "quantise");
                    x[0] = 1e30f;
                    const size_t groups = (n + group - 1) / group;
                    std::vector<float> scale(groups), zero(groups);
                    for (size_t g = 0; g < groups; ++g) {
                        scale[g] = (g % 3 == 0 ? -1.0f : 1.0f) * 0.37f / static_cast<float>(high + g % 7);
                        zero[g] = static_cast<float>((g * 5) % static_cast<size_t>(high + 1));
                    }
                    std::vector<uint8_t> a(n), b(n);
                    table.quantiseGroups(x.data(), n, group, scale.data(), zero.data(), 0, high, a.data());
                    plain.quantiseGroups(x.data(), n, group, scale.data(), zero.data(), 0, high, b.data());
                    CHECK(a == b);
                    std::vector<float> back(n), back2(n);
                    table.dequantiseGroups(a.data(), n, group, scale.data(), zero.data(), back.data());
                    plain.dequantiseGroups(a.data(), n, group, scale.data(), zero.data(), back2.data());
                    CHECK(sameBits(back, back2));
                    x[0] = 1;
                    const double error =
                        plain.clipError(x.data() + n / 2, n - n / 2, scale[0], zero[0], 0, high);
                    const double fast =
                        table.clipError(x.data() + n / 2, n - n / 2, scale[0], zero[0], 0, high);
                    CHECK_NEAR(fast, error, 1e-5 * error);
                }
    }
}

RB_TEST(roundingIsHalfToEven) {
    const float x[] = {0.5f, 1.5f, 2.5f, -0.5f, 3.5f};
    const float scale = 1, zero = 1;
    std::vector<uint8_t> codes(5);
    for (const OpTable* table : {&plain, &cpuOps()}) {
        table->quantiseGroups(x, 5, 5, &scale, &zero, 0, 15, codes.data());
        CHECK(codes == (std::vector<uint8_t>{1, 3, 3, 1, 5}));
    }
}

RB_TEST(packingAlike) {
    for (const OpTable& table : versions) {
        Rng rng(5, "pack");
        for (const size_t n : lengths)
            for (int bits = 1; bits <= 8; ++bits) {
                std::vector<uint8_t> codes(n), back(n), back2(n);
                for (auto& c : codes)
                    c = static_cast<uint8_t>(rng.next32()); // bits above the width are there, and ignored
                const size_t size = packedBytes(n, bits);
                CHECK_EQ(size, (n * static_cast<size_t>(bits) + 7) / 8);
                std::vector<std::byte> a(size + 1, std::byte{0x55}), b = a;
                table.packBits(codes.data(), n, bits, a.data());
                plain.packBits(codes.data(), n, bits, b.data());
                CHECK(a == b);
                CHECK(a.back() == std::byte{0x55}); // nothing is written past the end
                const std::vector<std::byte> exact(a.begin(), a.end() - 1);
                table.unpackBits(exact.data(), n, bits, back.data());
                plain.unpackBits(exact.data(), n, bits, back2.data());
                CHECK(back == back2);
                for (size_t i = 0; i < n; ++i)
                    codes[i] = static_cast<uint8_t>(codes[i] & ((1 << bits) - 1));
                CHECK(back == codes);
            }
        const uint8_t nibbles[] = {1, 2, 3};
        std::byte out[2];
        table.packBits(nibbles, 3, 4, out);
        CHECK(out[0] == std::byte{0x21} && out[1] == std::byte{0x03});
    }
}

RB_TEST(theBestTargetIsInUse) {
    CHECK(std::string_view(cpuOps().name) != "reference");
    CHECK(std::string_view(cpuOps().name) != "Unknown");
    CHECK(!versions.empty() && std::string_view(versions.front().name) == cpuOps().name);
}

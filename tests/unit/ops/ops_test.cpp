// SPDX-License-Identifier: GPL-3.0-or-later
// Ops over whole tensors, and the arithmetic of the CUDA kernels compiled for the CPU: both against the plain
// loops.
#include "engine/jobs/job.hpp"
#include "engine/ops/ops.hpp"
#include "gpu/abi/ops/pack_bits.h"
#include "gpu/abi/ops/quantise_groups.h"
#include "gpu/ops/arithmetic.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

using namespace rarebit;

namespace {

const OpTable& plain = referenceOps();

bool sameFloats(std::span<const float> a, std::span<const float> b) {
    return std::ranges::equal(a, b, [](float x, float y) {
        return std::bit_cast<uint32_t>(x) == std::bit_cast<uint32_t>(y) || (std::isnan(x) && std::isnan(y));
    });
}
std::vector<float> normals(size_t n) {
    Rng rng(7, "ops");
    std::vector<float> values(n);
    for (auto& v : values)
        v = static_cast<float>(rng.normal());
    return values;
}
std::vector<float> anyBits(size_t n) {
    Rng rng(3, "bits");
    std::vector<float> values(n);
    for (auto& v : values)
        v = std::bit_cast<float>(rng.next32());
    return values;
}

using Narrow = void (*)(const float*, std::byte*, size_t);
using Widen = void (*)(const std::byte*, float*, size_t);

template <class Code>
void checkFormat(rb_gpu::Format format, Widen widen, Narrow narrow) {
    // Every code, its two neighbours in float and the middles between codes, both signs.
    std::vector<Code> codes(size_t(1) << (8 * sizeof(Code)));
    for (size_t i = 0; i < codes.size(); ++i)
        codes[i] = static_cast<Code>(i);
    std::vector<float> expected(codes.size());
    widen(reinterpret_cast<const std::byte*>(codes.data()), expected.data(), codes.size());
    std::vector<float> values = anyBits(100'000);
    for (size_t i = 0; i < codes.size(); ++i) {
        const float value = rb_gpu::widened(format, codes[i]);
        CHECK(sameFloats({&value, 1}, {&expected[i], 1}));
        const auto bits = std::bit_cast<uint32_t>(value);
        const float next = i + 1 < codes.size() ? expected[i + 1] : value, middle = value / 2 + next / 2;
        for (const uint32_t near :
             {bits - 1,
              bits,
              bits + 1,
              std::bit_cast<uint32_t>(middle),
              std::bit_cast<uint32_t>(middle) + 1,
              std::bit_cast<uint32_t>(middle) - 1})
            values.push_back(std::bit_cast<float>(near));
    }
    for (const float value :
         {0.f, -0.f, INFINITY, -INFINITY, NAN, 3.4e38f, 1e-45f, 464.f, 465.f, 65520.f, 61440.f})
        values.push_back(value);
    std::vector<Code> narrowed(values.size());
    narrow(values.data(), reinterpret_cast<std::byte*>(narrowed.data()), values.size());
    size_t wrong = 0;
    for (size_t i = 0; i < values.size(); ++i)
        wrong += rb_gpu::narrowed(format, values[i]) != narrowed[i];
    CHECK_EQ(wrong, 0u);
}

// A device of plain memory with two ops, to see what the callers send to one.
struct PlainBuffer {
    std::vector<std::byte> bytes;
};
PlainBuffer* of(const rb_buffer* buffer) {
    return reinterpret_cast<PlainBuffer*>(const_cast<rb_buffer*>(buffer));
}
size_t inUse = 0, memory = size_t(1) << 30;
bool failing = false;
int quantise(
    const rb_buffer* x,
    size_t n,
    size_t group,
    const rb_buffer* scale,
    const rb_buffer* zero,
    int low,
    int high,
    rb_buffer* codes
) {
    if (failing) return 1;
    plain.quantiseGroups(
        reinterpret_cast<const float*>(of(x)->bytes.data()),
        n,
        group,
        reinterpret_cast<const float*>(of(scale)->bytes.data()),
        reinterpret_cast<const float*>(of(zero)->bytes.data()),
        low,
        high,
        reinterpret_cast<uint8_t*>(of(codes)->bytes.data())
    );
    return 0;
}
int pack(const rb_buffer* codes, size_t n, int bits, rb_buffer* out) {
    for (size_t i = 0; i < packedBytes(n, bits); ++i)
        of(out)->bytes[i] = std::byte{
            rb_gpu::packedByte(reinterpret_cast<const uint8_t*>(of(codes)->bytes.data()), n, bits, i)};
    return 0;
}
const rb_device plainDevice{
    RB_ABI,
    "plain memory",
    [] { return "as asked"; },
    [](size_t bytes) -> rb_buffer* {
        if (bytes > memory) return nullptr;
        ++inUse;
        return reinterpret_cast<rb_buffer*>(new PlainBuffer{std::vector<std::byte>(bytes)});
    },
    [](rb_buffer* buffer) {
        --inUse;
        delete of(buffer);
    },
    [](rb_buffer* buffer, const void* from, size_t n) {
        std::memcpy(of(buffer)->bytes.data(), from, n);
        return 0;
    },
    [](const rb_buffer* buffer, void* to, size_t n) {
        std::memcpy(to, of(buffer)->bytes.data(), n);
        return 0;
    },
    [](const char* op) -> rb_fn {
        if (std::string_view(op) == "quantise_groups")
            return reinterpret_cast<rb_fn>(static_cast<rb_quantise_groups*>(quantise));
        if (std::string_view(op) == "pack_bits")
            return reinterpret_cast<rb_fn>(static_cast<rb_pack_bits*>(pack));
        return nullptr;
    }};

// Every op on the job's backend against the plain loops.
void checkOps(JobContext& job, size_t n, size_t group) {
    const auto x = normals(n);
    const size_t count = (n + group - 1) / group;
    std::vector<float> low(count), high(count), absmax(count), a(count), b(count), c(count);
    plain.rangeBlocks(x.data(), n, group, low.data(), high.data());
    plain.absmaxBlocks(x.data(), n, group, absmax.data());
    REQUIRE(ops::rangeBlocks(x, group, a, b, job));
    REQUIRE(ops::absmaxBlocks(x, group, c, job));
    CHECK(a == low && b == high && c == absmax);
    std::vector<float> scales(count), zeros(count, 7);
    for (size_t i = 0; i < count; ++i)
        scales[i] = std::max(absmax[i] / 7, 1e-6f);
    std::vector<uint8_t> codes(n), expected(n), back(n);
    plain.quantiseGroups(x.data(), n, group, scales.data(), zeros.data(), 0, 15, expected.data());
    const ops::Groups groups{group, scales, zeros};
    REQUIRE(ops::quantiseGroups(x, groups, 0, 15, codes, job));
    CHECK(codes == expected);
    std::vector<float> decoded(n), expectedFloats(n);
    plain.dequantiseGroups(codes.data(), n, group, scales.data(), zeros.data(), expectedFloats.data());
    REQUIRE(ops::dequantiseGroups(codes, groups, decoded, job));
    CHECK(decoded == expectedFloats);
    for (const int bits : {1, 3, 4, 8}) {
        std::vector<std::byte> packed(packedBytes(n, bits)), expectedBytes(packed.size());
        plain.packBits(codes.data(), n, bits, expectedBytes.data());
        REQUIRE(ops::packBits(codes, bits, packed, job));
        CHECK(packed == expectedBytes);
        REQUIRE(ops::unpackBits(packed, bits, back, job));
        plain.unpackBits(packed.data(), n, bits, expected.data());
        CHECK(back == expected);
    }
    std::vector<uint64_t> counts(103, 2), expectedCounts(103, 2);
    plain.histogram(x.data(), n, -2, 2, 100, expectedCounts.data());
    REQUIRE(ops::histogram(x, -2, 2, counts, job));
    CHECK(counts == expectedCounts);
    const Moments moments = REQUIRE(ops::moments(x, job));
    double sum = 0, m2 = 0;
    for (const float v : x)
        sum += v;
    for (const float v : x)
        m2 += std::pow(v - sum / static_cast<double>(n), 2);
    CHECK_EQ(moments.count, n);
    CHECK_NEAR(moments.mean, sum / static_cast<double>(n), 1e-12);
    CHECK_NEAR(moments.m2, m2, 1e-11 * m2 + 1e-15);
    for (const DType dtype : {DType::f16, DType::bf16, DType::f8_e4m3, DType::f8_e5m2}) {
        std::vector<std::byte> narrow(n * static_cast<size_t>(info(dtype).blockBytes));
        std::vector<float> wide(n);
        REQUIRE(ops::narrow(dtype, x, narrow, job));
        REQUIRE(ops::widen(dtype, narrow, wide, job));
        for (size_t i = 0; i < n; ++i)
            CHECK_NEAR(wide[i], x[i], std::abs(x[i]) / 8 + 0.01);
    }
}

JobContext jobOn(Backend backend, int threads = 3) {
    JobOptions options;
    options.backend = std::move(backend);
    options.threads = threads;
    return JobContext(std::move(options));
}

} // namespace

RB_TEST(kernelArithmeticOfFormats) {
    checkFormat<uint16_t>(rb_gpu::f16(), plain.f16ToFloats, plain.floatsToF16);
    checkFormat<uint16_t>(rb_gpu::bf16(), plain.bf16ToFloats, plain.floatsToBf16);
    checkFormat<uint8_t>(rb_gpu::e4m3(), plain.e4m3ToFloats, plain.floatsToE4m3);
    checkFormat<uint8_t>(rb_gpu::e5m2(), plain.e5m2ToFloats, plain.floatsToE5m2);
}

RB_TEST(kernelArithmeticOfBlocks) {
    const auto x = anyBits(5'000);
    float low = 0, high = 0;
    plain.rangeBlocks(x.data(), x.size(), x.size(), &low, &high);
    const auto byKey = [](float a, float b) { return rb_gpu::orderKey(a) < rb_gpu::orderKey(b); };
    const float least = rb_gpu::valueOfKey(rb_gpu::orderKey(*std::ranges::min_element(x, byKey)));
    const float most = rb_gpu::valueOfKey(rb_gpu::orderKey(*std::ranges::max_element(x, byKey)));
    CHECK(std::bit_cast<uint32_t>(least) == std::bit_cast<uint32_t>(low));
    CHECK(std::bit_cast<uint32_t>(most) == std::bit_cast<uint32_t>(high));
    const auto y = normals(4'096);
    std::vector<uint64_t> counts(53), expected(53);
    plain.histogram(y.data(), y.size(), -1.5f, 2, 50, expected.data());
    std::vector<uint8_t> codes(y.size());
    const float scale = 0.17f, zero = 8;
    plain.quantiseGroups(y.data(), y.size(), y.size(), &scale, &zero, 1, 15, codes.data());
    for (size_t i = 0; i < y.size(); ++i) {
        ++counts[rb_gpu::binOf(y[i], -1.5f, 2, 50)];
        CHECK_EQ(rb_gpu::quantised(y[i], scale, zero, 1, 15), codes[i]);
        float decoded = 0;
        plain.dequantiseGroups(&codes[i], 1, 1, &scale, &zero, &decoded);
        CHECK_EQ(rb_gpu::dequantised(codes[i], scale, zero), decoded);
    }
    CHECK(counts == expected);
}

// Lanes of a block as the kernel has them, merged in its tree.
RB_TEST(kernelArithmeticOfMoments) {
    constexpr size_t lanes = 128;
    for (const size_t n : {1, 100, 129, 4'096}) {
        auto x = normals(n);
        if (n > 100) x[5] = NAN, x[6] = INFINITY, x[7] = 0;
        std::vector<rb_gpu::Sums> sums(lanes);
        std::vector<rb_gpu::Powers> powers(lanes);
        for (size_t i = 0; i < n; ++i)
            rb_gpu::add(sums[i % lanes], x[i]);
        for (size_t step = lanes / 2; step > 0; step /= 2)
            for (size_t i = 0; i < step; ++i)
                rb_gpu::merge(sums[i], sums[i + step]);
        for (size_t i = 0; i < n; ++i)
            rb_gpu::add(powers[i % lanes], x[i], rb_gpu::meanOf(sums[0]));
        for (size_t step = lanes / 2; step > 0; step /= 2)
            for (size_t i = 0; i < step; ++i)
                rb_gpu::merge(powers[i], powers[i + step]);
        const rb_moments got = rb_gpu::momentsOf(sums[0], powers[0]);
        Moments expected;
        plain.momentsBlock(x.data(), n, &expected);
        CHECK(got.count == expected.count && got.zeros == expected.zeros && got.nan == expected.nan);
        CHECK(got.infinite == expected.infinite && got.min == expected.min && got.max == expected.max);
        CHECK_NEAR(got.mean, expected.mean, 1e-13);
        CHECK_NEAR(got.m2, expected.m2, 1e-12 * expected.m2);
        CHECK_NEAR(got.m3, expected.m3, 1e-12 * expected.m4 + 1e-12);
        CHECK_NEAR(got.m4, expected.m4, 1e-12 * expected.m4);
    }
}

RB_TEST(kernelArithmeticOfPacking) {
    for (int bits = 1; bits <= 8; ++bits)
        for (const size_t n : {1, 2, 7, 8, 9, 63, 1'001}) {
            std::vector<uint8_t> codes(n), back(n);
            for (size_t i = 0; i < n; ++i)
                codes[i] = static_cast<uint8_t>(i * 37 + 11);
            std::vector<std::byte> packed(packedBytes(n, bits));
            plain.packBits(codes.data(), n, bits, packed.data());
            plain.unpackBits(packed.data(), n, bits, back.data());
            CHECK_EQ(rb_gpu::packedBytes(n, bits), packed.size());
            for (size_t i = 0; i < packed.size(); ++i)
                CHECK_EQ(rb_gpu::packedByte(codes.data(), n, bits, i), std::to_integer<uint8_t>(packed[i]));
            for (size_t i = 0; i < n; ++i)
                CHECK_EQ(
                    rb_gpu::unpackedCode(reinterpret_cast<const uint8_t*>(packed.data()), n, bits, i), back[i]
                );
        }
}

RB_TEST(opsOnTheCpu) {
    JobContext job = jobOn({});
    for (const auto& [n, group] : std::vector<std::pair<size_t, size_t>>{
             {1, 1},
             {5, 3},
             {1'000, 64},
             {200'001, 128},
             {200'000, 70'001},
             {131'073, 200'000},
             {300'001, 140'000}})
        checkOps(job, n, group);
}

// The slots that a device has run there, the others here; all its memory is given back.
RB_TEST(opsOnADevice) {
    JobContext job = jobOn({"cuda", &plainDevice});
    checkOps(job, 70'001, 100);
    CHECK_EQ(inUse, 0u);
    const auto x = normals(100);
    const std::vector<float> scales{0.1f}, zeros{8};
    std::vector<uint8_t> codes(100);
    const ops::Groups groups{100, scales, zeros};
    failing = true;
    CHECK_ERROR(ops::quantiseGroups(x, groups, 0, 15, codes, job), ErrorKind::unsupported);
    failing = false;
    memory = 10;
    CHECK_ERROR(ops::quantiseGroups(x, groups, 0, 15, codes, job), ErrorKind::outOfMemory);
    memory = size_t(1) << 30;
    CHECK_EQ(inUse, 0u);
}

// Whatever this machine offers: a device that works, or a reason.
RB_TEST(backendsAreChosenOrRefusedWithAReason) {
    CHECK(REQUIRE(chooseBackend("cpu")).device == nullptr);
    CHECK_ERROR(chooseBackend("tpu"), ErrorKind::badParams);
    const auto cuda = chooseBackend("cuda");
    const Backend best = REQUIRE(chooseBackend("auto"));
    if (!cuda) {
        CHECK_ERROR(cuda, ErrorKind::unsupported);
        CHECK_EQ(best.id, "cpu");
        return;
    }
    CHECK_EQ(best.id, "cuda");
    JobContext job = jobOn(*cuda);
    for (const auto& [n, group] : std::vector<std::pair<size_t, size_t>>{{1, 1}, {1'000, 64}, {200'001, 128}})
        checkOps(job, n, group);
}

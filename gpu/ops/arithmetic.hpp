// SPDX-License-Identifier: GPL-3.0-or-later
// What the kernels compute, one element or one lane at a time. Compiles as plain C++ too: tests on machines
// without a GPU compare it with the engine's reference.
#pragma once

#include "gpu/abi/ops/moments.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __CUDACC__
#define RB_BOTH __host__ __device__ inline
#else
#define RB_BOTH inline
#endif

namespace rb_gpu {

RB_BOTH uint32_t bitsOf(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}
RB_BOTH float floatOf(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

// A floating-point type of 8 or 16 bits. infinite: the code that takes over beyond `largest`, or `largest`.
struct Format {
    int mantissa, bias;
    uint32_t largest, infinite, nan, sign;
    bool hasInfinity;
};
RB_BOTH Format f16() {
    return {10, 15, 0x7BFF, 0x7C00, 0x7E00, 0x8000, true};
}
RB_BOTH Format bf16() {
    return {7, 127, 0x7F7F, 0x7F80, 0x7FC0, 0x8000, true};
}
RB_BOTH Format e4m3() {
    return {3, 7, 0x7E, 0x7E, 0x7F, 0x80, false};
}
RB_BOTH Format e5m2() {
    return {2, 15, 0x7B, 0x7B, 0x7E, 0x80, true};
}

// Round to nearest, ties to even.
RB_BOTH uint32_t narrowed(const Format& to, float value) {
    const uint32_t bits = bitsOf(value), magnitude = bits & 0x7FFFFFFF, sign = bits >> 31 ? to.sign : 0;
    if (magnitude > 0x7F800000) return sign | to.nan;
    if (magnitude == 0x7F800000) return sign | to.infinite;
    const int stored = static_cast<int>(magnitude >> 23), exponent = stored > 0 ? stored - 127 : -126;
    const uint32_t fraction = (magnitude & 0x7FFFFF) | (stored > 0 ? 0x800000u : 0u);
    const int under = 1 - to.bias - exponent; // how far below the type's normal numbers
    const int drop = 23 - to.mantissa + (under > 0 ? under : 0);
    if (drop > 24) return sign;
    const uint32_t rounded = (fraction + (1u << (drop - 1)) - 1 + (fraction >> drop & 1)) >> drop;
    const uint32_t code =
        under > 0 ? rounded : (static_cast<uint32_t>(exponent + to.bias - 1) << to.mantissa) + rounded;
    return sign | (code > to.largest ? to.infinite : code);
}

RB_BOTH float widened(const Format& from, uint32_t code) {
    const uint32_t sign = code & from.sign ? 0x80000000u : 0u, magnitude = code & (from.sign - 1);
    if (magnitude > from.largest)
        return floatOf(
            sign | (from.hasInfinity && magnitude == from.largest + 1 ? 0x7F800000u : 0x7FC00000u)
        );
    const int stored = static_cast<int>(magnitude >> from.mantissa);
    const uint32_t fraction = (magnitude & ((1u << from.mantissa) - 1)) << (23 - from.mantissa);
    if (from.bias == 127) return floatOf(sign | static_cast<uint32_t>(stored) << 23 | fraction);
    if (stored == 0) // a subnormal number: exact in float
        return floatOf(sign | bitsOf(ldexpf(static_cast<float>(fraction), 1 - from.bias - 23)));
    return floatOf(sign | static_cast<uint32_t>(stored - from.bias + 127) << 23 | fraction);
}

// Integers in the order of IEEE totalOrder, and back.
RB_BOTH int32_t orderKey(float value) {
    const auto bits = static_cast<int32_t>(bitsOf(value));
    return bits < 0 ? bits ^ 0x7FFFFFFF : bits;
}
RB_BOTH float valueOfKey(int32_t key) {
    return floatOf(static_cast<uint32_t>(key < 0 ? key ^ 0x7FFFFFFF : key));
}

RB_BOTH uint32_t binOf(float x, float low, float high, uint32_t bins) {
    if (x != x) return bins + 2;
    if (x < low) return bins;
    if (x > high) return bins + 1;
    const auto bin = static_cast<uint32_t>((x - low) * (static_cast<float>(bins) / (high - low)));
    return bin < bins ? bin : bins - 1;
}

RB_BOTH uint8_t quantised(float x, float scale, float zero, int low, int high) {
    const float code = rintf(x / scale) + zero;
    const float least = static_cast<float>(low), most = static_cast<float>(high);
    return static_cast<uint8_t>(code < least ? least : code > most ? most : code);
}
RB_BOTH float dequantised(uint8_t code, float scale, float zero) {
    return scale * (static_cast<float>(code) - zero);
}

RB_BOTH size_t packedBytes(size_t n, int bits) {
    const auto width = static_cast<size_t>(bits);
    return n / 8 * width + (n % 8 * width + 7) / 8;
}
// Byte `at` of the bit string.
RB_BOTH uint8_t packedByte(const uint8_t* codes, size_t n, int bits, size_t at) {
    const auto width = static_cast<size_t>(bits);
    const size_t begin = at * 8;
    uint32_t out = 0;
    for (size_t i = begin / width; i < n && i * width < begin + 8; ++i) {
        const uint32_t code = codes[i] & ((1u << bits) - 1);
        out |= i * width >= begin ? code << (i * width - begin) : code >> (begin - i * width);
    }
    return static_cast<uint8_t>(out);
}
RB_BOTH uint8_t unpackedCode(const uint8_t* in, size_t n, int bits, size_t i) {
    const size_t begin = i * static_cast<size_t>(bits), at = begin / 8;
    uint32_t word = in[at];
    if (at + 1 < packedBytes(n, bits)) word |= static_cast<uint32_t>(in[at + 1]) << 8;
    return static_cast<uint8_t>(word >> begin % 8 & ((1u << bits) - 1));
}

// Moments in two passes over a block: lanes count and sum, then sum powers of distances from the mean.
struct Sums {
    unsigned count = 0, zeros = 0, nan = 0, infinite = 0;
    float min = HUGE_VALF, max = -HUGE_VALF;
    double sum = 0;
};
RB_BOTH bool isFinite(float x) {
    return (bitsOf(x) & 0x7F800000) != 0x7F800000;
}
RB_BOTH void add(Sums& sums, float x) {
    if (!isFinite(x)) {
        ++(x != x ? sums.nan : sums.infinite);
        return;
    }
    ++sums.count;
    if (x == 0) ++sums.zeros;
    if (x < sums.min) sums.min = x;
    if (x > sums.max) sums.max = x;
    sums.sum += x;
}
RB_BOTH void merge(Sums& into, const Sums& other) {
    into.count += other.count;
    into.zeros += other.zeros;
    into.nan += other.nan;
    into.infinite += other.infinite;
    if (other.min < into.min) into.min = other.min;
    if (other.max > into.max) into.max = other.max;
    into.sum += other.sum;
}
struct Powers {
    double m2 = 0, m3 = 0, m4 = 0;
};
RB_BOTH double meanOf(const Sums& sums) {
    return sums.count > 0 ? sums.sum / sums.count : 0;
}
RB_BOTH void add(Powers& powers, float x, double mean) {
    if (!isFinite(x)) return;
    const double d = x - mean;
    powers.m2 += d * d;
    powers.m3 += d * d * d;
    powers.m4 += d * d * d * d;
}
RB_BOTH void merge(Powers& into, const Powers& other) {
    into.m2 += other.m2;
    into.m3 += other.m3;
    into.m4 += other.m4;
}
RB_BOTH rb_moments momentsOf(const Sums& sums, const Powers& powers) {
    return {
        sums.count,
        meanOf(sums),
        powers.m2,
        powers.m3,
        powers.m4,
        sums.count > 0 ? sums.min : 0,
        sums.count > 0 ? sums.max : 0,
        sums.zeros,
        sums.nan,
        sums.infinite};
}

} // namespace rb_gpu

// SPDX-License-Identifier: GPL-3.0-or-later
// Every slot as a plain loop: what the fast versions are judged by. Never optimise this file.
#include "engine/ops/convert.hpp"
#include "engine/ops/op_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rarebit {
namespace {

template <class Code, auto convert>
void widen(const std::byte* in, float* out, size_t n) {
    for (size_t i = 0; i < n; ++i) {
        Code code;
        std::memcpy(&code, in + i * sizeof(Code), sizeof(Code));
        out[i] = convert(code);
    }
}
template <class Code, auto convert>
void narrow(const float* in, std::byte* out, size_t n) {
    for (size_t i = 0; i < n; ++i) {
        const Code code = convert(in[i]);
        std::memcpy(out + i * sizeof(Code), &code, sizeof(Code));
    }
}
uint16_t toF16(float v) {
    return floatToF16(v);
}
uint16_t toBf16(float v) {
    return floatToBf16(v);
}
uint8_t toE4m3(float v) {
    return floatToE4m3(v);
}
uint8_t toE5m2(float v) {
    return floatToE5m2(v);
}

// Integers in the order of IEEE totalOrder.
int32_t orderKey(float v) {
    const auto bits = std::bit_cast<int32_t>(v);
    return bits < 0 ? bits ^ 0x7FFFFFFF : bits;
}

void absmaxBlocks(const float* x, size_t n, size_t block, float* out) {
    for (size_t at = 0; at < n; at += block) {
        uint32_t largest = 0;
        for (size_t i = at; i < std::min(n, at + block); ++i)
            largest = std::max(largest, std::bit_cast<uint32_t>(x[i]) & 0x7FFFFFFF);
        out[at / block] = std::bit_cast<float>(largest);
    }
}

void rangeBlocks(const float* x, size_t n, size_t block, float* low, float* high) {
    for (size_t at = 0; at < n; at += block) {
        float smallest = x[at], largest = x[at];
        for (size_t i = at + 1; i < std::min(n, at + block); ++i) {
            if (orderKey(x[i]) < orderKey(smallest)) smallest = x[i];
            if (orderKey(x[i]) > orderKey(largest)) largest = x[i];
        }
        low[at / block] = smallest;
        high[at / block] = largest;
    }
}

void momentsOf(const float* x, size_t n, Moments* out) {
    Moments m;
    double sum = 0;
    for (size_t i = 0; i < n; ++i) {
        if (std::isnan(x[i])) {
            ++m.nan;
        } else if (std::isinf(x[i])) {
            ++m.infinite;
        } else {
            m.min = m.count == 0 ? x[i] : std::min(m.min, x[i]);
            m.max = m.count == 0 ? x[i] : std::max(m.max, x[i]);
            m.zeros += x[i] == 0;
            ++m.count;
            sum += x[i];
        }
    }
    if (m.count > 0) m.mean = sum / static_cast<double>(m.count);
    for (size_t i = 0; i < n; ++i) {
        if (!std::isfinite(x[i])) continue;
        const double d = x[i] - m.mean;
        m.m2 += d * d;
        m.m3 += d * d * d;
        m.m4 += d * d * d * d;
    }
    *out = m;
}

void histogram(const float* x, size_t n, float low, float high, uint32_t bins, uint64_t* counts) {
    const float perUnit = static_cast<float>(bins) / (high - low);
    for (size_t i = 0; i < n; ++i) {
        if (std::isnan(x[i]))
            ++counts[bins + 2];
        else if (x[i] < low)
            ++counts[bins];
        else if (x[i] > high)
            ++counts[bins + 1];
        else
            ++counts[std::min(bins - 1, static_cast<uint32_t>((x[i] - low) * perUnit))];
    }
}

float quantised(float x, float scale, float zero, int low, int high) {
    return std::clamp(std::nearbyint(x / scale) + zero, static_cast<float>(low), static_cast<float>(high));
}

void quantiseGroups(
    const float* x,
    size_t n,
    size_t group,
    const float* scale,
    const float* zero,
    int low,
    int high,
    uint8_t* codes
) {
    for (size_t i = 0; i < n; ++i)
        codes[i] = static_cast<uint8_t>(quantised(x[i], scale[i / group], zero[i / group], low, high));
}

void dequantiseGroups(
    const uint8_t* codes, size_t n, size_t group, const float* scale, const float* zero, float* out
) {
    for (size_t i = 0; i < n; ++i)
        out[i] = scale[i / group] * (static_cast<float>(codes[i]) - zero[i / group]);
}

double clipError(const float* x, size_t n, float scale, float zero, int low, int high) {
    double sum = 0;
    for (size_t i = 0; i < n; ++i) {
        const float decoded = scale * (quantised(x[i], scale, zero, low, high) - zero);
        sum += std::pow(std::abs(static_cast<double>(decoded - x[i])), 2.4);
    }
    return sum;
}

void packBits(const uint8_t* codes, size_t n, int bits, std::byte* out) {
    std::memset(out, 0, packedBytes(n, bits));
    for (size_t i = 0; i < n * static_cast<size_t>(bits); ++i) {
        const size_t code = i / static_cast<size_t>(bits), bit = i % static_cast<size_t>(bits);
        if (codes[code] >> bit & 1) out[i / 8] |= std::byte(1 << (i % 8));
    }
}

void unpackBits(const std::byte* in, size_t n, int bits, uint8_t* codes) {
    for (size_t i = 0; i < n; ++i) {
        codes[i] = 0;
        for (size_t bit = 0; bit < static_cast<size_t>(bits); ++bit) {
            const size_t at = i * static_cast<size_t>(bits) + bit;
            if ((in[at / 8] >> (at % 8) & std::byte{1}) != std::byte{0})
                codes[i] = static_cast<uint8_t>(codes[i] | 1 << bit);
        }
    }
}

} // namespace

const OpTable& referenceOps() {
    static const OpTable table{
        .name = "reference",
        .f16ToFloats = widen<uint16_t, f16ToFloat>,
        .bf16ToFloats = widen<uint16_t, bf16ToFloat>,
        .e4m3ToFloats = widen<uint8_t, e4m3ToFloat>,
        .e5m2ToFloats = widen<uint8_t, e5m2ToFloat>,
        .floatsToF16 = narrow<uint16_t, toF16>,
        .floatsToBf16 = narrow<uint16_t, toBf16>,
        .floatsToE4m3 = narrow<uint8_t, toE4m3>,
        .floatsToE5m2 = narrow<uint8_t, toE5m2>,
        .absmaxBlocks = absmaxBlocks,
        .rangeBlocks = rangeBlocks,
        .momentsBlock = momentsOf,
        .histogram = histogram,
        .quantiseGroups = quantiseGroups,
        .dequantiseGroups = dequantiseGroups,
        .clipError = clipError,
        .packBits = packBits,
        .unpackBits = unpackBits,
    };
    return table;
}

Moments combine(const Moments& a, const Moments& b) {
    Moments m = a.count ? a : b;
    m.zeros = a.zeros + b.zeros;
    m.nan = a.nan + b.nan;
    m.infinite = a.infinite + b.infinite;
    if (a.count == 0 || b.count == 0) return m;
    m.count = a.count + b.count;
    m.min = std::min(a.min, b.min);
    m.max = std::max(a.max, b.max);
    const auto na = static_cast<double>(a.count), nb = static_cast<double>(b.count), n = na + nb;
    const double d = b.mean - a.mean, d2 = d * d;
    m.mean = a.mean + d * nb / n;
    m.m2 = a.m2 + b.m2 + d2 * na * nb / n;
    m.m3 = a.m3 + b.m3 + d2 * d * na * nb * (na - nb) / (n * n) + 3 * d * (na * b.m2 - nb * a.m2) / n;
    m.m4 = a.m4 + b.m4 + d2 * d2 * na * nb * (na * na - na * nb + nb * nb) / (n * n * n) +
           6 * d2 * (na * na * b.m2 + nb * nb * a.m2) / (n * n) + 4 * d * (na * b.m3 - nb * a.m3) / n;
    return m;
}

} // namespace rarebit

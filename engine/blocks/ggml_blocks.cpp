// SPDX-License-Identifier: GPL-3.0-or-later
// Each function decodes one block. The order of multiplications is that of the reference, so that results
// agree in the last bit.
#include "engine/blocks/ggml_blocks.hpp"

#include "engine/blocks/ggml_grids.hpp"
#include "engine/ops/convert.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstring>

namespace rarebit {
namespace {

using namespace ggml;
using Block = const uint8_t*;
using Decode = void (*)(Block, float*);

uint16_t u16(Block p) {
    return static_cast<uint16_t>(p[0] | p[1] << 8);
}
uint32_t u32(Block p) {
    return u16(p) | uint32_t(u16(p + 2)) << 16;
}
float half(Block p) {
    return f16ToFloat(u16(p));
}
float real(unsigned value) {
    return static_cast<float>(static_cast<int>(value));
}
float signedByte(uint8_t value) {
    return static_cast<float>(static_cast<int8_t>(value));
}
// Nibble `which` (0 low, 1 high) of a byte; fields of two bits likewise.
unsigned nibble(uint8_t byte, unsigned which) {
    return byte >> (4 * which) & 15u;
}
unsigned twoBits(uint8_t byte, unsigned which) {
    return byte >> (2 * which) & 3u;
}
unsigned bit(uint8_t byte, unsigned which) {
    return byte >> which & 1u;
}

void q4_0(Block b, float* y) {
    const float d = half(b);
    for (unsigned i = 0; i < 32; ++i)
        y[i] = d * real(nibble(b[2 + i % 16], i / 16) - 8);
}
void q4_1(Block b, float* y) {
    const float d = half(b), m = half(b + 2);
    for (unsigned i = 0; i < 32; ++i)
        y[i] = d * real(nibble(b[4 + i % 16], i / 16)) + m;
}
void q5_0(Block b, float* y) {
    const float d = half(b);
    const uint32_t high = u32(b + 2);
    for (unsigned i = 0; i < 32; ++i)
        y[i] = d * real((nibble(b[6 + i % 16], i / 16) | (high >> i & 1) << 4) - 16);
}
void q5_1(Block b, float* y) {
    const float d = half(b), m = half(b + 2);
    const uint32_t high = u32(b + 4);
    for (unsigned i = 0; i < 32; ++i)
        y[i] = d * real(nibble(b[8 + i % 16], i / 16) | (high >> i & 1) << 4) + m;
}
void q8_0(Block b, float* y) {
    const float d = half(b);
    for (unsigned i = 0; i < 32; ++i)
        y[i] = signedByte(b[2 + i]) * d;
}
void q8_1(Block b, float* y) { // b[2..3]: d times the sum of the codes
    const float d = half(b);
    for (unsigned i = 0; i < 32; ++i)
        y[i] = signedByte(b[4 + i]) * d;
}

void q2_k(Block b, float* y) {
    const uint8_t* qs = b + 16;
    const float d = half(b + 80), dmin = half(b + 82);
    for (unsigned i = 0; i < 256; ++i) {
        const unsigned q = twoBits(qs[i / 128 * 32 + i % 32], i / 32 % 4);
        y[i] = d * real(b[i / 16] & 15u) * real(q) - dmin * real(b[i / 16] >> 4);
    }
}
void q3_k(Block b, float* y) {
    const uint8_t *mask = b, *qs = b + 32, *scales = b + 96;
    const float d = half(b + 108);
    for (unsigned i = 0; i < 256; ++i) {
        const unsigned j = i / 16;
        const unsigned scale = nibble(scales[j % 8], j / 8) | twoBits(scales[8 + j % 4], j / 4) << 4;
        const unsigned low = twoBits(qs[i / 128 * 32 + i % 32], i / 32 % 4);
        const unsigned below = bit(mask[i % 32], i / 32) ? 0 : 4; // a set bit means no offset
        y[i] = d * real(scale - 32) * real(low - below);
    }
}
// The 6-bit scale and minimum of sub-block j (0 to 7) in the 12 bytes of q4_k and q5_k.
struct ScaleMin {
    float scale, min;
};
ScaleMin scaleMin(Block s, unsigned j) {
    if (j < 4) return {real(s[j] & 63u), real(s[j + 4] & 63u)};
    return {
        real((s[j + 4] & 15u) | s[j - 4] >> 6 << 4),
        real(s[j + 4] >> 4 | s[j] >> 6 << 4),
    };
}
void q4_k(Block b, float* y) {
    const float d = half(b), dmin = half(b + 2);
    for (unsigned j = 0; j < 8; ++j) {
        const ScaleMin s = scaleMin(b + 4, j);
        const float scale = d * s.scale, min = dmin * s.min;
        const uint8_t* qs = b + 16 + j / 2 * 32;
        for (unsigned i = 0; i < 32; ++i)
            y[32 * j + i] = scale * real(nibble(qs[i], j % 2)) - min;
    }
}
void q5_k(Block b, float* y) {
    const float d = half(b), dmin = half(b + 2);
    const uint8_t* high = b + 16;
    for (unsigned j = 0; j < 8; ++j) {
        const ScaleMin s = scaleMin(b + 4, j);
        const float scale = d * s.scale, min = dmin * s.min;
        const uint8_t* qs = b + 48 + j / 2 * 32;
        for (unsigned i = 0; i < 32; ++i)
            y[32 * j + i] = scale * real(nibble(qs[i], j % 2) | bit(high[i], j) << 4) - min;
    }
}
void q6_k(Block b, float* y) {
    const uint8_t *low = b, *high = b + 128, *scales = b + 192;
    const float d = half(b + 208);
    for (unsigned i = 0; i < 256; ++i) {
        const unsigned c = i / 128;
        const unsigned q =
            nibble(low[c * 64 + i % 64], i / 64 % 2) | twoBits(high[c * 32 + i % 32], i / 32 % 4) << 4;
        y[i] = d * signedByte(scales[i / 16]) * real(q - 32);
    }
}
void q8_k(Block b, float* y) { // the last 32 bytes are sums of 16 codes each
    const float d = std::bit_cast<float>(u32(b));
    for (unsigned i = 0; i < 256; ++i)
        y[i] = d * signedByte(b[4 + i]);
}

void tq1_0(Block b, float* y) {
    static constexpr uint8_t powers[5] = {1, 3, 9, 27, 81};
    const float d = half(b + 52);
    // Five trits a byte: times 3^n modulo 256, the leading trit is the product's top part.
    const auto run = [&](const uint8_t* from, unsigned width, unsigned digits) {
        for (unsigned n = 0; n < digits; ++n)
            for (unsigned i = 0; i < width; ++i)
                *y++ = d * real((uint8_t(from[i] * powers[n]) * 3u >> 8) - 1);
    };
    run(b, 32, 5);
    run(b + 32, 16, 5);
    run(b + 48, 4, 4);
}
void tq2_0(Block b, float* y) {
    const float d = half(b + 64);
    for (unsigned i = 0; i < 256; ++i)
        y[i] = d * real(twoBits(b[i / 128 * 32 + i % 32], i / 32 % 4) - 1);
}

// Eight values of a 2-bit codebook entry with sign bits.
void signed8(float* y, float scale, uint16_t entry, uint8_t signs) {
    for (unsigned i = 0; i < 8; ++i) {
        const float value = scale * iq2Levels[entry >> (2 * i) & 3];
        y[i] = bit(signs, i) ? -value : value;
    }
}
void signed4(float* y, float scale, uint16_t entry, const std::array<float, 8>& levels, unsigned signs) {
    for (unsigned i = 0; i < 4; ++i) {
        const float value = scale * levels[entry >> (4 * i) & 7];
        y[i] = signs >> i & 1 ? -value : value;
    }
}
// Seven stored sign bits; the eighth makes their number even.
uint8_t evenSigns(unsigned seven) {
    return static_cast<uint8_t>(seven | (std::popcount(seven) & 1) << 7);
}

void iq2_xxs(Block b, float* y) {
    const float d = half(b);
    for (unsigned j = 0; j < 8; ++j) {
        const uint8_t* index = b + 2 + 8 * j;
        const uint32_t rest = u32(index + 4);
        const float scale = d * (0.5f + real(rest >> 28)) * 0.25f;
        for (unsigned k = 0; k < 4; ++k)
            signed8(y + 32 * j + 8 * k, scale, iq2XxsGrid[index[k]], evenSigns(rest >> (7 * k) & 127));
    }
}
void iq2_xs(Block b, float* y) {
    const float d = half(b);
    const uint8_t* scales = b + 66;
    for (unsigned j = 0; j < 32; ++j) {
        const unsigned q = u16(b + 2 + 2 * j);
        const float scale = d * (0.5f + real(nibble(scales[j / 4], j / 2 % 2))) * 0.25f;
        signed8(y + 8 * j, scale, iq2XsGrid[q & 511], evenSigns(q >> 9));
    }
}
void iq2_s(Block b, float* y) {
    const float d = half(b);
    const uint8_t *qs = b + 2, *signs = b + 34, *high = b + 66, *scales = b + 74;
    for (unsigned j = 0; j < 32; ++j) {
        const float scale = d * (0.5f + real(nibble(scales[j / 4], j / 2 % 2))) * 0.25f;
        signed8(y + 8 * j, scale, iq2SGrid[qs[j] | twoBits(high[j / 4], j % 4) << 8], signs[j]);
    }
}
void iq3_xxs(Block b, float* y) {
    const float d = half(b);
    for (unsigned j = 0; j < 8; ++j) {
        const uint32_t rest = u32(b + 66 + 4 * j);
        const float scale = d * (0.5f + real(rest >> 28)) * 0.5f;
        for (unsigned k = 0; k < 8; ++k) {
            const unsigned signs = evenSigns(rest >> (7 * (k / 2)) & 127) >> (4 * (k % 2));
            signed4(y + 32 * j + 4 * k, scale, iq3XxsGrid[b[2 + 8 * j + k]], iq3XxsLevels, signs);
        }
    }
}
void iq3_s(Block b, float* y) {
    const float d = half(b);
    const uint8_t *qs = b + 2, *high = b + 66, *signs = b + 74, *scales = b + 106;
    for (unsigned j = 0; j < 64; ++j) {
        const float scale = d * real(1 + 2 * nibble(scales[j / 16], j / 8 % 2));
        const unsigned entry = qs[j] | bit(high[j / 8], j % 8) << 8;
        signed4(y + 4 * j, scale, iq3SGrid[entry], iq3SLevels, signs[j / 2] >> (4 * (j % 2)));
    }
}

void shifted8(float* y, float scale, uint16_t entry, float delta) {
    for (unsigned i = 0; i < 8; ++i)
        y[i] = scale * (iq1Levels[entry >> (2 * i) & 3] + delta);
}
void iq1_s(Block b, float* y) {
    const float d = half(b);
    for (unsigned j = 0; j < 8; ++j) {
        const unsigned high = u16(b + 34 + 2 * j);
        const float scale = d * real(2 * (high >> 12 & 7) + 1);
        const float delta = high & 0x8000 ? -0.125f : 0.125f;
        for (unsigned k = 0; k < 4; ++k)
            shifted8(
                y + 32 * j + 8 * k, scale, iq1Grid[b[2 + 4 * j + k] | (high >> (3 * k) & 7) << 8], delta
            );
    }
}
void iq1_m(Block b, float* y) {
    const uint8_t *high = b + 32, *scales = b + 48;
    // The half-precision scale is spread over the top nibbles of the four scale words.
    unsigned bits = 0;
    for (unsigned i = 0; i < 4; ++i)
        bits |= unsigned(u16(scales + 2 * i) >> 12) << (4 * i);
    const float d = f16ToFloat(static_cast<uint16_t>(bits));
    for (unsigned j = 0; j < 32; ++j) {
        const unsigned k = j / 2; // scales cover 16 values
        const float scale = d * real(2 * (u16(scales + 2 * (k / 4)) >> (3 * (k % 4)) & 7u) + 1);
        const unsigned h = nibble(high[j / 2], j % 2);
        shifted8(y + 8 * j, scale, iq1Grid[b[j] | (h & 7) << 8], h & 8 ? -0.125f : 0.125f);
    }
}

void iq4_nl(Block b, float* y) {
    const float d = half(b);
    for (unsigned i = 0; i < 32; ++i)
        y[i] = d * iq4Levels[nibble(b[2 + i % 16], i / 16)];
}
void iq4_xs(Block b, float* y) {
    const float d = half(b);
    const unsigned high = u16(b + 2);
    for (unsigned j = 0; j < 8; ++j) {
        const unsigned scale = nibble(b[4 + j / 2], j % 2) | (high >> (2 * j) & 3) << 4;
        const float dl = d * real(scale - 32);
        for (unsigned i = 0; i < 32; ++i)
            y[32 * j + i] = dl * iq4Levels[nibble(b[8 + 16 * j + i % 16], i / 16)];
    }
}

void mxfp4(Block b, float* y) {
    // 2^(e - 128): half of the E8M0 scale, since the levels are doubled.
    const unsigned e = b[0];
    const float d = std::bit_cast<float>(e < 2 ? 0x00200000u << e : (e - 1) << 23);
    for (unsigned i = 0; i < 32; ++i)
        y[i] = d * e2m1Doubled[nibble(b[1 + i % 16], i / 16)];
}
void nvfp4(Block b, float* y) {
    for (unsigned j = 0; j < 4; ++j) {
        // Unsigned E4M3; 0x7F is not a number and stands for 0.
        const unsigned exponent = b[j] >> 3 & 15u;
        const float mantissa = real(b[j] & 7u);
        const float raw = exponent == 0 ? mantissa * 0x1p-9f
                                        : (1 + mantissa / 8) * std::bit_cast<float>((exponent + 120) << 23);
        const float d = b[j] == 0x7F ? 0 : raw * 0.5f;
        const uint8_t* qs = b + 4 + 8 * j;
        for (unsigned i = 0; i < 16; ++i)
            y[16 * j + i] = d * e2m1Doubled[nibble(qs[i % 8], i / 8)];
    }
}

Decode decoder(DType dtype) {
    switch (dtype) {
#define RB_BLOCK(name)                                                                                       \
    case DType::name:                                                                                        \
        return name;
        RB_BLOCK(q4_0)
        RB_BLOCK(q4_1)
        RB_BLOCK(q5_0)
        RB_BLOCK(q5_1)
        RB_BLOCK(q8_0)
        RB_BLOCK(q8_1)
        RB_BLOCK(q2_k)
        RB_BLOCK(q3_k)
        RB_BLOCK(q4_k)
        RB_BLOCK(q5_k)
        RB_BLOCK(q6_k)
        RB_BLOCK(q8_k)
        RB_BLOCK(iq1_s)
        RB_BLOCK(iq1_m)
        RB_BLOCK(iq2_xxs)
        RB_BLOCK(iq2_xs)
        RB_BLOCK(iq2_s)
        RB_BLOCK(iq3_xxs)
        RB_BLOCK(iq3_s)
        RB_BLOCK(iq4_nl)
        RB_BLOCK(iq4_xs)
        RB_BLOCK(tq1_0)
        RB_BLOCK(tq2_0)
        RB_BLOCK(mxfp4)
        RB_BLOCK(nvfp4)
#undef RB_BLOCK
    default:
        return nullptr;
    }
}

} // namespace

Status dequantiseBlocks(DType dtype, std::span<const std::byte> blocks, std::span<float> values) {
    const DTypeInfo& type = info(dtype);
    const Decode decode = decoder(dtype);
    if (!decode)
        return unsupported(
            fmt::format("{} is no block type", type.name), "block decoder", "convert plain types by their own"
        );
    const auto blockBytes = static_cast<size_t>(type.blockBytes);
    const auto blockElements = static_cast<size_t>(type.blockElements);
    if (blocks.size() % blockBytes != 0 || blocks.size() / blockBytes * blockElements != values.size())
        return badInput(
            fmt::format("{} bytes of {} blocks for {} values", blocks.size(), type.name, values.size()),
            "block decoder",
            "give whole blocks and room for exactly their values"
        );
    const auto* from = reinterpret_cast<const uint8_t*>(blocks.data());
    float* to = values.data();
    for (size_t n = blocks.size() / blockBytes; n > 0; --n, from += blockBytes, to += blockElements)
        decode(from, to);
    return Ok{};
}

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// Bit packing: eight codes stand in a 64-bit lane; three steps join neighbours of 8, 16 and 32 bits.
#include "engine/ops/simd/targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/ops/simd/pack.cpp"
#include "engine/ops/simd/slots.hpp"

#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace rarebit::simd::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::ScalableTag<uint64_t>;
using V = hn::Vec<D>;

// The low `bits` bits of every lane of `width` bits.
uint64_t lowBits(int bits, int width) {
    uint64_t mask = 0;
    for (int at = 0; at < 64; at += width)
        mask |= ((bits < 64 ? uint64_t(1) << bits : 0) - 1) << at;
    return mask;
}

struct Steps {
    uint64_t codes, pairs, quads, all; // what holds data in lanes of 8, 16, 32 and 64 bits
    explicit Steps(int bits)
        : codes(lowBits(bits, 8)), pairs(lowBits(bits, 16)), quads(lowBits(2 * bits, 32)),
          all(lowBits(8 * bits, 64)) {}
};

uint64_t squeeze(uint64_t x, int bits, const Steps& steps) {
    x &= steps.codes;
    x = (x & 0x00FF00FF00FF00FF) | ((x & 0xFF00FF00FF00FF00) >> (8 - bits));
    x = (x & 0x0000FFFF0000FFFF) | ((x & 0xFFFF0000FFFF0000) >> (16 - 2 * bits));
    return (x & 0x00000000FFFFFFFF) | (x >> 32 << (4 * bits));
}
V squeeze(V x, int bits, const Steps& steps) {
    const D d;
    const auto low8 = hn::Set(d, 0x00FF00FF00FF00FF), low16 = hn::Set(d, 0x0000FFFF0000FFFF);
    x = hn::And(x, hn::Set(d, steps.codes));
    x = hn::Or(hn::And(x, low8), hn::ShiftRightSame(hn::AndNot(low8, x), 8 - bits));
    x = hn::Or(hn::And(x, low16), hn::ShiftRightSame(hn::AndNot(low16, x), 16 - 2 * bits));
    const auto high = hn::ShiftLeftSame(hn::ShiftRight<32>(x), 4 * bits);
    return hn::Or(hn::And(x, hn::Set(d, 0xFFFFFFFF)), high);
}

uint64_t spread(uint64_t x, int bits, const Steps& steps) {
    x &= steps.all;
    x = (x & lowBits(4 * bits, 64)) | (x >> (4 * bits) << 32);
    x = (x & steps.quads) | ((x & (steps.quads << (2 * bits))) << (16 - 2 * bits));
    return (x & steps.pairs) | ((x & (steps.pairs << bits)) << (8 - bits));
}
V spread(V x, int bits, const Steps& steps) {
    const D d;
    x = hn::And(x, hn::Set(d, steps.all));
    const auto high = hn::ShiftLeft<32>(hn::ShiftRightSame(x, 4 * bits));
    x = hn::Or(hn::And(x, hn::Set(d, lowBits(4 * bits, 64))), high);
    const auto quads = hn::Set(d, steps.quads), pairs = hn::Set(d, steps.pairs);
    const auto upper = hn::And(x, hn::ShiftLeftSame(quads, 2 * bits));
    x = hn::Or(hn::And(x, quads), hn::ShiftLeftSame(upper, 16 - 2 * bits));
    const auto odd = hn::And(x, hn::ShiftLeftSame(pairs, bits));
    return hn::Or(hn::And(x, pairs), hn::ShiftLeftSame(odd, 8 - bits));
}

// Words of 8 bytes are read and written where only `bits` of them count, so the vector loop stops 8 bytes
// early.
void packBits(const uint8_t* codes, size_t n, int bits, std::byte* out) {
    const D d;
    const Steps steps(bits);
    const size_t lanes = hn::Lanes(d), width = static_cast<size_t>(bits), total = packedBytes(n, bits);
    HWY_ALIGN uint64_t words[hn::MaxLanes(d)];
    size_t i = 0, at = 0;
    for (; i + 8 * lanes <= n && at + lanes * width + 8 <= total; i += 8 * lanes) {
        const auto x = hn::BitCast(d, hn::LoadU(hn::ScalableTag<uint8_t>(), codes + i));
        hn::Store(squeeze(x, bits, steps), d, words);
        for (size_t lane = 0; lane < lanes; ++lane, at += width)
            std::memcpy(out + at, &words[lane], 8);
    }
    for (; i < n; i += 8, at += width) {
        uint64_t word = 0;
        std::memcpy(&word, codes + i, n - i < 8 ? n - i : 8);
        word = squeeze(word, bits, steps);
        std::memcpy(out + at, &word, total - at < width ? total - at : width);
    }
}

void unpackBits(const std::byte* in, size_t n, int bits, uint8_t* codes) {
    const D d;
    const Steps steps(bits);
    const size_t lanes = hn::Lanes(d), width = static_cast<size_t>(bits), total = packedBytes(n, bits);
    HWY_ALIGN uint64_t words[hn::MaxLanes(d)];
    size_t i = 0, at = 0;
    for (; i + 8 * lanes <= n && at + lanes * width + 8 <= total; i += 8 * lanes) {
        for (size_t lane = 0; lane < lanes; ++lane, at += width)
            std::memcpy(&words[lane], in + at, 8);
        const hn::ScalableTag<uint8_t> bytes;
        hn::StoreU(hn::BitCast(bytes, spread(hn::Load(d, words), bits, steps)), bytes, codes + i);
    }
    for (; i < n; i += 8, at += width) {
        uint64_t word = 0;
        std::memcpy(&word, in + at, total - at < width ? total - at : width);
        word = spread(word, bits, steps);
        std::memcpy(codes + i, &word, n - i < 8 ? n - i : 8);
    }
}

} // namespace
} // namespace rarebit::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rarebit::simd {

HWY_EXPORT(packBits);
HWY_EXPORT(unpackBits);

void fillPacking(OpTable& table) {
    table.packBits = &HWY_DYNAMIC_DISPATCH(packBits);
    table.unpackBits = &HWY_DYNAMIC_DISPATCH(unpackBits);
}

} // namespace rarebit::simd
#endif

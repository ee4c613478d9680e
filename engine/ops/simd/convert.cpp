// SPDX-License-Identifier: GPL-3.0-or-later
// Element conversions by integer arithmetic on the bits, so that every CPU gives the same codes.
#include "engine/ops/simd/targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/ops/simd/convert.cpp"
#include "engine/ops/simd/slots.hpp"

#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace rarebit::simd::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;
using F = hn::ScalableTag<float>;
using I = hn::RebindToSigned<F>;

// A tail shorter than a vector goes through a padded copy.
template <class Source, class Target, class Body>
void blocks(const Source* in, size_t inSize, Target* out, size_t outSize, size_t n, Body body) {
    const size_t lanes = hn::Lanes(F());
    size_t i = 0;
    for (; i + lanes <= n; i += lanes)
        body(in + i * inSize, out + i * outSize);
    if (i == n) return;
    HWY_ALIGN Source padded[HWY_MAX_BYTES] = {};
    HWY_ALIGN Target result[HWY_MAX_BYTES];
    std::memcpy(padded, in + i * inSize, (n - i) * inSize * sizeof(Source));
    body(padded, result);
    std::memcpy(out + i * outSize, result, (n - i) * outSize * sizeof(Target));
}

template <class Code>
hn::Vec<I> loadCodes(const std::byte* in) {
    const hn::Rebind<Code, I> d;
    return hn::PromoteTo(I(), hn::LoadU(d, reinterpret_cast<const Code*>(in)));
}

// Sign in bit `signBit`; the magnitude shifted up reads as value * 2^-rebias, subnormals included. Codes from
// `special` on are Inf (where the fraction is 0 and the format has it) and NaN.
template <class Code, int signBit, int mantissa, int rebias, int special, bool hasInfinity>
void widenVector(const std::byte* in, float* out) {
    const F f;
    const I d;
    const auto code = loadCodes<Code>(in);
    const auto magnitude = hn::And(code, hn::Set(d, (1 << signBit) - 1));
    const auto sign = hn::ShiftLeft<31>(hn::ShiftRight<signBit>(code));
    const auto shifted = hn::ShiftLeft<23 - mantissa>(magnitude);
    const auto power = hn::BitCast(f, hn::Set(d, (rebias + 127) << 23));
    const auto finite = hn::BitCast(d, hn::Mul(hn::BitCast(f, shifted), power));
    const auto odd = hasInfinity ? hn::Or(shifted, hn::Set(d, 0x7F800000)) : hn::Set(d, 0x7FC00000);
    const auto value = hn::IfThenElse(hn::Lt(magnitude, hn::Set(d, special)), finite, odd);
    hn::StoreU(hn::BitCast(f, hn::Or(value, sign)), f, out);
}

void bf16Vector(const std::byte* in, float* out) {
    const auto code = loadCodes<uint16_t>(in);
    hn::StoreU(hn::BitCast(F(), hn::ShiftLeft<16>(code)), F(), out);
}

template <class Code, int mantissa, int bias, int largest, int overflow, int nan, int signBit>
void narrowVector(const float* in, std::byte* out) {
    const F f;
    const I d;
    const auto bits = hn::BitCast(d, hn::LoadU(f, in));
    const auto magnitude = hn::And(bits, hn::Set(d, 0x7FFFFFFF));
    const auto sign = hn::AndNot(hn::Set(d, (1 << signBit) - 1), hn::ShiftRight<31 - signBit>(bits));
    constexpr int shift = 23 - mantissa;
    const auto odd = hn::And(hn::ShiftRight<shift>(magnitude), hn::Set(d, 1));
    const auto rounded =
        hn::ShiftRight<shift>(hn::Add(hn::Add(magnitude, odd), hn::Set(d, (1 << (shift - 1)) - 1)));
    auto code = hn::Sub(rounded, hn::Set(d, (127 - bias) << mantissa));
    if constexpr (bias < 127) {
        // Below the smallest normal value: the addition of a power of two rounds at the subnormal's unit.
        const auto magic = hn::Set(d, (23 + 1 - bias - mantissa + 127) << 23);
        const auto sum = hn::Add(hn::BitCast(f, magnitude), hn::BitCast(f, magic));
        const auto subnormal = hn::Sub(hn::BitCast(d, sum), magic);
        code = hn::IfThenElse(hn::Lt(magnitude, hn::Set(d, (1 - bias + 127) << 23)), subnormal, code);
    }
    code = hn::IfThenElse(hn::Gt(code, hn::Set(d, largest)), hn::Set(d, overflow), code);
    code = hn::IfThenElse(hn::Gt(magnitude, hn::Set(d, 0x7F800000)), hn::Set(d, nan), code);
    // Only the sign bit of the shifted bits is left: arithmetic shifts copy it upwards.
    code = hn::Or(code, hn::And(sign, hn::Set(d, 1 << signBit)));
    const hn::Rebind<Code, I> narrow;
    hn::StoreU(hn::DemoteTo(narrow, code), narrow, reinterpret_cast<Code*>(out));
}

void f16ToFloats(const std::byte* in, float* out, size_t n) {
    blocks(in, 2, out, 1, n, widenVector<uint16_t, 15, 10, 112, 0x7C00, true>);
}
void bf16ToFloats(const std::byte* in, float* out, size_t n) {
    blocks(in, 2, out, 1, n, bf16Vector);
}
void e4m3ToFloats(const std::byte* in, float* out, size_t n) {
    blocks(in, 1, out, 1, n, widenVector<uint8_t, 7, 3, 120, 0x7F, false>);
}
void e5m2ToFloats(const std::byte* in, float* out, size_t n) {
    blocks(in, 1, out, 1, n, widenVector<uint8_t, 7, 2, 112, 0x7C, true>);
}
void floatsToF16(const float* in, std::byte* out, size_t n) {
    blocks(in, 1, out, 2, n, narrowVector<uint16_t, 10, 15, 0x7BFF, 0x7C00, 0x7E00, 15>);
}
void floatsToBf16(const float* in, std::byte* out, size_t n) {
    blocks(in, 1, out, 2, n, narrowVector<uint16_t, 7, 127, 0x7F7F, 0x7F80, 0x7FC0, 15>);
}
void floatsToE4m3(const float* in, std::byte* out, size_t n) {
    blocks(in, 1, out, 1, n, narrowVector<uint8_t, 3, 7, 0x7E, 0x7E, 0x7F, 7>);
}
void floatsToE5m2(const float* in, std::byte* out, size_t n) {
    blocks(in, 1, out, 1, n, narrowVector<uint8_t, 2, 15, 0x7B, 0x7B, 0x7E, 7>);
}

} // namespace
} // namespace rarebit::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rarebit::simd {

HWY_EXPORT(f16ToFloats);
HWY_EXPORT(bf16ToFloats);
HWY_EXPORT(e4m3ToFloats);
HWY_EXPORT(e5m2ToFloats);
HWY_EXPORT(floatsToF16);
HWY_EXPORT(floatsToBf16);
HWY_EXPORT(floatsToE4m3);
HWY_EXPORT(floatsToE5m2);

void fillConversions(OpTable& table) {
    table.f16ToFloats = &HWY_DYNAMIC_DISPATCH(f16ToFloats);
    table.bf16ToFloats = &HWY_DYNAMIC_DISPATCH(bf16ToFloats);
    table.e4m3ToFloats = &HWY_DYNAMIC_DISPATCH(e4m3ToFloats);
    table.e5m2ToFloats = &HWY_DYNAMIC_DISPATCH(e5m2ToFloats);
    table.floatsToF16 = &HWY_DYNAMIC_DISPATCH(floatsToF16);
    table.floatsToBf16 = &HWY_DYNAMIC_DISPATCH(floatsToBf16);
    table.floatsToE4m3 = &HWY_DYNAMIC_DISPATCH(floatsToE4m3);
    table.floatsToE5m2 = &HWY_DYNAMIC_DISPATCH(floatsToE5m2);
}

} // namespace rarebit::simd
#endif

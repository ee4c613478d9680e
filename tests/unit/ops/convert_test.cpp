// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rng.hpp"
#include "engine/ops/convert.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <cstring>

using namespace rarebit;

namespace {

// A small float by its definition: sign, exponent, fraction, in double arithmetic.
double naive(uint32_t code, int exponentBits, int mantissa, int bias) {
    const uint32_t exponent = (code >> mantissa) & ((1u << exponentBits) - 1);
    const double fraction = code & ((1u << mantissa) - 1);
    const double value = exponent == 0
                             ? std::ldexp(fraction, 1 - bias - mantissa)
                             : std::ldexp(fraction + (1 << mantissa), int(exponent) - bias - mantissa);
    return code >> (exponentBits + mantissa) ? -value : value;
}

// The nearest of the finite codes 0..largest by search; a tie goes to the even code.
uint32_t nearestCode(double magnitude, const std::vector<double>& values) {
    const auto above = std::ranges::lower_bound(values, magnitude);
    if (above == values.begin()) return 0;
    if (above == values.end()) return static_cast<uint32_t>(values.size() - 1);
    const auto high = static_cast<uint32_t>(above - values.begin()), low = high - 1;
    const double down = magnitude - values[low], up = values[high] - magnitude;
    if (down != up) return down < up ? low : high;
    return low % 2 == 0 ? low : high;
}

// Every midpoint and its neighbours, and random bit patterns.
std::vector<float> probes(const std::vector<double>& values) {
    std::vector<float> out{0.0f, -0.0f, 1e-45f, 1e30f, -1e30f};
    for (size_t i = 0; i + 1 < values.size(); ++i) {
        const float middle = static_cast<float>((values[i] + values[i + 1]) / 2);
        for (const float v :
             {static_cast<float>(values[i]),
              middle,
              std::nextafter(middle, 0.0f),
              std::nextafter(middle, INFINITY)}) {
            out.push_back(v);
            out.push_back(-v);
        }
    }
    Rng rng(1, "convert");
    for (int i = 0; i < 100000; ++i) {
        const float v = std::bit_cast<float>(rng.next32());
        if (std::isfinite(v)) out.push_back(v);
    }
    return out;
}

template <class Convert>
void checkNarrowing(int exponentBits, int mantissa, int bias, uint32_t largest, Convert convert) {
    std::vector<double> values;
    for (uint32_t code = 0; code <= largest; ++code)
        values.push_back(naive(code, exponentBits, mantissa, bias));
    // Beyond the largest value by half a step the rule of overflow counts, not the nearest value.
    const double step = values[largest] - values[largest - 1];
    int wrong = 0;
    for (const float v : probes(values)) {
        const double magnitude = std::abs(double(v));
        if (magnitude >= values[largest] + step / 2) continue;
        const uint32_t sign = std::signbit(v) ? 1u << (exponentBits + mantissa) : 0;
        if (convert(v) != (sign | nearestCode(magnitude, values))) ++wrong;
    }
    CHECK_EQ(wrong, 0);
}

bool same(float a, double b) {
    return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

} // namespace

RB_TEST(everyHalfWidens) {
    for (uint32_t code = 0; code < 65536; ++code) {
        const bool special = ((code >> 10) & 31) == 31;
        const double expected = !special         ? naive(code, 5, 10, 15)
                                : (code & 0x3FF) ? double(NAN)
                                                 : (code >> 15 ? -double(INFINITY) : double(INFINITY));
        if (!same(f16ToFloat(static_cast<uint16_t>(code)), expected)) CHECK_EQ(code, 65536u);
        const double wide = std::bit_cast<float>(code << 16);
        if (!same(bf16ToFloat(static_cast<uint16_t>(code)), wide)) CHECK_EQ(code, 65536u);
    }
}

RB_TEST(everyHalfComesBack) {
    for (uint32_t code = 0; code < 65536; ++code) {
        const auto c = static_cast<uint16_t>(code);
        if (!std::isnan(f16ToFloat(c))) {
            if (floatToF16(f16ToFloat(c)) != c) CHECK_EQ(code, 65536u);
        } else if (!std::isnan(f16ToFloat(floatToF16(f16ToFloat(c)))))
            CHECK_EQ(code, 65536u);
        if (!std::isnan(bf16ToFloat(c)) && floatToBf16(bf16ToFloat(c)) != c) CHECK_EQ(code, 65536u);
    }
}

RB_TEST(everyByteWidensAndComesBack) {
    for (uint32_t code = 0; code < 256; ++code) {
        const auto c = static_cast<uint8_t>(code);
        const uint32_t magnitude = code & 0x7F;
        CHECK(same(e4m3ToFloat(c), magnitude == 0x7F ? double(NAN) : naive(code, 4, 3, 7)));
        CHECK(same(
            e5m2ToFloat(c),
            magnitude > 0x7C    ? double(NAN)
            : magnitude == 0x7C ? (code >> 7 ? -double(INFINITY) : double(INFINITY))
                                : naive(code, 5, 2, 15)
        ));
        CHECK(same(e8m0ToFloat(c), code == 255 ? double(NAN) : std::ldexp(1.0, int(code) - 127)));
        if (magnitude != 0x7F) CHECK_EQ(floatToE4m3(e4m3ToFloat(c)), c);
        if (magnitude <= 0x7C) CHECK_EQ(floatToE5m2(e5m2ToFloat(c), Overflow::infinity), c);
        CHECK_EQ(floatToE8m0(e8m0ToFloat(c)), c);
    }
}

RB_TEST(narrowingTakesTheNearestAndTiesToEven) {
    checkNarrowing(5, 10, 15, 0x7BFF, [](float v) { return uint32_t(floatToF16(v)); });
    checkNarrowing(8, 7, 127, 0x7F7F, [](float v) { return uint32_t(floatToBf16(v)); });
    checkNarrowing(4, 3, 7, 0x7E, [](float v) { return uint32_t(floatToE4m3(v)); });
    checkNarrowing(5, 2, 15, 0x7B, [](float v) { return uint32_t(floatToE5m2(v)); });
}

RB_TEST(constantsOfTheStandards) {
    CHECK_EQ(floatToE4m3(448.0f), 0x7E);
    CHECK_EQ(floatToE4m3(1.0f), 0x38);
    CHECK_EQ(e4m3ToFloat(1), 0x1p-9f);
    CHECK(std::isnan(e4m3ToFloat(0x7F)) && std::isnan(e4m3ToFloat(0xFF)));
    CHECK_EQ(floatToE5m2(57344.0f), 0x7B);
    CHECK_EQ(floatToE5m2(1.0f), 0x3C);
    CHECK(std::isinf(e5m2ToFloat(0x7C)));
    CHECK_EQ(floatToF16(65504.0f), 0x7BFF);
    CHECK_EQ(floatToF16(1.0f), 0x3C00);
    CHECK_EQ(floatToBf16(1.0f), 0x3F80);
}

RB_TEST(overflowAndNaNFollowTheNamedRule) {
    CHECK_EQ(floatToF16(65519.0f), 0x7BFF);
    CHECK_EQ(floatToF16(65520.0f), 0x7C00);
    CHECK_EQ(floatToF16(-1e9f, Overflow::saturate), 0xFBFF);
    CHECK_EQ(floatToBf16(3.4e38f), 0x7F80);
    CHECK_EQ(floatToE4m3(464.0f, Overflow::infinity), 0x7E); // the tie between 448 and 480 is even: 448
    CHECK_EQ(floatToE4m3(465.0f, Overflow::infinity), 0x7F);
    CHECK_EQ(floatToE4m3(465.0f), 0x7E);
    CHECK_EQ(floatToE4m3(-INFINITY), 0xFE);
    CHECK_EQ(floatToE5m2(61440.0f, Overflow::infinity), 0x7C);
    CHECK_EQ(floatToE5m2(INFINITY), 0x7B);
    CHECK_EQ(floatToE8m0(0.0f), 0);
    CHECK_EQ(floatToE8m0(-0.0f), 0);
    CHECK_EQ(floatToE8m0(-1.0f), 255);
    CHECK_EQ(floatToE8m0(1.5f), 128); // 1 has code 127, 2 has 128: the tie goes to the even one
    CHECK_EQ(floatToE8m0(3.0f), 128);
    CHECK_EQ(floatToE8m0(INFINITY), 254);
    for (const float nan : {float(NAN), -float(NAN)}) {
        CHECK(std::isnan(f16ToFloat(floatToF16(nan))) && std::isnan(bf16ToFloat(floatToBf16(nan))));
        CHECK(std::isnan(e4m3ToFloat(floatToE4m3(nan))) && std::isnan(e5m2ToFloat(floatToE5m2(nan))));
        CHECK_EQ(floatToE8m0(nan), 255);
    }
}

RB_TEST(tensorsOfEveryPlainTypeBecomeNumbers) {
    const std::vector<int64_t> big{int64_t(1) << 53, -3, 7};
    const TensorView tensor{DType::i64, {3}, ownBytes(big)};
    const auto doubles = REQUIRE(toDoubles(tensor));
    CHECK_EQ(doubles[0], 9007199254740992.0);
    CHECK_EQ(doubles[1], -3.0);
    const auto bytes = [](std::vector<uint8_t> v) { return ownBytes(std::move(v)); };
    const auto first = [](const TensorView& view) { return REQUIRE(toFloats(view)).front(); };
    CHECK_EQ(first(TensorView{DType::i8, {2}, bytes({0xFF, 5})}), -1.0f);
    CHECK_EQ(first(TensorView{DType::boolean, {2}, bytes({7, 0})}), 1.0f);
    CHECK_EQ(first(TensorView{DType::u16, {1}, bytes({1, 2})}), 513.0f);
    CHECK_EQ(first(TensorView{DType::f8_e4m3, {1}, bytes({0x38})}), 1.0f);
    CHECK_ERROR(
        toFloats(TensorView{DType::c64, {1}, bytes(std::vector<uint8_t>(8))}), ErrorKind::unsupported
    );
    CHECK_ERROR(toFloats(TensorView{DType::f32, {3}, bytes(std::vector<uint8_t>(8))}), ErrorKind::badInput);
    CHECK_EQ(REQUIRE(toFloats(TensorView{DType::f16, {0, 4}, {}})).size(), 0u);
}

RB_TEST(rowsAndElementRanges) {
    std::vector<float> values(12);
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i);
    // One byte off: elements are read unaligned.
    std::vector<std::byte> raw(1 + 48);
    std::memcpy(raw.data() + 1, values.data(), 48);
    const TensorView tensor{DType::f32, {4, 3}, ownBytes(std::move(raw)).slice(1, 48)};
    std::vector<float> out(6);
    CHECK(bool(toFloats(tensor, Rows{1, 3}, out)));
    CHECK_EQ(out[0], 3.0f);
    CHECK_EQ(out[5], 8.0f);
    CHECK(bool(toFloats(tensor, 5, std::span(out).first(2))));
    CHECK_EQ(out[1], 6.0f);
    CHECK_ERROR(toFloats(tensor, Rows{3, 5}, out), ErrorKind::badParams);
    CHECK_ERROR(toFloats(tensor, 11, std::span(out).first(2)), ErrorKind::badParams);
}

RB_TEST(floatsBecomeElements) {
    const std::vector<float> values{1.0f, -2.5f, 1e6f};
    std::vector<std::byte> bytes(6);
    CHECK(bool(encodeElements(DType::f16, values, bytes)));
    std::vector<float> back(3);
    CHECK(bool(decodeElements(DType::f16, bytes, std::span(back))));
    CHECK_EQ(back[1], -2.5f);
    CHECK(std::isinf(back[2]));
    CHECK_ERROR(encodeElements(DType::i8, values, std::span(bytes).first(3)), ErrorKind::unsupported);
    CHECK_ERROR(encodeElements(DType::f16, values, std::span(bytes).first(4)), ErrorKind::badInput);
}

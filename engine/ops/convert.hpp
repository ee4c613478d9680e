// SPDX-License-Identifier: GPL-3.0-or-later
// Element types to and from float. All narrowing rounds to nearest, ties to even. Bytes may be unaligned.
//
// What happens beyond the largest finite value is named, not implied:
//   infinity  f16, bf16: the infinity of the type (IEEE 754); f8_e5m2: its infinity; f8_e4m3, which has none:
//   NaN saturate  the largest finite value, for infinities too (OCP 8-bit floating point, saturating
//   conversion)
// NaN stays NaN (quiet, sign kept). f8_e8m0 is 2^(code-127): the nearest power of two, ties to the even code;
// below 2^-127 (zero too) code 0; above 2^127 code 254; negative and NaN inputs code 255, which is NaN.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/core/values.hpp"

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace rarebit {

enum class Overflow : uint8_t { infinity, saturate };

uint16_t floatToF16(float value, Overflow overflow = Overflow::infinity);
uint16_t floatToBf16(float value, Overflow overflow = Overflow::infinity);
uint8_t floatToE4m3(float value, Overflow overflow = Overflow::saturate);
uint8_t floatToE5m2(float value, Overflow overflow = Overflow::saturate);
uint8_t floatToE8m0(float value);

float f16ToFloat(uint16_t code);
inline float bf16ToFloat(uint16_t code) {
    return std::bit_cast<float>(uint32_t(code) << 16);
}
float e4m3ToFloat(uint8_t code);
float e5m2ToFloat(uint8_t code);
float e8m0ToFloat(uint8_t code);

/// `value` as the type stores it: what a scale is after it was written as float16.
inline float roundToF16(float value) {
    return f16ToFloat(floatToF16(value));
}

/// Elements of a plain or block type as floats (f64, 32- and 64-bit integers: rounded). `bytes` holds exactly
/// the elements of `values`; block types are whole blocks. Complex numbers are refused.
Status decodeElements(DType dtype, std::span<const std::byte> bytes, std::span<float> values);
Status decodeElements(DType dtype, std::span<const std::byte> bytes, std::span<double> values);
/// Floats as elements of a plain real type. f8 types saturate, f16 and bf16 overflow to infinity.
Status encodeElements(DType dtype, std::span<const float> values, std::span<std::byte> bytes);

/// Elements first, first+1, ... into `out`; block types may be cut anywhere.
Status toFloats(const TensorView& tensor, int64_t first, std::span<float> out);
Status toDoubles(const TensorView& tensor, int64_t first, std::span<double> out);
/// A range of rows along axis 0; `out` holds exactly these rows.
Status toFloats(const TensorView& tensor, Rows rows, std::span<float> out);
Status toDoubles(const TensorView& tensor, Rows rows, std::span<double> out);

} // namespace rarebit

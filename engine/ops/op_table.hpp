// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels as slots. Every slot exists as a slow plain reference and as a SIMD version with the same
// contract; most have a CUDA twin (gpu/abi/ops). Callers take the functions of ops.hpp, which pick the slot
// of a job's backend; inside loops over blocks in cache they take cpuOps() directly. Pointers need no
// alignment beyond their type's; std::byte pointers need none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rarebit {

/// Statistics of one run of floats; NaN and infinities are counted and left out of the rest.
struct Moments {
    uint64_t count = 0;                        // finite values
    double mean = 0, m2 = 0, m3 = 0, m4 = 0;   // sums of powers of (x - mean)
    float min = 0, max = 0;                    // of finite values; 0 where there are none
    uint64_t zeros = 0, nan = 0, infinite = 0; // zeros of either sign
};

struct OpTable {
    const char* name; // "reference", "AVX3", ...

    // Conversions of n elements, bit for bit those of convert.hpp. The f8 types saturate.
    void (*f16ToFloats)(const std::byte* in, float* out, size_t n);
    void (*bf16ToFloats)(const std::byte* in, float* out, size_t n);
    void (*e4m3ToFloats)(const std::byte* in, float* out, size_t n);
    void (*e5m2ToFloats)(const std::byte* in, float* out, size_t n);
    void (*floatsToF16)(const float* in, std::byte* out, size_t n);
    void (*floatsToBf16)(const float* in, std::byte* out, size_t n);
    void (*floatsToE4m3)(const float* in, std::byte* out, size_t n);
    void (*floatsToE5m2)(const float* in, std::byte* out, size_t n);

    // Largest magnitude, or smallest and largest value, of each block (the last may be shorter; n > 0, block
    // > 0). The order is that of IEEE totalOrder: -0 before +0, a NaN or an infinity in a block shows in a
    // result.
    void (*absmaxBlocks)(const float* x, size_t n, size_t block, float* out);
    void (*rangeBlocks)(const float* x, size_t n, size_t block, float* low, float* high);

    // Moments of at most momentsBlock values; sums agree within 1e-12 relative to sums of magnitudes.
    void (*momentsBlock)(const float* x, size_t n, Moments* out);

    // counts[0..bins) of low <= x <= high, then counts below, above and NaN: bins + 3 counters, added to. A
    // bin is floor((x - low) * (bins / (high - low))) in float arithmetic, at most bins - 1. low < high,
    // finite.
    void (*histogram)(const float* x, size_t n, float low, float high, uint32_t bins, uint64_t* counts);

    // Groups of `group` values (the last may be shorter), each with a scale and a zero point:
    // code = clamp(round(x / scale) + zero, low, high), half to even; x^ = scale * (code - zero). Finite x,
    // scale != 0, integer zero, 0 <= low <= high <= 255.
    void (*quantiseGroups
    )(const float* x,
      size_t n,
      size_t group,
      const float* scale,
      const float* zero,
      int low,
      int high,
      uint8_t* codes);
    void (*dequantiseGroups
    )(const uint8_t* codes, size_t n, size_t group, const float* scale, const float* zero, float* out);
    // Sum of |x^ - x|^2.4 of one group quantised as above; agrees within 1e-5 relative for
    // errors below 1e15 scales (inf above). No CUDA twin.
    double (*clipError)(const float* x, size_t n, float scale, float zero, int low, int high);

    // n codes of 1 to 8 bits, code i in bits [i*bits, (i+1)*bits) of the little-endian bit string, which has
    // packedBytes(n, bits) bytes; unused bits are 0. Bits of a code above its width are ignored.
    void (*packBits)(const uint8_t* codes, size_t n, int bits, std::byte* out);
    void (*unpackBits)(const std::byte* in, size_t n, int bits, uint8_t* codes);
};

inline constexpr size_t momentsBlock = 4096;
inline constexpr size_t packedBytes(size_t n, int bits) {
    return n / 8 * static_cast<size_t>(bits) + (n % 8 * static_cast<size_t>(bits) + 7) / 8;
}
/// Moments of both runs together (Pebay 2008). The result depends on the order of combination in the last
/// bits: combine blocks in order.
Moments combine(const Moments& a, const Moments& b);

const OpTable& referenceOps();
/// The best version for this CPU.
const OpTable& cpuOps();
/// One table per SIMD version that this CPU can run, for tests.
std::vector<OpTable> everySimdVersion();

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gpu/abi/ops/pack_bits.h"
#include "gpu/ops/arithmetic.hpp"
#include "gpu/ops/kernels.hpp"
#include "gpu/ops/table.hpp"

namespace rb_gpu {
namespace {

bool fits(const rb_buffer* codes, size_t n, int bits, const rb_buffer* packed) {
    return bits >= 1 && bits <= 8 && holds(codes, n, 1) && holds(packed, packedBytes(n, bits), 1);
}

} // namespace

int packBits(const rb_buffer* codes, size_t n, int bits, rb_buffer* result) {
    if (!fits(codes, n, bits, result)) return refuse("pack_bits: short buffer or wrong width");
    return forEach(
        packedBytes(n, bits),
        "pack_bits",
        [from = in<uint8_t>(codes), to = out<uint8_t>(result), n, bits] __device__(size_t i) {
            to[i] = packedByte(from, n, bits, i);
        }
    );
}

int unpackBits(const rb_buffer* packed, size_t n, int bits, rb_buffer* codes) {
    if (!fits(codes, n, bits, packed)) return refuse("unpack_bits: short buffer or wrong width");
    return forEach(
        n,
        "unpack_bits",
        [from = in<uint8_t>(packed), to = out<uint8_t>(codes), n, bits] __device__(size_t i) {
            to[i] = unpackedCode(from, n, bits, i);
        }
    );
}

} // namespace rb_gpu

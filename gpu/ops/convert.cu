// SPDX-License-Identifier: GPL-3.0-or-later
#include "gpu/abi/ops/convert.h"
#include "gpu/ops/arithmetic.hpp"
#include "gpu/ops/kernels.hpp"
#include "gpu/ops/table.hpp"

namespace rb_gpu {
namespace {

template <class Code>
int widen(Format format, const rb_buffer* codes, size_t n, rb_buffer* floats) {
    if (!holds(codes, n, sizeof(Code)) || !holds(floats, n, sizeof(float)))
        return refuse("widen: short buffer");
    return forEach(
        n,
        "widen",
        [format, from = in<Code>(codes), to = out<float>(floats)] __device__(size_t i) {
            to[i] = widened(format, from[i]);
        }
    );
}
template <class Code>
int narrow(Format format, const rb_buffer* floats, size_t n, rb_buffer* codes) {
    if (!holds(codes, n, sizeof(Code)) || !holds(floats, n, sizeof(float)))
        return refuse("narrow: short buffer");
    return forEach(
        n,
        "narrow",
        [format, from = in<float>(floats), to = out<Code>(codes)] __device__(size_t i) {
            to[i] = static_cast<Code>(narrowed(format, from[i]));
        }
    );
}

} // namespace

int f16ToFloats(const rb_buffer* codes, size_t n, rb_buffer* floats) {
    return widen<uint16_t>(f16(), codes, n, floats);
}
int bf16ToFloats(const rb_buffer* codes, size_t n, rb_buffer* floats) {
    return widen<uint16_t>(bf16(), codes, n, floats);
}
int e4m3ToFloats(const rb_buffer* codes, size_t n, rb_buffer* floats) {
    return widen<uint8_t>(e4m3(), codes, n, floats);
}
int e5m2ToFloats(const rb_buffer* codes, size_t n, rb_buffer* floats) {
    return widen<uint8_t>(e5m2(), codes, n, floats);
}
int floatsToF16(const rb_buffer* floats, size_t n, rb_buffer* codes) {
    return narrow<uint16_t>(f16(), floats, n, codes);
}
int floatsToBf16(const rb_buffer* floats, size_t n, rb_buffer* codes) {
    return narrow<uint16_t>(bf16(), floats, n, codes);
}
int floatsToE4m3(const rb_buffer* floats, size_t n, rb_buffer* codes) {
    return narrow<uint8_t>(e4m3(), floats, n, codes);
}
int floatsToE5m2(const rb_buffer* floats, size_t n, rb_buffer* codes) {
    return narrow<uint8_t>(e5m2(), floats, n, codes);
}

} // namespace rb_gpu

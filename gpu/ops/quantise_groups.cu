// SPDX-License-Identifier: GPL-3.0-or-later
#include "gpu/abi/ops/quantise_groups.h"
#include "gpu/ops/arithmetic.hpp"
#include "gpu/ops/kernels.hpp"
#include "gpu/ops/table.hpp"

namespace rb_gpu {
namespace {

bool fits(
    const rb_buffer* x,
    const rb_buffer* codes,
    size_t n,
    size_t group,
    const rb_buffer* scale,
    const rb_buffer* zero
) {
    if (group == 0) return false;
    const size_t groups = (n + group - 1) / group;
    return holds(x, n, 4) && holds(codes, n, 1) && holds(scale, groups, 4) && holds(zero, groups, 4);
}

} // namespace

int quantiseGroups(
    const rb_buffer* x,
    size_t n,
    size_t group,
    const rb_buffer* scale,
    const rb_buffer* zero,
    int low,
    int high,
    rb_buffer* codes
) {
    if (!fits(x, codes, n, group, scale, zero)) return refuse("quantise_groups: short buffer");
    const float *from = in<float>(x), *scales = in<float>(scale), *zeros = in<float>(zero);
    return forEach(n, "quantise_groups", [=, to = out<uint8_t>(codes)] __device__(size_t i) {
        to[i] = quantised(from[i], scales[i / group], zeros[i / group], low, high);
    });
}

int dequantiseGroups(
    const rb_buffer* codes,
    size_t n,
    size_t group,
    const rb_buffer* scale,
    const rb_buffer* zero,
    rb_buffer* result
) {
    if (!fits(result, codes, n, group, scale, zero)) return refuse("dequantise_groups: short buffer");
    const float *scales = in<float>(scale), *zeros = in<float>(zero);
    const uint8_t* from = in<uint8_t>(codes);
    return forEach(n, "dequantise_groups", [=, to = out<float>(result)] __device__(size_t i) {
        to[i] = dequantised(from[i], scales[i / group], zeros[i / group]);
    });
}

} // namespace rb_gpu

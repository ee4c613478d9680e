/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "quantise_groups": code = clamp(round(x / scale) + zero, low, high), half to even, one byte each;
   "dequantise_groups": scale * (code - zero). One scale and zero (floats) per group. Bit for bit the CPU. */
#ifndef RAREBIT_OPS_QUANTISE_GROUPS_H
#define RAREBIT_OPS_QUANTISE_GROUPS_H

#include "gpu/abi/rarebit_ops.h"

typedef int rb_quantise_groups(
    const rb_buffer* x,
    size_t n,
    size_t group,
    const rb_buffer* scale,
    const rb_buffer* zero,
    int low,
    int high,
    rb_buffer* codes
);
typedef int rb_dequantise_groups(
    const rb_buffer* codes,
    size_t n,
    size_t group,
    const rb_buffer* scale,
    const rb_buffer* zero,
    rb_buffer* out
);

#endif

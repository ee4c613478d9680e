/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "moments_blocks": an rb_moments for each RB_MOMENTS_BLOCK floats. Counts and extremes are exact, sums agree
   within 1e-12 of sums of magnitudes. */
/* The layout is that of Moments in engine/ops/op_table.hpp. */
#ifndef RAREBIT_OPS_MOMENTS_H
#define RAREBIT_OPS_MOMENTS_H

#include "gpu/abi/rarebit_ops.h"

#define RB_MOMENTS_BLOCK 4096u

typedef struct rb_moments {
    uint64_t count;
    double mean, m2, m3, m4;
    float min, max;
    uint64_t zeros, nan, infinite;
} rb_moments;
typedef int rb_moments_blocks(const rb_buffer* x, size_t n, rb_buffer* out);

#endif

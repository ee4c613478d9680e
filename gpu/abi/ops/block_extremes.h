/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "absmax_blocks", "range_blocks": of each block of floats (the last may be shorter), in the order of IEEE
   totalOrder; equal to the CPU bit for bit. */
#ifndef RAREBIT_OPS_BLOCK_EXTREMES_H
#define RAREBIT_OPS_BLOCK_EXTREMES_H

#include "gpu/abi/rarebit_ops.h"

typedef int rb_absmax_blocks(const rb_buffer* x, size_t n, size_t block, rb_buffer* out);
typedef int rb_range_blocks(const rb_buffer* x, size_t n, size_t block, rb_buffer* low, rb_buffer* high);

#endif

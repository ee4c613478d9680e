/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "pack_bits", "unpack_bits": codes of 1 to 8 bits in a little-endian bit string. */
#ifndef RAREBIT_OPS_PACK_BITS_H
#define RAREBIT_OPS_PACK_BITS_H

#include "gpu/abi/rarebit_ops.h"

typedef int rb_pack_bits(const rb_buffer* codes, size_t n, int bits, rb_buffer* out);
typedef int rb_unpack_bits(const rb_buffer* in, size_t n, int bits, rb_buffer* codes);

#endif

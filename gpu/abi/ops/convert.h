/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "f16_to_floats", "bf16_to_floats", "e4m3_to_floats", "e5m2_to_floats" and back, "floats_to_f16" ...: n
   elements, bit for bit those of engine/ops/convert.hpp; f8 types saturate. */
#ifndef RAREBIT_OPS_CONVERT_H
#define RAREBIT_OPS_CONVERT_H

#include "gpu/abi/rarebit_ops.h"

typedef int rb_widen(const rb_buffer* codes, size_t n, rb_buffer* floats);
typedef int rb_narrow(const rb_buffer* floats, size_t n, rb_buffer* codes);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "histogram": adds to bins + 3 counters of 64 bits: bins, below, above, NaN. */
#ifndef RAREBIT_OPS_HISTOGRAM_H
#define RAREBIT_OPS_HISTOGRAM_H

#include "gpu/abi/rarebit_ops.h"

typedef int
rb_histogram(const rb_buffer* x, size_t n, float low, float high, uint32_t bins, rb_buffer* counts);

#endif

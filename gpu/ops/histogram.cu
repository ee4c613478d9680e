// SPDX-License-Identifier: GPL-3.0-or-later
#include "gpu/abi/ops/histogram.h"
#include "gpu/ops/arithmetic.hpp"
#include "gpu/ops/kernels.hpp"
#include "gpu/ops/table.hpp"

namespace rb_gpu {

int histogram(const rb_buffer* x, size_t n, float low, float high, uint32_t bins, rb_buffer* counts) {
    if (bins == 0 || !(low < high)) return refuse("histogram: no bins or no range");
    if (!holds(x, n, 4) || !holds(counts, size_t(bins) + 3, 8)) return refuse("histogram: short buffer");
    return forEach(
        n,
        "histogram",
        [from = in<float>(x), to = out<unsigned long long>(counts), low, high, bins] __device__(size_t i) {
            atomicAdd(&to[binOf(from[i], low, high, bins)], 1ull);
        }
    );
}

} // namespace rb_gpu

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gpu/abi/ops/block_extremes.h"
#include "gpu/ops/arithmetic.hpp"
#include "gpu/ops/kernels.hpp"
#include "gpu/ops/table.hpp"

namespace rb_gpu {
namespace {

struct Extremes {
    int32_t low, high; // order keys
    uint32_t absmax;   // bits
};

struct BlockExtremes {
    const float* x;
    size_t n, block;
    float *low, *high, *absmax; // those asked for
    __device__ void operator()(size_t task) const {
        __shared__ Extremes states[lanes];
        const size_t begin = task * block, end = begin + block < n ? begin + block : n;
        Extremes own{INT32_MAX, INT32_MIN, 0};
        for (size_t i = begin + threadIdx.x; i < end; i += lanes) {
            const int32_t key = orderKey(x[i]);
            const uint32_t size = bitsOf(x[i]) & 0x7FFFFFFF;
            own = {min(own.low, key), max(own.high, key), max(own.absmax, size)};
        }
        mergeLanes(states, own, [](Extremes& a, const Extremes& b) {
            a = {min(a.low, b.low), max(a.high, b.high), max(a.absmax, b.absmax)};
        });
        if (threadIdx.x != 0) return;
        if (low) low[task] = valueOfKey(states[0].low);
        if (high) high[task] = valueOfKey(states[0].high);
        if (absmax) absmax[task] = floatOf(states[0].absmax);
    }
};

} // namespace

int absmaxBlocks(const rb_buffer* x, size_t n, size_t block, rb_buffer* result) {
    if (block == 0) return refuse("absmax_blocks: blocks of 0");
    const size_t blocks = (n + block - 1) / block;
    if (!holds(x, n, 4) || !holds(result, blocks, 4)) return refuse("absmax_blocks: short buffer");
    return forTasks(
        blocks, "absmax_blocks", BlockExtremes{in<float>(x), n, block, nullptr, nullptr, out<float>(result)}
    );
}

int rangeBlocks(const rb_buffer* x, size_t n, size_t block, rb_buffer* low, rb_buffer* high) {
    if (block == 0) return refuse("range_blocks: blocks of 0");
    const size_t blocks = (n + block - 1) / block;
    if (!holds(x, n, 4) || !holds(low, blocks, 4) || !holds(high, blocks, 4))
        return refuse("range_blocks: short buffer");
    return forTasks(
        blocks,
        "range_blocks",
        BlockExtremes{in<float>(x), n, block, out<float>(low), out<float>(high), nullptr}
    );
}

} // namespace rb_gpu

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gpu/abi/ops/moments.h"
#include "gpu/ops/arithmetic.hpp"
#include "gpu/ops/kernels.hpp"
#include "gpu/ops/table.hpp"

namespace rb_gpu {
namespace {

struct Lane {
    Sums sums;
    Powers powers;
};

struct BlockMoments {
    const float* x;
    size_t n;
    rb_moments* result;
    __device__ void operator()(size_t task) const {
        // Raw memory: a shared array takes no initialisers.
        __shared__ alignas(Lane) unsigned char memory[sizeof(Lane) * lanes];
        auto* sums = reinterpret_cast<Sums*>(memory);
        auto* powers = reinterpret_cast<Powers*>(memory + sizeof(Sums) * lanes);
        const size_t begin = task * RB_MOMENTS_BLOCK;
        const size_t end = begin + RB_MOMENTS_BLOCK < n ? begin + RB_MOMENTS_BLOCK : n;
        Sums own;
        for (size_t i = begin + threadIdx.x; i < end; i += lanes)
            add(own, x[i]);
        mergeLanes(sums, own, [](Sums& a, const Sums& b) { merge(a, b); });
        const double mean = meanOf(sums[0]);
        Powers distances;
        for (size_t i = begin + threadIdx.x; i < end; i += lanes)
            add(distances, x[i], mean);
        mergeLanes(powers, distances, [](Powers& a, const Powers& b) { merge(a, b); });
        if (threadIdx.x == 0) result[task] = momentsOf(sums[0], powers[0]);
    }
};

} // namespace

int momentsBlocks(const rb_buffer* x, size_t n, rb_buffer* result) {
    const size_t blocks = (n + RB_MOMENTS_BLOCK - 1) / RB_MOMENTS_BLOCK;
    if (!holds(x, n, 4) || !holds(result, blocks, sizeof(rb_moments)))
        return refuse("moments_blocks: short buffer");
    return forTasks(blocks, "moments_blocks", BlockMoments{in<float>(x), n, out<rb_moments>(result)});
}

} // namespace rb_gpu

// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels over whole tensors, on the backend of a job: a GPU where it has the slot, else the CPU in
// parallel. Same contracts and results as the slots of op_table.hpp; sizes of spans must agree. A GPU that
// fails or runs out of memory is an error, never a silent change of backend.
#pragma once

#include "engine/core/dtype.hpp"
#include "engine/core/result.hpp"
#include "engine/ops/op_table.hpp"

#include <span>

namespace rarebit {
class JobContext;
}

namespace rarebit::ops {

/// f16, bf16, f8_e4m3 or f8_e5m2.
Status widen(DType dtype, std::span<const std::byte> codes, std::span<float> floats, JobContext& job);
Status narrow(DType dtype, std::span<const float> floats, std::span<std::byte> codes, JobContext& job);

Status absmaxBlocks(std::span<const float> x, size_t block, std::span<float> out, JobContext& job);
Status rangeBlocks(
    std::span<const float> x, size_t block, std::span<float> low, std::span<float> high, JobContext& job
);
/// Of all values, blocks combined in order.
Result<Moments> moments(std::span<const float> x, JobContext& job);
/// Adds to counts, of which there are bins + 3.
Status
histogram(std::span<const float> x, float low, float high, std::span<uint64_t> counts, JobContext& job);

/// One scale and one zero per group.
struct Groups {
    size_t size = 0;
    std::span<const float> scales, zeros;
};
Status quantiseGroups(
    std::span<const float> x,
    const Groups& groups,
    int low,
    int high,
    std::span<uint8_t> codes,
    JobContext& job
);
Status
dequantiseGroups(std::span<const uint8_t> codes, const Groups& groups, std::span<float> out, JobContext& job);

Status packBits(std::span<const uint8_t> codes, int bits, std::span<std::byte> out, JobContext& job);
Status unpackBits(std::span<const std::byte> in, int bits, std::span<uint8_t> codes, JobContext& job);

} // namespace rarebit::ops

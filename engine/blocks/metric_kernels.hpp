// SPDX-License-Identifier: GPL-3.0-or-later
// Inner loops of the metrics for this CPU. No fused multiply-add and a fixed order of sums: every CPU gives
// the same bits as the plain versions.
#pragma once

#include <cstddef>

namespace rarebit {

inline constexpr size_t sumChains = 8; // element i belongs to chain i % 8
inline constexpr size_t ssimTaps = 11;

/// Sums of one chain each: [0] (x - y)^2, [1] x^2, [2] y^2, [3] x y; [4] the largest |x - y|.
struct ChainSums {
    double value[5][sumChains] = {};
};

struct MetricKernels {
    // n is a multiple of 8.
    void (*sumFloats)(const float* x, const float* y, size_t n, ChainSums* out);
    void (*sumDoubles)(const double* x, const double* y, size_t n, ChainSums* out);
    // out[i] = sum over k of weights[k] in[i + k stride], i < count rounded up to 8; weights are symmetric.
    void (*filter)(const double* in, size_t stride, const double* weights, size_t count, double* out);
    // x + y, x - y and their squares, i < count rounded up to 8; four rows of `room` values.
    void (*sumAndDifference)(const double* x, const double* y, size_t count, size_t room, double* out);
    // From the filtered x + y, x - y and squares (four rows of `room`): SSIM and its contrast term.
    void (*ssim
    )(const double* means, size_t room, size_t count, double c1, double c2, double* ssim, double* contrast);
};
const MetricKernels& plainMetricKernels();
/// The best version for this CPU.
const MetricKernels& metricKernels();

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// Structural similarity (Wang et al. 2004) and its multi-scale form (Wang et al. 2003): an 11 x 11 Gaussian
// of sigma 1.5, positions where it lies inside, K1 = 0.01, K2 = 0.03, double precision.
#pragma once

#include "engine/core/metric.hpp"

#include <span>

namespace rarebit {

constexpr int64_t ssimWindow = 11;
constexpr int64_t msSsimLeastSide = 161; // five scales of at least 11 pixels after halving

/// Two planes of one size, row-major.
struct PlanePair {
    std::vector<double> original, decoded;
    int64_t rows = 0, columns = 0;
};
struct SsimMeans {
    double ssim = 0, contrast = 0; // means over all positions; contrast leaves luminance out
};
/// `map`, where given, receives the value at each of the (rows - 10) x (columns - 10) positions.
Result<SsimMeans>
ssimOf(const PlanePair& planes, double range, JobContext& job, std::vector<float>* map = nullptr);
/// SSIM at every position of a picture or of one frame, the mean over channels: (rows - 10) x (columns - 10).
struct SsimMap {
    int64_t rows = 0, columns = 0;
    std::vector<float> values;
};
Result<SsimMap> ssimMap(const Part& original, const Part& decoded, double range, JobContext& job);
Result<double> msSsimOf(PlanePair planes, double range, JobContext& job);

/// Of one plane pair.
using PlaneScore = Result<double> (*)(const PlanePair&, double range, JobContext&);
/// The mean over channels and pictures, or over the frames of y (of r, g, b where there is no y). Details: a
/// value for each part; per_channel or per_frame on request.
Result<MetricValue>
measurePlanes(std::string_view metric, const MetricInput& input, JobContext& job, PlaneScore score);
/// The planes of a picture's channel or a frame of a video.
Result<PlanePair> planePair(
    const TensorView& original,
    const TensorView& decoded,
    int64_t rows,
    int64_t columns,
    int64_t inner,
    int64_t index,
    JobContext& job
);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// Square root of the mean squared error over all values of all parts.
#include "engine/blocks/paired.hpp"

#include <cmath>

namespace rarebit::metrics {
namespace {

double valueOf(const PairSums& sums) {
    return std::sqrt(sums.mse());
}

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    return measureSums("rmse", "", input, job, valueOf);
}

} // namespace

const MetricDef& rmse() {
    static const MetricDef definition{
        .id = "rmse",
        .title = "Root of the mean squared error",
        .unit = "",
        .better = Better::lower,
        .defaultFor = {"model", "kv", "tensor", "embedding", "field"},
        .accepts = acceptsNumbers,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

// SPDX-License-Identifier: GPL-3.0-or-later
// Mean squared error over all values of all parts.
#include "engine/blocks/paired.hpp"

#include <cmath>

namespace rarebit::metrics {
namespace {

double valueOf(const PairSums& sums) {
    return sums.mse();
}

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    return measureSums("mse", "", input, job, valueOf);
}

} // namespace

const MetricDef& mse() {
    static const MetricDef definition{
        .id = "mse",
        .title = "Mean squared error",
        .unit = "",
        .better = Better::lower,
        .defaultFor = {},
        .accepts = acceptsNumbers,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

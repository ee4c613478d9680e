// SPDX-License-Identifier: GPL-3.0-or-later
// Largest absolute difference between an original and its decoded value.
#include "engine/blocks/paired.hpp"

#include <cmath>

namespace rarebit::metrics {
namespace {

double valueOf(const PairSums& sums) {
    if (sums.broken > 0) return INFINITY;
    return sums.count + sums.same > 0 ? sums.maxError : std::nan("");
}

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    return measureSums("max_abs_error", "", input, job, valueOf);
}

} // namespace

const MetricDef& max_abs_error() {
    static const MetricDef definition{
        .id = "max_abs_error",
        .title = "Largest absolute error",
        .unit = "",
        .better = Better::lower,
        .defaultFor = {"model", "kv", "tensor", "embedding", "field", "image", "audio"},
        .accepts = acceptsNumbers,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

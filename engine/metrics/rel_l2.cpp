// SPDX-License-Identifier: GPL-3.0-or-later
// Norm of the error over the norm of the original, all parts taken as one vector.
#include "engine/blocks/paired.hpp"

#include <cmath>

namespace rarebit::metrics {
namespace {

double valueOf(const PairSums& sums) {
    if (sums.broken > 0) return INFINITY;
    if (sums.count == 0) return sums.same > 0 ? 0 : std::nan("");
    // An original of zeros: no error is 0, any is infinite.
    return sums.error2 == 0 ? 0 : std::sqrt(sums.error2 / sums.original2);
}

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    return measureSums("rel_l2", "", input, job, valueOf);
}

} // namespace

const MetricDef& rel_l2() {
    static const MetricDef definition{
        .id = "rel_l2",
        .title = "Relative error (L2)",
        .unit = "",
        .better = Better::lower,
        .defaultFor = {"model", "kv", "tensor", "embedding", "field"},
        .accepts = acceptsNumbers,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

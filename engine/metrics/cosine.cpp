// SPDX-License-Identifier: GPL-3.0-or-later
// Cosine of the angle between original and decoded values, all parts taken as one vector.
#include "engine/blocks/paired.hpp"

#include <cmath>

namespace rarebit::metrics {
namespace {

double valueOf(const PairSums& sums) {
    if (sums.broken > 0 || sums.count == 0) return sums.broken == 0 && sums.same > 0 ? 1 : std::nan("");
    if (sums.error2 == 0) return 1; // zeros on both sides included
    const double norms = std::sqrt(sums.original2) * std::sqrt(sums.decoded2);
    return norms > 0 ? sums.product / norms : 0;
}

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    return measureSums("cosine", "", input, job, valueOf);
}

} // namespace

const MetricDef& cosine() {
    static const MetricDef definition{
        .id = "cosine",
        .title = "Cosine similarity",
        .unit = "",
        .better = Better::higher,
        .defaultFor = {"model", "kv", "tensor", "embedding", "field"},
        .accepts = acceptsNumbers,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

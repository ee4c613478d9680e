// SPDX-License-Identifier: GPL-3.0-or-later
// Signal-to-noise ratio: 10 log10 of the energy of the original over that of the error.
#include "engine/blocks/paired.hpp"

#include <cmath>

namespace rarebit::metrics {
namespace {

double valueOf(const PairSums& sums) {
    if (sums.broken > 0) return -INFINITY;
    if (sums.count == 0) return sums.same > 0 ? INFINITY : std::nan("");
    return sums.error2 == 0 ? INFINITY : decibels(sums.original2, sums.error2);
}

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    return measureSums("snr_db", "dB", input, job, valueOf);
}

} // namespace

const MetricDef& snr_db() {
    static const MetricDef definition{
        .id = "snr_db",
        .title = "Signal-to-noise ratio",
        .unit = "dB",
        .better = Better::higher,
        .defaultFor = {"audio"},
        .accepts = acceptsNumbers,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

// SPDX-License-Identifier: GPL-3.0-or-later
// Share of the parts that come back bit for bit, with their form, type and shape: 1 is lossless.
#include "engine/core/metric.hpp"
#include "engine/jobs/job.hpp"

namespace rarebit::metrics {
namespace {

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    int64_t equal = 0;
    for (const auto& name : input.parts) {
        const Part* a = findPart(input.original, name);
        const Part* b = findPart(input.decoded, name);
        if (!a || !b) continue;
        RB_TRY(const bool same, sameContent(*a, *b, job));
        equal += same ? 1 : 0;
    }
    const auto count = static_cast<int64_t>(input.parts.size());
    return MetricValue{.value = static_cast<double>(equal) / static_cast<double>(count), .count = count};
}

} // namespace

const MetricDef& exact() {
    static const MetricDef definition{
        .id = "exact",
        .title = "Exact parts",
        .unit = "share",
        .better = Better::higher,
        .defaultFor =
            {"model",
             "kv",
             "tensor",
             "image",
             "video",
             "audio",
             "log",
             "text",
             "sheet",
             "dna",
             "embedding",
             "field",
             "bytes"},
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

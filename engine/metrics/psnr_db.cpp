// SPDX-License-Identifier: GPL-3.0-or-later
// Peak signal-to-noise ratio: 10 log10(MAX^2 / MSE), the MSE over all samples of all parts pooled: R, G, B of
// a picture, the stored planes of a video.
#include "engine/blocks/error_map.hpp"
#include "engine/blocks/paired.hpp"

#include <fmt/format.h>

#include <cmath>

namespace rarebit::metrics {
namespace {

constexpr const char* id = "psnr_db";

double ratio(double peak, const PairSums& sums) {
    if (sums.broken > 0) return -INFINITY;
    return decibels(peak * peak, sums.mse());
}

std::vector<double> ratios(double peak, const std::vector<PairSums>& all) {
    std::vector<double> out;
    for (const auto& sums : all)
        out.push_back(ratio(peak, sums));
    return out;
}

// Frames of all planes together: [frames, height, width] each.
Result<std::vector<PairSums>> sumFrames(const MetricInput& input, JobContext& job) {
    std::vector<PairSums> frames;
    for (const auto& name : input.parts) {
        RB_TRY(const PartPair pair, findPair(input.original, input.decoded, name));
        if (pair.original->role != "video.plane") continue;
        RB_TRY(const auto rows, sumRows(pair, job));
        if (rows.size() > frames.size()) frames.resize(rows.size());
        for (size_t i = 0; i < rows.size(); ++i)
            frames[i].add(rows[i]);
    }
    return frames;
}

Status addDetails(double peak, const MetricInput& input, JobContext& job, MetricValue& out) {
    const Part* first = findPart(input.original, input.parts.front());
    if (first->role == "image" && wantsDetail(job, id, "per_channel")) {
        RB_TRY(const PartPair pair, findPair(input.original, input.decoded, first->name));
        RB_TRY(const auto channels, sumChannels(pair, job));
        out.details.push_back(seriesDetail(id, "per_channel", "dB", {}, ratios(peak, channels)));
    }
    if (first->role == "video.plane" && wantsDetail(job, id, "per_frame")) {
        RB_TRY(const auto frames, sumFrames(input, job));
        out.details.push_back(seriesDetail(id, "per_frame", "dB", {}, ratios(peak, frames)));
    }
    if (wantsDetail(job, id, "map")) {
        RB_TRY(const PartPair pair, findPair(input.original, input.decoded, first->name));
        RB_TRY(ErrorMap map, errorMap(*pair.original, *pair.decoded, job));
        out.details.push_back(mapDetail(id, std::move(map)));
    }
    return Ok{};
}

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    RB_TRY(const auto parts, sumParts(input, job));
    RB_TRY(const double peak, peakOf(input.original, input.parts, job));
    const PairSums all = pooled(parts);
    MetricValue out{.value = ratio(peak, all), .count = all.count + all.same + all.broken};
    if (parts.size() > 1)
        out.details.push_back(
            seriesDetail(id, "per_part", "dB", {input.parts.begin(), input.parts.end()}, ratios(peak, parts))
        );
    RB_CHECK(addDetails(peak, input, job, out));
    return out;
}

} // namespace

const MetricDef& psnr_db() {
    static const MetricDef definition{
        .id = id,
        .title = "PSNR",
        .unit = "dB",
        .better = Better::higher,
        .defaultFor = {"image", "video"},
        .accepts = acceptsNumbers,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/histogram.hpp"

#include "engine/blocks/paired.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace rarebit {
namespace {

struct Bins {
    double low = 0, high = 1, perUnit = 1;
    std::vector<int64_t> counts;
    Bins(ValueRange range, int bins) : low(range.min), high(range.max), counts(static_cast<size_t>(bins)) {
        if (!(high > low)) { // one value: a bin's width around it
            const double half = std::max(std::abs(low), 1.0) / 2;
            low -= half;
            high += half;
        }
        // Dividing first: the range may exceed the largest double.
        perUnit = static_cast<double>(bins) / (high / 2 - low / 2) / 2;
    }
    uint32_t indexOf(double value) const {
        const double at = (value / 2 - low / 2) * perUnit * 2;
        return static_cast<uint32_t>(std::min(static_cast<size_t>(std::max(at, 0.0)), counts.size() - 1));
    }
    void add(const std::vector<uint32_t>& indices) {
        for (const uint32_t index : indices)
            ++counts[index];
    }
    Json ends() const { return Json::array({low, high}); }
};

Status checkBins(int bins) {
    if (bins >= 1 && bins <= mostBins) return Ok{};
    return badParams(fmt::format("{} bins", bins), "histogram", fmt::format("choose 1 to {}", mostBins));
}

struct Special {
    int64_t nan = 0, infinite = 0;
};

} // namespace

Result<Json> histogramOf(const Part& part, int bins, JobContext& job) {
    RB_CHECK(checkBins(bins));
    RB_TRY(const auto range, rangeOf(part, job));
    Bins all(range.value_or(ValueRange{}), bins);
    Special special;
    std::mutex mutex; // counts add up to the same in any order
    const PartPair pair{&part, &part};
    const auto body = [&](int64_t, int64_t, std::span<const double> values, auto) -> Status {
        std::vector<uint32_t> indices;
        indices.reserve(values.size());
        Special odd;
        for (const double value : values) {
            if (std::isfinite(value))
                indices.push_back(all.indexOf(value));
            else
                ++(std::isnan(value) ? odd.nan : odd.infinite);
        }
        const std::lock_guard lock(mutex);
        all.add(indices);
        special.nan += odd.nan;
        special.infinite += odd.infinite;
        return Ok{};
    };
    const auto visit = [&](const PairChunk& chunk) {
        return forEachBlock(chunk.original, chunk.decoded, job, body);
    };
    RB_CHECK(visitChunks(pair, job, visit));
    int64_t count = 0;
    for (const int64_t n : all.counts)
        count += n;
    std::vector<double> edges;
    for (int i = 0; range && i <= bins; ++i)
        edges.push_back(std::lerp(all.low, all.high, static_cast<double>(i) / bins));
    if (!range) all.counts.clear();
    return Json::object(
        {{"part", part.name},
         {"bins", bins},
         {"min", range ? Json(range->min) : Json()},
         {"max", range ? Json(range->max) : Json()},
         {"count", count},
         {"nan", special.nan},
         {"inf", special.infinite},
         {"edges", Json::list(edges)},
         {"counts", Json::list(all.counts)}}
    );
}

Result<Detail> pairedHistogram(std::string_view metric, const MetricInput& input, int bins, JobContext& job) {
    RB_CHECK(checkBins(bins));
    std::optional<ValueRange> range;
    for (const auto& name : input.parts) {
        RB_TRY(const PartPair pair, findPair(input.original, input.decoded, name));
        for (const Part* part : {pair.original, pair.decoded}) {
            RB_TRY(const auto own, rangeOf(*part, job));
            if (!own) continue;
            if (!range) range = own;
            range = ValueRange{std::min(range->min, own->min), std::max(range->max, own->max)};
        }
    }
    RB_TRY(const auto sums, sumParts(input, job));
    const double worst = pooled(sums).maxError;
    Bins original(range.value_or(ValueRange{}), bins), decoded = original;
    Bins error({-worst, worst}, bins);
    int64_t leftOut = 0;
    std::mutex mutex; // counts add up to the same in any order
    const auto body = [&](int64_t, int64_t, std::span<const double> x, std::span<const double> y) -> Status {
        std::vector<uint32_t> a, b, errors;
        for (size_t i = 0; i < x.size(); ++i) {
            if (std::isfinite(x[i])) a.push_back(original.indexOf(x[i]));
            if (std::isfinite(y[i])) b.push_back(decoded.indexOf(y[i]));
            if (std::isfinite(x[i]) && std::isfinite(y[i])) errors.push_back(error.indexOf(x[i] - y[i]));
        }
        const std::lock_guard lock(mutex);
        original.add(a);
        decoded.add(b);
        error.add(errors);
        leftOut += static_cast<int64_t>(x.size() - errors.size());
        return Ok{};
    };
    for (const auto& name : input.parts) {
        RB_TRY(const PartPair pair, findPair(input.original, input.decoded, name));
        const auto visit = [&](const PairChunk& chunk) {
            return forEachBlock(chunk.original, chunk.decoded, job, body);
        };
        RB_CHECK(visitChunks(pair, job, visit));
    }
    std::vector<int64_t> rows = original.counts;
    rows.insert(rows.end(), decoded.counts.begin(), decoded.counts.end());
    rows.insert(rows.end(), error.counts.begin(), error.counts.end());
    Json about = Json::object(
        {{"metric", metric},
         {"rows", Json::array({"original", "decoded", "error"})},
         {"edges", original.ends()},
         {"error_edges", error.ends()},
         {"left_out", leftOut}}
    );
    return Detail{
        fmt::format("{}.histogram", metric),
        "histogram",
        std::move(about),
        TensorView{DType::i64, {3, bins}, ownBytes(std::move(rows))}};
}

} // namespace rarebit

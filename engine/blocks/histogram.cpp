// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/histogram.hpp"

#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <mutex>
#include <set>

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
    bool hold(double value) const { return value >= low && value <= high; }
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

Status checkEnds(const std::optional<ValueRange>& ends) {
    if (!ends || (std::isfinite(ends->min) && std::isfinite(ends->max) && ends->min < ends->max)) return Ok{};
    return badParams(
        fmt::format("bins from {} to {}", ends->min, ends->max),
        "histogram",
        "give the smaller end first, both finite"
    );
}

struct Special {
    int64_t nan = 0, infinite = 0, outside = 0;
};

} // namespace

Result<Json> histogramOf(const Part& part, int bins, JobContext& job, const std::optional<ValueRange>& ends) {
    RB_CHECK(checkBins(bins));
    RB_CHECK(checkEnds(ends));
    RB_CHECK(acceptsNumbers(part));
    std::optional<ValueRange> range = ends;
    if (!ends) {
        RB_TRY(range, rangeOf(part, job));
    }
    Bins all(range.value_or(ValueRange{}), bins);
    Special special;
    std::mutex mutex; // counts add up to the same in any order
    const PartPair pair{&part, &part};
    const auto body = [&](int64_t, int64_t, std::span<const double> values, auto) -> Status {
        std::vector<uint32_t> indices;
        indices.reserve(values.size());
        Special odd;
        for (const double value : values) {
            if (all.hold(value))
                indices.push_back(all.indexOf(value));
            else
                ++(std::isnan(value) ? odd.nan : std::isinf(value) ? odd.infinite : odd.outside);
        }
        const std::lock_guard lock(mutex);
        all.add(indices);
        special.nan += odd.nan;
        special.infinite += odd.infinite;
        special.outside += odd.outside;
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
         {"outside", special.outside},
         {"edges", Json::list(edges)},
         {"counts", Json::list(all.counts)}}
    );
}

namespace {

// The finite values of both sides of all parts.
Result<std::optional<ValueRange>> jointRange(const MetricInput& input, JobContext& job) {
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
    return range;
}

} // namespace

Result<Detail> pairedHistogram(
    std::string_view metric, const MetricInput& input, int bins, JobContext& job, const PairedEnds& ends
) {
    RB_CHECK(checkBins(bins));
    RB_CHECK(checkEnds(ends.values));
    RB_CHECK(checkEnds(ends.error));
    std::optional<ValueRange> range = ends.values, errors = ends.error;
    if (!range) {
        RB_TRY(range, jointRange(input, job));
    }
    if (!errors) {
        RB_TRY(const auto sums, sumParts(input, job));
        const double worst = pooled(sums).maxError;
        errors = ValueRange{-worst, worst};
    }
    Bins original(range.value_or(ValueRange{}), bins), decoded = original;
    Bins error(*errors, bins);
    int64_t leftOut = 0;
    std::array<int64_t, 3> outside{};
    std::mutex mutex; // counts add up to the same in any order
    const auto body = [&](int64_t, int64_t, std::span<const double> x, std::span<const double> y) -> Status {
        std::vector<uint32_t> a, b, e;
        std::array<int64_t, 3> beyond{};
        int64_t odd = 0;
        const auto put = [&](const Bins& to, double value, std::vector<uint32_t>& indices, int64_t& missed) {
            if (to.hold(value))
                indices.push_back(to.indexOf(value));
            else if (std::isfinite(value))
                ++missed;
        };
        for (size_t i = 0; i < x.size(); ++i) {
            put(original, x[i], a, beyond[0]);
            put(decoded, y[i], b, beyond[1]);
            if (std::isfinite(x[i]) && std::isfinite(y[i]))
                put(error, x[i] - y[i], e, beyond[2]);
            else
                ++odd;
        }
        const std::lock_guard lock(mutex);
        original.add(a);
        decoded.add(b);
        error.add(e);
        leftOut += odd;
        for (size_t i = 0; i < outside.size(); ++i)
            outside[i] += beyond[i];
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
         {"left_out", leftOut},
         {"outside", Json::list(outside)}}
    );
    return Detail{
        fmt::format("{}.histogram", metric),
        "histogram",
        std::move(about),
        TensorView{DType::i64, {3, bins}, ownBytes(std::move(rows))}};
}

Result<std::optional<std::vector<double>>> levelsOf(const Part& part, size_t most, JobContext& job) {
    std::set<double> all;
    std::atomic<bool> tooMany = false;
    std::mutex mutex;
    const PartPair pair{&part, &part};
    const auto body = [&](int64_t, int64_t, std::span<const double> values, auto) -> Status {
        if (tooMany) return Ok{};
        std::set<double> own;
        std::array<double, 512> seen{}; // most values are found here at once
        seen.fill(std::nan(""));
        for (const double given : values) {
            const double value = given + 0.0; // both zeros are one level
            double& slot = seen[std::bit_cast<uint64_t>(value) * 0x9E3779B97F4A7C15u >> 55];
            if (slot == value || !std::isfinite(value)) continue;
            own.insert(slot = value);
            if (own.size() > most) break;
        }
        const std::lock_guard lock(mutex);
        all.merge(own);
        tooMany = tooMany || all.size() > most;
        return Ok{};
    };
    RB_CHECK(acceptsNumbers(part));
    const Status visited = visitChunks(pair, job, [&](const PairChunk& chunk) -> Status {
        return tooMany ? Status(Ok{}) : forEachBlock(chunk.original, chunk.decoded, job, body);
    });
    if (!visited) return visited.error();
    if (tooMany) return std::optional<std::vector<double>>{};
    return std::optional(std::vector<double>(all.begin(), all.end()));
}

} // namespace rarebit

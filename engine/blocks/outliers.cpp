// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/outliers.hpp"

#include "engine/blocks/paired.hpp"
#include "engine/blocks/stats.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <mutex>

namespace rarebit {
namespace {

constexpr int listedLines = 10;           // rows and columns that are named
constexpr int64_t mostLines = 64'000'000; // rows or columns that are looked at one by one

struct Spot {
    double size = 0; // what spots are sorted by
    int64_t at = 0;
    double original = 0, decoded = 0;
    bool operator<(const Spot& other) const { return size != other.size ? size > other.size : at < other.at; }
};

// The first `count` in order of all that were added, in whatever order.
class Spots {
public:
    explicit Spots(int count) : count_(static_cast<size_t>(count)) {}
    void add(const Spot& spot) {
        if (full_ && !(spot < last_)) return;
        spots_.push_back(spot);
        if (spots_.size() >= 2 * count_ + 64) trim();
    }
    void add(const Spots& other) {
        for (const auto& spot : other.spots_)
            add(spot);
    }
    const std::vector<Spot>& sorted() {
        trim();
        return spots_;
    }

private:
    void trim() {
        std::ranges::sort(spots_, std::less<>{});
        if (spots_.size() > count_) spots_.resize(count_);
        full_ = spots_.size() == count_;
        if (full_ && count_ > 0) last_ = spots_.back();
    }
    size_t count_;
    std::vector<Spot> spots_;
    Spot last_;
    bool full_ = false;
};

Json indexOf(int64_t at, const std::vector<int64_t>& shape) {
    std::vector<int64_t> index(shape.size());
    for (size_t axis = shape.size(); axis-- > 0;) {
        index[axis] = at % shape[axis];
        at /= shape[axis];
    }
    return Json::list(index);
}

Status checkCount(int count) {
    if (count >= 1 && count <= mostSpots) return Ok{};
    return badParams(fmt::format("{} places", count), "outliers", fmt::format("choose 1 to {}", mostSpots));
}

Json summary(const std::vector<double>& largest) {
    if (largest.empty()) return {};
    std::vector<double> sorted = largest;
    std::ranges::sort(sorted);
    const auto at = [&](double share) {
        return sorted[static_cast<size_t>(share * static_cast<double>(sorted.size() - 1))];
    };
    Spots spots(listedLines);
    for (size_t i = 0; i < largest.size(); ++i)
        spots.add({largest[i], static_cast<int64_t>(i)});
    Json top = Json::array({});
    for (const auto& spot : spots.sorted())
        top.push(Json::object(
            {{"index", spot.at},
             {"absmax", spot.size},
             {"over_median", at(0.5) > 0 ? Json(spot.size / at(0.5)) : Json()}}
        ));
    return Json::object(
        {{"count", largest.size()},
         {"median", at(0.5)},
         {"p99", at(0.99)},
         {"max", sorted.back()},
         {"top", top}}
    );
}

// Everything that one pass over a part finds.
struct Survey {
    Moments moments;
    double sum2 = 0, absmax = 0;
    Spots spots;
    std::vector<double> rows, columns;
    explicit Survey(int top) : spots(top) {}
    // Magnitudes of elements first, first + 1, ... of a matrix of `width` columns.
    void addLines(int64_t first, int64_t width, std::span<const double> sizes) {
        if (rows.empty() && columns.empty()) return;
        for (size_t i = 0; i < sizes.size();) {
            const int64_t row = (first + static_cast<int64_t>(i)) / width;
            const auto column = static_cast<size_t>((first + static_cast<int64_t>(i)) % width);
            const auto run =
                sizes.subspan(i, std::min(sizes.size() - i, static_cast<size_t>(width) - column));
            if (!rows.empty()) {
                auto& largest = rows[static_cast<size_t>(row)];
                largest = std::max(largest, *std::ranges::max_element(run));
            }
            if (!columns.empty())
                for (size_t k = 0; k < run.size(); ++k)
                    columns[column + k] = std::max(columns[column + k], run[k]);
            i += run.size();
        }
    }
};

Status survey(const Part& part, int top, Survey& all, JobContext& job) {
    const int64_t last = part.shape.empty() ? 1 : part.shape.back();
    const int64_t perRow = part.shape.empty() || part.shape[0] == 0 ? 1 : part.elements() / part.shape[0];
    std::mutex mutex; // maxima and spots come out the same in any order; sums are kept block by block
    const PartPair pair{&part, &part};
    const auto visit = [&](const PairChunk& chunk) -> Status {
        const int64_t begin = chunk.rows.begin * perRow;
        const int64_t count = elementCount(chunk.original.shape).value_or(0);
        const auto blocks = static_cast<size_t>((count + pairBlockElements - 1) / pairBlockElements);
        std::vector<Moments> moments(blocks);
        std::vector<double> sum2(blocks);
        const auto body = [&](int64_t block, int64_t first, std::span<const double> values, auto) -> Status {
            auto& own = moments[static_cast<size_t>(block)];
            own = combine(own, momentsOf(values));
            Spots spots(top);
            double absmax = 0, squares = 0;
            std::vector<double> sizes(values.size()); // 0 where not finite: no maximum changes
            for (size_t i = 0; i < values.size(); ++i) {
                if (!std::isfinite(values[i])) continue;
                const double size = sizes[i] = std::abs(values[i]);
                squares += size * size;
                absmax = std::max(absmax, size);
                spots.add({size, begin + first + static_cast<int64_t>(i), values[i]});
            }
            sum2[static_cast<size_t>(block)] += squares;
            const std::lock_guard lock(mutex);
            all.absmax = std::max(all.absmax, absmax);
            all.spots.add(spots);
            all.addLines(begin + first, last, sizes);
            return Ok{};
        };
        RB_CHECK(forEachBlock(chunk.original, chunk.decoded, job, body));
        for (size_t i = 0; i < blocks; ++i) {
            all.moments = combine(all.moments, moments[i]);
            all.sum2 += sum2[i];
        }
        return Ok{};
    };
    return visitChunks(pair, job, visit);
}

Result<int64_t> countBeyond(const Part& part, double mean, double distance, JobContext& job) {
    int64_t count = 0;
    std::mutex mutex;
    const PartPair pair{&part, &part};
    const auto visit = [&](const PairChunk& chunk) -> Status {
        const auto body = [&](int64_t, int64_t, std::span<const double> values, auto) -> Status {
            const auto own = std::ranges::count_if(values, [&](double value) {
                return std::isfinite(value) && std::abs(value - mean) > distance;
            });
            const std::lock_guard lock(mutex);
            count += own;
            return Ok{};
        };
        return forEachBlock(chunk.original, chunk.decoded, job, body);
    };
    RB_CHECK(visitChunks(pair, job, visit));
    return count;
}

} // namespace

Result<Json> outliersOf(const Part& part, int top, JobContext& job) {
    RB_CHECK(acceptsNumbers(part));
    RB_CHECK(checkCount(top));
    Survey found(top);
    const int64_t elements = part.elements(), last = part.shape.empty() ? 1 : part.shape.back();
    if (part.shape.size() > 1 && last > 0) {
        if (elements / last <= mostLines) found.rows.assign(static_cast<size_t>(elements / last), 0);
        if (last <= mostLines) found.columns.assign(static_cast<size_t>(last), 0);
    }
    RB_CHECK(survey(part, top, found, job));
    const Moments& m = found.moments;
    const auto count = static_cast<double>(m.count);
    const double variance = m.count ? m.m2 / count : 0, sigma = std::sqrt(variance);
    RB_TRY(const int64_t beyond, countBeyond(part, m.mean, 6 * sigma, job));
    const auto known = [&](double value) { return m.count ? Json(value) : Json(); };
    Json spots = Json::array({});
    for (const auto& spot : found.spots.sorted())
        spots.push(Json::object({{"index", indexOf(spot.at, part.shape)}, {"value", spot.original}}));
    return Json::object(
        {{"part", part.name},
         {"shape", Json::list(part.shape)},
         {"count", m.count},
         {"nan", m.nan},
         {"inf", m.infinite},
         {"mean", known(m.mean)},
         {"std", known(sigma)},
         {"rms", known(std::sqrt(found.sum2 / count))},
         {"absmax", known(found.absmax)},
         {"kurtosis", variance > 0 ? Json(m.m4 / count / (variance * variance)) : Json()},
         {"beyond_6_sigma",
          Json::object({{"count", beyond}, {"share", known(static_cast<double>(beyond) / count)}})},
         {"top", spots},
         {"rows", summary(found.rows)},
         {"columns", summary(found.columns)}}
    );
}

Result<Json> worstSpots(const Part& original, const Part& decoded, int count, JobContext& job) {
    RB_CHECK(checkCount(count));
    const PartPair pair{&original, &decoded};
    const int64_t perRow =
        original.shape.empty() || original.shape[0] == 0 ? 1 : original.elements() / original.shape[0];
    Spots worst(count);
    std::mutex mutex;
    const auto visit = [&](const PairChunk& chunk) -> Status {
        const int64_t begin = chunk.rows.begin * perRow;
        const auto body = [&](int64_t, int64_t first, std::span<const double> x, std::span<const double> y
                          ) -> Status {
            Spots spots(count);
            for (size_t i = 0; i < x.size(); ++i) {
                if (x[i] == y[i] || (std::isnan(x[i]) && std::isnan(y[i]))) continue;
                const double error = std::abs(x[i] - y[i]);
                const bool finite = std::isfinite(x[i]) && std::isfinite(y[i]);
                spots.add(
                    {finite ? error : std::numeric_limits<double>::infinity(),
                     begin + first + static_cast<int64_t>(i),
                     x[i],
                     y[i]}
                );
            }
            const std::lock_guard lock(mutex);
            worst.add(spots);
            return Ok{};
        };
        return forEachBlock(chunk.original, chunk.decoded, job, body);
    };
    RB_CHECK(visitChunks(pair, job, visit));
    Json::Array out;
    for (const auto& spot : worst.sorted())
        out.push_back(Json::object(
            {{"part", original.name},
             {"index", indexOf(spot.at, original.shape)},
             {"original", spot.original},
             {"decoded", spot.decoded},
             {"error", spot.size}}
        ));
    return Json(std::move(out));
}

} // namespace rarebit

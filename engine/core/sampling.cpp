// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/sampling.hpp"

#include "engine/core/experiment.hpp"
#include "engine/core/rng.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace rarebit {
namespace {

struct Axis {
    std::string name;
    ValueSpread spread;
    bool whole = false; // of a parameter of whole numbers

    bool varies() const { return spread.list.size() != 1; }
    // The value at a place from 0 up to, not including, 1.
    std::string at(double place) const {
        const auto count = static_cast<double>(spread.list.size());
        if (!spread.list.empty()) return spread.list[static_cast<size_t>(place * count)];
        const double low = spread.low, high = spread.high;
        if (spread.logPoints > 0) {
            const double value = low * std::pow(high / low, place);
            return whole ? shortNumber(std::round(value)) : fmt::format("{:.6g}", value);
        }
        if (!spread.stepped && !whole) return fmt::format("{:.6g}", low + place * (high - low));
        const double steps = std::floor((high - low) / spread.step + 1e-9) + 1;
        return shortNumber(low + std::floor(place * steps) * spread.step);
    }
};

Result<std::vector<Axis>> axesOf(const SpecText& spec, const ParamSchema& schema) {
    std::vector<Axis> out;
    for (const auto& [name, text] : spec.values) {
        Axis axis{.name = name, .spread = {}};
        RB_TRY(axis.spread, parseSpread(text, spec.id + ":" + name));
        const auto known = std::ranges::find(schema, name, &ParamSpec::name);
        axis.whole = known != schema.end() && std::holds_alternative<int64_t>(known->fallback);
        out.push_back(std::move(axis));
    }
    return out;
}

Json pointAt(const std::vector<Axis>& axes, const std::vector<double>& places) {
    Json point = Json::object();
    for (size_t i = 0; i < axes.size(); ++i)
        point[axes[i].name] = axes[i].at(places[i]);
    return point;
}

// How often a range has been halved when its value number `rank` of `count` comes: the ends at once.
int levelOf(size_t rank, size_t count) {
    size_t low = 0, high = count - 1;
    int level = 0;
    while (rank != low && rank != high) {
        const size_t middle = (low + high) / 2;
        ++level;
        if (rank == middle) break;
        (rank < middle ? high : low) = middle;
    }
    return level;
}

// Numbers in their order, words after them.
std::tuple<bool, double, std::string> orderOf(const Json& value) {
    if (value.isNumber()) return {false, value.asDouble(), {}};
    return {true, 0, value.isString() ? value.asString() : value.dump()};
}

} // namespace

Json toJson(const Sampling& sampling) {
    return Json::object(
        {{"kind", sampling.kind == Sampling::Kind::latin ? "latin" : "random"},
         {"points", sampling.points},
         {"seed", sampling.seed}}
    );
}

Result<Sampling> samplingFromJson(const Json& json) {
    const auto kind = json.at("kind").asString();
    const int64_t points = json.at("points").asInt();
    if ((kind != "random" && kind != "latin") || points < 1 || points > 100'000)
        return badInput(
            fmt::format("a sample of {} points, '{}'", points, printable(kind)),
            "experiment",
            "give kind random or latin and 1 to 100,000 points"
        );
    return Sampling{
        kind == "latin" ? Sampling::Kind::latin : Sampling::Kind::random,
        points,
        static_cast<uint64_t>(json.at("seed").asInt(1))};
}

Result<std::vector<Json>>
samplePoints(const SpecText& spec, const ParamSchema& schema, const Sampling& sampling) {
    RB_TRY(const auto axes, axesOf(spec, schema));
    std::vector<double> places(axes.size(), 0);
    if (std::ranges::none_of(axes, &Axis::varies)) return std::vector<Json>{pointAt(axes, places)};
    const auto count = static_cast<size_t>(sampling.points);
    std::vector<Rng> draws; // one per axis, so that another axis changes no other's places
    for (const auto& axis : axes)
        draws.emplace_back(sampling.seed, "sample " + spec.id + ":" + axis.name);
    std::vector<Json> out;
    if (sampling.kind == Sampling::Kind::latin) {
        std::vector<std::vector<size_t>> strata(axes.size(), std::vector<size_t>(count));
        for (size_t i = 0; i < axes.size(); ++i) {
            std::iota(strata[i].begin(), strata[i].end(), size_t{0});
            for (size_t k = count; k > 1; --k)
                std::swap(strata[i][k - 1], strata[i][draws[i].below(k)]);
        }
        for (size_t k = 0; k < count; ++k) {
            for (size_t i = 0; i < axes.size(); ++i)
                places[i] = (double(strata[i][k]) + draws[i].uniform()) / double(count);
            out.push_back(pointAt(axes, places));
        }
        return out;
    }
    // Where nearly every combination is drawn, the last ones are rare: then there are fewer.
    std::set<std::string> known;
    for (size_t tries = 0; out.size() < count && tries < 50 * count + 1000; ++tries) {
        for (size_t i = 0; i < axes.size(); ++i)
            places[i] = draws[i].uniform();
        Json point = pointAt(axes, places);
        if (known.insert(point.dump()).second) out.push_back(std::move(point));
    }
    return out;
}

std::vector<size_t> coarseFirst(std::span<const RunSpec* const> specs) {
    std::map<std::pair<std::string, std::string>, std::vector<size_t>> groups; // by asset and method
    for (size_t i = 0; i < specs.size(); ++i)
        groups[{specs[i]->asset, specs[i]->method}].push_back(i);
    std::vector<int> levels(specs.size(), 0);
    for (const auto& [id, members] : groups) {
        std::map<std::string, std::set<std::tuple<bool, double, std::string>>> values;
        for (const size_t i : members)
            for (const auto& [name, value] : specs[i]->params.members())
                values[name].insert(orderOf(value));
        for (auto& [name, known] : values) {
            // A row that leaves a parameter out has its default, which stands before all others here.
            const bool lacking =
                std::ranges::any_of(members, [&](size_t i) { return !specs[i]->params.contains(name); });
            std::map<std::tuple<bool, double, std::string>, size_t> ranks;
            for (const auto& value : known)
                ranks.emplace(value, ranks.size() + (lacking ? 1 : 0));
            const size_t count = ranks.size() + (lacking ? 1 : 0);
            for (const size_t i : members)
                if (specs[i]->params.contains(name))
                    levels[i] =
                        std::max(levels[i], levelOf(ranks.at(orderOf(specs[i]->params.at(name))), count));
        }
    }
    std::vector<size_t> out(specs.size());
    std::iota(out.begin(), out.end(), size_t{0});
    std::ranges::stable_sort(out, {}, [&](size_t i) { return levels[i]; });
    return out;
}

} // namespace rarebit

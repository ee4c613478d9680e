// SPDX-License-Identifier: GPL-3.0-or-later
// The pure half of searches: what to probe next.
#include "engine/executors/search.hpp"

#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/store/filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

namespace rarebit {
namespace {

constexpr double closeEnough = 5e-4;  // of the target's value
constexpr double finest = 1.0 / 1024; // of the axis
constexpr int halvings = 10;

std::optional<double> numberFrom(std::string_view text) {
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

// "a..b" without a step: the axis.
std::optional<std::pair<double, double>> bareRange(std::string_view text) {
    const size_t dots = text.find("..");
    if (dots == std::string_view::npos) return std::nullopt;
    const auto low = numberFrom(text.substr(0, dots)), high = numberFrom(text.substr(dots + 2));
    if (!low || !high || *low >= *high) return std::nullopt;
    return std::pair{*low, *high};
}

double position(const SearchAxis& axis, double at) {
    if (axis.log) return std::log(at / axis.low) / std::log(axis.high / axis.low);
    return (at - axis.low) / (axis.high - axis.low);
}

std::vector<Probe> sorted(std::span<const Probe> probes) {
    std::vector<Probe> out(probes.begin(), probes.end());
    std::ranges::sort(out, {}, &Probe::at);
    return out;
}

bool probed(std::span<const Probe> probes, double at) {
    return std::ranges::find(probes, at, &Probe::at) != probes.end();
}

std::vector<double> missing(std::span<const Probe> probes, std::initializer_list<double> wanted) {
    std::vector<double> out;
    for (const double at : wanted)
        if (!probed(probes, at)) out.push_back(at);
    return out;
}

} // namespace

std::optional<double> SearchAxis::middle(double a, double b) const {
    if (position(*this, b) - position(*this, a) < finest) return std::nullopt;
    double at = log ? std::sqrt(a) * std::sqrt(b) : std::midpoint(a, b);
    if (whole)
        at = std::round(at);
    else if (const auto tidy = numberFrom(fmt::format("{:.4g}", at)))
        at = *tidy; // the value stands in command lines
    if (at <= a || at >= b) return std::nullopt;
    return at;
}

Result<SearchSpec> parseSearch(std::string_view methodSpec) {
    RB_TRY(SpecText text, parseSpec(methodSpec));
    RB_TRY(const MethodDef* method, findMethod(text.id));
    SearchSpec out;
    out.method = text.id;
    std::vector<std::string> ranges;
    for (const auto& [key, value] : text.values) {
        const auto range = bareRange(value);
        if (!range) continue;
        ranges.push_back(key);
        out.axis.param = key;
        std::tie(out.axis.low, out.axis.high) = *range;
    }
    if (ranges.size() != 1)
        return badParams(
            ranges.empty() ? "no parameter has a range to search in"
                           : fmt::format("{} are ranges, a search moves one", fmt::join(ranges, " and ")),
            printable(methodSpec),
            "write one parameter as a..b, others as values or lists {a,b}"
        );
    std::erase_if(text.values, [&](const auto& value) { return value.first == out.axis.param; });
    RB_TRY(out.fixed, expandSpec(text));
    for (const auto& spec : method->params) {
        if (spec.name != out.axis.param) continue;
        out.axis.whole = std::holds_alternative<int64_t>(spec.fallback);
        out.axis.log = spec.scale == Scale::log && out.axis.low > 0;
    }
    // Both ends and every fixed value must be what the method takes.
    for (const double end : {out.axis.low, out.axis.high})
        for (Json values : out.fixed) {
            values[out.axis.param] = end;
            RB_TRY(const Params params, makeParams(method->params, values, printable(methodSpec)));
        }
    return out;
}

Result<Target> parseTarget(std::string_view text) {
    constexpr std::array columns{
        std::pair{"total_bytes", "size_bytes.total"},
        std::pair{"rate", "rate_bits_per_element"},
        std::pair{"ratio", "ratio"},
    };
    const size_t equals = text.find('=');
    const auto value = equals == std::string_view::npos ? std::nullopt : numberFrom(text.substr(equals + 1));
    if (!value || equals == 0)
        return badParams(
            fmt::format("target '{}' is not NAME=NUMBER", printable(text)),
            "--target",
            "write for example psnr_db=35, total_bytes=40000, ratio=8 or rate=2.5"
        );
    Target out;
    out.value = *value;
    const std::string name(text.substr(0, equals));
    for (const auto& [word, column] : columns)
        if (name == word) out.column = column;
    if (!out.column.empty()) {
        out.atLeast = name == "ratio";
        return out;
    }
    const std::string metric = name.starts_with("metrics.") ? name.substr(8) : name;
    RB_TRY(const SpecText spec, parseSpec(metric));
    for (const auto& info : allMetrics())
        if (info.id == spec.id) {
            out.column = "metrics." + metric;
            out.metric = metric;
            out.atLeast = info.better == "higher";
            return out;
        }
    out.column = name;
    if (!checkColumn(name)) RB_CHECK(findMetric(spec.id)); // its error names the nearest metric
    return out;
}

std::vector<double>
nextForTarget(const SearchAxis& axis, const Target& target, std::span<const Probe> probes) {
    if (auto ends = missing(probes, {axis.low, axis.high}); !ends.empty()) return ends;
    if (static_cast<int>(probes.size()) >= mostProbes(axis)) return {};
    const auto all = sorted(probes);
    const double tolerance = closeEnough * std::abs(target.value);
    std::optional<double> best;
    double narrowest = INFINITY;
    for (size_t i = 0; i < all.size(); ++i) {
        if (std::abs(all[i].value - target.value) <= tolerance && target.metBy(all[i].value)) return {};
        if (i == 0 || std::isnan(all[i].value) || std::isnan(all[i - 1].value)) continue;
        if (target.metBy(all[i].value) == target.metBy(all[i - 1].value)) continue;
        const double width = position(axis, all[i].at) - position(axis, all[i - 1].at);
        if (width >= narrowest) continue;
        narrowest = width;
        best = axis.middle(all[i - 1].at, all[i].at);
    }
    return best ? std::vector{*best} : std::vector<double>{};
}

std::vector<double> nextForHull(const SearchAxis& axis, int points, std::span<const Probe> probes) {
    const auto most = static_cast<size_t>(std::max(2, points));
    if (auto ends = missing(probes, {axis.low, axis.high}); !ends.empty()) return ends;
    if (probes.size() >= most) return {};
    const auto all = sorted(probes);
    // Rate and quality from 0 to 1, so that neither outweighs the other.
    const auto scaled = [&](double Probe::*member) {
        double low = INFINITY, high = -INFINITY;
        for (const auto& probe : all)
            if (std::isfinite(probe.*member)) {
                low = std::min(low, probe.*member);
                high = std::max(high, probe.*member);
            }
        std::vector<double> out;
        for (const auto& probe : all)
            out.push_back(high > low ? (probe.*member - low) / (high - low) : 0);
        return out;
    };
    const auto x = scaled(&Probe::rate), y = scaled(&Probe::value);
    // How far the curve turns at a point: the triangle with its neighbours.
    const auto bend = [&](size_t i) {
        if (i == 0 || i + 1 >= all.size()) return 0.0;
        const double area =
            std::abs((x[i] - x[i - 1]) * (y[i + 1] - y[i - 1]) - (x[i + 1] - x[i - 1]) * (y[i] - y[i - 1]));
        return std::isfinite(area) ? area : 0.0;
    };
    std::optional<double> best;
    std::pair<double, double> highest{-1, -1};
    for (size_t i = 1; i < all.size(); ++i) {
        const auto between = axis.middle(all[i - 1].at, all[i].at);
        if (!between) continue;
        const std::pair score{
            bend(i - 1) + bend(i), position(axis, all[i].at) - position(axis, all[i - 1].at)};
        if (score <= highest) continue;
        highest = score;
        best = between;
    }
    return best ? std::vector{*best} : std::vector<double>{};
}

std::optional<Probe> answerOf(const Target& target, std::span<const Probe> probes) {
    // Of equals (all that are exact, say) the one next to what misses the target.
    const auto distance = [&](const Probe& probe) {
        double next = INFINITY;
        for (const auto& other : probes)
            if (!target.metBy(other.value)) next = std::min(next, std::abs(other.at - probe.at));
        return std::pair(std::abs(probe.value - target.value), next);
    };
    std::optional<Probe> best;
    for (const auto& probe : probes)
        if (target.metBy(probe.value) && (!best || distance(probe) < distance(*best))) best = probe;
    return best;
}

int mostProbes(const SearchAxis& axis) {
    if (!axis.whole) return 2 + halvings;
    const double steps = axis.high - axis.low;
    return 2 + std::min(halvings, static_cast<int>(std::ceil(std::log2(std::max(steps, 1.0)))));
}

} // namespace rarebit

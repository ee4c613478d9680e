// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/bd_table.hpp"

#include "engine/core/params.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace rarebit {
namespace {

using AssetId = std::pair<std::string, std::string>; // hash, parts
AssetId assetId(const BdRow& row) {
    return {row.assetHash, row.parts};
}

std::string defaultOf(const std::string& method, const std::string& param) {
    for (const auto& info : allMethods())
        if (info.id == method)
            for (const auto& spec : info.params.elements())
                if (spec.at("name").asString() == param) return specValue(spec.at("default"));
    return {};
}

std::string valueOf(const BdRow& row, const std::string& param, const std::string& otherwise) {
    const auto given = row.params.find(param);
    return given == row.params.end() ? otherwise : given->second;
}

// "4" and "4.0", "true" and "1" are the same.
bool sameValue(const std::string& a, const std::string& b) {
    if (a == b) return true;
    const auto number = [](const std::string& text) {
        if (text == "true" || text == "false") return double(text == "true");
        char* end = nullptr;
        const double value = std::strtod(text.c_str(), &end);
        return text.empty() || *end != 0 ? std::nan("") : value;
    };
    return number(a) == number(b);
}

// Every `param` value of the members as a number that tells values apart.
std::vector<double>
identities(std::span<const BdRow> rows, const std::vector<size_t>& members, const std::string& param) {
    const auto otherwise = defaultOf(rows[members.front()].method, param);
    std::map<std::string, double> known;
    std::vector<double> out;
    for (const size_t row : members)
        out.push_back(
            known.try_emplace(valueOf(rows[row], param, otherwise), static_cast<double>(known.size()))
                .first->second
        );
    return out;
}

// Results of one method, sorted by asset, as curves.
void addCurves(std::vector<BdCurve>& out, std::span<const BdRow> rows, const std::vector<size_t>& members) {
    std::set<std::string> names, others;
    std::vector<double> logRates;
    for (const size_t row : members) {
        logRates.push_back(std::log10(rows[row].point.rate));
        for (const auto& [name, value] : rows[row].params)
            names.insert(name);
    }
    std::string along;
    double most = -1;
    for (const auto& name : names) {
        const auto values = identities(rows, members, name);
        double moved = 0;
        bool varies = false;
        for (size_t begin = 0, end = 0; begin < members.size(); begin = end) {
            while (end < members.size() && assetId(rows[members[end]]) == assetId(rows[members[begin]]))
                varies = values[end++] != values[begin] || varies;
            const std::span part(values.data() + begin, end - begin);
            moved += influence(part, std::span(logRates.data() + begin, end - begin));
        }
        if (!varies) continue;
        others.insert(name);
        if (moved > most) {
            most = moved;
            along = name;
        }
    }
    others.erase(along);
    const std::string& method = rows[members.front()].method;
    std::map<std::string, std::vector<size_t>> named;
    for (const size_t row : members) {
        Json settings = Json::object();
        for (const auto& param : others)
            settings[param] = valueOf(rows[row], param, defaultOf(method, param));
        named[specText(method, settings)].push_back(row);
    }
    for (auto& [name, chosen] : named)
        out.push_back({name, method, along, std::move(chosen)});
}

std::map<AssetId, std::vector<size_t>> perAsset(std::span<const BdRow> rows, const BdCurve& curve) {
    std::map<AssetId, std::vector<size_t>> out;
    for (const size_t row : curve.rows)
        out[assetId(rows[row])].push_back(row);
    return out;
}

std::vector<BdPoint> pointsOf(std::span<const BdRow> rows, const std::vector<size_t>& chosen) {
    std::vector<BdPoint> out;
    for (const size_t row : chosen)
        out.push_back(rows[row].point);
    return out;
}

// At each setting that all the assets share, the mean rate and the mean quality.
std::vector<BdPoint> meanCurve(
    std::span<const BdRow> rows,
    const std::map<AssetId, std::vector<size_t>>& curve,
    const std::set<AssetId>& assets
) {
    std::map<std::map<std::string, std::string>, std::map<AssetId, BdPoint>> settings;
    for (const auto& id : assets)
        for (const size_t row : curve.at(id))
            settings[rows[row].params][id] = rows[row].point;
    std::vector<BdPoint> out;
    for (const auto& [params, points] : settings) {
        if (points.size() < assets.size()) continue;
        BdPoint sum;
        for (const auto& [id, point] : points) {
            sum.rate += point.rate;
            sum.quality += point.quality;
        }
        const auto count = static_cast<double>(points.size());
        out.push_back({sum.rate / count, sum.quality / count});
    }
    return out;
}

std::string listOf(std::span<const BdCurve> curves) {
    std::string out;
    for (const auto& curve : curves.first(std::min<size_t>(curves.size(), 12)))
        out += (out.empty() ? "" : ", ") + curve.name;
    return curves.size() > 12 ? out + fmt::format(" and {} more", curves.size() - 12) : out;
}

} // namespace

std::string rulesText(const Json& rules) {
    std::string out;
    for (const auto& rule : rules.elements())
        out += (out.empty() ? "" : " ") + rule.at("match").asString() + "=" +
               specText(rule.at("method").asString(), rule.at("set"));
    return out;
}

BdPoint BdAxes::point(double rate, double metric) const {
    const double value = logQuality ? std::log10(metric) : metric;
    return {rateIsGain ? 1 / rate : rate, lowerIsBetter ? -value : value};
}

double BdAxes::change(double quality) const {
    const double value = lowerIsBetter ? -quality : quality;
    return logQuality ? 100 * (std::pow(10, value) - 1) : value;
}

double influence(std::span<const double> parameter, std::span<const double> x) {
    std::map<double, std::pair<double, int>> sums; // by value: sum of x, count
    for (size_t i = 0; i < x.size(); ++i) {
        auto& [sum, count] = sums[std::isnan(parameter[i]) ? -1e300 : parameter[i]];
        sum += x[i];
        ++count;
    }
    double total = 0, between = 0;
    for (const auto& [value, group] : sums)
        total += group.first;
    for (const auto& [value, group] : sums) {
        const double distance = group.first / group.second - total / static_cast<double>(x.size());
        between += distance * distance * group.second;
    }
    return between;
}

std::vector<BdCurve> bdCurves(std::span<const BdRow> rows) {
    std::map<std::string, std::vector<size_t>> methods;
    for (size_t row = 0; row < rows.size(); ++row)
        if (rows[row].point.rate > 0) methods[rows[row].method].push_back(row);
    std::vector<BdCurve> out;
    for (auto& [method, members] : methods) {
        std::ranges::stable_sort(members, {}, [&](size_t row) { return assetId(rows[row]); });
        addCurves(out, rows, members);
    }
    std::ranges::sort(out, {}, &BdCurve::name);
    return out;
}

Result<size_t>
findBdCurve(std::span<const BdRow> rows, std::span<const BdCurve> curves, std::string_view text) {
    const auto exact = std::ranges::find(curves, text, &BdCurve::name);
    if (exact != curves.end()) return static_cast<size_t>(exact - curves.begin());
    RB_TRY(const SpecText spec, parseSpec(text));
    std::vector<size_t> found;
    for (size_t i = 0; i < curves.size(); ++i) {
        const bool fits =
            curves[i].method == spec.id && std::ranges::all_of(spec.values, [&](const auto& given) {
                const auto otherwise = defaultOf(spec.id, given.first);
                return std::ranges::all_of(curves[i].rows, [&](size_t row) {
                    return sameValue(valueOf(rows[row], given.first, otherwise), given.second);
                });
            });
        if (fits) found.push_back(i);
    }
    if (found.size() == 1) return found.front();
    if (found.empty())
        return badParams(
            fmt::format("no curve of the results is '{}'", printable(text)),
            "anchor",
            "name one of these: " + listOf(curves)
        );
    std::vector<BdCurve> rivals;
    for (const size_t i : found)
        rivals.push_back(curves[i]);
    return badParams(
        fmt::format("'{}' is {} curves", printable(text), found.size()),
        "anchor",
        "say which: " + listOf(rivals)
    );
}

size_t usualBdAnchor(std::span<const BdRow> rows, std::span<const BdCurve> curves) {
    std::vector<std::pair<size_t, size_t>> worth; // assets, points
    for (const auto& curve : curves)
        worth.emplace_back(perAsset(rows, curve).size(), curve.rows.size());
    return static_cast<size_t>(std::ranges::max_element(worth) - worth.begin());
}

BdTable bdTable(
    std::span<const BdRow> rows, std::span<const BdCurve> curves, size_t anchor, const BdOptions& options
) {
    BdTable out;
    if (anchor >= curves.size()) return out;
    const auto reference = perAsset(rows, curves[anchor]);
    for (size_t i = 0; i < curves.size(); ++i) {
        if (i == anchor) continue;
        const auto curve = perAsset(rows, curves[i]);
        BdMean mean{.method = curves[i].name, .rate = {}, .quality = {}, .significant = true};
        std::set<AssetId> shared;
        double rate = 0, quality = 0;
        size_t qualities = 0;
        for (const auto& [id, chosen] : curve) {
            const auto beside = reference.find(id);
            if (beside == reference.end()) continue;
            shared.insert(id);
            const BdRow& first = rows[chosen.front()];
            out.rows.push_back(
                {first.asset,
                 id.first,
                 id.second,
                 curves[i].name,
                 bjontegaard(pointsOf(rows, beside->second), pointsOf(rows, chosen), options)}
            );
            const BdDelta& delta = out.rows.back().delta;
            mean.significant = mean.significant && delta.significant();
            if (delta.rate) {
                rate += *delta.rate;
                ++mean.of;
            }
            if (delta.quality) {
                quality += *delta.quality;
                ++qualities;
            }
        }
        mean.assets = shared.size();
        if (shared.empty()) continue;
        if (mean.of > 0) mean.rate = rate / static_cast<double>(mean.of);
        if (qualities > 0) mean.quality = quality / static_cast<double>(qualities);
        if (shared.size() > 1) {
            const auto a = meanCurve(rows, reference, shared), t = meanCurve(rows, curve, shared);
            if (a.size() > 1 && t.size() > 1) mean.ofMean = bjontegaard(a, t, options);
        }
        out.means.push_back(std::move(mean));
    }
    std::ranges::stable_sort(out.rows, {}, [](const BdTableRow& row) {
        return std::tie(row.asset, row.assetHash, row.parts);
    });
    return out;
}

} // namespace rarebit

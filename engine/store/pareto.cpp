// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/pareto.hpp"

#include "engine/core/front.hpp"
#include "engine/core/params.hpp"
#include "engine/core/registry.hpp"
#include "engine/store/filter.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace rarebit {
namespace {

struct Point {
    double cost, loss; // both: less is better
    size_t row;
};

std::optional<Point>
pointOf(const Json& row, size_t index, std::string_view rate, std::string_view metric, Better a, Better b) {
    if (!row.at("error").isNull()) return std::nullopt;
    const CellValue x = rowValue(row, rate), y = rowValue(row, metric);
    const auto* cost = std::get_if<double>(&x);
    const auto* value = std::get_if<double>(&y);
    if (!cost || !value || std::isnan(*cost) || std::isnan(*value)) return std::nullopt;
    return Point{a == Better::lower ? *cost : -*cost, b == Better::lower ? *value : -*value, index};
}

std::vector<size_t> front(const std::vector<Point>& points) {
    std::vector<double> cost, loss;
    for (const auto& point : points) {
        cost.push_back(point.cost);
        loss.push_back(point.loss);
    }
    std::vector<size_t> out = frontOf(cost, loss);
    for (size_t& position : out)
        position = points[position].row;
    return out;
}

} // namespace

Result<std::vector<size_t>> pareto(
    std::span<const Json> rows,
    std::string_view rateColumn,
    std::string_view metricColumn,
    Better better,
    Better rateBetter
) {
    RB_CHECK(checkColumn(rateColumn));
    RB_CHECK(checkColumn(metricColumn));
    std::vector<Point> points;
    for (size_t i = 0; i < rows.size(); ++i)
        if (const auto point = pointOf(rows[i], i, rateColumn, metricColumn, rateBetter, better))
            points.push_back(*point);
    return front(points);
}

Result<std::vector<AssetFront>> paretoPerAsset(
    std::span<const Json> rows,
    std::string_view rateColumn,
    std::string_view metricColumn,
    Better better,
    Better rateBetter
) {
    RB_CHECK(checkColumn(rateColumn));
    RB_CHECK(checkColumn(metricColumn));
    // Other parts of the same asset are another question, so no rivals either.
    std::map<std::pair<std::string, std::string>, std::vector<Point>> groups;
    for (size_t i = 0; i < rows.size(); ++i)
        if (const auto point = pointOf(rows[i], i, rateColumn, metricColumn, rateBetter, better))
            groups[{rows[i].at("asset_hash").asString(), rows[i].at("parts").asString("*")}].push_back(*point
            );
    std::vector<AssetFront> out;
    for (auto& [id, points] : groups) {
        const size_t first = points.front().row;
        out.push_back({rows[first].at("asset").asString(), id.first, front(points)});
    }
    std::ranges::stable_sort(out, {}, &AssetFront::asset);
    return out;
}

Better betterOf(std::string_view column) {
    if (column.starts_with("metrics.")) {
        const auto spec = parseSpec(column.substr(8));
        for (const auto& metric : allMetrics())
            if (spec && metric.id == spec->id)
                return metric.better == "lower" ? Better::lower : Better::higher;
        return Better::higher;
    }
    const bool higher = column == "ratio" || column == "ratio_with_model" || column == "lossless";
    return higher ? Better::higher : Better::lower;
}

} // namespace rarebit

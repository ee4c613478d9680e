// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/json.hpp"
#include "engine/core/metric.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

/// Positions of the rows that no other row beats: none costs at most as much and is at least as good, with
/// one of the two strictly so. Rows with an error or without one of the two values take no part; infinite
/// values do. Sorted by rate, then by position. Equal points are all kept.
Result<std::vector<size_t>> pareto(
    std::span<const Json> rows,
    std::string_view rateColumn,
    std::string_view metricColumn,
    Better better,
    Better rateBetter = Better::lower
);

/// One front per asset (by content hash): rows of different assets are not rivals.
struct AssetFront {
    std::string asset, assetHash;
    std::vector<size_t> rows;
};
Result<std::vector<AssetFront>> paretoPerAsset(
    std::span<const Json> rows,
    std::string_view rateColumn,
    std::string_view metricColumn,
    Better better,
    Better rateBetter = Better::lower
);

/// Whether more of a column is better: by the metric table for "metrics.ID", else by the column's meaning.
Better betterOf(std::string_view column);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// Result rows for people; shared by results, pareto and report.
#pragma once

#include "engine/core/json.hpp"
#include "engine/store/filter.hpp"

#include <span>
#include <string>
#include <vector>

namespace rarebit::cli {

class Arguments;

/// The rows of PROJECT by --filter, --sort, --descending and --limit.
Result<std::vector<Json>> queryRows(const Arguments& arguments);
/// "psnr_db" and "metrics.psnr_db" name the same column.
std::string metricColumn(const std::string& metric);

std::string cellText(const CellValue& value);
/// Every dotted column that one of these rows has, sorted.
std::vector<std::string> allColumns(std::span<const Json> rows);
/// RFC 4180, full precision, a head line.
std::string csvOf(std::span<const Json> rows, const std::vector<std::string>& columns);
/// The columns that a table shows unasked: sizes, every metric of these rows, times.
std::vector<std::string> shownColumns(std::span<const Json> rows);
/// A padded table; "params" joins the method's column.
std::string rowTable(std::span<const Json> rows, const std::vector<std::string>& columns);

} // namespace rarebit::cli

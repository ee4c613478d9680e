// SPDX-License-Identifier: GPL-3.0-or-later
// What all spreadsheet readers share: assets from tables and tables from assets, and the limits of a sheet.
#pragma once

#include "engine/core/asset.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace rarebit {

using TablePtr = std::shared_ptr<const Table>;

/// One part per table, in order; equal names get " (2)", " (3)" ... behind them.
Status addSheets(Asset& asset, std::vector<TablePtr> tables, JobContext& job);
/// The tables of an asset's parts; an error where a part is no table.
Result<std::vector<TablePtr>> loadTables(const Asset& asset, std::string_view where, JobContext& job);

/// Sorts and checks the cells of a sheet that was read, and sets its used range. Where a position was given
/// twice, the last one counts.
Status finishTable(Table& table, std::string_view where);
/// Errors with the numbers where the sheet has more cells than limits() or the job's memory allow.
Status checkCells(uint64_t cells, std::string_view where, JobContext& job);

} // namespace rarebit

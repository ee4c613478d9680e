// SPDX-License-Identifier: GPL-3.0-or-later
// What all spreadsheet readers share: assets from tables and tables from assets, and the limits of a sheet.
#pragma once

#include "engine/core/asset.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace rarebit {

using TablePtr = std::shared_ptr<const Table>;

/// One part per table, in order; equal names get " (2)", " (3)" ... behind them.
Status addSheets(Asset& asset, std::vector<TablePtr> tables, JobContext& job);
/// The tables of an asset's parts; an error where a part is no table.
Result<std::vector<TablePtr>> loadTables(const Asset& asset, std::string_view where, JobContext& job);

/// Memory of one workbook while it is read, counted over all its sheets and threads.
class SheetBudget {
public:
    SheetBudget(JobContext& job, std::string where, uint64_t fileBytes);
    /// An error where the budget of the job is exceeded, the cells outgrow the file as a decompression bomb
    /// does (one shared text or repeat count can stand for gigabytes), or the job is cancelled.
    Status add(uint64_t bytes);

private:
    JobContext& job_;
    std::string where_;
    uint64_t most_;
    std::atomic<uint64_t> used_ = 0;
};

/// Longest text of a cell, and of anything else in a workbook that is kept while it is read.
constexpr size_t maxCellText = size_t(16) << 20;

/// Sorts and checks the cells of a sheet that was read, and sets its used range. Where a position was given
/// twice, the last one counts.
Status finishTable(Table& table, std::string_view where);
/// Errors with the numbers where the sheet has more cells than limits() or the job's memory allow.
Status checkCells(uint64_t cells, std::string_view where, JobContext& job);

} // namespace rarebit

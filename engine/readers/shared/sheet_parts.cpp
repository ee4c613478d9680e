// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/sheet_parts.hpp"

#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace rarebit {
namespace {

using UsedNames = std::map<std::string, int, std::less<>>; // name -> the last number behind it

std::string uniqueName(const std::string& name, UsedNames& used) {
    const auto [entry, isNew] = used.try_emplace(name, 1);
    if (isNew) return name;
    for (;;) {
        auto candidate = fmt::format("{} ({})", name, ++entry->second);
        if (used.try_emplace(candidate, 1).second) return candidate;
    }
}

} // namespace

Status addSheets(Asset& asset, std::vector<TablePtr> tables, JobContext& job) {
    UsedNames used;
    for (auto& table : tables) {
        if (job.cancelled()) return cancelledError("opening " + asset.name);
        Part part;
        part.name = uniqueName(table->name, used);
        part.role = "sheet";
        part.shape = {table->rows, table->columns};
        part.byteSize = table->serialisedSize();
        asset.parts.push_back(memoryPart(std::move(part), Payload(std::move(table))));
    }
    return Ok{};
}

Result<std::vector<TablePtr>> loadTables(const Asset& asset, std::string_view where, JobContext& job) {
    std::vector<TablePtr> tables;
    for (const auto& part : asset.parts) {
        if (part.form != PayloadForm::table)
            return unsupported(
                fmt::format("part '{}' is a {}, not a table", printable(part.name), toString(part.form)),
                printable(where),
                "choose the asset's own format with --as"
            );
        RB_TRY(Payload payload, loadWhole(part, job));
        auto* table = std::get_if<TablePtr>(&payload);
        if (!table || !*table) return internalError("a table part without a table", printable(part.name));
        tables.push_back(std::move(*table));
    }
    return tables;
}

Status checkCells(uint64_t cells, std::string_view where, JobContext& job) {
    if (cells > limits().storedCells)
        return badInput(
            fmt::format("a sheet with more than {} stored cells", limits().storedCells),
            std::string(where),
            "split the sheet, or raise the limit of stored cells"
        );
    return job.fits(cells * sizeof(Cell), "the cells of a sheet", where);
}

SheetBudget::SheetBudget(JobContext& job, std::string where, uint64_t fileBytes)
    : job_(job), where_(std::move(where)),
      most_(std::max(
          2 * limits().memberBytes,
          static_cast<uint64_t>(limits().memberRatio * static_cast<double>(fileBytes))
      )) {}

Status SheetBudget::add(uint64_t bytes) {
    if (job_.cancelled()) return cancelledError("reading " + where_);
    const uint64_t used = used_.fetch_add(bytes) + bytes;
    if (used > most_)
        return badInput(
            fmt::format("the cells take more than {} bytes, far beyond the size of the file", most_),
            where_,
            "repeated texts or cells grow like a decompression bomb; get the file again, or raise the limits "
            "of "
            "archive members"
        );
    return job_.fits(used, "the cells of the workbook", where_);
}

Status finishTable(Table& table, std::string_view where) {
    const auto before = [](const Cell& a, const Cell& b) {
        return a.row != b.row ? a.row < b.row : a.column < b.column;
    };
    if (!std::ranges::is_sorted(table.cells, before)) std::ranges::stable_sort(table.cells, before);
    // Keeps the last of equal positions: unique() from the back.
    const auto samePosition = [](const Cell& a, const Cell& b) {
        return a.row == b.row && a.column == b.column;
    };
    const auto kept = std::unique(table.cells.rbegin(), table.cells.rend(), samePosition);
    table.cells.erase(table.cells.begin(), kept.base());
    table.fitUsedRange();
    const auto area = static_cast<uint64_t>(table.rows) * static_cast<uint64_t>(table.columns);
    if (area > limits().sheetCells)
        return badInput(
            fmt::format(
                "the used range has {} rows and {} columns; the limit is {} cells",
                table.rows,
                table.columns,
                limits().sheetCells
            ),
            std::string(where),
            "remove stray cells far from the others, or raise the limit of a used range"
        );
    return Ok{};
}

} // namespace rarebit

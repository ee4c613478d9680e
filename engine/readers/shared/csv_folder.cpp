// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/csv_folder.hpp"

#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/delimited.hpp"
#include "engine/readers/shared/sheet_parts.hpp"

#include <fmt/format.h>

namespace rarebit {
namespace {

/// Above this many cells in a used range, rows end with their last value instead of being filled up.
constexpr int64_t filledCells = int64_t(1) << 24;
constexpr size_t cellsPerCheck = 16384;

std::string plainText(const Cell& cell) {
    switch (cell.kind) {
    case CellKind::empty:
        return {};
    case CellKind::boolean:
        return cell.number != 0 ? "TRUE" : "FALSE";
    case CellKind::number:
    case CellKind::date:
        return fmt::format("{:.15g}", cell.number);
    case CellKind::text:
    case CellKind::error:
        break;
    }
    return cell.text;
}

Result<std::string> csvText(const Table& table, JobContext& job) {
    const bool filled = table.rows * table.columns <= filledCells;
    std::string out;
    auto cell = table.cells.begin();
    size_t count = 0;
    const auto fill = [&](int64_t from, int64_t to) {
        if (to > from) out.append(static_cast<size_t>(to - from), ',');
    };
    const auto check = [&]() -> Status {
        if (job.cancelled()) return cancelledError("writing CSV");
        return job.fits(out.size(), "the text of the worksheet", printable(table.name));
    };
    for (int64_t row = 0; row < table.rows; ++row) {
        int64_t column = 0;
        if (row % 4096 == 0) RB_CHECK(check());
        for (; cell != table.cells.end() && cell->row == row; ++cell) {
            if (count++ % cellsPerCheck == 0) RB_CHECK(check());
            if (cell->kind == CellKind::empty) continue;
            fill(column, cell->column);
            column = cell->column;
            appendField(out, plainText(*cell), ',');
        }
        if (filled) fill(column, table.columns - 1);
        out += '\n';
    }
    return out;
}

} // namespace

Status writeCsvFolder(const Asset& asset, const std::filesystem::path& folder, JobContext& job) {
    std::error_code code;
    if (std::filesystem::exists(folder, code))
        return ioError(
            "a file or folder of that name exists",
            printable(folder.string()),
            "give the name of a new folder, or remove the old one"
        );
    RB_TRY(const auto tables, loadTables(asset, printable(folder.string()), job));
    if (!std::filesystem::create_directory(folder, code))
        return ioError(
            "the folder cannot be made: " + printable(code.message()),
            printable(folder.string()),
            "check that the folder above exists and may be written"
        );
    const auto fill = [&]() -> Status {
        Json names = Json::array();
        for (size_t i = 0; i < tables.size(); ++i) {
            RB_TRY(const std::string text, csvText(*tables[i], job));
            RB_CHECK(writeFile(folder / fmt::format("{:03}.csv", i + 1), text));
            names.push(asset.parts[i].name);
        }
        return writeFile(folder / "sheets.json", names.dump(1) + "\n");
    };
    Status status = fill();
    if (!status) std::filesystem::remove_all(folder, code);
    return status;
}

} // namespace rarebit

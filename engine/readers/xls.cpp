// SPDX-License-Identifier: GPL-3.0-or-later
// Old binary workbooks (BIFF) through FreeXL: values and dates of the worksheets, nothing else.
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/number_format.hpp"
#include "engine/readers/shared/xlsx.hpp"

#include <fmt/format.h>
#include <freexl.h>

#include <algorithm>

namespace rarebit::readers {
namespace {

constexpr std::string_view oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr uint64_t cellsPerCheck = 65536;

int score(std::span<const std::byte> head, std::string_view fileName) {
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    const auto name = lower(fileName);
    const bool named = name.ends_with(".xls") || name.ends_with(".xlt");
    if (!named) return 0; // the same container holds documents, slides and installers
    return text.starts_with(oleMagic) ? 95 : 60;
}

/// FreeXL's codes that users can do something about; the others are damage.
Error freexlError(int code, const std::string& where) {
    if (code == FREEXL_CRAFTED_FILE)
        return badInput(
            "the workbook has impossible lengths (FreeXL: crafted file)",
            where,
            "do not trust this file; get it again"
        );
    if (code == FREEXL_INSUFFICIENT_MEMORY)
        return outOfMemory(
            "no memory for the cells of the workbook", where, "close other programs and try again"
        );
    return badInput(
        fmt::format("the binary workbook cannot be read (FreeXL error {})", code),
        where,
        "the file is damaged, or is no workbook; open and save it as .xlsx in a spreadsheet program"
    );
}

class Workbook {
public:
    Workbook(const std::filesystem::path& path, std::string where, JobContext& job)
        : where_(std::move(where)), job_(job) {
        code_ = freexl_open(path.c_str(), &handle_);
    }
    ~Workbook() {
        if (handle_) freexl_close(handle_);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    Result<std::vector<TablePtr>> tables() {
        if (code_ != FREEXL_OK) return freexlError(code_, where_);
        if (!handle_) // FreeXL 1.0 reports success, and opens nothing
            return badInput(
                "FreeXL cannot open the workbook: it is damaged, or a text has more than about 16,000 "
                "characters",
                where_,
                "open and save it as .xlsx in a spreadsheet program"
            );
        RB_TRY(const auto password, info(FREEXL_BIFF_PASSWORD));
        if (password == FREEXL_BIFF_OBFUSCATED)
            return unsupported(
                "the workbook is protected by a password",
                where_,
                "remove the password in the program that made it"
            );
        RB_TRY(const auto mode, info(FREEXL_BIFF_DATEMODE));
        date1904_ = mode == FREEXL_BIFF_DATEMODE_1904;
        RB_TRY(const auto count, info(FREEXL_BIFF_SHEET_COUNT));
        if (count == 0)
            return badInput("a workbook without a worksheet", where_, "add a worksheet to the workbook");
        std::vector<TablePtr> out;
        for (unsigned i = 0; i < count; ++i) {
            RB_TRY(auto table, sheet(static_cast<unsigned short>(i)));
            out.push_back(std::move(table));
        }
        return out;
    }

private:
    Result<unsigned> info(unsigned short what) {
        unsigned value = 0;
        const int code = freexl_get_info(handle_, what, &value);
        if (code != FREEXL_OK) return freexlError(code, where_);
        return value;
    }
    Result<TablePtr> sheet(unsigned short index) {
        const char* name = nullptr;
        unsigned rows = 0;
        unsigned short columns = 0;
        for (const int code :
             {freexl_get_worksheet_name(handle_, index, &name),
              freexl_select_active_worksheet(handle_, index),
              freexl_worksheet_dimensions(handle_, &rows, &columns)})
            if (code != FREEXL_OK) return freexlError(code, where_);
        auto table = std::make_shared<Table>();
        table->name = name ? name : "";
        table->date1904 = date1904_;
        uint64_t visited = 0;
        for (unsigned row = 0; row < rows; ++row)
            for (unsigned short column = 0; column < columns; ++column) {
                if (visited++ % cellsPerCheck == 0) {
                    if (job_.cancelled()) return cancelledError("reading " + where_);
                    RB_CHECK(checkCells(table->cells.size(), where_, job_));
                }
                RB_CHECK(addCell(*table, row, column));
            }
        RB_CHECK(finishTable(*table, fmt::format("{}, worksheet '{}'", where_, printable(table->name))));
        return TablePtr(std::move(table));
    }
    Status addCell(Table& table, unsigned row, unsigned short column) {
        FreeXL_CellValue value{};
        if (const int code = freexl_get_cell_value(handle_, row, column, &value); code != FREEXL_OK)
            return freexlError(code, where_);
        Cell cell;
        cell.row = static_cast<int32_t>(row);
        cell.column = column;
        const char* text = value.value.text_value;
        switch (value.type) {
        case FREEXL_CELL_INT:
            cell.kind = CellKind::number;
            cell.number = value.value.int_value;
            break;
        case FREEXL_CELL_DOUBLE:
            cell.kind = CellKind::number;
            cell.number = value.value.double_value;
            break;
        case FREEXL_CELL_TEXT:
        case FREEXL_CELL_SST_TEXT:
            cell.kind = CellKind::text;
            cell.text = text ? text : "";
            break;
        case FREEXL_CELL_DATE:
            return addDate(table, std::move(cell), text, "yyyy-mm-dd");
        case FREEXL_CELL_DATETIME:
            return addDate(table, std::move(cell), text, "yyyy-mm-dd hh:mm:ss");
        case FREEXL_CELL_TIME:
            return addDate(table, std::move(cell), text, "hh:mm:ss");
        default:
            return Ok{};
        }
        table.cells.push_back(std::move(cell));
        return Ok{};
    }
    Status addDate(Table& table, Cell cell, const char* text, const char* format) {
        const auto serial = text ? serialDay(text, date1904_) : std::nullopt;
        if (!serial) { // FreeXL spells days that no calendar has
            cell.kind = CellKind::text;
            cell.text = text ? text : "";
        } else {
            cell.kind = CellKind::date;
            cell.number = *serial;
            CellStyle style;
            style.numberFormat = format;
            const auto found = std::ranges::find(table.styles, style);
            cell.style = static_cast<uint32_t>(found - table.styles.begin());
            if (found == table.styles.end()) table.styles.push_back(std::move(style));
        }
        table.cells.push_back(std::move(cell));
        return Ok{};
    }

    std::string where_;
    JobContext& job_;
    const void* handle_ = nullptr;
    int code_ = FREEXL_OK;
    bool date1904_ = false;
};

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    RB_TRY(const Bytes file, mapFile(path)); // refuses what is no regular file
    const auto where = printable(path.string());
    if (!file.text().starts_with(oleMagic))
        return badInput(
            fmt::format("no binary workbook at byte 0 of {}", file.size()),
            where,
            "give the file the suffix of its format, or force a reader with --reader"
        );
    RB_TRY(auto tables, Workbook(path, where, job).tables());
    Asset asset;
    asset.kind = "sheet";
    asset.counts["not_read"] =
        "formulas, styles, merged ranges and errors; booleans are 0 and 1 (FreeXL gives values and dates)";
    RB_CHECK(addSheets(asset, std::move(tables), job));
    return asset;
}

} // namespace

const ReaderDef& xls() {
    static const ReaderDef definition{
        .id = "xls",
        .title = "Old Excel workbook, values and dates (written as xlsx)",
        .extensions = {"xls", "xlt"},
        .kinds = "sheet",
        .score = score,
        .open = open,
        .write = xlsx::writeAsset,
    };
    return definition;
}

} // namespace rarebit::readers

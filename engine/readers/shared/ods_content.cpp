// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/number_format.hpp"
#include "engine/readers/shared/ods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace rarebit::ods {
namespace {

constexpr int64_t maxExtent = int64_t(1) << 31;
constexpr uint64_t bytesPerCheck = uint64_t(1) << 20;
constexpr size_t maxFormulaBytes = 65536;
const char* const damagedFix = "the file is damaged; open and save it in a spreadsheet program";

/// Text of paragraphs: runs of white space are one space, none at the ends; paragraphs are lines.
class ParagraphText {
public:
    void clear() {
        text_.clear();
        paragraphs_ = 0;
        open_ = 0;
    }
    void startParagraph() {
        if (open_++ > 0) return;
        if (paragraphs_++ > 0) text_ += '\n';
        pending_ = false;
        atStart_ = true;
    }
    void endParagraph() { --open_; }
    bool inParagraph() const { return open_ > 0; }
    bool any() const { return paragraphs_ > 0; }
    void add(std::string_view piece) {
        for (const char c : piece) {
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                pending_ = !atStart_;
                continue;
            }
            addFixed(std::string_view(&c, 1));
        }
    }
    /// White space that is meant as written.
    void addFixed(std::string_view piece) {
        if (pending_) text_ += ' ';
        pending_ = atStart_ = false;
        text_ += piece;
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
    int paragraphs_ = 0, open_ = 0;
    bool pending_ = false, atStart_ = true;
};

} // namespace

struct ContentCollector::State {
    State(NumberFormats& formatsOfStyles, std::string place, SheetBudget& budgetOfAll)
        : formats(formatsOfStyles), where(std::move(place)), budget(budgetOfAll) {}

    NumberFormats& formats;
    std::string where;
    SheetBudget& budget;
    std::vector<TablePtr> tables;
    bool date1904 = false;

    std::shared_ptr<Table> table; // the worksheet being read
    int tableDepth = 0;           // tables inside cells and caches of other documents are left out
    bool cached = false;
    int64_t row = 0, column = 0, rowRepeat = 1, cellRepeat = 1;
    std::string rowStyle;
    struct ColumnStyle {
        int64_t end = 0;
        std::string style;
    };
    std::vector<ColumnStyle> columnStyles;
    int64_t columnEnd = 0;
    std::vector<Cell> rowCells;
    std::map<std::string, uint32_t> styleIndex; // by number format

    Cell cell;
    std::string type, styleName, stringValue, errorType;
    bool inCell = false, hasString = false;
    int skipDepth = 0; // inside annotations, drawings, notes
    ParagraphText text;
    uint64_t uncounted = 0;

    Error damaged(std::string what) const {
        return badInput(
            std::move(what),
            table ? fmt::format("{}, row {}, column {}", where, row + 1, column + 1) : where,
            damagedFix
        );
    }

    Result<int64_t> countOf(std::string_view value, const char* what) const {
        if (!value.data()) return int64_t(1);
        int64_t count = 0;
        const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), count);
        if (code != std::errc{} || end != value.data() + value.size() || count < 1 || count > maxExtent)
            return damaged(fmt::format("{} is '{}'", what, printable(value.substr(0, 40))));
        return count;
    }

    Status start(std::string_view tag, const XmlAttributes& attributes) {
        if (skipDepth > 0) {
            ++skipDepth;
            return Ok{};
        }
        if (inCell) {
            startInCell(tag, attributes);
            return Ok{};
        }
        if (tag == "table:table") return startTable(attributes);
        if (!table) {
            if (tag == "table:null-date")
                date1904 = attributes["table:date-value"].starts_with("1904");
            else
                formats.start(tag, attributes);
            return Ok{};
        }
        if (tag == "table:table-cell" || tag == "table:covered-table-cell") return startCell(attributes);
        if (tag == "table:table-row") {
            RB_TRY(rowRepeat, countOf(attributes["table:number-rows-repeated"], "a number of repeated rows"));
            rowStyle = attributes["table:default-cell-style-name"];
            column = 0;
        } else if (tag == "table:table-column") {
            RB_TRY(
                const int64_t count,
                countOf(attributes["table:number-columns-repeated"], "a number of repeated columns")
            );
            columnEnd = std::min(columnEnd + count, maxExtent);
            columnStyles.push_back({columnEnd, std::string(attributes["table:default-cell-style-name"])});
            uncounted += sizeof(ColumnStyle);
        } else if (tag == "table:shapes" || tag.starts_with("office:") || tag.starts_with("draw:")) {
            skipDepth = 1;
        }
        return Ok{};
    }

    Status startTable(const XmlAttributes& attributes) {
        if (table) { // a table inside another
            skipDepth = 1;
            return Ok{};
        }
        table = std::make_shared<Table>();
        table->name = attributes["table:name"];
        // LibreOffice keeps the cells of linked documents as tables of this style.
        cached = attributes["table:style-name"] == "ta_extref";
        row = column = columnEnd = 0;
        columnStyles.clear();
        styleIndex.clear();
        return Ok{};
    }

    Status startCell(const XmlAttributes& attributes) {
        inCell = true;
        cell = {};
        text.clear();
        RB_TRY(
            cellRepeat, countOf(attributes["table:number-columns-repeated"], "a number of repeated cells")
        );
        type = attributes["office:value-type"];
        errorType = attributes["calcext:value-type"];
        styleName = attributes["table:style-name"];
        hasString = attributes["office:string-value"].data() != nullptr;
        stringValue = attributes["office:string-value"];
        if (const auto formula = attributes["table:formula"]; formula.data()) {
            if (formula.size() > maxFormulaBytes)
                return damaged(
                    fmt::format("a formula of {} bytes; the limit is {}", formula.size(), maxFormulaBytes)
                );
            cell.formula = plainFormula(formula);
        }
        RB_CHECK(setValue(attributes));
        return addRanges(attributes);
    }
    Status setValue(const XmlAttributes& attributes) {
        const auto number = [&](std::string_view value) -> Status {
            const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), cell.number);
            if (code != std::errc{} || end != value.data() + value.size() || !std::isfinite(cell.number))
                return damaged(fmt::format("a cell has the number '{}'", printable(value.substr(0, 40))));
            cell.kind = CellKind::number;
            return Ok{};
        };
        const auto date = [&](std::string_view value) -> Status {
            const auto serial = serialDay(value, date1904);
            if (!serial)
                return damaged(fmt::format("a cell has the date '{}'", printable(value.substr(0, 40))));
            cell.kind = CellKind::date;
            cell.number = *serial;
            return Ok{};
        };
        if (type == "float" || type == "percentage" || type == "currency")
            return number(attributes["office:value"]);
        if (type == "date") return date(attributes["office:date-value"]);
        if (type == "time") return date(attributes["office:time-value"]);
        if (type == "boolean") {
            const auto value = attributes["office:boolean-value"];
            cell.kind = CellKind::boolean;
            cell.number = value == "true" ? 1 : 0;
            if (value != "true" && value != "false")
                return damaged(fmt::format("a cell has the boolean '{}'", printable(value.substr(0, 40))));
        }
        return Ok{};
    }
    Status addRanges(const XmlAttributes& attributes) {
        const auto add = [&](const char* rowsName, const char* columnsName, std::vector<MergedRange>& list
                         ) -> Status {
            if (!attributes[rowsName].data() && !attributes[columnsName].data()) return Ok{};
            RB_TRY(const int64_t rows, countOf(attributes[rowsName], "a number of spanned rows"));
            RB_TRY(const int64_t columns, countOf(attributes[columnsName], "a number of spanned columns"));
            if (row + rows > maxExtent || column + columns > maxExtent)
                return damaged("a range that leaves the sheet");
            if (&list == &table->merges && rows == 1 && columns == 1) return Ok{};
            list.push_back(
                {static_cast<int32_t>(row),
                 static_cast<int32_t>(column),
                 static_cast<int32_t>(row + rows - 1),
                 static_cast<int32_t>(column + columns - 1)}
            );
            uncounted += sizeof(MergedRange);
            return Ok{};
        };
        RB_CHECK(add("table:number-rows-spanned", "table:number-columns-spanned", table->merges));
        return add("table:number-matrix-rows-spanned", "table:number-matrix-columns-spanned", table->arrays);
    }

    void startInCell(std::string_view tag, const XmlAttributes& attributes) {
        if (!tag.starts_with("text:") || tag == "text:note" || tag == "text:ruby-text") {
            skipDepth = 1;
        } else if (tag == "text:p" || tag == "text:h") {
            text.startParagraph();
        } else if (text.inParagraph()) {
            if (tag == "text:s") {
                int64_t count = 1;
                const auto value = attributes["text:c"];
                std::from_chars(value.data(), value.data() + value.size(), count);
                text.addFixed(std::string(static_cast<size_t>(std::clamp<int64_t>(count, 0, 32767)), ' '));
            } else if (tag == "text:tab") {
                text.addFixed("\t");
            } else if (tag == "text:line-break") {
                text.addFixed("\n");
            }
        }
    }

    Status end(std::string_view tag) {
        if (skipDepth > 0) {
            --skipDepth;
            return Ok{};
        }
        if (inCell) {
            if (tag == "text:p" || tag == "text:h") text.endParagraph();
            if (tag != "table:table-cell" && tag != "table:covered-table-cell") return Ok{};
            inCell = false;
            return endCell();
        }
        if (!table) {
            formats.end(tag);
            return Ok{};
        }
        if (tag == "table:table-row") return endRow();
        if (tag == "table:table") return endTable();
        return Ok{};
    }
    void setText() {
        if (errorType == "error") {
            cell.kind = CellKind::error;
            cell.text = text.text();
        } else if (type == "string" || (type.empty() && text.any())) {
            cell.kind = CellKind::text;
            cell.text = hasString ? stringValue : text.text();
        }
    }
    Status endCell() {
        setText();
        const int64_t first = column;
        column = std::min(column + cellRepeat, maxExtent);
        if (!cell.hasContent()) return Ok{};
        setStyle(first);
        if (first + cellRepeat > maxExtent) return damaged("a cell beyond the last column");
        RB_CHECK(checkCount(static_cast<uint64_t>(cellRepeat)));
        for (int64_t i = 0; i < cellRepeat; ++i) {
            Cell copy = cell;
            copy.column = static_cast<int32_t>(first + i);
            RB_CHECK(count(copy));
            rowCells.push_back(std::move(copy));
        }
        return Ok{};
    }
    Status checkCount(uint64_t more) const {
        if (table->cells.size() + rowCells.size() + more > limits().storedCells)
            return badInput(
                fmt::format("more than {} stored cells", limits().storedCells),
                fmt::format("{}, worksheet '{}'", where, printable(table->name)),
                "split the worksheet, or raise the limit of stored cells"
            );
        return Ok{};
    }
    Status count(const Cell& added) {
        uncounted += sizeof(Cell) + added.text.size() + added.formula.size();
        if (uncounted < bytesPerCheck) return Ok{};
        return budget.add(std::exchange(uncounted, 0));
    }
    /// Dates are known by their format when the table is written as a workbook, so the two must agree.
    void setStyle(int64_t at) {
        std::string name = styleName.empty() ? rowStyle : styleName;
        if (name.empty()) {
            const auto found = std::ranges::upper_bound(columnStyles, at, {}, &ColumnStyle::end);
            if (found != columnStyles.end()) name = found->style;
        }
        std::string format = formats.of(name);
        if ((cell.kind == CellKind::date) != isDateFormat(format))
            format = cell.kind != CellKind::date ? "General"
                     : type == "time"            ? "[h]:mm:ss"
                                                 : "yyyy-mm-dd hh:mm:ss";
        if (format == "General") return;
        const auto [found, isNew] =
            styleIndex.try_emplace(format, static_cast<uint32_t>(table->styles.size()));
        if (isNew) {
            CellStyle style;
            style.numberFormat = format;
            table->styles.push_back(std::move(style));
        }
        cell.style = found->second;
    }
    Status endRow() {
        const int64_t first = row;
        row = std::min(row + rowRepeat, maxExtent);
        if (rowCells.empty()) return Ok{};
        if (first + rowRepeat > maxExtent) return damaged("a cell beyond the last row");
        if (rowRepeat > static_cast<int64_t>(limits().storedCells)) return checkCount(UINT64_MAX / 2);
        RB_CHECK(checkCount(rowCells.size() * static_cast<uint64_t>(rowRepeat - 1)));
        for (int64_t i = 0; i < rowRepeat; ++i)
            for (const auto& one : rowCells) {
                Cell copy = one;
                copy.row = static_cast<int32_t>(first + i);
                if (i > 0) RB_CHECK(count(copy));
                table->cells.push_back(std::move(copy));
            }
        rowCells.clear();
        return Ok{};
    }
    Status endTable() {
        RB_CHECK(budget.add(std::exchange(uncounted, 0)));
        auto done = std::exchange(table, nullptr);
        if (cached) return Ok{};
        done->date1904 = date1904;
        RB_CHECK(finishTable(*done, fmt::format("{}, worksheet '{}'", where, printable(done->name))));
        tables.push_back(std::move(done));
        return Ok{};
    }
};

ContentCollector::ContentCollector(NumberFormats& formats, std::string where, SheetBudget& budget)
    : state_(std::make_unique<State>(formats, std::move(where), budget)) {}

ContentCollector::~ContentCollector() = default;

XmlHandlers ContentCollector::handlers(XmlParser*& parser) {
    State& state = *state_;
    XmlHandlers out;
    out.start = [&state, &parser](std::string_view tag, const XmlAttributes& attributes) {
        if (const Status status = state.start(tag, attributes); !status) parser->fail(status.error());
    };
    out.end = [&state, &parser](std::string_view tag) {
        if (const Status status = state.end(tag); !status) parser->fail(status.error());
    };
    out.text = [&state, &parser](std::string_view piece) {
        if (state.skipDepth > 0) return;
        if (!state.inCell)
            state.formats.text(piece);
        else if (state.text.inParagraph())
            state.text.add(piece);
        if (state.text.text().size() > maxCellText)
            parser->fail(state.damaged(fmt::format("a cell with more than {} bytes of text", maxCellText)));
    };
    return out;
}

std::vector<TablePtr> ContentCollector::takeTables() {
    return std::move(state_->tables);
}

} // namespace rarebit::ods

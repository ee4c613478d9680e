// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/cell_ref.hpp"
#include "engine/readers/shared/number_format.hpp"
#include "engine/readers/shared/xlsx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

namespace rarebit::xlsx {
namespace {

/// Excel's limit for a formula is 8,192 characters.
constexpr size_t maxFormulaBytes = 65536;
constexpr uint64_t bytesPerCheck = uint64_t(1) << 20;
const char* const damagedFix = "the file is damaged; open and save it in a spreadsheet program";

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view spaces = " \t\r\n";
    const size_t first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

template <class T>
bool parseNumber(std::string_view text, T& value) {
    text = trimmed(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc{} && end == text.data() + text.size();
}

/// Fills a table from the events of one worksheet.
class SheetCollector {
public:
    SheetCollector(const Workbook& workbook, std::string where, SheetBudget& budget)
        : workbook_(workbook), where_(std::move(where)), budget_(budget),
          styleOf_(workbook.styles.formats.size(), unused) {}

    XmlHandlers handlers(XmlParser*& parser) {
        XmlHandlers out;
        out.start = [this, &parser](std::string_view tag, const XmlAttributes& attributes) {
            check(start(xmlLocalName(tag), attributes), *parser);
        };
        out.end = [this, &parser](std::string_view tag) { check(end(xmlLocalName(tag)), *parser); };
        out.text = [this, &parser](std::string_view piece) {
            if (!text_) return;
            *text_ += piece;
            if (text_->size() > maxCellText)
                parser->fail(damaged(fmt::format("cell {} has more than {} bytes", here(), maxCellText)));
        };
        return out;
    }

    Result<TablePtr> finish(const std::string& name) {
        for (const auto& [index, group] : pending_) {
            const auto found = shared_.find(group);
            if (found == shared_.end())
                return badInput(
                    fmt::format("shared formula {} is used and never written", group), where_, damagedFix
                );
            RB_CHECK(share(table_->cells[index], found->second));
        }
        table_->name = name;
        table_->date1904 = workbook_.date1904;
        RB_CHECK(budget_.add(uncounted_));
        RB_CHECK(finishTable(*table_, where_));
        return TablePtr(std::move(table_));
    }

private:
    static constexpr uint32_t unused = UINT32_MAX;
    struct SharedFormula {
        std::string text;
        int32_t row = 0, column = 0;
    };

    static void check(const Status& status, XmlParser& parser) {
        if (!status) parser.fail(status.error());
    }
    Error damaged(std::string what) const { return badInput(std::move(what), where_, damagedFix); }
    std::string here() const { return cellName(cell_.row, cell_.column); }

    Status start(std::string_view name, const XmlAttributes& attributes) {
        if (inCell_) {
            startInCell(name, attributes);
            return Ok{};
        }
        if (name == "c") return startCell(attributes);
        if (name == "row") return startRow(attributes);
        if (name == "mergeCell") return addMerge(attributes["ref"]);
        return Ok{};
    }
    Status startRow(const XmlAttributes& attributes) {
        const auto number = attributes["r"];
        int64_t row = row_ + 2; // from 1
        if (number.data() && !parseNumber(number, row))
            return damaged(fmt::format("row number '{}'", printable(number.substr(0, 40))));
        if (row < 1 || row > sheetRows)
            return damaged(fmt::format("row {}; a worksheet has rows 1 to {}", row, sheetRows));
        row_ = static_cast<int32_t>(row - 1);
        column_ = -1;
        return Ok{};
    }
    Status startCell(const XmlAttributes& attributes) {
        inCell_ = true;
        cell_ = {};
        value_.clear();
        formula_.clear();
        inline_.clear();
        hasFormula_ = hasInline_ = false;
        if (const auto name = attributes["r"]; name.data()) {
            const auto ref = parseCellRef(name);
            if (!ref)
                return damaged(fmt::format(
                    "cell reference '{}'; a worksheet ends at XFD1048576", printable(name.substr(0, 40))
                ));
            cell_.row = ref->row;
            cell_.column = ref->column;
        } else {
            cell_.row = std::max(row_, 0);
            cell_.column = column_ + 1;
            if (cell_.column >= sheetColumns)
                return damaged(fmt::format("more than {} cells in a row", sheetColumns));
        }
        column_ = cell_.column;
        type_ = attributes["t"];
        return setStyle(attributes["s"]);
    }
    Status setStyle(std::string_view number) {
        uint32_t format = 0;
        if (number.data() && !parseNumber(number, format))
            return damaged(fmt::format("style '{}' of cell {}", printable(number.substr(0, 40)), here()));
        const auto& styles = workbook_.styles;
        if (format == 0 && styles.formats.empty()) return Ok{};
        if (format >= styles.formats.size())
            return damaged(fmt::format("style {} of {} in cell {}", format, styles.formats.size(), here()));
        format_ = format;
        uint32_t& index = styleOf_[styles.same[format]];
        if (index == unused) {
            const auto& style = styles.formats[format];
            if (style == CellStyle{}) {
                index = 0;
            } else {
                index = static_cast<uint32_t>(table_->styles.size());
                table_->styles.push_back(style);
                uncounted_ += sizeof(CellStyle) + style.numberFormat.size() + style.font.size() +
                              style.fill.size() + style.border.size() + style.alignment.size();
            }
        }
        cell_.style = index;
        return Ok{};
    }
    void startInCell(std::string_view name, const XmlAttributes& attributes) {
        ++cellDepth_;
        if (name == "v" && cellDepth_ == 1) {
            text_ = &value_;
        } else if (name == "f" && cellDepth_ == 1) {
            text_ = &formula_;
            hasFormula_ = true;
            formulaType_ = attributes["t"];
            formulaGroup_ = attributes["si"];
            formulaRange_ = attributes["ref"];
        } else if (name == "is") {
            hasInline_ = true;
        } else if (name == "rPh") {
            phonetic_ = true;
        } else if (name == "t" && !phonetic_) {
            text_ = &inline_;
        }
    }
    Status end(std::string_view name) {
        if (!inCell_) return Ok{};
        if (cellDepth_ > 0) {
            --cellDepth_;
            text_ = nullptr;
            if (name == "rPh") phonetic_ = false;
            return Ok{};
        }
        inCell_ = false;
        RB_CHECK(setValue());
        const size_t index = table_->cells.size();
        RB_CHECK(setFormula(index));
        if (!cell_.hasContent() && cell_.style == 0 && (pending_.empty() || pending_.back().first != index))
            return Ok{};
        return addCell();
    }
    Status addCell() {
        uncounted_ += sizeof(Cell) + cell_.text.size() + cell_.formula.size();
        table_->cells.push_back(std::move(cell_));
        if (table_->cells.size() > limits().storedCells)
            return badInput(
                fmt::format("more than {} stored cells", limits().storedCells),
                where_,
                "split the worksheet, or raise the limit of stored cells"
            );
        if (uncounted_ < bytesPerCheck) return Ok{};
        return budget_.add(std::exchange(uncounted_, 0));
    }
    Status setValue() {
        if (type_ == "inlineStr") {
            if (!hasInline_ && value_.empty()) return Ok{};
            cell_.kind = CellKind::text;
            cell_.text = inline_.empty() ? value_ : inline_;
            return Ok{};
        }
        if (type_ == "str") {
            cell_.kind = CellKind::text;
            cell_.text = value_;
            return Ok{};
        }
        if (trimmed(value_).empty()) return Ok{};
        if (type_ == "s") return setShared();
        if (type_ == "e") {
            cell_.kind = CellKind::error;
            cell_.text = value_;
            return Ok{};
        }
        if (type_ == "b") {
            const auto value = trimmed(value_);
            cell_.kind = CellKind::boolean;
            cell_.number = value == "1" || value == "true" ? 1 : 0;
            if (cell_.number == 0 && value != "0" && value != "false")
                return damaged(fmt::format("boolean '{}' in cell {}", printable(value.substr(0, 40)), here())
                );
            return Ok{};
        }
        if (type_ == "d") return setDate();
        if (!type_.empty() && type_ != "n")
            return damaged(fmt::format("cell {} has the type '{}'", here(), printable(type_.substr(0, 40))));
        if (!parseNumber(value_, cell_.number) || !std::isfinite(cell_.number))
            return damaged(fmt::format("cell {} has the number '{}'", here(), printable(value_.substr(0, 40)))
            );
        const auto& isDate = workbook_.styles.isDate;
        cell_.kind = format_ < isDate.size() && isDate[format_] ? CellKind::date : CellKind::number;
        return Ok{};
    }
    Status setShared() {
        uint64_t index = 0;
        if (!parseNumber(value_, index) || index >= workbook_.strings.size())
            return damaged(fmt::format(
                "cell {} asks for shared string '{}' of {}",
                here(),
                printable(value_.substr(0, 40)),
                workbook_.strings.size()
            ));
        cell_.kind = CellKind::text;
        cell_.text = workbook_.strings[index];
        return Ok{};
    }
    Status setDate() {
        const auto serial = serialDay(trimmed(value_), workbook_.date1904);
        if (!serial)
            return damaged(fmt::format("cell {} has the date '{}'", here(), printable(value_.substr(0, 40))));
        cell_.kind = CellKind::date;
        cell_.number = *serial;
        // A date is known by its number format when the table is written as a workbook.
        if (!isDateFormat(table_->styles[cell_.style].numberFormat)) {
            const auto [known, isNew] =
                datedStyle_.try_emplace(cell_.style, static_cast<uint32_t>(table_->styles.size()));
            if (isNew) {
                CellStyle style = table_->styles[cell_.style];
                style.numberFormat = builtinNumberFormat(22);
                table_->styles.push_back(std::move(style));
            }
            cell_.style = known->second;
        }
        return Ok{};
    }
    Status setFormula(size_t index) {
        if (!hasFormula_) return Ok{};
        if (formula_.size() > maxFormulaBytes)
            return damaged(fmt::format(
                "the formula of cell {} has {} bytes; the limit is {}",
                here(),
                formula_.size(),
                maxFormulaBytes
            ));
        if (formulaType_ == "array" && !formulaRange_.empty()) {
            const auto range = parseRange(formulaRange_);
            if (!range)
                return damaged(fmt::format(
                    "the array formula of cell {} has the range '{}'",
                    here(),
                    printable(formulaRange_.substr(0, 40))
                ));
            table_->arrays.push_back(*range);
            uncounted_ += sizeof(MergedRange);
        }
        if (formulaType_ == "shared") {
            if (!formula_.empty()) {
                shared_[formulaGroup_] = {formula_, cell_.row, cell_.column};
                uncounted_ += sizeof(SharedFormula) + formula_.size();
            } else if (const auto found = shared_.find(formulaGroup_); found != shared_.end()) {
                return share(cell_, found->second);
            } else {
                pending_.emplace_back(index, formulaGroup_);
            }
        }
        cell_.formula = formula_;
        return Ok{};
    }
    Status share(Cell& cell, const SharedFormula& formula) {
        cell.formula = shiftFormula(formula.text, cell.row - formula.row, cell.column - formula.column);
        return Ok{};
    }
    Status addMerge(std::string_view ref) {
        const auto range = parseRange(ref);
        if (!range) return damaged(fmt::format("merged range '{}'", printable(ref.substr(0, 40))));
        table_->merges.push_back(*range);
        uncounted_ += sizeof(MergedRange);
        return Ok{};
    }

    const Workbook& workbook_;
    std::string where_;
    SheetBudget& budget_;
    std::shared_ptr<Table> table_ = std::make_shared<Table>();
    std::vector<uint32_t> styleOf_;           // by format: index into the table's styles
    std::map<uint32_t, uint32_t> datedStyle_; // index of a style -> of the same as a date
    int32_t row_ = -1, column_ = -1;
    Cell cell_;
    std::string type_, value_, inline_, formula_, formulaType_, formulaGroup_, formulaRange_;
    std::string* text_ = nullptr; // where the text of the open element goes
    uint32_t format_ = 0;
    int cellDepth_ = 0;
    bool inCell_ = false, hasFormula_ = false, hasInline_ = false, phonetic_ = false;
    std::map<std::string, SharedFormula, std::less<>> shared_;
    std::vector<std::pair<size_t, std::string>> pending_; // cell index, group: its formula comes later
    uint64_t uncounted_ = 0;
};

} // namespace

Result<TablePtr> readSheet(
    const ZipArchive& archive,
    const ZipMember& member,
    const std::string& name,
    const std::string& where,
    const Workbook& workbook,
    SheetBudget& budget,
    JobContext& job
) {
    SheetCollector collector(workbook, fmt::format("{}, worksheet '{}'", where, printable(name)), budget);
    RB_CHECK(parseMember(archive, member, where, job, [&](XmlParser*& parser) {
        return collector.handlers(parser);
    }));
    return collector.finish(name);
}

} // namespace rarebit::xlsx

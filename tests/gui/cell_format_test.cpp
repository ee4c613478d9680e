// SPDX-License-Identifier: GPL-3.0-or-later
// Number formats read as spreadsheet programs show them.
#include "engine/core/reader.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"
#include "views/compare/cell_format.hpp"

using namespace rarebit;
using namespace rarebit::views;

namespace {

std::string shown(double value, const std::string& format) {
    return formattedNumber(value, format).toStdString();
}

const Cell* cellAt(const Table& table, int row, int column) {
    const auto found = std::ranges::find_if(table.cells, [&](const Cell& cell) {
        return cell.row == row && cell.column == column;
    });
    return found == table.cells.end() ? nullptr : &*found;
}

// Workbooks that list results as a spreadsheet program shows them, formats and values.
void checkWorkbook(const char* name, int checked) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(test::dataFolder() / "sheets" / name, job));
    const Payload payload = REQUIRE(asset.parts.at(1).load({}, job));
    const Table& table = *std::get<std::shared_ptr<const Table>>(payload);
    int all = 0;
    for (int row = 1; row < table.rows; ++row) {
        const Cell *expected = cellAt(table, row, 0), *format = cellAt(table, row, 1),
                   *value = cellAt(table, row, 2);
        if (!format || !value || format->text.empty()) continue;
        // Fractions with text between their digits stay as they are.
        if (format->text.find('/') != std::string::npos &&
            format->text.find_first_of("\\_=") != std::string::npos)
            continue;
        ++all;
        const QString is = value->kind == CellKind::number || value->kind == CellKind::date
                               ? formattedNumber(value->number, format->text)
                               : formattedText(cellValue(*value), format->text);
        const QString should = expected ? cellValue(*expected) : QString();
        if (is == should) continue;
        test::fail(
            __FILE__,
            __LINE__,
            fmt::format(
                "row {}: {} of {} reads '{}', not '{}'",
                row + 1,
                format->text,
                cellValue(*value).toStdString(),
                is.toStdString(),
                should.toStdString()
            )
        );
    }
    CHECK_EQ(all, checked);
}

} // namespace

RB_TEST(numbersFollowTheirFormats) {
    CHECK_EQ(shown(1234567.891, "#,##0.00"), "1,234,567.89");
    CHECK_EQ(shown(-5, "0.00;(0.00);\"nil\""), "(5.00)");
    CHECK_EQ(shown(0, "0.00;(0.00);\"nil\""), "nil");
    CHECK_EQ(shown(0.256, "0.0%"), "25.6%");
    CHECK_EQ(shown(12345, "0.00E+00"), "1.23E+04");
    CHECK_EQ(shown(1.25, "# ?/?"), "1 1/4");
    CHECK_EQ(shown(3.5, "General"), "3.5");
    CHECK_EQ(shown(1234567, "#,##0,"), "1,235");
    CHECK_EQ(shown(43831.75, "yyyy-mm-dd hh:mm"), "2020-01-01 18:00");
    CHECK_EQ(shown(60, "d mmm yyyy"), "29 Feb 1900");
    CHECK_EQ(shown(1.5, "[h]:mm:ss"), "36:00:00");
    CHECK_EQ(shown(0.75, "h:mm AM/PM"), "6:00 PM");
    CHECK_EQ(shown(-1, "yyyy"), "######");
    CHECK_EQ(formattedNumber(0, "yyyy-mm-dd", true).toStdString(), "1904-01-01");
    CHECK_EQ(formattedText(QStringLiteral("x"), "0;0;0;\"<\"@\">\"").toStdString(), "<x>");
}

RB_TEST(formatsOfRealWorkbooks) {
    checkWorkbook("NumberFormatTests.xlsx", 114);
    checkWorkbook("ElapsedFormatTests.xlsx", 50);
}

RB_TEST(cellsHaveNames) {
    CHECK_EQ(cellName(0, 0).toStdString(), "A1");
    CHECK_EQ(cellName(11, 27).toStdString(), "AB12");
    CHECK_EQ(columnName(16383).toStdString(), "XFD");
    int64_t row = 0, column = 0;
    CHECK(parseCellName(QStringLiteral(" ab12 "), row, column));
    CHECK_EQ(row, 11);
    CHECK_EQ(column, 27);
    CHECK(!parseCellName(QStringLiteral("12"), row, column));
    CHECK(!parseCellName(QStringLiteral("A0"), row, column));
}

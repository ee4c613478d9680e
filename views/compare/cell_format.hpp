// SPDX-License-Identifier: GPL-3.0-or-later
// How a cell reads in its number format ("#,##0.00;[Red]-#,##0.00", "yyyy-mm-dd", "[h]:mm"), as spreadsheet
// programs show it.
#pragma once

#include "engine/core/table.hpp"

#include <QString>

namespace rarebit::views {

/// By ECMA-376 part 1, 18.8.31: up to four sections, conditions, digits, fractions, exponents, dates and
/// elapsed times. Colours are left out; '*' fills nothing; '_' is a blank.
QString formattedNumber(double value, const std::string& format, bool date1904 = false);
QString formattedText(const QString& text, const std::string& format);
/// A cell as the grid shows it.
QString cellText(const Cell& cell, const Table& table);
/// Its value with all digits, whatever the format; empty for an empty cell.
QString cellValue(const Cell& cell);
/// "A1", "AB12".
QString columnName(int64_t column);
QString cellName(int64_t row, int64_t column);
/// The inverse, of "ab12" too; false where it is no name of a cell.
bool parseCellName(const QString& name, int64_t& row, int64_t& column);

} // namespace rarebit::views

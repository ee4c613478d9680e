// SPDX-License-Identifier: GPL-3.0-or-later
// References in A1 notation, alone and inside formulas.
#pragma once

#include "engine/core/table.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rarebit {

constexpr int32_t sheetRows = 1048576, sheetColumns = 16384; // of Excel's grid: XFD1048576 is the last cell

struct CellRef {
    int32_t row = 0, column = 0; // from 0
};
/// "B3", "$B$3"; nothing where it is no cell of the grid.
std::optional<CellRef> parseCellRef(std::string_view text);
/// "A1:B2" or "A1"; corners in any order.
std::optional<MergedRange> parseRange(std::string_view text);
/// "A" for 0, "XFD" for 16383.
std::string columnName(int32_t column);
std::string cellName(int32_t row, int32_t column);
std::string rangeName(const MergedRange& range);

/// The formula of a cell that lies `rows` below and `columns` right of the one it was written for: relative
/// references move and wrap at the edges of the grid, as a shared formula of a workbook means them.
std::string shiftFormula(std::string_view formula, int32_t rows, int32_t columns);

} // namespace rarebit

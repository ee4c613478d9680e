// SPDX-License-Identifier: GPL-3.0-or-later
// A worksheet: sparse cells with values, formulas and styles, as spreadsheet readers fill it.
#pragma once

#include "engine/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rarebit {

enum class CellKind : uint8_t { empty, number, text, boolean, error, date };

struct Cell {
    int32_t row = 0, column = 0; // from 0
    CellKind kind = CellKind::empty;
    double number = 0;     // number; serial day number of a date; 0 or 1 of a boolean
    std::string text{};    // text, error text ("#DIV/0!"), or the literal spelling of a number in a CSV file
    std::string formula{}; // without the leading '='; empty where there is none
    uint32_t style = 0;    // index into Table::styles
    bool operator==(const Cell&) const = default;
};

struct CellStyle {
    std::string numberFormat = "General";
    std::string font{};   // "name;size;b;i;u;color", fields as in the file; empty: the default
    std::string fill{};   // "pattern;fg;bg"
    std::string border{}; // "left;right;top;bottom", each style:colour
    std::string alignment{};
    bool operator==(const CellStyle&) const = default;
};

struct MergedRange {
    int32_t firstRow = 0, firstColumn = 0, lastRow = 0, lastColumn = 0; // inclusive
    bool operator==(const MergedRange&) const = default;
};

struct Table {
    std::string name;
    int64_t rows = 0, columns = 0; // used range from A1 to the last row and column with a value
    std::vector<Cell> cells;       // sorted by row, then column; at most one per position
    std::vector<CellStyle> styles{CellStyle{}};
    std::vector<MergedRange> merges;
    bool date1904 = false;
    bool operator==(const Table&) const = default;

    /// Canonical bytes: equal tables give equal bytes. Layout in resources/help/formats/table.md.
    std::vector<std::byte> serialise() const;
    static Result<std::shared_ptr<const Table>>
    parse(std::span<const std::byte> bytes, std::string_view where);
};

} // namespace rarebit

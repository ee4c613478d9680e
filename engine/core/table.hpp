// SPDX-License-Identifier: GPL-3.0-or-later
// A worksheet: sparse cells with values, formulas and styles, as spreadsheet readers fill it.
#pragma once

#include "engine/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

enum class CellKind : uint8_t { empty, number, text, boolean, error, date };

struct Cell {
    int32_t row = 0, column = 0; // from 0
    CellKind kind = CellKind::empty;
    double number = 0;  // number; serial day number of a date; 0 or 1 of a boolean
    std::string text{}; // text, error text ("#DIV/0!"), or how a CSV file spells a number where that is not
                        // spellNumber(number)
    std::string formula{}; // without the leading '='; empty where there is none
    uint32_t style = 0;    // index into Table::styles
    bool operator==(const Cell&) const = default;
    /// A value or a formula; the others stand for their style alone.
    bool hasContent() const { return kind != CellKind::empty || !formula.empty(); }
    /// What makes the used range: a value, or a formula without a known result. A formula that gives the
    /// empty text leaves the cell empty.
    bool hasValue() const {
        return hasContent() && (kind != CellKind::text || !text.empty() || formula.empty());
    }
};

/// Fields are separated by ';' (in values ';' and '%' are written %3B and %25); an empty string is the
/// program's default. A colour is "AARRGGBB", "theme/N", "theme/N/TINT", "indexed/N" or "auto".
struct CellStyle {
    std::string numberFormat = "General";
    std::string font{};      // name;size;bold;italic;underline;strike;colour
    std::string fill{};      // pattern;foreground;background
    std::string border{};    // left;right;top;bottom, each style:colour
    std::string alignment{}; // horizontal;vertical;wrap;rotation;indent
    bool operator==(const CellStyle&) const = default;
};

struct MergedRange {
    int32_t firstRow = 0, firstColumn = 0, lastRow = 0, lastColumn = 0; // inclusive
    bool operator==(const MergedRange&) const = default;
};

struct Table {
    std::string name;
    /// Used range: from A1 to the last row and column with a value (Cell::hasValue). Other cells may lie
    /// outside.
    int64_t rows = 0, columns = 0;
    std::vector<Cell> cells; // sorted by row, then column; at most one per position
    std::vector<CellStyle> styles{CellStyle{}};
    std::vector<MergedRange> merges;
    std::vector<MergedRange> arrays; // ranges that an array formula fills; it stands in the first cell
    bool date1904 = false;
    bool operator==(const Table&) const = default;

    /// Sets rows and columns from the cells.
    void fitUsedRange();
    /// Canonical bytes: equal tables give equal bytes. Layout in resources/help/formats/table.md.
    std::vector<std::byte> serialise() const;
    /// serialise().size() without the bytes.
    uint64_t serialisedSize() const;
    static Result<std::shared_ptr<const Table>>
    parse(std::span<const std::byte> bytes, std::string_view where);
};

/// The shortest decimal that reads back as the same number; whole numbers below 10^15 without an exponent.
std::string spellNumber(double number);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// Two worksheets cell by cell. Safe in any thread.
#pragma once

#include "engine/core/table.hpp"

#include <memory>
#include <vector>

namespace rarebit::views {

/// A worksheet with the start of each row, to find cells quickly.
class Sheet {
public:
    explicit Sheet(std::shared_ptr<const Table> table);
    const Table& table() const { return *table_; }
    /// Null: nothing is stored there.
    const Cell* at(int64_t row, int64_t column) const;
    /// Rows and columns that hold anything, styles alone included.
    int64_t rows() const { return rows_; }
    int64_t columns() const { return columns_; }

private:
    std::shared_ptr<const Table> table_;
    std::vector<size_t> starts_; // of rows, one more than there are
    int64_t rows_ = 0, columns_ = 0;
};

/// What is different in a cell. `number`: both hold numbers, `delta` is B - A.
struct CellChange {
    enum Kind : uint8_t { number, value, formula, style } kind;
    int32_t row = 0, column = 0;
    double delta = 0;
    bool operator==(const CellChange&) const = default;
};

/// All cells that differ, by row, then column; the weightiest kind where several differ.
std::vector<CellChange> changedCells(const Table& a, const Table& b);

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/sheet_compare.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <tuple>

namespace rarebit::views {
namespace {

bool isNumber(const Cell* cell) {
    return cell && (cell->kind == CellKind::number || cell->kind == CellKind::date);
}

const Cell& emptyCell() {
    static const Cell cell;
    return cell;
}

std::optional<CellChange> changeOf(const Cell* a, const Table& tableA, const Cell* b, const Table& tableB) {
    const Cell &x = a ? *a : emptyCell(), &y = b ? *b : emptyCell();
    CellChange change{CellChange::value, a ? x.row : y.row, a ? x.column : y.column, 0};
    if (isNumber(a) && isNumber(b) && x.kind == y.kind) {
        // Bit for bit: a NaN equals itself, and a lost minus before zero is a loss.
        if (std::bit_cast<uint64_t>(x.number) != std::bit_cast<uint64_t>(y.number)) {
            change.kind = CellChange::number;
            change.delta = y.number - x.number;
            return change;
        }
        if (x.text != y.text) return change; // spelled in another way
    } else if (x.kind != y.kind || x.text != y.text || x.number != y.number)
        return change;
    change.kind = CellChange::formula;
    if (x.formula != y.formula) return change;
    change.kind = CellChange::style;
    if (!(tableA.styles[x.style] == tableB.styles[y.style])) return change;
    return {};
}

} // namespace

Sheet::Sheet(std::shared_ptr<const Table> table) : table_(std::move(table)) {
    rows_ = table_->rows;
    columns_ = table_->columns;
    const auto& cells = table_->cells;
    if (!cells.empty()) rows_ = std::max<int64_t>(rows_, cells.back().row + 1);
    for (const auto& cell : cells)
        columns_ = std::max<int64_t>(columns_, cell.column + 1);
    starts_.reserve(static_cast<size_t>(rows_) + 1);
    for (size_t i = 0; i < cells.size(); ++i)
        while (starts_.size() <= static_cast<size_t>(cells[i].row))
            starts_.push_back(i);
    starts_.resize(static_cast<size_t>(rows_) + 1, cells.size());
}

const Cell* Sheet::at(int64_t row, int64_t column) const {
    if (row < 0 || row >= rows_) return nullptr;
    const auto first = table_->cells.begin() + static_cast<std::ptrdiff_t>(starts_[static_cast<size_t>(row)]);
    const auto last =
        table_->cells.begin() + static_cast<std::ptrdiff_t>(starts_[static_cast<size_t>(row) + 1]);
    const auto found = std::lower_bound(first, last, column, [](const Cell& cell, int64_t wanted) {
        return cell.column < wanted;
    });
    return found != last && found->column == column ? &*found : nullptr;
}

std::vector<CellChange> changedCells(const Table& a, const Table& b) {
    std::vector<CellChange> changes;
    const auto place = [](const Cell& cell) { return std::tuple(cell.row, cell.column); };
    auto x = a.cells.begin();
    auto y = b.cells.begin();
    while (x != a.cells.end() || y != b.cells.end()) {
        const bool takeA = y == b.cells.end() || (x != a.cells.end() && place(*x) <= place(*y));
        const bool takeB = x == a.cells.end() || (y != b.cells.end() && place(*y) <= place(*x));
        if (const auto change = changeOf(takeA ? &*x : nullptr, a, takeB ? &*y : nullptr, b))
            changes.push_back(*change);
        x += takeA ? 1 : 0;
        y += takeB ? 1 : 0;
    }
    return changes;
}

} // namespace rarebit::views

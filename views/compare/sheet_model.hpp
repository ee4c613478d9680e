// SPDX-License-Identifier: GPL-3.0-or-later
// A worksheet as a model of cells, and the list of cells that differ.
#pragma once

#include "views/compare/sheet_compare.hpp"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include <optional>

namespace rarebit::views {

/// Both sides and what differs between them. `b` may be missing.
struct SheetPair {
    std::shared_ptr<const Sheet> a, b;
    std::vector<CellChange> changes;
    int64_t filled = 0; // cells of A with content

    /// At or behind a cell.
    std::vector<CellChange>::const_iterator firstChange(int64_t row, int64_t column) const;
    const CellChange* changeAt(int64_t row, int64_t column) const;
    int64_t rows() const { return b ? std::max(a->rows(), b->rows()) : a->rows(); }
    int64_t columns() const { return b ? std::max(a->columns(), b->columns()) : a->columns(); }
};
using SheetPairPtr = std::shared_ptr<const SheetPair>;

/// A number that changed by no more than the tolerance, a formula or a style is a slight change.
bool isSlight(const CellChange& change, double tolerance);

class SheetModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { changeRole = Qt::UserRole }; // 0: none, 1: slight, 2: full
    /// side: 0 shows A, 1 shows B.
    explicit SheetModel(int side, QObject* parent) : QAbstractTableModel(parent), side_(side) {}

    void setPair(SheetPairPtr pair);
    void setTolerance(double tolerance);
    const Cell* cell(const QModelIndex& index) const;
    const Sheet* sheet() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const int side_;
    SheetPairPtr pair_;
    double tolerance_ = 0;
};

/// The cells that differ.
class ChangeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { cell, kind, valueA, valueB, delta, columns };
    using QAbstractTableModel::QAbstractTableModel;

    void setPair(SheetPairPtr pair);
    const CellChange& change(int row) const { return pair_->changes[static_cast<size_t>(row)]; }
    /// The row of the first change at or behind a cell; rowCount() where none follows.
    int rowAt(int64_t row, int64_t column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    SheetPairPtr pair_;
};

/// Paints cells: fill, font and alignment of the workbook, marks of changes, the frame of the current cell.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void
    paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// What a change is called.
QString changeText(CellChange::Kind kind);

} // namespace rarebit::views

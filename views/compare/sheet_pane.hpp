// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for worksheets: the grid of cells with the formats of the workbook, cells that differ marked and
// listed, the current cell's value, formula and format on both sides.
#pragma once

#include "views/compare/sheet_model.hpp"
#include "views/compare/sides_pane.hpp"

class QLineEdit;
class QSplitter;
class QTabBar;
class QTableView;
class QToolButton;

namespace rarebit::views {

/// Of one side's current cell: "0.3116  =B4/2  0.00%".
class CellLine : public QWidget {
    Q_OBJECT
public:
    explicit CellLine(QWidget* parent);
    void setCell(int slot, const Cell* cell, const Sheet* sheet);

private:
    SlotBadge* slot_;
    ElidedLabel *value_, *formula_, *format_;
};

class SheetPane : public SidesPane {
    Q_OBJECT
public:
    enum Mode { showA, showB, sideBySide };
    SheetPane(ViewContext& context, QWidget* parent);

    QStringList modes() const override;
    void regionChanged() override;
    void nextSpot(int step) override;
    QAbstractItemModel* table() override { return pair_ ? changes_ : nullptr; }
    Json settings() const override;
    void restore(const Json& settings) override;

    QTableView* grid(int side) const { return grids_[side]; }
    const SheetPairPtr& pair() const { return pair_; }

protected:
    void sidesChanged() override;
    void forget() override;
    void modeSet() override;

private:
    QTableView* makeGrid(int side);
    QWidget* makeCellBar();
    void arrived(int side, Result<std::shared_ptr<const Payload>> result);
    void compareLoaded();
    void showPair(SheetPairPtr pair);
    void showTabs();
    void fitColumns(QTableView* grid) const;
    void spanMerges(QTableView* grid, const Sheet& sheet) const;
    void goTo(int64_t row, int64_t column);
    void currentMoved(const QModelIndex& index);
    void toleranceChanged();
    void tellCounts();
    void tellPosition();

    struct Loaded {
        Ticket ticket;
        std::shared_ptr<const Table> table;
    };
    Loaded loaded_[2];
    SheetPairPtr pair_;
    double tolerance_ = 0;
    bool moving_ = false; // the other grid follows

    QTabBar* tabs_;
    QLineEdit *name_, *toleranceField_;
    CellLine* lines_[2];
    ElidedLabel* delta_;
    QWidget* sides_[2]; // header and grid
    SideHeader* headers_[2];
    QTableView* grids_[2];
    SheetModel* models_[2];
    ChangeModel* changes_;
    QTableView* list_;
    QToolButton* listButton_;
    StatusLine* status_;
};

} // namespace rarebit::views

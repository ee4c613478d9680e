// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of the results table: letters of slots, markers, stars, best and worst, reasons of failures.
#pragma once

#include "views/core/hub.hpp"
#include "views/core/rows.hpp"

namespace rarebit::views {

class ResultsDelegate : public TableDelegate {
    Q_OBJECT
public:
    using TableDelegate::TableDelegate;
    void
    paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Model row that another view hovers; -1: none.
    void setHovered(int row) { hovered_ = row; }
    static int detailHeight();

private:
    int hovered_ = -1;
};

} // namespace rarebit::views

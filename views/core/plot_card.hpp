// SPDX-License-Identifier: GPL-3.0-or-later
// The card beside the point under the pointer.
#pragma once

#include "views/core/plot_paint.hpp"

namespace rarebit::views {

/// Ignores the mouse; 14 pixels away from its point, on whichever side there is room.
class PlotCardWidget : public QWidget {
public:
    explicit PlotCardWidget(QWidget* parent);
    void show(const PlotCard& card, const SeriesStyle& style, QPointF point);
    /// The same as words, for screen readers.
    static QString spoken(const PlotCard& card);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    PlotCard card_;
    SeriesStyle style_;
};

} // namespace rarebit::views

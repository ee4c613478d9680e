// SPDX-License-Identifier: GPL-3.0-or-later
// Painting of a figure's series, legend, titles and lines; axes and grid are QCustomPlot's.
#pragma once

#include "views/core/marks.hpp"
#include "views/core/plot.hpp"
#include "views/core/plot_axis.hpp"

class QPainter;

namespace rarebit::views {

/// Colours and fonts of the picture being made: the shown theme's, or the light one's for files.
struct Ink {
    bool dark = false;
    bool exporting = false; // fonts without the user's text scale
    static Ink screen();
    static Ink file() { return {false, true}; }
    QColor operator()(Token token) const { return Theme::get().color(token, dark); }
    SeriesStyle series(int number) const { return Theme::get().series(number, dark); }
    QFont font(Text role) const;
    double scale() const { return exporting ? 1 : Theme::get().textScale(); }
};

/// Positions along axes to pixels.
struct Mapping {
    QRect rect;
    Span x, y;
    bool xReversed = false, yReversed = false;
    double px(double position) const {
        const double share = xReversed ? x.high - position : position - x.low;
        return rect.left() + share / x.size() * rect.width();
    }
    double py(double position) const {
        const double share = yReversed ? y.high - position : position - y.low;
        return rect.bottom() - share / y.size() * rect.height();
    }
    double xAt(double pixel) const {
        const double share = (pixel - rect.left()) / rect.width() * x.size();
        return xReversed ? x.high - share : x.low + share;
    }
    double yAt(double pixel) const {
        const double share = (rect.bottom() - pixel) / rect.height() * y.size();
        return yReversed ? y.high - share : y.low + share;
    }
};

/// A series' values as positions, made once for a figure.
struct Prepared {
    std::vector<double> x, y;
};
std::vector<Prepared> prepare(const Figure& figure);

/// Where a point is drawn: failed ones stand on the x axis, infinite ones at the end of theirs.
QPointF placeOf(const Series& series, const Prepared& prepared, size_t point, const Mapping& mapping);
/// Whether points of this kind can be pointed at.
bool hasPoints(const Series& series);

void paintSeries(
    QPainter& painter,
    const Figure& figure,
    const std::vector<Prepared>& prepared,
    const QStringList& hidden,
    const Mapping& mapping,
    const Ink& ink
);

struct LegendRow {
    QRectF rect;
    int series = -1; // -1: "and so many more"
    QString text;
};
std::vector<LegendRow> legendRows(const Figure& figure, const Mapping& mapping, const Ink& ink);
/// Titles of axes, legend, the arrow to "better", notes.
void paintSurroundings(
    QPainter& painter,
    const Figure& figure,
    const QStringList& hidden,
    const Mapping& mapping,
    QSize size,
    const Ink& ink
);
QRectF
titleRect(const Figure& figure, Qt::Orientation axis, const Mapping& mapping, QSize size, const Ink& ink);
/// Room for tick labels and titles.
QMargins marginsOf(const Figure& figure, Span y, int height, const Ink& ink);

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// Parallel coordinates: one upright axis per column, one line per result. Brushes along the axes keep lines;
// dragging the name of an axis moves it.
#pragma once

#include "views/core/plot_paint.hpp"
#include "views/core/result_set.hpp"

#include <QPixmap>

namespace rarebit::views {

struct ParallelAxis {
    QString column;
    Axis axis;                                        // name, unit, scale
    QStringList words;                                // of a column of words: in order from below
    double low = 0, high = 1;                         // values at the ends
    double top = 1;                                   // place of `high`; infinite values stand above it
    std::vector<double> at;                           // 0 (below) to 1 by line; NaN: no value
    std::optional<std::pair<double, double>> brush{}; // 0 to 1
    QString label(double place) const;                // of a place along the axis
};

struct ParallelLines {
    std::vector<ParallelAxis> axes;
    std::vector<int> rows;   // of the ResultSet, by line
    std::vector<int> series; // by line
};
/// The given results over the given columns, those with one value alone left out. Brushes of `before` stay.
ParallelLines parallelLines(
    const ResultSet& results,
    const std::vector<int>& rows,
    const QStringList& columns,
    const std::vector<ParallelAxis>& before
);
/// Lines within all brushes.
std::vector<bool> keptLines(const ParallelLines& lines);
/// The brushes in words ("PSNR 30 to 40 dB") and as a filter expression; empty without brushes.
QString brushText(const ParallelLines& lines);
QString brushFilter(const ParallelLines& lines);

void paintParallel(QPainter& painter, const ParallelLines& lines, QSize size, const Ink& ink);

class ParallelPlot : public QWidget {
    Q_OBJECT
public:
    explicit ParallelPlot(QWidget* parent = nullptr);

    void setLines(ParallelLines lines);
    const ParallelLines& lines() const { return lines_; }
    void setHighlighted(int row); // -1: none
    void setCard(std::function<PlotCard(int row)> card) { card_ = std::move(card); }
    void setBrush(size_t axis, std::optional<std::pair<double, double>> brush);
    void clearBrushes();
    void moveAxis(size_t from, size_t to);
    double axisX(size_t axis) const;
    QRect plotRect() const;

    QSize sizeHint() const override { return {520, 220}; }
    QSize minimumSizeHint() const override { return {180, 110}; }

signals:
    void brushed(); // a brush was set, moved or taken away by the user
    void ordered(); // an axis was moved by the user
    void hovered(int row);
    void opened(int row);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    std::optional<size_t> axisNear(double x) const;
    int lineNear(QPointF position) const;
    double placeAt(double y) const;
    void setHovered(int line);
    void redraw();

    ParallelLines lines_;
    QPixmap drawn_; // all lines and axes
    std::function<PlotCard(int)> card_;
    PlotCardWidget* cardWidget_;
    int hovered_ = -1; // line
    int highlighted_ = -1;
    std::optional<size_t> pressedAxis_;
    bool movesAxis_ = false, moved_ = false;
    double pressedPlace_ = 0, pointer_ = 0;
    size_t current_ = 0; // axis of the keyboard
};

} // namespace rarebit::views

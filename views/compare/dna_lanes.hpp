// SPDX-License-Identifier: GPL-3.0-or-later
// Draws aligned bases: a ruler, a lane for A and one for B, and where it is known what each base costs, in
// one line or wrapped; and the strip that shows the whole record.
#pragma once

#include "views/compare/alignment.hpp"

#include <QAbstractScrollArea>

#include <functional>
#include <memory>
#include <vector>

class QPainter;

namespace rarebit::views {

/// What lanes show. Columns are rows of the alignment.
struct DnaContent {
    std::function<const Alignment&()> alignment;
    /// 0: not loaded.
    std::function<char(int side, int64_t base)> base;
    std::function<void(int side, int64_t first, int64_t count)> want;
    int laneCount = 2;
    int slot[2] = {0, 1};
    bool nucleotides = true; // else letters stay without colours
    /// Bits for each base of A, NaN where unknown; null: no track.
    std::shared_ptr<const std::vector<float>> costs;
    double costTop = 3; // bits at the top of the track; what costs more is cut there
};

class DnaLanes : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit DnaLanes(QWidget* parent = nullptr);

    void setContent(DnaContent content);
    void clear() { setContent({}); }
    /// Data arrived, more is compared.
    void refresh();
    void setWrapped(bool wrapped);
    int64_t columns() const;
    int64_t current() const { return current_; }
    /// Brings it into sight; -1: none.
    void setCurrent(int64_t column);
    void goToDifference(int step);
    int64_t firstColumn() const { return first_; }
    /// To be in the middle.
    void centre(int64_t column);
    int columnsInSight() const { return perLine() * linesInSight(); }
    QSize sizeHint() const override { return {640, 240}; }

signals:
    void currentChanged(qint64 column);
    void chosen(qint64 column); // click or Enter
    void moved();               // other columns are in sight

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void focusInEvent(QFocusEvent*) override;

private:
    int perLine() const;
    int linesInSight() const;
    int blockHeight() const;
    int64_t mostFirst() const;
    void scrollTo(int64_t first);
    int64_t columnAt(QPoint at) const;
    void paintLine(QPainter& painter, int64_t first, int y);
    void paintBase(QPainter& painter, int lane, const AlignedRow& row, const QRect& cell);
    void paintCosts(QPainter& painter, int64_t first, int count, const QRect& area);
    void say();

    DnaContent content_;
    int64_t first_ = 0, current_ = -1;
    bool wrapped_ = false;
};

/// The record from end to end: mean cost where it is known, places that differ, what is in sight.
class DnaOverview : public QWidget {
    Q_OBJECT
public:
    explicit DnaOverview(QWidget* parent = nullptr);
    void setContent(const DnaContent& content);
    void setWindow(int64_t first, int64_t count);
    QSize sizeHint() const override;

signals:
    void columnChosen(qint64 column);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;

private:
    QRect stripRect() const;
    void choose(double x);
    void averageCosts();

    DnaContent content_;
    int64_t first_ = 0, count_ = 0;
    std::vector<float> means_; // bits, per pixel
};

} // namespace rarebit::views

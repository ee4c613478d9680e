// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a ComparedText: two columns of rows with labels, differences marked, one current row, a strip at the
// right that shows where the differences lie. Any number of rows: only what is in sight is asked for.
#pragma once

#include "views/compare/compared_text.hpp"

#include <QAbstractScrollArea>

class QPainter;
class QTextLayout;

namespace rarebit::views {

/// Where in the whole text the differences lie and what is in sight; a click or a drag goes there.
class DifferenceStrip : public QWidget {
    Q_OBJECT
public:
    explicit DifferenceStrip(QWidget* parent = nullptr);
    void setText(ComparedText* text) { text_ = text; }
    /// Rows in sight.
    void setWindow(int64_t first, int64_t count);
    QSize sizeHint() const override { return {20, 100}; }

signals:
    void rowChosen(qint64 row); // to be in the middle

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;

private:
    void choose(double y);
    ComparedText* text_ = nullptr;
    int64_t first_ = 0, count_ = 0;
};

class PairedText : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit PairedText(QWidget* parent = nullptr);

    /// Null: nothing. The text stays the caller's.
    void setText(ComparedText* text);
    int64_t currentRow() const { return current_; }
    /// Brings it into sight; -1: none.
    void setCurrentRow(int64_t row);
    void goToDifference(int step);
    /// Marks the needle wherever it is in sight.
    void setFound(const QString& needle, bool exactCase);
    /// Goes to a row that holds the needle, and to the side until it is in sight.
    void showFound(int64_t row);
    int64_t firstRow() const { return top_; }
    int rowsInSight() const;
    DifferenceStrip* strip() const { return strip_; }
    /// Where the columns of A and B begin and end, for the headers above them.
    QRect columnRect(int side) const;
    QSize sizeHint() const override { return {640, 320}; }

signals:
    void currentChanged(qint64 row); // by the user or by setCurrentRow
    void chosen(qint64 row);         // click or Enter
    void columnsMoved();

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    void refresh();
    void arrange();
    void scrollTo(int64_t top);
    int64_t mostTop() const;
    int64_t rowAt(int y) const;
    void paintSide(QPainter& painter, const RowSide& side, bool other, const QRect& rect);
    void paintMarks(QPainter& painter, const QTextLayout& layout, const RowSide& side, QPointF at);
    void copyRow(int side);
    void reveal();
    void say();

    ComparedText* text_ = nullptr;
    DifferenceStrip* strip_;
    int64_t top_ = 0, current_ = -1;
    int rowHeight_ = 22, labelWidth_ = 0;
    double characterWidth_ = 7;
    int longest_ = 0; // characters of the rows seen so far
    QString needle_;
    bool exactCase_ = false;
    bool revealing_ = false; // the needle of the current row, once it is loaded
};

} // namespace rarebit::views

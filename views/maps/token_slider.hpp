// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens of a cache on a line: which of them the maps show, and the one that is looked at.
#pragma once

#include <QWidget>

namespace rarebit::views {

class TokenSlider : public QWidget {
    Q_OBJECT
public:
    explicit TokenSlider(QWidget* parent = nullptr);
    void setCount(qint64 tokens);
    qint64 count() const { return count_; }
    void setToken(qint64 token); // emits nothing
    qint64 token() const { return token_; }
    /// Shown tokens [first, last).
    void setWindow(double first, double last);
    /// Where the line begins and ends, so that it stands below the maps' tiles.
    void setEnds(int left, int right);
    QSize sizeHint() const override { return {300, 40}; }
    QSize minimumSizeHint() const override { return {80, 40}; }

signals:
    void tokenChosen(qint64 token);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void wheelEvent(QWheelEvent*) override;

private:
    double pixelOf(double token) const;
    void choose(qint64 token);
    qint64 count_ = 0, token_ = 0;
    double first_ = 0, last_ = 0;
    int left_ = 12, right_ = 12;
};

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// Choices in one frame, of which one is on; each may show the key that chooses it.
#pragma once

#include <QStringList>
#include <QWidget>

namespace rarebit::views {

class ModeBar : public QWidget {
    Q_OBJECT
public:
    explicit ModeBar(QWidget* parent = nullptr);

    /// Keys are 1, 2, 3 ...
    void setModes(const QStringList& titles);
    void setCurrent(int mode);
    int current() const { return current_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(int mode);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect part(int mode) const;
    int at(QPointF position) const;
    /// Full text where there is room, else the keys are left out, then the titles are cut.
    int wanted(int mode, bool withKey) const;
    QStringList titles_;
    int current_ = 0, hover_ = -1;
};

} // namespace rarebit::views

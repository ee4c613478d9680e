// SPDX-License-Identifier: GPL-3.0-or-later
// Where a view is, outermost step first; every step but the last is a way back.
#pragma once

#include <QStringList>
#include <QWidget>

class QHBoxLayout;

namespace rarebit::views {

class Trail : public QWidget {
    Q_OBJECT
public:
    explicit Trail(QWidget* parent = nullptr);
    void setSteps(const QStringList& steps);
    const QStringList& steps() const { return steps_; }

signals:
    void chosen(int step);

private:
    QHBoxLayout* row_;
    QStringList steps_;
};

} // namespace rarebit::views

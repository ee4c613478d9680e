// SPDX-License-Identifier: GPL-3.0-or-later
// A dock that looks like a card: a 32 px header with title and actions, and the body.
#pragma once

#include <QDockWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace rarebit::gui {

class Dock : public QDockWidget {
    Q_OBJECT
public:
    /// The object name is the layout's name for it.
    Dock(const QString& name, const QString& title, QWidget* body, QWidget* parent);
    /// A button at the right of the header.
    QToolButton* addHeaderAction(QAction* action);
    /// A tabified dock shows its tab as title; the header is hidden then.
    void setHeaderVisible(bool visible);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* header_;
    QWidget* none_; // stands for the header while it is hidden
    QHBoxLayout* row_;
};

} // namespace rarebit::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// The chain in the header of a pane: which group of panes it follows, or that it follows none.
#pragma once

#include <QIcon>
#include <QToolButton>

namespace rarebit::views {

class LinkButton : public QToolButton {
    Q_OBJECT
public:
    static constexpr int groups = 4;
    explicit LinkButton(QWidget* parent = nullptr);

    /// 0 to 3; a pinned pane keeps its group for later.
    void setGroup(int group);
    int group() const { return group_; }
    void setPinned(bool pinned);
    /// The entries of its menu, for the menu of the pane too.
    void fill(QMenu& menu);
    QSize sizeHint() const override;

signals:
    void groupChosen(int group);
    void pinChosen();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void describe();
    int group_ = 0;
    bool pinned_ = false;
};

} // namespace rarebit::views

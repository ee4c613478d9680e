// SPDX-License-Identifier: GPL-3.0-or-later
// The card around a view: header with title, subject, state and actions; the view or its table below.
#pragma once

#include "views/core/controls.hpp"
#include "views/core/page_layout.hpp"
#include "views/core/view.hpp"

class QAction;
class QMenu;
class QTableView;
class QToolButton;

namespace rarebit::views {

class LinkButton;

class Pane : public Card {
    Q_OBJECT
public:
    explicit Pane(QWidget* parent = nullptr);

    /// Shows this view instead of the one before, which is deleted.
    void setView(const ViewDef& definition, View* view);
    View* view() const { return view_; }
    const ViewDef* definition() const { return definition_; }

    bool tableShown() const;
    void showTable(bool shown);
    void setMaximised(bool maximised);
    /// What the menu behind the title offers is put in by these and by the view.
    void setClosable(bool closable);
    /// The group of panes that it follows, from 0; shown where groupable.
    void setGroup(int group);
    int group() const;
    void setGroupable(bool groupable);

signals:
    /// The pane got the focus or was clicked.
    void activated();
    void viewChosen(const QString& id);
    void exportRequested();
    void maximiseRequested();
    void splitRequested(Qt::Orientation orientation);
    void closeRequested();
    void groupChosen(int group);
    /// The view's command line went to the clipboard.
    void commandLineCopied(const QString& commandLine);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    void makeHeader();
    void fillMenu();
    void refreshTitle();
    void refreshState();
    void refreshTable();
    const ViewDef* definition_ = nullptr;
    View* view_ = nullptr;
    QWidget* header_;
    QWidget* body_;
    PageLayout* pages_;
    QTableView* table_;
    QWidget* noTable_;
    QToolButton *title_, *maximise_;
    ElidedLabel* subject_;
    Badge* badge_;
    LinkButton* link_;
    bool groupable_ = false;
    QMenu* menu_;
    QAction *pin_, *twin_;
    QList<QToolButton*> lesser_; // hidden where the pane is narrow; the menu has them too
    bool closable_ = true;
};

} // namespace rarebit::views

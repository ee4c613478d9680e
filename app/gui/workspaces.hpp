// SPDX-License-Identifier: GPL-3.0-or-later
// Named arrangements of panes, as tabs: Home, Explore, Sweep, Compare, Report, and the user's own.
#pragma once

#include "app/gui/pane_grid.hpp"
#include "views/core/view.hpp"

#include <QWidget>

#include <functional>
#include <map>

class QLabel;
class QTabBar;

namespace rarebit::views {
class PageLayout;
class Pane;
} // namespace rarebit::views

namespace rarebit::gui {

class LinkGroups;

class Workspaces : public QWidget {
    Q_OBJECT
public:
    /// contextOf: what the views of a group of panes live in.
    Workspaces(
        LinkGroups& groups, std::function<views::ViewContext&(int group)> contextOf, QWidget* parent = nullptr
    );

    /// A page that is no arrangement of panes (Home, Report).
    void addPage(const QString& id, const QString& title, QWidget* page);
    /// Widgets that are no views can stand in a pane's place, by {"widget":name}.
    /// Owned from now on, whether a workspace shows it or not.
    void addWidget(const QString& name, QWidget* widget);
    /// The arrangements of a fresh window; `report` is the page after Compare.
    void addDefaults(QWidget* report);

    QString current() const;
    void show(const QString& id);
    QStringList ids() const;
    QString title(const QString& id) const;
    /// The arrangement of a fresh window; null for a page that is none.
    Json usual(const QString& id) const;

    views::Pane* activePane() const { return active_; }
    QList<views::Pane*> panes() const; // of the current workspace
    /// To the next pane, for the keyboard.
    void cycle(int step);
    void split(Qt::Orientation orientation);
    void closeActive();
    void maximiseActive();
    void setProjectName(const QString& name);
    void assetsUpdated();

    Json layout() const;
    void restore(const Json& layout);
    /// The current workspace as it was at first.
    void reset();

signals:
    void currentChanged(const QString& id);
    void exportRequested(rarebit::views::Pane* pane);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Page {
        QString id, title;
        QWidget* widget = nullptr;
        PaneGrid* grid = nullptr;
        Json defaults;
        bool built = false;
    };
    QWidget* makePane(const Json& leaf);
    Json describePane(QWidget* widget) const;
    void setActive(views::Pane* pane);
    void addArrangement(const QString& id, const QString& title, const Json& arrangement);
    Page* page(const QString& id);
    void takeBack(QWidget* widget);
    void build(Page& page);
    void foldPanes();

    void setGroup(views::Pane& pane, int group);
    LinkGroups& groups_;
    std::function<views::ViewContext&(int)> contextOf_;
    std::map<QString, QWidget*> widgets_;
    std::vector<Page> pages_;
    QTabBar* tabs_;
    views::PageLayout* stack_;
    QLabel* project_;
    views::Pane* active_ = nullptr;
};

} // namespace rarebit::gui

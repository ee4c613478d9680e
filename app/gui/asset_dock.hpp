// SPDX-License-Identifier: GPL-3.0-or-later
// The Assets dock: filter, tree, and the line that says where to drop files.
#pragma once

#include "app/gui/asset_tree.hpp"

#include <QTimer>
#include <QWidget>

class QMenu;
class QTreeView;

namespace rarebit::gui {

class AssetDock : public QWidget {
    Q_OBJECT
public:
    AssetDock(Session& session, QWidget* parent = nullptr);
    /// Path of the current row; empty: none.
    QString currentPath() const;
    QTreeView* view() const { return view_; }

signals:
    void openRequested();
    void relinkRequested(const QString& path);
    void menuRequested(QMenu* menu, const QString& path, const QString& part);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    void choose(const QModelIndex& index);
    void wantVisible();
    void toSlot(int slot);
    void showMenu(const QPoint& position);
    Session& session_;
    AssetTree tree_;
    AssetFilter filter_;
    QTreeView* view_;
    QTimer settle_; // rows are asked for when scrolling rests
    bool following_ = false;
};

} // namespace rarebit::gui

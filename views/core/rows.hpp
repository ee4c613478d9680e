// SPDX-License-Identifier: GPL-3.0-or-later
// Tables and trees: rows of 24 pixels, numbers right in mono, states by colour and by word.
#pragma once

#include "views/core/theme.hpp"

#include <QStyledItemDelegate>

#include <functional>

class QAbstractItemView;
class QTableView;
class QTreeView;

namespace rarebit::views {

/// What a model may say about a cell or (in its first column) a row.
enum RowRole : int {
    rowStateRole = Qt::UserRole + 100, // int(RowState), of column 0: the whole row
    inkRole,                           // int(Token): colour of the text, kept with the theme
    badgeRole                          // int(BadgeKind): the text stands in a badge
};
enum class RowState : uint8_t { normal, running, failed };

/// Cells: those that are aligned right are numbers, in mono, unless the model gives a font.
class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void
    paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

/// Roles of a tree's own model; negative: it has none.
struct TreeRoles {
    int histogram = -1; // QVector<float>, highest bin 1, of column 0
    int missing = -1;   // bool, of column 0: the file is not there
    int link = -1;      // QString: an action offered in this cell ("Relink")
};

/// Rows of the asset tree: icon, name, small histogram; further columns as in tables.
class TreeDelegate : public TableDelegate {
    Q_OBJECT
public:
    explicit TreeDelegate(TreeRoles roles, QObject* parent = nullptr)
        : TableDelegate(parent), roles_(roles) {}
    void
    paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(
        QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index
    ) override;

signals:
    void linkActivated(const QModelIndex& index);

private:
    TreeRoles roles_;
};

/// Selection by rows, no grid, Ctrl+C copies what `copied` gives; without it tab-separated text.
void dressTable(QTableView* table, std::function<QString()> copied = {});
void dressTree(QTreeView* tree);
/// The chosen rows (all, where none is chosen) with the header, for a spreadsheet. Values as they are (edit
/// role) where the model has them.
QString selectionText(const QAbstractItemView* view);

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/rows.hpp"

#include "views/core/controls.hpp"
#include "views/core/icons.hpp"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QShortcut>
#include <QTableView>
#include <QTreeView>

#include <algorithm>
#include <cmath>
#include <functional>

namespace rarebit::views {
namespace {

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}

// Background, selection and hover as the style draws them, nothing else.
void paintGround(QPainter* painter, const QStyleOptionViewItem& option) {
    const QWidget* widget = option.widget;
    const QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, widget);
    if (!(option.state & QStyle::State_HasFocus)) return;
    QStyleOptionFocusRect focus;
    focus.QStyleOption::operator=(option);
    style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, widget);
}

void setRowHeight(QHeaderView* rows) {
    // The least first: Qt raises a smaller default to it.
    rows->setMinimumSectionSize(scaled(24));
    rows->setDefaultSectionSize(scaled(24));
}

template <class View>
void dressBoth(View* view, std::function<QString()> copied = {}) {
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->setWordWrap(false);
    auto* copy = new QShortcut(QKeySequence::Copy, view, nullptr, nullptr, Qt::WidgetShortcut);
    QObject::connect(copy, &QShortcut::activated, view, [view, copied = std::move(copied)] {
        QApplication::clipboard()->setText(copied ? copied() : selectionText(view));
    });
}

} // namespace

void TableDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (!index.data(Qt::FontRole).isValid())
        option->font = font((option->displayAlignment & Qt::AlignRight) ? Text::number : Text::body);
    option->fontMetrics = QFontMetrics(option->font);
    const auto state = static_cast<RowState>(index.siblingAtColumn(0).data(rowStateRole).toInt());
    Token ink = state == RowState::running ? Token::text2 : Token::text;
    if (const QVariant own = index.data(inkRole); own.isValid()) ink = static_cast<Token>(own.toInt());
    if (!(option->state & QStyle::State_Enabled)) ink = Token::text3;
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(QPalette::All, role, color(ink));
    if (state == RowState::failed) option->backgroundBrush = color(Token::badBg);
}

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
    const {
    const QVariant badge = index.data(badgeRole);
    if (!badge.isValid()) return QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    paintGround(painter, item);
    if (!item.text.isEmpty())
        paintBadge(
            *painter, item.rect.adjusted(8, 0, 0, 0), item.text, static_cast<BadgeKind>(badge.toInt())
        );
}

QSize TreeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QSize base = TableDelegate::sizeHint(option, index);
    const bool spark = index.column() == 0 && roles_.histogram >= 0;
    return {base.width() + (spark ? 42 : 0), scaled(24)};
}

void TreeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
    const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const bool missing = roles_.missing >= 0 && index.siblingAtColumn(0).data(roles_.missing).toBool();
    const QString link = roles_.link >= 0 ? index.data(roles_.link).toString() : QString();
    if (index.column() != 0 && link.isEmpty()) return TableDelegate::paint(painter, option, index);
    paintGround(painter, item);
    painter->save();
    if (!link.isEmpty()) {
        painter->setFont(font(Text::small));
        painter->setPen(color(Token::accent));
        painter->drawText(item.rect.adjusted(8, 0, -8, 0), Qt::AlignVCenter | Qt::AlignRight, link);
        painter->restore();
        return;
    }
    QRect place = item.rect.adjusted(2, 0, -4, 0);
    const int side = scaled(14);
    const QRect iconPlace(place.left(), place.center().y() - side / 2 + 1, side, side);
    if (missing)
        paintIcon(*painter, iconPlace, QStringLiteral("exclamation-triangle"), color(Token::bad));
    else if (!item.icon.isNull())
        item.icon.paint(painter, iconPlace);
    if (missing || !item.icon.isNull()) place.setLeft(place.left() + side + 6);
    const auto bins =
        roles_.histogram >= 0 ? index.data(roles_.histogram).value<QVector<float>>() : QVector<float>();
    if (!bins.isEmpty()) {
        const int width = scaled(34), height = scaled(13);
        // The name comes first: where both do not fit, the histogram is left out.
        const bool room = item.fontMetrics.horizontalAdvance(item.text) + width + 6 <= place.width();
        const QRect box(place.right() - width + 1, place.center().y() - height / 2 + 1, width, height);
        // As many bars as fit; each is the highest of its bins, so that a lone one stays visible.
        const int bars = std::min<int>(width / 2, int(bins.size()));
        for (int i = 0; i < bars && room; ++i) {
            const auto first = bins.begin() + bins.size() * i / bars;
            const auto last =
                bins.begin() + std::max<qsizetype>(bins.size() * (i + 1) / bars, bins.size() * i / bars + 1);
            const float highest = *std::max_element(first, last);
            const int bar = std::max(1, int(std::lround(highest * float(height))));
            painter->fillRect(
                QRect(box.left() + i * width / bars, box.bottom() + 1 - bar, width / bars, bar),
                color(Token::text2)
            );
        }
        if (room) place.setRight(box.left() - 6);
    }
    painter->setFont(item.font);
    painter->setPen(missing ? color(Token::bad) : item.palette.color(QPalette::Text));
    painter->drawText(
        place,
        Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        item.fontMetrics.elidedText(item.text, Qt::ElideMiddle, place.width())
    );
    painter->restore();
}

bool TreeDelegate::editorEvent(
    QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index
) {
    if (event->type() == QEvent::MouseButtonRelease && roles_.link >= 0) {
        const QString link = index.data(roles_.link).toString();
        if (!link.isEmpty() && option.rect.contains(static_cast<QMouseEvent*>(event)->position().toPoint())) {
            emit linkActivated(index);
            return true;
        }
    }
    return TableDelegate::editorEvent(event, model, option, index);
}

void dressTable(QTableView* table, std::function<QString()> copied) {
    dressBoth(table, std::move(copied));
    table->setShowGrid(false);
    table->setCornerButtonEnabled(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->setItemDelegate(new TableDelegate(table));
    setRowHeight(table->verticalHeader());
    QObject::connect(&Theme::get(), &Theme::changed, table, [table] {
        setRowHeight(table->verticalHeader());
    });
}

void dressTree(QTreeView* tree) {
    dressBoth(tree);
    tree->setUniformRowHeights(true);
    tree->setAllColumnsShowFocus(true);
    tree->header()->setHighlightSections(false);
}

QString selectionText(const QAbstractItemView* view) {
    const QAbstractItemModel* model = view->model();
    if (!model) return {};
    const auto line = [&](const std::function<QVariant(int)>& cell) {
        QStringList out;
        for (int column = 0; column < model->columnCount(); ++column) {
            const auto* table = qobject_cast<const QTableView*>(view);
            if (table && table->isColumnHidden(column)) continue;
            out += cell(column).toString().replace(QLatin1Char('\t'), QLatin1Char(' '));
        }
        return out.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QString out = line([&](int column) { return model->headerData(column, Qt::Horizontal); });
    const auto add = [&](const QModelIndex& row) {
        out += line([&](int column) {
            const QModelIndex cell = row.siblingAtColumn(column);
            const QVariant value = cell.data(Qt::EditRole);
            return value.isValid() ? value : cell.data();
        });
    };
    auto rows = view->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    if (rows.isEmpty())
        for (int row = 0; row < model->rowCount(); ++row)
            rows += model->index(row, 0);
    for (const QModelIndex& row : rows)
        add(row);
    return out;
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/results_delegate.hpp"

#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/marks.hpp"
#include "views/tables/results_model.hpp"

#include <QApplication>
#include <QPainter>

namespace rarebit::views {
namespace {

void paintDetail(QPainter& painter, const QRect& rect, const QStringList& lines) {
    painter.fillRect(rect, color(Token::badBg));
    const std::array labels{
        ResultsDelegate::tr("What"), ResultsDelegate::tr("Where"), ResultsDelegate::tr("Fix")};
    const int line = (rect.height() - 10) / 3, labelWidth = Theme::get().scaled(52);
    for (qsizetype i = 0; i < lines.size() && i < 3; ++i) {
        const QRect row(
            rect.left() + 44, rect.top() + 4 + static_cast<int>(i) * line, rect.width() - 56, line
        );
        painter.setFont(font(Text::small));
        painter.setPen(color(Token::text2));
        painter.drawText(row, Qt::AlignVCenter, labels[static_cast<size_t>(i)]);
        painter.setFont(font(i == 1 ? Text::number : Text::small));
        painter.setPen(color(Token::text));
        const QRect text = row.adjusted(labelWidth, 0, 0, 0);
        painter.drawText(
            text,
            Qt::AlignVCenter,
            QFontMetrics(painter.font()).elidedText(lines[i], Qt::ElideRight, text.width())
        );
    }
}

} // namespace

int ResultsDelegate::detailHeight() {
    return Theme::get().scaled(64);
}

void ResultsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
    const {
    painter->save();
    painter->setClipRect(option.rect);
    const auto kind = static_cast<ResultsModel::Kind>(index.data(entryRole).toInt());
    if (kind == ResultsModel::detail) {
        paintDetail(*painter, option.rect, index.data(detailRole).toStringList());
        painter->restore();
        return;
    }
    if (kind == ResultsModel::heading) {
        painter->fillRect(option.rect, color(Token::raised));
        painter->setFont(font(Text::strong));
        painter->setPen(color(Token::text));
        painter->drawText(option.rect.adjusted(12, 0, -8, 0), Qt::AlignVCenter, index.data().toString());
        painter->restore();
        return;
    }
    QStyleOptionViewItem item = option;
    if (index.row() == hovered_) item.state |= QStyle::State_MouseOver;
    const QVariant letters = index.data(lettersRole), series = index.data(seriesRole);
    const int rank = index.data(rankRole).toInt();
    if (series.isValid()) { // room for the marker
        item.decorationSize = {Theme::get().scaled(12), Theme::get().scaled(12)};
        item.features |= QStyleOptionViewItem::HasDecoration;
    }
    TableDelegate::paint(painter, item, index);
    const QRectF rect = option.rect;
    if (letters.isValid()) {
        const int side = Theme::get().scaled(16);
        double x = rect.left() + 8;
        for (const QChar letter : letters.toString()) {
            paintSlot(
                *painter, QRectF(x, rect.center().y() - side / 2.0, side, side), letter.unicode() - 'A'
            );
            x += side + 3;
        }
    }
    if (series.isValid()) {
        painter->setRenderHint(QPainter::Antialiasing);
        const bool failed = index.siblingAtColumn(0).data(rowStateRole).toInt() == int(RowState::failed);
        const QPointF at(rect.left() + 12, rect.center().y());
        if (failed)
            paintIcon(
                *painter,
                QRectF(at - QPointF(7, 7), QSizeF(14, 14)),
                QStringLiteral("x-circle-fill"),
                color(Token::bad)
            );
        else
            paintMarker(*painter, at, Theme::get().series(series.toInt()), 4, color(Token::pane));
    }
    if (rank != 0) { // a sign beside the number, so that colour is not alone
        const int digits = QFontMetrics(font(Text::number)).horizontalAdvance(index.data().toString());
        paintIcon(
            *painter,
            QRectF(std::max(rect.left(), rect.right() - digits - 24), rect.center().y() - 4, 9, 9),
            rank > 0 ? QStringLiteral("caret-up-fill") : QStringLiteral("caret-down-fill"),
            color(rank > 0 ? Token::good : Token::warn)
        );
    }
    if (index.data(Qt::EditRole).typeId() == QMetaType::Bool) {
        const bool on = index.data(Qt::EditRole).toBool();
        paintIcon(
            *painter,
            QRectF(rect.center() - QPointF(7, 7), QSizeF(14, 14)),
            on ? QStringLiteral("star-fill") : QStringLiteral("star"),
            color(on ? Token::warn : Token::text3)
        );
    }
    painter->restore();
}

} // namespace rarebit::views

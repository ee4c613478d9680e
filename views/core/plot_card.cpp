// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/plot_card.hpp"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int shadow = 12, padding = 10, away = 14;

} // namespace

PlotCardWidget::PlotCardWidget(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setObjectName(QStringLiteral("plotCard"));
    hide();
}

void PlotCardWidget::show(const PlotCard& card, const SeriesStyle& style, QPointF point) {
    card_ = card;
    style_ = style;
    const QFontMetrics strong(views::font(Text::strong)), label(views::font(Text::small)),
        value(views::font(Text::number)), caption(views::font(Text::caption));
    int inner = std::max(206 - 2 * padding, strong.horizontalAdvance(card.title) + 18);
    for (const auto& [name, text] : card.rows)
        inner = std::max(inner, label.horizontalAdvance(name) + 16 + value.horizontalAdvance(text));
    inner = std::max(inner, caption.horizontalAdvance(card.footer));
    inner = std::clamp(inner, 120, std::max(120, std::min(320, parentWidget()->width() - 2 * padding - 8)));
    const int height = strong.height() + 4 + static_cast<int>(card.rows.size()) * (label.height() + 2) +
                       (card.footer.isEmpty() ? 0 : caption.height() + 6) + 2 * padding - 4;
    const QSize size(inner + 2 * padding, height);
    // Right below by preference; the other side where the pane ends.
    double x = point.x() + away, y = point.y() + away;
    if (x + size.width() > parentWidget()->width() - 2) x = point.x() - away - size.width();
    if (y + size.height() > parentWidget()->height() - 2) y = point.y() - away - size.height();
    if (y < 2)
        y = std::clamp(
            point.y() - size.height() / 2.0,
            2.0,
            std::max(2.0, double(parentWidget()->height() - size.height() - 2))
        );
    x = std::max(2.0, x);
    setGeometry(QRect(QPoint(qRound(x), qRound(y)), size).adjusted(-shadow, -shadow, shadow, shadow));
    raise();
    QWidget::show();
    update();
}

QString PlotCardWidget::spoken(const PlotCard& card) {
    QStringList out{card.title};
    for (const auto& [name, text] : card.rows)
        out += name + QLatin1Char(' ') + text;
    return out.join(QStringLiteral(", "));
}

void PlotCardWidget::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
    for (int i = shadow; i > 0; --i) { // soft edge, darkest beside the card
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0, 0, 0, Theme::get().dark() ? 9 : 3));
        painter.drawRoundedRect(box.adjusted(-i, -i + 4, i, i), 8 + i, 8 + i);
    }
    painter.setPen(QPen(color(Token::hair), 1));
    painter.setBrush(color(Token::pane));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);

    QRectF inner = box.adjusted(padding, padding - 2, -padding, -padding);
    painter.setFont(views::font(Text::strong));
    const QFontMetricsF strong(painter.font());
    QRectF line(inner.left(), inner.top(), inner.width(), strong.height());
    paintMarker(painter, {line.left() + 6, line.center().y()}, style_, 4, color(Token::pane));
    painter.setPen(color(Token::text));
    painter.drawText(
        line.adjusted(18, 0, 0, 0),
        Qt::AlignVCenter,
        strong.elidedText(card_.title, Qt::ElideRight, line.width() - 18)
    );
    double y = line.bottom() + 4;
    for (const auto& [name, text] : card_.rows) {
        painter.setFont(views::font(Text::small));
        const QRectF row(inner.left(), y, inner.width(), QFontMetricsF(painter.font()).height());
        painter.setPen(color(Token::text2));
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, name);
        const double used = QFontMetricsF(painter.font()).horizontalAdvance(name) + 12;
        painter.setFont(views::font(Text::number));
        painter.setPen(color(Token::text));
        painter.drawText(
            row,
            Qt::AlignRight | Qt::AlignVCenter,
            QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, row.width() - used)
        );
        y = row.bottom() + 2;
    }
    if (card_.footer.isEmpty()) return;
    painter.setFont(views::font(Text::caption));
    painter.setPen(color(Token::text2));
    painter.drawText(
        QRectF(inner.left(), y + 3, inner.width(), 20), Qt::AlignLeft | Qt::AlignTop, card_.footer
    );
}

} // namespace rarebit::views

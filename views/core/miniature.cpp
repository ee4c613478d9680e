// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/miniature.hpp"

#include "views/core/plot_paint.hpp"

#include <QPainter>

namespace rarebit::views {

void paintMiniature(QPainter& painter, const QRect& rect, const Figure& figure) {
    painter.save();
    const Ink ink = Ink::screen();
    painter.fillRect(rect, ink(Token::pane));
    painter.setPen(QPen(ink(Token::grid), 1));
    for (int i = 1; i <= 3; ++i) {
        const int y = rect.top() + rect.height() * i / 4;
        painter.drawLine(rect.left() + 12, y, rect.right() - 12, y);
    }
    const Mapping mapping{
        rect.adjusted(14, 12, -14, -12),
        fitX(figure, {}),
        fitY(figure, {}),
        figure.x.reversed,
        figure.y.reversed};
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSeries(painter, figure, prepare(figure), {}, mapping, ink);
    painter.restore();
}

} // namespace rarebit::views

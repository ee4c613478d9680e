// SPDX-License-Identifier: GPL-3.0-or-later
// Titles, legend, notes and the arrow to "better".
#include "views/core/plot_paint.hpp"

#include <QFontMetricsF>
#include <QPainter>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr double rowHeight = 17, swatch = 24;

bool isHidden(const Series& series, const QStringList& hidden) {
    return !series.name.isEmpty() && hidden.contains(series.name);
}

// "Rate, bits per weight": the name stronger than its unit.
void paintTitle(QPainter& painter, const Axis& axis, const QRectF& rect, const Ink& ink) {
    painter.setFont(ink.font(Text::captionMedium));
    painter.setPen(ink(Token::text));
    const QFontMetricsF metrics(painter.font());
    const double name = metrics.horizontalAdvance(axis.name);
    painter.drawText(
        rect,
        Qt::AlignLeft | Qt::AlignVCenter,
        name > rect.width() ? metrics.elidedText(axis.name, Qt::ElideRight, rect.width()) : axis.name
    );
    if (axis.unit.isEmpty() || name + 20 > rect.width()) return;
    painter.setFont(ink.font(Text::caption));
    painter.setPen(ink(Token::text2));
    painter.drawText(
        rect.adjusted(name, 0, 0, 0),
        Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(painter.font())
            .elidedText(QStringLiteral(", ") + axis.unit, Qt::ElideRight, rect.width() - name)
    );
}

void paintSwatch(QPainter& painter, const Series& series, const QRectF& box, bool on, const Ink& ink) {
    painter.save();
    if (!on) painter.setOpacity(0.35);
    const SeriesStyle style = ink.series(series.style);
    const double y = box.center().y();
    const QPointF left(box.left(), y), right(box.right(), y);
    const auto stroke = [&](QColor color, double width, const QVector<qreal>& dash) {
        QPen pen(color, width, Qt::SolidLine, Qt::FlatCap);
        QVector<qreal> pattern = dash;
        for (qreal& length : pattern)
            length /= width;
        if (!pattern.isEmpty()) pen.setDashPattern(pattern);
        painter.setPen(pen);
    };
    switch (series.mark) {
    case Mark::bins: {
        QColor fill = ink(Token::axis);
        fill.setAlphaF(0.5F);
        painter.fillRect(QRectF(box.left(), y - 3, box.width(), 6), fill);
        break;
    }
    case Mark::front:
    case Mark::hull: {
        QColor band = ink(Token::accent);
        const QPolygonF step = series.mark == Mark::front ? QPolygonF(
                                                                {{box.left(), y + 3},
                                                                 {box.center().x(), y + 3},
                                                                 {box.center().x(), y - 3},
                                                                 {box.right(), y - 3}}
                                                            )
                                                          : QPolygonF({left, right});
        if (series.mark == Mark::front) {
            band.setAlphaF(0.14F);
            stroke(band, 6, {});
            painter.drawPolyline(step);
        }
        band.setAlphaF(0.75F);
        stroke(band, 1.2, series.mark == Mark::hull ? QVector<qreal>{4, 3} : QVector<qreal>{});
        painter.drawPolyline(step);
        break;
    }
    case Mark::ghost: {
        QColor faint = style.color;
        faint.setAlphaF(0.35F);
        stroke(faint, 1.5, style.dash);
        painter.drawLine(left, right);
        break;
    }
    case Mark::ticks:
        stroke(style.color, 1.2, {});
        for (double x = box.left() + 2; x < box.right(); x += 4)
            painter.drawLine(QPointF(x, y - 3), QPointF(x, y + 3));
        break;
    case Mark::failed:
        stroke(ink(Token::bad), 2, {});
        painter.drawPath(markerPath(Marker::cross, 4).translated(box.center()));
        break;
    case Mark::planned:
        stroke(style.color, 1.4, {2, 2});
        painter.setBrush(ink(Token::pane));
        painter.drawPath(markerPath(style.marker, 4).translated(box.center()));
        break;
    case Mark::line:
    case Mark::binsLine:
    case Mark::curve:
        stroke(style.color, 2, style.dash);
        painter.drawLine(left, right);
        [[fallthrough]];
    case Mark::points:
        if (series.mark == Mark::curve || series.mark == Mark::points)
            paintMarker(painter, box.center(), style, 4, ink(Token::pane));
        break;
    }
    painter.restore();
}

// Where both axes are best. Unknown: along the other axis alone.
void paintBetter(QPainter& painter, const Figure& figure, const Mapping& mapping, const Ink& ink) {
    const auto direction = [](const Axis& axis) {
        if (axis.better == BetterIs::unknown) return 0;
        return (axis.better == BetterIs::higher) != axis.reversed ? 1 : -1;
    };
    const int dx = direction(figure.x), dy = -direction(figure.y);
    if (dx == 0 && dy == 0) return;
    painter.setFont(ink.font(Text::caption));
    const QFontMetricsF metrics(painter.font());
    const QString word = Plot::tr("better");
    const double total = 14 + 6 + metrics.horizontalAdvance(word);
    const bool right = dx > 0, bottom = dy > 0;
    const QRectF& rect = mapping.rect;
    const double left = right ? rect.right() - total - 10 : rect.left() + 12;
    const double centre = bottom ? rect.bottom() - 15 : rect.top() + 14;
    QColor back = ink(Token::pane); // words over a curve cannot be read
    back.setAlphaF(0.85F);
    painter.fillRect(QRectF(left - 4, centre - 9, total + 8, 18), back);
    QPointF step(dx, dy);
    step /= std::hypot(step.x(), step.y());
    const QPointF middle(left + 7, centre), tip = middle + step * 7, tail = middle - step * 7;
    painter.setPen(QPen(ink(Token::text2), 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawLine(tail, tip);
    const QPointF normal(-step.y(), step.x());
    painter.drawLine(tip, tip - step * 5 + normal * 4);
    painter.drawLine(tip, tip - step * 5 - normal * 4);
    painter.setPen(ink(Token::text2));
    painter.drawText(QPointF(left + 20, centre + metrics.capHeight() / 2), word);
}

void paintNote(
    QPainter& painter, const Figure& figure, const Note& note, const Mapping& mapping, const Ink& ink
) {
    painter.setFont(ink.font(Text::caption));
    painter.setPen(ink(Token::text2));
    // Below the labels of handles.
    const double head = figure.handles.empty() ? 6 : 4 + QFontMetricsF(painter.font()).height();
    const QRectF rect = QRectF(mapping.rect).adjusted(8, head, -8, -6);
    const bool left = note.corner == Qt::TopLeftCorner || note.corner == Qt::BottomLeftCorner;
    const bool top = note.corner == Qt::TopLeftCorner || note.corner == Qt::TopRightCorner;
    const auto alignment = (left ? Qt::AlignLeft : Qt::AlignRight) | (top ? Qt::AlignTop : Qt::AlignBottom);
    QRectF plate;
    painter.drawText(rect, static_cast<int>(alignment) | Qt::TextDontPrint, note.text, &plate);
    QColor back = ink(Token::pane);
    back.setAlphaF(0.75F);
    painter.fillRect(plate.adjusted(-3, 0, 3, 0), back);
    painter.drawText(rect, static_cast<int>(alignment), note.text);
}

void paintHandle(
    QPainter& painter, const Figure& figure, size_t which, const Mapping& mapping, const Ink& ink
) {
    const Handle& handle = figure.handles[which];
    const double x = mapping.px(toAxis(figure.x, handle.x));
    const QRectF rect = mapping.rect;
    if (!(x >= rect.left() - 1 && x <= rect.right() + 2)) return;
    QPen pen(ink(Token::accent), 1.2);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink(Token::accent));
    painter.drawPolygon(QPolygonF(
        {{x - 5, rect.top() - 6},
         {x + 5, rect.top() - 6},
         {x + 5, rect.top()},
         {x, rect.top() + 6},
         {x - 5, rect.top()}}
    ));
    if (handle.label.isEmpty()) return;
    // On the outer side, where there is room; a plate keeps it readable over the data.
    painter.setFont(ink.font(Text::caption));
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(handle.label);
    bool left = which == 0 && figure.handles.size() > 1;
    if (left && x - 10 - width < rect.left()) left = false;
    if (!left && x + 10 + width > rect.right()) left = true;
    const QRectF plate(left ? x - 9 - width : x + 7, rect.top() + 2, width + 2, metrics.height());
    QColor back = ink(Token::pane);
    back.setAlphaF(0.75F);
    painter.fillRect(plate, back);
    painter.setPen(ink(Token::text));
    painter.drawText(plate, Qt::AlignCenter, handle.label);
}

// An exact copy has no finite PSNR: its place at the end of the axis is named.
void paintInfinity(QPainter& painter, const Figure& figure, const Mapping& mapping, const Ink& ink) {
    for (const double sign : {1.0, -1.0}) {
        const bool any = std::ranges::any_of(figure.series, [&](const Series& series) {
            return std::ranges::any_of(series.y, [&](double y) { return std::isinf(y) && y * sign > 0; });
        });
        if (!any) continue;
        const bool top = (sign > 0) != mapping.yReversed;
        const double y = top ? mapping.rect.top() + 7 : mapping.rect.bottom() - 7;
        painter.setFont(ink.font(Text::body));
        painter.setPen(ink(Token::text2));
        const QRectF box(0, y - 10, mapping.rect.left() - 6, 20);
        painter.fillRect(box, ink(Token::pane)); // no number beside it
        painter.drawText(
            box, Qt::AlignRight | Qt::AlignVCenter, sign > 0 ? QStringLiteral("∞") : QStringLiteral("−∞")
        );
    }
}

} // namespace

std::vector<LegendRow> legendRows(const Figure& figure, const Mapping& mapping, const Ink& ink) {
    std::vector<LegendRow> rows;
    if (figure.legend == Legend::none) return rows;
    std::vector<int> listed;
    QSet<QString> names; // series with one name are one entry
    for (size_t s = 0; s < figure.series.size(); ++s) {
        const auto& name = figure.series[s].name;
        if (name.isEmpty() || names.contains(name)) continue;
        names.insert(name);
        listed.push_back(static_cast<int>(s));
    }
    const QFontMetricsF metrics(ink.font(Text::small));
    const double height = std::max(rowHeight, std::ceil(metrics.height()) + 1);
    const auto widthOf = [&](const QString& text) { return swatch + 8 + metrics.horizontalAdvance(text); };
    const QRectF rect = mapping.rect;
    if (figure.legend == Legend::above) {
        double right = rect.right();
        for (auto it = listed.rbegin(); it != listed.rend(); ++it) {
            const auto& name = figure.series[static_cast<size_t>(*it)].name;
            const double width = widthOf(name);
            rows.insert(rows.begin(), {QRectF(right - width, rect.top() - 26, width, height), *it, name});
            right -= width + 14;
        }
        return rows;
    }
    const auto room = static_cast<size_t>(std::max(1.0, std::floor(rect.height() * 0.7 / height)));
    const size_t shown = listed.size() <= room ? listed.size() : room - 1;
    const double widest = rect.width() * 0.45;
    for (size_t i = 0; i < shown; ++i) {
        const auto& name = figure.series[static_cast<size_t>(listed[i])].name;
        rows.push_back({{}, listed[i], metrics.elidedText(name, Qt::ElideMiddle, widest - swatch - 8)});
    }
    if (shown < listed.size())
        rows.push_back({{}, -1, Plot::tr("and %n more", "series", static_cast<int>(listed.size() - shown))});
    double width = 0;
    for (const auto& row : rows)
        width = std::max(width, widthOf(row.text));
    double y = rect.bottom() - 10 - height * static_cast<double>(rows.size());
    for (auto& row : rows) {
        row.rect = QRectF(rect.right() - 10 - width, y, width, height);
        y += height;
    }
    return rows;
}

void paintSurroundings(
    QPainter& painter,
    const Figure& figure,
    const QStringList& hidden,
    const Mapping& mapping,
    QSize size,
    const Ink& ink
) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto axis : {Qt::Horizontal, Qt::Vertical})
        paintTitle(
            painter,
            axis == Qt::Horizontal ? figure.x : figure.y,
            titleRect(figure, axis, mapping, size, ink),
            ink
        );
    if (figure.better) paintBetter(painter, figure, mapping, ink);
    for (size_t i = 0; i < figure.handles.size(); ++i)
        paintHandle(painter, figure, i, mapping, ink);
    for (const auto& note : figure.notes)
        paintNote(painter, figure, note, mapping, ink);
    paintInfinity(painter, figure, mapping, ink);

    const auto rows = legendRows(figure, mapping, ink);
    if (!rows.empty() && figure.legend == Legend::inside) {
        QColor back = ink(Token::pane);
        back.setAlphaF(0.9F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(back);
        painter.drawRoundedRect(rows.front().rect.united(rows.back().rect).adjusted(-6, -4, 6, 4), 4, 4);
    }
    painter.setFont(ink.font(Text::small));
    for (const auto& row : rows) {
        const bool on = row.series < 0 || !isHidden(figure.series[static_cast<size_t>(row.series)], hidden);
        if (row.series >= 0)
            paintSwatch(
                painter,
                figure.series[static_cast<size_t>(row.series)],
                QRectF(row.rect.left(), row.rect.top(), swatch, row.rect.height()),
                on,
                ink
            );
        painter.setPen(ink(row.series < 0 ? Token::text2 : on ? Token::text : Token::text3));
        painter.drawText(row.rect.adjusted(swatch + 8, 0, 40, 0), Qt::AlignLeft | Qt::AlignVCenter, row.text);
    }
    painter.restore();
}

QRectF titleRect(
    const Figure& figure, Qt::Orientation orientation, const Mapping& mapping, QSize size, const Ink& ink
) {
    const Axis& axis = orientation == Qt::Horizontal ? figure.x : figure.y;
    const QFontMetricsF strong(ink.font(Text::captionMedium)), plain(ink.font(Text::caption));
    double width = strong.horizontalAdvance(axis.name) + 1;
    if (!axis.unit.isEmpty()) width += plain.horizontalAdvance(QStringLiteral(", ") + axis.unit);
    const double height = std::ceil(strong.height());
    if (orientation == Qt::Vertical) {
        if (figure.legend == Legend::above) // as much as the legend leaves
            if (const auto rows = legendRows(figure, mapping, ink); !rows.empty())
                width = std::clamp(rows.front().rect.left() - 20, 0.0, width);
        return {12, 6, width, height};
    }
    return {std::max(4.0, mapping.rect.right() + 2 - width), size.height() - 5 - height, width, height};
}

QMargins marginsOf(const Figure& figure, Span y, int height, const Ink& ink) {
    const double scale = ink.scale();
    const int top = qRound(30 * scale), bottom = qRound(38 * scale);
    const QFontMetricsF metrics(ink.font(Text::caption));
    double widest = 0;
    for (const auto& label : ticksOf(figure.y, y.low, y.high, height - top - bottom, false).labels)
        widest = std::max(widest, metrics.horizontalAdvance(label));
    // In steps of 8, so that the plot does not shiver while one zooms.
    const int left = std::max(40, (static_cast<int>(std::ceil(widest)) + 16 + 7) / 8 * 8);
    return {left, top, qRound(16 * scale), bottom};
}

} // namespace rarebit::views

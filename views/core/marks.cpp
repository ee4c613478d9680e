// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/marks.hpp"

#include <QPainter>
#include <QPolygonF>

namespace rarebit::views {

QPainterPath markerPath(Marker marker, double radius) {
    QPainterPath path;
    const double r = radius;
    const auto polygon = [&](std::initializer_list<QPointF> points) {
        path.addPolygon(QPolygonF(QList<QPointF>(points)));
        path.closeSubpath();
    };
    const auto strokes = [&](std::initializer_list<QPointF> ends) {
        for (const QPointF& end : ends) {
            path.moveTo(-end);
            path.lineTo(end);
        }
    };
    switch (marker) {
    case Marker::disc:
        path.addEllipse(QPointF(0, 0), r, r);
        break;
    case Marker::square:
        path.addRect(QRectF(-0.88 * r, -0.88 * r, 1.76 * r, 1.76 * r));
        break;
    case Marker::triangle:
        polygon({{0, -1.15 * r}, {1.05 * r, 0.8 * r}, {-1.05 * r, 0.8 * r}});
        break;
    case Marker::triangleDown:
        polygon({{0, 1.15 * r}, {1.05 * r, -0.8 * r}, {-1.05 * r, -0.8 * r}});
        break;
    case Marker::diamond:
        polygon({{0, -1.2 * r}, {1.2 * r, 0}, {0, 1.2 * r}, {-1.2 * r, 0}});
        break;
    case Marker::plus:
        strokes({{r, 0}, {0, r}});
        break;
    case Marker::cross:
        strokes({{0.8 * r, 0.8 * r}, {0.8 * r, -0.8 * r}});
        break;
    case Marker::star:
        strokes({{0, r}, {0.87 * r, 0.5 * r}, {0.87 * r, -0.5 * r}});
        break;
    }
    return path;
}

void paintMarker(QPainter& painter, QPointF at, const SeriesStyle& style, double radius, QColor ground) {
    painter.save();
    painter.translate(at);
    const QPainterPath path = markerPath(style.marker, radius);
    const bool strokes =
        style.marker == Marker::plus || style.marker == Marker::cross || style.marker == Marker::star;
    if (strokes) {
        const double width = radius * 0.5;
        painter.strokePath(path, QPen(ground, width + 2.4, Qt::SolidLine, Qt::RoundCap));
        painter.strokePath(path, QPen(style.color, width, Qt::SolidLine, Qt::FlatCap));
    } else if (style.hollow) {
        painter.setPen(QPen(style.color, 1.6));
        painter.setBrush(ground);
        painter.drawPath(path);
    } else {
        painter.strokePath(path, QPen(ground, 2.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.fillPath(path, style.color);
    }
    painter.restore();
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/plot_paint.hpp"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr double lineWidth = 2, markerRadius = 4;
/// More markers than this are stamped without smoothing, and the lines between them left out: they would be
/// a mesh that hides everything, and take minutes to draw.
constexpr size_t manyMarkers = 4000;

bool isHidden(const Series& series, const QStringList& hidden) {
    return !series.name.isEmpty() && hidden.contains(series.name);
}

QColor faded(QColor color, double opacity) {
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

QPen linePen(const SeriesStyle& style, double width) {
    QPen pen(style.color, width);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(style.dash.isEmpty() ? Qt::RoundCap : Qt::FlatCap);
    if (!style.dash.isEmpty()) {
        QVector<qreal> dash = style.dash;
        for (qreal& length : dash)
            length /= width;
        pen.setDashPattern(dash);
    }
    return pen;
}

// The part of a segment inside of a rectangle (Liang and Barsky): dashes of a line that leaves the plot by a
// million pixels would take seconds.
bool clipSegment(QPointF& a, QPointF& b, const QRectF& rect) {
    double from = 0, to = 1;
    const QPointF d = b - a;
    const auto cut = [&](double step, double room) {
        if (step == 0) return room >= 0;
        const double t = room / step;
        if (step < 0)
            from = std::max(from, t);
        else
            to = std::min(to, t);
        return from <= to;
    };
    if (!cut(-d.x(), a.x() - rect.left()) || !cut(d.x(), rect.right() - a.x()) ||
        !cut(-d.y(), a.y() - rect.top()) || !cut(d.y(), rect.bottom() - a.y()))
        return false;
    const QPointF start = a;
    if (to < 1) b = start + d * to;
    if (from > 0) a = start + d * from;
    return true;
}

// Draws connected points, cut to the plot.
class Path {
public:
    Path(QPainter& painter, const QRectF& rect) : painter_(painter), rect_(rect) {}
    ~Path() { flush(); }
    void to(QPointF point) {
        if (last_) {
            QPointF a = *last_, b = point;
            if (clipSegment(a, b, rect_)) {
                if (line_.isEmpty() || line_.back() != a) {
                    flush();
                    line_.push_back(a);
                }
                line_.push_back(b);
            }
        }
        last_ = point;
    }
    void lift() {
        flush();
        last_.reset();
    }

private:
    void flush() {
        if (line_.size() > 1) painter_.drawPolyline(line_);
        line_.clear();
    }
    QPainter& painter_;
    QRectF rect_;
    QPolygonF line_;
    std::optional<QPointF> last_;
};

void paintLine(
    QPainter& painter, const Series& series, const Prepared& prepared, const Mapping& mapping, const QPen& pen
) {
    painter.setBrush(Qt::NoBrush);
    Path path(painter, QRectF(mapping.rect).adjusted(0, 0, 1, 1));
    size_t piece = 0;
    // Above two points per pixel column, only the first, lowest, highest and last of each column are drawn.
    const bool reduce = prepared.x.size() > static_cast<size_t>(mapping.rect.width()) * 2;
    painter.setPen(reduce ? QPen(pen.color(), 1) : pen);
    double column = notANumber, low = 0, high = 0, last = 0;
    const auto close = [&] {
        if (std::isnan(column)) return;
        path.to({column, low});
        path.to({column, high});
        path.to({column, last});
        column = notANumber;
    };
    for (size_t i = 0; i < prepared.x.size(); ++i) {
        if (piece < series.pieces.size() && static_cast<size_t>(series.pieces[piece]) == i) {
            close();
            path.lift();
            ++piece;
        }
        if (std::isnan(prepared.x[i]) || std::isnan(prepared.y[i])) {
            close();
            path.lift();
            continue;
        }
        if (std::isinf(prepared.y[i])) continue;
        const QPointF at(mapping.px(prepared.x[i]), mapping.py(prepared.y[i]));
        if (!reduce) {
            path.to(at);
            continue;
        }
        if (std::floor(at.x()) != column) {
            close();
            path.to({std::floor(at.x()), at.y()});
            column = std::floor(at.x());
            low = high = at.y();
        }
        low = std::min(low, at.y());
        high = std::max(high, at.y());
        last = at.y();
    }
    close();
}

// The outline of bins, reduced to the highest per pixel column; starts and ends on the axis.
QPolygonF stepsOf(const Prepared& prepared, const Mapping& mapping) {
    QPolygonF out;
    const double left = mapping.rect.left() - 1, right = mapping.rect.right() + 2;
    const double top = mapping.rect.top() - 2, base = mapping.rect.bottom() + 1;
    double column = notANumber, peak = base;
    for (size_t i = 0; i < prepared.y.size(); ++i) {
        double from = mapping.px(prepared.x[i]), to = mapping.px(prepared.x[i + 1]);
        if (std::isnan(from) || std::isnan(to)) continue;
        if (from > to) std::swap(from, to);
        if (to < left || from > right) continue;
        from = std::clamp(from, left, right);
        to = std::clamp(to, left, right);
        const double height = std::isnan(prepared.y[i]) ? base : mapping.py(prepared.y[i]);
        const double y = std::clamp(height, top, base);
        if (out.isEmpty()) out << QPointF(from, base);
        if (to - from < 1) { // several bins per pixel
            if (std::floor(from) != column) {
                column = std::floor(from);
                peak = base;
                out << QPointF(column, base) << QPointF(column + 1, base);
            }
            peak = std::min(peak, y);
            out[out.size() - 2].setY(peak);
            out[out.size() - 1].setY(peak);
            continue;
        }
        out << QPointF(from, y) << QPointF(to, y);
    }
    if (!out.isEmpty()) out << QPointF(out.back().x(), base);
    return out;
}

void paintFront(
    QPainter& painter,
    const Figure& figure,
    const Prepared& prepared,
    const Mapping& mapping,
    const Ink& ink,
    const QRectF& clip
) {
    if (prepared.x.empty()) return;
    QPolygonF line;
    for (size_t i = 0; i < prepared.x.size(); ++i) {
        const QPointF at(
            mapping.px(prepared.x[i]),
            std::isinf(prepared.y[i]) ? placeOf({}, prepared, i, mapping).y() : mapping.py(prepared.y[i])
        );
        if (!line.isEmpty()) line << QPointF(at.x(), line.back().y());
        line << at;
    }
    // What costs more is at best as good as the last point.
    const bool rightwards = (figure.x.better == BetterIs::higher) == figure.x.reversed;
    line << QPointF(rightwards ? clip.right() : clip.left(), line.back().y());
    const std::array<std::pair<double, double>, 2> strokes{{{6, 0.14}, {1.2, 0.75}}};
    for (const auto& [width, opacity] : strokes) {
        painter.setPen(QPen(faded(ink(Token::accent), opacity), width, Qt::SolidLine, Qt::FlatCap));
        Path path(painter, clip);
        for (const QPointF& point : line)
            path.to(point);
    }
}

void paintErrors(
    QPainter& painter,
    const Series& series,
    const Figure& figure,
    const Prepared& prepared,
    const Mapping& mapping,
    const QColor& color
) {
    painter.setPen(QPen(color, 1.2));
    for (size_t i = 0; i < series.error.size(); ++i) {
        const double error = series.error[i];
        if (!(error > 0) || !std::isfinite(prepared.y[i])) continue;
        const double x = mapping.px(prepared.x[i]);
        if (x < mapping.rect.left() || x > mapping.rect.right()) continue;
        const auto edge = [&](double value) {
            const double at = toAxis(figure.y, value);
            const double y = std::isnan(at) ? double(mapping.rect.bottom()) : mapping.py(at);
            return std::clamp(y, double(mapping.rect.top()), double(mapping.rect.bottom()));
        };
        const double high = edge(series.y[i] + error), low = edge(series.y[i] - error);
        if (std::abs(high - low) < 2 * markerRadius) continue; // shorter than the marker
        painter.drawLine(QPointF(x, high), QPointF(x, low));
        for (const double y : {high, low})
            painter.drawLine(QPointF(x - 3, y), QPointF(x + 3, y));
    }
}

// A marker as runs of pixels without smoothing: writing them is memory speed.
struct Stamp {
    struct Run {
        int row, begin, end;
    };
    std::vector<Run> runs;
    Stamp(Marker marker, double radius) {
        const int reach = static_cast<int>(std::ceil(radius)) + 1, size = 2 * reach + 1;
        QImage image(size, size, QImage::Format_ARGB32);
        image.fill(0);
        QPainter painter(&image);
        painter.translate(reach + 0.5, reach + 0.5);
        const bool strokes = marker == Marker::plus || marker == Marker::cross || marker == Marker::star;
        painter.setPen(strokes ? QPen(Qt::black, std::max(1.0, radius * 0.5)) : QPen(Qt::NoPen));
        painter.setBrush(strokes ? QBrush(Qt::NoBrush) : QBrush(Qt::black));
        painter.drawPath(markerPath(marker, radius));
        painter.end();
        for (int row = 0; row < size; ++row)
            for (int begin = 0; begin < size; ++begin) {
                if (qAlpha(image.pixel(begin, row)) < 128) continue;
                int end = begin;
                while (end < size && qAlpha(image.pixel(end, row)) >= 128)
                    ++end;
                runs.push_back({row - reach, begin - reach, end - reach});
                begin = end;
            }
    }
};

void stampMarkers(
    QImage& image,
    std::vector<bool>& taken,
    const Series& series,
    const Prepared& prepared,
    const Mapping& mapping,
    const SeriesStyle& style,
    double radius
) {
    const double ratio = image.devicePixelRatio();
    const int width = image.width(), height = image.height();
    const Stamp stamp(style.marker, radius * ratio);
    const QRgb color = style.color.rgba();
    taken.assign(static_cast<size_t>(width) * static_cast<size_t>(height), false);
    auto* const pixels = reinterpret_cast<QRgb*>(image.bits());
    const auto stride = static_cast<size_t>(image.bytesPerLine()) / sizeof(QRgb);
    for (size_t i = 0; i < prepared.x.size(); ++i) {
        const QPointF at = (placeOf(series, prepared, i, mapping) - mapping.rect.topLeft()) * ratio;
        if (!(at.x() >= 0 && at.x() < width && at.y() >= 0 && at.y() < height)) continue;
        const int column = static_cast<int>(at.x()), row = static_cast<int>(at.y());
        const size_t cell =
            static_cast<size_t>(row) * static_cast<size_t>(width) + static_cast<size_t>(column);
        if (taken[cell]) continue;
        taken[cell] = true;
        for (const auto& run : stamp.runs) {
            const int y = row + run.row;
            if (y < 0 || y >= height) continue;
            const int begin = std::max(0, column + run.begin), end = std::min(width, column + run.end);
            if (begin < end)
                std::fill_n(pixels + static_cast<size_t>(y) * stride + begin, end - begin, color);
        }
    }
}

bool isCurve(const Series& series) {
    return series.mark == Mark::curve || series.mark == Mark::points;
}

void paintReference(
    QPainter& painter, const Figure& figure, const Reference& line, const Mapping& mapping, const Ink& ink
) {
    const QRectF clip = QRectF(mapping.rect).adjusted(0, 0, 1, 1);
    QPen pen(ink(Token::axis), 1.2);
    pen.setCapStyle(Qt::FlatCap);
    pen.setDashPattern({2 / 1.2, 3 / 1.2});
    painter.setPen(pen);
    QPolygonF points;
    if (!std::isnan(line.x)) {
        const double x = mapping.px(toAxis(figure.x, line.x));
        points << QPointF(x, clip.bottom()) << QPointF(x, clip.top());
    } else if (!std::isnan(line.y)) {
        const double y = mapping.py(toAxis(figure.y, line.y));
        points << QPointF(clip.left(), y) << QPointF(clip.right(), y);
    } else {
        for (size_t i = 0; i < line.xs.size(); ++i)
            points << QPointF(
                mapping.px(toAxis(figure.x, line.xs[i])), mapping.py(toAxis(figure.y, line.ys[i]))
            );
    }
    QPointF from, end;
    for (qsizetype i = 1; i < points.size(); ++i) {
        QPointF a = points[i - 1], b = points[i];
        if (!clipSegment(a, b, clip)) continue;
        painter.drawLine(a, b);
        if (end.isNull() || b.x() >= end.x()) {
            from = a;
            end = b;
        }
    }
    if (end.isNull() || line.label.isEmpty()) return;
    painter.setFont(ink.font(Text::caption));
    painter.setPen(ink(Token::text2));
    const QFontMetricsF metrics(painter.font());
    // Left of the end: on a flat line, else beside it, where it rises or falls away from the text.
    const QPointF d = end - from;
    const double slope = std::abs(d.x()) > 0 ? d.y() / std::abs(d.x()) : -1e9;
    const bool flat = std::abs(slope) < 0.1;
    const double away = flat ? 0 : (metrics.ascent() + 8) / std::abs(slope);
    const double below = flat || slope > 0 ? -4 : metrics.ascent() + 2;
    const double width = metrics.horizontalAdvance(line.label);
    const double x = std::clamp(end.x() - away - 6 - width, clip.left() + 4, clip.right() - width - 4);
    const double y = std::clamp(end.y() + below, clip.top() + metrics.ascent() + 2, clip.bottom() - 4);
    painter.drawText(QPointF(x, y), line.label);
}

} // namespace

Ink Ink::screen() {
    return {Theme::get().dark(), false};
}

QFont Ink::font(Text role) const {
    QFont out = Theme::get().font(role);
    if (exporting) out.setPixelSize(std::max(1, qRound(out.pixelSize() / Theme::get().textScale())));
    return out;
}

std::vector<Prepared> prepare(const Figure& figure) {
    std::vector<Prepared> out(figure.series.size());
    for (size_t s = 0; s < out.size(); ++s) {
        const Series& series = figure.series[s];
        out[s].x.reserve(series.x.size());
        out[s].y.reserve(series.y.size());
        for (const double x : series.x)
            out[s].x.push_back(toAxis(figure.x, x));
        for (const double y : series.y)
            out[s].y.push_back(toAxis(figure.y, y));
    }
    return out;
}

QPointF placeOf(const Series& series, const Prepared& prepared, size_t point, const Mapping& mapping) {
    const double x = prepared.x[point];
    if (series.mark == Mark::failed)
        return {std::isnan(x) ? mapping.rect.left() + 10.0 : mapping.px(x), mapping.rect.bottom() - 9.0};
    const double y = prepared.y[point];
    if (std::isinf(y)) {
        const bool top = (y > 0) != mapping.yReversed;
        return {mapping.px(x), top ? mapping.rect.top() + 7.0 : mapping.rect.bottom() - 7.0};
    }
    return {mapping.px(x), mapping.py(y)};
}

bool hasPoints(const Series& series) {
    return !series.ids.empty() &&
           (isCurve(series) || series.mark == Mark::failed || series.mark == Mark::planned);
}

void paintSeries(
    QPainter& painter,
    const Figure& figure,
    const std::vector<Prepared>& prepared,
    const QStringList& hidden,
    const Mapping& mapping,
    const Ink& ink
) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF clip = QRectF(mapping.rect).adjusted(0, 0, 1, 1);
    const QRectF reachable = clip.adjusted(-2, -2, 2, 2); // points on the very edge
    const double thick = ink.scale();
    const auto each = [&](auto wanted, auto paint) {
        for (size_t s = 0; s < figure.series.size(); ++s)
            if (wanted(figure.series[s]) && !isHidden(figure.series[s], hidden))
                paint(figure.series[s], prepared[s]);
    };
    const auto is = [](Mark mark) { return [mark](const Series& series) { return series.mark == mark; }; };
    painter.setClipRect(clip.adjusted(-1, -1, 1, 1), Qt::IntersectClip);
    for (const Band& band : figure.bands) {
        const auto edge = [&](double value, double end) {
            const double at = std::isinf(value) ? end : mapping.px(toAxis(figure.x, value));
            return std::isnan(at) ? end : at;
        };
        const bool reversed = mapping.xReversed;
        const double a = edge(band.low, reversed ? clip.right() : clip.left());
        const double b = edge(band.high, reversed ? clip.left() : clip.right());
        painter.fillRect(
            QRectF(std::min(a, b), clip.top(), std::abs(b - a), clip.height()), ink(Token::raised)
        );
    }
    each(is(Mark::bins), [&](const Series&, const Prepared& data) {
        painter.setPen(QPen(faded(ink(Token::axis), 0.8), 1));
        painter.setBrush(faded(ink(Token::axis), 0.28));
        painter.drawPolygon(stepsOf(data, mapping));
    });
    each(is(Mark::ticks), [&](const Series& series, const Prepared& data) {
        painter.setPen(QPen(ink.series(series.style).color, 1.2));
        // So dense that they would be a bar, they say nothing.
        const double per =
            clip.width() /
            std::max<double>(1, static_cast<double>(std::ranges::count_if(data.x, [&](double position) {
                                 return mapping.px(position) >= clip.left() &&
                                        mapping.px(position) <= clip.right();
                             })));
        if (per < 3) return;
        double last = -1e9;
        for (const double position : data.x) {
            const double x = mapping.px(position);
            if (!(x >= clip.left() && x <= clip.right()) || std::abs(x - last) < 0.7) continue;
            last = x;
            painter.drawLine(QPointF(x, clip.bottom() - 6), QPointF(x, clip.bottom()));
        }
    });
    for (const auto& reference : figure.references)
        paintReference(painter, figure, reference, mapping, ink);
    each(is(Mark::front), [&](const Series&, const Prepared& data) {
        paintFront(painter, figure, data, mapping, ink, clip);
    });
    each(is(Mark::hull), [&](const Series& series, const Prepared& data) {
        paintLine(painter, series, data, mapping, linePen({ink(Token::accent), {}, {4, 3}}, 1.2));
    });
    each(is(Mark::ghost), [&](const Series& series, const Prepared& data) {
        SeriesStyle style = ink.series(series.style);
        style.color = faded(style.color, 0.35);
        paintLine(painter, series, data, mapping, linePen(style, 1.5));
    });
    each(is(Mark::binsLine), [&](const Series& series, const Prepared& data) {
        painter.setPen(linePen(ink.series(series.style), 1.4 * thick));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(stepsOf(data, mapping));
    });
    size_t markers = 0;
    each(isCurve, [&](const Series&, const Prepared& data) { markers += data.x.size(); });
    each(
        [&](const Series& series) {
            return series.mark == Mark::line || (series.mark == Mark::curve && markers <= manyMarkers);
        },
        [&](const Series& series, const Prepared& data) {
            paintLine(painter, series, data, mapping, linePen(ink.series(series.style), lineWidth * thick));
        }
    );
    painter.setClipping(false);
    if (markers > manyMarkers) {
        QImage image;
        std::vector<bool> taken;
        const double ratio = painter.device()->devicePixelRatioF() * (ink.exporting ? 2 : 1);
        image = QImage((QSizeF(mapping.rect.size()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(ratio);
        image.fill(0);
        each(isCurve, [&](const Series& series, const Prepared& data) {
            stampMarkers(
                image, taken, series, data, mapping, ink.series(series.style), markers > 20000 ? 2 : 3
            );
        });
        painter.drawImage(QRectF(mapping.rect), image);
    } else {
        each(isCurve, [&](const Series& series, const Prepared& data) {
            paintErrors(painter, series, figure, data, mapping, ink.series(series.style).color);
        });
        each(isCurve, [&](const Series& series, const Prepared& data) {
            SeriesStyle style = ink.series(series.style);
            for (size_t i = 0; i < data.x.size(); ++i) {
                const QPointF at = placeOf(series, data, i, mapping);
                if (!reachable.contains(at)) continue;
                SeriesStyle own = style;
                own.hollow = style.hollow || std::isinf(data.y[i]);
                paintMarker(painter, at, own, markerRadius * thick, ink(Token::pane));
            }
        });
    }
    each(is(Mark::planned), [&](const Series& series, const Prepared& data) {
        const SeriesStyle style = ink.series(series.style);
        for (size_t i = 0; i < data.x.size(); ++i) {
            const QPointF at = placeOf(series, data, i, mapping);
            if (!reachable.contains(at)) continue;
            QPen pen(style.color, 1.4);
            pen.setDashPattern({1.4, 1.4});
            painter.setPen(pen);
            painter.setBrush(ink(Token::pane));
            painter.drawPath(markerPath(style.marker, 5).translated(at));
        }
    });
    each(is(Mark::failed), [&](const Series& series, const Prepared& data) {
        double right = -1;
        double y = 0;
        for (size_t i = 0; i < data.x.size(); ++i) {
            const QPointF at = placeOf(series, data, i, mapping);
            if (!reachable.contains(at)) continue;
            painter.setPen(QPen(ink(Token::bad), 2.2, Qt::SolidLine, Qt::FlatCap));
            painter.drawPath(markerPath(Marker::cross, 5).translated(at));
            right = std::max(right, at.x());
            y = at.y();
        }
        if (right < 0) return;
        const QString text = Plot::tr("%n failed", "points of a chart", static_cast<int>(data.x.size()));
        painter.setFont(ink.font(Text::caption));
        painter.setPen(ink(Token::bad));
        const QFontMetricsF metrics(painter.font());
        const double x = std::min(right + 9, clip.right() - metrics.horizontalAdvance(text));
        painter.drawText(QPointF(x, y + metrics.capHeight() / 2), text);
    });
    painter.restore();
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// From results to lines, and the picture of them.
#include "views/charts/parallel_plot.hpp"
#include "views/core/numbers.hpp"
#include "views/core/series_numbers.hpp"

#include <QFontMetricsF>
#include <QPainter>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rarebit::views {
namespace {

/// More lines than this would take longer than a frame and be a grey area; every n-th stands for the rest.
constexpr size_t manyLines = 4000;
constexpr double brushWidth = 8;

QString shortNumber(double value) {
    return std::abs(value) >= 10000 ? compact(value) : number(value, 3);
}

bool isFlag(const QString& column) {
    return column == QStringLiteral("lossless");
}

std::optional<ParallelAxis>
axisOf(const ResultSet& results, const std::vector<int>& rows, const QString& column) {
    const int index = results.columnIndex(column);
    if (index < 0) return std::nullopt;
    const ResultColumn& values = results.columns()[static_cast<size_t>(index)];
    const ColumnText text = describeColumn(column);
    ParallelAxis out{.column = column, .axis = {.name = text.name, .unit = text.unit}, .words = {}, .at = {}};
    if (!values.numeric) {
        QSet<QString> seen;
        for (const int row : rows)
            if (const QString word = results.text(row, column); !word.isEmpty()) seen.insert(word);
        if (seen.size() < 2) return std::nullopt;
        out.words = QStringList(seen.begin(), seen.end());
        std::ranges::sort(out.words);
        const double last = static_cast<double>(out.words.size()) - 1;
        QHash<QString, double> places;
        for (qsizetype i = 0; i < out.words.size(); ++i)
            places.insert(out.words[i], static_cast<double>(i) / last);
        out.high = last;
        for (const int row : rows)
            out.at.push_back(places.value(results.text(row, column), notANumber));
        return out;
    }
    double low = INFINITY, high = -INFINITY;
    for (const int row : rows) {
        const double value = values.numbers[static_cast<size_t>(row)];
        if (value > 0 && std::isinf(value)) out.top = 0.88;
        if (!std::isfinite(value)) continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (!(high > low)) return std::nullopt; // a constant tells nothing apart
    if (low > 0 && high / low > 30) out.axis.scale = AxisScale::log;
    out.low = low;
    out.high = high;
    const double from = toAxis(out.axis, low), to = toAxis(out.axis, high);
    for (const int row : rows) {
        const double value = values.numbers[static_cast<size_t>(row)];
        out.at.push_back(
            std::isnan(value)   ? notANumber
            : std::isinf(value) ? (value > 0 ? 1.0 : 0.0)
                                : (toAxis(out.axis, value) - from) / (to - from) * out.top
        );
    }
    return out;
}

double valueAt(const ParallelAxis& axis, double place) {
    if (!axis.words.isEmpty()) return place * axis.high;
    const double from = toAxis(axis.axis, axis.low), to = toAxis(axis.axis, axis.high);
    return place > axis.top + 1e-9 ? INFINITY : fromAxis(axis.axis, from + place / axis.top * (to - from));
}

QRectF frameOf(QSize size, const Ink& ink) {
    const double scale = ink.scale();
    return QRectF(QPointF(), size).adjusted(44 * scale, 30 * scale, -44 * scale, -16 * scale);
}

double xOf(const QRectF& frame, size_t axis, size_t count) {
    if (count < 2) return frame.center().x();
    return frame.left() + frame.width() * static_cast<double>(axis) / static_cast<double>(count - 1);
}

void paintLabel(QPainter& painter, const QString& text, QPointF middle, const Ink& ink) {
    const QFontMetricsF metrics(painter.font());
    const QSizeF size(metrics.horizontalAdvance(text) + 4, metrics.height() - 2);
    const QRectF plate(middle - QPointF(size.width() / 2, size.height() / 2), size);
    QColor back = ink(Token::pane);
    back.setAlphaF(0.85F);
    painter.fillRect(plate, back);
    painter.drawText(plate, Qt::AlignCenter, text);
}

} // namespace

QString ParallelAxis::label(double place) const {
    if (!words.isEmpty()) return words.value(static_cast<qsizetype>(std::lround(place * high)));
    const double value = valueAt(*this, place);
    if (std::isinf(value)) return number(value);
    if (isFlag(column)) return valueText(column, std::round(value));
    return column.startsWith(QStringLiteral("size_bytes.")) || column.endsWith(QStringLiteral("_bytes"))
               ? byteSize(value)
               : shortNumber(value);
}

ParallelLines parallelLines(
    const ResultSet& results,
    const std::vector<int>& rows,
    const QStringList& columns,
    const std::vector<ParallelAxis>& before
) {
    ParallelLines out;
    out.rows = rows;
    const SeriesNumbers numbers(results);
    for (const int row : rows)
        out.series.push_back(numbers.of(row));
    for (const QString& column : columns) {
        auto axis = axisOf(results, rows, column);
        if (!axis) continue;
        const auto old = std::ranges::find(before, column, &ParallelAxis::column);
        // The ends may have moved: a brush keeps its values, not its place.
        if (old != before.end() && old->brush && axis->words == old->words) {
            const auto place = [&](double at) {
                const double from = toAxis(axis->axis, axis->low), to = toAxis(axis->axis, axis->high);
                if (!axis->words.isEmpty()) return at;
                return std::clamp(
                    (toAxis(axis->axis, valueAt(*old, at)) - from) / (to - from) * axis->top, 0.0, 1.0
                );
            };
            axis->brush = {place(old->brush->first), place(old->brush->second)};
        }
        out.axes.push_back(std::move(*axis));
    }
    return out;
}

std::vector<bool> keptLines(const ParallelLines& lines) {
    std::vector<bool> kept(lines.rows.size(), true);
    for (const auto& axis : lines.axes) {
        if (!axis.brush) continue;
        const double low = axis.brush->first - 1e-9, high = axis.brush->second + 1e-9;
        for (size_t i = 0; i < kept.size(); ++i)
            kept[i] = kept[i] && axis.at[i] >= low && axis.at[i] <= high;
    }
    return kept;
}

QString brushText(const ParallelLines& lines) {
    QStringList out;
    for (const auto& axis : lines.axes) {
        if (!axis.brush) continue;
        const auto [low, high] = *axis.brush;
        const bool plain = axis.axis.unit.isEmpty() || axis.axis.unit == axis.axis.name; // "bits 4 bits"
        const QString unit = plain ? QString() : QLatin1Char(' ') + axis.axis.unit;
        const QString from = axis.label(low), to = axis.label(high);
        if (!axis.words.isEmpty() && from == to)
            out << axis.axis.name + QLatin1Char(' ') + from;
        else if (low <= 0)
            out << ParallelPlot::tr("%1 below %2").arg(axis.axis.name, to + unit);
        else if (high >= 1)
            out << ParallelPlot::tr("%1 above %2").arg(axis.axis.name, from + unit);
        else
            out << ParallelPlot::tr("%1 %2 to %3").arg(axis.axis.name, from, to + unit);
    }
    return out.join(QStringLiteral(", "));
}

QString brushFilter(const ParallelLines& lines) {
    QStringList out;
    const auto value = [](double number) { return QString::number(number, 'g', 9); };
    for (const auto& axis : lines.axes) {
        if (!axis.brush) continue;
        const auto [low, high] = *axis.brush;
        if (axis.words.isEmpty()) {
            if (low > axis.top)
                out << axis.column + QStringLiteral(" > ") + value(axis.high);
            else if (low > 0)
                out << axis.column + QStringLiteral(" >= ") + value(valueAt(axis, low));
            if (high <= axis.top && high < 1)
                out << axis.column + QStringLiteral(" <= ") + value(valueAt(axis, high));
            continue;
        }
        QStringList words;
        for (qsizetype i = 0; i < axis.words.size(); ++i) {
            const double place = static_cast<double>(i) / axis.high;
            if (place < low - 1e-9 || place > high + 1e-9) continue;
            const QChar quote = axis.words[i].contains(u'\'') ? u'"' : u'\'';
            words << axis.column + QStringLiteral(" = ") + quote + axis.words[i] + quote;
        }
        if (words.size() == 1) out << words.front();
        if (words.size() > 1) out << u'(' + words.join(QStringLiteral(" or ")) + u')';
    }
    return out.join(QStringLiteral(" and "));
}

void paintParallel(QPainter& painter, const ParallelLines& lines, QSize size, const Ink& ink) {
    const QRectF frame = frameOf(size, ink);
    const size_t count = lines.axes.size();
    painter.fillRect(QRect(QPoint(), size), ink(Token::pane));
    const bool brushes =
        std::ranges::any_of(lines.axes, [](const ParallelAxis& axis) { return axis.brush.has_value(); });
    const auto kept = keptLines(lines);
    const auto keptCount = static_cast<size_t>(std::ranges::count(kept, true));
    const auto stepOf = [](size_t drawn) { return drawn / manyLines + 1; };
    painter.setRenderHint(QPainter::Antialiasing, lines.rows.size() < 2000);
    // Where a result has no value its line passes the axis, fainter.
    const auto draw = [&](bool wanted, double opacity, double width) {
        QPolygonF line;
        const size_t step = stepOf(wanted ? keptCount : kept.size() - keptCount);
        size_t passing = 0;
        for (size_t i = 0; i < lines.rows.size(); ++i) {
            if (kept[i] != wanted || passing++ % step != 0) continue;
            QColor color = wanted ? ink.series(lines.series[i]).color : ink(Token::axis);
            QColor faint = color;
            color.setAlphaF(static_cast<float>(opacity));
            faint.setAlphaF(static_cast<float>(opacity * 0.4));
            line.clear();
            bool passed = false;
            for (size_t a = 0; a < count; ++a) {
                const double at = lines.axes[a].at[i];
                if (std::isnan(at)) {
                    passed = true;
                    continue;
                }
                const QPointF point(xOf(frame, a, count), frame.bottom() - at * frame.height());
                if (std::exchange(passed, false) && !line.isEmpty()) {
                    painter.setPen(QPen(color, width));
                    painter.drawPolyline(line);
                    painter.setPen(QPen(faint, width));
                    painter.drawLine(line.back(), point);
                    line.clear();
                }
                line << point;
            }
            painter.setPen(QPen(color, width));
            painter.drawPolyline(line);
        }
    };
    // The more lines lie over each other, the fainter each of them.
    const auto opacity = [](size_t drawn, double of, double most) {
        const auto crowd = static_cast<double>(std::min(drawn, manyLines));
        return std::clamp(of / std::max(1.0, crowd), 0.06, most);
    };
    if (brushes) {
        draw(false, opacity(kept.size() - keptCount, 60, 0.3), 1);
        QColor veil = ink(Token::pane); // where many lines meet, they are no longer faint
        veil.setAlphaF(0.5F);
        if (kept.size() - keptCount > 200) painter.fillRect(frame, veil);
    }
    const double own = opacity(keptCount, 600, 0.9);
    draw(true, own, own < 0.9 ? 1 : 1.4);

    painter.setRenderHint(QPainter::Antialiasing);
    for (size_t a = 0; a < count; ++a) {
        const ParallelAxis& axis = lines.axes[a];
        const double x = xOf(frame, a, count);
        painter.setPen(QPen(ink(Token::axis), 1));
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()));
        if (axis.brush) {
            QColor fill = ink(Token::accent);
            fill.setAlphaF(0.35F);
            painter.setPen(QPen(ink(Token::accent), 1));
            painter.setBrush(fill);
            const double top = frame.bottom() - axis.brush->second * frame.height();
            const double bottom = frame.bottom() - axis.brush->first * frame.height();
            painter.drawRoundedRect(
                QRectF(x - brushWidth / 2, top, brushWidth, std::max(2.0, bottom - top)), 2, 2
            );
        }
        const double room = frame.width() / static_cast<double>(std::max<size_t>(2, count) - 1);
        painter.setFont(ink.font(Text::captionMedium));
        painter.setPen(ink(Token::text));
        const QFontMetricsF metrics(painter.font());
        const double nameWidth = metrics.horizontalAdvance(axis.axis.name);
        const QString unit = axis.axis.unit.isEmpty() || axis.axis.unit == axis.axis.name
                                 ? QString()
                                 : QStringLiteral(", ") + axis.axis.unit;
        const double unitWidth = QFontMetricsF(ink.font(Text::caption)).horizontalAdvance(unit);
        const bool both = !unit.isEmpty() && nameWidth + unitWidth <= room - 8;
        // Names at the ends keep within the picture.
        const double width = std::min(room - 8, nameWidth + (both ? unitWidth : 0));
        const double left = std::clamp(x - width / 2, 4.0, size.width() - width - 4.0);
        painter.drawText(
            QRectF(left, 4, width + 1, metrics.height()),
            Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(axis.axis.name, Qt::ElideRight, width)
        );
        painter.setFont(ink.font(Text::caption));
        painter.setPen(ink(Token::text2));
        if (both)
            painter.drawText(
                QRectF(left + nameWidth, 4, unitWidth + 2, metrics.height()),
                Qt::AlignLeft | Qt::AlignVCenter,
                unit
            );
        if (axis.top < 1)
            paintLabel(
                painter,
                QStringLiteral("∞"),
                QPointF(std::clamp(x, 8.0, size.width() - 8.0), frame.top()),
                ink
            );
        const bool all = !axis.words.isEmpty() && axis.words.size() <= frame.height() / 16;
        const auto steps = all ? axis.words.size() - 1 : 1;
        for (qsizetype i = 0; i <= steps; ++i) {
            const double place =
                static_cast<double>(i) / static_cast<double>(std::max<qsizetype>(1, steps)) * axis.top;
            const QString text =
                QFontMetricsF(painter.font()).elidedText(axis.label(place), Qt::ElideRight, room - 12);
            const double half = QFontMetricsF(painter.font()).horizontalAdvance(text) / 2 + 2;
            const double middle = std::clamp(x, half + 2, size.width() - half - 2);
            paintLabel(painter, text, QPointF(middle, frame.bottom() - place * frame.height()), ink);
        }
    }
    if (const size_t step = stepOf(keptCount); step > 1) {
        painter.setFont(ink.font(Text::caption));
        painter.drawText(
            QRectF(frame.left() + 24, size.height() - 15, size.width(), 14),
            Qt::AlignLeft | Qt::AlignBottom,
            ParallelPlot::tr("1 line of %1 is drawn").arg(step)
        );
    }
}

QRect ParallelPlot::plotRect() const {
    return frameOf(size(), Ink::screen()).toRect();
}

double ParallelPlot::axisX(size_t axis) const {
    return xOf(frameOf(size(), Ink::screen()), axis, lines_.axes.size());
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/plot.hpp"

#include "views/core/controls.hpp"
#include "views/core/numbers.hpp"
#include "views/core/plot_card.hpp"
#include "views/core/plot_chart.hpp"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace rarebit::views {

constexpr double reach = 16;

struct Plot::Canvas {
    explicit Canvas(QWidget* parent) : widget(new QCustomPlot(parent)), chart(*widget) {
        widget->setAttribute(Qt::WA_TransparentForMouseEvents);
        widget->setFocusPolicy(Qt::NoFocus);
    }
    QCustomPlot* widget; // owned by the plot
    Chart chart;
    std::vector<std::pair<int, int>> pointOf; // by id; series -1: none
};

// Rings, letters, the pointer's lines: what changes without drawing the chart again.
class Plot::Overlay : public QWidget {
public:
    explicit Overlay(Plot* plot) : QWidget(plot), plot_(*plot) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    std::function<void(QPainter&)> extra;

protected:
    void paintEvent(QPaintEvent*) override {
        if (!plot_.figure_) return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (extra) extra(painter);
        paintRings(painter);
        paintPointer(painter);
        paintLetters(painter);
        if (plot_.area_.size() > 1) {
            QColor fill = color(Token::accent);
            fill.setAlphaF(0.12F);
            QPen pen(color(Token::accent), 1);
            pen.setDashPattern({4, 3});
            painter.setPen(pen);
            painter.setBrush(fill);
            painter.drawPolygon(plot_.area_);
        }
        if (plot_.hasFocus() && plot_.byKeyboard_) {
            painter.setPen(QPen(color(Token::accent), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 6, 6);
        }
    }

private:
    bool visible(QPointF at) const { return plot_.plotRect().adjusted(-2, -2, 2, 2).contains(at.toPoint()); }
    void paintRings(QPainter& painter) {
        painter.setBrush(Qt::NoBrush);
        // A thousand rings say as much as a hundred thousand, and leave the chart quick.
        const size_t step = plot_.selected_.size() / 1000 + 1;
        for (size_t i = 0; i < plot_.selected_.size(); i += step) {
            const auto point = plot_.find(plot_.selected_[i]);
            if (!point) continue;
            const QPointF at = plot_.pixelOf(*point);
            if (!visible(at)) continue;
            painter.setPen(QPen(color(Token::accent), step > 1 ? 1 : 2));
            painter.drawEllipse(at, step > 1 ? 5 : 9, step > 1 ? 5 : 9);
        }
    }
    void paintPointer(QPainter& painter) {
        auto point = plot_.current_;
        if (!point && plot_.highlighted_ >= 0) point = plot_.find(plot_.highlighted_);
        if (!point) return;
        const QPointF at = plot_.pixelOf(*point);
        if (!visible(at)) return;
        const QRect rect = plot_.plotRect();
        QPen dotted(color(Token::axis), 1);
        dotted.setDashPattern({1, 3});
        painter.setPen(dotted);
        painter.drawLine(at, QPointF(rect.left(), at.y()));
        painter.drawLine(at, QPointF(at.x(), rect.bottom()));
        const Series& series = plot_.figure_->series[static_cast<size_t>(point->first)];
        const Ink ink = Ink::screen();
        if (series.mark == Mark::failed) {
            painter.setPen(QPen(color(Token::bad), 3));
            painter.drawPath(markerPath(Marker::cross, 6).translated(at));
        } else {
            paintMarker(painter, at, ink.series(series.style), 6, ink(Token::pane));
        }
        if (!plot_.byKeyboard_) return;
        painter.setPen(QPen(color(Token::accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(at, 11, 11);
    }
    void paintLetters(QPainter& painter) {
        for (const auto& [id, slot] : plot_.letters_) {
            const auto point = plot_.find(id);
            if (!point) continue;
            const QPointF at = plot_.pixelOf(*point);
            if (!visible(at)) continue;
            // A below right, B above left, as two neighbours on a curve leave room.
            const double side = slot % 2 == 0 ? 1 : -1, step = 14 + 4.0 * (slot / 2);
            const QPointF centre = at + QPointF(side * step, side * step);
            paintSlot(painter, QRectF(centre - QPointF(8, 8), QSizeF(16, 16)), slot);
        }
    }
    Plot& plot_;
};

Plot::Plot(QWidget* parent) : QWidget(parent), canvas_(std::make_unique<Canvas>(this)) {
    overlay_ = new Overlay(this);
    cardWidget_ = new PlotCardWidget(this);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setObjectName(QStringLiteral("plot"));
    canvas_->chart.dress(Ink::screen());
    connect(&Theme::get(), &Theme::changed, this, [this] {
        canvas_->chart.dress(Ink::screen());
        canvas_->chart.layout(size());
        redraw();
        overlay_->update();
        if (current_) showCard();
    });
}
Plot::~Plot() = default;

void Plot::setFigure(std::shared_ptr<const Figure> figure, bool keepView) {
    const int before = currentId().value_or(-1);
    figure_ = std::move(figure);
    canvas_->pointOf.clear();
    if (figure_) {
        for (size_t s = 0; s < figure_->series.size(); ++s) {
            const Series& series = figure_->series[s];
            if (!hasPoints(series)) continue;
            for (size_t i = 0; i < series.ids.size(); ++i) {
                const auto id = static_cast<size_t>(series.ids[i]);
                if (id >= canvas_->pointOf.size()) canvas_->pointOf.resize(id + 1, {-1, -1});
                canvas_->pointOf[id] = {static_cast<int>(s), static_cast<int>(i)};
            }
        }
    }
    rebuild(keepView);
    current_ = find(before);
    if (current_)
        showCard();
    else
        cardWidget_->hide();
}

void Plot::rebuild(bool keepView) {
    canvas_->chart.setFigure(figure_, hidden_);
    if (!figure_) {
        canvas_->widget->replot(QCustomPlot::rpQueuedReplot);
        overlay_->update();
        return;
    }
    if (keepView && zoomed_) {
        canvas_->widget->replot(QCustomPlot::rpQueuedReplot);
        overlay_->update();
    } else {
        fit();
    }
}

void Plot::fit() {
    if (!figure_) return;
    canvas_->chart.layout(size());
    canvas_->chart.setSpans(fitX(*figure_, hidden_), fitY(*figure_, hidden_));
    changeView();
    zoomed_ = false;
}

void Plot::changeView() {
    zoomed_ = true;
    canvas_->widget->replot(QCustomPlot::rpQueuedReplot);
    if (current_) showCard();
    overlay_->update();
    emit viewChanged();
}

void Plot::redraw() {
    canvas_->widget->replot(QCustomPlot::rpImmediateRefresh);
}

void Plot::setSelected(const std::vector<int>& ids) {
    selected_ = ids;
    overlay_->update();
}
void Plot::setLetters(const std::vector<std::pair<int, int>>& idAndSlot) {
    letters_ = idAndSlot;
    overlay_->update();
}
void Plot::setHighlighted(int id) {
    highlighted_ = id;
    overlay_->update();
}
void Plot::setOverlay(std::function<void(QPainter&)> paint) {
    overlay_->extra = std::move(paint);
    overlay_->update();
}

void Plot::setHiddenSeries(const QStringList& names) {
    hidden_ = names;
    current_.reset();
    cardWidget_->hide();
    rebuild(true);
}

bool Plot::isHidden(size_t series) const {
    const auto& name = figure_->series[series].name;
    return !name.isEmpty() && hidden_.contains(name);
}

void Plot::setLasso(bool on) {
    lasso_ = on;
    setCursor(on ? Qt::CrossCursor : Qt::ArrowCursor);
}

QRect Plot::plotRect() const {
    return canvas_->chart.mapping().rect;
}
QPointF Plot::toPixel(double x, double y) const {
    if (!figure_) return {};
    const Mapping& mapping = canvas_->chart.mapping();
    return {mapping.px(toAxis(figure_->x, x)), mapping.py(toAxis(figure_->y, y))};
}
QPointF Plot::toValue(QPointF pixel) const {
    if (!figure_) return {};
    const Mapping& mapping = canvas_->chart.mapping();
    return {fromAxis(figure_->x, mapping.xAt(pixel.x())), fromAxis(figure_->y, mapping.yAt(pixel.y()))};
}

QPointF Plot::pixelOf(std::pair<int, int> point) const {
    const auto s = static_cast<size_t>(point.first);
    return placeOf(
        figure_->series[s],
        canvas_->chart.prepared()[s],
        static_cast<size_t>(point.second),
        canvas_->chart.mapping()
    );
}

std::optional<std::pair<int, int>> Plot::find(int id) const {
    if (id < 0 || static_cast<size_t>(id) >= canvas_->pointOf.size()) return std::nullopt;
    const auto point = canvas_->pointOf[static_cast<size_t>(id)];
    if (point.first < 0 || isHidden(static_cast<size_t>(point.first))) return std::nullopt;
    return point;
}

std::optional<int> Plot::currentId() const {
    if (!current_ || !figure_) return std::nullopt;
    return figure_->series[static_cast<size_t>(current_->first)].ids[static_cast<size_t>(current_->second)];
}

// All points in turn: at 100,000 that takes a fraction of a millisecond, less than keeping an index of pixels
// through every pan and zoom would.
std::optional<std::pair<int, int>> Plot::nearest(QPointF position) const {
    if (!figure_) return std::nullopt;
    const Mapping& mapping = canvas_->chart.mapping();
    if (!QRectF(mapping.rect).adjusted(-reach, -reach, reach, reach).contains(position)) return std::nullopt;
    double best = reach * reach;
    std::optional<std::pair<int, int>> found;
    for (size_t s = 0; s < figure_->series.size(); ++s) {
        const Series& series = figure_->series[s];
        if (!hasPoints(series) || isHidden(s)) continue;
        const Prepared& prepared = canvas_->chart.prepared()[s];
        for (size_t i = 0; i < series.ids.size(); ++i) {
            const QPointF d = placeOf(series, prepared, i, mapping) - position;
            const double distance = d.x() * d.x() + d.y() * d.y();
            if (distance < best) {
                best = distance;
                found = {static_cast<int>(s), static_cast<int>(i)};
            }
        }
    }
    if (found && !mapping.rect.adjusted(-2, -2, 2, 2).contains(pixelOf(*found).toPoint()))
        return std::nullopt;
    return found;
}

void Plot::setCurrent(std::optional<std::pair<int, int>> point, bool byKeyboard) {
    if (point == current_ && byKeyboard == byKeyboard_) return;
    current_ = point;
    byKeyboard_ = byKeyboard;
    if (current_)
        showCard();
    else
        cardWidget_->hide();
    overlay_->update();
    emit hovered(currentId().value_or(-1));
}

void Plot::showCard() {
    const Series& series = figure_->series[static_cast<size_t>(current_->first)];
    const QPointF at = pixelOf(*current_);
    if (!plotRect().adjusted(-2, -2, 2, 2).contains(at.toPoint())) {
        cardWidget_->hide();
        return;
    }
    PlotCard card;
    if (card_) {
        card = card_(*currentId());
    } else {
        const auto point = static_cast<size_t>(current_->second);
        card.title = series.name;
        card.rows = {
            {figure_->x.name, number(series.x[point]) + QLatin1Char(' ') + figure_->x.unit},
            {figure_->y.name, number(series.y[point]) + QLatin1Char(' ') + figure_->y.unit}};
    }
    SeriesStyle style = Theme::get().series(series.style);
    if (series.mark == Mark::failed) style = {color(Token::bad), Marker::cross, {}, false};
    cardWidget_->show(card, style, at);
    if (!byKeyboard_) return;
    setAccessibleDescription(PlotCardWidget::spoken(card));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void Plot::walk(int series, int point) {
    if (!figure_ || series < 0 || static_cast<size_t>(series) >= figure_->series.size()) return;
    const Series& walked = figure_->series[static_cast<size_t>(series)];
    if (!hasPoints(walked) || walked.ids.empty()) return;
    setCurrent(std::pair(series, std::clamp(point, 0, static_cast<int>(walked.ids.size()) - 1)), true);
    const QPointF at = pixelOf(*current_);
    const QRectF rect = plotRect();
    if (rect.contains(at)) return;
    // Out of sight: the plot follows.
    panBy(QPointF(
        std::clamp(at.x(), rect.left() + 20, rect.right() - 20) - at.x(),
        std::clamp(at.y(), rect.top() + 20, rect.bottom() - 20) - at.y()
    ));
}

// To the point of the next series that lies nearest in x; false after the last.
bool Plot::walkSeries(int step) {
    if (!figure_) return false;
    const int count = static_cast<int>(figure_->series.size());
    int next = current_ ? current_->first + step : step > 0 ? 0 : count - 1;
    while (next >= 0 && next < count) {
        const auto s = static_cast<size_t>(next);
        if (hasPoints(figure_->series[s]) && !isHidden(s)) break;
        next += step;
    }
    if (next < 0 || next >= count) return false;
    int nearestPoint = 0;
    if (current_) {
        const double x = pixelOf(*current_).x();
        double best = std::numeric_limits<double>::infinity();
        for (int i = 0; i < static_cast<int>(figure_->series[static_cast<size_t>(next)].ids.size()); ++i) {
            const double distance = std::abs(pixelOf({next, i}).x() - x);
            if (distance < best) {
                best = distance;
                nearestPoint = i;
            }
        }
    }
    walk(next, nearestPoint);
    return true;
}

void Plot::zoomAt(QPointF position, double factor) {
    if (!figure_) return;
    const Mapping& mapping = canvas_->chart.mapping();
    const auto zoom = [&](Span span, double at) {
        return Span{at + (span.low - at) * factor, at + (span.high - at) * factor};
    };
    // Beside the plot: along that axis alone.
    const bool alongX = position.x() >= mapping.rect.left(), alongY = position.y() <= mapping.rect.bottom();
    const Span x = alongX ? zoom(mapping.x, mapping.xAt(position.x())) : mapping.x;
    const Span y = alongY ? zoom(mapping.y, mapping.yAt(position.y())) : mapping.y;
    const auto usable = [](Span span) {
        const double size = span.size(), largest = std::max(std::abs(span.low), std::abs(span.high));
        return size > 1e-12 * std::max(largest, 1e-280) && size < 1e300;
    };
    if (!usable(x) || !usable(y)) return;
    canvas_->chart.setSpans(x, y);
    changeView();
}

void Plot::panBy(QPointF pixels) {
    if (!figure_) return;
    const Mapping mapping = canvas_->chart.mapping();
    const double dx = mapping.xAt(0) - mapping.xAt(pixels.x()), dy = mapping.yAt(0) - mapping.yAt(pixels.y());
    canvas_->chart.setSpans(
        {mapping.x.low + dx, mapping.x.high + dx}, {mapping.y.low + dy, mapping.y.high + dy}
    );
    changeView();
}

void Plot::choose(const QPolygonF& area, bool add) {
    std::vector<int> ids;
    const QRectF bounds = area.boundingRect();
    for (size_t s = 0; s < figure_->series.size(); ++s) {
        const Series& series = figure_->series[s];
        if (!hasPoints(series) || isHidden(s)) continue;
        for (size_t i = 0; i < series.ids.size(); ++i) {
            const QPointF at = placeOf(series, canvas_->chart.prepared()[s], i, canvas_->chart.mapping());
            if (bounds.contains(at) && area.containsPoint(at, Qt::OddEvenFill)) ids.push_back(series.ids[i]);
        }
    }
    emit chosen(ids, add);
}

void Plot::updateOverlay() {
    overlay_->update();
}

std::vector<std::pair<int, QRectF>> Plot::legendRowsNow() const {
    std::vector<std::pair<int, QRectF>> out;
    for (const auto& row : legendRows(*figure_, canvas_->chart.mapping(), Ink::screen()))
        out.emplace_back(row.series, row.rect);
    return out;
}

std::optional<Qt::Orientation> Plot::titleAt(QPointF position) const {
    for (const auto axis : {Qt::Horizontal, Qt::Vertical})
        if (titleRect(*figure_, axis, canvas_->chart.mapping(), size(), Ink::screen()).contains(position))
            return axis;
    return std::nullopt;
}

void Plot::resizeEvent(QResizeEvent*) {
    canvas_->widget->setGeometry(rect());
    overlay_->setGeometry(rect());
    canvas_->chart.layout(size());
    canvas_->widget->replot(QCustomPlot::rpQueuedReplot);
    if (current_) showCard();
}

} // namespace rarebit::views

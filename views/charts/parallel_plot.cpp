// SPDX-License-Identifier: GPL-3.0-or-later
// The widget: brushes, moving axes, pointing at lines, the keyboard.
#include "views/charts/parallel_plot.hpp"

#include "views/core/plot_card.hpp"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rarebit::views {

ParallelPlot::ParallelPlot(QWidget* parent) : QWidget(parent), cardWidget_(new PlotCardWidget(this)) {
    setObjectName(QStringLiteral("parallelPlot"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&Theme::get(), &Theme::changed, this, &ParallelPlot::redraw);
}

void ParallelPlot::setLines(ParallelLines lines) {
    lines_ = std::move(lines);
    hovered_ = -1;
    cardWidget_->hide();
    current_ = std::min(current_, lines_.axes.empty() ? 0 : lines_.axes.size() - 1);
    redraw();
}

void ParallelPlot::redraw() {
    drawn_ = {};
    update();
}

void ParallelPlot::setHighlighted(int row) {
    const auto found = std::ranges::find(lines_.rows, row);
    const int line = found == lines_.rows.end() ? -1 : static_cast<int>(found - lines_.rows.begin());
    if (std::exchange(highlighted_, line) != line) update();
}

void ParallelPlot::setBrush(size_t axis, std::optional<std::pair<double, double>> brush) {
    if (brush && brush->first > brush->second) std::swap(brush->first, brush->second);
    lines_.axes[axis].brush = brush;
    redraw();
    const ParallelAxis& named = lines_.axes[axis];
    setAccessibleDescription(brush ? brushText(lines_) : tr("%1, everything").arg(named.axis.name));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void ParallelPlot::clearBrushes() {
    for (auto& axis : lines_.axes)
        axis.brush.reset();
    redraw();
}

void ParallelPlot::moveAxis(size_t from, size_t to) {
    if (from == to || from >= lines_.axes.size() || to >= lines_.axes.size()) return;
    auto& axes = lines_.axes;
    const auto at = axes.begin() + static_cast<ptrdiff_t>(from);
    const auto target = axes.begin() + static_cast<ptrdiff_t>(to);
    if (from < to)
        std::rotate(at, at + 1, target + 1);
    else
        std::rotate(target, at, at + 1);
    redraw();
}

std::optional<size_t> ParallelPlot::axisNear(double x) const {
    for (size_t a = 0; a < lines_.axes.size(); ++a)
        if (std::abs(axisX(a) - x) < 10) return a;
    return std::nullopt;
}

double ParallelPlot::placeAt(double y) const {
    const QRect rect = plotRect();
    return std::clamp((rect.bottom() - y) / rect.height(), 0.0, 1.0);
}

// The line whose height at the pointer is nearest, within 8 pixels.
int ParallelPlot::lineNear(QPointF position) const {
    const size_t count = lines_.axes.size();
    if (count < 2) return -1;
    size_t left = 0;
    while (left + 2 < count && axisX(left + 1) <= position.x())
        ++left;
    const double from = axisX(left), to = axisX(left + 1);
    if (position.x() < from - 8 || position.x() > to + 8) return -1;
    const double share = std::clamp((position.x() - from) / (to - from), 0.0, 1.0);
    const auto& a = lines_.axes[left].at;
    const auto& b = lines_.axes[left + 1].at;
    const QRect rect = plotRect();
    const auto kept = keptLines(lines_);
    double best = 8;
    int found = -1;
    for (size_t i = 0; i < a.size(); ++i) {
        if (!kept[i]) continue;
        const double y = rect.bottom() - std::lerp(a[i], b[i], share) * rect.height();
        const double distance = std::abs(y - position.y());
        if (distance < best) {
            best = distance;
            found = static_cast<int>(i);
        }
    }
    return found;
}

void ParallelPlot::setHovered(int line) {
    if (line == hovered_) return;
    hovered_ = line;
    if (line < 0) cardWidget_->hide();
    update();
    emit hovered(line < 0 ? -1 : lines_.rows[static_cast<size_t>(line)]);
}

void ParallelPlot::resizeEvent(QResizeEvent*) {
    drawn_ = {};
}

void ParallelPlot::paintEvent(QPaintEvent*) {
    const double ratio = devicePixelRatioF();
    if (drawn_.isNull()) {
        drawn_ = QPixmap(size() * ratio);
        drawn_.setDevicePixelRatio(ratio);
        QPainter painter(&drawn_);
        paintParallel(painter, lines_, size(), Ink::screen());
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, drawn_);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect rect = plotRect();
    const int line = hovered_ >= 0 ? hovered_ : highlighted_;
    if (line >= 0 && static_cast<size_t>(line) < lines_.rows.size()) {
        const auto at = static_cast<size_t>(line);
        const SeriesStyle style = Theme::get().series(lines_.series[at]);
        QPolygonF points;
        for (size_t a = 0; a < lines_.axes.size(); ++a)
            if (const double place = lines_.axes[a].at[at]; !std::isnan(place))
                points << QPointF(axisX(a), rect.bottom() - place * rect.height());
        painter.setPen(QPen(color(Token::pane), 5));
        painter.drawPolyline(points);
        painter.setPen(QPen(style.color, 2.5));
        painter.drawPolyline(points);
        for (const QPointF& point : points)
            paintMarker(painter, point, style, 4, color(Token::pane));
    }
    if (movesAxis_ && pressedAxis_) {
        painter.setPen(QPen(color(Token::accent), 2));
        painter.drawLine(QPointF(pointer_, rect.top() - 10), QPointF(pointer_, rect.bottom()));
    }
    if (hasFocus() && !lines_.axes.empty()) {
        painter.setPen(QPen(color(Token::accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(axisX(current_) - 8, rect.top() - 6, 16, rect.height() + 12), 4, 4);
    }
}

void ParallelPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    moved_ = false;
    pressedAxis_.reset();
    movesAxis_ = false;
    const QPointF at = event->position();
    if (at.y() < plotRect().top() - 4) { // the names
        for (size_t a = 0; a < lines_.axes.size(); ++a)
            if (!pressedAxis_ || std::abs(axisX(a) - at.x()) < std::abs(axisX(*pressedAxis_) - at.x()))
                pressedAxis_ = a;
        movesAxis_ = pressedAxis_.has_value();
        pointer_ = at.x();
    } else {
        pressedAxis_ = axisNear(at.x());
        pressedPlace_ = placeAt(at.y());
    }
    if (pressedAxis_) current_ = *pressedAxis_;
    update();
}

void ParallelPlot::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (!pressedAxis_ || !(event->buttons() & Qt::LeftButton)) {
        const bool names = at.y() < plotRect().top() - 4;
        setCursor(names ? Qt::OpenHandCursor : axisNear(at.x()) ? Qt::SizeVerCursor : Qt::ArrowCursor);
        setHovered(names ? -1 : lineNear(at));
        if (hovered_ >= 0 && card_) {
            const auto line = static_cast<size_t>(hovered_);
            cardWidget_->show(card_(lines_.rows[line]), Theme::get().series(lines_.series[line]), at);
        }
        return;
    }
    moved_ = true;
    if (movesAxis_) {
        pointer_ = at.x();
        update();
    } else {
        setBrush(*pressedAxis_, std::pair(pressedPlace_, placeAt(at.y())));
    }
}

void ParallelPlot::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !pressedAxis_) return;
    const size_t axis = *pressedAxis_;
    pressedAxis_.reset();
    const bool moves = std::exchange(movesAxis_, false);
    if (moves && moved_) {
        size_t target = 0;
        for (size_t a = 0; a < lines_.axes.size(); ++a)
            if (std::abs(axisX(a) - pointer_) < std::abs(axisX(target) - pointer_)) target = a;
        if (target != axis) {
            moveAxis(axis, target);
            current_ = target;
            emit ordered();
        }
    } else if (!moves) {
        // A click takes the brush away; of words, a brush holds whole ones.
        if (!moved_) setBrush(axis, std::nullopt);
        emit brushed();
    }
    update();
}

void ParallelPlot::mouseDoubleClickEvent(QMouseEvent* event) {
    const int line = lineNear(event->position());
    if (line >= 0 && !axisNear(event->position().x())) emit opened(lines_.rows[static_cast<size_t>(line)]);
}

void ParallelPlot::leaveEvent(QEvent*) {
    setHovered(-1);
}
void ParallelPlot::focusInEvent(QFocusEvent*) {
    update();
}
void ParallelPlot::focusOutEvent(QFocusEvent*) {
    update();
}

bool ParallelPlot::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && !lines_.axes.empty()) {
        setToolTip(
            tr("Drag along an axis to keep what lies there; drag its name to move it; click it to let go.")
        );
    }
    return QWidget::event(event);
}

void ParallelPlot::keyPressEvent(QKeyEvent* event) {
    if (lines_.axes.empty()) return QWidget::keyPressEvent(event);
    const bool control = event->modifiers() & Qt::ControlModifier,
               shift = event->modifiers() & Qt::ShiftModifier;
    const size_t last = lines_.axes.size() - 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const bool left = event->key() == Qt::Key_Left;
        if (left ? current_ == 0 : current_ == last) return;
        const size_t next = left ? current_ - 1 : current_ + 1;
        if (control) {
            moveAxis(current_, next);
            emit ordered();
        }
        current_ = next;
        update();
        return;
    }
    case Qt::Key_Up:
    case Qt::Key_Down: { // the lower end, with Shift the upper one
        const double step = event->key() == Qt::Key_Up ? 0.05 : -0.05;
        auto [low, high] = lines_.axes[current_].brush.value_or(std::pair(0.0, 1.0));
        if (shift)
            high = std::clamp(high + step, low, 1.0);
        else
            low = std::clamp(low + step, 0.0, high);
        if (low <= 0 && high >= 1)
            setBrush(current_, std::nullopt);
        else
            setBrush(current_, std::pair(low, high));
        emit brushed();
        return;
    }
    case Qt::Key_Escape:
        clearBrushes();
        emit brushed();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keyboard of a plot.
#include "views/core/plot.hpp"
#include "views/core/plot_paint.hpp"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>

#include <cmath>

namespace rarebit::views {
namespace {

bool isOwnKey(int key) {
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
    case Qt::Key_A:
    case Qt::Key_B:
    case Qt::Key_L:
    case Qt::Key_Plus:
    case Qt::Key_Minus:
    case Qt::Key_0:
        return true;
    default:
        return false;
    }
}

} // namespace

bool Plot::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) { // letters are the chart's while it has the focus
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->modifiers() == Qt::NoModifier && isOwnKey(key->key())) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool forward = key->key() == Qt::Key_Tab, back = key->key() == Qt::Key_Backtab;
        // After the last series, Tab leaves the chart as it leaves every widget.
        if ((forward || back) && current_ && byKeyboard_ && walkSeries(forward ? 1 : -1)) return true;
    }
    return QWidget::event(event);
}

void Plot::wheelEvent(QWheelEvent* event) {
    zoomAt(event->position(), std::pow(0.9985, event->angleDelta().y()));
    event->accept();
}

void Plot::mousePressEvent(QMouseEvent* event) {
    if (!figure_ || event->button() != Qt::LeftButton) return;
    pressed_ = last_ = event->position();
    moved_ = false;
    byKeyboard_ = false;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    drag_ = lasso_ ? Drag::lasso : shift ? Drag::box : Drag::pan;
}

void Plot::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (drag_ == Drag::none) {
        setCurrent(nearest(at), false);
        const bool door = figure_ && receivers(SIGNAL(titleClicked(Qt::Orientation))) > 0 && titleAt(at);
        if (!lasso_) setCursor(door ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    moved_ = moved_ || (at - pressed_).manhattanLength() > 4;
    if (!moved_) return;
    switch (drag_) {
    case Drag::pan:
        panBy(at - last_);
        break;
    case Drag::box:
        area_ = QPolygonF(QRectF(pressed_, at).normalized());
        break;
    case Drag::lasso:
        area_ << at;
        break;
    case Drag::none:
        break;
    }
    last_ = at;
    updateOverlay();
}

void Plot::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || drag_ == Drag::none) return;
    const Drag was = std::exchange(drag_, Drag::none);
    const bool add = event->modifiers() & Qt::ControlModifier;
    if (moved_) {
        if (was == Drag::lasso || was == Drag::box) choose(area_, add);
        area_.clear();
        setLasso(false);
        updateOverlay();
        return;
    }
    for (const auto& row : legendRowsNow())
        if (row.second.contains(event->position())) {
            if (row.first < 0) return showAllSeries();
            return toggleSeries(figure_->series[static_cast<size_t>(row.first)].name);
        }
    if (const auto axis = titleAt(event->position())) {
        emit titleClicked(*axis);
        return;
    }
    setCurrent(nearest(event->position()), false);
    if (const auto id = currentId())
        emit chosen({*id}, add);
    else if (plotRect().contains(event->position().toPoint()))
        emit chosen({}, add);
}

void Plot::toggleSeries(const QString& name) {
    QStringList names = hidden_;
    if (!names.removeOne(name)) names << name;
    setHiddenSeries(names);
    emit hiddenChanged();
}

// A legend too short for all of them opens as a menu.
void Plot::showAllSeries() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QStringList listed;
    for (const Series& series : figure_->series) {
        if (series.name.isEmpty() || listed.contains(series.name)) continue;
        listed << series.name;
        auto* action = menu->addAction(series.name);
        action->setCheckable(true);
        action->setChecked(!hidden_.contains(series.name));
        connect(action, &QAction::triggered, this, [this, name = series.name] { toggleSeries(name); });
    }
    menu->popup(QCursor::pos());
}

void Plot::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (const auto id = currentId())
        emit opened(*id);
    else
        fit();
}

void Plot::leaveEvent(QEvent*) {
    if (!byKeyboard_) setCurrent(std::nullopt, false);
}

void Plot::keyPressEvent(QKeyEvent* event) {
    if (!figure_ || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int step = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    const auto along = [&](int by) {
        if (!current_)
            walkSeries(1);
        else
            walk(current_->first, current_->second + by);
    };
    const auto id = currentId();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return along(-step);
    case Qt::Key_Right:
    case Qt::Key_Up:
        return along(step);
    case Qt::Key_Home:
        return along(-(1 << 30));
    case Qt::Key_End:
        return along(1 << 30);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (id) emit opened(*id);
        return;
    case Qt::Key_Space:
        if (id) emit chosen({*id}, event->modifiers() & Qt::ShiftModifier);
        return;
    case Qt::Key_A:
    case Qt::Key_B:
        if (id) emit assigned(*id, event->key() - Qt::Key_A);
        return;
    case Qt::Key_L:
        return setLasso(!lasso_);
    case Qt::Key_Plus:
        return zoomAt(plotRect().center(), 0.8);
    case Qt::Key_Minus:
        return zoomAt(plotRect().center(), 1.25);
    case Qt::Key_0:
        return fit();
    case Qt::Key_Escape:
        if (current_ || lasso_ || !area_.isEmpty()) {
            area_.clear();
            drag_ = Drag::none;
            setLasso(false);
            setCurrent(std::nullopt, false);
            updateOverlay();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace rarebit::views

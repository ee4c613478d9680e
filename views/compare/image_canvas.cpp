// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/image_canvas.hpp"

#include "views/core/theme.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr double largestScale = 64;
constexpr int gap = 8;        // between cells
constexpr int wipeReach = 10; // pixels beside the line that still take it
constexpr int leastDrag = 4;

} // namespace

ImageCanvas::ImageCanvas(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(96, 48);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Picture"));
    connect(&Theme::get(), &Theme::changed, this, [this] {
        rendered_.assign(rendered_.size(), {});
        update();
    });
}

void ImageCanvas::setPictures(const QVector<CanvasPicture>& pictures, QSize content) {
    const bool other = content != content_ || pictures_.isEmpty();
    pictures_ = pictures;
    content_ = content;
    rendered_.resize(static_cast<size_t>(pictures.size()));
    shown_ = std::clamp<int>(shown_, 0, std::max<int>(0, static_cast<int>(pictures.size()) - 1));
    if (other || fitted_) fit();
    update();
}

void ImageCanvas::setArrangement(Arrangement arrangement) {
    if (std::exchange(arrangement_, arrangement) == arrangement) return;
    if (fitted_) fit();
    keepInSight();
    update();
    emit viewChanged();
}

void ImageCanvas::setShown(int index) {
    if (std::exchange(shown_, index) != index) update();
}

void ImageCanvas::setWipe(double at) {
    at = std::clamp(at, 0.0, 1.0);
    if (std::exchange(wipe_, at) == at) return;
    update();
}

void ImageCanvas::setOnion(double share) {
    if (std::exchange(onion_, std::clamp(share, 0.0, 1.0)) != share) update();
}

void ImageCanvas::setChoosing(bool choosing) {
    choosing_ = choosing;
    updateCursor(mapFromGlobal(QCursor::pos()), {});
}

int ImageCanvas::cellCount() const {
    return arrangement_ == Arrangement::sideBySide ? std::max<int>(1, static_cast<int>(pictures_.size())) : 1;
}

// Beside each other, unless the pictures are clearly larger in fewer columns.
int ImageCanvas::columnsFor(int count) const {
    int best = 1;
    double bestScale = 0;
    for (int columns = count; columns >= 1 && !content_.isEmpty(); --columns) {
        const int rows = (count + columns - 1) / columns;
        const double across = (width() - gap * (columns - 1)) / double(columns) / content_.width();
        const double down = (height() - gap * (rows - 1)) / double(rows) / content_.height();
        if (std::min(across, down) > 1.2 * bestScale) {
            bestScale = std::min(across, down);
            best = columns;
        }
    }
    return best;
}

QRect ImageCanvas::cell(int index) const {
    const int count = cellCount(), columns = columnsFor(count), rows = (count + columns - 1) / columns;
    const auto edge = [](int whole, int parts, int part) { return part * (whole + gap) / parts; };
    const int left = edge(width(), columns, index % columns),
              right = edge(width(), columns, index % columns + 1) - gap;
    const int top = edge(height(), rows, index / columns),
              bottom = edge(height(), rows, index / columns + 1) - gap;
    return QRect(QPoint(left, top), QPoint(right - 1, bottom - 1));
}

int ImageCanvas::cellAt(QPointF position) const {
    for (int i = 0; i < cellCount(); ++i)
        if (cell(i).contains(position.toPoint())) return i;
    return 0;
}

double ImageCanvas::fitScale() const {
    if (content_.isEmpty()) return 1;
    const QSizeF room =
        QSizeF(cell(0).size().shrunkBy(QMargins(margin_, margin_, margin_, margin_))) * devicePixelRatioF();
    return std::clamp(
        std::min(room.width() / content_.width(), room.height() / content_.height()), 1.0 / 256, largestScale
    );
}

void ImageCanvas::fit() {
    fitted_ = true;
    scale_ = fitScale();
    centre_ = QPointF(content_.width() / 2.0, content_.height() / 2.0);
    update();
    emit viewChanged();
}

void ImageCanvas::setScale(double scale, QPointF about) {
    scale = std::clamp(scale, std::min(fitScale(), 1.0) / 2, largestScale);
    const QRect in = cell(cellAt(about));
    const QPointF offset = (about - QRectF(in).center()) * devicePixelRatioF();
    // The point under the pointer stays there.
    centre_ += offset / scale_ - offset / scale;
    scale_ = scale;
    fitted_ = false;
    keepInSight();
    update();
    emit viewChanged();
}

void ImageCanvas::setCentre(QPointF centre) {
    centre_ = centre;
    fitted_ = false;
    keepInSight();
    update();
    emit viewChanged();
}

void ImageCanvas::reveal(const QRect& area) {
    const QSizeF seen = QSizeF(cell(0).size()) * devicePixelRatioF() / scale_;
    QRectF view(QPointF(), seen);
    view.moveCenter(centre_);
    if (!view.contains(QRectF(area))) setCentre(QRectF(area).center());
}

// The picture fills the cell where it is larger, and stands in the middle where it is smaller.
void ImageCanvas::keepInSight() {
    const QSizeF seen = QSizeF(cell(0).size()) * devicePixelRatioF() / scale_;
    const auto keep = [](double centre, double room, double size) {
        return size <= room ? size / 2 : std::clamp(centre, room / 2, size - room / 2);
    };
    centre_ = {
        keep(centre_.x(), seen.width(), content_.width()),
        keep(centre_.y(), seen.height(), content_.height())};
}

// Where the picture's corner lies, in device pixels from that of the cell. On whole ones: at 1:1 every pixel
// of the picture is one of the screen.
QPointF ImageCanvas::cornerIn(QSize cellSize) const {
    const QSizeF room = QSizeF(cellSize) * devicePixelRatioF();
    return {
        std::round(room.width() / 2 - centre_.x() * scale_),
        std::round(room.height() / 2 - centre_.y() * scale_)};
}

QTransform ImageCanvas::toScreen(const QRect& in) const {
    const double factor = scale_ / devicePixelRatioF();
    const QPointF corner = QPointF(in.topLeft()) + cornerIn(in.size()) / devicePixelRatioF();
    return QTransform(factor, 0, 0, factor, corner.x(), corner.y());
}

QRectF ImageCanvas::areaOnScreen(const QRect& area) const {
    return toScreen(cell(0)).mapRect(QRectF(area));
}

QPoint ImageCanvas::pixelAt(QPointF position) const {
    const QPointF at = toScreen(cell(cellAt(position))).inverted().map(position);
    return {static_cast<int>(std::floor(at.x())), static_cast<int>(std::floor(at.y()))};
}

void ImageCanvas::setRegion(const QRect& region) {
    if (std::exchange(region_, region) != region) update();
}
void ImageCanvas::setMark(const QRect& mark) {
    if (std::exchange(mark_, mark) != mark) update();
}

void ImageCanvas::setGround(Token ground, int margin) {
    ground_ = ground;
    margin_ = margin;
    if (fitted_) fit();
}
void ImageCanvas::setSpot(QPointF spot) {
    if (std::exchange(spot_, spot) != spot) update();
}

void ImageCanvas::setFootnotes(const QStringList& lines) {
    if (std::exchange(footnotes_, lines) != lines) update();
}

void ImageCanvas::resizeEvent(QResizeEvent*) {
    if (fitted_)
        fit();
    else
        keepInSight();
    emit viewChanged();
}

void ImageCanvas::wheelEvent(QWheelEvent* event) {
    if (!navigable_ || pictures_.isEmpty()) return event->ignore();
    const double steps = event->angleDelta().y() / 120.0;
    setScale(scale_ * std::pow(1.25, steps), event->position());
    event->accept();
}

bool ImageCanvas::event(QEvent* event) {
    if (event->type() == QEvent::NativeGesture && navigable_) {
        auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            setScale(scale_ * (1 + gesture->value()), gesture->position());
            return true;
        }
    }
    return QWidget::event(event);
}

bool ImageCanvas::onWipe(QPointF position) const {
    return arrangement_ == Arrangement::wipe && std::abs(position.x() - wipe_ * width()) <= wipeReach;
}

void ImageCanvas::updateCursor(QPointF position, Qt::KeyboardModifiers keys) {
    if (drag_ == Drag::pan)
        setCursor(Qt::ClosedHandCursor);
    else if (onWipe(position) && !wipeFollows_)
        setCursor(Qt::SplitHCursor);
    else if (choosing_ || keys.testFlag(Qt::ShiftModifier))
        setCursor(Qt::CrossCursor);
    else
        unsetCursor();
}

QRect ImageCanvas::pixelsBetween(QPointF a, QPointF b) const {
    const QTransform back = toScreen(cell(cellAt(a))).inverted();
    const QRectF area = QRectF(back.map(a), back.map(b)).normalized();
    const auto pixel = [](QPointF at) { return QPoint(int(std::floor(at.x())), int(std::floor(at.y()))); };
    return QRect(pixel(area.topLeft()), pixel(area.bottomRight())).intersected(QRect(QPoint(), content_));
}

void ImageCanvas::mousePressEvent(QMouseEvent* event) {
    pressed_ = event->position();
    centreAtPress_ = centre_;
    moved_ = false;
    const bool leftButton = event->button() == Qt::LeftButton;
    if (leftButton && onWipe(pressed_))
        drag_ = Drag::wipe;
    else if (leftButton && (choosing_ || event->modifiers().testFlag(Qt::ShiftModifier) || !navigable_))
        drag_ = Drag::region;
    else if (leftButton || event->button() == Qt::MiddleButton)
        drag_ = Drag::pan;
    event->accept();
}

void ImageCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    moved_ = moved_ || (at - pressed_).manhattanLength() > leastDrag;
    if (drag_ == Drag::pan && moved_ && navigable_)
        setCentre(centreAtPress_ - (at - pressed_) * devicePixelRatioF() / scale_);
    if (drag_ == Drag::region && moved_) setRegion(pixelsBetween(pressed_, at));
    if (drag_ == Drag::wipe || (drag_ == Drag::none && wipeFollows_ && arrangement_ == Arrangement::wipe))
        setWipe(at.x() / std::max(1, width()));
    updateCursor(at, event->modifiers());
    const QPoint pixel = pixelAt(at);
    if (std::exchange(hover_, pixel) == pixel) return;
    if (arrangement_ == Arrangement::sideBySide) update();
    if (QRect(QPoint(), content_).contains(pixel))
        emit hovered(pixel);
    else
        emit left();
}

void ImageCanvas::mouseReleaseEvent(QMouseEvent* event) {
    const Drag done = std::exchange(drag_, Drag::none);
    if (done == Drag::region && moved_) emit regionChosen(region_);
    const QPoint pixel = pixelAt(event->position());
    if (!moved_ && done != Drag::wipe && event->button() == Qt::LeftButton &&
        QRect(QPoint(), content_).contains(pixel))
        emit clicked(pixel);
    updateCursor(event->position(), event->modifiers());
}

void ImageCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (onWipe(event->position())) setWipe(0.5);
}

void ImageCanvas::leaveEvent(QEvent*) {
    hover_ = {-1, -1};
    update();
    emit left();
}

void ImageCanvas::keyPressEvent(QKeyEvent* event) {
    const double step =
        (event->modifiers().testFlag(Qt::ShiftModifier) ? 1 : 64) / scale_ * devicePixelRatioF();
    const auto move = [&](double x, double y) { setCentre(centre_ + QPointF(x, y)); };
    switch (event->key()) {
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) emit blinkHeld(true);
        return;
    case Qt::Key_Escape:
        if (region_.isNull()) break;
        setRegion({});
        emit regionChosen({});
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return setScale(scale_ * 1.25, QRectF(cell(0)).center());
    case Qt::Key_Minus:
        return setScale(scale_ / 1.25, QRectF(cell(0)).center());
    case Qt::Key_Left:
        if (arrangement_ == Arrangement::wipe && event->modifiers().testFlag(Qt::ControlModifier))
            return setWipe(wipe_ - 0.02);
        return move(-step, 0);
    case Qt::Key_Right:
        if (arrangement_ == Arrangement::wipe && event->modifiers().testFlag(Qt::ControlModifier))
            return setWipe(wipe_ + 0.02);
        return move(step, 0);
    case Qt::Key_Up:
        return move(0, -step);
    case Qt::Key_Down:
        return move(0, step);
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void ImageCanvas::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        emit blinkHeld(false);
    else
        QWidget::keyReleaseEvent(event);
}

void ImageCanvas::focusOutEvent(QFocusEvent* event) {
    emit blinkHeld(false);
    QWidget::focusOutEvent(event);
    update();
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/volume/surface_canvas.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr double reach = 14;   // pixels around a place
constexpr double turnStep = 5; // degrees of a key
constexpr double zoomStep = 1.15;
constexpr int labelGap = 18; // pixels between the box and its labels
constexpr int titleGap = 46;

volume::Pixel pixel(const QColor& color) {
    return {
        static_cast<uint8_t>(color.red()),
        static_cast<uint8_t>(color.green()),
        static_cast<uint8_t>(color.blue())};
}

volume::Camera clamped(volume::Camera camera) {
    camera.azimuth = std::remainder(camera.azimuth, 360);
    camera.elevation = std::clamp(camera.elevation, 1.0, 89.0);
    camera.distance = std::clamp(camera.distance, 0.15, 3.0);
    camera.panX = std::clamp(camera.panX, -1.5, 1.5);
    camera.panY = std::clamp(camera.panY, -1.5, 1.5);
    return camera;
}

} // namespace

CameraLink& CameraLink::get() {
    static CameraLink link;
    return link;
}

SurfaceCanvas::SurfaceCanvas(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Picture in three dimensions"));
    connect(&Theme::get(), &Theme::changed, this, [this] {
        applyColors();
        redraw();
    });
    connect(&CameraLink::get(), &CameraLink::moved, this, [this](QObject* by, const volume::Camera& camera) {
        if (by == this || !linked_) return;
        camera_ = camera;
        redraw();
        emit cameraMoved();
    });
}

bool SurfaceCanvas::start() {
    if (!renderer_) {
        renderer_ = new SceneRenderer(this);
        connect(renderer_, &SceneRenderer::failed, this, &SurfaceCanvas::failed);
        connect(renderer_, &SceneRenderer::drawn, this, [this](const SceneFrame& frame) {
            frame_ = frame;
            update();
            emit drawn();
        });
        applyColors();
    }
    return !renderer_->error();
}

void SurfaceCanvas::applyColors() {
    if (renderer_)
        renderer_->change([ground = pixel(color(Token::pane)),
                           grid = pixel(color(Token::hair))](volume::Scene& scene) {
            scene.setColors(ground, grid);
        });
}
void SurfaceCanvas::setLandscape(volume::Landscape landscape) {
    if (!start()) return;
    renderer_->change([landscape = std::move(landscape)](volume::Scene& scene) {
        scene.showLandscape(landscape);
    });
    redraw();
}
void SurfaceCanvas::setPoints(volume::Points points) {
    if (!start()) return;
    renderer_->change([points = std::move(points)](volume::Scene& scene) { scene.showPoints(points); });
    redraw();
}
void SurfaceCanvas::setAxes(SceneAxis x, SceneAxis y, SceneAxis z, double height) {
    axes_ = {std::move(x), std::move(y), std::move(z)};
    height_ = height;
    if (!start()) return;
    renderer_->change([height](volume::Scene& scene) { scene.setHeight(height); });
    redraw();
}
void SurfaceCanvas::setPlaces(std::vector<volume::Vec> places) {
    places_ = std::move(places);
    marked_.clear();
    hovered_ = -1;
    update();
}
void SurfaceCanvas::setMarked(QVector<int> places) {
    marked_ = std::move(places);
    update();
}
void SurfaceCanvas::setReadout(std::function<QStringList(int)> readout) {
    readout_ = std::move(readout);
}
void SurfaceCanvas::setLegend(std::function<void(QPainter&, const QRectF&)> paint) {
    legend_ = std::move(paint);
}
void SurfaceCanvas::setCamera(const volume::Camera& camera) {
    camera_ = clamped(camera);
    redraw();
}

void SurfaceCanvas::redraw() {
    if (renderer_ && isVisible()) renderer_->request(size(), devicePixelRatioF(), camera_);
}
void SurfaceCanvas::move(volume::Camera camera) {
    camera_ = clamped(camera);
    redraw();
    emit cameraMoved();
    if (linked_) emit CameraLink::get().moved(this, camera_);
}

int SurfaceCanvas::placeAt(QPointF at) const {
    if (!frame_) return -1;
    int best = -1;
    double nearest = INFINITY;
    for (size_t i = 0; i < places_.size(); ++i) {
        const QPointF by = frame_->pixelOf(places_[i]) - at;
        if (QPointF::dotProduct(by, by) > reach * reach) continue;
        // What is in front hides what is behind; among neighbours the closer one.
        const double depth = frame_->depthOf(places_[i]) + QPointF::dotProduct(by, by) * 1e-3;
        if (depth < nearest) {
            nearest = depth;
            best = static_cast<int>(i);
        }
    }
    return best;
}

// ---- Input

void SurfaceCanvas::showEvent(QShowEvent*) {
    redraw();
}
void SurfaceCanvas::resizeEvent(QResizeEvent*) {
    redraw();
}
void SurfaceCanvas::mousePressEvent(QMouseEvent* event) {
    pressed_ = last_ = event->position();
    moved_ = false;
}
void SurfaceCanvas::mouseMoveEvent(QMouseEvent* event) {
    const QPointF by = event->position() - last_;
    if (event->buttons() & (Qt::LeftButton | Qt::MiddleButton)) {
        moved_ = moved_ || (event->position() - pressed_).manhattanLength() > 3;
        if (!moved_) return;
        last_ = event->position();
        volume::Camera next = camera_;
        if (event->buttons() & Qt::MiddleButton || event->modifiers() & Qt::ShiftModifier) {
            const double unit = camera_.distance * 1.5 / std::max(1, height()); // of the box, for one pixel
            next.panX += by.x() * unit;
            next.panY -= by.y() * unit;
        } else {
            next.azimuth -= by.x() * 0.4;
            next.elevation += by.y() * 0.4;
        }
        hovered_ = -1;
        return move(next);
    }
    const int place = placeAt(event->position());
    last_ = event->position();
    if (place != hovered_ || place >= 0) update();
    hovered_ = place;
}
void SurfaceCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (!moved_ && event->button() == Qt::LeftButton)
        if (const int place = placeAt(event->position()); place >= 0) emit chosen(place);
}
void SurfaceCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const int place = placeAt(event->position()); place >= 0) emit opened(place);
}
void SurfaceCanvas::leaveEvent(QEvent*) {
    hovered_ = -1;
    update();
}
void SurfaceCanvas::wheelEvent(QWheelEvent* event) {
    volume::Camera next = camera_;
    next.distance /= std::pow(zoomStep, event->angleDelta().y() / 120.0);
    move(next);
    event->accept();
}
void SurfaceCanvas::keyPressEvent(QKeyEvent* event) {
    volume::Camera next = camera_;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Left:
        (shift ? next.panX : next.azimuth) += shift ? -0.05 : turnStep;
        break;
    case Qt::Key_Right:
        (shift ? next.panX : next.azimuth) += shift ? 0.05 : -turnStep;
        break;
    case Qt::Key_Up:
        (shift ? next.panY : next.elevation) += shift ? 0.05 : turnStep;
        break;
    case Qt::Key_Down:
        (shift ? next.panY : next.elevation) += shift ? -0.05 : -turnStep;
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        next.distance /= zoomStep;
        break;
    case Qt::Key_Minus:
        next.distance *= zoomStep;
        break;
    case Qt::Key_F:
    case Qt::Key_0:
        next = {};
        break;
    case Qt::Key_N:
        if (!places_.empty() && places_.size() < 100'000) {
            const auto count = static_cast<int>(places_.size());
            const int from = marked_.isEmpty() ? -1 : marked_.last();
            emit chosen(((shift ? from - 1 : from + 1) + count) % count);
        }
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!marked_.isEmpty()) emit opened(marked_.last());
        return;
    default:
        return QWidget::keyPressEvent(event);
    }
    move(next);
}

// ---- Painting

void SurfaceCanvas::paintAxes(QPainter& painter) {
    const volume::Vec& eye = frame_->view.eye;
    // Edges of the floor that are nearest to the eye carry their labels; the height stands at the left.
    const float x = eye.x > 0.5F ? 1 : 0, y = eye.y > 0.5F ? 1 : 0;
    std::array<std::pair<float, float>, 4> corners{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
    const auto corner = *std::ranges::min_element(corners, {}, [&](const auto& c) {
        return frame_->pixelOf({c.first, c.second, 0}).x();
    });
    const QPointF middle = frame_->pixelOf({0.5F, 0.5F, 0});
    const auto edge = [&](size_t axis, double t) -> volume::Vec {
        const auto at = static_cast<float>(t);
        if (axis == 0) return {at, y, 0};
        if (axis == 1) return {x, at, 0};
        return {corner.first, corner.second, at * static_cast<float>(height_)};
    };
    const QFontMetrics metrics(views::font(Text::caption));
    for (size_t axis = 0; axis < 3; ++axis) {
        const SceneAxis& labels = axes_[axis];
        // Away from the middle of the floor; the height's labels go to the left.
        const QPointF half = frame_->pixelOf(edge(axis, 0.5));
        QPointF out = axis == 2 ? QPointF(-1, 0) : half - middle;
        const double length = std::hypot(out.x(), out.y());
        if (length < 1) continue; // seen end on
        out /= length;
        painter.setFont(views::font(Text::caption));
        painter.setPen(color(Token::text2));
        QRectF before;
        int widest = 0;
        for (qsizetype i = 0; i < labels.at.size(); ++i) {
            const QString& text = labels.labels[i];
            const int wide = metrics.horizontalAdvance(text);
            widest = std::max(widest, wide);
            QRectF area(0, 0, wide + 4, metrics.height());
            area.moveCenter(
                frame_->pixelOf(edge(axis, labels.at[i])) + out * (labelGap * 0.6) +
                QPointF(out.x() * wide / 2, out.y() * 4)
            );
            if (area.intersects(before)) continue;
            painter.drawText(area, Qt::AlignCenter, text);
            before = area;
        }
        const QString unit = labels.unit.isEmpty() ? QString() : QStringLiteral(", ") + labels.unit;
        const QFontMetrics medium(views::font(Text::captionMedium));
        const int nameWidth = medium.horizontalAdvance(labels.title),
                  unitWidth = metrics.horizontalAdvance(unit);
        QRectF area(0, 0, nameWidth + unitWidth + 2, metrics.height());
        if (axis == 2)
            area.moveBottomLeft(frame_->pixelOf(edge(axis, 1)) + QPointF(-labelGap - widest, -10));
        else
            area.moveCenter(half + out * titleGap + QPointF(out.x() * (area.width() / 2 + widest / 4.0), 0));
        area.moveLeft(std::clamp(area.left(), 4.0, std::max(4.0, width() - area.width() - 4)));
        area.moveTop(std::clamp(area.top(), 2.0, std::max(2.0, height() - area.height() - 2)));
        painter.setFont(views::font(Text::captionMedium));
        painter.setPen(color(Token::text));
        painter.drawText(area, Qt::AlignLeft, labels.title);
        painter.setFont(views::font(Text::caption));
        painter.setPen(color(Token::text2));
        painter.drawText(area, Qt::AlignRight, unit);
    }
}

void SurfaceCanvas::paintMarks(QPainter& painter) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const int place : marked_) {
        if (place < 0 || place >= static_cast<int>(places_.size())) continue;
        const QPointF at = frame_->pixelOf(places_[static_cast<size_t>(place)]);
        painter.setPen(QPen(color(Token::pane), 4));
        painter.drawEllipse(at, 9, 9);
        painter.setPen(QPen(color(Token::accent), 2));
        painter.drawEllipse(at, 9, 9);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void SurfaceCanvas::paintReadout(QPainter& painter) {
    if (hovered_ < 0 || hovered_ >= static_cast<int>(places_.size()) || !readout_) return;
    const QStringList lines = readout_(hovered_);
    if (lines.isEmpty()) return;
    const QPointF at = frame_->pixelOf(places_[static_cast<size_t>(hovered_)]);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::accent), 1.5));
    painter.drawEllipse(at, 6, 6);
    painter.setFont(views::font(Text::number));
    const QFontMetrics metrics(painter.font());
    int wide = 0;
    for (const auto& text : lines)
        wide = std::max(wide, metrics.horizontalAdvance(text));
    QRectF card(0, 0, wide + 16, metrics.lineSpacing() * lines.size() + 12);
    card.moveTopLeft(at + QPointF(14, 14));
    if (card.right() > width()) card.moveRight(at.x() - 14);
    if (card.bottom() > height()) card.moveBottom(at.y() - 14);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::tip));
    painter.drawRoundedRect(card, 6, 6);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(color(Token::tipText));
    painter.drawText(
        card.adjusted(8, 6, -8, -6), Qt::AlignLeft | Qt::AlignVCenter, lines.join(QLatin1Char('\n'))
    );
}

void SurfaceCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::pane));
    if (!frame_) return;
    painter.drawImage(rect(), frame_->image);
    paintAxes(painter);
    paintMarks(painter);
    if (legend_) legend_(painter, rect());
    paintReadout(painter);
    QStyleOption option;
    option.initFrom(this);
    if (hasFocus() && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setPen(QPen(color(Token::accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 6, 6);
    }
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// A scene on the screen: the picture of the renderer with axes, read-out and marks painted over it, turned by
// mouse and keys. Cameras of all canvases go together while they are linked.
//
// Drag or arrows: turn. Shift+drag: move. Wheel, + and -: nearer, farther. F, 0: as at first.
#pragma once

#include "views/core/theme.hpp"
#include "views/volume/scene_renderer.hpp"

#include <QStringList>
#include <QVector>
#include <QWidget>

namespace rarebit::views {

/// Ticks stand at positions from 0 to 1.
struct SceneAxis {
    QString title{}, unit{};
    QVector<double> at{};
    QStringList labels{};
};

/// Cameras that move together.
class CameraLink : public QObject {
    Q_OBJECT
public:
    static CameraLink& get();
signals:
    void moved(QObject* by, const rarebit::volume::Camera& camera);
};

class SurfaceCanvas : public QWidget {
    Q_OBJECT
public:
    explicit SurfaceCanvas(QWidget* parent = nullptr);

    /// Starts the renderer; false: error() says what is missing.
    bool start();
    const Error* error() const { return renderer_ && renderer_->error() ? &*renderer_->error() : nullptr; }
    void setLandscape(volume::Landscape landscape); // empty: none
    void setPoints(volume::Points points);
    void setAxes(SceneAxis x, SceneAxis y, SceneAxis z, double height);
    /// What can be pointed at, and which of it is marked.
    void setPlaces(std::vector<volume::Vec> places);
    void setMarked(QVector<int> places);
    void setReadout(std::function<QStringList(int place)> readout);
    /// Painted last, in logical pixels of the widget.
    void setLegend(std::function<void(QPainter&, const QRectF&)> paint);
    const volume::Camera& camera() const { return camera_; }
    void setCamera(const volume::Camera& camera);
    void setLinked(bool linked) { linked_ = linked; }
    bool linked() const { return linked_; }
    /// The place nearest to the pixel, in front of others; -1: none within reach.
    int placeAt(QPointF pixel) const;
    const std::optional<SceneFrame>& frame() const { return frame_; }
    QSize sizeHint() const override { return {480, 320}; }

signals:
    void chosen(int place);
    void opened(int place);
    void drawn();
    void failed();
    void cameraMoved();

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void showEvent(QShowEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void leaveEvent(QEvent*) override;

private:
    void applyColors();
    void redraw();
    void move(volume::Camera camera);
    void paintAxes(QPainter& painter);
    void paintMarks(QPainter& painter);
    void paintReadout(QPainter& painter);

    SceneRenderer* renderer_ = nullptr;
    std::optional<SceneFrame> frame_;
    volume::Camera camera_;
    double height_ = 1;
    std::array<SceneAxis, 3> axes_;
    std::vector<volume::Vec> places_;
    QVector<int> marked_;
    std::function<QStringList(int)> readout_;
    std::function<void(QPainter&, const QRectF&)> legend_;
    bool linked_ = true;
    QPointF pressed_, last_;
    bool moved_ = false;
    int hovered_ = -1;
};

} // namespace rarebit::views

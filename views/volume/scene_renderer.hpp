// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a scene in a thread of its own, with an OpenGL context of its own; pictures come back by a signal.
// Whatever is missing (the module, OpenGL) is an error to show, never the end of the program.
#pragma once

#include "engine/core/result.hpp"
#include "views/volume/door.hpp"

#include <QImage>
#include <QObject>
#include <QPointF>
#include <QSize>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>

class QOffscreenSurface;

namespace rarebit::views {

/// A drawn scene, and where its places lie on the picture.
struct SceneFrame {
    QImage image; // at the pixel ratio of the request
    QSize size;   // logical pixels
    volume::Camera camera;
    volume::View view;
    /// In logical pixels.
    QPointF pixelOf(const volume::Vec& place) const;
    /// Smaller is nearer to the eye.
    double depthOf(const volume::Vec& place) const;
};

class SceneRenderer : public QObject {
    Q_OBJECT
public:
    explicit SceneRenderer(QObject* parent);
    ~SceneRenderer() override;

    /// Runs in the thread, in order, before the next picture.
    void change(std::function<void(volume::Scene&)> change);
    /// A picture of this size from this camera; requests that were overtaken are not drawn.
    void request(QSize size, double pixelRatio, const volume::Camera& camera);
    const std::optional<Error>& error() const { return error_; }

    /// The module's file; tests point it elsewhere.
    static QString modulePath;

signals:
    void drawn(const rarebit::views::SceneFrame& frame);
    void failed();

private:
    class Worker;
    Status start();
    void fail(Error error);
    std::unique_ptr<QOffscreenSurface> surface_;
    QThread thread_;
    Worker* worker_ = nullptr; // lives in the thread
    std::optional<Error> error_;
};

} // namespace rarebit::views

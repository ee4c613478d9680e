// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/volume/scene_renderer.hpp"

#include "engine/core/registry.hpp"

#include <QLibrary>
#include <QMutex>
#include <QOffscreenSurface>
#include <QOpenGLContext>

#include <vector>

namespace rarebit::views {
namespace {

Error noOpenGl(const char* what) {
    return unsupported(what, "3-D view", "install a driver for OpenGL 3.2 or newer, or look at the map");
}

// In a struct: a Result of a pointer to a function does not compile.
struct SceneMaker {
    volume::MakeScene make = nullptr;
};

Result<SceneMaker> sceneMaker(const QString& path) {
    // Never unloaded: threads of several views use it.
    auto* library = new QLibrary(path);
    library->setLoadHints(QLibrary::PreventUnloadHint);
    if (!library->load()) {
        const Error error = unsupported(
            "the module for 3-D pictures cannot be loaded: " + library->errorString().toStdString(),
            path.toStdString(),
            "install libvtk9-dev and build again, or look at the map"
        );
        delete library;
        return error;
    }
    const auto make = reinterpret_cast<volume::MakeScene>(library->resolve(volume::makeSceneName));
    if (!make) return internalError("the module for 3-D pictures has no scene", path.toStdString());
    return SceneMaker{make};
}

} // namespace

QString SceneRenderer::modulePath;

QPointF SceneFrame::pixelOf(const volume::Vec& p) const {
    const auto& m = view.matrix;
    const auto row = [&](size_t i) {
        return m[4 * i] * p.x + m[4 * i + 1] * p.y + m[4 * i + 2] * p.z + m[4 * i + 3];
    };
    const double w = row(3);
    return {(row(0) / w + 1) / 2 * size.width(), (1 - row(1) / w) / 2 * size.height()};
}
double SceneFrame::depthOf(const volume::Vec& p) const {
    const double dx = p.x - view.eye.x, dy = p.y - view.eye.y, dz = p.z - view.eye.z;
    return dx * dx + dy * dy + dz * dz;
}

// Everything that touches OpenGL and the scene.
class SceneRenderer::Worker : public QObject {
public:
    Worker(SceneRenderer& owner, std::unique_ptr<QOpenGLContext> context)
        : owner_(owner), context_(std::move(context)) {}
    ~Worker() override {
        if (scene_ && context_->makeCurrent(owner_.surface_.get())) {
            scene_.reset();
            context_->doneCurrent();
        }
    }
    void moveTo(QThread* thread) {
        context_->moveToThread(thread);
        moveToThread(thread);
    }

    struct Request {
        QSize size;
        double ratio = 1;
        volume::Camera camera;
    };
    // From the GUI thread.
    void post(std::function<void(volume::Scene&)> change, std::optional<Request> request) {
        bool wake = false;
        {
            const QMutexLocker lock(&mutex_);
            if (change) changes_.push_back(std::move(change));
            if (request) request_ = request;
            if (request_) wake = !std::exchange(woken_, true);
        }
        if (wake)
            QMetaObject::invokeMethod(
                this, [this] { draw(); }, Qt::QueuedConnection
            );
    }

private:
    void draw() {
        std::vector<std::function<void(volume::Scene&)>> changes;
        Request request;
        {
            const QMutexLocker lock(&mutex_);
            woken_ = false;
            if (!request_) return;
            request = *std::exchange(request_, std::nullopt);
            changes.swap(changes_);
        }
        const Status status = drawFrame(request, changes);
        if (status) return;
        QMetaObject::invokeMethod(
            &owner_, [&owner = owner_, error = status.error()] { owner.fail(error); }, Qt::QueuedConnection
        );
    }

    Status
    drawFrame(const Request& request, const std::vector<std::function<void(volume::Scene&)>>& changes) {
        if (!context_->makeCurrent(owner_.surface_.get()))
            return noOpenGl("OpenGL cannot be used in a thread of this program");
        if (!scene_) {
            RB_TRY(
                const auto maker,
                sceneMaker(
                    modulePath.isEmpty()
                        ? QString::fromStdString((libraryFolder() / "librarebit_volume.so").string())
                        : modulePath
                )
            );
            scene_.reset(maker.make());
        }
        for (const auto& change : changes)
            change(*scene_);
        SceneFrame frame;
        frame.size = request.size;
        frame.camera = request.camera;
        const QSize pixels = request.size * request.ratio;
        std::vector<uint8_t> rgba;
        const bool drawn = scene_->render(pixels.width(), pixels.height(), request.camera, rgba, frame.view);
        context_->doneCurrent();
        if (!drawn) return noOpenGl("OpenGL would not draw the scene");
        frame.image =
            QImage(rgba.data(), pixels.width(), pixels.height(), pixels.width() * 4, QImage::Format_RGBX8888)
                .copy();
        frame.image.setDevicePixelRatio(request.ratio);
        QMetaObject::invokeMethod(
            &owner_,
            [&owner = owner_, frame = std::move(frame)] { emit owner.drawn(frame); },
            Qt::QueuedConnection
        );
        return Ok{};
    }

    SceneRenderer& owner_;
    std::unique_ptr<QOpenGLContext> context_;
    std::unique_ptr<volume::Scene> scene_;
    QMutex mutex_; // guards what follows
    std::vector<std::function<void(volume::Scene&)>> changes_;
    std::optional<Request> request_;
    bool woken_ = false;
};

SceneRenderer::SceneRenderer(QObject* parent) : QObject(parent) {
    if (Status started = start(); !started) fail(std::move(started).error());
}

Status SceneRenderer::start() {
    QSurfaceFormat format;
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(24);
    auto context = std::make_unique<QOpenGLContext>();
    context->setFormat(format);
    if (!context->create()) return noOpenGl("this screen has no OpenGL");
    if (context->format().version() < qMakePair(3, 2))
        return noOpenGl("this screen has an OpenGL older than 3.2");
    if (!QOpenGLContext::supportsThreadedOpenGL())
        return noOpenGl("OpenGL of this screen works in one thread only");
    surface_ = std::make_unique<QOffscreenSurface>();
    surface_->setFormat(context->format());
    surface_->create();
    worker_ = new Worker(*this, std::move(context));
    worker_->moveTo(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("scene"));
    thread_.start();
    return Ok{};
}

SceneRenderer::~SceneRenderer() {
    thread_.quit();
    thread_.wait();
}

void SceneRenderer::fail(Error error) {
    error_ = std::move(error);
    emit failed();
}

void SceneRenderer::change(std::function<void(volume::Scene&)> change) {
    if (worker_) worker_->post(std::move(change), {});
}
void SceneRenderer::request(QSize size, double pixelRatio, const volume::Camera& camera) {
    if (worker_ && !error_ && !size.isEmpty()) worker_->post({}, Worker::Request{size, pixelRatio, camera});
}

} // namespace rarebit::views

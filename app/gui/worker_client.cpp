// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/worker_client.hpp"

#include "engine/executors/protocol.hpp"

#include <QCoreApplication>
#include <QProcess>

namespace rarebit::gui {
namespace {

// An event after which a request is over.
bool ends(const Json& event) {
    const auto& kind = event.at("event").asString();
    if (kind == "derived") return event.at("share").asDouble(1) >= 1;
    return kind != "progress" && kind != "stopping";
}

} // namespace

QString rarebitProgram() {
    return qEnvironmentVariable(
        "RAREBIT_PROGRAM", QCoreApplication::applicationDirPath() + QStringLiteral("/rarebit")
    );
}

WorkerClient::WorkerClient(QObject* parent) : QObject(parent) {}

WorkerClient::~WorkerClient() {
    std::exchange(handlers_, {}).clear(); // what a handler owns may cancel requests of its own
    if (!process_) return;
    process_->disconnect(this);
    process_->kill();
    process_->waitForFinished(500);
}

qint64 WorkerClient::processId() const {
    return process_ ? process_->processId() : 0;
}

void WorkerClient::start() {
    if (process_) return;
    buffer_.clear();
    process_ = std::make_unique<QProcess>();
    process_->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(process_.get(), &QProcess::readyReadStandardOutput, this, &WorkerClient::read);
    connect(process_.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended(tr("could not be started: %1").arg(process_->errorString()));
    });
    connect(process_.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        ended(status == QProcess::CrashExit ? tr("crashed") : tr("ended with exit code %1").arg(code));
    });
    process_->start(rarebitProgram(), {QStringLiteral("work"), QStringLiteral("--stdio")});
}

uint64_t WorkerClient::request(Json request, Handler handler) {
    start();
    const uint64_t id = next_++;
    request["id"] = id;
    handlers_.insert(id, std::move(handler));
    process_->write(QByteArray::fromStdString(request.dump() + "\n"));
    return id;
}

void WorkerClient::cancel(uint64_t id) {
    if (handlers_.remove(id) == 0 || !process_) return;
    const Json request = Json::object({{"id", next_++}, {"op", "cancel"}, {"target", id}});
    process_->write(QByteArray::fromStdString(request.dump() + "\n"));
}

void WorkerClient::restart() {
    if (process_) process_->kill();
}

void WorkerClient::renew() {
    stale_ = process_ != nullptr && open() > 0;
    if (stale_ || !process_) return;
    QProcess* old = process_.release();
    old->disconnect(this);
    old->setParent(this);
    connect(old, &QProcess::finished, old, &QObject::deleteLater);
    old->closeWriteChannel(); // it ends at the end of its input
}

void WorkerClient::read() {
    buffer_ += process_->readAllStandardOutput();
    qsizetype at = 0;
    for (qsizetype end = 0; (end = buffer_.indexOf('\n', at)) >= 0; at = end + 1) {
        const auto event =
            Json::parse(std::string_view(buffer_.constData() + at, static_cast<size_t>(end - at)), "worker");
        if (!event) continue; // nothing of ours
        const auto id = static_cast<uint64_t>(event->at("id").asInt());
        if (event->at("event").asString() == "progress")
            emit progress(
                QString::fromStdString(event->at("step").asString()), event->at("fraction").asDouble()
            );
        const auto found = handlers_.constFind(id);
        if (found == handlers_.cend()) continue; // cancelled, or the greeting
        const Handler handler = *found;
        if (ends(*event)) handlers_.remove(id);
        handler(*event);
    }
    buffer_.remove(0, at);
    if (stale_ && open() == 0) renew();
}

void WorkerClient::ended(const QString& how) {
    if (process_) {
        process_->disconnect(this);
        process_.release()->deleteLater();
    }
    const auto open = std::exchange(handlers_, {});
    const Error error{
        ErrorKind::internal,
        tr("the worker process %1").arg(how).toStdString(),
        "rarebit work --stdio",
        tr("try again: a new worker is started; report it where the same data ends it again").toStdString()};
    for (const auto& handler : open)
        handler(Json::object({{"event", "error"}, {"error", executors::errorJson(error)}}));
}

} // namespace rarebit::gui

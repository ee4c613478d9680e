// SPDX-License-Identifier: GPL-3.0-or-later
// The window's end of the worker protocol (resources/help/developers/worker_protocol.md): one child process,
// started when it is first needed and again when it has died. On the GUI thread; nothing here waits.
#pragma once

#include "engine/core/json.hpp"

#include <QHash>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

class QProcess;

namespace rarebit::gui {

/// The `rarebit` program beside this one, or the one that RAREBIT_PROGRAM names.
QString rarebitProgram();

class WorkerClient : public QObject {
    Q_OBJECT
public:
    explicit WorkerClient(QObject* parent = nullptr);
    ~WorkerClient() override;

    /// Called for each event of the request, in order; `error` events and those that end a request are the
    /// last.
    using Handler = std::function<void(const Json& event)>;
    /// The request's id. Never answers from within the call. A worker that dies answers every open request
    /// with an `error` event that says how it ended.
    uint64_t request(Json request, Handler handler);
    /// The handler is called no more; the work stops.
    void cancel(uint64_t id);
    /// Ends the process (a worker that hangs); open requests get an error.
    void restart();
    /// The process ends when it has answered what is open; what comes after that goes to a new one.
    void renew();
    size_t open() const { return static_cast<size_t>(handlers_.size()); }
    /// 0 where none runs.
    qint64 processId() const;

signals:
    void progress(const QString& step, double fraction);

private:
    void start();
    void read();
    void ended(const QString& how);

    std::unique_ptr<QProcess> process_;
    QByteArray buffer_;
    QHash<uint64_t, Handler> handlers_;
    uint64_t next_ = 1;
    bool stale_ = false;
};

} // namespace rarebit::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// Previews made by worker processes, with a bounded cache of what was loaded.
#pragma once

#include "app/gui/worker_client.hpp"
#include "views/core/previews.hpp"

#include <QTemporaryDir>

#include <array>
#include <list>

namespace rarebit::gui {

class WorkerPreviews : public views::Previews {
    Q_OBJECT
public:
    explicit WorkerPreviews(QObject* parent = nullptr);
    ~WorkerPreviews() override;

    views::Ticket load(const views::Source& source, Rows rows, LoadDone done) override;
    views::Ticket derive(
        const QString& what,
        const Json& args,
        const views::Source& source,
        const views::Source* against,
        DeriveDone done
    ) override;

    /// Opens a file: the worker's description of it ("opened"), or an error.
    views::Ticket open(const QString& path, const QString& reader, std::function<void(Result<Json>)> done);
    /// Content hash of a file, hex.
    views::Ticket hash(const QString& path, const QString& reader, std::function<void(Result<QString>)> done);

    uint64_t cacheBytes() const { return cacheBytes_; }
    /// What is loaded is kept up to this; the least recently used goes first.
    void setCacheLimit(uint64_t bytes);
    /// The next requests find fresh worker processes (another memory limit); open ones are answered.
    void renewWorkers();
    /// Requests that wait for an answer.
    size_t open() const;

private:
    struct Cached {
        std::string key;
        std::shared_ptr<const Payload> payload;
        uint64_t bytes = 0;
    };
    WorkerClient& workerFor(const views::Source& source);
    views::Ticket send(WorkerClient& worker, Json request, WorkerClient::Handler handler);
    void keep(std::string key, std::shared_ptr<const Payload> payload);
    void trim();

    // Listing files never waits behind a preview that decodes.
    WorkerClient opener_;
    std::array<WorkerClient, 2> workers_;
    std::array<QString, 2> warm_; // the asset that each has open
    QTemporaryDir folder_;
    std::list<Cached> cache_; // most recent first
    uint64_t cacheBytes_ = 0, cacheLimit_ = uint64_t(512) << 20;
};

} // namespace rarebit::gui

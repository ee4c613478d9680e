// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/worker_previews.hpp"

#include "engine/executors/protocol.hpp"

#include <QFile>
#include <QPointer>
#include <QTimer>

namespace rarebit::gui {

using views::Derived;
using views::Source;
using views::Ticket;

namespace {

Json assetJson(const QString& path, const QString& reader, const QString& hash) {
    return Json::object({
        {"path", path.toStdString()},
        {"reader", reader.toStdString()},
        {"hash", hash.toStdString()},
    });
}

Json requestFor(std::string_view op, const Source& source) {
    Json request = Json::object({
        {"op", op},
        {"asset", assetJson(source.path, source.reader, source.hash)},
        {"part", source.part.toStdString()},
    });
    if (source.spec.isObject()) request["spec"] = source.spec;
    if (source.hash.isEmpty()) request["hash"] = false;
    return request;
}

// The file's bytes stay mapped for as long as somebody looks at them; its name goes at once.
Result<Detail> takeDetail(const Json& entry, const QString& folder) {
    auto detail = executors::readDetail(entry, folder.toStdString());
    QFile::remove(folder + QLatin1Char('/') + QString::fromStdString(entry.at("file").asString()));
    return detail;
}

bool isError(const Json& event) {
    return event.at("event").asString() == "error";
}

} // namespace

WorkerPreviews::WorkerPreviews(QObject* parent) : Previews(parent) {
    for (auto& worker : workers_)
        connect(&worker, &WorkerClient::progress, this, &WorkerPreviews::progress);
}

// Views keep caches as children of this: their tickets go while the workers are still there.
WorkerPreviews::~WorkerPreviews() {
    while (!children().isEmpty())
        delete children().front();
}

size_t WorkerPreviews::open() const {
    return opener_.open() + workers_[0].open() + workers_[1].open();
}

// The worker that has the asset open, else the one with less to do.
WorkerClient& WorkerPreviews::workerFor(const Source& source) {
    for (size_t i = 0; i < workers_.size(); ++i)
        if (warm_[i] == source.path) return workers_[i];
    const size_t chosen = workers_[1].open() < workers_[0].open() || warm_[1].isEmpty() ? 1 : 0;
    const size_t free = warm_[0].isEmpty() ? 0 : chosen;
    warm_[free] = source.path;
    return workers_[free];
}

Ticket WorkerPreviews::send(WorkerClient& worker, Json request, WorkerClient::Handler handler) {
    const uint64_t id = worker.request(std::move(request), std::move(handler));
    return Ticket([client = QPointer(&worker), id] {
        if (client) client->cancel(id);
    });
}

void WorkerPreviews::keep(std::string key, std::shared_ptr<const Payload> payload) {
    const uint64_t bytes = payloadBytes(*payload).size();
    if (bytes > cacheLimit_ / 2) return;
    cacheBytes_ += bytes;
    cache_.push_front({std::move(key), std::move(payload), bytes});
    trim();
}

void WorkerPreviews::trim() {
    while (cacheBytes_ > cacheLimit_) {
        cacheBytes_ -= cache_.back().bytes;
        cache_.pop_back();
    }
}

void WorkerPreviews::setCacheLimit(uint64_t bytes) {
    cacheLimit_ = bytes;
    trim();
}

void WorkerPreviews::renewWorkers() {
    for (WorkerClient* worker : {&opener_, &workers_[0], &workers_[1]})
        worker->renew();
}

Ticket WorkerPreviews::load(const Source& source, Rows rows, LoadDone done) {
    Json request = requestFor("preview", source);
    request["rows"] = Json::array({rows.begin, rows.end});
    std::string key = request.dump();
    const auto found = std::ranges::find(cache_, key, &Cached::key);
    if (found != cache_.end()) {
        cache_.splice(cache_.begin(), cache_, found);
        auto alive = std::make_shared<bool>(true);
        QTimer::singleShot(0, this, [alive, done = std::move(done), payload = found->payload] {
            if (*alive) done(payload);
        });
        return Ticket([alive] { *alive = false; });
    }
    request["folder"] = folder_.path().toStdString();
    return send(
        workerFor(source),
        std::move(request),
        [this, key = std::move(key), done = std::move(done)](const Json& event) {
            if (isError(event)) return done(executors::errorFromJson(event.at("error")));
            if (event.at("event").asString() != "object") return;
            auto detail = takeDetail(event.at("object"), folder_.path());
            if (!detail) return done(detail.error());
            auto payload = std::make_shared<const Payload>(std::move(detail->values));
            keep(key, payload);
            done(std::move(payload));
        }
    );
}

Ticket WorkerPreviews::derive(
    const QString& what, const Json& args, const Source& source, const Source* against, DeriveDone done
) {
    Json request = requestFor("derive", source);
    request["what"] = what.toStdString();
    request["args"] = args;
    if (against) {
        request["against"] = Json::object(
            {{"asset", assetJson(against->path, against->reader, against->hash)},
             {"part", against->part.toStdString()}}
        );
        if (against->spec.isObject()) request["against"]["spec"] = against->spec;
    }
    request["folder"] = folder_.path().toStdString();
    return send(workerFor(source), std::move(request), [this, done = std::move(done)](const Json& event) {
        if (isError(event)) return done(executors::errorFromJson(event.at("error")));
        if (event.at("event").asString() != "derived") return;
        Derived derived{.details = {}, .share = event.at("share").asDouble(1)};
        for (const auto& entry : event.at("details").elements()) {
            auto detail = takeDetail(entry, folder_.path());
            if (!detail) return done(detail.error());
            derived.details.push_back(std::move(*detail));
        }
        done(std::move(derived));
    });
}

Ticket
WorkerPreviews::open(const QString& path, const QString& reader, std::function<void(Result<Json>)> done) {
    Json request = Json::object({{"op", "open"}, {"hash", false}, {"asset", assetJson(path, reader, {})}});
    return send(opener_, std::move(request), [done = std::move(done)](const Json& event) {
        if (isError(event)) return done(executors::errorFromJson(event.at("error")));
        if (event.at("event").asString() == "opened") done(event.at("asset"));
    });
}

Ticket
WorkerPreviews::hash(const QString& path, const QString& reader, std::function<void(Result<QString>)> done) {
    Json request = Json::object({{"op", "hash"}, {"asset", assetJson(path, reader, {})}});
    return send(opener_, std::move(request), [done = std::move(done)](const Json& event) {
        if (isError(event)) return done(executors::errorFromJson(event.at("error")));
        if (event.at("event").asString() == "hashed")
            done(QString::fromStdString(event.at("hash").asString()));
    });
}

} // namespace rarebit::gui

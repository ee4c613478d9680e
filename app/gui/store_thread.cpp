// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/store_thread.hpp"

#include <QTimer>

namespace rarebit::gui {

namespace {
constexpr int rowsAtOnce = 2000;
constexpr int lookEveryMs = 300;
} // namespace

// Everything here runs in the thread.
struct StoreThread::Reader : QObject {
    StoreThread& owner;
    std::unique_ptr<ProjectStore> store;
    ProjectContent content;
    size_t mark = 0;
    std::vector<std::string> waiting; // keys whose rows are still to be read, last first
    uint64_t generation = 0;          // of the project that is open
    QTimer timer;

    explicit Reader(StoreThread& thread) : owner(thread), timer(this) {
        timer.setInterval(lookEveryMs);
        connect(&timer, &QTimer::timeout, this, [this] { look(); });
    }

    ProjectContent read() const {
        return {store->assets(), store->document(), store->problems(), store->readOnly()};
    }

    void open(const QString& folder, bool create, uint64_t opening) {
        generation = opening;
        timer.stop();
        store.reset();
        waiting.clear();
        mark = 0;
        const std::filesystem::path path = folder.toStdString();
        auto opened = create && !isProject(path) ? ProjectStore::create(path) : ProjectStore::open(path);
        if (!opened) return emit owner.failed(opened.error());
        store = std::move(*opened);
        content = read();
        emit owner.opened(content);
        collect();
        timer.start();
    }

    void look() {
        if (!store) return;
        if (const auto status = store->refresh(); !status) return; // the next tick tries again
        if (auto now = read(); !(now == content)) {
            content = std::move(now);
            emit owner.contentChanged(content);
        }
        collect();
    }

    void collect() {
        if (store->mark() == mark) return;
        const auto keys = store->changedSince(mark);
        mark = store->mark();
        if (keys.empty()) return;
        const bool idle = waiting.empty();
        waiting.insert(waiting.begin(), keys.rbegin(), keys.rend());
        if (idle) batch();
    }

    // In portions, so that the first rows are on the screen while the rest is read; the next one when the
    // window has taken this one and seen to what else it has to do.
    void batch() {
        std::vector<Json> rows;
        while (store && !waiting.empty() && rows.size() < rowsAtOnce) {
            auto row = store->row(waiting.back());
            waiting.pop_back();
            if (row && *row) rows.push_back(std::move(**row));
        }
        if (!store || rows.empty()) return;
        QMetaObject::invokeMethod(
            &owner,
            [this, &to = owner, opened = generation, rows = std::move(rows), total = int(store->size())] {
                if (opened != to.generation_) return; // of a project that is closed
                emit to.rowsRead(rows, total);
                QTimer::singleShot(0, &to, [this, &to, opened] {
                    if (opened == to.generation_) QMetaObject::invokeMethod(this, [this] { batch(); });
                });
            }
        );
    }
};

StoreThread::StoreThread(QObject* parent) : QObject(parent) {
    qRegisterMetaType<ProjectContent>();
    qRegisterMetaType<Error>();
    qRegisterMetaType<std::vector<Json>>();
    thread_.setObjectName(QStringLiteral("store"));
    reader_ = new Reader(*this);
    reader_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, reader_, &QObject::deleteLater);
    thread_.start();
}

StoreThread::~StoreThread() {
    thread_.quit();
    thread_.wait();
}

void StoreThread::open(const QString& folder, bool create) {
    QMetaObject::invokeMethod(reader_, [this, folder, create, opening = ++generation_] {
        reader_->open(folder, create, opening);
    });
}

void StoreThread::close() {
    ++generation_;
    QMetaObject::invokeMethod(reader_, [this] {
        reader_->timer.stop();
        reader_->store.reset();
    });
}

void StoreThread::refresh() {
    QMetaObject::invokeMethod(reader_, [this] { reader_->look(); });
}

void StoreThread::post(std::function<void(ProjectStore&)> work) {
    QMetaObject::invokeMethod(reader_, [this, work = std::move(work)] {
        if (reader_->store) work(*reader_->store);
    });
}

} // namespace rarebit::gui

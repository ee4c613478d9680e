// SPDX-License-Identifier: GPL-3.0-or-later
// The open project's store, in a thread of its own: the window asks and hears the answer later. Results that
// others append (a sweep in another process, a colleague on a share) arrive by themselves.
#pragma once

#include "engine/store/project_store.hpp"

#include <QObject>
#include <QString>
#include <QThread>

#include <functional>
#include <memory>
#include <vector>

namespace rarebit::gui {

/// What the thread found in a project when it opened it, or when project.json changed.
struct ProjectContent {
    std::vector<AssetRecord> assets;
    Json document;
    std::vector<Error> problems;
    bool readOnly = false;
    bool operator==(const ProjectContent& other) const {
        return document == other.document && readOnly == other.readOnly;
    }
};

class StoreThread : public QObject {
    Q_OBJECT
public:
    explicit StoreThread(QObject* parent = nullptr);
    ~StoreThread() override;

    /// Opens the project (makes it where `create`), closing the one before. Answers with `opened` or
    /// `failed`.
    void open(const QString& folder, bool create);
    void close();
    /// Runs `work` with the store in its thread, then `done` with what it returned on the GUI thread. Without
    /// an open project neither is called.
    template <class T>
    void ask(std::function<T(ProjectStore&)> work, std::function<void(T)> done) {
        post([this, work = std::move(work), done = std::move(done)](ProjectStore& store) {
            auto answer = std::make_shared<T>(work(store));
            QMetaObject::invokeMethod(this, [done, answer] { done(std::move(*answer)); });
        });
    }
    /// Looks for new lines now instead of at the next tick.
    void refresh();

signals:
    void opened(const rarebit::gui::ProjectContent& content);
    void contentChanged(const rarebit::gui::ProjectContent& content);
    void failed(const rarebit::Error& error);
    /// New rows and rows with new metrics, at most some thousand at once.
    void rowsRead(const std::vector<rarebit::Json>& rows, int total);

private:
    struct Reader;
    void post(std::function<void(ProjectStore&)> work);
    uint64_t generation_ = 0; // counts openings and closings; on the GUI thread
    QThread thread_;
    Reader* reader_ = nullptr; // lives in thread_
};

} // namespace rarebit::gui

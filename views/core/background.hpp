// SPDX-License-Identifier: GPL-3.0-or-later
// Work off the GUI thread with its answer back on it.
#pragma once

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace rarebit::views {

/// Runs `work` in the pool and hands its result to `done` on the GUI thread, unless `context` is gone by
/// then. `work` owns what it uses; `done` may use what belongs to `context`.
template <class Work, class Done>
void inBackground(QObject* context, Work work, Done done) {
    QThreadPool::globalInstance()->start(
        [context = QPointer(context), work = std::move(work), done = std::move(done)]() mutable {
            auto result = work();
            // To the application: it outlives the pool's tasks, `context` perhaps not.
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [context, result = std::move(result), done = std::move(done)]() mutable {
                    if (context) done(std::move(result));
                },
                Qt::QueuedConnection
            );
        }
    );
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// Says when the event loop stood still, and what it was doing. Time that the thread waited for a free core
// does not count: that is the machine's, not ours.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace rarebit::gui {

struct Stall {
    double milliseconds = 0;
    QString during; // class and name of the object whose event it was
};

class Watchdog : public QObject {
    Q_OBJECT
public:
    static constexpr int limitMs = 100;
    /// Made and destroyed on the GUI thread.
    explicit Watchdog(QObject* parent = nullptr);
    ~Watchdog() override;

    std::vector<Stall> stalls() const;

protected:
    /// Of the application: notes what is about to be handled.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void watch(std::stop_token stop);
    double waitedForCpuMs() const;

    QTimer beat_;
    std::atomic<int64_t> lastBeatNs_{0};
    int threadId_ = 0;
    // Plain data: the watching thread reads it while the GUI thread goes on.
    std::atomic<const QMetaObject*> receiver_{nullptr};
    std::atomic<int> eventType_{0};
    mutable std::mutex mutex_;
    std::vector<Stall> stalls_;
    std::jthread thread_; // last
};

} // namespace rarebit::gui

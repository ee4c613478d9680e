// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/watchdog.hpp"

#include <QCoreApplication>
#include <QDebug>
#include <QEvent>
#include <QMetaObject>

#include <unistd.h>

#include <chrono>
#include <fstream>

namespace rarebit::gui {
namespace {

int64_t nowNs() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch()
    )
        .count();
}

} // namespace

bool Watchdog::eventFilter(QObject* watched, QEvent* event) {
    receiver_.store(watched->metaObject(), std::memory_order_relaxed);
    eventType_.store(event->type(), std::memory_order_relaxed);
    return false;
}

Watchdog::Watchdog(QObject* parent) : QObject(parent), threadId_(gettid()) {
    lastBeatNs_ = nowNs();
    beat_.setInterval(20);
    beat_.setTimerType(Qt::PreciseTimer);
    connect(&beat_, &QTimer::timeout, this, [this] { lastBeatNs_ = nowNs(); });
    beat_.start();
    QCoreApplication::instance()->installEventFilter(this);
    thread_ = std::jthread([this](std::stop_token stop) { watch(stop); });
}

Watchdog::~Watchdog() {
    thread_.request_stop();
}

std::vector<Stall> Watchdog::stalls() const {
    const std::lock_guard lock(mutex_);
    return stalls_;
}

// Second figure of schedstat: nanoseconds that the thread was ready and had no core.
double Watchdog::waitedForCpuMs() const {
    std::ifstream file("/proc/self/task/" + std::to_string(threadId_) + "/schedstat");
    double ran = 0, waited = 0;
    file >> ran >> waited;
    return waited / 1e6;
}

void Watchdog::watch(std::stop_token stop) {
    int64_t beat = lastBeatNs_, stalledSince = 0;
    double waitedBefore = waitedForCpuMs();
    QString during;
    while (!stop.stop_requested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        const int64_t now = lastBeatNs_;
        if (now == beat) {
            if (stalledSince == 0 && nowNs() - now > int64_t(limitMs) * 1'000'000) {
                stalledSince = now;
                if (const QMetaObject* meta = receiver_.load(std::memory_order_relaxed))
                    during = QStringLiteral("%1, event %2")
                                 .arg(QString::fromLatin1(meta->className()))
                                 .arg(eventType_.load());
            }
            continue;
        }
        const double waited = waitedForCpuMs();
        if (stalledSince != 0) {
            const double stalledMs =
                double(now - stalledSince) / 1e6 - (waited - waitedBefore) - beat_.interval();
            if (stalledMs > limitMs) {
                qWarning("event loop stalled for %.0f ms (%s)", stalledMs, qPrintable(during));
                const std::lock_guard lock(mutex_);
                stalls_.push_back({stalledMs, during});
            }
            stalledSince = 0;
        }
        beat = now;
        waitedBefore = waited;
    }
}

} // namespace rarebit::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executors/execution.hpp"

#include <algorithm>

namespace rarebit::executors {

constexpr size_t mostWaiting = 4096;

Saver::Saver(ProjectStore& store, const std::function<void(const Json& row)>& onRow)
    : store_(store), onRow_(onRow), thread_([this](std::stop_token stop) { work(stop); }) {}

Saver::~Saver() {
    static_cast<void>(finish());
}

Status Saver::add(Finished finished) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_.size() < mostWaiting || error_; });
    if (error_) return *error_;
    waiting_.push_back(std::move(finished));
    changed_.notify_all();
    return Ok{};
}

Status Saver::finish() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return (waiting_.empty() && !busy_) || error_; });
    if (error_) return *error_;
    return Ok{};
}

void Saver::work(std::stop_token stop) {
    while (true) {
        std::vector<Finished> batch;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [&] { return !waiting_.empty(); })) return;
            batch.swap(waiting_);
            busy_ = true;
        }
        const Status saved = guarded("saving results", [&] { return save(batch); });
        const std::lock_guard lock(mutex_);
        busy_ = false;
        if (!saved && !error_) error_ = saved.error();
        changed_.notify_all();
    }
}

Status Saver::save(std::vector<Finished>& batch) {
    std::vector<RunResult> results;
    for (const auto& finished : batch)
        if (!finished.metricsOnly) results.push_back(finished.result);
    if (!results.empty()) RB_CHECK(store_.save(results));
    for (const auto& finished : batch) {
        const RunResult& result = finished.result;
        if (finished.metricsOnly) RB_CHECK(store_.addMetrics(result.key, result.metrics));
        if (finished.stream) RB_CHECK(store_.saveStream(result.key, finished.stream->view));
        if (finished.keepDetails && !result.details.empty())
            RB_CHECK(store_.saveDetails(result.key, result.details));
        if (finished.metricsOnly)
            ++metricsAdded_;
        else
            ++ran_;
        if (result.error) ++failed_;
        if (!onRow_) continue;
        RB_TRY(const auto row, store_.row(result.key));
        if (row) onRow_(*row);
    }
    return Ok{};
}

} // namespace rarebit::executors

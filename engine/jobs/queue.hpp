// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs in three lanes: blocking reads, computing, and timings that need the machine for themselves.
#pragma once

#include "engine/jobs/job.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace rarebit {

enum class Lane : uint8_t { load, compute, timed }; // timed: waits until nothing else runs, then runs alone
const char* toString(Lane lane);

enum class JobState : uint8_t { queued, running, stopping, done, failed, cancelled };
const char* toString(JobState state);

struct JobEvent {
    uint64_t job = 0;
    std::string label;
    Lane lane = Lane::compute;
    JobState state = JobState::queued;
    double fraction = 0; // of the current step
    std::string step;
    double ratePerSecond = 0;          // fraction per second of the current step
    std::optional<double> secondsLeft; // of the current step; nothing until there is a rate
    std::optional<Error> error;        // of a failed job
};

struct QueueOptions {
    int loadThreads = 2;
    int computeThreads = 0; // 0: one per hardware thread
};

class JobQueue {
public:
    explicit JobQueue(QueueOptions options = {});
    /// Cancels what is left and waits for it.
    ~JobQueue();
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;

    /// options.stop and onProgress are set by the queue.
    uint64_t
    submit(std::string label, Lane lane, std::function<Status(JobContext&)> body, JobOptions options = {});
    /// Listeners hear "stopping" (or "cancelled", where it had not begun) before this returns.
    void cancel(uint64_t job);
    void cancelAll();
    /// Called from any thread, one call at a time per job, progress at most 30 times a second. A listener
    /// must be quick and must not call the queue.
    void listen(std::function<void(const JobEvent&)> listener);
    /// Waits until nothing is queued or running.
    void wait();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/queue.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace rarebit {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds progressInterval{33};

struct Job {
    JobEvent event;
    std::function<Status(JobContext&)> body;
    JobOptions options;
    std::stop_source stop;
    // Progress of the step, touched under the listeners' mutex only.
    Clock::time_point stepStart{}, lastShown{};
    double stepBegin = 0;
};

} // namespace

const char* toString(Lane lane) {
    return lane == Lane::load ? "load" : lane == Lane::compute ? "compute" : "timed";
}

const char* toString(JobState state) {
    switch (state) {
    case JobState::queued:
        return "queued";
    case JobState::running:
        return "running";
    case JobState::stopping:
        return "stopping";
    case JobState::done:
        return "done";
    case JobState::failed:
        return "failed";
    case JobState::cancelled:
        break;
    }
    return "cancelled";
}

struct JobQueue::State {
    std::mutex mutex; // the queue
    std::condition_variable_any wake;
    std::condition_variable_any idle;
    std::deque<std::shared_ptr<Job>> waiting; // in order of their numbers
    std::map<uint64_t, std::shared_ptr<Job>> running;
    bool timedRuns = false;
    uint64_t next = 1;

    std::mutex listenMutex; // never taken together with `mutex`
    std::vector<std::function<void(const JobEvent&)>> listeners;
    std::vector<std::jthread> threads; // last: they end before what they use

    // The first job that a thread of this lane may start. A timed job waits until nothing runs, and what came
    // after it waits for it: otherwise a stream of small jobs would keep it waiting for ever.
    std::shared_ptr<Job> take(Lane lane) {
        if (timedRuns) return nullptr;
        for (auto it = waiting.begin(); it != waiting.end(); ++it) {
            const Lane wanted = (*it)->event.lane;
            if (wanted == Lane::timed && (lane != Lane::compute || !running.empty())) return nullptr;
            if (wanted != lane && wanted != Lane::timed) continue;
            auto job = *it;
            waiting.erase(it);
            running[job->event.job] = job;
            timedRuns = wanted == Lane::timed;
            return job;
        }
        return nullptr;
    }

    void emit(Job& job, JobState state, std::optional<Error> error = {}) {
        const std::lock_guard lock(listenMutex);
        // Nothing follows the end of a job, and a job that is being stopped does not run again.
        if (job.event.state >= JobState::done) return;
        if (job.event.state == JobState::stopping && state == JobState::running) return;
        job.event.state = state;
        job.event.error = std::move(error);
        if (state == JobState::done) job.event.fraction = 1;
        for (const auto& listener : listeners)
            listener(job.event);
    }

    void progress(Job& job, double fraction, std::string_view step) {
        const std::lock_guard lock(listenMutex);
        if (job.event.state >= JobState::done) return;
        const auto now = Clock::now();
        auto& event = job.event;
        const bool newStep = event.step != step || fraction < event.fraction;
        if (newStep) {
            job.stepStart = now;
            job.stepBegin = fraction;
            event.step = step;
            event.ratePerSecond = 0;
            event.secondsLeft.reset();
        }
        event.fraction = std::clamp(fraction, 0.0, 1.0);
        const double seconds = std::chrono::duration<double>(now - job.stepStart).count();
        if (seconds > 0.01 && fraction > job.stepBegin) {
            event.ratePerSecond = (fraction - job.stepBegin) / seconds;
            event.secondsLeft = (1 - event.fraction) / event.ratePerSecond;
        }
        if (!newStep && now - job.lastShown < progressInterval) return;
        job.lastShown = now;
        for (const auto& listener : listeners)
            listener(event);
    }

    void runJob(const std::shared_ptr<Job>& job) {
        emit(*job, JobState::running);
        JobOptions options = std::move(job->options);
        // A stop from outside stops this job too.
        const std::stop_callback outside(options.stop, [&] { job->stop.request_stop(); });
        options.stop = job->stop.get_token();
        options.onProgress = [this, raw = job.get()](double fraction, std::string_view step) {
            progress(*raw, fraction, step);
        };
        JobContext context(std::move(options));
        const Status status = guarded(job->event.label, [&] { return job->body(context); });
        if (status)
            emit(*job, JobState::done);
        else if (status.error().kind == ErrorKind::cancelled)
            emit(*job, JobState::cancelled);
        else
            emit(*job, JobState::failed, status.error());
        {
            const std::lock_guard lock(mutex);
            running.erase(job->event.job);
            if (job->event.lane == Lane::timed) timedRuns = false;
        }
        wake.notify_all();
        idle.notify_all();
    }

    void work(std::stop_token stop, Lane lane) {
        while (true) {
            std::shared_ptr<Job> job;
            {
                std::unique_lock lock(mutex);
                if (!wake.wait(lock, stop, [&] { return (job = take(lane)) != nullptr; })) return;
            }
            runJob(job);
        }
    }
};

JobQueue::JobQueue(QueueOptions options) : state_(std::make_unique<State>()) {
    if (options.computeThreads <= 0)
        options.computeThreads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    for (int i = 0; i < std::max(1, options.loadThreads); ++i)
        state_->threads.emplace_back([s = state_.get()](std::stop_token stop) { s->work(stop, Lane::load); });
    for (int i = 0; i < options.computeThreads; ++i)
        state_->threads.emplace_back([s = state_.get()](std::stop_token stop) {
            s->work(stop, Lane::compute);
        });
}

JobQueue::~JobQueue() {
    cancelAll();
    wait();
}

uint64_t
JobQueue::submit(std::string label, Lane lane, std::function<Status(JobContext&)> body, JobOptions options) {
    auto job = std::make_shared<Job>();
    job->event.label = std::move(label);
    job->event.lane = lane;
    job->body = std::move(body);
    job->options = std::move(options);
    {
        const std::lock_guard lock(state_->mutex);
        job->event.job = state_->next++;
    }
    const uint64_t number = job->event.job;
    state_->emit(*job, JobState::queued); // before it can start
    {
        const std::lock_guard lock(state_->mutex);
        const auto later = std::ranges::find_if(state_->waiting, [&](const auto& other) {
            return other->event.job > number;
        });
        state_->waiting.insert(later, std::move(job));
    }
    state_->wake.notify_all();
    return number;
}

void JobQueue::cancel(uint64_t number) {
    std::shared_ptr<Job> job;
    bool begun = false;
    {
        const std::lock_guard lock(state_->mutex);
        const auto waits =
            std::ranges::find_if(state_->waiting, [&](const auto& j) { return j->event.job == number; });
        if (waits != state_->waiting.end()) {
            job = *waits;
            state_->waiting.erase(waits);
        } else if (const auto runs = state_->running.find(number); runs != state_->running.end()) {
            job = runs->second;
            begun = true;
        }
    }
    if (!job) return; // it has ended
    job->stop.request_stop();
    state_->emit(*job, begun ? JobState::stopping : JobState::cancelled);
    state_->wake.notify_all(); // a timed job that is gone no longer holds others up
    state_->idle.notify_all();
}

void JobQueue::cancelAll() {
    std::vector<uint64_t> numbers;
    {
        const std::lock_guard lock(state_->mutex);
        for (const auto& job : state_->waiting)
            numbers.push_back(job->event.job);
        for (const auto& [number, job] : state_->running)
            numbers.push_back(number);
    }
    for (const uint64_t number : numbers)
        cancel(number);
}

void JobQueue::listen(std::function<void(const JobEvent&)> listener) {
    const std::lock_guard lock(state_->listenMutex);
    state_->listeners.push_back(std::move(listener));
}

void JobQueue::wait() {
    std::unique_lock lock(state_->mutex);
    state_->idle.wait(lock, [&] { return state_->waiting.empty() && state_->running.empty(); });
}

} // namespace rarebit

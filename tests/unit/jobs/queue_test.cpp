// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/queue.hpp"
#include "tests/support/check.hpp"

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

using namespace rarebit;
using namespace std::chrono_literals;

namespace {

struct Log {
    std::mutex mutex;
    std::vector<JobEvent> events;
    void attach(JobQueue& queue) {
        queue.listen([this](const JobEvent& event) {
            const std::lock_guard lock(mutex);
            events.push_back(event);
        });
    }
    std::vector<JobState> statesOf(uint64_t job) {
        const std::lock_guard lock(mutex);
        std::vector<JobState> out;
        for (const auto& event : events)
            if (event.job == job && (out.empty() || out.back() != event.state)) out.push_back(event.state);
        return out;
    }
};

Status untilCancelled(JobContext& job) {
    while (!job.cancelled())
        std::this_thread::sleep_for(1ms);
    return cancelledError("test");
}

} // namespace

RB_TEST(jobsRunAndTellHowTheyEnd) {
    JobQueue queue;
    Log log;
    log.attach(queue);
    const auto good = queue.submit("good", Lane::compute, [](JobContext&) -> Status { return Ok{}; });
    const auto bad = queue.submit("bad", Lane::load, [](JobContext&) -> Status {
        return badInput("it is bad", "test", "make it better");
    });
    const auto thrown = queue.submit("thrown", Lane::compute, [](JobContext&) -> Status {
        throw std::runtime_error("thrown");
    });
    queue.wait();
    using S = JobState;
    CHECK(log.statesOf(good) == (std::vector{S::queued, S::running, S::done}));
    CHECK(log.statesOf(bad) == (std::vector{S::queued, S::running, S::failed}));
    CHECK(log.statesOf(thrown) == (std::vector{S::queued, S::running, S::failed}));
    for (const auto& event : log.events)
        if (event.job == bad && event.state == S::failed) CHECK_EQ(event.error->what, "it is bad");
}

RB_TEST(aTimedJobRunsAlone) {
    JobQueue queue({.loadThreads = 2, .computeThreads = 4});
    std::atomic<int> running{0};
    std::atomic<bool> disturbed{false};
    std::atomic<int> finished{0};
    for (int i = 0; i < 60; ++i) {
        const Lane lane = i % 10 == 5 ? Lane::timed : i % 3 == 0 ? Lane::load : Lane::compute;
        queue.submit("job", lane, [&, lane](JobContext&) -> Status {
            const int before = running++;
            if (lane == Lane::timed && before != 0) disturbed = true;
            std::this_thread::sleep_for(2ms);
            if (lane == Lane::timed && running.load() != 1) disturbed = true;
            --running;
            ++finished;
            return Ok{};
        });
    }
    queue.wait();
    CHECK(!disturbed);
    CHECK_EQ(finished.load(), 60);
}

RB_TEST(cancellationIsVisibleWithin100ms) {
    JobQueue queue({.loadThreads = 1, .computeThreads = 1});
    Log log;
    log.attach(queue);
    const auto runs = queue.submit("runs", Lane::compute, untilCancelled);
    const auto waits = queue.submit("waits", Lane::compute, untilCancelled);
    while (log.statesOf(runs).back() != JobState::running)
        std::this_thread::sleep_for(1ms);
    const auto start = std::chrono::steady_clock::now();
    queue.cancel(waits);
    queue.cancel(runs);
    CHECK(log.statesOf(runs).back() >= JobState::stopping); // said before cancel returned
    CHECK(log.statesOf(waits).back() == JobState::cancelled);
    queue.wait();
    CHECK(std::chrono::steady_clock::now() - start < 100ms);
    CHECK(log.statesOf(runs).back() == JobState::cancelled);
    queue.cancel(runs); // ended: nothing happens
    queue.cancel(12345);
}

RB_TEST(theEndOfTheQueueCancelsWhatIsLeft) {
    std::atomic<int> ran{0};
    {
        JobQueue queue({.loadThreads = 1, .computeThreads = 2});
        for (int i = 0; i < 50; ++i)
            queue.submit("job", Lane::compute, [&](JobContext& job) {
                ++ran;
                return untilCancelled(job);
            });
        while (ran < 2)
            std::this_thread::sleep_for(1ms);
    }
    CHECK_EQ(ran.load(), 2);
}

RB_TEST(anOutsideStopReachesTheJob) {
    JobQueue queue;
    std::stop_source outside;
    JobOptions options;
    options.stop = outside.get_token();
    queue.submit("job", Lane::compute, untilCancelled, options);
    outside.request_stop();
    queue.wait();
}

RB_TEST(progressHasRateAndTimeLeftAndIsThrottled) {
    JobQueue queue;
    Log log;
    log.attach(queue);
    queue.submit("job", Lane::compute, [](JobContext& job) -> Status {
        for (int i = 0; i <= 1000; ++i) {
            job.progress(i / 2000.0, "first half");
            std::this_thread::sleep_for(200us);
        }
        job.progress(0, "another step");
        return Ok{};
    });
    queue.wait();
    const JobEvent* last = nullptr;
    size_t shown = 0;
    bool newStep = false;
    for (const auto& event : log.events) {
        if (event.step == "first half" && event.state == JobState::running) {
            ++shown;
            last = &event;
        }
        newStep = newStep || (event.step == "another step" && event.ratePerSecond == 0);
    }
    CHECK(last && last->secondsLeft && last->ratePerSecond > 0);
    CHECK_NEAR(*last->secondsLeft * last->ratePerSecond, 1 - last->fraction, 1e-9);
    CHECK(shown >= 3 && shown < 60);
    CHECK(newStep);
}

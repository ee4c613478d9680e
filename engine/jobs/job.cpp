// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/job.hpp"

#include "engine/core/hash.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <thread>

namespace rarebit {
namespace {

// As many workers as hardware threads; they run what parallelFor offers. A caller always works on its own
// loop too, so nested loops never wait for a free worker.
class Pool {
public:
    Pool() {
        const unsigned count = std::max(1u, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < count; ++i)
            workers_.emplace_back([this](std::stop_token stop) { work(stop); });
    }
    ~Pool() {
        for (auto& worker : workers_)
            worker.request_stop();
        wake_.notify_all();
    }
    void offer(std::function<void()> task) {
        {
            const std::lock_guard lock(mutex_);
            tasks_.push_back(std::move(task));
        }
        wake_.notify_one();
    }
    static Pool& instance() {
        static Pool pool;
        return pool;
    }

private:
    void work(std::stop_token stop) {
        while (true) {
            std::function<void()> task;
            {
                std::unique_lock lock(mutex_);
                if (!wake_.wait(lock, stop, [this] { return !tasks_.empty(); })) return;
                task = std::move(tasks_.front());
                tasks_.pop_front();
            }
            task();
        }
    }
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<std::function<void()>> tasks_;
    std::vector<std::jthread> workers_; // last: they end before what they use
};

struct Loop {
    int64_t n;
    const std::function<Status(int64_t)>* body;
    std::stop_token stop;
    std::atomic<int64_t> next{0};
    std::atomic<bool> failed{false};
    std::mutex mutex;
    std::condition_variable done;
    int active = 0;
    int64_t errorIndex =
        INT64_MAX; // the error of the lowest index is reported: the same one with any thread count
    std::optional<Error> error;

    void drain() {
        {
            const std::lock_guard lock(mutex);
            if (next.load() >= n) return; // the caller may be gone already
            ++active;
        }
        while (!failed.load() && !stop.stop_requested()) {
            const int64_t i = next.fetch_add(1);
            if (i >= n) break;
            const Status status = guarded("parallel loop", [&] { return (*body)(i); });
            if (!status) {
                const std::lock_guard lock(mutex);
                if (i < errorIndex) {
                    errorIndex = i;
                    error = status.error();
                }
                failed = true;
            }
        }
        const std::lock_guard lock(mutex);
        if (--active == 0) done.notify_all();
    }
};

} // namespace

JobContext::JobContext(JobOptions options) : options_(std::move(options)) {
    if (options_.threads <= 0)
        options_.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    if (options_.memoryBudget == 0) options_.memoryBudget = rarebit::memoryBudget();
}

void JobContext::progress(double fraction, std::string_view step) {
    if (options_.onProgress) options_.onProgress(fraction, step);
}

Status JobContext::fits(uint64_t bytes, std::string_view what, std::string_view where) const {
    if (bytes <= options_.memoryBudget) return Ok{};
    return outOfMemory(
        fmt::format(
            "{} needs {}, the memory budget is {}", what, humanBytes(bytes), humanBytes(options_.memoryBudget)
        ),
        printable(where),
        "choose fewer parts with --parts, or raise the budget with --memory"
    );
}

const Asset* JobContext::input(std::string_view role) const {
    const auto found = inputs_.find(role);
    return found == inputs_.end() ? nullptr : found->second.get();
}

void JobContext::setInputs(std::map<std::string, std::shared_ptr<const Asset>, std::less<>> inputs) {
    inputs_ = std::move(inputs);
}

Result<Asset>
JobContext::memo(std::string_view what, const Json& key, const std::function<Result<Asset>()>& make) {
    static std::mutex mutex;
    static std::map<std::string, Asset> kept;
    const auto id = fmt::format("{}/{}", what, hashHex(key.dump()));
    {
        const std::lock_guard lock(mutex);
        if (const auto found = kept.find(id); found != kept.end()) return found->second;
    }
    RB_TRY(Asset made, make());
    const std::lock_guard lock(mutex);
    return kept.insert_or_assign(id, std::move(made)).first->second;
}

bool JobContext::wants(std::string_view detail) const {
    return options_.wantedDetails.contains(detail) || options_.wantedDetails.contains("*");
}

Status parallelFor(int64_t n, JobContext& job, const std::function<Status(int64_t)>& body) {
    if (n <= 0) return Ok{};
    auto loop = std::make_shared<Loop>();
    loop->n = n;
    loop->body = &body;
    loop->stop = job.stopToken();
    for (int64_t i = 1; i < std::min<int64_t>(n, job.threads()); ++i)
        Pool::instance().offer([loop] { loop->drain(); });
    loop->drain();
    std::unique_lock lock(loop->mutex);
    loop->next = n; // workers that come late find nothing to do
    loop->done.wait(lock, [&] { return loop->active == 0; });
    if (loop->error) return *loop->error;
    if (job.cancelled()) return cancelledError("parallel loop");
    return Ok{};
}

Status guarded(std::string_view where, const std::function<Status()>& body) {
    try {
        return body();
    } catch (const std::bad_alloc&) {
        return outOfMemory("memory ran out", std::string(where), "choose fewer parts, or a smaller asset");
    } catch (const std::exception& e) {
        return internalError(e.what(), std::string(where));
    } catch (...) {
        return internalError("an exception of unknown type", std::string(where));
    }
}

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// One task of a job array: its share of the project's points, into a results file of its own.
#include "engine/core/text.hpp"
#include "engine/executors/sweep.hpp"
#include "engine/executors/worker.hpp"

#include <fmt/format.h>

#include <csignal>
#include <thread>

namespace rarebit {
namespace {

// Array tasks are ended with SIGTERM: the running point is given up, what is finished stays.
class StopOnSignals {
public:
    StopOnSignals() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, &before_);
        thread_ = std::jthread([this](std::stop_token ended) {
            const timespec pause{0, 100'000'000};
            while (!ended.stop_requested())
                if (sigtimedwait(&signals_, nullptr, &pause) > 0) source_.request_stop();
        });
    }
    ~StopOnSignals() {
        thread_ = {};
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    std::stop_token token() const { return source_.get_token(); }

private:
    sigset_t signals_{}, before_{};
    std::stop_source source_;
    std::jthread thread_;
};

int report(const Error& error) {
    fmt::print(
        stderr,
        "error: {}\n  where: {}\n  fix: {}\n",
        printable(error.what),
        printable(error.where),
        printable(error.fix)
    );
    return error.kind == ErrorKind::cancelled ? 130 : 1;
}

Result<SweepSummary>
runPoints(const std::filesystem::path& project, int index, int count, std::stop_token stop) {
    RB_TRY(
        const auto store,
        ProjectStore::open(project, {.shard = fmt::format("{}-of-{}", index, count), .mustWrite = true})
    );
    SweepOptions options;
    options.shard = index;
    options.shards = count;
    RB_TRY(options.specs, projectSpecs(*store));
    JobOptions jobOptions;
    jobOptions.stop = std::move(stop);
    JobContext job(std::move(jobOptions));
    return runSweep(options, *store, job, [](const Json& row) {
        const Json& error = row.at("error");
        fmt::print(
            stderr,
            "{} {} {}{}\n",
            printable(row.at("asset").asString()),
            row.at("method").asString(),
            printable(row.at("params").dump()),
            error.isNull() ? "" : " failed: " + printable(error.at("what").asString())
        );
    });
}

} // namespace

int runShard(const std::filesystem::path& project, int index, int count) {
    if (count < 1 || count > 100000 || index < 0 || index >= count) {
        report(badParams(
            fmt::format("shard {} of {}", index, count),
            "--shard",
            "shards count from 0: give 0/4 to 3/4 for four of them"
        ));
        return 2;
    }
    const StopOnSignals signals;
    const auto summary = runPoints(project, index, count, signals.token());
    if (!summary) return report(summary.error());
    for (const auto& problem : summary->problems)
        report(problem);
    fmt::print(
        stderr,
        "shard {}/{}: {} points, {} were there, {} run, {} failed\n",
        index,
        count,
        summary->points,
        summary->present,
        summary->ran,
        summary->failed
    );
    return summary->failed > 0 || !summary->problems.empty() ? 3 : 0;
}

} // namespace rarebit

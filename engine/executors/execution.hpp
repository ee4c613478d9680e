// SPDX-License-Identifier: GPL-3.0-or-later
// What the executors share: the points to run, and the thread that makes rows durable and reports them.
#pragma once

#include "engine/executors/sweep.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace rarebit::executors {

/// A point that has been run.
struct Finished {
    RunResult result;
    bool metricsOnly = false;    // result.metrics belong to the row of result.key
    std::optional<Bytes> stream; // to be kept
    bool keepDetails = false;
};

/// Saves finished points in its own thread, many with one sync: the next point runs meanwhile.
class Saver {
public:
    Saver(ProjectStore& store, const std::function<void(const Json& row)>& onRow);
    ~Saver();
    /// Waits where too many are unsaved. An error (a full disk) ends the sweep.
    Status add(Finished finished);
    /// Waits until all is saved and reported.
    Status finish();
    size_t ran() const { return ran_; }
    size_t failed() const { return failed_; }
    size_t metricsAdded() const { return metricsAdded_; }

private:
    void work(std::stop_token stop);
    Status save(std::vector<Finished>& batch);

    ProjectStore& store_;
    const std::function<void(const Json& row)>& onRow_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<Finished> waiting_;
    bool busy_ = false;
    std::optional<Error> error_;
    size_t ran_ = 0, failed_ = 0, metricsAdded_ = 0; // written by the thread, read after finish()
    std::jthread thread_;                            // last
};

struct Execution {
    const SweepOptions& options;
    const std::vector<const SweepPoint*>& points; // to do, in order
    ProjectStore& store;
    JobContext& job;
    Saver& saver;
    std::vector<Error>& problems; // of points that get no row of their own

    /// Progress of one point of points.size(), of which `done` have ended.
    void
    tell(const SweepPoint& point, size_t done, std::string_view step, double fraction, uint64_t memory) const;
    /// The same where it has ended; counts the points where nobody listens to each.
    void tellEnded(const SweepPoint& point, size_t done) const;
};

Status runLocal(const Execution& execution);
Status runProcesses(const Execution& execution);
/// Its rows are written by the tasks themselves: it calls `onRow` for those that appear.
Status runSlurm(
    const Execution& execution, const std::function<void(const Json& row)>& onRow, SweepSummary& summary
);

/// One point in this process. Bad parameters are a failed row too: the sweep goes on.
Result<Finished> runPoint(
    const SweepPoint& point,
    const Asset& asset,
    std::span<const std::byte> keptStream, // of a row that lacks metrics; may be empty
    const SweepOptions& options,
    JobContext& job,
    const std::function<void(double fraction, std::string_view step)>& onProgress = {}
);
/// The row of a point that could not be measured.
RunResult failedRow(const SweepPoint& point, Error error);
std::string describePoint(const RunSpec& spec, const std::string& assetName);

} // namespace rarebit::executors

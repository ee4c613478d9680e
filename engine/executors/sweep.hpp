// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep: every point that the project lacks is run by an executor and saved. Repeating it repeats nothing.
#pragma once

#include "engine/core/experiment.hpp"
#include "engine/jobs/run.hpp"
#include "engine/store/project_store.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rarebit {

/// How far one running point is; of the sweep as a whole where `key` is empty.
struct SweepProgress {
    std::string key, label;     // "kodim05.png, jpeg:quality=50"
    std::string step;           // what it does now, as JobContext::progress() has it
    double fraction = 0;        // of that step
    uint64_t bytes = 0;         // of the original parts
    uint64_t memoryBytes = 0;   // in use by the process that runs it; 0: not known
    size_t done = 0, total = 0; // points
    bool ended = false;         // nothing more comes of this point
};

struct SweepPlan;

struct SweepOptions {
    std::vector<RunSpec> specs; // from expand() or projectSpecs(); assets are files or assets of the project
    std::string executor = "local";  // local: in this process; processes: workers; slurm: a job array
    int workers = 0;                 // 0: one per hardware thread; slurm: tasks of the array, 0: 16
    double pointSeconds = 0;         // processes: a point that takes longer is ended and fails; 0: no limit
    uint64_t workerMemory = 0;       // processes: bytes of memory per worker; 0: the job's budget shared out
    bool retryFailed = false;        // run points again whose last row is a failure
    bool keepStreams = false;        // save each stream as an object: later metrics then need no encoding
    bool keepDetails = false;        // save details for views as objects
    std::filesystem::path program{}; // has `work --stdio`; empty: the running program
    /// Metrics beside those of the specs; where a spec names none, beside those that suit the kind.
    std::vector<std::string> alsoMeasure{};
    int shard = 0, shards = 1; // of the points, those of this shard
    /// Instead of the job's own progress; called from any thread.
    std::function<void(const SweepProgress&)> onProgress{};
    /// While it holds, no further point begins; those that run end. Asked often, from one thread.
    std::function<bool()> paused{};
    /// Before the first point runs.
    std::function<void(const SweepPlan&)> onPlan{};
};

struct SweepPoint {
    RunSpec spec; // canonical; metrics as asked
    AssetRecord asset;
    std::string key;
    std::shared_ptr<const RunInputs> inputs; // open, shared by the points that have the same
    bool present = false;                    // the project has its row
    std::vector<size_t> from;                // the specs that it stands for
    std::vector<std::string> missingMetrics; // of a present row: these are measured, nothing else
    uint64_t bytes = 0;                      // of the asset's parts that it takes, as stored
    uint64_t presentBytes = 0; // of the stream of a present row: encoding it again must give as many
    bool todo() const { return !present || !missingMetrics.empty(); }
};

struct SweepPlan {
    // A sweep over several assets leaves out the points whose method takes no part of their asset.
    size_t skipped = 0;
    std::vector<SweepPoint> points{}; // without repeats of a key
    std::vector<Error> problems{};    // assets and specs that cannot be run at all
    size_t todo() const;
};

/// Opens and hashes each asset once, notes new ones in the project, computes keys. dryRun: writes nothing.
Result<SweepPlan>
planSweep(const SweepOptions& options, ProjectStore& store, JobContext& job, bool dryRun = false);

struct SweepSummary {
    size_t points = 0;       // in the plan
    size_t skipped = 0;      // of the experiment, left out of the plan: the method takes no part of the asset
    size_t present = 0;      // had a row already
    size_t ran = 0;          // new rows
    size_t failed = 0;       // of them with an error
    size_t metricsAdded = 0; // rows that got metrics
    std::vector<Error> problems;
};

/// onRow gets the joined row of each new point (or of a row with new metrics) after it is durable; calls come
/// from one thread at a time, not always the caller's. A cancelled sweep gives the cancelled error; what is
/// finished is saved.
Result<SweepSummary> runSweep(
    const SweepOptions& options,
    ProjectStore& store,
    JobContext& job,
    const std::function<void(const Json& row)>& onRow = {}
);

/// The same of a plan.
Result<SweepSummary> runPlan(
    const SweepPlan& plan,
    const SweepOptions& options,
    ProjectStore& store,
    JobContext& job,
    const std::function<void(const Json& row)>& onRow = {}
);

/// Notes an experiment's assets and inputs in the project, and the experiment with their paths in it.
Result<Json> adoptExperiment(const Json& experiment, ProjectStore& store, JobContext& job);
/// All points of all experiments of the project.
Result<std::vector<RunSpec>> projectSpecs(const ProjectStore& store);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// Points as one Slurm job array. Each task runs `rarebit work PROJECT --shard i/n` and writes a results file
// of its own; this process submits, waits and reports the rows that appear.
#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/child.hpp"
#include "engine/executors/execution.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <set>

namespace rarebit::executors {
namespace {

constexpr int defaultTasks = 16;

std::string findCommand(const std::string& name) {
    const char* path = std::getenv("PATH");
    for (const auto& folder : split(path ? path : "", ':')) {
        const auto candidate = std::filesystem::path(folder) / name;
        if (!folder.empty() && access(candidate.c_str(), X_OK) == 0) return candidate.string();
    }
    return {};
}

std::string scriptText(const std::string& program, const std::string& project, int tasks, int threads) {
    return fmt::format(
        "#!/bin/sh\n"
        "#SBATCH --job-name=rarebit\n"
        "#SBATCH --array=0-{last}\n"
        "#SBATCH --cpus-per-task={threads}\n"
        "#SBATCH --output={log}\n"
        "exec {program} work {project} --shard \"$SLURM_ARRAY_TASK_ID/{tasks}\"\n",
        fmt::arg("last", tasks - 1),
        fmt::arg("threads", threads),
        fmt::arg("log", "slurm-%A_%a.log"),
        fmt::arg("program", shellQuoted(program)),
        fmt::arg("project", shellQuoted(project)),
        fmt::arg("tasks", tasks)
    );
}

// Reports the rows of the plan that have come since the last call.
class Arrivals {
public:
    Arrivals(
        const Execution& execution, const std::function<void(const Json& row)>& onRow, SweepSummary& summary
    )
        : e_(execution), onRow_(onRow), summary_(summary) {
        for (const SweepPoint* point : e_.points)
            waiting_.push_back(point);
    }
    Status look() {
        RB_CHECK(e_.store.refresh());
        std::vector<const SweepPoint*> still;
        for (const SweepPoint* point : waiting_) {
            const bool here =
                e_.store.contains(point->key) &&
                (!point->present || e_.store.missingMetrics(point->key, point->missingMetrics).empty());
            if (!here) {
                still.push_back(point);
                continue;
            }
            RB_TRY(const auto row, e_.store.row(point->key));
            if (!row) continue;
            ++(point->present ? summary_.metricsAdded : summary_.ran);
            if (!row->at("error").isNull()) ++summary_.failed;
            if (onRow_) onRow_(*row);
        }
        waiting_ = std::move(still);
        e_.job.progress(
            1 - double(waiting_.size()) / double(e_.points.size()),
            fmt::format("{} of {} points", e_.points.size() - waiting_.size(), e_.points.size())
        );
        return Ok{};
    }
    size_t missing() const { return waiting_.size(); }

private:
    const Execution& e_;
    const std::function<void(const Json& row)>& onRow_;
    SweepSummary& summary_;
    std::vector<const SweepPoint*> waiting_;
};

} // namespace

Status runSlurm(
    const Execution& execution, const std::function<void(const Json& row)>& onRow, SweepSummary& summary
) {
    const std::string sbatch = findCommand("sbatch");
    if (sbatch.empty())
        return unsupported(
            "the command 'sbatch' is not there: this machine is no client of a Slurm cluster",
            "--executor slurm",
            "run it on a login node of the cluster, or use --executor processes"
        );
    if (execution.store.experiments().empty())
        return badParams(
            "the project has no experiment that the tasks could run",
            printable(execution.store.folder().string()),
            "save one first: adoptExperiment() does so, and `rarebit sweep` with it"
        );
    const int wanted = execution.options.workers > 0 ? execution.options.workers : defaultTasks;
    const int tasks =
        std::clamp(wanted, 1, static_cast<int>(std::min<size_t>(execution.points.size(), 10000)));
    const std::string program =
        execution.options.program.empty() ? ownProgram() : execution.options.program.string();
    // A hidden folder: packs leave it out.
    const auto folder = execution.store.folder() / ".slurm";
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    const std::string text =
        scriptText(program, execution.store.folder().string(), tasks, execution.job.threads());
    const auto script = folder / fmt::format("sweep-{}.sh", hashHex(text).substr(0, 12));
    RB_CHECK(writeFile(script, text));
    RB_TRY(
        Child submit,
        Child::start({sbatch, "--wait", "--parsable", "--chdir=" + folder.string(), script.string()}, 0)
    );
    Arrivals arrivals(execution, onRow, summary);
    std::string output;
    for (bool ended = false; !ended;) {
        if (execution.job.cancelled())
            return cancelledError(fmt::format("Slurm job {}; `scancel` ends its tasks", printable(output)));
        pollfd socket{submit.socket(), POLLIN, 0};
        poll(&socket, 1, 1000);
        output += submit.receive(ended);
        RB_CHECK(arrivals.look());
    }
    const std::string how = submit.reap();
    RB_CHECK(arrivals.look());
    if (arrivals.missing() > 0)
        summary.problems.push_back(ioError(
            fmt::format(
                "{} of {} points have no row; sbatch {}", arrivals.missing(), execution.points.size(), how
            ),
            printable(folder.string()),
            "read the tasks' logs in that folder, then run the sweep again"
        ));
    return Ok{};
}

} // namespace rarebit::executors

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executors/sweep.hpp"

#include "engine/core/sampling.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/execution.hpp"

#include <fmt/format.h>

namespace rarebit {
namespace {

enum class Place { local, processes, slurm };

Result<Place> findExecutor(const std::string& id) {
    if (id == "local") return Place::local;
    if (id == "processes") return Place::processes;
    if (id == "slurm") return Place::slurm;
    return badParams(
        fmt::format("there is no executor '{}'", printable(id)),
        "--executor",
        "choose local, processes or slurm"
    );
}

} // namespace

Result<SweepSummary> runSweep(
    const SweepOptions& options,
    ProjectStore& store,
    JobContext& job,
    const std::function<void(const Json& row)>& onRow
) {
    RB_CHECK(findExecutor(options.executor)); // wrong usage is told before files are read
    RB_TRY(const SweepPlan plan, planSweep(options, store, job));
    return runPlan(plan, options, store, job, onRow);
}

Result<SweepSummary> runPlan(
    const SweepPlan& plan,
    const SweepOptions& options,
    ProjectStore& store,
    JobContext& job,
    const std::function<void(const Json& row)>& onRow
) {
    RB_TRY(const Place place, findExecutor(options.executor));
    if (store.readOnly())
        return ioError(
            "the project can only be read",
            printable(store.folder().string()),
            "copy it to a folder that you can write to"
        );
    SweepSummary summary;
    summary.points = plan.points.size();
    summary.skipped = plan.skipped;
    summary.problems = plan.problems;
    std::vector<const SweepPoint*> todo;
    for (const auto& point : plan.points) {
        if (point.present) ++summary.present;
        if (point.todo()) todo.push_back(&point);
    }
    std::vector<const RunSpec*> specs;
    for (const auto* point : todo)
        specs.push_back(&point->spec);
    std::vector<const SweepPoint*> ordered;
    for (const size_t i : coarseFirst(specs))
        ordered.push_back(todo[i]);
    todo = std::move(ordered);
    if (options.onPlan) options.onPlan(plan);
    if (plan.points.empty() && !plan.problems.empty()) return plan.problems.front();
    if (todo.empty()) return summary;
    executors::Saver saver(store, onRow);
    const executors::Execution execution{options, todo, store, job, saver, summary.problems};
    const Status status = place == Place::local       ? executors::runLocal(execution)
                          : place == Place::processes ? executors::runProcesses(execution)
                                                      : executors::runSlurm(execution, onRow, summary);
    // What finished before an error or a cancellation is kept too.
    const Status saved = saver.finish();
    if (!saved) return saved.error();
    if (!status) return status.error();
    summary.ran += saver.ran();
    summary.failed += saver.failed();
    summary.metricsAdded += saver.metricsAdded();
    return summary;
}

} // namespace rarebit

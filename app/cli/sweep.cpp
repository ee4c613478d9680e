// SPDX-License-Identifier: GPL-3.0-or-later
// sweep: runs every point that a project lacks.
#include "engine/executors/sweep.hpp"

#include "app/cli/cli.hpp"
#include "app/cli/rows.hpp"
#include "engine/core/files.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

namespace rarebit::cli {
namespace {

// What the command line adds to the project: an experiment of its assets and methods.
Result<Json> experimentFrom(const Arguments& arguments, const ProjectStore& store) {
    if (arguments.has("--experiment")) {
        const auto path = arguments.get("--experiment");
        RB_TRY(const Bytes text, mapFile(path));
        return Json::parse(text.text(), path);
    }
    Json assets = Json::list(arguments.all("--asset"));
    if (assets.size() == 0)
        for (const auto& record : store.assets())
            assets.push(record.file.string());
    Json experiment = Json::object();
    experiment["assets"] = assets;
    experiment["methods"] = Json::list(arguments.all("--method"));
    experiment["parts"] = arguments.get("--parts", "*");
    experiment["seed"] = arguments.seed;
    experiment["backend"] = arguments.backend;
    if (const auto metrics = metricSpecs(arguments); !metrics.empty())
        experiment["metrics"] = Json::list(metrics);
    return experiment;
}

Result<int> runSweepVerb(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    const std::filesystem::path folder = arguments.positional("PROJECT");
    const bool dryRun = arguments.has("--dry-run");
    if (!isProject(folder) && !dryRun && (arguments.has("--asset") || arguments.has("--experiment"))) {
        RB_TRY(const auto made, ProjectStore::create(folder));
        note(arguments, fmt::format("{}: a new project", printable(folder.string())));
    }
    RB_TRY(const auto store, ProjectStore::open(folder));
    SweepOptions options;
    options.executor = arguments.get("--executor", "local");
    RB_TRY(const auto workers, arguments.integer("--workers", 0, 1024));
    options.workers = static_cast<int>(workers.value_or(0));
    RB_TRY(const auto seconds, arguments.integer("--point-seconds", 1, 1'000'000));
    options.pointSeconds = static_cast<double>(seconds.value_or(0));
    options.keepStreams = arguments.has("--keep-streams");
    options.keepDetails = arguments.has("--keep-details");
    options.retryFailed = arguments.has("--retry-failed");
    if (arguments.has("--method") || arguments.has("--experiment")) {
        RB_TRY(Json experiment, experimentFrom(arguments, *store));
        if (!dryRun) {
            RB_TRY(experiment, adoptExperiment(experiment, *store, job));
        }
        RB_TRY(options.specs, expand(experiment));
    } else {
        RB_TRY(options.specs, projectSpecs(*store));
    }
    if (dryRun) {
        RB_TRY(const SweepPlan plan, planSweep(options, *store, job, true));
        Json points = Json::array();
        for (const auto& point : plan.points)
            points.push(Json::object({
                {"key", point.key},
                {"asset", point.asset.name},
                {"method", point.spec.method},
                {"params", point.spec.params},
                {"present", point.present},
            }));
        if (arguments.json)
            printJson(Json::object({{"points", points}, {"todo", plan.todo()}, {"left_out", plan.skipped}}));
        else
            print(fmt::format(
                "{} points, {} to run, {} left out\n", plan.points.size(), plan.todo(), plan.skipped
            ));
        for (const auto& problem : plan.problems)
            if (!arguments.json) report(problem, false);
        return plan.problems.empty() ? ok : partly;
    }
    size_t done = 0;
    RB_TRY(const SweepSummary summary, runSweep(options, *store, job, [&](const Json& row) {
               ++done;
               if (arguments.json)
                   printJsonLine(row);
               else
                   note(
                       arguments,
                       fmt::format(
                           "{:>4}  {}  {}  {}",
                           done,
                           printable(row.at("asset").asString()),
                           methodText(row),
                           row.at("error").isObject()
                               ? "failed: " + printable(row.at("error").at("what").asString())
                               : fmt::format("ratio {}", number(row.at("ratio").asDouble(std::nan(""))))
                       )
                   );
           }));
    for (const auto& problem : summary.problems)
        if (!arguments.json) report(problem, false);
    note(
        arguments,
        fmt::format(
            "{} points: {} were there, {} ran, {} of them failed",
            summary.points,
            summary.present,
            summary.ran,
            summary.failed
        )
    );
    if (summary.skipped > 0)
        note(
            arguments, fmt::format("{} left out: their method takes no part of their asset", summary.skipped)
        );
    if (summary.failed == 0 && summary.problems.empty()) return ok;
    return summary.failed == summary.points && summary.points > 0 ? failed : partly;
}

} // namespace

std::vector<Verb> sweepVerbs() {
    return {{
        .name = "sweep",
        .summary = "runs every point that a project lacks",
        .positionals = {{"PROJECT", "a project folder; made where --asset is given and it does not exist"}},
        .options =
            {{"--asset", "FILE", "an asset; without it, those of the project", true},
             {"--method",
              "SPEC",
              "a method; values may be lists {2,3}, ranges 2..8, 0..1/0.25, 1..1000~7",
              true},
             {"--experiment", "FILE", "an experiment as JSON"},
             {"--parts", "GLOB", "only parts whose names match"},
             {"--metrics", "A,B", "what to measure; without it, what suits the kind", true},
             {"--dry-run", "", "say what would run"},
             {"--retry-failed", "", "run failed points again"},
             {"--executor", "WHERE", "local (this process), processes (a crash is a failed row), or slurm"},
             {"--workers", "N", "worker processes, or tasks of the job array"},
             {"--point-seconds", "N", "with processes: end a point that takes longer, as a failed row"},
             {"--keep-streams",
              "",
              "keep each stream in the project, so that later metrics need no encoding"},
             {"--keep-details", "", "keep histograms, maps and series for views in the project"}},
        .run = runSweepVerb,
    }};
}

} // namespace rarebit::cli

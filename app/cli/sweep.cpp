// SPDX-License-Identifier: GPL-3.0-or-later
// sweep: runs every point that a project lacks.
#include "app/cli/cli.hpp"
#include "app/cli/progress.hpp"
#include "app/cli/rows.hpp"
#include "engine/core/files.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/estimate.hpp"

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
    RB_TRY(const auto repeats, arguments.integer("--repeats", 1, 1000));
    if (repeats) experiment["repeats"] = *repeats;
    if (arguments.has("--rest")) experiment["rest"] = arguments.get("--rest");
    RunSpec common;
    RB_TRY(const SpecText method, parseSpec(arguments.get("--method", "store")));
    RB_TRY(common.rules, rulesFrom(arguments, method.id));
    RB_CHECK(addInputs(arguments, common));
    if (!common.rules.empty()) experiment["rules"] = toJson(common).at("rules");
    if (!common.inputs.empty()) experiment["inputs"] = toJson(common).at("inputs");
    return experiment;
}

Json orNull(std::optional<double> value) {
    return value ? Json(*value) : Json();
}

// What is to run and what it will take, as far as that is known.
Result<int>
dryRun(const Arguments& arguments, const SweepOptions& options, ProjectStore& store, JobContext& job) {
    RB_TRY(const SweepPlan plan, planSweep(options, store, job, true));
    RB_TRY(const auto estimates, estimatePoints(plan, options, store));
    Json points = Json::array();
    Estimate all{0, 0};
    size_t unknown = 0;
    for (size_t i = 0; i < plan.points.size(); ++i) {
        const auto& point = plan.points[i];
        const Estimate& own = estimates[i];
        points.push(Json::object({
            {"key", point.key},
            {"asset", point.asset.name},
            {"method", point.spec.method},
            {"params", point.spec.params},
            {"present", point.present},
            {"estimate_ms", orNull(own.milliseconds)},
            {"estimate_bytes", orNull(own.diskBytes)},
        }));
        if (point.present) continue;
        if (!own.milliseconds) ++unknown;
        *all.milliseconds += own.milliseconds.value_or(0);
        *all.diskBytes += own.diskBytes.value_or(0);
    }
    const size_t toRun = plan.todo();
    if (unknown > 0 && unknown == toRun) all = {};
    Json problems = Json::array();
    for (const auto& problem : plan.problems)
        problems.push(errorJson(problem));
    if (arguments.json)
        printJson(Json::object({
            {"points", points},
            {"todo", toRun},
            {"left_out", plan.skipped},
            {"estimate_ms", orNull(all.milliseconds)},
            {"estimate_bytes", orNull(all.diskBytes)},
            {"without_estimate", unknown},
            {"problems", problems},
        }));
    else
        print(fmt::format("{} points, {} to run, {} left out\n", plan.points.size(), toRun, plan.skipped));
    if (!arguments.json && all.milliseconds && toRun > unknown)
        print(fmt::format(
            "about {} s of encoding and decoding{}\n",
            number(*all.milliseconds / 1000),
            unknown > 0 ? fmt::format(", and {} points like none before", unknown) : ""
        ));
    for (const auto& problem : plan.problems)
        if (!arguments.json) report(problem, false);
    return plan.problems.empty() ? ok : partly;
}

void tellEnd(const SweepSummary& summary) {
    Json problems = Json::array();
    for (const auto& problem : summary.problems)
        problems.push(errorJson(problem));
    printProgressLine(Json::object({
        {"event", "end"},
        {"points", summary.points},
        {"present", summary.present},
        {"ran", summary.ran},
        {"failed", summary.failed},
        {"metrics_added", summary.metricsAdded},
        {"left_out", summary.skipped},
        {"problems", problems},
    }));
}

Result<int> runSweepVerb(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    const std::filesystem::path folder = arguments.positional("PROJECT");
    const bool dry = arguments.has("--dry-run");
    if (!isProject(folder) && !dry && (arguments.has("--asset") || arguments.has("--experiment"))) {
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
        if (!dry) {
            RB_TRY(experiment, adoptExperiment(experiment, *store, job));
        }
        RB_TRY(options.specs, expand(experiment));
    } else {
        RB_TRY(options.specs, projectSpecs(*store));
    }
    if (dry) return dryRun(arguments, options, *store, job);
    if (arguments.progress)
        options.onProgress = [&](const SweepProgress& progress) { arguments.progress->point(progress); };
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
    if (arguments.progress) tellEnd(summary);
    for (const auto& problem : summary.problems)
        if (!arguments.json && !arguments.progress) report(problem, false);
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
             {"--rule",
              "GLOB=SPEC",
              "another method or other parameters for some parts; the last match wins",
              true},
             {"--rest", "SPEC", "method for parts that the main one refuses (store)"},
             {"--input", "ROLE=FILE", "an input of the methods (dictionary, calibration, fit ...)", true},
             {"--repeats", "N", "time encoding and decoding N times"},
             {"--dry-run", "", "say what would run, and what it will take"},
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

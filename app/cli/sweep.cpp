// SPDX-License-Identifier: GPL-3.0-or-later
// sweep: runs every point that a project lacks.
#include "app/cli/cli.hpp"
#include "app/cli/progress.hpp"
#include "engine/core/files.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/row_text.hpp"
#include "engine/core/sampling.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/estimate.hpp"
#include "engine/executors/search.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit::cli {
namespace {

// --random N and --latin N.
Result<std::optional<Sampling>> samplingFrom(const Arguments& arguments) {
    RB_TRY(const auto random, arguments.integer("--random", 1, 100'000));
    RB_TRY(const auto latin, arguments.integer("--latin", 1, 100'000));
    RB_TRY(const auto seed, arguments.integer("--sample-seed", 0, INT64_MAX));
    if (!random && !latin) return std::optional<Sampling>{};
    return std::optional(Sampling{
        latin ? Sampling::Kind::latin : Sampling::Kind::random,
        latin ? *latin : *random,
        static_cast<uint64_t>(seed.value_or(1))});
}

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
    RB_TRY(const auto sampling, samplingFrom(arguments));
    if (sampling) experiment["sample"] = toJson(*sampling);
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

Json errorList(const std::vector<Error>& errors) {
    Json out = Json::array();
    for (const auto& error : errors)
        out.push(errorJson(error));
    return out;
}

Json plannedPoint(const SweepPoint& point, const Estimate& estimate) {
    return Json::object({
        {"key", point.key},
        {"asset", point.asset.name},
        {"method", point.spec.method},
        {"params", point.spec.params},
        {"present", point.present},
        {"estimate_ms", orNull(estimate.milliseconds)},
        {"estimate_bytes", orNull(estimate.diskBytes)},
    });
}

// What a dry run adds up.
struct Forecast {
    Json points = Json::array();
    size_t count = 0, todo = 0, unknown = 0, skipped = 0;
    Estimate all{0, 0};
    std::vector<Error> problems{};

    void add(const SweepPoint& point, const Estimate& estimate, size_t times) {
        points.push(plannedPoint(point, estimate));
        count += times;
        if (!point.todo()) return;
        todo += times;
        if (!estimate.milliseconds && !point.present) unknown += times;
        *all.milliseconds += double(times) * estimate.milliseconds.value_or(0);
        *all.diskBytes += double(times) * estimate.diskBytes.value_or(0);
    }
};

Result<int> tell(const Arguments& arguments, Forecast& forecast, Json more = Json::object()) {
    if (forecast.unknown > 0 && forecast.unknown == forecast.todo) forecast.all = {};
    Json& out = more;
    out["points"] = forecast.points;
    out["todo"] = forecast.todo;
    out["left_out"] = forecast.skipped;
    out["estimate_ms"] = orNull(forecast.all.milliseconds);
    out["estimate_bytes"] = orNull(forecast.all.diskBytes);
    out["without_estimate"] = forecast.unknown;
    out["problems"] = errorList(forecast.problems);
    const int code = forecast.problems.empty() ? ok : partly;
    if (arguments.json) {
        printJson(out);
        return code;
    }
    const char* most = out.contains("searches") ? "at most " : "";
    print(fmt::format(
        "{}{} points, {}{} to run, {} left out\n", most, forecast.count, most, forecast.todo, forecast.skipped
    ));
    if (forecast.all.milliseconds && forecast.todo > 0)
        print(fmt::format(
            "about {} s of encoding and decoding{}\n",
            number(*forecast.all.milliseconds / 1000),
            forecast.unknown > 0 ? fmt::format(", and {} points like none before", forecast.unknown) : ""
        ));
    for (const auto& problem : forecast.problems)
        report(problem, false);
    return code;
}

Result<int>
dryRun(const Arguments& arguments, const SweepOptions& options, ProjectStore& store, JobContext& job) {
    RB_TRY(const SweepPlan plan, planSweep(options, store, job, true));
    RB_TRY(const auto estimates, estimatePoints(plan, options, store));
    Forecast forecast{.skipped = plan.skipped, .problems = plan.problems};
    for (size_t i = 0; i < plan.points.size(); ++i)
        forecast.add(plan.points[i], estimates[i], 1);
    return tell(arguments, forecast);
}

void tellEnd(const SweepSummary& summary) {
    printProgressLine(Json::object({
        {"event", "end"},
        {"points", summary.points},
        {"present", summary.present},
        {"ran", summary.ran},
        {"failed", summary.failed},
        {"metrics_added", summary.metricsAdded},
        {"left_out", summary.skipped},
        {"problems", errorList(summary.problems)},
    }));
}

void tellPlan(const SweepPlan& plan) {
    const auto present = std::ranges::count_if(plan.points, &SweepPoint::present);
    printProgressLine(Json::object({
        {"event", "plan"},
        {"points", plan.points.size()},
        {"present", present},
        {"todo", plan.todo()},
        {"left_out", plan.skipped},
    }));
}

int endOf(const Arguments& arguments, const SweepSummary& summary) {
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

std::function<void(const Json& row)> rowPrinter(const Arguments& arguments) {
    return [&arguments, done = size_t{0}](const Json& row) mutable {
        ++done;
        if (arguments.json) return printJsonLine(row);
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
    };
}

// What a search came to. `key`, `at` and `value` are of the point that meets the target.
Json searchJson(const SearchOutcome& search) {
    Json probes = Json::array();
    for (size_t i = 0; i < search.probes.size(); ++i)
        probes.push(Json::object(
            {{"at", search.probes[i].at}, {"value", search.probes[i].value}, {"key", search.keys[i]}}
        ));
    Json out = Json::object({
        {"asset", search.asset},
        {"method", search.method},
        {"params", search.fixed},
        {"param", search.axis.param},
        {"probes", probes},
        {"met", search.answer.has_value()},
    });
    for (const char* member : {"at", "value", "key"})
        out[member] = search.answer ? probes.at(*search.answer).at(member) : Json();
    return out;
}

std::string searchText(const SearchOutcome& search, const Target& target) {
    const auto name = printable(std::filesystem::path(search.asset).filename().string());
    const auto wanted =
        fmt::format("{} {} {}", target.column, target.atLeast ? "at least" : "at most", number(target.value));
    if (!search.answer)
        return fmt::format(
            "{}, {}: no value of {} from {} to {} gives {}",
            name,
            search.method,
            search.axis.param,
            number(search.axis.low),
            number(search.axis.high),
            wanted
        );
    const Probe& found = search.probes[*search.answer];
    return fmt::format(
        "{}, {}: {}={} gives {} ({})",
        name,
        search.method,
        search.axis.param,
        number(found.at),
        number(found.value),
        wanted
    );
}

Result<int> drySearch(
    const Arguments& arguments,
    const SearchSummary& summary,
    const SweepOptions& options,
    const ProjectStore& store
) {
    Forecast forecast{.skipped = summary.sweep.skipped, .problems = summary.sweep.problems};
    Json searches = Json::array();
    for (const auto& search : summary.searches) {
        Json described = searchJson(search);
        described["remaining"] = search.remaining;
        searches.push(std::move(described));
        forecast.count += search.probes.size();
        if (!search.next) continue;
        RB_TRY(const auto estimates, estimatePoints({.points = {*search.next}}, options, store));
        forecast.add(*search.next, estimates.front(), search.remaining);
    }
    return tell(arguments, forecast, Json::object({{"searches", searches}}));
}

// --target and --hull.
Result<int> search(
    const Arguments& arguments, Json experiment, SweepOptions options, ProjectStore& store, JobContext& job
) {
    SearchOptions searching{.sweep = std::move(options), .experiment = std::move(experiment)};
    if (arguments.has("--target")) {
        RB_TRY(searching.target, parseTarget(arguments.get("--target")));
    }
    RB_TRY(const auto hull, arguments.integer("--hull", 3, 1000));
    searching.hullPoints = static_cast<int>(hull.value_or(0));
    if (const auto metrics = metricSpecs(arguments); !metrics.empty())
        searching.quality = "metrics." + metrics.front();
    searching.dryRun = arguments.has("--dry-run");
    RB_TRY(const SearchSummary summary, runSearch(searching, store, job, rowPrinter(arguments)));
    if (searching.dryRun) return drySearch(arguments, summary, searching.sweep, store);
    bool missed = false;
    for (const auto& found : summary.searches) {
        if (arguments.json) printJsonLine(Json::object({{"search", searchJson(found)}}));
        if (!searching.target) continue;
        missed = missed || !found.answer;
        note(arguments, searchText(found, *searching.target));
    }
    const int code = endOf(arguments, summary.sweep);
    return code == ok && missed ? partly : code;
}

Result<SweepOptions> optionsFrom(const Arguments& arguments) {
    SweepOptions options;
    options.executor = arguments.get("--executor", "local");
    RB_TRY(const auto workers, arguments.integer("--workers", 0, 1024));
    options.workers = static_cast<int>(workers.value_or(0));
    RB_TRY(const auto seconds, arguments.integer("--point-seconds", 1, 1'000'000));
    options.pointSeconds = static_cast<double>(seconds.value_or(0));
    RB_TRY(const auto memory, arguments.integer("--worker-memory", 1, int64_t(1) << 30));
    options.workerMemory = static_cast<uint64_t>(memory.value_or(0)) << 20;
    options.keepStreams = arguments.has("--keep-streams");
    options.keepDetails = arguments.has("--keep-details");
    options.retryFailed = arguments.has("--retry-failed");
    options.paused = [pause = arguments.pause] { return pause && pause->on(); };
    if (arguments.progress) {
        options.onProgress = [&](const SweepProgress& progress) { arguments.progress->point(progress); };
        options.onPlan = tellPlan;
    }
    return options;
}

Result<int> runSweepVerb(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    const std::filesystem::path folder = arguments.positional("PROJECT");
    const bool dry = arguments.has("--dry-run"),
               given = arguments.has("--method") || arguments.has("--experiment");
    const bool searching = arguments.has("--target") || arguments.has("--hull");
    std::vector<std::string> ways;
    for (const char* way : {"--random", "--latin", "--target", "--hull"})
        if (arguments.has(way)) ways.emplace_back(way);
    if (ways.size() > 1) return badParams(ways[0] + " beside " + ways[1], "command line", "give one of them");
    if (!ways.empty() && !searching && arguments.has("--experiment"))
        return badParams(
            ways[0] + " beside --experiment", "command line", "give --method, or \"sample\" in the experiment"
        );
    if (!ways.empty() && !given)
        return badParams(
            ways[0] + " without a method",
            "command line",
            "give --method with a range, such as --method 'jpeg:quality=1..100'"
        );
    if (!isProject(folder) && !dry && (arguments.has("--asset") || arguments.has("--experiment"))) {
        RB_TRY(const auto made, ProjectStore::create(folder));
        note(arguments, fmt::format("{}: a new project", printable(folder.string())));
    }
    RB_TRY(const auto store, ProjectStore::open(folder));
    RB_TRY(SweepOptions options, optionsFrom(arguments));
    if (given) {
        RB_TRY(Json experiment, experimentFrom(arguments, *store));
        if (searching) return search(arguments, std::move(experiment), std::move(options), *store, job);
        if (!dry) {
            RB_TRY(experiment, adoptExperiment(experiment, *store, job));
        }
        RB_TRY(options.specs, expand(experiment));
    } else {
        RB_TRY(options.specs, projectSpecs(*store));
    }
    if (dry) return dryRun(arguments, options, *store, job);
    RB_TRY(const SweepSummary summary, runSweep(options, *store, job, rowPrinter(arguments)));
    return endOf(arguments, summary);
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
             {"--random", "N", "N points of each method, drawn at random from its ranges and lists"},
             {"--latin", "N", "the same, spread evenly: each of N strata of every range has one point"},
             {"--sample-seed", "N", "other points for another number (1)"},
             {"--target",
              "NAME=VALUE",
              "search each method's one range a..b for a metric (psnr_db=35), total_bytes=, ratio= or rate="},
             {"--hull", "N", "N points in each method's one range a..b, most of them where the curve bends"},
             {"--dry-run", "", "say what would run, and what it will take"},
             {"--retry-failed", "", "run failed points again"},
             {"--executor", "WHERE", "local (this process), processes (a crash is a failed row), or slurm"},
             {"--workers", "N", "worker processes, or tasks of the job array"},
             {"--worker-memory", "MIB", "with processes: memory of each; a point that takes more fails"},
             {"--point-seconds", "N", "with processes: end a point that takes longer, as a failed row"},
             {"--keep-streams",
              "",
              "keep each stream in the project, so that later metrics need no encoding"},
             {"--keep-details", "", "keep histograms, maps and series for views in the project"}},
        .run = runSweepVerb,
    }};
}

} // namespace rarebit::cli

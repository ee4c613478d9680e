// SPDX-License-Identifier: GPL-3.0-or-later
// Runs searches: one round of probes of all searches after the other, each round a sweep.
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/search.hpp"
#include "engine/store/filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rarebit {
namespace {

class Searches {
public:
    Searches(
        const SearchOptions& options,
        ProjectStore& store,
        JobContext& job,
        const std::function<void(const Json& row)>& onRow
    )
        : options_(options), store_(store), job_(job), onRow_(onRow) {}

    Result<SearchSummary> run() {
        RB_CHECK(begin());
        while (true) {
            if (job_.cancelled()) return cancelledError("search");
            RB_TRY(const bool more, round());
            if (!more) break;
        }
        for (auto& search : out_.searches)
            finish(search);
        if (!options_.dryRun) RB_CHECK(note());
        return std::move(out_);
    }

private:
    const SearchOptions& options_;
    ProjectStore& store_;
    JobContext& job_;
    const std::function<void(const Json& row)>& onRow_;
    SearchSummary out_;
    std::vector<bool> over_;

    Status begin() {
        if (options_.sweep.executor == "slurm")
            return unsupported(
                "a search chooses each point by the ones before, a job array runs all at once",
                "--executor slurm",
                "use local or processes, or sweep a range"
            );
        for (const char* list : {"assets", "methods"})
            if (!options_.experiment.at(list).isArray())
                return badParams(fmt::format("'{}' is no list", list), "search", "give assets and methods");
        for (const auto& text : options_.experiment.at("methods").elements()) {
            RB_TRY(const SearchSpec spec, parseSearch(text.asString()));
            for (const auto& asset : options_.experiment.at("assets").elements())
                for (const auto& fixed : spec.fixed)
                    out_.searches.push_back({asset.asString(), spec.method, fixed, spec.axis, {}, {}, {}});
        }
        over_.assign(out_.searches.size(), false);
        return Ok{};
    }

    std::vector<double> wanted(const SearchOutcome& search) const {
        return options_.target ? nextForTarget(search.axis, *options_.target, search.probes)
                               : nextForHull(search.axis, options_.hullPoints, search.probes);
    }

    size_t remaining(const SearchOutcome& search) const {
        const int most = options_.target ? mostProbes(search.axis) : std::max(2, options_.hullPoints);
        return static_cast<size_t>(std::max(0, most - static_cast<int>(search.probes.size())));
    }

    // False: all searches are over.
    Result<bool> round() {
        SweepOptions sweep = options_.sweep;
        sweep.onPlan = {}; // of a round it would tell little
        sweep.specs.clear();
        if (options_.target && !options_.target->metric.empty())
            sweep.alsoMeasure = {options_.target->metric};
        std::vector<std::pair<size_t, double>> asked; // search and value of each spec
        for (size_t i = 0; i < out_.searches.size(); ++i) {
            if (over_[i]) continue;
            const auto values = wanted(out_.searches[i]);
            over_[i] = values.empty();
            for (const double at : values) {
                RB_TRY(RunSpec spec, specOf(out_.searches[i], at));
                sweep.specs.push_back(std::move(spec));
                asked.emplace_back(i, at);
            }
        }
        if (asked.empty()) return false;
        RB_TRY(SweepPlan plan, planSweep(sweep, store_, job_, options_.dryRun));
        if (options_.dryRun)
            stopAtUnknown(plan, asked);
        else
            RB_CHECK(runRound(plan, sweep));
        for (const auto& problem : plan.problems)
            addProblem(problem);
        std::vector<bool> found(asked.size(), false);
        for (const auto& point : plan.points)
            for (const size_t from : point.from) {
                found[from] = true;
                if (!over_[asked[from].first])
                    RB_CHECK(add(out_.searches[asked[from].first], asked[from].second, point.key));
            }
        for (size_t i = 0; i < asked.size(); ++i) // left out: the method takes no part of that asset
            if (!found[i] && !over_[asked[i].first]) {
                over_[asked[i].first] = true;
                if (plan.skipped > 0) ++out_.sweep.skipped;
            }
        return true;
    }

    Result<RunSpec> specOf(const SearchOutcome& search, double at) const {
        Json point = options_.experiment;
        point["asset"] = search.asset;
        point["method"] = search.method;
        point["params"] = search.fixed;
        point["params"][search.axis.param] = search.axis.whole ? Json(std::llround(at)) : Json(at);
        return runSpecFromJson(point);
    }

    Status runRound(const SweepPlan& plan, SweepOptions& sweep) {
        const size_t before = out_.sweep.points;
        size_t later = 0;
        for (size_t i = 0; i < out_.searches.size(); ++i)
            if (!over_[i]) later += remaining(out_.searches[i]);
        if (options_.sweep.onProgress)
            sweep.onProgress = [&](SweepProgress progress) {
                progress.done += before;
                progress.total = before + std::max(later, progress.total);
                options_.sweep.onProgress(progress);
            };
        RB_TRY(const SweepSummary summary, runPlan(plan, sweep, store_, job_, onRow_));
        out_.sweep.points += summary.points;
        out_.sweep.present += summary.present;
        out_.sweep.ran += summary.ran;
        out_.sweep.failed += summary.failed;
        out_.sweep.metricsAdded += summary.metricsAdded;
        for (const auto& problem : summary.problems)
            addProblem(problem);
        return Ok{};
    }

    void addProblem(const Error& error) {
        const auto known = std::ranges::any_of(out_.sweep.problems, [&](const Error& other) {
            return other.what == error.what && other.where == error.where;
        });
        if (!known) out_.sweep.problems.push_back(error);
    }

    // A dry run goes on where the answers are in the project.
    void stopAtUnknown(const SweepPlan& plan, const std::vector<std::pair<size_t, double>>& asked) {
        for (const auto& point : plan.points)
            for (const size_t from : point.from) {
                SearchOutcome& search = out_.searches[asked[from].first];
                if (!point.todo() || over_[asked[from].first]) continue;
                over_[asked[from].first] = true;
                search.remaining = remaining(search);
                search.next = point;
            }
    }

    Status add(SearchOutcome& search, double at, const std::string& key) {
        RB_TRY(const auto row, store_.row(key));
        const Json empty;
        const Json& shown = row ? *row : empty;
        const auto number = [&](const std::string& column) {
            const CellValue value = rowValue(shown, column);
            const auto* found = std::get_if<double>(&value);
            return found ? *found : std::nan("");
        };
        const bool failed = shown.isNull() || shown.at("error").isObject();
        Probe probe{at, std::nan(""), std::nan("")};
        if (!failed) {
            probe.value = number(options_.target ? options_.target->column : qualityColumn(shown));
            probe.rate = number("rate_bits_per_element");
        }
        search.probes.push_back(probe);
        search.keys.push_back(key);
        return Ok{};
    }

    std::string qualityColumn(const Json& row) const {
        if (!options_.quality.empty()) return options_.quality;
        if (!row.at("lossless").asBool())
            for (const auto& [name, value] : row.at("metrics").members())
                if (value.isNumber()) return "metrics." + name;
        return "encode_ms.median";
    }

    void finish(SearchOutcome& search) const {
        std::vector<size_t> order(search.probes.size());
        for (size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::ranges::sort(order, {}, [&](size_t i) { return search.probes[i].at; });
        auto probes = std::move(search.probes);
        auto keys = std::move(search.keys);
        search.probes.clear();
        search.keys.clear();
        for (const size_t i : order) {
            search.probes.push_back(probes[i]);
            search.keys.push_back(std::move(keys[i]));
        }
        if (!options_.target) return;
        if (const auto answer = answerOf(*options_.target, search.probes))
            search.answer = static_cast<size_t>(
                std::ranges::find(search.probes, answer->at, &Probe::at) - search.probes.begin()
            );
    }

    // The points as an experiment of the project: repeating that repeats the search's points.
    Status note() {
        for (const auto& asset : options_.experiment.at("assets").elements()) {
            Json experiment = options_.experiment;
            experiment["assets"] = Json::array({asset});
            experiment["methods"] = Json::array();
            for (const auto& search : out_.searches) {
                if (search.asset != asset.asString() || search.probes.empty()) continue;
                std::string values, fixed;
                for (const auto& probe : search.probes)
                    values += fmt::format("{}{}", values.empty() ? "" : ",", probe.at);
                for (const auto& [name, value] : search.fixed.members())
                    fixed +=
                        fmt::format(",{}=\"{}\"", name, value.isString() ? value.asString() : value.dump());
                experiment["methods"].push(
                    fmt::format("{}:{}={{{}}}{}", search.method, search.axis.param, values, fixed)
                );
            }
            if (experiment.at("methods").size() == 0) continue;
            RB_TRY(const Json adopted, adoptExperiment(experiment, store_, job_));
        }
        return Ok{};
    }
};

} // namespace

Result<SearchSummary> runSearch(
    const SearchOptions& options,
    ProjectStore& store,
    JobContext& job,
    const std::function<void(const Json& row)>& onRow
) {
    return Searches(options, store, job, onRow).run();
}

} // namespace rarebit

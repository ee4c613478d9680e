// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executors/sweep.hpp"

#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace rarebit {
namespace {

// An asset of the sweep, opened and hashed once.
struct OpenAsset {
    Asset asset;
    AssetRecord record;
};

Result<OpenAsset> openOnce(const std::string& name, ProjectStore& store, JobContext& job, bool dryRun) {
    OpenAsset out;
    if (auto known = store.findAsset(name)) {
        out.record = std::move(*known);
    } else if (dryRun) {
        RB_TRY(out.asset, openAsset(name, job));
        RB_TRY(out.record.hash, hashAsset(out.asset, job));
        out.record.name = out.asset.name;
        out.record.file = name;
        return out;
    } else {
        RB_TRY(out.record, store.addAsset(name, job));
    }
    RB_TRY(out.asset, store.openAsset(out.record, job));
    out.asset.hash = out.record.hash;
    return out;
}

struct Planned {
    SweepPlan plan;
    std::map<std::string, OpenAsset> assets; // by spec.asset
};

Result<Planned> plan(const SweepOptions& options, ProjectStore& store, JobContext& job, bool dryRun) {
    Planned out;
    std::set<std::string> keys, broken;
    for (const auto& given : options.specs) {
        if (job.cancelled()) return cancelledError("planning the sweep");
        if (broken.contains(given.asset)) continue;
        auto found = out.assets.find(given.asset);
        if (found == out.assets.end()) {
            auto opened = openOnce(given.asset, store, job, dryRun);
            if (!opened) {
                broken.insert(given.asset);
                out.plan.problems.push_back(opened.error());
                continue;
            }
            found = out.assets.emplace(given.asset, std::move(*opened)).first;
        }
        SweepPoint point;
        point.asset = found->second.record;
        RB_TRY(point.spec, canonicalSpec(given));
        RB_TRY(const RunInputs inputs, openInputs(point.spec, job));
        point.key = runKey(point.spec, point.asset.hash, inputs.hashes);
        if (!keys.insert(point.key).second) continue;
        if (const auto row = store.row(point.key); row && *row) {
            point.present = !(options.retryFailed && (*row)->at("error").isObject());
            if (point.present && !(*row)->at("error").isObject()) {
                const auto wanted =
                    point.spec.metrics.empty() ? std::vector<std::string>{} : point.spec.metrics;
                point.missingMetrics = store.missingMetrics(point.key, wanted);
            }
        }
        out.plan.points.push_back(std::move(point));
    }
    return out;
}

// One point in this process: a new row, or the metrics that a row lacks.
Status runPoint(
    const SweepPoint& point, const Asset& asset, ProjectStore& store, JobContext& job, SweepSummary& summary
) {
    RunSpec spec = point.spec;
    if (point.present) spec.metrics = point.missingMetrics;
    RB_TRY(const RunResult result, runOne(spec, asset, job));
    if (point.present) {
        if (result.error) return *result.error;
        ++summary.metricsAdded;
        return store.addMetrics(point.key, result.metrics);
    }
    ++summary.ran;
    if (result.error) ++summary.failed;
    return store.save(result);
}

} // namespace

size_t SweepPlan::todo() const {
    return static_cast<size_t>(std::ranges::count_if(points, &SweepPoint::todo));
}

Result<SweepPlan> planSweep(const SweepOptions& options, ProjectStore& store, JobContext& job, bool dryRun) {
    RB_TRY(Planned planned, plan(options, store, job, dryRun));
    return std::move(planned.plan);
}

Result<SweepSummary> runSweep(
    const SweepOptions& options,
    ProjectStore& store,
    JobContext& job,
    const std::function<void(const Json& row)>& onRow
) {
    if (options.executor != "local")
        return unsupported(
            fmt::format("executor '{}' is not built yet", printable(options.executor)),
            "--executor",
            "use --executor local"
        );
    RB_TRY(const Planned planned, plan(options, store, job, false));
    SweepSummary summary;
    summary.points = planned.plan.points.size();
    summary.problems = planned.plan.problems;
    size_t done = 0;
    const size_t todo = planned.plan.todo();
    for (const auto& point : planned.plan.points) {
        if (!point.todo()) {
            ++summary.present;
            continue;
        }
        if (job.cancelled()) return cancelledError("sweep");
        job.progress(double(done++) / double(todo), point.spec.method + " on " + point.asset.name);
        const auto opened = planned.assets.find(point.spec.asset);
        RB_ASSERT(opened != planned.assets.end());
        if (const Status ran = runPoint(point, opened->second.asset, store, job, summary); !ran) {
            if (ran.error().kind == ErrorKind::cancelled || ran.error().kind == ErrorKind::io)
                return ran.error();
            summary.problems.push_back(ran.error());
            continue;
        }
        if (!onRow) continue;
        RB_TRY(const auto row, store.row(point.key));
        if (row) onRow(*row);
    }
    return summary;
}

Result<Json> adoptExperiment(const Json& experiment, ProjectStore& store, JobContext& job) {
    Json adopted = experiment;
    Json assets = Json::array();
    for (const auto& name : experiment.at("assets").elements()) {
        if (const auto known = store.findAsset(name.asString())) {
            assets.push(known->path);
            continue;
        }
        RB_TRY(const AssetRecord record, store.addAsset(name.asString(), job));
        assets.push(record.path);
    }
    adopted["assets"] = assets;
    RB_CHECK(expand(adopted)); // a wrong method or parameter is told before the project is changed
    RB_TRY(const std::string id, store.addExperiment(adopted));
    return adopted;
}

Result<std::vector<RunSpec>> projectSpecs(const ProjectStore& store) {
    std::vector<RunSpec> specs;
    for (const auto& [id, experiment] : store.experiments()) {
        RB_TRY(auto expanded, expand(experiment));
        std::ranges::move(expanded, std::back_inserter(specs));
    }
    return specs;
}

} // namespace rarebit

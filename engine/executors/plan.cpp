// SPDX-License-Identifier: GPL-3.0-or-later
// From specs to points with keys: what there is to do.
#include "engine/core/hash.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/sweep.hpp"
#include "engine/jobs/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace rarebit {
namespace {

class Planner {
public:
    Planner(const SweepOptions& options, ProjectStore& store, JobContext& job, bool dryRun)
        : options_(options), store_(store), job_(job), dryRun_(dryRun) {}

    Result<SweepPlan> run() {
        std::set<std::string_view> names;
        for (const auto& spec : options_.specs)
            names.insert(spec.asset);
        severalAssets_ = names.size() > 1;
        double done = 0;
        for (const auto& spec : options_.specs) {
            if (job_.cancelled()) return cancelledError("planning the sweep");
            job_.progress(done++ / double(options_.specs.size()), "planning");
            const Status status = addPoint(spec, static_cast<size_t>(&spec - options_.specs.data()));
            if (status) continue;
            if (status.error().kind == ErrorKind::cancelled) return status.error();
            addProblem(status.error());
        }
        for (auto& point : plan_.points)
            lookUp(point);
        return std::move(plan_);
    }

private:
    const SweepOptions& options_;
    ProjectStore& store_;
    JobContext& job_;
    bool dryRun_;
    SweepPlan plan_;
    struct Opened {
        AssetRecord record;
        Asset asset;
    };
    bool severalAssets_ = false;
    std::map<std::string, Result<Opened>> assets_; // by the name that specs use
    std::map<std::string, Result<std::shared_ptr<const RunInputs>>> inputs_;
    std::map<std::string, size_t> byKey_;
    std::set<std::string> told_;

    // One broken asset is one problem, not one per point.
    void addProblem(const Error& error) {
        if (told_.insert(error.what + error.where).second) plan_.problems.push_back(error);
    }

    Result<Opened> openOnce(const std::string& name) {
        auto known = store_.findAsset(name);
        std::error_code code;
        if (!known && std::filesystem::exists(name, code)) {
            if (dryRun_) return openUnnoted(name);
            known = store_.addAsset(name, job_);
        }
        if (!known) return known.error();
        RB_TRY(Asset asset, store_.openAsset(*known, job_));
        return Opened{std::move(*known), std::move(asset)};
    }

    Result<Opened> openUnnoted(const std::string& name) {
        Opened out;
        RB_TRY(out.asset, openAsset(name, job_));
        RB_TRY(out.record.hash, hashAsset(out.asset, job_));
        out.record.name = out.asset.name;
        out.record.kind = out.asset.kind;
        out.record.reader = out.asset.reader;
        out.record.bytes = out.asset.bytes;
        std::error_code code;
        out.record.file = std::filesystem::absolute(name, code);
        return out;
    }

    Result<std::shared_ptr<const RunInputs>> openAll(RunSpec& spec) {
        // Inputs may be named as assets of the project; from here on they are files.
        for (auto& [role, files] : spec.inputs)
            for (auto& file : files)
                if (const auto known = store_.findAsset(file)) file = known->file.string();
        const std::string id = toJson(spec).at("inputs").dump();
        auto found = inputs_.find(id);
        if (found == inputs_.end()) {
            Result<std::shared_ptr<const RunInputs>> opened = std::make_shared<const RunInputs>();
            if (auto inputs = openInputs(spec, job_))
                opened = std::make_shared<const RunInputs>(std::move(*inputs));
            else
                opened = inputs.error();
            found = inputs_.emplace(id, std::move(opened)).first;
        }
        return found->second;
    }

    // Points that are trained on the same data stay together: no two machines train the same codec.
    bool inShard(const SweepPoint& point) const {
        if (options_.shards <= 1) return true;
        const bool trained = !point.spec.inputs.empty();
        const std::string group =
            trained ? point.asset.hash + point.spec.method + point.inputs->hashes.dump() : point.key;
        return hash64(group) % static_cast<uint64_t>(options_.shards) ==
               static_cast<uint64_t>(options_.shard);
    }

    Status addPoint(const RunSpec& given, size_t from) {
        auto asset = assets_.find(given.asset);
        if (asset == assets_.end()) asset = assets_.emplace(given.asset, openOnce(given.asset)).first;
        if (!asset->second) return asset->second.error();
        const AssetRecord& record = asset->second->record;
        SweepPoint point;
        RB_TRY(point.spec, canonicalSpec(given));
        if (severalAssets_)
            if (const Status taken = acceptsSome(point.spec, asset->second->asset);
                !taken && taken.error().kind == ErrorKind::unsupported) {
                ++plan_.skipped;
                return Ok{};
            }
        RB_TRY(const Backend backend, chooseBackend(point.spec.backend));
        point.asset = record;
        point.spec.asset = record.file.string();
        for (const auto& part : asset->second->asset.parts)
            if (!part.context && globMatch(point.spec.parts, part.name)) point.bytes += part.byteSize;
        RB_TRY(point.inputs, openAll(point.spec));
        point.key = runKey(point.spec, record.hash, point.inputs->hashes);
        if (!inShard(point)) return Ok{};
        if (const auto [known, fresh] = byKey_.emplace(point.key, plan_.points.size()); !fresh) {
            plan_.points[known->second].from.push_back(from);
            auto& metrics = plan_.points[known->second].spec.metrics;
            for (const auto& metric : point.spec.metrics)
                if (std::ranges::find(metrics, metric) == metrics.end()) metrics.push_back(metric);
        } else {
            point.from = {from};
            plan_.points.push_back(std::move(point));
        }
        return Ok{};
    }

    // Looked up when all metrics that are asked of a key are known.
    void lookUp(SweepPoint& point) const {
        const auto asked = point.spec.metrics; // none: what suits the kind, which a present row has
        addAlso(point);
        const auto& wanted = asked.empty() ? options_.alsoMeasure : point.spec.metrics;
        point.present = store_.contains(point.key);
        if (!point.present || (!options_.retryFailed && wanted.empty())) return;
        const auto row = store_.row(point.key);
        const bool failed = row && *row && !(*row)->at("error").isNull();
        if (failed)
            point.present = !options_.retryFailed;
        else if (!wanted.empty() && row && *row) {
            point.presentBytes = static_cast<uint64_t>((*row)->at("size_bytes").at("total").asInt());
            point.missingMetrics = store_.missingMetrics(point.key, wanted);
        }
    }

    void addAlso(SweepPoint& point) const {
        if (options_.alsoMeasure.empty()) return;
        auto metrics = point.spec.metrics.empty() ? defaultMetrics(point.asset.kind) : point.spec.metrics;
        const size_t before = metrics.size();
        for (const auto& metric : options_.alsoMeasure)
            if (std::ranges::find(metrics, metric) == metrics.end()) metrics.push_back(metric);
        if (metrics.size() > before) point.spec.metrics = std::move(metrics);
    }
};

// Notes the files in the project; their paths as the project has them.
Result<Json> adoptFiles(const Json& list, ProjectStore& store, JobContext& job) {
    Json out = Json::array();
    for (const auto& name : list.elements()) {
        if (const auto known = store.findAsset(name.asString())) {
            out.push(known->path);
            continue;
        }
        RB_TRY(const AssetRecord record, store.addAsset(name.asString(), job));
        out.push(record.path);
    }
    return out;
}

} // namespace

size_t SweepPlan::todo() const {
    return static_cast<size_t>(std::ranges::count_if(points, &SweepPoint::todo));
}

Result<SweepPlan> planSweep(const SweepOptions& options, ProjectStore& store, JobContext& job, bool dryRun) {
    if (options.shards < 1 || options.shard < 0 || options.shard >= options.shards)
        return badParams(
            fmt::format("shard {} of {}", options.shard, options.shards),
            "--shard",
            "shards count from 0: give 0/4 to 3/4 for four of them"
        );
    return Planner(options, store, job, dryRun).run();
}

Result<Json> adoptExperiment(const Json& experiment, ProjectStore& store, JobContext& job) {
    if (!experiment.isObject())
        return badParams("an experiment is a JSON object", "experiment", "see `rarebit sweep --help`");
    Json adopted = experiment;
    RB_TRY(adopted["assets"], adoptFiles(experiment.at("assets"), store, job));
    for (const auto& [role, files] : experiment.at("inputs").members()) {
        RB_TRY(adopted["inputs"][role], adoptFiles(files, store, job));
    }
    RB_TRY(const auto specs, expand(adopted)); // what cannot be expanded is not kept
    RB_TRY(const std::string id, store.addExperiment(adopted));
    return adopted;
}

Result<std::vector<RunSpec>> projectSpecs(const ProjectStore& store) {
    std::vector<RunSpec> out;
    for (const auto& [id, experiment] : store.experiments()) {
        RB_TRY(auto specs, expand(experiment));
        std::ranges::move(specs, std::back_inserter(out));
    }
    return out;
}

} // namespace rarebit

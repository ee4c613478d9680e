// SPDX-License-Identifier: GPL-3.0-or-later
// One point after the other in this process.
#include "engine/core/params.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/child.hpp"
#include "engine/executors/execution.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace rarebit::executors {
namespace {

constexpr std::chrono::milliseconds pausePoll{50};

std::vector<std::string> comparedParts(const RunSpec& spec, const Asset& asset) {
    std::vector<std::string> names;
    for (const auto& part : asset.parts)
        if (!part.context && globMatch(spec.parts, part.name)) names.push_back(part.name);
    return names;
}

// Metrics of a run that has its row already: from its stream where that was kept, else from a new encoding,
// which must be what was measured then.
Result<std::map<std::string, MetricValue>> measureAgain(
    const SweepPoint& point, const Asset& asset, std::span<const std::byte> keptStream, JobContext& job
) {
    Stream stream;
    Sizes sizes;
    if (!keptStream.empty()) {
        const auto bytes = ownBytes(std::vector<std::byte>(keptStream.begin(), keptStream.end()));
        RB_TRY(stream, parseStream(bytes, "stream of the project"));
        sizes = streamSizes(stream);
    } else {
        RB_TRY(EncodedAsset coded, encodeAsset(point.spec, asset, *point.inputs, job));
        sizes = coded.sizes;
        stream = std::move(coded.stream);
    }
    if (sizes.total() != point.presentBytes)
        return internalError(
            fmt::format(
                "encoding it again gives {} bytes, its row has {}", sizes.total(), point.presentBytes
            ),
            describePoint(point.spec, point.asset.name)
        );
    RB_TRY(const Asset decoded, decodeStream(stream, *point.inputs, job));
    const auto parts = comparedParts(point.spec, asset);
    sizes.original = 0;
    for (const auto& name : parts)
        sizes.original += findPart(asset, name)->byteSize;
    RB_TRY(Measured measured, measureMetrics(point.missingMetrics, asset, decoded, parts, &sizes, job));
    if (measured.values.empty() && !measured.refused.empty()) return measured.refused.begin()->second;
    return std::move(measured.values);
}

} // namespace

std::string describePoint(const RunSpec& spec, const std::string& assetName) {
    std::string params;
    for (const auto& [name, value] : spec.params.members())
        params += fmt::format(
            "{}{}={}", params.empty() ? ":" : ",", name, value.isString() ? value.asString() : value.dump()
        );
    return fmt::format("{}, {}{}", printable(assetName), spec.method, printable(params));
}

void Execution::tell(
    const SweepPoint& point, size_t done, std::string_view step, double fraction, uint64_t memory
) const {
    if (!options.onProgress) return;
    options.onProgress(
        {.key = point.key,
         .label = describePoint(point.spec, point.asset.name),
         .step = std::string(step),
         .fraction = fraction,
         .bytes = point.bytes,
         .memoryBytes = memory,
         .done = done,
         .total = points.size()}
    );
}

void Execution::tellEnded(const SweepPoint& point, size_t done) const {
    const auto label = describePoint(point.spec, point.asset.name);
    if (!options.onProgress)
        return job.progress(static_cast<double>(done) / static_cast<double>(points.size()), label);
    options.onProgress(
        {.key = point.key,
         .label = label,
         .step = "ended",
         .fraction = 1,
         .bytes = point.bytes,
         .done = done,
         .total = points.size(),
         .ended = true}
    );
}

RunResult failedRow(const SweepPoint& point, Error error) {
    RunResult result;
    result.key = point.key;
    result.spec = point.spec;
    if (const auto method = findMethod(point.spec.method)) {
        // Rows show every parameter.
        if (const auto all = makeParams((*method)->params, point.spec.params, point.spec.method))
            result.spec.params = all->toJson();
    }
    result.assetName = point.asset.name;
    result.assetHash = point.asset.hash;
    result.assetKind = point.asset.kind;
    result.originalFileBytes = point.asset.bytes;
    result.inputs = point.inputs ? point.inputs->hashes : Json::object();
    result.error = std::move(error);
    result.environment = environmentRow();
    return result;
}

Result<Finished> runPoint(
    const SweepPoint& point,
    const Asset& asset,
    std::span<const std::byte> keptStream,
    const SweepOptions& options,
    JobContext& parent,
    const std::function<void(double fraction, std::string_view step)>& onProgress
) {
    JobOptions jobOptions;
    jobOptions.seed = point.spec.seed;
    jobOptions.threads = parent.threads();
    jobOptions.stop = parent.stopToken();
    jobOptions.memoryBudget = parent.memoryBudget();
    if (options.keepDetails) jobOptions.wantedDetails.insert("*");
    jobOptions.onProgress = onProgress;
    RB_TRY(jobOptions.backend, chooseBackend(point.spec.backend));
    JobContext job(std::move(jobOptions));
    Finished finished;
    finished.keepDetails = options.keepDetails;
    if (point.present) {
        Result<std::map<std::string, MetricValue>> metrics = internalError("no answer", point.spec.method);
        const Status status = guarded(point.spec.method, [&]() -> Status {
            metrics = measureAgain(point, asset, keptStream, job);
            return Ok{};
        });
        if (!status) return status.error();
        if (!metrics) return metrics.error();
        finished.metricsOnly = true;
        finished.result.key = point.key;
        finished.result.spec = point.spec;
        finished.result.metrics = std::move(*metrics);
        for (auto& [name, value] : finished.result.metrics)
            std::ranges::move(value.details, std::back_inserter(finished.result.details));
        return finished;
    }
    RunKeep keep;
    auto result = runOne(point.spec, asset, *point.inputs, job, options.keepStreams ? &keep : nullptr);
    if (!result) {
        if (result.error().kind == ErrorKind::cancelled) return result.error();
        finished.result = failedRow(point, result.error());
        return finished;
    }
    finished.result = std::move(*result);
    if (finished.result.key != point.key)
        return internalError(
            fmt::format("the run has the key {}, planned was {}", finished.result.key, point.key),
            describePoint(point.spec, point.asset.name)
        );
    if (options.keepStreams && !finished.result.error) finished.stream = keep.stream;
    return finished;
}

Status runLocal(const Execution& execution) {
    std::string openHash;
    Asset asset;
    size_t done = 0;
    for (const SweepPoint* point : execution.points) {
        JobContext& job = execution.job;
        while (execution.options.paused && execution.options.paused() && !job.cancelled())
            std::this_thread::sleep_for(pausePoll);
        if (job.cancelled()) return cancelledError(describePoint(point->spec, point->asset.name));
        const auto tell = [&](double fraction, std::string_view step) {
            execution.tell(*point, done, step, fraction, anonymousMemory(getpid()));
        };
        tell(0, "starting");
        if (openHash != point->asset.hash) {
            // The plan has just checked the content; hashing it again would tell nothing new.
            auto opened = openAsset(point->asset.file, job, point->asset.reader);
            if (!opened) {
                execution.problems.push_back(opened.error());
                execution.tellEnded(*point, ++done);
                continue;
            }
            asset = std::move(*opened);
            asset.hash = openHash = point->asset.hash;
        }
        Bytes kept;
        if (point->present)
            if (const auto stream = execution.store.stream(point->key); stream && *stream) kept = **stream;
        auto finished = runPoint(*point, asset, kept.view, execution.options, job, tell);
        execution.tellEnded(*point, ++done);
        if (finished) {
            RB_CHECK(execution.saver.add(std::move(*finished)));
        } else {
            if (finished.error().kind == ErrorKind::cancelled) return finished.error();
            execution.problems.push_back(finished.error());
        }
    }
    return Ok{};
}

} // namespace rarebit::executors

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/run.hpp"

#include "engine/core/hash.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace rarebit {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Timing summary(std::vector<double> ms) {
    std::ranges::sort(ms);
    return {ms[ms.size() / 2], ms.front(), static_cast<int>(ms.size())};
}

// Method and complete parameters that apply to one part.
struct Choice {
    const MethodDef* method = nullptr;
    Params params;
};

struct Plan {
    Choice main, rest;
    std::vector<std::pair<std::string, Choice>> rules;

    Choice forPart(const Part& part) const {
        Choice choice = main;
        for (const auto& [match, rule] : rules)
            if (globMatch(match, part.name)) choice = rule;
        return choice.method->accepts && !choice.method->accepts(part) ? rest : choice;
    }
};

Result<Choice> makeChoice(const std::string& method, const Json& params) {
    Choice choice;
    RB_TRY(choice.method, findMethod(method));
    RB_TRY(choice.params, makeParams(choice.method->params, params, method));
    return choice;
}

Result<Plan> makePlan(const RunSpec& spec) {
    Plan plan;
    RB_TRY(plan.main, makeChoice(spec.method, spec.params));
    RB_TRY(const SpecText rest, parseSpec(spec.rest));
    Json restParams = Json::object();
    for (const auto& [key, value] : rest.values)
        restParams[key] = value;
    RB_TRY(plan.rest, makeChoice(rest.id, restParams));
    for (const auto& rule : spec.rules) {
        // A rule without a method changes parameters of the main one.
        Json params =
            rule.method.empty() || rule.method == spec.method ? plan.main.params.toJson() : Json::object();
        for (const auto& [key, value] : rule.set.members())
            params[key] = value;
        RB_TRY(Choice choice, makeChoice(rule.method.empty() ? spec.method : rule.method, params));
        plan.rules.emplace_back(rule.match, std::move(choice));
    }
    return plan;
}

std::vector<const Part*> selectParts(const RunSpec& spec, const Asset& asset) {
    std::vector<const Part*> out;
    for (const auto& part : asset.parts)
        if (!part.context && globMatch(spec.parts, part.name)) out.push_back(&part);
    return out;
}

// The parts that one call of encode takes: by granularity, in order of their first part.
struct Batch {
    Choice choice;
    std::vector<Part> parts;
};
std::vector<Batch> makeBatches(const Plan& plan, const std::vector<const Part*>& parts) {
    std::vector<Batch> batches;
    for (const Part* part : parts) {
        Choice choice = plan.forPart(*part);
        const auto granularity = choice.method->granularity;
        const auto same = [&](const Batch& batch) {
            return granularity != Granularity::perPart && batch.choice.method == choice.method &&
                   batch.choice.params == choice.params &&
                   (granularity == Granularity::wholeAsset || batch.parts.front().group == part->group);
        };
        const auto found = std::ranges::find_if(batches, same);
        if (found != batches.end())
            found->parts.push_back(*part);
        else
            batches.push_back({std::move(choice), {*part}});
    }
    return batches;
}

std::string describeBatch(const Batch& batch) {
    return batch.parts.size() == 1
               ? printable(batch.parts.front().name)
               : fmt::format("{} parts from {}", batch.parts.size(), printable(batch.parts.front().name));
}

// Third-party exceptions end here, for every stage of every method.
template <class T>
Result<T> call(const std::string& where, const std::function<Result<T>()>& body) {
    Result<T> out = internalError("no answer", where);
    if (const Status status = guarded(
            where,
            [&]() -> Status {
                out = body();
                return Ok{};
            }
        );
        !status)
        return status.error();
    return out;
}

// True when every original part comes back under its name with the same form, type, shape and bytes.
Result<bool> isLossless(
    const Asset& original, const Asset& decoded, const std::vector<std::string>& names, JobContext& job
) {
    for (const auto& name : names) {
        const Part* a = findPart(original, name);
        const Part* b = findPart(decoded, name);
        if (!a || !b) return false;
        RB_TRY(const bool same, sameContent(*a, *b, job));
        if (!same) return false;
    }
    return true;
}

Status checkInputs(const MethodDef& method, const RunInputs& inputs) {
    for (const auto& need : method.needs)
        if (!need.optional && need.by != Stage::fit && !inputs.assets.contains(need.role))
            return badParams(
                fmt::format("method '{}' needs the input '{}' ({})", method.id, need.role, need.kind),
                method.id,
                fmt::format("give it with --input {}=FILE", need.role)
            );
    return Ok{};
}

void give(JobContext& job, const MethodDef& method, const RunInputs& inputs, Stage stage) {
    std::map<std::string, std::shared_ptr<const Asset>, std::less<>> declared;
    for (const auto& need : method.needs) {
        if (stage == Stage::decode && need.by != Stage::decode) continue;
        if (const auto found = inputs.assets.find(need.role); found != inputs.assets.end())
            declared.insert(*found);
    }
    job.setInputs(std::move(declared));
}

// Counters and position tables of a model are no weights, and their large integers would swamp every pooled
// error: beside real-valued parts they are left out of numeric metrics.
void dropCounters(std::vector<std::string>& names, const Asset& asset) {
    const auto isCounter = [&](const std::string& name) {
        const Part& part = *findPart(asset, name);
        return part.role == "state" && !isReal(part.dtype);
    };
    if (!std::ranges::all_of(names, isCounter)) std::erase_if(names, isCounter);
}

struct MetricChoice {
    const MetricDef* metric = nullptr;
    Params params;
};

Result<MetricChoice> metricChoice(const std::string& text) {
    RB_TRY(const SpecText spec, parseSpec(text));
    MetricChoice choice;
    RB_TRY(choice.metric, findMetric(spec.id));
    Json values = Json::object();
    for (const auto& [key, value] : spec.values)
        values[key] = value;
    RB_TRY(choice.params, makeParams(choice.metric->params, values, text));
    return choice;
}

// Timings leave out the reading of files and the decoding of their own format, so parts are loaded before.
// Assets that take more than a quarter of the memory budget stay lazy: their encoding time holds reading.
Status preload(const RunSpec& spec, Asset& asset, JobContext& job) {
    uint64_t bytes = 0;
    for (const Part* part : selectParts(spec, asset))
        bytes += part->byteSize;
    if (bytes > job.memoryBudget() / 4) return Ok{};
    for (auto& part : asset.parts) {
        if (part.context || !globMatch(spec.parts, part.name)) continue;
        if (job.cancelled()) return cancelledError("loading " + printable(part.name));
        RB_TRY(Payload payload, loadWhole(part, job));
        part = memoryPart(std::move(part), std::move(payload));
    }
    return Ok{};
}

} // namespace

Result<RunSpec> canonicalSpec(const RunSpec& spec) {
    RB_TRY(const Plan plan, makePlan(spec));
    RunSpec out = spec;
    out.params = plan.main.params.toJson(plan.main.method->params);
    for (size_t i = 0; i < out.rules.size(); ++i) {
        out.rules[i].method = plan.rules[i].second.method->id;
        out.rules[i].set = plan.rules[i].second.params.toJson(plan.rules[i].second.method->params);
    }
    for (const auto& metric : spec.metrics)
        RB_CHECK(metricChoice(metric)); // told before anything runs
    if (spec.repeats < 1 || spec.repeats > 1000)
        return badParams(fmt::format("{} repeats", spec.repeats), "repeats", "choose 1 to 1000");
    return out;
}

Result<RunInputs> openInputs(const RunSpec& spec, JobContext& job) {
    RunInputs inputs;
    inputs.hashes = Json::object();
    for (const auto& [role, files] : spec.inputs) {
        // Several files of one role become one asset with all of their parts.
        auto joined = std::make_shared<Asset>();
        Json hashes = Json::array();
        for (const auto& file : files) {
            RB_TRY(Asset asset, openAsset(file, job));
            RB_TRY(const std::string hash, hashAsset(asset, job));
            hashes.push(hash);
            if (hashes.size() == 1) {
                *joined = std::move(asset);
                continue;
            }
            joined->bytes += asset.bytes;
            std::ranges::move(asset.parts, std::back_inserter(joined->parts));
        }
        if (hashes.size() > 1) joined->hash = hashHex(hashes.dump());
        inputs.hashes[role] = hashes;
        inputs.assets[role] = std::move(joined);
    }
    return inputs;
}

Status acceptsSome(const RunSpec& spec, const Asset& asset) {
    RB_TRY(const Plan plan, makePlan(spec));
    const auto parts = selectParts(spec, asset);
    if (parts.empty())
        return badParams(
            fmt::format("no part matches '{}' ({} parts)", printable(spec.parts), asset.parts.size()),
            printable(asset.name),
            "`rarebit info` lists the parts; --parts takes a glob such as '*.weight'"
        );
    const auto taken = [&](const Part* part) { return plan.forPart(*part).method == plan.main.method; };
    if (!plan.rules.empty() || std::ranges::any_of(parts, taken)) return Ok{};
    const Status why = plan.main.method->accepts(*parts.front());
    return unsupported(
        fmt::format(
            "method '{}' accepts no part of this asset: {}", spec.method, why ? "" : why.error().what
        ),
        fmt::format("{}, part {}", printable(asset.name), printable(parts.front()->name)),
        why ? "choose another method" : why.error().fix
    );
}

Result<EncodedAsset>
encodeAsset(const RunSpec& spec, const Asset& asset, const RunInputs& inputs, JobContext& job) {
    RB_TRY(const Plan plan, makePlan(spec));
    RB_CHECK(checkInputs(*plan.main.method, inputs));
    RB_CHECK(acceptsSome(spec, asset));
    const auto parts = selectParts(spec, asset);
    const auto batches = makeBatches(plan, parts);
    EncodedAsset out;
    out.stream.reader = asset.reader;
    out.stream.kind = asset.kind;
    out.stream.meta = asset.meta;
    out.stream.container = asset.container;
    for (const Part* part : parts) {
        out.parts.push_back(part->name);
        out.elements += part->elements();
        out.sizes.original += part->byteSize;
    }
    job.setAsset(&asset);
    std::map<std::string, uint64_t> models;
    for (size_t i = 0; i < batches.size(); ++i) {
        const Batch& batch = batches[i];
        const MethodDef& method = *batch.choice.method;
        const auto where = fmt::format("{}, {}", method.id, describeBatch(batch));
        if (job.cancelled()) return cancelledError(where);
        job.progress(
            static_cast<double>(i) / static_cast<double>(batches.size()), "encoding " + describeBatch(batch)
        );
        give(job, method, inputs, Stage::encode);
        RB_TRY(Encoded encoded, call<Encoded>(where, [&] {
                   return method.encode(batch.parts, batch.choice.params, job);
               }));
        encoded.method = method.id;
        encoded.format = method.format;
        encoded.params = batch.choice.params;
        if (encoded.shape.isNull())
            for (const auto& part : batch.parts)
                encoded.shape.push(describePart(part));
        std::map<std::string, std::string> used;
        for (const auto& need : method.needs)
            if (const auto found = inputs.assets.find(need.role);
                need.by == Stage::decode && found != inputs.assets.end()) {
                used[need.role] = found->second->hash;
                models[found->second->hash] = found->second->bytes;
            }
        out.stream.encoded.push_back(std::move(encoded));
        out.stream.inputs.push_back(std::move(used));
    }
    job.setAsset(nullptr);
    RB_TRY(out.bytes, serialise(out.stream));
    RB_TRY(out.stream, parseStream(out.bytes, "serialised stream"));
    const Sizes coded = streamSizes(out.stream);
    out.sizes.header = coded.header;
    out.sizes.payload = coded.payload;
    out.sizes.side = coded.side;
    for (const auto& [hash, bytes] : models)
        out.sizes.model += bytes;
    if (out.sizes.total() != out.bytes.size())
        return internalError(
            fmt::format("sections add up to {} of {} bytes", out.sizes.total(), out.bytes.size()),
            "stream container"
        );
    return out;
}

Result<Asset> decodeStream(const Stream& stream, const RunInputs& inputs, JobContext& job) {
    Asset asset;
    asset.reader = stream.reader;
    asset.kind = stream.kind;
    asset.meta = stream.meta;
    asset.container = stream.container;
    job.setAsset(nullptr);
    for (size_t i = 0; i < stream.encoded.size(); ++i) {
        const Encoded& encoded = stream.encoded[i];
        if (job.cancelled()) return cancelledError("decoding");
        job.progress(
            static_cast<double>(i) / static_cast<double>(stream.encoded.size()), "decoding " + encoded.method
        );
        RB_TRY(const MethodDef* method, findMethod(encoded.method));
        for (const auto& [role, hash] : stream.inputs[i]) {
            const auto given = inputs.assets.find(role);
            if (given == inputs.assets.end() || given->second->hash != hash)
                return badInput(
                    fmt::format(
                        "the stream was made with a '{}' of hash {}, {}",
                        printable(role),
                        printable(hash),
                        given == inputs.assets.end() ? "and none is given" : "another one is given"
                    ),
                    encoded.method + " stream",
                    fmt::format("give that file with --input {}=FILE", printable(role))
                );
        }
        give(job, *method, inputs, Stage::decode);
        RB_TRY(Asset decoded, call<Asset>(encoded.method + " decoder", [&] {
                   return method->decode(encoded, job);
               }));
        for (const auto& [key, value] : decoded.meta.members())
            asset.meta[key] = value;
        if (!decoded.kind.empty()) asset.kind = decoded.kind;
        if (!method->decodesTo.empty()) asset.kind = method->decodesTo;
        std::ranges::move(decoded.parts, std::back_inserter(asset.parts));
    }
    return asset;
}

std::vector<std::string> defaultMetrics(std::string_view kind) {
    std::vector<std::string> out;
    for (const auto& metric : allMetrics())
        if (std::ranges::find(metric.defaultFor, kind) != metric.defaultFor.end()) out.push_back(metric.id);
    return out;
}

Result<Measured> measureMetrics(
    const std::vector<std::string>& metricSpecs,
    const Asset& original,
    const Asset& decoded,
    const std::vector<std::string>& parts,
    const Sizes* sizes,
    JobContext& job
) {
    Measured out;
    const bool asked = !metricSpecs.empty();
    for (const auto& text : asked ? metricSpecs : defaultMetrics(original.kind)) {
        RB_TRY(const MetricChoice choice, metricChoice(text));
        std::vector<std::string> fitting;
        std::optional<Error> refused;
        for (const auto& name : parts) {
            const Part* part = findPart(original, name);
            if (!part) continue;
            const Status accepted = choice.metric->accepts ? choice.metric->accepts(*part) : Status(Ok{});
            if (accepted)
                fitting.push_back(name);
            else if (!refused)
                refused = accepted.error();
        }
        if (choice.metric->accepts) dropCounters(fitting, original);
        if (fitting.empty()) {
            if (!refused)
                refused =
                    badInput("no part that both assets have", text, "choose parts that both assets have");
            if (asked) out.refused.emplace(text, std::move(*refused));
            continue;
        }
        job.setAsset(&original);
        auto value = call<MetricValue>(choice.metric->id, [&] {
            return choice.metric->measure({original, decoded, fitting, choice.params, sizes}, job);
        });
        job.setAsset(nullptr);
        if (value)
            out.values[text] = std::move(*value);
        else if (value.error().kind == ErrorKind::cancelled)
            return value.error();
        else if (asked)
            out.refused.emplace(text, value.error());
    }
    return out;
}

Result<RunResult> runOne(const RunSpec& spec, const Asset& asset, JobContext& job, RunKeep* keep) {
    RB_TRY(const RunInputs inputs, openInputs(spec, job));
    return runOne(spec, asset, inputs, job, keep);
}

Result<RunResult>
runOne(const RunSpec& given, const Asset& original, const RunInputs& inputs, JobContext& job, RunKeep* keep) {
    RB_TRY(RunSpec spec, canonicalSpec(given));
    Asset asset = original;
    RB_TRY(asset.hash, hashAsset(asset, job));
    RunResult result;
    result.spec = spec;
    result.assetName = asset.name;
    result.assetHash = asset.hash;
    result.assetKind = asset.kind;
    result.originalFileBytes = asset.bytes;
    result.environment = environmentRow();
    result.inputs = inputs.hashes;
    result.key = runKey(spec, asset.hash, inputs.hashes);
    RB_TRY(const Choice complete, makeChoice(spec.method, spec.params));
    result.spec.params = complete.params.toJson(); // rows show every parameter; keys hold those that differ

    const auto measure = [&]() -> Status {
        RB_CHECK(preload(spec, asset, job));
        std::vector<double> encodeMs, decodeMs;
        std::optional<EncodedAsset> coded;
        Asset decoded;
        for (int repeat = 0; repeat < spec.repeats; ++repeat) {
            auto start = Clock::now();
            RB_TRY(EncodedAsset fresh, encodeAsset(spec, asset, inputs, job));
            encodeMs.push_back(millisecondsSince(start));
            if (coded && !std::ranges::equal(coded->bytes.view, fresh.bytes.view))
                return internalError("two encodings with the same seed differ", spec.method);
            coded = std::move(fresh);
            start = Clock::now();
            RB_TRY(decoded, decodeStream(coded->stream, inputs, job));
            for (const auto& part :
                 decoded.parts) { // parts may decode when loaded: that is decoding time too
                RB_TRY(const Payload payload, part.load({}, job));
            }
            decodeMs.push_back(millisecondsSince(start));
        }
        result.sizes = coded->sizes;
        result.elements = coded->elements;
        result.encode = summary(std::move(encodeMs));
        result.decode = summary(std::move(decodeMs));
        job.progress(0, "measuring");
        RB_TRY(result.lossless, isLossless(asset, decoded, coded->parts, job));
        RB_TRY(
            Measured measured, measureMetrics(spec.metrics, asset, decoded, coded->parts, &coded->sizes, job)
        );
        result.metrics = std::move(measured.values);
        for (const auto& [name, why] : measured.refused)
            result.metricNotes[name] = why.what;
        for (auto& [name, value] : result.metrics)
            std::ranges::move(value.details, std::back_inserter(result.details));
        std::ranges::move(job.takeDetails(), std::back_inserter(result.details));
        if (keep) {
            keep->stream = coded->bytes;
            keep->decoded = std::move(decoded);
        }
        return Ok{};
    };
    const Status status = guarded(spec.method, measure);
    job.setAsset(nullptr);
    if (!status) {
        if (status.error().kind == ErrorKind::cancelled || status.error().kind == ErrorKind::badParams)
            return status.error();
        result.error = status.error();
    }
    return result;
}

} // namespace rarebit

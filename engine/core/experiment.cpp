// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/experiment.hpp"

#include "engine/core/hash.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/sampling.hpp"

#include <fmt/format.h>

namespace rarebit {
namespace {

std::vector<std::string> strings(const Json& array) {
    std::vector<std::string> out;
    for (const auto& element : array.elements())
        out.push_back(element.asString());
    return out;
}

Json rulesJson(const std::vector<Rule>& rules) {
    Json out = Json::array();
    for (const auto& rule : rules)
        out.push(Json::object({{"match", rule.match}, {"method", rule.method}, {"set", rule.set}}));
    return out;
}

std::vector<Rule> rulesFromJson(const Json& json) {
    std::vector<Rule> rules;
    for (const auto& rule : json.elements())
        rules.push_back({rule.at("match").asString(), rule.at("method").asString(), rule.at("set")});
    return rules;
}

Json timingJson(const Timing& timing) {
    return Json::object({{"median", timing.medianMs}, {"min", timing.minMs}, {"repeats", timing.repeats}});
}
Timing timingFromJson(const Json& json) {
    return {
        json.at("median").asDouble(),
        json.at("min").asDouble(),
        static_cast<int>(json.at("repeats").asInt())};
}

double ratio(uint64_t original, uint64_t coded) {
    return coded == 0 ? std::nan("") : static_cast<double>(original) / static_cast<double>(coded);
}

} // namespace

Json toJson(const RunSpec& spec) {
    Json inputs = Json::object();
    for (const auto& [role, files] : spec.inputs)
        inputs[role] = Json::list(files);
    return Json::object({
        {"asset", spec.asset},
        {"parts", spec.parts},
        {"method", spec.method},
        {"rest", spec.rest},
        {"backend", spec.backend},
        {"params", spec.params.isObject() ? spec.params : Json::object()},
        {"rules", rulesJson(spec.rules)},
        {"inputs", inputs},
        {"metrics", Json::list(spec.metrics)},
        {"seed", spec.seed},
        {"repeats", spec.repeats},
    });
}

Result<RunSpec> runSpecFromJson(const Json& json) {
    if (!json.isObject() || json.at("method").asString().empty())
        return badParams(
            "a run spec is an object with at least 'asset' and 'method'",
            "run spec",
            "see `rarebit sweep --help`"
        );
    RunSpec spec;
    spec.asset = json.at("asset").asString();
    spec.parts = json.at("parts").asString("*");
    spec.method = json.at("method").asString();
    spec.rest = json.at("rest").asString("store");
    spec.backend = json.at("backend").asString("cpu");
    spec.params = json.at("params");
    spec.rules = rulesFromJson(json.at("rules"));
    for (const auto& [role, files] : json.at("inputs").members())
        spec.inputs[role] = strings(files);
    spec.metrics = strings(json.at("metrics"));
    spec.seed = static_cast<uint64_t>(json.at("seed").asInt(1));
    spec.repeats = static_cast<int>(json.at("repeats").asInt(1));
    return spec;
}

Json toJson(const RunResult& r) {
    Json metrics = Json::object(), errors = Json::object();
    for (const auto& [name, value] : r.metrics) {
        metrics[name] = value.value; // infinity and NaN print as null
        if (std::isfinite(value.standardError)) errors[name] = value.standardError;
    }
    Json notes = Json::object();
    for (const auto& [name, why] : r.metricNotes)
        notes[name] = why;
    Json error;
    if (r.error)
        error = Json::object({
            {"kind", toString(r.error->kind)},
            {"what", r.error->what},
            {"where", r.error->where},
            {"fix", r.error->fix},
        });
    const uint64_t total = r.sizes.total();
    return Json::object({
        {"key", r.key},
        {"asset", r.assetName},
        {"asset_hash", r.assetHash},
        {"asset_kind", r.assetKind},
        {"parts", r.spec.parts},
        {"method", r.spec.method},
        {"rest", r.spec.rest},
        {"params", r.spec.params.isObject() ? r.spec.params : Json::object()},
        {"backend", r.spec.backend},
        {"seed", r.spec.seed},
        {"inputs", r.inputs.isObject() ? r.inputs : Json::object()},
        {"rules", rulesJson(r.spec.rules)},
        {"fit", r.fit.empty() ? Json() : Json(r.fit)},
        {"size_bytes",
         Json::object(
             {{"original", r.sizes.original},
              {"header", r.sizes.header},
              {"payload", r.sizes.payload},
              {"side", r.sizes.side},
              {"total", total},
              {"model", r.sizes.model}}
         )},
        {"original_file_bytes", r.originalFileBytes},
        {"elements", r.elements},
        {"ratio", ratio(r.sizes.original, total)},
        {"ratio_with_model", ratio(r.sizes.original, total + r.sizes.model)},
        {"rate_bits_per_element", r.elements > 0 ? 8.0 * double(total) / double(r.elements) : std::nan("")},
        {"encode_ms", timingJson(r.encode)},
        {"decode_ms", timingJson(r.decode)},
        {"peak_memory_bytes", r.peakMemoryBytes ? Json(*r.peakMemoryBytes) : Json()},
        {"metrics", metrics},
        {"metric_errors", errors},
        {"metric_notes", notes},
        {"lossless", r.lossless},
        {"error", error},
        {"environment", r.environment},
    });
}

Result<RunResult> runResultFromJson(const Json& row) {
    if (row.at("key").asString().empty() || row.at("method").asString().empty())
        return badInput(
            "a result row without 'key' or 'method'",
            "result row",
            "the line is damaged; `rarebit project check` lists such lines"
        );
    RunResult r;
    r.key = row.at("key").asString();
    r.spec.asset = r.assetName = row.at("asset").asString();
    r.assetHash = row.at("asset_hash").asString();
    r.assetKind = row.at("asset_kind").asString();
    r.spec.parts = row.at("parts").asString("*");
    r.spec.method = row.at("method").asString();
    r.spec.rest = row.at("rest").asString("store");
    r.spec.params = row.at("params");
    r.spec.backend = row.at("backend").asString("cpu");
    r.spec.seed = static_cast<uint64_t>(row.at("seed").asInt(1));
    r.spec.rules = rulesFromJson(row.at("rules"));
    r.inputs = row.at("inputs");
    r.fit = row.at("fit").asString();
    const Json& sizes = row.at("size_bytes");
    const auto bytes = [&](const char* name) {
        return static_cast<uint64_t>(std::max<int64_t>(0, sizes.at(name).asInt()));
    };
    r.sizes = {bytes("original"), bytes("header"), bytes("payload"), bytes("side"), bytes("model")};
    r.originalFileBytes = static_cast<uint64_t>(row.at("original_file_bytes").asInt());
    r.elements = row.at("elements").asInt();
    r.encode = timingFromJson(row.at("encode_ms"));
    r.decode = timingFromJson(row.at("decode_ms"));
    r.spec.repeats = r.encode.repeats;
    if (row.at("peak_memory_bytes").isNumber())
        r.peakMemoryBytes = static_cast<uint64_t>(row.at("peak_memory_bytes").asInt());
    r.lossless = row.at("lossless").asBool();
    for (const auto& [name, value] : row.at("metrics").members()) {
        MetricValue metric;
        // null stands for infinity where the reconstruction is exact, for "not measurable" elsewhere
        metric.value = value.isNumber() ? value.asDouble() : r.lossless ? INFINITY : std::nan("");
        metric.standardError = row.at("metric_errors").at(name).asDouble(std::nan(""));
        r.metrics[name] = metric;
        r.spec.metrics.push_back(name);
    }
    for (const auto& [name, why] : row.at("metric_notes").members())
        r.metricNotes[name] = why.asString();
    if (const Json& error = row.at("error"); error.isObject()) {
        Error e = internalError(error.at("what").asString(), error.at("where").asString());
        for (const auto kind :
             {ErrorKind::badInput,
              ErrorKind::badParams,
              ErrorKind::unsupported,
              ErrorKind::io,
              ErrorKind::outOfMemory,
              ErrorKind::cancelled})
            if (error.at("kind").asString() == toString(kind)) e.kind = kind;
        e.fix = error.at("fix").asString();
        r.error = e;
    }
    r.environment = row.at("environment");
    return r;
}

Result<std::vector<RunSpec>> expand(const Json& experiment) {
    const auto bad = [](std::string what) {
        return badParams(
            std::move(what), "experiment", "give {\"assets\":[...],\"methods\":[\"id:key=value\",...]}"
        );
    };
    if (!experiment.isObject()) return bad("an experiment is a JSON object");
    for (const char* list : {"assets", "methods"})
        if (!experiment.at(list).isArray()) return bad(fmt::format("'{}' is no list", list));
    std::optional<Sampling> sampling;
    if (experiment.contains("sample")) {
        RB_TRY(sampling, samplingFromJson(experiment.at("sample")));
    }
    std::vector<std::pair<std::string, std::vector<Json>>> points; // method, its parameter objects
    for (const auto& text : experiment.at("methods").elements()) {
        RB_TRY(const SpecText spec, parseSpec(text.asString()));
        RB_TRY(const MethodDef* method, findMethod(spec.id));
        RB_TRY(auto values, sampling ? samplePoints(spec, method->params, *sampling) : expandSpec(spec));
        for (auto& value : values) {
            RB_TRY(const Params params, makeParams(method->params, value, text.asString()));
            value = params.toJson(method->params);
        }
        points.emplace_back(spec.id, std::move(values));
    }
    Json common = experiment;
    std::vector<RunSpec> specs;
    for (const auto& asset : experiment.at("assets").elements())
        for (const auto& [method, values] : points)
            for (const auto& value : values) {
                common["asset"] = asset;
                common["method"] = method;
                common["params"] = value;
                RB_TRY(RunSpec spec, runSpecFromJson(common));
                specs.push_back(std::move(spec));
            }
    return specs;
}

std::string runKey(const RunSpec& spec, std::string_view assetHash, const Json& inputHashes) {
    Json canonical = toJson(spec);
    for (const char* name : {"asset", "metrics", "repeats", "inputs"})
        canonical.erase(name);
    canonical["asset_hash"] = assetHash;
    canonical["input_hashes"] = inputHashes;
    Json versions = Json::object();
    const auto stamp = [&](const std::string& id) {
        for (const auto& method : allMethods())
            if (method.id == id) versions[id] = Json::array({method.format, method.revision});
    };
    stamp(spec.method);
    stamp(spec.rest);
    for (const auto& rule : spec.rules)
        stamp(rule.method);
    canonical["versions"] = versions;
    return hashHex(canonical.dump());
}

} // namespace rarebit

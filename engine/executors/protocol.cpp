// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executors/protocol.hpp"

#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/store/detail_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

namespace rarebit::executors {

std::optional<std::string> LineBuffer::next() {
    const size_t end = text_.find('\n', at_);
    if (end == std::string::npos) {
        text_.erase(0, at_);
        at_ = 0;
        return std::nullopt;
    }
    std::string line = text_.substr(at_, end - at_);
    at_ = end + 1;
    return line;
}

Json errorJson(const Error& error) {
    return Json::object({
        {"kind", toString(error.kind)},
        {"what", error.what},
        {"where", error.where},
        {"fix", error.fix},
    });
}

Error errorFromJson(const Json& json) {
    Error error = internalError(
        json.at("what").asString("the worker gave no reason"), json.at("where").asString("worker")
    );
    for (const auto kind :
         {ErrorKind::badInput,
          ErrorKind::badParams,
          ErrorKind::unsupported,
          ErrorKind::io,
          ErrorKind::outOfMemory,
          ErrorKind::cancelled})
        if (json.at("kind").asString() == toString(kind)) error.kind = kind;
    error.fix = json.at("fix").asString(error.fix);
    return error;
}

Json runRequest(
    uint64_t id, const SweepPoint& point, const SweepOptions& options, int threads, uint64_t memory
) {
    Json request = Json::object({
        {"id", id},
        {"op", point.present ? "measure" : "run"},
        {"spec", toJson(point.spec)},
        {"asset",
         Json::object({
             {"path", point.asset.file.string()},
             {"hash", point.asset.hash},
             {"reader", point.asset.reader},
         })},
        {"key", point.key},
        {"threads", threads},
        {"memory", memory},
        {"details", options.keepDetails},
        {"stream", options.keepStreams},
    });
    if (point.present) {
        request["metrics"] = Json::list(point.missingMetrics);
        request["bytes"] = point.presentBytes;
    }
    return request;
}

Result<SweepPoint> pointFromRequest(const Json& request) {
    SweepPoint point;
    RB_TRY(point.spec, runSpecFromJson(request.at("spec")));
    RB_TRY(point.spec, canonicalSpec(point.spec));
    const Json& asset = request.at("asset");
    point.asset.file = asset.at("path").asString();
    point.asset.hash = asset.at("hash").asString();
    point.asset.reader = asset.at("reader").asString();
    point.asset.name = point.asset.file.filename().string();
    point.spec.asset = point.asset.file.string();
    point.key = request.at("key").asString();
    point.present = request.at("op").asString() == "measure";
    for (const auto& metric : request.at("metrics").elements())
        point.missingMetrics.push_back(metric.asString());
    point.presentBytes = static_cast<uint64_t>(std::max<int64_t>(0, request.at("bytes").asInt()));
    return point;
}

Json metricsJson(const std::map<std::string, MetricValue>& metrics) {
    RunResult carrier;
    carrier.metrics = metrics;
    const Json row = toJson(carrier);
    std::vector<std::string> infinite;
    for (const auto& [name, value] : metrics)
        if (std::isinf(value.value)) infinite.push_back(name);
    return Json::object({
        {"metrics", row.at("metrics")},
        {"metric_errors", row.at("metric_errors")},
        {"infinite", Json::list(infinite)},
    });
}

std::map<std::string, MetricValue> metricsFromJson(const Json& json) {
    std::map<std::string, MetricValue> out;
    for (const auto& [name, value] : json.at("metrics").members()) {
        out[name].value = value.isNumber() ? value.asDouble() : std::nan("");
        out[name].standardError = json.at("metric_errors").at(name).asDouble(std::nan(""));
    }
    for (const auto& name : json.at("infinite").elements())
        out[name.asString()].value = INFINITY;
    return out;
}

Json detailEntry(const Detail& detail, const std::string& file) {
    Json entry = store::describeDetail(detail);
    entry["file"] = file;
    return entry;
}

Status writeDetail(const Detail& detail, const std::filesystem::path& folder, const std::string& file) {
    // Read once and removed: not worth the sync of writeFile().
    const Bytes bytes = payloadBytes(detail.values);
    const auto path = folder / file;
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (out) return Ok{};
    return ioError(
        fmt::format("cannot write {}", humanBytes(bytes.size())),
        printable(path.string()),
        "free some disk space, or set TMPDIR to another folder"
    );
}

Result<Detail> readDetail(const Json& json, const std::filesystem::path& folder) {
    RB_TRY(const auto path, pathInside(folder, json.at("file").asString(), "detail of a worker"));
    RB_TRY(Bytes bytes, mapFile(path));
    return store::detailFromJson(json, std::move(bytes));
}

void injectFault(const Json& spec) {
    const char* variable = std::getenv("RAREBIT_TEST_FAULT");
    if (!variable) return;
    std::string_view fault = variable;
    if (const size_t at = fault.find('@'); at != std::string_view::npos) {
        if (spec.dump().find(fault.substr(at + 1)) == std::string::npos) return;
        fault = fault.substr(0, at);
    }
    if (fault == "crash") raise(SIGSEGV);
    while (fault == "hang")
        std::this_thread::sleep_for(std::chrono::seconds(1));
    if (fault.starts_with("memory:")) {
        const size_t bytes = std::strtoull(std::string(fault.substr(7)).c_str(), nullptr, 10) << 20;
        const size_t step = size_t(16) << 20;
        std::vector<std::vector<char>> taken;
        for (size_t have = 0; have < bytes; have += step) {
            taken.emplace_back(step, 'x');
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
}

} // namespace rarebit::executors

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.hpp"
#include "engine/blocks/stats.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

namespace rarebit::cli {
namespace {

constexpr uint64_t hashUnasked = uint64_t(64) << 20;
constexpr size_t partsShown = 40;

std::string shapeText(const std::vector<int64_t>& shape) {
    return fmt::format("[{}]", fmt::join(shape, ", "));
}

std::string dtypeText(const Part& part) {
    return part.form == PayloadForm::tensor ? std::string(info(part.dtype).name) : toString(part.form);
}

Json metaOf(const Asset& asset) {
    Json meta = asset.meta.isObject() ? asset.meta : Json::object();
    for (const auto& [key, value] : asset.counts.members())
        meta[key] = value;
    return meta;
}

// Null where a part's values have no order (complex numbers).
Result<Json> statisticsOf(const Part& part, JobContext& job) {
    auto found = partStatistics(part, job);
    if (!found && found.error().kind == ErrorKind::unsupported) return Json();
    return found;
}

Result<Json> describe(const Arguments& arguments, const std::string& file) {
    RB_TRY(JobContext job, arguments.job());
    RB_TRY(Asset asset, openAsset(file, job, arguments.get("--reader")));
    const bool stats = arguments.has("--stats");
    if (stats || arguments.has("--hash") || asset.bytes < hashUnasked) {
        RB_TRY(asset.hash, hashAsset(asset, job));
    }
    const auto glob = arguments.get("--parts", "*");
    Json parts = Json::array();
    for (const auto& part : asset.parts) {
        if (!globMatch(glob, part.name)) continue;
        Json entry = Json::object({
            {"name", part.name},
            {"role", part.role},
            {"dtype", dtypeText(part)},
            {"shape", Json::list(part.shape)},
            {"bytes", part.byteSize},
        });
        if (!part.group.empty()) entry["group"] = part.group;
        if (part.context) entry["context"] = true;
        if (stats) {
            RB_TRY(entry["stats"], statisticsOf(part, job));
        }
        parts.push(std::move(entry));
    }
    if (parts.size() == 0 && !asset.parts.empty())
        return badParams(
            fmt::format("no part matches '{}' ({} parts)", glob, asset.parts.size()),
            file,
            "leave --parts out to list them all"
        );
    return Json::object({
        {"path", file},
        {"name", asset.name},
        {"kind", asset.kind},
        {"reader", asset.reader},
        {"hash", asset.hash.empty() ? Json() : Json(asset.hash)},
        {"bytes", asset.bytes},
        {"meta", metaOf(asset)},
        {"parts", parts},
    });
}

void printAsset(const Json& asset, bool everything) {
    print(fmt::format(
        "{}: {} ({}), {}, {} part{}\n",
        printable(asset.at("path").asString()),
        asset.at("kind").asString(),
        asset.at("reader").asString(),
        humanBytes(static_cast<uint64_t>(asset.at("bytes").asInt())),
        asset.at("parts").size(),
        asset.at("parts").size() == 1 ? "" : "s"
    ));
    for (const auto& [key, value] : asset.at("meta").members())
        if (!value.isObject() && !value.isArray())
            print(fmt::format(
                "  {}: {}\n", printable(key), printable(value.isString() ? value.asString() : value.dump())
            ));
    std::vector<std::vector<std::string>> rows{{"  part", "role", "type", "shape", "bytes"}};
    const bool stats = asset.at("parts").at(size_t{0}).contains("stats");
    if (stats)
        for (const char* name : {"mean", "std", "min", "max", "kurtosis", "entropy_bits"})
            rows[0].emplace_back(name);
    size_t shown = 0;
    for (const auto& part : asset.at("parts").elements()) {
        if (!everything && shown++ == partsShown) break;
        std::vector<int64_t> shape;
        for (const auto& extent : part.at("shape").elements())
            shape.push_back(extent.asInt());
        rows.push_back({
            "  " + printable(part.at("name").asString()),
            printable(part.at("role").asString()),
            part.at("dtype").asString(),
            shapeText(shape),
            fmt::to_string(part.at("bytes").asInt()),
        });
        if (stats)
            for (const char* name : {"mean", "std", "min", "max", "kurtosis", "entropy_bits"})
                rows.back().push_back(number(part.at("stats").at(name).asDouble(std::nan(""))));
    }
    print(table(rows));
    if (!everything && asset.at("parts").size() > partsShown)
        print(fmt::format("  ... {} more; --parts '*' shows all\n", asset.at("parts").size() - partsShown));
}

Result<int> runInfo(const Arguments& arguments) {
    const auto& files = arguments.positionals.find("FILE")->second;
    Json assets = Json::array();
    size_t worked = 0;
    std::optional<Error> first;
    for (const auto& file : files) {
        auto entry = describe(arguments, file);
        if (entry) {
            ++worked;
            if (!arguments.json) printAsset(*entry, arguments.has("--parts"));
            assets.push(std::move(*entry));
            continue;
        }
        if (entry.error().kind == ErrorKind::cancelled) return entry.error();
        if (files.size() == 1) return entry.error();
        if (arguments.json)
            assets.push(Json::object({{"path", file}, {"error", errorJson(entry.error())}}));
        else
            report(entry.error(), false);
        if (!first) first = entry.error();
    }
    if (arguments.json) printJson(Json::object({{"assets", assets}}));
    return worked == files.size() ? ok : worked > 0 ? partly : failed;
}

} // namespace

std::vector<Verb> infoVerbs() {
    return {{
        .name = "info",
        .summary = "what a file holds: kind, reader, parts (reads headers only)",
        .positionals = {{"FILE", "files or folders", 1, -1}},
        .options =
            {{"--stats", "", "statistics of every part (reads the data)"},
             {"--hash", "", "content hash (reads the data)"},
             {"--parts", "GLOB", "only parts whose names match"},
             {"--reader", "ID", "open with this reader"}},
        .run = runInfo,
    }};
}

} // namespace rarebit::cli

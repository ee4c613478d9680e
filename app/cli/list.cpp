// SPDX-License-Identifier: GPL-3.0-or-later
// methods, metrics, readers, studies: the tables of definitions, and one definition with its help page.
#include "app/cli/cli.hpp"
#include "app/cli/folders.hpp"
#include "engine/core/files.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rarebit::cli {
namespace {

// Roles of the parts of each kind of asset, for --kind.
std::vector<std::string> rolesOf(std::string_view kind) {
    if (kind == "model" || kind == "tensor" || kind == "embedding" || kind == "field") return {"weight"};
    if (kind == "kv") return {"kv.key", "kv.value"};
    if (kind == "video") return {"video.plane"};
    if (kind == "dna") return {"dna.bases", "dna.names", "dna.qualities"};
    return {std::string(kind)};
}

Json methodJson(const MethodInfo& m) {
    return Json::object({
        {"id", m.id},
        {"title", m.title},
        {"family", m.family},
        {"paper", m.paper},
        {"fidelity", m.fidelity},
        {"granularity", m.granularity},
        {"decodes_to", m.decodesTo.empty() ? Json() : Json(m.decodesTo)},
        {"format", m.format},
        {"revision", m.revision},
        {"module", m.module.empty() ? Json() : Json(m.module)},
        {"needs", m.needs},
        {"takes", m.takes},
        {"params", m.params},
    });
}

Json metricJson(const MetricInfo& m) {
    return Json::object({
        {"id", m.id},
        {"title", m.title},
        {"unit", m.unit},
        {"better", m.better},
        {"revision", m.revision},
        {"default_for", Json::list(m.defaultFor)},
        {"needs", m.needs},
        {"params", m.params},
    });
}

Json readerJson(const ReaderInfo& r) {
    return Json::object({
        {"id", r.id},
        {"title", r.title},
        {"kinds", r.kinds},
        {"extensions", Json::list(r.extensions)},
        {"exact", r.exact},
        {"writes", r.writes},
        {"module", r.module.empty() ? Json() : Json(r.module)},
    });
}

Json studyJson(const StudyInfo& s) {
    return Json::object({
        {"id", s.id},
        {"title", s.title},
        {"family", s.family},
        {"paper", s.paper},
        {"revision", s.revision},
        {"needs", s.needs},
        {"params", s.params},
    });
}

std::string rangeText(const Json& param) {
    if (param.at("choices").size() > 0) {
        std::string out;
        for (const auto& choice : param.at("choices").elements())
            out += (out.empty() ? "" : "|") + choice.asString();
        return out;
    }
    if (param.at("min").isNull()) return param.at("type").asString();
    return fmt::format("{}..{}", param.at("min").dump(), param.at("max").dump());
}

// One definition: its parameters, then its help page as written.
Status printOne(const Json& entry, const char* folder) {
    print(fmt::format("{}: {}\n", entry.at("id").asString(), entry.at("title").asString()));
    std::vector<std::vector<std::string>> rows{{"  parameter", "values", "default", "unit", "help"}};
    for (const auto& param : entry.at("params").elements())
        rows.push_back({
            "  " + param.at("name").asString(),
            rangeText(param),
            param.at("default").isString() ? param.at("default").asString() : param.at("default").dump(),
            param.at("unit").asString(),
            param.at("help").asString(),
        });
    if (rows.size() > 1) print(table(rows));
    RB_TRY(const auto help, helpFolder());
    const auto page = help / folder / (entry.at("id").asString() + ".md");
    std::error_code code;
    if (std::filesystem::exists(page, code)) {
        RB_TRY(const Bytes text, mapFile(page));
        print(fmt::format("\n{}", text.text()));
    }
    return Ok{};
}

Result<int> show(
    const Arguments& arguments,
    const char* list,
    const char* folder,
    const Json& entries,
    const std::vector<const char*>& columns
) {
    const auto ids = arguments.positionals.find("ID");
    if (ids != arguments.positionals.end() && !ids->second.empty()) {
        const auto& id = ids->second.front();
        const auto& all = entries.elements();
        const auto found =
            std::ranges::find_if(all, [&](const Json& e) { return e.at("id").asString() == id; });
        if (found == all.end()) {
            std::vector<std::string> names;
            for (const auto& e : all)
                names.push_back(e.at("id").asString());
            const auto near = nearest(id, names);
            return badParams(
                fmt::format("there is nothing called '{}' among the {}", printable(id), list),
                list,
                near.empty() ? fmt::format("`rarebit {}` lists them", list)
                             : fmt::format("did you mean '{}'?", near)
            );
        }
        if (arguments.json)
            printJson(Json::object({{list, Json::array({*found})}}));
        else
            RB_CHECK(printOne(*found, folder));
        return ok;
    }
    if (arguments.json) {
        printJson(Json::object({{list, entries}}));
        return ok;
    }
    std::vector<std::vector<std::string>> rows{{}};
    for (const char* column : columns)
        rows[0].emplace_back(column);
    for (const auto& e : entries.elements()) {
        rows.emplace_back();
        for (const char* column : columns) {
            std::string text = e.at(column).asString();
            for (const auto& item : e.at(column).elements())
                text += (text.empty() ? "" : " ") + item.asString();
            rows.back().push_back(text);
        }
    }
    print(entries.size() == 0 ? fmt::format("no {}\n", list) : table(rows));
    return ok;
}

Result<int> runMethods(const Arguments& arguments) {
    std::optional<Asset> asset;
    if (arguments.has("--for")) {
        RB_TRY(JobContext job, arguments.job());
        RB_TRY(asset, openAsset(arguments.get("--for"), job));
    }
    const auto wanted =
        arguments.has("--kind") ? rolesOf(arguments.get("--kind")) : std::vector<std::string>{};
    Json entries = Json::array();
    for (const auto& method : allMethods()) {
        if (!wanted.empty() && std::ranges::none_of(method.takes.elements(), [&](const Json& role) {
                return std::ranges::find(wanted, role.asString()) != wanted.end();
            }))
            continue;
        if (asset) {
            RB_TRY(const MethodDef* definition, findMethod(method.id));
            if (std::ranges::none_of(asset->parts, [&](const Part& part) {
                    return !part.context && static_cast<bool>(definition->accepts(part));
                }))
                continue;
        }
        entries.push(methodJson(method));
    }
    return show(arguments, "methods", "methods", entries, {"id", "title", "fidelity", "takes"});
}

Result<int> runMetrics(const Arguments& arguments) {
    Json entries = Json::array();
    for (const auto& metric : allMetrics())
        entries.push(metricJson(metric));
    return show(arguments, "metrics", "metrics", entries, {"id", "title", "unit", "better", "default_for"});
}

Result<int> runReaders(const Arguments& arguments) {
    Json entries = Json::array();
    for (const auto& reader : allReaders())
        entries.push(readerJson(reader));
    return show(arguments, "readers", "assets", entries, {"id", "title", "kinds", "extensions"});
}

Result<int> runStudies(const Arguments& arguments) {
    Json entries = Json::array();
    for (const auto& study : allStudies())
        entries.push(studyJson(study));
    return show(arguments, "studies", "studies", entries, {"id", "title"});
}

} // namespace

std::vector<Verb> listVerbs() {
    const Positional id{"ID", "show this one with its parameters and help", 0, 1};
    return {
        {.name = "methods",
         .summary = "the compression methods, or one with its parameters and help",
         .positionals = {id},
         .options =
             {{"--for", "FILE", "only those that accept a part of this file"},
              {"--kind", "K", "only those for this kind of asset"}},
         .run = runMethods},
        {.name = "metrics", .summary = "the metrics", .positionals = {id}, .options = {}, .run = runMetrics},
        {.name = "readers",
         .summary = "the readers of files",
         .positionals = {id},
         .options = {},
         .run = runReaders},
        {.name = "studies", .summary = "the studies", .positionals = {id}, .options = {}, .run = runStudies},
    };
}

} // namespace rarebit::cli

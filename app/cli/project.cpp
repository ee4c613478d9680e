// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.hpp"
#include "engine/core/text.hpp"
#include "engine/store/project_files.hpp"
#include "engine/store/project_store.hpp"

#include <fmt/format.h>

namespace rarebit::cli {
namespace {

Result<int> runNew(const Arguments& arguments) {
    const auto& folder = arguments.positional("DIR");
    RB_TRY(const auto store, ProjectStore::create(folder));
    RB_TRY(JobContext job, arguments.job());
    Json assets = Json::array();
    for (const auto& file : arguments.all("--asset")) {
        RB_TRY(const AssetRecord record, store->addAsset(file, job));
        assets.push(record.name);
    }
    if (arguments.json)
        printJson(Json::object({{"project", folder}, {"assets", assets}}));
    else
        note(arguments, fmt::format("{}: a new project with {} assets", printable(folder), assets.size()));
    return ok;
}

Result<int> runCheck(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    RB_TRY(
        const CheckReport found, checkProject(arguments.positional("DIR"), job, arguments.has("--repair"))
    );
    if (arguments.json) {
        printJson(toJson(found));
    } else {
        for (const auto* list : {&found.findings, &found.notes})
            for (const auto& finding : *list)
                print(fmt::format(
                    "{}: {}{}: {}{}\n",
                    finding.kind,
                    printable(finding.file),
                    finding.line ? fmt::format(":{}", finding.line) : "",
                    printable(finding.what),
                    finding.movedTo.empty() ? "" : " -> " + printable(finding.movedTo)
                ));
        print(fmt::format(
            "{} results, {} lines, {} objects, {} assets: {}\n",
            found.keys,
            found.lines,
            found.objects,
            found.assets,
            found.whole() ? "whole" : fmt::format("{} findings", found.findings.size())
        ));
    }
    return found.whole() ? ok : partly;
}

Result<int> runPack(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    RB_CHECK(packProject(arguments.positional("DIR"), arguments.get("--output"), job));
    if (arguments.json) printJson(Json::object({{"pack", arguments.get("--output")}}));
    return ok;
}

Result<int> runUnpack(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    std::filesystem::path folder = arguments.get("--output");
    if (folder.empty()) {
        folder = arguments.positional("FILE");
        folder.replace_extension(".rarebit");
    }
    RB_CHECK(unpackProject(arguments.positional("FILE"), folder, job));
    if (arguments.json)
        printJson(Json::object({{"project", folder.string()}}));
    else
        note(arguments, printable(folder.string()));
    return ok;
}

Result<int> runMerge(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    const auto& names = arguments.positionals.find("FROM")->second;
    const std::vector<std::filesystem::path> from(names.begin(), names.end());
    RB_TRY(const MergeReport merged, mergeProjects(arguments.positional("INTO"), from, job));
    if (arguments.json)
        printJson(toJson(merged));
    else
        note(
            arguments,
            fmt::format(
                "added {} lines, {} objects, {} records",
                merged.linesAdded,
                merged.objectsAdded,
                merged.recordsAdded
            )
        );
    return ok;
}

Result<int> runDiff(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    RB_TRY(const Json diff, diffProjects(arguments.positional("A"), arguments.positional("B"), job));
    if (arguments.json) {
        printJson(diff);
        return ok;
    }
    print(fmt::format(
        "only in A: {}, only in B: {}, changed: {}, equal: {}\n",
        diff.at("only_a").size(),
        diff.at("only_b").size(),
        diff.at("changed").size(),
        diff.at("equal").asInt()
    ));
    for (const auto& entry : diff.at("changed").elements())
        for (const auto& [field, values] : entry.at("fields").members())
            print(fmt::format(
                "  {} {} {}: {} -> {}\n",
                printable(entry.at("asset").asString()),
                entry.at("method").asString(),
                field,
                values.at(size_t{0}).dump(),
                values.at(1).dump()
            ));
    return ok;
}

} // namespace

std::vector<Verb> projectVerbs() {
    const Positional folder{"DIR", "a project folder"};
    return {
        {.name = "project new",
         .summary = "makes an empty project",
         .positionals = {folder},
         .options = {{"--asset", "FILE", "an asset to add", true}},
         .run = runNew},
        {.name = "project check",
         .summary = "verifies every line and object",
         .positionals = {folder},
         .options = {{"--repair", "", "move damaged lines and objects to damaged/"}},
         .run = runCheck},
        {.name = "project pack",
         .summary = "a project as one file",
         .positionals = {folder},
         .options = {{"--output", "FILE", "the pack to write", false, true}},
         .run = runPack},
        {.name = "project unpack",
         .summary = "a project folder from a pack",
         .positionals = {{"FILE", "a pack"}},
         .options = {{"--output", "DIR", "the folder to make"}},
         .run = runUnpack},
        {.name = "project merge",
         .summary = "adds the results of other projects",
         .positionals = {{"INTO", "a project folder"}, {"FROM", "project folders or packs", 1, -1}},
         .options = {},
         .run = runMerge},
        {.name = "project diff",
         .summary = "what differs between two projects",
         .positionals = {{"A", "a project folder or pack"}, {"B", "another"}},
         .options = {},
         .run = runDiff},
    };
}

} // namespace rarebit::cli

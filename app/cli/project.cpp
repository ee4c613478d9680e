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
    };
}

} // namespace rarebit::cli

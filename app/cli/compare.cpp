// SPDX-License-Identifier: GPL-3.0-or-later
// compare: metrics between two files.
#include "app/cli/cli.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit::cli {
namespace {

Result<int> runCompare(const Arguments& arguments) {
    RB_TRY(JobContext job, arguments.job());
    RB_TRY(const Asset a, openAsset(arguments.positional("A"), job));
    RB_TRY(Asset b, openAsset(arguments.positional("B"), job));
    // Two files of one part each are compared whatever their parts are called.
    if (a.parts.size() == 1 && b.parts.size() == 1) b.parts.front().name = a.parts.front().name;
    std::vector<std::string> names;
    const auto glob = arguments.get("--parts", "*");
    for (const auto& part : a.parts)
        if (!part.context && globMatch(glob, part.name) && findPart(b, part.name)) names.push_back(part.name);
    if (names.empty())
        return badInput(
            fmt::format(
                "no part of the one ({}) has a namesake in the other ({})", a.parts.size(), b.parts.size()
            ),
            fmt::format("{} and {}", arguments.positional("A"), arguments.positional("B")),
            "compare files whose parts have the same names; `rarebit info` lists them"
        );
    RB_TRY(const auto values, measureMetrics(metricSpecs(arguments), a, b, names, nullptr, job));
    Json metrics = Json::object();
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, value] : values) {
        metrics[name] = value.value;
        rows.push_back({name, number(value.value)});
    }
    if (arguments.json)
        printJson(Json::object({{"metrics", metrics}, {"parts", Json::list(names)}}));
    else
        print(table(rows));
    return ok;
}

} // namespace

std::vector<Verb> compareVerbs() {
    return {{
        .name = "compare",
        .summary = "metrics between two files",
        .positionals = {{"A", "the original"}, {"B", "the other"}},
        .options =
            {{"--metrics", "A,B", "what to measure; without it, what suits the kind", true},
             {"--parts", "GLOB", "only parts whose names match"}},
        .run = runCompare,
    }};
}

} // namespace rarebit::cli

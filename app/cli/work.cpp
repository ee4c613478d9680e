// SPDX-License-Identifier: GPL-3.0-or-later
// work: a worker process, for the window (--stdio) and for job arrays (PROJECT --shard).
#include "app/cli/cli.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/worker.hpp"

#include <fmt/format.h>

#include <charconv>

namespace rarebit::cli {
namespace {

Result<int> runWork(const Arguments& arguments) {
    const auto& projects = arguments.positionals.find("PROJECT")->second;
    if (arguments.has("--stdio")) {
        if (!projects.empty())
            return badParams("a project beside --stdio", "work", "give requests on standard input instead");
        return runWorker(0, 1);
    }
    const auto text = arguments.get("--shard");
    const size_t slash = text.find('/');
    int index = -1, count = 0;
    if (slash != std::string::npos) {
        std::from_chars(text.data(), text.data() + slash, index);
        std::from_chars(text.data() + slash + 1, text.data() + text.size(), count);
    }
    if (projects.empty() || index < 0 || count < 1 || index >= count)
        return badParams(
            fmt::format("shard '{}' is not i/n with i from 0 to n - 1", printable(text)),
            "work",
            "give --stdio, or a project and --shard i/n"
        );
    return runShard(projects.front(), index, count);
}

} // namespace

std::vector<Verb> workVerbs() {
    return {{
        .name = "work",
        .summary = "a worker process: --stdio for the window, a project and --shard for job arrays",
        .positionals = {{"PROJECT", "a project folder", 0, 1}},
        .options =
            {{"--stdio", "", "serve the worker protocol on standard input and output"},
             {"--shard", "I/N", "run the I-th (from 0) of N shares of the project's points"}},
        .run = runWork,
    }};
}

} // namespace rarebit::cli

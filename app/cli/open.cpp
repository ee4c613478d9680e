// SPDX-License-Identifier: GPL-3.0-or-later
// open: the window, on files and projects.
#include "app/cli/cli.hpp"
#include "engine/core/text.hpp"
#include "engine/executors/child.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace rarebit::cli {
namespace {

// The window takes this process over, so that it ends with its exit code.
Result<int> runOpen(const Arguments& arguments) {
    const auto window = std::filesystem::path(executors::ownProgram()).parent_path() / "rarebit-gui";
    std::vector<std::string> words{window.string()};
    for (const auto& file : arguments.positionals.find("FILE")->second) {
        std::error_code code;
        if (!std::filesystem::exists(file, code))
            return badInput("there is no such file or folder", printable(file), "check the path");
        words.push_back(file);
    }
    std::vector<char*> pointers;
    for (auto& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    execv(window.c_str(), pointers.data());
    return ioError(
        std::string("the window could not be started: ") + std::strerror(errno),
        printable(window.string()),
        "install the window (package with Qt 6), or build it with RB_GUI=ON"
    );
}

} // namespace

std::vector<Verb> openVerbs() {
    return {{
        .name = "open",
        .summary = "starts the window on files, folders and projects",
        .positionals = {{"FILE", "an asset or a project folder", 0, -1}},
        .options = {},
        .run = runOpen,
    }};
}

} // namespace rarebit::cli

// SPDX-License-Identifier: GPL-3.0-or-later
// The house rules, as tests: what may include what, which files come in threes, how they are formatted.
#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <fstream>
#include <set>

using namespace rarebit;

namespace {

struct File {
    std::string path; // relative to the source tree
    std::string text;
};

const std::vector<File>& files() {
    static const std::vector<File> all = [] {
        std::vector<File> out;
        const auto root = test::sourceFolder();
        for (const char* folder :
             {"app", "engine", "gpu", "views", "tests", "installers", "projects", "resources"}) {
            std::error_code code;
            for (std::filesystem::recursive_directory_iterator it(root / folder, code), end;
                 !code && it != end;
                 it.increment(code)) {
                const auto extension = it->path().extension().string();
                static const std::set<std::string> read{
                    ".cpp", ".hpp", ".h", ".cu", ".cuh", ".md", ".sh", ".cmake", ".txt", ".py"};
                if (!it->is_regular_file() || !read.contains(extension)) continue;
                const auto bytes = REQUIRE(mapFile(it->path()));
                out.push_back(
                    {std::filesystem::relative(it->path(), root).string(), std::string(bytes.text())}
                );
            }
        }
        std::ranges::sort(out, {}, &File::path);
        return out;
    }();
    return all;
}

bool isSource(const File& file) {
    return file.path.ends_with(".cpp") || file.path.ends_with(".hpp") || file.path.ends_with(".h") ||
           file.path.ends_with(".cu") || file.path.ends_with(".cuh");
}

bool under(const std::string& path, std::string_view folder) {
    return path.starts_with(folder);
}

std::vector<std::string> includes(const File& file) {
    std::vector<std::string> out;
    for (const auto& line : split(file.text, '\n')) {
        if (!line.starts_with("#include")) continue;
        const size_t open = line.find_first_of("<\""), close = line.find_first_of(">\"", open + 1);
        if (close != std::string::npos) out.push_back(line.substr(open + 1, close - open - 1));
    }
    return out;
}

void complain(const std::string& text) {
    test::fail(__FILE__, __LINE__, text);
}

bool anyPrefix(const std::string& include, std::initializer_list<std::string_view> prefixes) {
    return std::ranges::any_of(prefixes, [&](std::string_view prefix) {
        return include.starts_with(prefix);
    });
}

// A library and the only places that may include it.
struct Door {
    std::initializer_list<std::string_view> headers;
    std::initializer_list<std::string_view> places;
};

std::string idOf(const std::string& path) {
    const auto name = std::filesystem::path(path).filename().string();
    return name.substr(0, name.find('.'));
}

// methods/<family>/<id>, readers/<id>, metrics/<id>, studies/<id>, views/<group>/<id>.view.cpp
std::string definitionKind(const File& file) {
    const auto pieces = split(file.path, '/');
    if (file.path.ends_with(".view.cpp")) return "views";
    if (pieces[0] != "engine" || !file.path.ends_with(".cpp")) return "";
    if (pieces[1] == "methods" && pieces.size() == 4) return "methods";
    if ((pieces[1] == "readers" || pieces[1] == "metrics" || pieces[1] == "studies") && pieces.size() == 3)
        return pieces[1];
    return "";
}

} // namespace

RB_TEST(topLevelEntries) {
    static const std::set<std::string> agreed{
        "CMakeLists.txt",
        "CMakePresets.json",
        "README.md",
        "LICENSE",
        "app",
        "engine",
        "views",
        "gpu",
        "projects",
        "resources",
        "installers",
        "tests",
        "build"};
    for (const auto& entry : std::filesystem::directory_iterator(test::sourceFolder())) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with('.') && !agreed.contains(name))
            complain("top-level entry beyond the agreed ones: " + name);
    }
}

RB_TEST(foldersIncludeWhatTheyMay) {
    for (const auto& file : files()) {
        if (!isSource(file)) continue;
        for (const auto& include : includes(file)) {
            const auto refuse = [&] { complain(file.path + " may not include " + include); };
            if (under(file.path, "engine/") && anyPrefix(include, {"app/", "views/", "Q", "tests/"}))
                refuse();
            if (under(file.path, "engine/") && include.starts_with("gpu/") &&
                !include.starts_with("gpu/abi/"))
                refuse();
            if (under(file.path, "engine/core/") && file.path.ends_with(".hpp") &&
                anyPrefix(
                    include, {"engine/jobs", "engine/ops", "engine/blocks", "engine/store", "engine/entropy"}
                ))
                refuse();
            if (under(file.path, "engine/core/") &&
                anyPrefix(include, {"torch/", "ATen/", "opencv2/", "libav", "sqlite3"}))
                refuse();
            if (under(file.path, "views/") &&
                (anyPrefix(include, {"app/", "tests/"}) ||
                 (include.starts_with("engine/") && !include.starts_with("engine/core/"))))
                refuse();
            if (under(file.path, "gpu/") && anyPrefix(include, {"engine/", "app/", "views/", "fmt/", "Q"}))
                refuse();
            if (!definitionKind(file).empty() && anyPrefix(
                                                     include,
                                                     {"engine/methods",
                                                      "engine/metrics",
                                                      "engine/studies",
                                                      "engine/store",
                                                      "engine/executors",
                                                      "engine/jobs/queue"}
                                                 ))
                refuse();
            if (under(file.path, "engine/methods") && include.starts_with("engine/readers")) refuse();
            if (under(file.path, "engine/metrics") && include.starts_with("engine/readers")) refuse();
            if (include.starts_with("engine/media/") && !under(file.path, "engine/media/") &&
                file.path.find(".media.") == std::string::npos && !under(file.path, "tests/"))
                refuse();
        }
    }
}

RB_TEST(librariesStayBehindTheirDoors) {
    const std::vector<Door> doors{
        {{"CLI/"}, {"app/cli/main.cpp"}},
        {{"nlohmann/json.hpp"}, {"engine/core/json.cpp"}},
        {{"sqlite3.h"}, {"engine/store/", "engine/jobs/environment.cpp"}},
        {{"zip.h"}, {"engine/readers/shared/", "engine/store/", "tests/"}},
        {{"expat.h"}, {"engine/readers/shared/", "tests/bench/"}},
        {{"ATen/", "torch/"}, {"engine/neural/", ".nn.cpp"}},
        {{"opencv2/", "libav", "libsw", "jpeglib.h", "png.h", "webp/", "jxl/", "avif/", "gif_lib.h"},
         {"engine/media/", ".media.cpp", "tests/bench/", "tests/unit/methods/", "tests/unit/readers/"}},
        {{"kiss_fft"}, {"views/compare/stft.cpp"}},
        {{"QAudio", "QMedia"}, {"views/compare/sound_player.cpp"}},
        {{"vtk"}, {"views/volume/vtk_scene.cpp"}},
        {{"qcustomplot.h"}, {"views/core/plot"}},
        {{"spdlog/"}, {"engine/core/log.cpp"}},
        {{"Q"}, {"app/gui/", "views/", "tests/support/qt_main.cpp", "tests/gui/", "tests/bench/gui_"}},
    };
    for (const auto& file : files()) {
        if (!isSource(file)) continue;
        for (const auto& include : includes(file))
            for (const auto& door : doors) {
                if (!anyPrefix(include, door.headers)) continue;
                const bool open = std::ranges::any_of(door.places, [&](std::string_view place) {
                    return file.path.find(place) != std::string::npos;
                });
                if (!open) complain(file.path + " includes " + include + ", which belongs behind its door");
            }
    }
}

RB_TEST(everyDefinitionHasItsTestAndItsPage) {
    std::set<std::string> paths;
    for (const auto& file : files())
        paths.insert(file.path);
    for (const auto& file : files()) {
        const auto kind = definitionKind(file);
        if (kind.empty()) continue;
        const auto id = idOf(file.path);
        const auto page =
            "resources/help/" + (kind == "readers" ? std::string("assets") : kind) + "/" + id + ".md";
        const auto test = (kind == "views" ? "tests/gui/" : "tests/unit/" + kind + "/") + id + "_test.cpp";
        if (!paths.contains(test)) complain(file.path + " has no " + test);
        if (!paths.contains(page)) complain(file.path + " has no " + page);
    }
}

RB_TEST(everyHelpPageBelongsToADefinition) {
    std::set<std::string> known;
    for (const auto& file : files())
        if (const auto kind = definitionKind(file); !kind.empty())
            known.insert((kind == "readers" ? "assets" : kind) + "/" + idOf(file.path));
    for (const auto& file : files())
        for (const char* folder : {"methods", "assets", "metrics", "studies", "views"})
            if (under(file.path, std::string("resources/help/") + folder + "/") &&
                !known.contains(std::string(folder) + "/" + idOf(file.path)))
                complain(file.path + " describes nothing that exists");
}

RB_TEST(helpLinksResolve) {
    const auto root = test::sourceFolder();
    for (const auto& file : files()) {
        if (!file.path.ends_with(".md")) continue;
        for (size_t at = file.text.find("]("); at != std::string::npos; at = file.text.find("](", at + 2)) {
            const size_t end = file.text.find(')', at);
            auto target = file.text.substr(at + 2, end - at - 2);
            target = target.substr(0, target.find('#'));
            if (target.empty() || target.find("://") != std::string::npos) continue;
            if (!std::filesystem::exists((root / file.path).parent_path() / target))
                complain(file.path + " links to " + target);
        }
    }
}

RB_TEST(theWalkThroughIsTheFileThatIsBuilt) {
    const auto textOf = [](std::string_view path) {
        const auto found = std::ranges::find(files(), path, &File::path);
        return found == files().end() ? std::string("missing") : found->text;
    };
    const auto page = textOf("resources/help/developers/adding_a_method.md");
    CHECK(
        page.find("```cpp\n" + textOf("engine/methods/lossless/shuffle.cpp") + "```\n") != std::string::npos
    );
}

RB_TEST(filesAreShortAndCarryTheirLicence) {
    for (const auto& file : files()) {
        if (file.path.ends_with(".md") || file.path.ends_with(".txt")) continue;
        if (isSource(file) && std::ranges::count(file.text, '\n') > 800)
            complain(file.path + " has more than 800 lines");
        if (file.text.substr(0, 200).find("SPDX-License-Identifier: GPL-3.0-or-later") == std::string::npos)
            complain(file.path + " does not begin with its SPDX line");
    }
}

RB_TEST(noUnfinishedMarks) {
    for (const auto& file : files()) {
        if (file.path == "tests/policy/policy_test.cpp") continue;
        for (const char* mark : {"TODO", "FIXME"})
            if (file.text.find(mark) != std::string::npos)
                complain(file.path + " holds an unfinished mark: " + mark);
    }
}

RB_TEST(formatting) {
    if (!std::filesystem::exists("/usr/bin/clang-format")) throw test::Skip{"clang-format is not installed"};
    std::vector<std::string> arguments{
        "/usr/bin/clang-format", "--dry-run", "--Werror", "--ferror-limit=1", "--style=file"};
    for (const auto& file : files())
        if (isSource(file)) arguments.push_back((test::sourceFolder() / file.path).string());
    const auto result = test::runCommand(arguments, 300);
    if (result.exitCode != 0) complain("clang-format: " + result.err.substr(0, 2000));
}

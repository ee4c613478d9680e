// SPDX-License-Identifier: GPL-3.0-or-later
// doctor: what this machine and this build offer.
#include "app/cli/cli.hpp"
#include "app/cli/folders.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/text.hpp"
#include "engine/core/version.hpp"
#include "engine/jobs/run.hpp"
#include "engine/ops/op_table.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <set>

namespace rarebit::cli {
namespace {

Json gpuJson() {
    const auto backend = chooseBackend("cuda");
    if (backend) return Json::object({{"available", true}, {"backend", backend->id}});
    return Json::object({{"available", false}, {"why", backend.error().what}, {"fix", backend.error().fix}});
}

Json modulesJson() {
    std::set<std::string> names;
    Json counts = Json::object();
    const auto count = [&](const auto& infos, const char* what) {
        for (const auto& info : infos) {
            const std::string module = info.module.empty() ? "core" : info.module;
            names.insert(module);
            counts[module][what] = counts.at(module).at(what).asInt() + 1;
        }
    };
    count(allReaders(), "readers");
    count(allMethods(), "methods");
    count(allMetrics(), "metrics");
    count(allStudies(), "studies");
    Json out = Json::array();
    for (const auto& name : names) {
        Json entry = counts.at(name);
        entry["module"] = name;
        const Status loaded = loadModule(name == "core" ? "" : name);
        entry["works"] = static_cast<bool>(loaded);
        if (!loaded) entry["error"] = errorJson(loaded.error());
        out.push(std::move(entry));
    }
    return out;
}

Result<int> runDoctor(const Arguments& arguments) {
    const Json modules = modulesJson(); // loads them, so that the environment lists their libraries
    Json problems = Json::array();
    for (const auto& problem : moduleProblems())
        problems.push(errorJson(problem));
    const auto help = helpFolder();
    const Json document = Json::object({
        {"environment", environmentRow()},
        {"gpu", gpuJson()},
        {"modules", modules},
        {"problems", problems},
        {"simd", cpuOps().name},
        {"memory_bytes", machineMemory()},
        {"memory_budget_bytes", memoryBudget()},
        {"help", help ? Json(help->string()) : Json()},
    });
    if (arguments.json) {
        printJson(document);
        return ok;
    }
    const Json& environment = document.at("environment");
    std::vector<std::vector<std::string>> rows{
        {"program", fmt::format("rarebit {} ({})", programVersion(), programCommit())}};
    for (const char* key : {"compiler", "cpu", "hardware_threads"})
        if (environment.contains(key))
            rows.push_back(
                {key,
                 environment.at(key).isString() ? environment.at(key).asString() : environment.at(key).dump()}
            );
    rows.push_back({"simd", document.at("simd").asString()});
    rows.push_back({"memory", humanBytes(machineMemory())});
    rows.push_back({"memory budget", humanBytes(memoryBudget())});
    const Json& gpu = document.at("gpu");
    rows.push_back(
        {"gpu",
         gpu.at("available").asBool() ? gpu.at("device").asString("available")
                                      : "none: " + gpu.at("why").asString()}
    );
    for (const auto& module : modules.elements())
        rows.push_back({
            "module " + module.at("module").asString(),
            module.at("works").asBool() ? fmt::format(
                                              "{} readers, {} methods, {} metrics",
                                              module.at("readers").asInt(),
                                              module.at("methods").asInt(),
                                              module.at("metrics").asInt()
                                          )
                                        : "broken: " + module.at("error").at("what").asString(),
        });
    for (const auto& [name, version] : environment.at("libraries").members())
        rows.push_back({name, version.asString()});
    print(table(rows));
    for (const auto& problem : moduleProblems())
        report(problem, false);
    return ok;
}

} // namespace

Result<std::filesystem::path> helpFolder() {
    std::error_code code;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", code);
    for (const std::filesystem::path& folder :
         {program.parent_path() / "../share/rarebit/help",
          std::filesystem::path(RB_SOURCE_DIR) / "resources/help"})
        if (std::filesystem::is_directory(folder, code))
            return std::filesystem::weakly_canonical(folder, code);
    return ioError("the help pages are missing", program.string(), "install the program again");
}

std::vector<Verb> systemVerbs() {
    return {
        {.name = "doctor",
         .summary = "what this machine and this build offer",
         .positionals = {},
         .options = {},
         .run = runDoctor}};
}

} // namespace rarebit::cli

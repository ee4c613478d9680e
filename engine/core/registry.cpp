// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/registry.hpp"

#include "engine/core/files.hpp"
#include "engine/core/study.hpp"
#include "engine/core/text.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

namespace rarebit {
namespace {

Json describeNeeds(const std::vector<Need>& needs) {
    Json out = Json::array();
    for (const auto& need : needs)
        out.push(Json::object({
            {"role", need.role},
            {"kind", need.kind},
            {"stage", toString(need.by)},
            {"optional", need.optional},
        }));
    return out;
}

std::vector<std::string> strings(const Json& array) {
    std::vector<std::string> out;
    for (const auto& element : array.elements())
        out.push_back(element.asString());
    return out;
}

MethodInfo methodInfo(const Json& j, std::string_view module) {
    return {
        j.at("id").asString(),
        j.at("title").asString(),
        j.at("family").asString(),
        j.at("paper").asString(),
        j.at("fidelity").asString(),
        j.at("granularity").asString(),
        j.at("decodes_to").asString(),
        j.at("quick").asString(),
        std::string(module),
        static_cast<uint32_t>(j.at("format").asInt()),
        static_cast<uint32_t>(j.at("revision").asInt()),
        j.at("params"),
        j.at("needs"),
        j.at("takes")};
}
MetricInfo metricInfo(const Json& j, std::string_view module) {
    return {
        j.at("id").asString(),
        j.at("title").asString(),
        j.at("unit").asString(),
        j.at("better").asString(),
        std::string(module),
        strings(j.at("default_for")),
        static_cast<uint32_t>(j.at("revision").asInt()),
        j.at("params"),
        j.at("needs")};
}
ReaderInfo readerInfo(const Json& j, std::string_view module) {
    return {
        j.at("id").asString(),
        j.at("title").asString(),
        j.at("kinds").asString(),
        std::string(module),
        strings(j.at("extensions")),
        j.at("exact").asBool(),
        j.at("writes").asBool()};
}
StudyInfo studyInfo(const Json& j, std::string_view module) {
    return {
        j.at("id").asString(),
        j.at("title").asString(),
        j.at("family").asString(),
        j.at("paper").asString(),
        std::string(module),
        static_cast<uint32_t>(j.at("revision").asInt()),
        j.at("params"),
        j.at("needs")};
}

// Roles of typical parts that a method accepts: what `methods` shows as "takes".
Json rolesTaken(const MethodDef& method) {
    struct Typical {
        const char* role;
        PayloadForm form;
        DType dtype;
        std::vector<int64_t> shape;
    };
    static const std::vector<Typical> typical{
        {"weight", PayloadForm::tensor, DType::f32, {256, 256}},
        {"kv.key", PayloadForm::tensor, DType::f16, {2, 256, 64}},
        {"kv.value", PayloadForm::tensor, DType::f16, {2, 256, 64}},
        {"image", PayloadForm::tensor, DType::u8, {64, 64, 3}},
        {"video.plane", PayloadForm::tensor, DType::u8, {4, 64, 64}},
        {"audio", PayloadForm::tensor, DType::i16, {4800, 2}},
        {"text", PayloadForm::text, DType::u8, {4096}},
        {"log", PayloadForm::text, DType::u8, {64}},
        {"sheet", PayloadForm::table, DType::u8, {64, 8}},
        {"dna.bases", PayloadForm::text, DType::u8, {4096}},
        {"dna.names", PayloadForm::text, DType::u8, {16}},
        {"dna.qualities", PayloadForm::text, DType::u8, {16}},
        {"bytes", PayloadForm::tensor, DType::u8, {4096}},
    };
    Json roles = Json::array();
    for (const auto& t : typical) {
        Part part;
        part.name = "y";
        part.role = t.role;
        part.group = "clip";
        part.form = t.form;
        part.dtype = t.dtype;
        part.shape = t.shape;
        part.byteSize = tensorBytes(t.dtype, t.shape).value_or(0);
        if (!method.accepts || method.accepts(part)) roles.push(t.role);
    }
    return roles;
}

struct Registry {
    std::vector<MethodInfo> methods;
    std::vector<MetricInfo> metrics;
    std::vector<ReaderInfo> readers;
    std::vector<StudyInfo> studies;
    std::vector<Error> problems;

    Registry() {
        add(describeTables(coreTables()), "");
        const auto path = libraryFolder() / "catalogue.json";
        std::error_code code;
        if (!std::filesystem::exists(path, code)) {
            problem("the catalogue of modules is missing", path.string());
        } else if (auto file = mapFile(path); !file) {
            problems.push_back(file.error());
        } else if (auto catalogue = Json::parse(file->text(), path.string()); !catalogue) {
            problems.push_back(catalogue.error());
        } else {
            for (const auto& [module, tables] : catalogue->at("modules").members()) {
                if (tables.at("stamp").asString() != coreTables().stamp)
                    problem(fmt::format("module '{}' was built from other sources", module), path.string());
                else
                    add(tables, module);
            }
        }
        const auto byId = [](const auto& a, const auto& b) { return a.id < b.id; };
        std::ranges::sort(methods, byId);
        std::ranges::sort(metrics, byId);
        std::ranges::sort(readers, byId);
        std::ranges::sort(studies, byId);
    }

    void problem(std::string what, std::string where) {
        problems.push_back(
            unsupported(std::move(what), std::move(where), "build or install the program again")
        );
    }

    void add(const Json& tables, std::string_view module) {
        for (const auto& j : tables.at("methods").elements())
            methods.push_back(methodInfo(j, module));
        for (const auto& j : tables.at("metrics").elements())
            metrics.push_back(metricInfo(j, module));
        for (const auto& j : tables.at("readers").elements())
            readers.push_back(readerInfo(j, module));
        for (const auto& j : tables.at("studies").elements())
            studies.push_back(studyInfo(j, module));
    }
};

const Registry& registry() {
    static const Registry value;
    return value;
}

Json& moduleLibraries() {
    static Json libraries = Json::object();
    return libraries;
}
std::mutex moduleMutex; // guards the modules loaded and their libraries

Result<const DefinitionTables*> tablesOf(const std::string& module) {
    if (module.empty()) return &coreTables();
    static std::map<std::string, const DefinitionTables*> loaded;
    const std::lock_guard lock(moduleMutex);
    if (const auto found = loaded.find(module); found != loaded.end()) return found->second;
    const auto path = libraryFolder() / ("librarebit_" + module + ".so");
    const auto broken = [&](std::string what) {
        return unsupported(
            std::move(what), path.string(), "install the packages that `rarebit doctor` lists as missing"
        );
    };
    void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) return broken(fmt::format("module '{}' cannot be loaded: {}", module, dlerror()));
    using Entry = const DefinitionTables& (*)();
    const auto entry = reinterpret_cast<Entry>(dlsym(handle, "rarebit_module_tables"));
    if (!entry) return broken(fmt::format("module '{}' has no table of definitions", module));
    const DefinitionTables& tables = entry();
    if (std::string_view(tables.stamp) != coreTables().stamp)
        return broken(fmt::format("module '{}' was built from other sources", module));
    if (const auto libraries = reinterpret_cast<const char* (*)()>(dlsym(handle, "rarebit_module_libraries")))
        if (const auto parsed = Json::parse(libraries(), path.string()))
            for (const auto& [name, version] : parsed->members())
                moduleLibraries()[name] = version;
    loaded[module] = &tables;
    return &tables;
}

template <class Def, class Info>
Result<const Def*> find(
    std::string_view id,
    std::span<const Info> infos,
    const char* what,
    std::span<const Def& (*const)()> DefinitionTables::*member
) {
    for (const auto& entry : infos) {
        if (entry.id != id) continue;
        RB_TRY(const DefinitionTables* tables, tablesOf(entry.module));
        for (const auto make : tables->*member)
            if (make().id == id) return &make();
        return internalError(
            fmt::format("{} '{}' is in the catalogue but not in its module", what, id), entry.module
        );
    }
    std::vector<std::string> ids;
    for (const auto& entry : infos)
        ids.push_back(entry.id);
    const auto near = nearest(id, ids);
    return badParams(
        fmt::format("there is no {} '{}'", what, printable(id)),
        fmt::format("table of {}s", what),
        near.empty() ? fmt::format("`rarebit {}s` lists them", what) : fmt::format("did you mean '{}'?", near)
    );
}

} // namespace

const std::filesystem::path& libraryFolder() {
    static const std::filesystem::path folder = [] {
        Dl_info info{};
        if (dladdr(reinterpret_cast<const void*>(&coreTables), &info) && info.dli_fname)
            return std::filesystem::absolute(info.dli_fname).parent_path();
        return std::filesystem::current_path();
    }();
    return folder;
}

Json describeTables(const DefinitionTables& tables) {
    Json methods = Json::array(), metrics = Json::array(), readers = Json::array(), studies = Json::array();
    for (const auto make : tables.methods) {
        const MethodDef& d = make();
        methods.push(Json::object({
            {"id", d.id},
            {"title", d.title},
            {"family", d.family},
            {"paper", d.paper},
            {"fidelity", toString(d.fidelity)},
            {"granularity", toString(d.granularity)},
            {"decodes_to", d.decodesTo},
            {"quick", d.quick},
            {"format", d.format},
            {"revision", d.revision},
            {"params", describeParams(d.params)},
            {"needs", describeNeeds(d.needs)},
            {"takes", rolesTaken(d)},
        }));
    }
    for (const auto make : tables.metrics) {
        const MetricDef& d = make();
        metrics.push(Json::object({
            {"id", d.id},
            {"title", d.title},
            {"unit", d.unit},
            {"better", d.better == Better::higher ? "higher" : "lower"},
            {"revision", d.revision},
            {"default_for", Json::list(d.defaultFor)},
            {"params", describeParams(d.params)},
            {"needs", describeNeeds(d.needs)},
        }));
    }
    for (const auto make : tables.readers) {
        const ReaderDef& d = make();
        readers.push(Json::object({
            {"id", d.id},
            {"title", d.title},
            {"kinds", d.kinds},
            {"extensions", Json::list(d.extensions)},
            {"exact", d.exact},
            {"writes", d.write != nullptr},
        }));
    }
    for (const auto make : tables.studies) {
        const StudyDef& d = make();
        studies.push(Json::object({
            {"id", d.id},
            {"title", d.title},
            {"family", d.family},
            {"paper", d.paper},
            {"revision", d.revision},
            {"params", describeParams(d.params)},
            {"needs", describeNeeds(d.needs)},
        }));
    }
    return Json::object({
        {"stamp", tables.stamp},
        {"methods", methods},
        {"metrics", metrics},
        {"readers", readers},
        {"studies", studies},
    });
}

std::span<const MethodInfo> allMethods() {
    return registry().methods;
}
std::span<const MetricInfo> allMetrics() {
    return registry().metrics;
}
std::span<const ReaderInfo> allReaders() {
    return registry().readers;
}
std::span<const StudyInfo> allStudies() {
    return registry().studies;
}
Status loadModule(const std::string& module) {
    RB_TRY(const DefinitionTables* tables, tablesOf(module));
    RB_ASSERT(tables != nullptr);
    return Ok{};
}

Json loadedModuleLibraries() {
    const std::lock_guard lock(moduleMutex);
    return moduleLibraries();
}

std::vector<Error> moduleProblems() {
    return registry().problems;
}

Result<const MethodDef*> findMethod(std::string_view id) {
    return find<MethodDef, MethodInfo>(id, allMethods(), "method", &DefinitionTables::methods);
}
Result<const MetricDef*> findMetric(std::string_view id) {
    return find<MetricDef, MetricInfo>(id, allMetrics(), "metric", &DefinitionTables::metrics);
}
Result<const ReaderDef*> findReader(std::string_view id) {
    return find<ReaderDef, ReaderInfo>(id, allReaders(), "reader", &DefinitionTables::readers);
}
Result<const StudyDef*> findStudy(std::string_view id) {
    for (const auto& entry : allStudies())
        if (entry.id == id)
            return find<StudyDef, StudyInfo>(id, allStudies(), "study", &DefinitionTables::studies);
    return badParams(
        fmt::format("there is no study '{}'", printable(id)),
        "table of studies",
        "`rarebit studies` lists them"
    );
}

std::span<const ReaderDef* const> coreReaders() {
    static const std::vector<const ReaderDef*> readers = [] {
        std::vector<const ReaderDef*> out;
        for (const auto make : coreTables().readers)
            out.push_back(&make());
        return out;
    }();
    return readers;
}

} // namespace rarebit

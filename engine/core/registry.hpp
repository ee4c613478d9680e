// SPDX-License-Identifier: GPL-3.0-or-later
// The tables that the build generates from the files of engine/methods, readers, metrics and studies.
// Core definitions are linked; those of a module (*.media.cpp, *.nn.cpp) are described by the catalogue and
// loaded when one of their functions is needed.
#pragma once

#include "engine/core/method.hpp"
#include "engine/core/metric.hpp"
#include "engine/core/reader.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

struct StudyDef;

/// A definition's data without its functions; valid until the program ends. module: "" for the core.
struct MethodInfo {
    std::string id, title, family, paper, fidelity, granularity, decodesTo, quick, module;
    uint32_t format = 1, revision = 1;
    Json params, needs, takes; // takes: roles of parts
};
struct MetricInfo {
    std::string id, title, unit, better, module;
    std::vector<std::string> defaultFor;
    uint32_t revision = 1;
    Json params, needs;
};
struct ReaderInfo {
    std::string id, title, kinds, module;
    std::vector<std::string> extensions;
    bool exact = false, writes = false;
};
struct StudyInfo {
    std::string id, title, family, paper, module;
    uint32_t revision = 1;
    Json params, needs;
};

std::span<const MethodInfo> allMethods();
std::span<const MetricInfo> allMetrics();
std::span<const ReaderInfo> allReaders();
std::span<const StudyInfo> allStudies();

// Loads the module that has it, once. The error suggests the nearest id.
Result<const MethodDef*> findMethod(std::string_view id);
Result<const MetricDef*> findMetric(std::string_view id);
Result<const ReaderDef*> findReader(std::string_view id);
Result<const StudyDef*> findStudy(std::string_view id);
/// Readers of the core, without loading a module.
std::span<const ReaderDef* const> coreReaders();
/// Loads a module ("" is the core), for `doctor`.
Status loadModule(const std::string& module);
/// Library versions that the modules loaded so far report (C name rarebit_module_libraries, JSON text).
Json loadedModuleLibraries();
/// Where this library and its modules lie.
const std::filesystem::path& libraryFolder();
/// Problems met while looking for modules and the catalogue, for `doctor`.
std::vector<Error> moduleProblems();

/// What a module (and the core) exports: the generated tables, and the stamp of the headers it was built
/// with.
struct DefinitionTables {
    const char* stamp;
    std::span<const MethodDef& (*const)()> methods;
    std::span<const ReaderDef& (*const)()> readers;
    std::span<const MetricDef& (*const)()> metrics;
    std::span<const StudyDef& (*const)()> studies;
};
/// Generated for the core; a module exports the same under the C name rarebit_module_tables.
const DefinitionTables& coreTables();

/// The tables without their functions, as the catalogue holds them.
Json describeTables(const DefinitionTables& tables);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/registry.hpp"
#include "engine/core/version.hpp"
#include "engine/jobs/run.hpp"

#include <brotli/decode.h>
#include <bzlib.h>
#include <fmt/format.h>
#include <lz4.h>
#include <lzma.h>
#include <sqlite3.h>
#include <zlib.h>
#include <zstd.h>

#include <fstream>
#include <thread>

namespace rarebit {
namespace {

std::string cpuName() {
    std::string line;
    for (std::ifstream file("/proc/cpuinfo"); std::getline(file, line);)
        if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
    return "unknown";
}

Json coreLibraries() {
    const uint32_t brotli = BrotliDecoderVersion();
    return Json::object({
        {"zstd", ZSTD_versionString()},
        {"xz", lzma_version_string()},
        {"brotli", fmt::format("{}.{}.{}", brotli >> 24, (brotli >> 12) & 0xFFF, brotli & 0xFFF)},
        {"bzip2", BZ2_bzlibVersion()},
        {"lz4", LZ4_versionString()},
        {"zlib", zlibVersion()},
        {"sqlite", sqlite3_libversion()},
    });
}

} // namespace

Json environmentRow() {
    static const Json fixed = Json::object({
        {"program", programVersion()},
        {"commit", programCommit()},
        {"compiler", "GCC " __VERSION__},
        {"cpu", cpuName()},
        {"hardware_threads", std::thread::hardware_concurrency()},
        {"libraries", coreLibraries()},
    });
    Json row = fixed;
    const Json loaded = loadedModuleLibraries(); // must outlive the loop over its members
    for (const auto& [name, version] : loaded.members())
        row["libraries"][name] = version;
    return row;
}

} // namespace rarebit

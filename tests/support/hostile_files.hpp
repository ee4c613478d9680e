// SPDX-License-Identifier: GPL-3.0-or-later
// Files made to do harm: opened and loaded within a memory budget and a time, whatever they hold.
#pragma once

#include "engine/core/bytes_io.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/broken_files.hpp"

#include <sys/resource.h>

#include <chrono>

namespace rarebit::test {

constexpr uint64_t hostileBudget = uint64_t(512) << 20;
#ifdef __SANITIZE_ADDRESS__
constexpr bool sanitized = true; // shadow memory and quarantine count as resident; everything is slower
#else
constexpr bool sanitized = false;
#endif

/// Resident bytes of this process: now ("VmRSS"), or the most since resetPeak() ("VmHWM").
inline uint64_t residentBytes(std::string_view field) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(field)) return std::stoull(line.substr(field.size() + 1)) << 10;
    return 0;
}
inline void resetPeak() {
    std::ofstream("/proc/self/clear_refs") << "5";
}
/// Of all threads: a limit that a busy machine does not move.
inline double processorSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

enum class Outcome { refused, opened };

inline void checkHonest(const Error& error, const std::string& name) {
    if (error.kind == ErrorKind::internal || error.what.empty() || error.where.empty() || error.fix.empty())
        fail(
            __FILE__,
            __LINE__,
            fmt::format(
                "{}: {}: {} / {} / {}", name, toString(error.kind), error.what, error.where, error.fix
            )
        );
    if (printable(error.what) != error.what) fail(__FILE__, __LINE__, name + ": raw bytes in the message");
}

/// Opens the file and loads every part (of many, the first ones), whole and a few rows: a value or an error
/// with all three sentences each time, within the budget and two seconds.
inline Outcome openHostile(const std::filesystem::path& path, std::string_view reader = {}) {
    constexpr size_t partsLoaded = 64;
    const auto name = path.filename().string();
    const uint64_t before = residentBytes("VmRSS:");
    resetPeak();
    const double start = processorSeconds();
    const auto wallStart = std::chrono::steady_clock::now();
    Outcome outcome = Outcome::refused;
    const Status status = guarded("test", [&]() -> Status {
        JobContext job({.memoryBudget = hostileBudget});
        auto asset = openAsset(path, job, reader);
        if (!asset) {
            checkHonest(asset.error(), name);
            return Ok{};
        }
        outcome = Outcome::opened;
        for (size_t i = 0; i < std::min(partsLoaded, asset->parts.size()); ++i) {
            const Part& part = asset->parts[i];
            const auto attempt = [&](auto load) {
                const Status loaded = guarded("load", [&]() -> Status {
                    RB_TRY([[maybe_unused]] const Payload payload, load());
                    return Ok{};
                });
                if (!loaded) checkHonest(loaded.error(), name + " part " + printable(part.name));
            };
            attempt([&] { return loadWhole(part, job); });
            attempt([&] { return part.load(Rows{1, 3}, job); });
        }
        return Ok{};
    });
    if (!status) checkHonest(status.error(), name);
    const double seconds = processorSeconds() - start,
                 wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - wallStart).count();
    if (seconds > (sanitized ? 30 : 2) || wall > 60)
        fail(
            __FILE__, __LINE__, fmt::format("{}: {:.1f} s of processor time, {:.1f} s", name, seconds, wall)
        );
    const uint64_t peak = residentBytes("VmHWM:");
    if (!sanitized && peak > before && peak - before > hostileBudget)
        fail(__FILE__, __LINE__, fmt::format("{}: grew by {} MiB", name, (peak - before) >> 20));
    return outcome;
}
inline Outcome
openHostile(const std::filesystem::path& folder, std::string_view name, std::string_view bytes) {
    const auto path = fileOf(folder, name, bytes);
    const Outcome outcome = openHostile(path);
    std::filesystem::remove(path);
    return outcome;
}
/// The same for files that no reader may take.
inline void checkRefused(const std::filesystem::path& folder, std::string_view name, std::string_view bytes) {
    if (openHostile(folder, name, bytes) == Outcome::opened)
        fail(__FILE__, __LINE__, printable(name) + ": opened");
}

} // namespace rarebit::test

// SPDX-License-Identifier: GPL-3.0-or-later
// For tests of readers: files written from bytes, and sets of broken ones by name.
#pragma once

#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

#include <fstream>

namespace rarebit::test {

inline std::filesystem::path
fileOf(const std::filesystem::path& folder, std::string_view name, std::string_view bytes) {
    const auto path = folder / name; // not writeFile: its sync is slow over thousands of files
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path;
}
inline std::string textOf(std::vector<std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct BrokenFile {
    std::string name; // says what is wrong
    std::string bytes;
    ErrorKind kind = ErrorKind::badInput;
    std::string says{}; // a piece of the message
};
/// Every file must be refused by the reader that its name chooses, with all three sentences.
inline void checkBrokenFiles(std::string_view extension, const std::vector<BrokenFile>& files) {
    const auto folder = temporaryFolder();
    for (const auto& file : files) {
        const auto path = fileOf(folder, file.name + std::string(extension), file.bytes);
        JobContext job;
        const auto opened = openAsset(path, job);
        if (opened) {
            fail(__FILE__, __LINE__, fmt::format("{}: opened by {}", file.name, opened->reader));
            continue;
        }
        const Error& error = opened.error();
        if (error.kind != file.kind || error.what.empty() || error.where.empty() || error.fix.empty() ||
            error.what.find(file.says) == std::string::npos)
            fail(
                __FILE__,
                __LINE__,
                fmt::format(
                    "{}: {}: {} / {} / {}",
                    file.name,
                    toString(error.kind),
                    error.what,
                    error.where,
                    error.fix
                )
            );
    }
}
/// Every truncation of a sound file is refused or, where it still opens, loads without a crash.
inline void checkTruncations(const std::filesystem::path& path, size_t step = 1) {
    const Bytes whole = REQUIRE(mapFile(path));
    const auto folder = temporaryFolder();
    for (size_t size = 0; size < whole.size(); size += step) {
        const auto cut = fileOf(folder, path.filename().string(), whole.text().substr(0, size));
        JobContext job;
        if (const auto opened = openAsset(cut, job))
            fail(__FILE__, __LINE__, fmt::format("cut to {} of {} bytes: opened", size, whole.size()));
    }
}
/// Flipped bytes give an error or an asset whose parts load; nothing crashes.
inline void checkFlips(const std::filesystem::path& path, size_t count) {
    const Bytes whole = REQUIRE(mapFile(path));
    const auto folder = temporaryFolder();
    Rng rng(7, path.filename().string());
    for (size_t i = 0; i < count; ++i) {
        std::string bytes(whole.text());
        for (int k = 0; k < 3; ++k)
            bytes[static_cast<size_t>(rng.below(bytes.size()))] = static_cast<char>(rng.below(256));
        JobContext job;
        const auto asset = openAsset(fileOf(folder, path.filename().string(), bytes), job);
        if (!asset) continue;
        for (const auto& part : asset->parts) {
            const Status loaded = guarded("load", [&]() -> Status {
                RB_TRY(const Payload payload, part.load({}, job));
                return Ok{};
            });
            if (!loaded && loaded.error().kind == ErrorKind::internal)
                fail(__FILE__, __LINE__, fmt::format("flip {}: {}", i, loaded.error().what));
        }
    }
}
inline Asset openFile(const std::filesystem::path& path) {
    JobContext job;
    return REQUIRE(openAsset(path, job));
}
template <class T>
std::vector<T> valuesOf(const Part& part, Rows rows = {}) {
    JobContext job;
    const Payload payload = REQUIRE(part.load(rows, job));
    const auto bytes = payloadBytes(payload);
    std::vector<T> out(bytes.size() / sizeof(T));
    if (!out.empty()) std::memcpy(out.data(), bytes.data(), out.size() * sizeof(T));
    return out;
}
template <class T>
T valueOf(const Part& part, size_t index, Rows rows = {}) {
    return valuesOf<T>(part, rows).at(index);
}
/// write() and open() again: the file's bytes.
inline std::string writtenBytes(const Asset& asset, std::string_view reader, std::string_view name) {
    JobContext job;
    const auto path = temporaryFolder() / name;
    REQUIRE(REQUIRE(findReader(reader))->write(asset, path, job));
    return std::string(REQUIRE(mapFile(path)).text());
}

} // namespace rarebit::test

// SPDX-License-Identifier: GPL-3.0-or-later
// Files as the engine sees them: mapped for reading, written whole or not at all.
#pragma once

#include "engine/core/payload.hpp"

#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace rarebit {

/// Maps a regular file (a link is followed; pipes, devices and folders are refused). An empty file is fine.
Result<Bytes> mapFile(const std::filesystem::path& path);
/// The first `count` bytes (fewer where the file is shorter).
Result<std::vector<std::byte>> readHead(const std::filesystem::path& path, size_t count);
/// Writes to a temporary name in the same folder, syncs, renames. On any error the target is as it was.
Status writeFile(const std::filesystem::path& path, std::span<const std::byte> bytes);
inline Status writeFile(const std::filesystem::path& path, std::string_view text) {
    return writeFile(path, std::as_bytes(std::span(text.data(), text.size())));
}
/// The same for a writer that needs a file name of its own (encoders of libraries): it fills the temporary
/// file or folder, which is renamed to `path` when it succeeded and removed when it failed.
Status writeAtomically(
    const std::filesystem::path& path,
    const std::function<Status(const std::filesystem::path& temporary)>& fill
);

/// Collects bytes in memory and moves to an unlinked temporary file beyond 64 MiB.
class SpoolSink {
public:
    SpoolSink() = default;
    ~SpoolSink();
    SpoolSink(const SpoolSink&) = delete;
    SpoolSink& operator=(const SpoolSink&) = delete;
    Status add(std::span<const std::byte> bytes);
    uint64_t size() const { return size_; }
    /// What was collected; the sink is empty afterwards.
    Result<Bytes> finish();

private:
    std::vector<std::byte> memory_;
    std::FILE* file_ = nullptr;
    uint64_t size_ = 0;
};

/// Joins a name found inside a file to its folder; refuses absolute names, ".." and links that leave the
/// folder.
Result<std::filesystem::path>
pathInside(const std::filesystem::path& folder, std::string_view name, std::string_view where);

} // namespace rarebit

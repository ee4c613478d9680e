// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/asset.hpp"

#include <cstddef>
#include <filesystem>
#include <span>

namespace rarebit {

struct ReaderDef {
    std::string id, title;
    std::vector<std::string> extensions; // lower case, without the dot
    std::string kinds;                   // what it yields: "model", "image", "sheet" ...
    /// 0 not mine, 100 certain. Sees the first 4 KiB (all of a shorter file; nothing of a folder) and the
    /// name.
    int (*score)(std::span<const std::byte> head, std::string_view fileName){};
    /// Reads headers only. A file, a shard index or a folder. "Mine but broken" is an Error with the offset.
    Result<Asset> (*open)(const std::filesystem::path&, JobContext&){};
    bool exact = false; // write(open(f)) restores every byte of f
    /// Writes the asset in this format from its parts, meta and container. Optional.
    Status (*write)(const Asset&, const std::filesystem::path&, JobContext&){};
};

/// Picks the reader by content, then name (or takes `readerId`), opens the file, fills path, name, bytes and
/// reader. Only regular files (links followed once) and folders that a reader claims.
Result<Asset> openAsset(const std::filesystem::path& path, JobContext& job, std::string_view readerId = {});
/// Content hash over every file of the asset, hex; cached in the asset.
Result<std::string> hashAsset(Asset& asset, JobContext& job);

} // namespace rarebit

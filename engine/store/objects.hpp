// SPDX-License-Identifier: GPL-3.0-or-later
// objects/ab/cdef...: zstd-compressed content under the SHA-256 of what it decompresses to.
#pragma once

#include "engine/core/payload.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace rarebit::store {

bool isObjectName(std::string_view sha256);
std::filesystem::path objectPath(const std::filesystem::path& project, std::string_view sha256);
Result<std::string> writeObject(const std::filesystem::path& project, std::span<const std::byte> content);
/// Decompresses within the memory budget and checks the content against the name.
Result<Bytes> readObject(const std::filesystem::path& project, std::string_view sha256);
/// Names of all objects, sorted; files that are none of ours go to `strays`.
std::vector<std::string>
listObjects(const std::filesystem::path& project, std::vector<std::filesystem::path>& strays);

} // namespace rarebit::store

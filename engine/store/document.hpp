// SPDX-License-Identifier: GPL-3.0-or-later
// project.json: sorted keys, one record per line, so that two people's changes merge line by line.
#pragma once

#include "engine/core/json.hpp"

#include <filesystem>
#include <string>

namespace rarebit::store {

inline constexpr int64_t documentVersion = 1;
inline constexpr const char* documentFormat = "rarebit-project";

Json emptyDocument();
/// Members that are objects get one line per member; everything else is one line.
std::string printDocument(const Json& document);
/// Reads and checks that it is a project of ours (of any version).
Result<Json> readDocument(const std::filesystem::path& folder);
/// The major version in "version": "1.0".
int64_t majorVersion(const Json& document);

} // namespace rarebit::store

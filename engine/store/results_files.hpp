// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rarebit::store {

inline constexpr const char* mainResults = "results.jsonl";
/// results.jsonl and results.<shard>.jsonl
bool isResultsName(const std::string& name);
/// results.jsonl (whether it exists or not), then the shards' files by name.
std::vector<std::string> resultsNames(const std::filesystem::path& folder);

} // namespace rarebit::store

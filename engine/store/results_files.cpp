// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/results_files.hpp"

#include <set>
#include <system_error>

namespace rarebit::store {

bool isResultsName(const std::string& name) {
    return name == mainResults ||
           (name.starts_with("results.") && name.ends_with(".jsonl") && name.size() > 14);
}

std::vector<std::string> resultsNames(const std::filesystem::path& folder) {
    std::set<std::string> shards;
    std::error_code code;
    for (std::filesystem::directory_iterator it(folder, code), end; !code && it != end; it.increment(code))
        if (const auto name = it->path().filename().string(); isResultsName(name) && name != mainResults)
            shards.insert(name);
    std::vector<std::string> out{mainResults};
    out.insert(out.end(), shards.begin(), shards.end());
    return out;
}

} // namespace rarebit::store

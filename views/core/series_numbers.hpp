// SPDX-License-Identifier: GPL-3.0-or-later
// A method of an asset looks the same in every view: its number is the place of its first result among the
// methods of that asset.
#pragma once

#include "views/core/result_set.hpp"

#include <unordered_map>

namespace rarebit::views {

class SeriesNumbers {
public:
    explicit SeriesNumbers(const ResultSet& results) {
        const int asset = results.columnIndex(QStringLiteral("asset_hash"));
        const int method = results.columnIndex(QStringLiteral("method"));
        numbers_.resize(static_cast<size_t>(results.size()), 0);
        if (method < 0) return;
        std::unordered_map<int, std::unordered_map<int, int>> known;
        for (size_t row = 0; row < numbers_.size(); ++row) {
            auto& methods = known[asset < 0 ? 0 : results.columns()[static_cast<size_t>(asset)].words[row]];
            const int word = results.columns()[static_cast<size_t>(method)].words[row];
            numbers_[row] = methods.try_emplace(word, static_cast<int>(methods.size())).first->second;
        }
    }
    int of(int row) const { return numbers_[static_cast<size_t>(row)]; }

private:
    std::vector<int> numbers_;
};

} // namespace rarebit::views

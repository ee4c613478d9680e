// SPDX-License-Identifier: GPL-3.0-or-later
// What two sequences share: lines by their hashes, words of a line, bases of a record.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rarebit::views {

/// A run of elements that both sequences have.
struct CommonRun {
    int64_t a = 0, b = 0, count = 0;
    bool operator==(const CommonRun&) const = default;
};

/// insertOrLeaveOut: the longest common subsequence (lines, words). replaceToo: a replacement costs as much
/// as an insertion, so that a changed base stays opposite of what it was.
enum class Edit : uint8_t { insertOrLeaveOut, replaceToo };

/// What both have, as runs in order, with the fewest edits, by the greedy algorithm of Myers 1986 ("An O(ND)
/// Difference Algorithm and Its Variations"), with replacements as Ukkonen 1985 has them. Where it takes more
/// than `mostEdits`, only the common head and tail are found.
std::vector<CommonRun> commonRuns(
    std::span<const uint64_t> a,
    std::span<const uint64_t> b,
    int64_t mostEdits,
    Edit edit = Edit::insertOrLeaveOut
);

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/sequence_diff.hpp"

#include <algorithm>

namespace rarebit::views {
namespace {

using Sequence = std::span<const uint64_t>;

void add(std::vector<CommonRun>& runs, int64_t a, int64_t b, int64_t count) {
    if (count == 0) return;
    if (!runs.empty()) {
        CommonRun& last = runs.back();
        if (last.a + last.count == a && last.b + last.count == b) {
            last.count += count;
            return;
        }
    }
    runs.push_back({a, b, count});
}

// The furthest point on each diagonal after d edits is kept for every d, to walk back from the end.
std::vector<CommonRun> middleRuns(Sequence a, Sequence b, int64_t mostEdits) {
    const auto n = static_cast<int64_t>(a.size()), m = static_cast<int64_t>(b.size());
    if (n == 0 || m == 0) return {};
    const int64_t most = std::min(n + m, mostEdits);
    std::vector<std::vector<int64_t>> reached; // [d][k + d]: how far in a, on diagonal k = x - y
    std::vector<int64_t> furthest(static_cast<size_t>(2 * most + 3), 0);
    const auto at = [&](int64_t k) -> int64_t& { return furthest[static_cast<size_t>(k + most + 1)]; };
    int64_t edits = -1;
    for (int64_t d = 0; d <= most && edits < 0; ++d) {
        for (int64_t k = -d; k <= d; k += 2) {
            int64_t x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
            while (x < n && x - k < m && x - k >= 0 &&
                   a[static_cast<size_t>(x)] == b[static_cast<size_t>(x - k)])
                ++x;
            at(k) = x;
            if (x >= n && x - k >= m) edits = d;
        }
        std::vector<int64_t> row(static_cast<size_t>(2 * d + 1));
        for (int64_t k = -d; k <= d; k += 2)
            row[static_cast<size_t>(k + d)] = at(k);
        reached.push_back(std::move(row));
    }
    if (edits < 0) return {};
    std::vector<CommonRun> backwards;
    int64_t x = n, y = m;
    for (int64_t d = edits; d > 0; --d) {
        const auto& before = reached[static_cast<size_t>(d - 1)];
        const auto was = [&](int64_t k) { // of d - 1; outside of its diagonals nothing was reached
            return k < -(d - 1) || k > d - 1 ? int64_t(-1) : before[static_cast<size_t>(k + d - 1)];
        };
        const int64_t k = x - y;
        const bool down = k == -d || (k != d && was(k - 1) < was(k + 1));
        const int64_t fromX = down ? was(k + 1) : was(k - 1), fromY = fromX - (down ? k + 1 : k - 1);
        const int64_t startX = down ? fromX : fromX + 1;
        backwards.push_back({startX, startX - k, x - startX});
        x = fromX;
        y = fromY;
    }
    backwards.push_back({0, 0, x});
    std::vector<CommonRun> runs;
    for (auto run = backwards.rbegin(); run != backwards.rend(); ++run)
        add(runs, run->a, run->b, run->count);
    return runs;
}

} // namespace

std::vector<CommonRun> commonRuns(Sequence a, Sequence b, int64_t mostEdits) {
    size_t head = 0, tail = 0;
    const size_t shorter = std::min(a.size(), b.size());
    while (head < shorter && a[head] == b[head])
        ++head;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    std::vector<CommonRun> runs;
    add(runs, 0, 0, static_cast<int64_t>(head));
    const auto shift = static_cast<int64_t>(head);
    for (const auto& run : middleRuns(
             a.subspan(head, a.size() - head - tail), b.subspan(head, b.size() - head - tail), mostEdits
         ))
        add(runs, run.a + shift, run.b + shift, run.count);
    add(runs,
        static_cast<int64_t>(a.size() - tail),
        static_cast<int64_t>(b.size() - tail),
        static_cast<int64_t>(tail));
    return runs;
}

} // namespace rarebit::views

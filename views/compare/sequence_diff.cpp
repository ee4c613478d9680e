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

constexpr int64_t unreached = -1;

// How far in `a` each diagonal k = x - y gets with d edits, for every d.
class Reach {
public:
    Reach(Sequence a, Sequence b, Edit edit) : a_(a), b_(b), edit_(edit) {}

    // With one edit more; true: the end is reached.
    bool grow() {
        const auto d = static_cast<int64_t>(rows_.size());
        std::vector<int64_t> row(static_cast<size_t>(2 * d + 1), unreached);
        bool end = false;
        for (int64_t k = -d; k <= d; ++k) {
            int64_t x = d == 0 ? 0 : step(d, k).to;
            if (x == unreached) continue;
            while (x < n() && x - k < m() && a_[static_cast<size_t>(x)] == b_[static_cast<size_t>(x - k)])
                ++x;
            row[static_cast<size_t>(k + d)] = x;
            end = end || (x == n() && x - k == m());
        }
        rows_.push_back(std::move(row));
        return end;
    }

    // The way back from the end.
    std::vector<CommonRun> runs() const {
        std::vector<CommonRun> backwards;
        int64_t x = n(), k = n() - m();
        for (auto d = static_cast<int64_t>(rows_.size()) - 1; d > 0; --d) {
            const Step last = step(d, k);
            backwards.push_back({last.to, last.to - k, x - last.to});
            x = last.from;
            k = last.diagonal;
        }
        backwards.push_back({0, 0, x});
        std::vector<CommonRun> out;
        for (auto run = backwards.rbegin(); run != backwards.rend(); ++run)
            add(out, run->a, run->b, run->count);
        return out;
    }

private:
    struct Step {
        int64_t from = unreached, diagonal = 0, to = unreached;
    };
    int64_t n() const { return static_cast<int64_t>(a_.size()); }
    int64_t m() const { return static_cast<int64_t>(b_.size()); }
    int64_t at(int64_t d, int64_t k) const {
        return k < -d || k > d ? unreached : rows_[static_cast<size_t>(d)][static_cast<size_t>(k + d)];
    }
    // The edit that leads furthest to diagonal k: a replacement, else leaving out of a, else of b.
    Step step(int64_t d, int64_t k) const {
        Step best;
        const auto consider = [&](int64_t diagonal, int64_t advance) {
            const int64_t from = at(d - 1, diagonal), to = from + advance;
            if (from == unreached || to > n() || to - k > m() || to <= best.to) return;
            best = {from, diagonal, to};
        };
        if (edit_ == Edit::replaceToo) consider(k, 1);
        consider(k - 1, 1);
        consider(k + 1, 0);
        return best;
    }
    Sequence a_, b_;
    Edit edit_;
    std::vector<std::vector<int64_t>> rows_; // [d][k + d]
};

std::vector<CommonRun> middleRuns(Sequence a, Sequence b, int64_t mostEdits, Edit edit) {
    if (a.empty() || b.empty()) return {};
    Reach reach(a, b, edit);
    for (int64_t d = 0; d <= mostEdits; ++d)
        if (reach.grow()) return reach.runs();
    return {};
}

} // namespace

std::vector<CommonRun> commonRuns(Sequence a, Sequence b, int64_t mostEdits, Edit edit) {
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
             a.subspan(head, a.size() - head - tail), b.subspan(head, b.size() - head - tail), mostEdits, edit
         ))
        add(runs, run.a + shift, run.b + shift, run.count);
    add(runs,
        static_cast<int64_t>(a.size() - tail),
        static_cast<int64_t>(b.size() - tail),
        static_cast<int64_t>(tail));
    return runs;
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// Which line of A stands beside which line of B, and which rows differ: filled from the front while the two
// are compared, small for any number of lines (one bit a row, and one run for each place that was inserted or
// left out).
#pragma once

#include <cstdint>
#include <vector>

namespace rarebit::views {

enum class Pairing : uint8_t { both, onlyA, onlyB };

/// The next `count` rows of a comparison.
struct PairedStretch {
    Pairing pairing = Pairing::both;
    int64_t count = 0;
    bool differs = false; // always of onlyA and onlyB
    bool operator==(const PairedStretch&) const = default;
};

/// One row: lines from 0, -1 where the side has none.
struct AlignedRow {
    int64_t a = -1, b = -1;
    enum class Verdict : uint8_t { unknown, equal, differs } verdict = Verdict::unknown;
};

class Alignment {
public:
    /// Before anything is compared, line n stands beside line n.
    Alignment() = default;
    Alignment(int64_t linesA, int64_t linesB) : linesA_(linesA), linesB_(linesB) {}

    /// A side turns out to have another number of lines.
    void setLines(int64_t linesA, int64_t linesB);
    void append(const PairedStretch& stretch);

    int64_t linesA() const { return linesA_; }
    int64_t linesB() const { return linesB_; }
    /// Rows: the compared ones, and the rest side by side.
    int64_t rows() const;
    int64_t comparedRows() const { return compared_; }
    bool complete() const { return usedA_ >= linesA_ && usedB_ >= linesB_; }
    /// Lines that are compared.
    int64_t usedA() const { return usedA_; }
    int64_t usedB() const { return usedB_; }

    AlignedRow row(int64_t row) const;
    int64_t rowOfA(int64_t line) const;

    /// Runs of differing rows so far.
    int64_t differences() const { return differences_; }
    /// First row of the next (step > 0) or the previous run of differing rows; -1: none so far.
    int64_t nextDifference(int64_t row, int step) const;
    /// The first row at or behind `row` that does not differ.
    int64_t endOfDifference(int64_t row) const;
    /// Which run (from 1) holds the row or ends before it.
    int64_t differenceAt(int64_t row) const;
    /// Differing rows of [first, last).
    int64_t differing(int64_t first, int64_t last) const;
    bool differs(int64_t row) const;

private:
    struct Run {
        int64_t row = 0, a = 0, b = 0;
        Pairing pairing = Pairing::both;
    };
    std::vector<Run> runs_;
    std::vector<uint64_t> bits_; // of the compared rows
    int64_t linesA_ = 0, linesB_ = 0;
    int64_t compared_ = 0, usedA_ = 0, usedB_ = 0, differences_ = 0;
};

} // namespace rarebit::views

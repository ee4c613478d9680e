// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/alignment.hpp"

#include <algorithm>
#include <bit>

namespace rarebit::views {
namespace {

constexpr int64_t wordBits = 64;

// Bits [from, to) of a word, 0 <= from < to <= 64.
uint64_t mask(int64_t from, int64_t to) {
    return (~uint64_t(0) >> (wordBits - (to - from))) << from;
}

} // namespace

void Alignment::setLines(int64_t linesA, int64_t linesB) {
    linesA_ = std::max(linesA, usedA_);
    linesB_ = std::max(linesB, usedB_);
}

void Alignment::append(const PairedStretch& stretch) {
    if (stretch.count <= 0) return;
    if (runs_.empty() || runs_.back().pairing != stretch.pairing)
        runs_.push_back({compared_, usedA_, usedB_, stretch.pairing});
    const int64_t end = compared_ + stretch.count;
    bits_.resize(static_cast<size_t>((end + wordBits - 1) / wordBits));
    if (stretch.differs) {
        if (compared_ == 0 || !differs(compared_ - 1)) ++differences_;
        for (int64_t row = compared_; row < end;) {
            const int64_t from = row % wordBits, to = std::min(wordBits, from + end - row);
            bits_[static_cast<size_t>(row / wordBits)] |= mask(from, to);
            row += to - from;
        }
    }
    compared_ = end;
    if (stretch.pairing != Pairing::onlyB) usedA_ += stretch.count;
    if (stretch.pairing != Pairing::onlyA) usedB_ += stretch.count;
    linesA_ = std::max(linesA_, usedA_);
    linesB_ = std::max(linesB_, usedB_);
}

int64_t Alignment::rows() const {
    return compared_ + std::max(linesA_ - usedA_, linesB_ - usedB_);
}

AlignedRow Alignment::row(int64_t row) const {
    if (row >= compared_) {
        const int64_t a = usedA_ + row - compared_, b = usedB_ + row - compared_;
        return {a < linesA_ ? a : -1, b < linesB_ ? b : -1, AlignedRow::Verdict::unknown};
    }
    const auto next = std::ranges::upper_bound(runs_, row, {}, &Run::row);
    const Run& run = *(next - 1);
    const int64_t offset = row - run.row;
    return {
        run.pairing == Pairing::onlyB ? -1 : run.a + offset,
        run.pairing == Pairing::onlyA ? -1 : run.b + offset,
        differs(row) ? AlignedRow::Verdict::differs : AlignedRow::Verdict::equal};
}

int64_t Alignment::rowOfA(int64_t line) const {
    if (line >= usedA_) return compared_ + line - usedA_;
    const auto run = std::ranges::upper_bound(runs_, line, {}, &Run::a) - 1;
    return run->row + line - run->a;
}

bool Alignment::differs(int64_t row) const {
    return row >= 0 && row < compared_ &&
           (bits_[static_cast<size_t>(row / wordBits)] >> (row % wordBits) & 1) != 0;
}

int64_t Alignment::endOfDifference(int64_t row) const {
    while (row < compared_) {
        const uint64_t same = ~bits_[static_cast<size_t>(row / wordBits)] & mask(row % wordBits, wordBits);
        if (same != 0) return std::min(compared_, row / wordBits * wordBits + std::countr_zero(same));
        row = (row / wordBits + 1) * wordBits;
    }
    return row;
}

int64_t Alignment::nextDifference(int64_t row, int step) const {
    if (step > 0) {
        for (row = row < 0 ? 0 : endOfDifference(row); row < compared_;) {
            const uint64_t word = bits_[static_cast<size_t>(row / wordBits)] & mask(row % wordBits, wordBits);
            if (word != 0) return row / wordBits * wordBits + std::countr_zero(word);
            row = (row / wordBits + 1) * wordBits;
        }
        return -1;
    }
    row = std::min(row, compared_) - 1;
    while (differs(row) && differs(row - 1)) // to the start of the run that ends here or holds the row
        --row;
    if (differs(row)) return row;
    while (row >= 0) {
        const uint64_t word = bits_[static_cast<size_t>(row / wordBits)] & mask(0, row % wordBits + 1);
        if (word == 0) {
            row = row / wordBits * wordBits - 1;
            continue;
        }
        row = row / wordBits * wordBits + wordBits - 1 - std::countl_zero(word);
        while (differs(row - 1))
            --row;
        return row;
    }
    return -1;
}

int64_t Alignment::differenceAt(int64_t row) const {
    const int64_t end = std::min(row + 1, compared_);
    int64_t starts = 0;
    uint64_t carry = 0;
    for (int64_t word = 0; word * wordBits < end; ++word) {
        const uint64_t bits = bits_[static_cast<size_t>(word)];
        uint64_t first = bits & ~(bits << 1 | carry);
        carry = bits >> (wordBits - 1);
        if (const int64_t left = end - word * wordBits; left < wordBits) first &= mask(0, left);
        starts += std::popcount(first);
    }
    return starts;
}

int64_t Alignment::differing(int64_t first, int64_t last) const {
    int64_t count = 0;
    last = std::min(last, compared_);
    for (int64_t row = std::max<int64_t>(first, 0); row < last;) {
        const int64_t from = row % wordBits, to = std::min(wordBits, from + last - row);
        count += std::popcount(bits_[static_cast<size_t>(row / wordBits)] & mask(from, to));
        row += to - from;
    }
    return count;
}

} // namespace rarebit::views

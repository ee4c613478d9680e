// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/cell_ref.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
/// What names, numbers and references are made of.
bool isWord(char c) {
    return isDigit(c) || isLetter(c) || c == '_' || c == '.' || c == '$' || c == '\\' || c == '?' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// One coordinate with its dollar sign; -1 where there is none.
struct Coordinate {
    bool fixed = false;
    int32_t value = -1;
};
struct Reference {
    Coordinate column, row;
    bool isCell() const { return column.value >= 0 && row.value >= 0; }
    bool isColumn() const { return column.value >= 0 && row.value < 0; }
    bool isRow() const { return column.value < 0 && row.value >= 0; }
};

/// All of `word` as a cell, a column or a row; nothing of those otherwise.
std::optional<Reference> parseReference(std::string_view word) {
    Reference out;
    size_t at = 0;
    const auto dollar = [&] {
        const bool found = at < word.size() && word[at] == '$';
        at += found ? 1 : 0;
        return found;
    };
    bool fixed = dollar();
    int32_t column = 0;
    const size_t letters = at;
    for (; at < word.size() && isLetter(word[at]); ++at) {
        if (at - letters == 3) return {};
        column = column * 26 + (word[at] & 0x1F);
    }
    if (at > letters) {
        if (column > sheetColumns) return {};
        out.column = {fixed, column - 1};
        fixed = dollar();
    }
    const size_t digits = at;
    int32_t row = 0;
    for (; at < word.size() && isDigit(word[at]); ++at) {
        if (at - digits == 7 || (at == digits && word[at] == '0')) return {};
        row = row * 10 + (word[at] - '0');
    }
    if (at > digits) {
        if (row > sheetRows) return {};
        out.row = {fixed, row - 1};
    } else if (fixed && letters != digits) {
        return {}; // "A$"
    }
    if (at != word.size() || (out.column.value < 0 && out.row.value < 0)) return {};
    return out;
}

/// Copies a formula and moves its references.
class FormulaShifter {
public:
    FormulaShifter(std::string_view formula, int32_t rows, int32_t columns)
        : formula_(formula), rows_(rows), columns_(columns) {
        out_.reserve(formula.size() + 8);
    }
    std::string shift() {
        while (at_ < formula_.size()) {
            const char c = formula_[at_];
            if (c == '"' || c == '\'')
                copyThrough(formula_.find(c, at_ + 1));
            else if (c == '[')
                copyThrough(closingBracket());
            else if (isWord(c))
                copyWord();
            else
                out_ += formula_[at_++];
        }
        return std::move(out_);
    }

private:
    void copyThrough(size_t last) {
        const size_t end = last == std::string_view::npos ? formula_.size() : last + 1;
        out_ += formula_.substr(at_, end - at_);
        at_ = end;
    }
    /// Of structured references and external workbooks; an apostrophe escapes.
    size_t closingBracket() const {
        size_t depth = 0;
        for (size_t i = at_; i < formula_.size(); ++i) {
            if (formula_[i] == '\'')
                ++i;
            else if (formula_[i] == '[')
                ++depth;
            else if (formula_[i] == ']' && --depth == 0)
                return i;
        }
        return std::string_view::npos;
    }
    std::string_view wordAt(size_t begin) const {
        size_t end = begin;
        while (end < formula_.size() && isWord(formula_[end]))
            ++end;
        return formula_.substr(begin, end - begin);
    }
    /// A function, a sheet or a table stands before these.
    bool isName(size_t end) const {
        return end < formula_.size() &&
               (formula_[end] == '(' || formula_[end] == '!' || formula_[end] == '[');
    }
    void copyWord() {
        const auto word = wordAt(at_);
        const size_t end = at_ + word.size();
        const auto reference = isName(end) ? std::nullopt : parseReference(word);
        if (reference && reference->isCell()) {
            append(*reference);
        } else if (reference && end < formula_.size() && formula_[end] == ':') {
            // Whole columns or rows: only a pair of them is a reference.
            const auto second = wordAt(end + 1);
            const auto other = parseReference(second);
            const bool pair =
                other && !isName(end + 1 + second.size()) &&
                ((reference->isColumn() && other->isColumn()) || (reference->isRow() && other->isRow()));
            if (pair) {
                append(*reference);
                out_ += ':';
                append(*other);
                at_ = end + 1 + second.size();
                return;
            }
            out_ += word;
        } else {
            out_ += word;
        }
        at_ = end;
    }
    void append(const Reference& reference) {
        const auto moved = [](const Coordinate& from, int32_t by, int32_t extent) {
            return from.fixed ? from.value : ((from.value + by) % extent + extent) % extent;
        };
        if (reference.column.value >= 0) {
            if (reference.column.fixed) out_ += '$';
            out_ += columnName(moved(reference.column, columns_, sheetColumns));
        }
        if (reference.row.value >= 0) {
            if (reference.row.fixed) out_ += '$';
            out_ += fmt::to_string(moved(reference.row, rows_, sheetRows) + 1);
        }
    }

    std::string_view formula_;
    int32_t rows_, columns_;
    std::string out_;
    size_t at_ = 0;
};

} // namespace

std::optional<CellRef> parseCellRef(std::string_view text) {
    const auto reference = parseReference(text);
    if (!reference || !reference->isCell()) return {};
    return CellRef{reference->row.value, reference->column.value};
}

std::optional<MergedRange> parseRange(std::string_view text) {
    const size_t colon = text.find(':');
    const auto first = parseCellRef(text.substr(0, colon));
    const auto last = colon == std::string_view::npos ? first : parseCellRef(text.substr(colon + 1));
    if (!first || !last) return {};
    return MergedRange{
        std::min(first->row, last->row),
        std::min(first->column, last->column),
        std::max(first->row, last->row),
        std::max(first->column, last->column)};
}

std::string columnName(int32_t column) {
    std::string name;
    for (int32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return name;
}

std::string cellName(int32_t row, int32_t column) {
    return columnName(column) + fmt::to_string(row + 1);
}

std::string rangeName(const MergedRange& range) {
    return cellName(range.firstRow, range.firstColumn) + ":" + cellName(range.lastRow, range.lastColumn);
}

std::string shiftFormula(std::string_view formula, int32_t rows, int32_t columns) {
    return FormulaShifter(formula, rows, columns).shift();
}

} // namespace rarebit

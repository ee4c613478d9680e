// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of one or two texts side by side, ready to draw: lines of text, or raw bytes as hexadecimal digits and
// characters.
#pragma once

#include "views/compare/text_pages.hpp"
#include "views/compare/text_scan.hpp"

#include <QCache>

#include <array>

namespace rarebit::views {

struct RowSide {
    bool there = false;  // the side has this row
    bool loaded = false; // and its data has arrived
    QString label;       // line number, offset
    ShownText shown;
    QVector<TextMark> changes; // what the other side has not
    QString tail;              // behind the text: what was cut, a missing line end
    bool tailChanged = false;
};

/// Raw bytes as hexadecimal digits and characters, 16 in a row.
QString shownBytes(std::string_view bytes);

struct ComparedRow {
    std::array<RowSide, 2> sides;
    AlignedRow lines;
    bool differs = false;
};

class ComparedText : public QObject {
    Q_OBJECT
public:
    struct Input {
        Source a;
        std::optional<Source> b;
        std::optional<TextFormat> format; // none: raw bytes
        int64_t rows = 0;                 // lines of A; for raw bytes: bytes
        int64_t bytes = 0;
    };
    static constexpr int64_t hexBytes = 16; // of a row of raw bytes
    ComparedText(Previews& previews, const Input& input, QObject* parent = nullptr);

    int sides() const { return pages_[1] ? 2 : 1; }
    bool isText() const { return format_.has_value(); }
    int64_t rows() const;
    /// Stays valid until the next call.
    const ComparedRow& row(int64_t row);
    void want(int64_t first, int64_t count);
    /// Width of labels in characters.
    int labelWidth() const;
    QString label(int64_t line) const;
    /// What stands in a row of one side, for the clipboard and assistive technology.
    QString text(int64_t row, int side);

    const Alignment& alignment() const { return scan_ ? scan_->alignment() : alone_; }
    const TextScan* scan() const { return scan_; }
    const std::optional<Error>& error() const { return error_; }
    /// The row that shows a line of A (a byte, for raw bytes).
    int64_t rowOf(int64_t lineOfA) const;
    int64_t lineOf(int64_t row) const; // -1: A has none

    /// Looks for `needle` from `row` on, in either direction, in both sides; the last search ends.
    /// "0x4A4B" finds bytes, other text ignores the case of ASCII letters unless `exactCase`.
    void find(const QString& needle, bool exactCase, int64_t row, int step);
    void stopFinding();
    bool finding() const { return static_cast<bool>(search_); }

signals:
    void changed(); // rows arrived, or more is compared
    void found(qint64 row);
    void notFound();
    void findProgress(double fraction);

private:
    struct Search;
    void fill(RowSide& side, int64_t line, std::string_view bytes) const;
    void markChanges(ComparedRow& row) const;
    void searchOn();
    void searchLoaded(const std::shared_ptr<Search>& search);

    Previews& previews_;
    const std::optional<TextFormat> format_;
    const int64_t bytesPerRow_;
    std::array<Source, 2> sources_;
    std::array<TextPages*, 2> pages_{};
    TextScan* scan_ = nullptr;
    Alignment alone_;
    QCache<qint64, ComparedRow> rows_;
    ComparedRow current_;
    std::optional<Error> error_;
    std::shared_ptr<Search> search_;
};

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/compared_text.hpp"

#include "views/core/numbers.hpp"

#include <algorithm>
#include <cstring>

namespace rarebit::views {
namespace {

constexpr int64_t hexBytes = ComparedText::hexBytes;
constexpr int keptRows = 600;

QChar shownByte(uint8_t byte) {
    return byte >= 0x20 && byte < 0x7F ? QChar(byte) : QChar(0x00B7);
}

// "48 65 6C 6C 6F 20 77 6F  72 6C 64 21              Hello world!"
constexpr int hexColumn(int byte) {
    return 3 * byte + (byte >= hexBytes / 2 ? 1 : 0);
}
constexpr int asciiColumn = hexColumn(hexBytes) + 1;

QVector<TextMark> changedBytes(std::string_view bytes, std::string_view other) {
    QVector<TextMark> marks;
    for (size_t i = 0; i < bytes.size(); ++i)
        if (i >= other.size() || bytes[i] != other[i]) {
            marks.push_back({hexColumn(static_cast<int>(i)), 2});
            marks.push_back({asciiColumn + static_cast<int>(i), 1});
        }
    return marks;
}

} // namespace

QString shownBytes(std::string_view bytes) {
    QString text(asciiColumn + static_cast<int>(bytes.size()), u' ');
    static const char digits[] = "0123456789ABCDEF";
    for (int i = 0; i < static_cast<int>(bytes.size()); ++i) {
        const auto byte = static_cast<uint8_t>(bytes[static_cast<size_t>(i)]);
        text[hexColumn(i)] = QLatin1Char(digits[byte >> 4]);
        text[hexColumn(i) + 1] = QLatin1Char(digits[byte & 15]);
        text[asciiColumn + i] = shownByte(byte);
    }
    return text;
}

ComparedText::ComparedText(Previews& previews, const Input& input, QObject* parent)
    : QObject(parent), previews_(previews), format_(input.format),
      bytesPerRow_(
          input.format ? std::max<int64_t>(1, input.bytes / std::max<int64_t>(1, input.rows)) : hexBytes
      ),
      sources_{input.a, input.b.value_or(Source{})}, rows_(keptRows) {
    const int64_t rows = format_ ? input.rows : (input.bytes + hexBytes - 1) / hexBytes;
    alone_ = Alignment(rows, 0);
    const auto refresh = [this] {
        rows_.clear();
        emit changed();
    };
    for (int side = 0; side < (input.b ? 2 : 1); ++side) {
        auto*& pages = pages_[static_cast<size_t>(side)];
        pages = new TextPages(previews, sources_[static_cast<size_t>(side)], format_, bytesPerRow_, this);
        connect(pages, &TextPages::arrived, this, [this, pages, refresh] {
            if (pages->error()) error_ = pages->error();
            refresh();
        });
    }
    if (!input.b) return;
    scan_ = new TextScan(
        previews, {input.a, rows}, {*input.b, rows}, {format_, bytesPerRow_, format_.has_value()}, this
    );
    connect(scan_, &TextScan::advanced, this, refresh);
    connect(scan_, &TextScan::failed, this, [this, refresh](const Error& error) {
        error_ = error;
        refresh();
    });
    scan_->start();
}

int64_t ComparedText::rows() const {
    return alignment().rows();
}

void ComparedText::want(int64_t first, int64_t count) {
    const int64_t last = std::min(first + count, rows());
    for (int side = 0; side < sides(); ++side) {
        int64_t begin = -1, end = -1; // lines of this side
        for (int64_t row = std::max<int64_t>(0, first); row < last; ++row) {
            const AlignedRow lines = alignment().row(row);
            const int64_t line = side == 0 ? lines.a : lines.b;
            if (line < 0) continue;
            if (begin < 0) begin = line;
            end = line + 1;
        }
        if (begin >= 0) pages_[static_cast<size_t>(side)]->want(begin, end - begin);
    }
}

const ComparedRow& ComparedText::row(int64_t row) {
    if (const ComparedRow* kept = rows_.object(row)) return *kept;
    auto made = std::make_unique<ComparedRow>();
    made->lines = alignment().row(row);
    std::array<std::string_view, 2> bytes;
    bool complete = true;
    for (int i = 0; i < sides(); ++i) {
        RowSide& side = made->sides[static_cast<size_t>(i)];
        const int64_t line = i == 0 ? made->lines.a : made->lines.b;
        TextPages& pages = *pages_[static_cast<size_t>(i)];
        if (line < 0 || (pages.end() >= 0 && line >= pages.end())) continue;
        side.there = true;
        side.label = label(line);
        const auto data = pages.row(line);
        side.loaded = data.has_value();
        complete = complete && side.loaded;
        if (!data) continue;
        bytes[static_cast<size_t>(i)] = *data;
        fill(side, line, *data);
    }
    if (sides() == 2) {
        const bool both = made->sides[0].there && made->sides[1].there;
        made->differs = made->lines.verdict == AlignedRow::Verdict::differs ||
                        (complete && (!both || bytes[0] != bytes[1]));
        if (complete && both && made->differs) {
            if (!format_) {
                made->sides[0].changes = changedBytes(bytes[0], bytes[1]);
                made->sides[1].changes = changedBytes(bytes[1], bytes[0]);
            } else
                markChanges(*made);
        }
    }
    if (!complete) { // what is on its way is looked for again
        current_ = std::move(*made);
        return current_;
    }
    ComparedRow* kept = made.release();
    rows_.insert(row, kept);
    return *kept;
}

void ComparedText::fill(RowSide& side, int64_t line, std::string_view bytes) const {
    if (!format_) {
        side.shown.text = shownBytes(bytes);
        return;
    }
    side.shown = shownText(bytes, *format_);
    if (side.shown.hiddenBytes > 0)
        side.tail = tr("%1 more").arg(byteSize(static_cast<double>(side.shown.hiddenBytes)));
    else if (side.shown.end.isEmpty() && line >= 0)
        side.tail = tr("no line end");
}

void ComparedText::markChanges(ComparedRow& row) const {
    RowSide &a = row.sides[0], &b = row.sides[1];
    const TextChanges changes = changedWords(a.shown.text, b.shown.text);
    a.changes = changes.a;
    b.changes = changes.b;
    if (!a.changes.isEmpty() || !b.changes.isEmpty()) return;
    // The difference lies where nothing of it is seen: behind the cut, or in the line ends.
    for (RowSide* side : {&a, &b}) {
        if (side->shown.hiddenBytes == 0)
            side->tail = side->shown.end.isEmpty() ? tr("no line end") : side->shown.end;
        side->tailChanged = true;
    }
}

QString ComparedText::label(int64_t line) const {
    if (format_) return grouped(line + 1);
    return QString::number(line * hexBytes, 16).toUpper().rightJustified(labelWidth(), u'0');
}

int ComparedText::labelWidth() const {
    const int64_t most = std::max(alignment().linesA(), alignment().linesB());
    if (format_) return static_cast<int>(grouped(most).size());
    return std::max(8, static_cast<int>(QString::number(most * hexBytes, 16).size()));
}

QString ComparedText::text(int64_t rowIndex, int side) {
    const RowSide& shown = row(rowIndex).sides[static_cast<size_t>(side)];
    return shown.shown.text;
}

int64_t ComparedText::rowOf(int64_t lineOfA) const {
    return alignment().rowOfA(format_ ? lineOfA : lineOfA / hexBytes);
}

int64_t ComparedText::lineOf(int64_t row) const {
    const int64_t line = alignment().row(row).a;
    return format_ || line < 0 ? line : line * hexBytes;
}

} // namespace rarebit::views

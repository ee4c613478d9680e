// SPDX-License-Identifier: GPL-3.0-or-later
// Finding in a ComparedText: some MiB at a time from the worker, searched in a thread.
#include "views/compare/compared_text.hpp"
#include "views/core/background.hpp"

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int64_t chunkBytes = 4 << 20;
constexpr int64_t fewestRows = 64, mostRows = 1 << 16;

void foldAscii(std::string& text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
}

// What is looked for, as the bytes of the text spell it.
std::string needleBytes(const QString& needle, const std::optional<TextFormat>& format) {
    static const QString prefix = QStringLiteral("0x");
    if (needle.startsWith(prefix) && needle.size() % 2 == 0) {
        const QByteArray digits = needle.mid(2).toLatin1();
        const QByteArray bytes = QByteArray::fromHex(digits);
        if (!bytes.isEmpty() && bytes.toHex() == digits.toLower()) return bytes.toStdString();
    }
    if (!format || format->encoding == TextFormat::Encoding::utf8) return needle.toStdString();
    std::string out;
    for (const QChar c : needle) {
        const auto low = static_cast<char>(c.unicode() & 0xFF), high = static_cast<char>(c.unicode() >> 8);
        const bool big = format->encoding == TextFormat::Encoding::utf16be;
        out += big ? high : low;
        out += big ? low : high;
    }
    return out;
}

struct Wanted {
    std::string needle;
    bool foldCase = false;
    std::optional<TextFormat> format;
    int64_t bytesPerRow = 16;
};

// The first or the last row of these bytes that holds the needle; -1: none.
int64_t searchRows(std::string_view bytes, const Wanted& wanted, bool last) {
    std::string folded;
    if (wanted.foldCase) {
        folded = bytes;
        foldAscii(folded);
        bytes = folded;
    }
    if (!wanted.format) {
        const size_t at = last ? bytes.rfind(wanted.needle) : bytes.find(wanted.needle);
        return at == std::string_view::npos ? -1 : static_cast<int64_t>(at) / wanted.bytesPerRow;
    }
    const size_t unit = wanted.format->encoding == TextFormat::Encoding::utf8 ? 1 : 2;
    const auto starts = lineStarts(bytes, *wanted.format);
    int64_t found = -1;
    for (size_t i = 0; i + 1 < starts.size(); ++i) {
        const auto line = bytes.substr(starts[i], starts[i + 1] - starts[i]);
        size_t at = line.find(wanted.needle);
        while (at != std::string_view::npos && at % unit != 0)
            at = line.find(wanted.needle, at + 1);
        if (at == std::string_view::npos) continue;
        found = static_cast<int64_t>(i);
        if (!last) break;
    }
    return found;
}

} // namespace

struct ComparedText::Search {
    Wanted wanted;
    int step = 1;
    int64_t next = 0;               // row where the next chunk begins (forwards) or ends (backwards)
    int64_t first = 0, count = 0;   // rows of the chunk at hand
    std::array<int64_t, 2> begin{}; // of the chunk, in lines of each side
    std::array<std::shared_ptr<const Payload>, 2> payloads;
    std::array<Ticket, 2> tickets;
    int missing = 0; // answers
};

void ComparedText::find(const QString& needle, bool exactCase, int64_t row, int step) {
    search_.reset();
    if (needle.isEmpty()) return;
    search_ = std::make_shared<Search>();
    search_->wanted = {needleBytes(needle, format_), !exactCase, format_, bytesPerRow_};
    if (search_->wanted.foldCase) foldAscii(search_->wanted.needle);
    search_->step = step;
    search_->next = std::clamp<int64_t>(step > 0 ? row : row + 1, 0, rows());
    searchOn();
}

void ComparedText::stopFinding() {
    search_.reset();
}

void ComparedText::searchOn() {
    const auto search = search_;
    const int64_t chunk = std::clamp(chunkBytes / bytesPerRow_, fewestRows, mostRows);
    const bool forwards = search->step > 0;
    search->first = forwards ? search->next : std::max<int64_t>(0, search->next - chunk);
    const int64_t end = forwards ? std::min(rows(), search->next + chunk) : search->next;
    search->count = end - search->first;
    if (search->count <= 0) {
        search_.reset();
        emit notFound();
        return;
    }
    search->next = forwards ? end : search->first;
    search->payloads = {};
    search->missing = 0;
    // A needle may lie across the rows of raw bytes.
    const int64_t overlap =
        format_ ? 0 : (static_cast<int64_t>(search->wanted.needle.size()) + bytesPerRow_ - 2) / bytesPerRow_;
    const int64_t unit = format_ ? 1 : bytesPerRow_;
    for (size_t side = 0; side < static_cast<size_t>(sides()); ++side) {
        int64_t begin = -1, last = -1;
        for (int64_t row = search->first; row < end; ++row) {
            const AlignedRow lines = alignment().row(row);
            const int64_t line = side == 0 ? lines.a : lines.b;
            if (line < 0) continue;
            if (begin < 0) begin = line;
            last = line + 1;
        }
        if (begin < 0) continue;
        search->begin[side] = begin;
        ++search->missing;
        search->tickets[side] = previews_.load(
            sources_[side],
            {begin * unit, (last + overlap) * unit},
            [this, side, weak = std::weak_ptr(search)](Result<std::shared_ptr<const Payload>> result) {
                const auto asked = weak.lock();
                if (!asked || asked != search_) return;
                if (!result && result.error().kind != ErrorKind::badParams) { // not just behind the end
                    error_ = result.error();
                    search_.reset();
                    emit changed();
                    return;
                }
                if (result) asked->payloads[side] = std::move(*result);
                if (--asked->missing == 0) searchLoaded(asked);
            }
        );
    }
    const double all = std::max<double>(1, static_cast<double>(rows()));
    const double at = static_cast<double>(search->next) / all;
    emit findProgress(forwards ? at : 1 - at);
}

void ComparedText::searchLoaded(const std::shared_ptr<Search>& search) {
    inBackground(
        this,
        [wanted = search->wanted, payloads = search->payloads, last = search->step < 0] {
            std::array<int64_t, 2> hits{-1, -1};
            for (size_t side = 0; side < 2; ++side)
                if (payloads[side]) hits[side] = searchRows(bytesOf(*payloads[side]), wanted, last);
            return hits;
        },
        [this, search](const std::array<int64_t, 2>& hits) {
            if (search != search_) return;
            int64_t best = -1;
            for (int64_t i = 0; i < search->count && best < 0; ++i) {
                const int64_t row =
                    search->step > 0 ? search->first + i : search->first + search->count - 1 - i;
                const AlignedRow lines = alignment().row(row);
                for (size_t side = 0; side < 2; ++side)
                    if (hits[side] >= 0 &&
                        (side == 0 ? lines.a : lines.b) == search->begin[side] + hits[side])
                        best = row;
            }
            if (best < 0) return searchOn();
            search_.reset();
            emit found(best);
        }
    );
}

} // namespace rarebit::views

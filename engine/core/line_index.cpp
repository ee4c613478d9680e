// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/line_index.hpp"

#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit {
namespace {

constexpr int64_t markEvery = 512;           // lines
constexpr size_t scanStep = size_t(4) << 20; // bytes between two looks at cancellation
constexpr size_t none = std::string_view::npos;

} // namespace

Result<LineIndex> LineIndex::build(Bytes bytes, JobContext& job) {
    LineIndex index;
    index.bytes_ = std::move(bytes);
    const std::string_view text = index.bytes_.text();
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        index.unit_ = 2;
        index.bigEndian_ = text[0] == '\xFE';
    }
    const auto isEnd = [&](size_t at) { // of a line feed's byte in UTF-16
        const size_t high = index.bigEndian_ ? at - 1 : at + 1;
        return at % 2 == (index.bigEndian_ ? 1 : 0) && high < text.size() && text[high] == 0;
    };
    const auto scan = [&](char end) -> Status {
        index.end_ = end;
        index.lines_ = 0;
        index.marks_ = {0};
        size_t next = 0; // start of the line at hand
        for (size_t from = 0; from < text.size(); from += scanStep) {
            if (job.cancelled()) return cancelledError("counting lines");
            const std::string_view piece = text.substr(0, std::min(from + scanStep, text.size()));
            for (size_t at = piece.find(end, from); at != none; at = piece.find(end, at + 1)) {
                if (index.unit_ == 2 && !isEnd(at)) continue;
                next = at + 1 + (index.unit_ == 2 && !index.bigEndian_ ? 1 : 0);
                if (++index.lines_ % markEvery == 0) index.marks_.push_back(next);
            }
        }
        if (next < text.size()) ++index.lines_;
        return Ok{};
    };
    RB_CHECK(scan('\n'));
    if (index.lines_ == 1 && index.unit_ == 1 && text.back() != '\n' && text.find('\r') != none)
        RB_CHECK(scan('\r')); // line ends of classic Mac OS
    return index;
}

size_t LineIndex::lineStart(int64_t line) const {
    const std::string_view text = bytes_.text();
    if (line >= lines_) return text.size();
    size_t at = marks_[static_cast<size_t>(line / markEvery)];
    for (int64_t left = line % markEvery; left > 0;) {
        const size_t found = text.find(end_, at);
        if (found == none) return text.size();
        if (unit_ == 1) {
            at = found + 1;
            --left;
            continue;
        }
        const size_t high = bigEndian_ ? found - 1 : found + 1;
        const bool real = found % 2 == (bigEndian_ ? 1 : 0) && high < text.size() && text[high] == 0;
        at = found + 1 + (real && !bigEndian_ ? 1 : 0);
        if (real) --left;
    }
    return at;
}

Result<Bytes> LineIndex::rows(Rows rows, std::string_view where) const {
    if (rows.all()) return bytes_;
    const int64_t end = rows.last(lines_);
    if (rows.begin < 0 || rows.begin > end)
        return badParams(
            fmt::format("lines {} to {} of {}", rows.begin, rows.end, lines_),
            std::string(where),
            "ask for lines that exist"
        );
    const size_t first = lineStart(rows.begin);
    return bytes_.slice(first, lineStart(end) - first);
}

} // namespace rarebit

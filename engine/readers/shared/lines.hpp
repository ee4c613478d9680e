// SPDX-License-Identifier: GPL-3.0-or-later
// What the text and log readers share: a file of lines in any encoding, kept byte for byte.
#pragma once

#include "engine/core/asset.hpp"

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace rarebit {

/// Where lines begin. Built in one pass; the rows of a range are then found within 512 lines.
class LineIndex {
public:
    static Result<LineIndex> build(Bytes bytes, JobContext& job);
    /// Lines, the last one without its line end included.
    int64_t lines() const { return lines_; }
    /// Lines [begin, end) with their line ends; the last one reaches to the end of the file.
    Result<Bytes> rows(Rows rows, std::string_view where) const;

private:
    size_t lineStart(int64_t line) const;

    Bytes bytes_;
    char end_ = '\n';
    size_t unit_ = 1; // bytes of a code unit: 2 for UTF-16
    bool bigEndian_ = false;
    int64_t lines_ = 0;
    std::vector<uint64_t> marks_; // start of every 512th line
};

/// "utf-8", "utf-8-bom", "utf-16le", "utf-16be" (with a byte order mark) or "unknown"; and "lf", "crlf",
/// "cr", "mixed" or "none". Looks at the first MiB.
struct TextLook {
    std::string encoding, lineEnd;
};
TextLook lookAtText(std::span<const std::byte> bytes);

/// Share of the bytes that text consists of: printable, white space, or part of a non-ASCII character.
double textShare(std::span<const std::byte> head);
/// True where three or more lines begin the file and most of them start with a date or a time.
bool looksLikeLog(std::span<const std::byte> head);
/// Lower-case suffix of a file name without the dot; empty where there is none.
std::string suffixOf(std::string_view fileName);

/// One text part over the mapped file. shape: what `info` shows, [lines] or [bytes]; rows are always lines.
Result<Asset>
openLines(const std::filesystem::path& path, std::string_view kind, bool shapeInLines, JobContext& job);
/// Writes the one part as it is.
Status writeLines(const Asset& asset, const std::filesystem::path& path, JobContext& job);

} // namespace rarebit

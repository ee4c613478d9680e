// SPDX-License-Identifier: GPL-3.0-or-later
// What the text and log readers share: a file of lines in any encoding, kept byte for byte.
#pragma once

#include "engine/core/line_index.hpp"

#include <filesystem>
#include <span>
#include <string_view>

namespace rarebit {

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

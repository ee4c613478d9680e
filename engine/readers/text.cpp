// SPDX-License-Identifier: GPL-3.0-or-later
// Text of any kind: bytes with a line index, any encoding and line end kept.
#include "engine/core/reader.hpp"
#include "engine/readers/shared/lines.hpp"

#include <algorithm>

namespace rarebit::readers {
namespace {

// Low on purpose: a reader that knows the format wins.
constexpr int byName = 25, byContent = 12;
constexpr double leastText = 0.7;       // of a file whose name says text
constexpr double leastTextAlone = 0.95; // of one whose content says so

const std::vector<std::string>& textSuffixes() {
    static const std::vector<std::string> suffixes{
        "txt", "text", "md",  "rst", "tex",  "json", "jsonl", "xml", "html", "htm", "css",  "js",   "ts",
        "c",   "h",    "cc",  "cpp", "cxx",  "hpp",  "cu",    "py",  "rs",   "go",  "java", "sh",   "yaml",
        "yml", "toml", "ini", "cfg", "conf", "sql",  "svg",   "srt", "vtt",  "rtf", "po",   "diff", "patch",
    };
    return suffixes;
}

int score(std::span<const std::byte> head, std::string_view name) {
    if (std::ranges::find(textSuffixes(), suffixOf(name)) != textSuffixes().end())
        return textShare(head) >= leastText ? byName : 0;
    if (head.empty()) return 0; // an empty file, or a folder
    const bool marked = lookAtText(head).encoding.starts_with("utf-16");
    const bool nul = std::ranges::find(head, std::byte{0}) != head.end();
    return textShare(head) >= leastTextAlone && (marked || !nul) ? byContent : 0;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    return openLines(path, "text", false, job);
}

} // namespace

const ReaderDef& text() {
    static const ReaderDef definition{
        .id = "text",
        .title = "Text",
        .extensions = textSuffixes(),
        .kinds = "text",
        .score = score,
        .open = open,
        .exact = true,
        .write = writeLines,
    };
    return definition;
}

} // namespace rarebit::readers

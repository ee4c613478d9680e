// SPDX-License-Identifier: GPL-3.0-or-later
// Log files: bytes with a line index, any encoding and line end kept.
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/readers/shared/lines.hpp"

#include <algorithm>
#include <array>

namespace rarebit::readers {
namespace {

constexpr int fits = 40;
constexpr double leastText = 0.7;       // of a file whose name says log
constexpr double leastTextAlone = 0.95; // of one whose content says so

// "x.log", "syslog", "syslog.2", "error_log", "x.log.1", "x.log-20260101"
bool nameSaysLog(std::string_view name) {
    const std::string word = lower(name);
    const std::string suffix = suffixOf(word);
    if (suffix == "log" || suffix == "out") return true;
    for (const auto* prefix :
         {"syslog", "messages", "dmesg", "kern.log", "auth.log", "access_log", "error_log"})
        if (word.starts_with(prefix) &&
            (suffix.empty() || suffix.find_first_not_of("0123456789") == std::string::npos))
            return true;
    const size_t at = word.rfind(".log");
    return at != std::string::npos && at + 5 < word.size() &&
           word.find_first_not_of("0123456789.-_", at + 4) == std::string::npos;
}

int score(std::span<const std::byte> head, std::string_view name) {
    if (nameSaysLog(name)) return textShare(head) >= leastText ? fits : 0;
    const std::string suffix = suffixOf(name);
    const bool open = suffix.empty() || suffix == "txt" || suffix.size() > 5;
    return open && textShare(head) >= leastTextAlone && looksLikeLog(head) ? fits : 0;
}

Result<Asset> open(const std::filesystem::path& path, JobContext& job) {
    return openLines(path, "log", true, job);
}

} // namespace

const ReaderDef& log() {
    static const ReaderDef definition{
        .id = "log",
        .title = "Log file",
        .extensions = {"log", "out"},
        .kinds = "log",
        .score = score,
        .open = open,
        .exact = true,
        .write = writeLines,
    };
    return definition;
}

} // namespace rarebit::readers

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/lines.hpp"

#include "engine/core/files.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace rarebit {
namespace {

constexpr size_t lookBytes = size_t(1) << 20; // read to guess encoding and line end
constexpr size_t stampReach = 64;             // a log line says its time within so many bytes
constexpr size_t none = std::string_view::npos;

bool beginsWith(std::span<const std::byte> bytes, std::string_view prefix) {
    return bytes.size() >= prefix.size() && std::memcmp(bytes.data(), prefix.data(), prefix.size()) == 0;
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
// A pattern of d (digit) and literal bytes at `at`.
bool matches(std::string_view text, size_t at, std::string_view pattern) {
    if (text.size() - at < pattern.size()) return false;
    for (size_t i = 0; i < pattern.size(); ++i)
        if (pattern[i] == 'd' ? !isDigit(text[at + i]) : text[at + i] != pattern[i]) return false;
    return true;
}
bool hasStamp(std::string_view line) {
    if (matches(line, 0, "dddddd dddddd ")) return true; // HDFS: yymmdd hhmmss
    for (size_t i = 0; i < std::min(line.size(), stampReach); ++i)
        for (const auto* pattern : {"dd:dd:dd", "dddd-dd-dd", "dddd/dd/dd", "dd.dd.dd"})
            if (matches(line, i, pattern)) return true;
    return false;
}

} // namespace

TextLook lookAtText(std::span<const std::byte> bytes) {
    TextLook look{"unknown", "none"};
    const auto head = bytes.first(std::min(bytes.size(), lookBytes));
    std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    size_t unit = 1, low = 0;
    if (beginsWith(head, "\xFF\xFE") || beginsWith(head, "\xFE\xFF")) {
        unit = 2;
        low = text[0] == '\xFE' ? 1 : 0;
        look.encoding = low ? "utf-16be" : "utf-16le";
    } else {
        std::string_view whole = text;
        if (head.size() < bytes.size()) // a character cut at the end is no fault
            for (int i = 0; i < 3 && !whole.empty() && (whole.back() & 0x80); ++i)
                whole.remove_suffix(1);
        if (validUtf8(whole) == whole)
            look.encoding = beginsWith(head, "\xEF\xBB\xBF") ? "utf-8-bom" : "utf-8";
    }
    size_t lf = 0, crlf = 0, cr = 0;
    char before = 0;
    const auto count = [&](char c) {
        if (c == '\n') ++(before == '\r' ? crlf : lf);
        if (before == '\r' && c != '\n') ++cr;
        before = c;
    };
    for (size_t i = 0; i + unit <= text.size(); i += unit)
        count(unit == 2 && text[i + 1 - low] != 0 ? 'x' : text[i + low]);
    if (before == '\r') ++cr;
    if (lf + crlf + cr > 0)
        look.lineEnd = (lf > 0) + (crlf > 0) + (cr > 0) > 1 ? "mixed" : lf ? "lf" : crlf ? "crlf" : "cr";
    return look;
}

double textShare(std::span<const std::byte> head) {
    if (head.empty()) return 1;
    const bool wide = beginsWith(head, "\xFF\xFE") || beginsWith(head, "\xFE\xFF");
    const auto good = std::ranges::count_if(head, [&](std::byte b) {
        const auto c = static_cast<uint8_t>(b);
        return c >= 0x20 ? c != 0x7F : (c >= 0x07 && c <= 0x0D) || c == 0x1B || (wide && c < 0x07);
    });
    return static_cast<double>(good) / static_cast<double>(head.size());
}

bool looksLikeLog(std::span<const std::byte> head) {
    std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    int lines = 0, stamped = 0;
    while (!text.empty()) {
        const size_t end = text.find('\n');
        if (end == none && lines > 0) break; // cut by the end of the head
        const std::string_view line = text.substr(0, end);
        if (!line.empty() && line != "\r") {
            ++lines;
            stamped += hasStamp(line) ? 1 : 0;
        }
        if (end == none) break;
        text.remove_prefix(end + 1);
    }
    return lines >= 3 && 10 * stamped >= 6 * lines;
}

std::string suffixOf(std::string_view fileName) {
    const size_t dot = fileName.rfind('.');
    return dot == none || dot == 0 ? "" : lower(fileName.substr(dot + 1));
}

Result<Asset>
openLines(const std::filesystem::path& path, std::string_view kind, bool shapeInLines, JobContext& job) {
    RB_TRY(Bytes bytes, mapFile(path));
    const auto size = bytes.size();
    const TextLook look = lookAtText(bytes.view);
    RB_TRY(LineIndex built, LineIndex::build(std::move(bytes), job));
    const auto index = std::make_shared<const LineIndex>(std::move(built));
    Asset asset;
    asset.kind = kind;
    asset.counts =
        Json::object({{"lines", index->lines()}, {"encoding", look.encoding}, {"line_end", look.lineEnd}});
    Part part;
    part.name = kind;
    part.role = kind;
    part.form = PayloadForm::text;
    part.shape = {shapeInLines ? index->lines() : static_cast<int64_t>(size)};
    part.byteSize = size;
    part.load = [index, where = path.filename().string()](Rows rows, JobContext&) -> Result<Payload> {
        RB_TRY(Bytes lines, index->rows(rows, printable(where)));
        return Payload(TextView{std::move(lines)});
    };
    asset.parts.push_back(std::move(part));
    return asset;
}

Status writeLines(const Asset& asset, const std::filesystem::path& path, JobContext& job) {
    if (asset.parts.size() != 1)
        return unsupported(
            fmt::format("{} parts for a file of lines, which is exactly one", asset.parts.size()),
            printable(path.string()),
            "choose the asset's own format with --as"
        );
    RB_TRY(const Payload payload, loadWhole(asset.parts.front(), job));
    return writeFile(path, payloadBytes(payload).view);
}

} // namespace rarebit

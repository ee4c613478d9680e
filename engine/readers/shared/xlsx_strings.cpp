// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/xlsx.hpp"

#include <fmt/format.h>

namespace rarebit::xlsx {
namespace {

constexpr uint64_t stringsPerCheck = 1024;

/// "_x005F_" stands for an underscore that would otherwise begin an escape. Escapes of control characters
/// stay as they are spelled: XML cannot hold what they mean.
void unescapeUnderscores(std::string& text) {
    constexpr std::string_view escaped = "_x005F_";
    for (size_t at = 0; (at = text.find(escaped, at)) != std::string::npos; ++at)
        text.erase(at + 1, escaped.size() - 1);
}

Error longText(size_t index, const std::string& where) {
    return badInput(
        fmt::format("shared string {} has more than {} bytes", index, maxCellText),
        where,
        "shorten the text; spreadsheet programs allow 32,767 characters"
    );
}

} // namespace

Status parseMember(
    const ZipArchive& archive,
    const ZipMember& member,
    const std::string& where,
    JobContext& job,
    const std::function<XmlHandlers(XmlParser*&)>& make
) {
    XmlParser* self = nullptr;
    XmlParser parser(make(self), fmt::format("{}, {}", where, printable(member.name)));
    self = &parser;
    RB_CHECK(archive.read(member, job, [&](std::span<const std::byte> piece) { return parser.feed(piece); }));
    return parser.finish();
}

Result<std::vector<std::string>> readSharedStrings(
    const ZipArchive& archive,
    const ZipMember& member,
    const std::string& where,
    SheetBudget& budget,
    JobContext& job
) {
    std::vector<std::string> strings;
    std::string current;
    bool inText = false;
    int phonetic = 0;
    uint64_t bytes = 0;
    RB_CHECK(parseMember(archive, member, where, job, [&](XmlParser*& parser) {
        XmlHandlers handlers;
        handlers.start = [&](std::string_view tag, const XmlAttributes&) {
            const auto name = xmlLocalName(tag);
            if (name == "t")
                inText = phonetic == 0;
            else if (name == "rPh")
                ++phonetic;
            else if (name == "si")
                current.clear();
        };
        handlers.end = [&](std::string_view tag) {
            const auto name = xmlLocalName(tag);
            if (name == "t") {
                inText = false;
            } else if (name == "rPh") {
                --phonetic;
            } else if (name == "si") {
                unescapeUnderscores(current);
                bytes += sizeof(std::string) + current.size();
                strings.push_back(current);
                if (strings.size() % stringsPerCheck != 0) return;
                if (auto status = budget.add(bytes); !status) parser->fail(std::move(status).error());
                bytes = 0;
            }
        };
        handlers.text = [&](std::string_view piece) {
            if (!inText) return;
            current += piece;
            if (current.size() > maxCellText) parser->fail(longText(strings.size(), where));
        };
        return handlers;
    }));
    RB_CHECK(budget.add(bytes));
    return strings;
}

} // namespace rarebit::xlsx

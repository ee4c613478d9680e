// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/text_format.hpp"

#include "views/compare/sequence_diff.hpp"

#include <QHash>

#include <algorithm>

namespace rarebit::views {
namespace {

using Encoding = TextFormat::Encoding;
constexpr size_t none = std::string_view::npos;
constexpr int64_t mostWordEdits = 600;
// A shown character takes at most four bytes of the line.
constexpr size_t mostLineBytes = size_t(4) * mostShown;

struct Character {
    char32_t code = 0;
    size_t bytes = 1;
    bool valid = false;
};

Character utf8At(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[at + i]); };
    const uint8_t first = byte(0);
    if (first < 0x80) return {first, 1, true};
    const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() - at < length) return {first, 1, false};
    char32_t code = first & (0xFF >> (length + 1));
    for (size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {first, 1, false};
        code = code << 6 | (byte(i) & 0x3F);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return {first, 1, false};
    return {code, length, true};
}

Character utf16At(std::string_view text, size_t at, bool big) {
    const auto unit = [&](size_t i) -> char32_t {
        const auto low = static_cast<uint8_t>(text[i + (big ? 1 : 0)]);
        const auto high = static_cast<uint8_t>(text[i + (big ? 0 : 1)]);
        return static_cast<char32_t>(high << 8 | low);
    };
    if (text.size() - at < 2) return {static_cast<uint8_t>(text[at]), 1, false};
    const char32_t first = unit(at);
    if (first < 0xD800 || first >= 0xE000) return {first, 2, true};
    if (first >= 0xDC00 || text.size() - at < 4) return {first, 2, false};
    const char32_t second = unit(at + 2);
    if (second < 0xDC00 || second >= 0xE000) return {first, 2, false};
    return {0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 4, true};
}

Character characterAt(std::string_view text, size_t at, Encoding encoding) {
    return encoding == Encoding::utf8 ? utf8At(text, at) : utf16At(text, at, encoding == Encoding::utf16be);
}

// Also what would reorder or hide the rest of the line.
bool isControl(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
           (code >= 0xFFF0 && code <= 0xFFFB) || code >= 0xF0000 || (code >= 0xE000 && code < 0xF900);
}

QString escaped(char32_t code, std::string_view bytes) {
    if (code == '\t') return QStringLiteral("\\t");
    if (code == '\r') return QStringLiteral("\\r");
    QString out;
    for (const char byte : bytes)
        out += QStringLiteral("\\x") +
               QString::number(static_cast<uint8_t>(byte), 16).rightJustified(2, u'0').toUpper();
    return out;
}

// Length of the line end at the end of a line; 0: there is none.
size_t endLength(std::string_view line, const TextFormat& format, char end) {
    if (format.encoding == Encoding::utf8) return !line.empty() && line.back() == end ? 1 : 0;
    if (line.size() < 2) return 0;
    const auto last = utf16At(line, line.size() - 2, format.encoding == Encoding::utf16be);
    return last.code == static_cast<char32_t>(end) ? 2 : 0;
}

struct Word {
    int from = 0, length = 0;
};

QVector<Word> wordsOf(const QString& text) {
    QVector<Word> words;
    for (int i = 0; i < text.size();) {
        int end = i + 1;
        if (text[i].isLetterOrNumber())
            while (end < text.size() && text[end].isLetterOrNumber())
                ++end;
        words.push_back({i, end - i});
        i = end;
    }
    return words;
}

std::vector<uint64_t> hashes(const QString& text, const QVector<Word>& words) {
    std::vector<uint64_t> out;
    for (const auto& word : words)
        out.push_back(qHash(QStringView(text).mid(word.from, word.length), 1));
    return out;
}

// Words that are in no common run, joined where nothing lies between them.
QVector<TextMark> unmatched(const QVector<Word>& words, const std::vector<bool>& matched) {
    QVector<TextMark> marks;
    for (int i = 0; i < words.size(); ++i) {
        if (matched[static_cast<size_t>(i)]) continue;
        if (!marks.isEmpty() && marks.back().from + marks.back().length == words[i].from)
            marks.back().length += words[i].length;
        else
            marks.push_back({words[i].from, words[i].length});
    }
    return marks;
}

} // namespace

TextFormat textFormat(const Json& meta) {
    TextFormat format;
    const std::string& encoding = meta.at("encoding").asString();
    if (encoding == "utf-16le") format.encoding = Encoding::utf16le;
    if (encoding == "utf-16be") format.encoding = Encoding::utf16be;
    const std::string& end = meta.at("line_end").asString();
    format.carriageReturns = end == "cr" && format.encoding == Encoding::utf8;
    format.returnIsUsual = end == "crlf";
    return format;
}

std::vector<size_t> lineStarts(std::string_view bytes, const TextFormat& format) {
    std::vector<size_t> starts{0};
    const bool wide = format.encoding != Encoding::utf8, big = format.encoding == Encoding::utf16be;
    const char end = format.carriageReturns ? '\r' : '\n';
    for (size_t at = bytes.find(end); at != none; at = bytes.find(end, at + 1)) {
        size_t next = at + 1;
        if (wide) { // the other byte of the unit is zero
            const size_t high = big ? at - 1 : at + 1;
            if (at % 2 != (big ? 1 : 0) || high >= bytes.size() || bytes[high] != 0) continue;
            next = at + (big ? 1 : 2);
        }
        starts.push_back(next);
    }
    if (starts.back() < bytes.size()) starts.push_back(bytes.size());
    return starts;
}

ShownText shownText(std::string_view line, const TextFormat& format) {
    ShownText shown;
    const auto takeEnd = [&](char end, const QString& name) {
        const size_t length = endLength(line, format, end);
        line.remove_suffix(length);
        if (length > 0) shown.end = name + shown.end;
        return length > 0;
    };
    if (format.carriageReturns)
        takeEnd('\r', QStringLiteral("\\r"));
    else if (takeEnd('\n', QStringLiteral("\\n")) && format.returnIsUsual)
        takeEnd('\r', QStringLiteral("\\r"));
    size_t at = 0;
    while (at < line.size()) {
        if (shown.text.size() >= mostShown || at >= mostLineBytes) break;
        const Character c = characterAt(line, at, format.encoding);
        if (!c.valid || isControl(c.code)) {
            const QString escape = escaped(c.code, line.substr(at, c.bytes));
            const auto from = static_cast<int>(shown.text.size());
            if (!shown.escapes.isEmpty() && shown.escapes.back().from + shown.escapes.back().length == from)
                shown.escapes.back().length += static_cast<int>(escape.size());
            else
                shown.escapes.push_back({from, static_cast<int>(escape.size())});
            shown.text += escape;
        } else {
            shown.text += QString::fromUcs4(&c.code, 1);
        }
        at += c.bytes;
    }
    shown.hiddenBytes = static_cast<int64_t>(line.size() - at);
    return shown;
}

TextChanges changedWords(const QString& a, const QString& b) {
    const auto wordsA = wordsOf(a), wordsB = wordsOf(b);
    std::vector<bool> matchedA(static_cast<size_t>(wordsA.size())),
        matchedB(static_cast<size_t>(wordsB.size()));
    for (const auto& run : commonRuns(hashes(a, wordsA), hashes(b, wordsB), mostWordEdits))
        for (int64_t i = 0; i < run.count; ++i) {
            matchedA[static_cast<size_t>(run.a + i)] = true;
            matchedB[static_cast<size_t>(run.b + i)] = true;
        }
    return {unmatched(wordsA, matchedA), unmatched(wordsB, matchedB)};
}

} // namespace rarebit::views

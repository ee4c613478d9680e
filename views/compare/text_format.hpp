// SPDX-License-Identifier: GPL-3.0-or-later
// How the bytes of a text become lines and visible characters.
#pragma once

#include "engine/core/json.hpp"

#include <QString>
#include <QVector>

#include <string_view>
#include <vector>

namespace rarebit::views {

/// Encoding and line end, as an asset's meta says them.
struct TextFormat {
    enum class Encoding : uint8_t { utf8, utf16le, utf16be } encoding = Encoding::utf8;
    bool carriageReturns = false; // lines end with CR alone
    bool returnIsUsual = false;   // lines end with CR LF: the CR is not worth a mark
    bool operator==(const TextFormat&) const = default;
};
TextFormat textFormat(const Json& meta);

/// Where lines start, and behind the last one the end: one entry more than there are lines.
std::vector<size_t> lineStarts(std::string_view bytes, const TextFormat& format);

/// Characters [from, from + length) of a shown text.
struct TextMark {
    int from = 0, length = 0;
    bool operator==(const TextMark&) const = default;
};

/// A line as it stands on the screen: bytes that are no valid text as \xNN, control characters as \t, \r or
/// \xNN, without its line end; cut after `mostShown` characters.
struct ShownText {
    QString text;
    QVector<TextMark> escapes; // what stands for bytes that cannot be shown
    int64_t hiddenBytes = 0;   // behind the cut
    QString end;               // the line end: "\\n", "\\r\\n", "\\r"; empty: there is none
};
constexpr int mostShown = 4096;
ShownText shownText(std::string_view line, const TextFormat& format);

/// Marks in both texts what only one of them has, word by word.
struct TextChanges {
    QVector<TextMark> a, b;
};
TextChanges changedWords(const QString& a, const QString& b);

} // namespace rarebit::views

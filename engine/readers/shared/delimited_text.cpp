// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/delimited_text.hpp"

#include <array>

namespace rarebit {
namespace {

constexpr std::string_view utf8Mark = "\xEF\xBB\xBF", utf16leMark = "\xFF\xFE", utf16beMark = "\xFE\xFF";

/// Length of the well-formed sequence at `at`, 0 where there is none. Surrogates count as well-formed where
/// `surrogates` says so.
size_t sequenceLength(std::string_view text, size_t at, bool surrogates) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const auto lead = byte(0);
    const size_t length = lead < 0x80   ? 1
                          : lead < 0xC2 ? 0
                          : lead < 0xE0 ? 2
                          : lead < 0xF0 ? 3
                          : lead < 0xF5 ? 4
                                        : 0;
    if (length == 0 || at + length > text.size()) return 0;
    for (size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;
    if (lead == 0xED && byte(1) > 0x9F && !surrogates) return 0;
    if (lead == 0xF0 && byte(1) < 0x90) return 0;
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;
    return length;
}

uint32_t codePoint(std::string_view text, size_t at, size_t length) {
    const auto byte = [&](size_t i) { return uint32_t(static_cast<unsigned char>(text[at + i])); };
    if (length == 1) return byte(0);
    uint32_t value = byte(0) & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; ++i)
        value = value << 6 | (byte(i) & 0x3F);
    return value;
}

void appendUtf8(std::string& out, uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

bool looksLikeLatin1(std::string_view text) {
    bool invalid = false;
    for (size_t at = 0; at < text.size();) {
        const size_t length = sequenceLength(text, at, false);
        if (length > 1) return false;
        invalid |= length == 0;
        ++at;
    }
    return invalid;
}

std::string fromUtf16(std::string_view bytes, bool bigEndian) {
    const auto unit = [&](size_t at) {
        const auto a = static_cast<unsigned char>(bytes[at]), b = static_cast<unsigned char>(bytes[at + 1]);
        return uint32_t(bigEndian ? a << 8 | b : b << 8 | a);
    };
    std::string out;
    out.reserve(bytes.size());
    for (size_t at = 0; at + 1 < bytes.size(); at += 2) {
        uint32_t code = unit(at);
        if (code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size()) {
            const uint32_t low = unit(at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        appendUtf8(out, code);
    }
    return out;
}

void appendUtf16(std::string& out, uint32_t code, bool bigEndian) {
    const auto unit = [&](uint32_t value) {
        const auto high = static_cast<char>(value >> 8), low = static_cast<char>(value & 0xFF);
        out += bigEndian ? high : low;
        out += bigEndian ? low : high;
    };
    if (code < 0x10000) return unit(code);
    unit(0xD800 + ((code - 0x10000) >> 10));
    unit(0xDC00 + ((code - 0x10000) & 0x3FF));
}

} // namespace

const char* toString(TextEncoding encoding) {
    constexpr std::array names{"utf-8", "latin-1", "utf-16le", "utf-16be"};
    return names[static_cast<size_t>(encoding)];
}

DecodedText decodeText(const Bytes& file) {
    DecodedText out;
    const std::string_view bytes = file.text();
    if (bytes.starts_with(utf16leMark) || bytes.starts_with(utf16beMark)) {
        const bool bigEndian = bytes.starts_with(utf16beMark);
        out.encoding = bigEndian ? TextEncoding::utf16be : TextEncoding::utf16le;
        out.byteOrderMark = true;
        if (bytes.size() % 2 != 0) out.tail = bytes.substr(bytes.size() - 1);
        out.text = ownBytes(fromUtf16(bytes.substr(2), bigEndian));
    } else if (bytes.starts_with(utf8Mark)) {
        out.byteOrderMark = true;
        out.text = file.slice(utf8Mark.size(), file.size() - utf8Mark.size());
    } else if (looksLikeLatin1(bytes)) {
        out.encoding = TextEncoding::latin1;
        std::string text;
        text.reserve(bytes.size() + bytes.size() / 8);
        for (const char byte : bytes)
            appendUtf8(text, static_cast<unsigned char>(byte));
        out.text = ownBytes(std::move(text));
    } else {
        out.text = file;
    }
    return out;
}

std::string
encodeText(std::string_view text, TextEncoding encoding, bool byteOrderMark, std::string_view tail) {
    std::string out;
    if (encoding == TextEncoding::utf8) {
        if (byteOrderMark) out = utf8Mark;
        out += text;
        return out;
    }
    const bool bigEndian = encoding == TextEncoding::utf16be, latin1 = encoding == TextEncoding::latin1;
    out.reserve(latin1 ? text.size() : 2 * text.size() + 2);
    if (!latin1 && byteOrderMark) out = bigEndian ? utf16beMark : utf16leMark;
    for (size_t at = 0; at < text.size();) {
        const size_t length = sequenceLength(text, at, true);
        const uint32_t code = length == 0 ? '?' : codePoint(text, at, length);
        if (!latin1)
            appendUtf16(out, code, bigEndian);
        else if (code < 0x100)
            out += static_cast<char>(code);
        else
            out += text.substr(at, length);
        at += std::max<size_t>(1, length);
    }
    out += tail;
    return out;
}

} // namespace rarebit

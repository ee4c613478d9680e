// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a delimited file as UTF-8 text and back, without loss.
#pragma once

#include "engine/core/payload.hpp"

#include <string>

namespace rarebit {

/// The order is part of the container of CSV assets: append only.
enum class TextEncoding : uint8_t { utf8, latin1, utf16le, utf16be };
const char* toString(TextEncoding encoding);

struct DecodedText {
    TextEncoding encoding = TextEncoding::utf8;
    bool byteOrderMark = false;
    std::string tail; // an odd last byte of UTF-16
    Bytes text;       // UTF-8, unpaired surrogates as three bytes; invalid bytes of UTF-8 files stay
};
/// UTF-16 by its byte order mark; Latin-1 where the bytes are no UTF-8 and nothing in them looks like it.
DecodedText decodeText(const Bytes& file);
/// The inverse. Text that the encoding cannot hold gives UTF-8 bytes in Latin-1 files and '?' elsewhere; text
/// from decodeText always fits.
std::string
encodeText(std::string_view text, TextEncoding encoding, bool byteOrderMark, std::string_view tail);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// Small text functions that several parts of the engine need.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

/// The text with every byte that is not part of valid UTF-8 written as \xNN.
std::string validUtf8(std::string_view text);
/// validUtf8, and control characters written as \xNN as well: safe to print on a terminal.
std::string printable(std::string_view text);
/// Shell-like glob on part names: * any run, ? one byte, [abc] a set; '*' matches dots and slashes too.
bool globMatch(std::string_view pattern, std::string_view name);
/// The candidate nearest to `word` by edit distance, or empty where none is close (for "did you mean").
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);
std::string lower(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
/// An argument as a shell reads it; plain words as they are.
std::string shellQuoted(std::string_view argument);
std::string base64(std::string_view bytes);
/// "1.5 MiB"; bytes, binary prefixes.
std::string humanBytes(uint64_t bytes);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace rarebit {
namespace {

// Length of the valid UTF-8 sequence at the start of `text`, 0 where there is none (RFC 3629).
size_t sequenceLength(std::string_view text) {
    const auto byte = [&](size_t i) { return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0}; };
    const auto tail = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const uint8_t b = byte(0);
    if (b < 0x80) return 1;
    if (b >= 0xC2 && b <= 0xDF) return tail(1) ? 2 : 0;
    if (b >= 0xE0 && b <= 0xEF) {
        if (b == 0xE0 && byte(1) < 0xA0) return 0; // overlong
        if (b == 0xED && byte(1) > 0x9F) return 0; // surrogate
        return tail(1) && tail(2) ? 3 : 0;
    }
    if (b >= 0xF0 && b <= 0xF4) {
        if (b == 0xF0 && byte(1) < 0x90) return 0;
        if (b == 0xF4 && byte(1) > 0x8F) return 0;
        return tail(1) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

// Control characters: C0, DEL, C1 (which drive some terminals too), line separators, and the marks that turn
// the direction of text, with which a name can look like another.
bool isControl(std::string_view sequence) {
    const auto byte = [&](size_t i) { return static_cast<uint8_t>(sequence[i]); };
    if (sequence.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7F;
    if (sequence.size() == 2) return byte(0) == 0xC2 && byte(1) < 0xA0;
    if (sequence.size() != 3 || byte(0) != 0xE2) return false;
    return (byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAE) ||
           (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9);
}

std::string escape(std::string_view text, bool controlsToo) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const size_t n = sequenceLength(text);
        const std::string_view sequence = text.substr(0, std::max<size_t>(n, 1));
        if (n == 0 || (controlsToo && isControl(sequence)))
            for (const char c : sequence)
                out += fmt::format("\\x{:02x}", static_cast<uint8_t>(c));
        else
            out += sequence;
        text.remove_prefix(sequence.size());
    }
    return out;
}

} // namespace

std::string validUtf8(std::string_view text) {
    return escape(text, false);
}
std::string printable(std::string_view text) {
    return escape(text, true);
}

bool globMatch(std::string_view pattern, std::string_view name) {
    // Iterative, with one point to return to: linear in practice and no recursion on hostile patterns.
    size_t p = 0, n = 0, star = std::string_view::npos, starName = 0;
    const auto one = [&](size_t& at, char c) { // matches one pattern element against c and moves `at` past it
        if (pattern[at] == '?') return ++at, true;
        if (pattern[at] == '[') {
            const size_t end = pattern.find(']', at + 1);
            if (end != std::string_view::npos) {
                const bool hit = pattern.substr(at + 1, end - at - 1).find(c) != std::string_view::npos;
                at = end + 1;
                return hit;
            }
        }
        return pattern[at++] == c;
    };
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            starName = n;
            continue;
        }
        size_t next = p;
        if (p < pattern.size() && one(next, name[n])) {
            p = next;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++starName;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
    std::string best;
    size_t bestDistance = std::max<size_t>(2, word.size() / 3) + 1;
    for (const auto& candidate : candidates) {
        std::vector<size_t> row(candidate.size() + 1);
        for (size_t j = 0; j < row.size(); ++j)
            row[j] = j;
        for (size_t i = 0; i < word.size(); ++i) {
            size_t diagonal = row[0];
            row[0] = i + 1;
            for (size_t j = 0; j < candidate.size(); ++j) {
                const size_t change = diagonal + (word[i] == candidate[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = std::min({change, row[j] + 1, diagonal + 1});
            }
        }
        if (row.back() < bestDistance) {
            bestDistance = row.back();
            best = candidate;
        }
    }
    return best;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> out;
    while (true) {
        const size_t at = text.find(separator);
        out.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos) return out;
        text.remove_prefix(at + 1);
    }
}

std::string shellQuoted(std::string_view argument) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("_-./:=,+@%^").find(c) != std::string_view::npos;
    };
    if (!argument.empty() && std::ranges::all_of(argument, plain)) return std::string(argument);
    std::string out = "'";
    for (const char c : argument)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string base64(std::string_view bytes) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (size_t i = 0; i < bytes.size(); i += 3) {
        uint32_t group = 0;
        for (size_t k = 0; k < 3; ++k)
            group = group << 8 | (i + k < bytes.size() ? static_cast<uint8_t>(bytes[i + k]) : 0U);
        for (size_t k = 0; k < 4; ++k)
            out += i + k <= bytes.size() ? digits[group >> (18 - 6 * k) & 63] : '=';
    }
    return out;
}

std::string humanBytes(uint64_t bytes) {
    static constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB"};
    double value = static_cast<double>(bytes);
    size_t unit = 0;
    while (value >= 1024 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", value, units[unit]);
}

} // namespace rarebit

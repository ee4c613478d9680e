// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a results file:
//   {"key":"<32 hex>","row":{...},"sum":"<16 hex>","type":"run","when":"2026-01-31T12:00:00.000000Z"}
// `sum` is the XXH3-64 of the whole line (without its line end) with the 16 digits of `sum` written as zeros,
// so damage to any byte is found without parsing. Keys are sorted: key, sum, type and time of a line stand at
// fixed places, and 100,000 lines are checked in a fraction of a second.
#pragma once

#include "engine/core/json.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rarebit::store {

/// 32 hex digits as a number.
struct KeyBits {
    uint64_t high = 0, low = 0;
    auto operator<=>(const KeyBits&) const = default;
};
struct KeyBitsHash {
    size_t operator()(const KeyBits& key) const { return key.low; } // keys are hashes already
};
std::optional<KeyBits> keyBits(std::string_view hex);
std::string toHex(const KeyBits& key);

/// environment: what a row's "environment" id stands for. other: a type of a later version; kept, not read.
enum class RecordType : uint8_t { run, metric, environment, details, stream, other };

struct LineHead {
    KeyBits key;
    uint64_t sum = 0;
    int64_t when = 0; // digits of the time after the century, 260131120000000000: sorts like the time
    RecordType type = RecordType::other;
};

/// Checks a line (without line end) against its sum. The bytes are changed during the call and restored.
std::optional<LineHead> readLineHead(std::span<char> line);
/// The line with its line end; stamped with the time now.
std::string makeLine(std::string_view key, std::string_view type, const Json& row);
/// UTC with microseconds; no two calls of a process give the same.
std::string timeNow();

} // namespace rarebit::store

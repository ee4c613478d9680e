// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/records.hpp"

#include "engine/core/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <ctime>

namespace rarebit::store {
namespace {

constexpr std::string_view keyField = R"({"key":")";
constexpr std::string_view sumField = R"(,"sum":")";
constexpr std::string_view typeField = R"(","type":")";
constexpr std::string_view whenField = R"(","when":")";
constexpr size_t sumDigits = 16;
constexpr size_t longestTail = 160; // sum, type and time

constexpr std::array<std::pair<std::string_view, RecordType>, 5> types{{
    {"run", RecordType::run},
    {"metric", RecordType::metric},
    {"environment", RecordType::environment},
    {"details", RecordType::details},
    {"stream", RecordType::stream},
}};

std::optional<uint64_t> hexNumber(std::string_view digits) {
    uint64_t value = 0;
    for (const char c : digits) {
        if (c >= '0' && c <= '9')
            value = value << 4 | uint64_t(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value << 4 | uint64_t(c - 'a' + 10);
        else
            return std::nullopt;
    }
    return value;
}

} // namespace

std::optional<KeyBits> keyBits(std::string_view hex) {
    if (hex.size() != 32) return std::nullopt;
    const auto high = hexNumber(hex.substr(0, 16)), low = hexNumber(hex.substr(16));
    if (!high || !low) return std::nullopt;
    return KeyBits{*high, *low};
}

std::string toHex(const KeyBits& key) {
    return fmt::format("{:016x}{:016x}", key.high, key.low);
}

std::optional<LineHead> readLineHead(std::span<char> line) {
    const std::string_view text(line.data(), line.size());
    if (text.size() < keyField.size() + 32 || !text.starts_with(keyField)) return std::nullopt;
    LineHead head;
    const auto key = keyBits(text.substr(keyField.size(), 32));
    if (!key) return std::nullopt;
    head.key = *key;

    const size_t tailStart = text.size() > longestTail ? text.size() - longestTail : 0;
    const size_t found = text.substr(tailStart).rfind(sumField);
    if (found == std::string_view::npos) return std::nullopt;
    const size_t sumAt = tailStart + found + sumField.size();
    std::string_view rest = text.substr(sumAt);
    if (rest.size() < sumDigits) return std::nullopt;
    const auto sum = hexNumber(rest.substr(0, sumDigits));
    if (!sum) return std::nullopt;
    head.sum = *sum;
    rest.remove_prefix(sumDigits);
    if (!rest.starts_with(typeField)) return std::nullopt;
    rest.remove_prefix(typeField.size());
    const size_t typeEnd = rest.find('"');
    const auto type = rest.substr(0, typeEnd);
    if (typeEnd == std::string_view::npos || !rest.substr(typeEnd).starts_with(whenField))
        return std::nullopt;
    for (const auto& [name, value] : types)
        if (type == name) head.type = value;
    for (const char c : rest.substr(typeEnd + whenField.size()))
        if (c >= '0' && c <= '9') head.when = (head.when * 10 + (c - '0')) % 1'000'000'000'000'000'000;

    std::array<char, sumDigits> kept{};
    std::copy_n(line.begin() + static_cast<ptrdiff_t>(sumAt), sumDigits, kept.begin());
    std::fill_n(line.begin() + static_cast<ptrdiff_t>(sumAt), sumDigits, '0');
    const bool whole = hash64(text) == head.sum;
    std::ranges::copy(kept, line.begin() + static_cast<ptrdiff_t>(sumAt));
    if (!whole) return std::nullopt;
    return head;
}

std::string makeLine(std::string_view key, std::string_view type, const Json& row) {
    std::string line = fmt::format("{}{}\",\"row\":{}{}", keyField, key, row.dump(), sumField);
    const size_t sumAt = line.size();
    line.append(sumDigits, '0');
    line += fmt::format("{}{}{}{}\"}}", typeField, type, whenField, timeNow());
    const auto sum = fmt::format("{:016x}", hash64(line));
    line.replace(sumAt, sumDigits, sum);
    line += '\n';
    return line;
}

std::string timeNow() {
    using std::chrono::microseconds;
    static std::atomic<int64_t> last{0};
    const int64_t clock =
        std::chrono::duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    int64_t before = last.load(), now = 0;
    do
        now = std::max(clock, before + 1);
    while (!last.compare_exchange_weak(before, now));
    const std::time_t seconds = now / 1'000'000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
        utc.tm_year + 1900,
        utc.tm_mon + 1,
        utc.tm_mday,
        utc.tm_hour,
        utc.tm_min,
        utc.tm_sec,
        now % 1'000'000
    );
}

} // namespace rarebit::store

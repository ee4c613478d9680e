// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/limits.hpp"

#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace rarebit {
namespace {

// A variable that is no plain positive number is not taken: the built-in limit stands.
template <class T>
void take(T& limit, const char* variable) {
    const char* text = std::getenv(variable);
    if (!text) return;
    const std::string_view digits = text;
    T value{};
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (code == std::errc{} && end == digits.data() + digits.size() && value > 0) limit = value;
}

Limits fromEnvironment() {
    Limits value;
    take(value.memberBytes, "RAREBIT_MEMBER_BYTES");
    take(value.memberRatio, "RAREBIT_MEMBER_RATIO");
    take(value.jsonDepth, "RAREBIT_JSON_DEPTH");
    take(value.sheetCells, "RAREBIT_SHEET_CELLS");
    take(value.storedCells, "RAREBIT_STORED_CELLS");
    take(value.pixels, "RAREBIT_PIXELS");
    take(value.headerBytes, "RAREBIT_HEADER_BYTES");
    take(value.parts, "RAREBIT_PARTS");
    take(value.memoryBudget, "RAREBIT_MEMORY_BUDGET");
    return value;
}

} // namespace

Limits& limits() {
    static Limits value = fromEnvironment();
    return value;
}

uint64_t machineMemory() {
    return static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

uint64_t memoryBudget() {
    return limits().memoryBudget != 0 ? limits().memoryBudget : machineMemory() / 4 * 3;
}

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/limits.hpp"

#include <unistd.h>

namespace rarebit {

Limits& limits() {
    static Limits value;
    return value;
}

uint64_t memoryBudget() {
    if (limits().memoryBudget != 0) return limits().memoryBudget;
    const auto pages = static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES));
    return pages * static_cast<uint64_t>(sysconf(_SC_PAGESIZE)) / 4 * 3;
}

} // namespace rarebit

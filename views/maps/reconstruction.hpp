// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/hub.hpp"

namespace rarebit::views {

/// The slot whose reconstruction of the asset maps compare with the original: B, then C to H, then A. -1:
/// none.
inline int reconstructionSlot(const HubState& state, const QString& asset) {
    for (const int slot : {1, 2, 3, 4, 5, 6, 7, 0}) {
        const Slot& content = state.slotted[static_cast<size_t>(slot)];
        if (content.asset == asset && content.spec.isObject()) return slot;
    }
    return -1;
}

} // namespace rarebit::views

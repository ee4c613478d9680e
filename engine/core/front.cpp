// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/front.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace rarebit {

// A sweep from cheap to dear: a point stays when it is better than all that cost less, and no worse than the
// best that costs the same.
std::vector<size_t> frontOf(std::span<const double> cost, std::span<const double> loss) {
    std::vector<size_t> order;
    for (size_t i = 0; i < cost.size(); ++i)
        if (!std::isnan(cost[i]) && !std::isnan(loss[i])) order.push_back(i);
    std::ranges::sort(order, [&](size_t a, size_t b) {
        return std::tie(cost[a], loss[a], a) < std::tie(cost[b], loss[b], b);
    });
    std::vector<size_t> out;
    for (const size_t i : order) {
        if (!out.empty()) {
            const size_t last = out.back();
            const bool equal = cost[i] == cost[last] && loss[i] == loss[last];
            if (!equal && !(loss[i] < loss[last])) continue;
        }
        out.push_back(i);
    }
    return out;
}

std::vector<size_t>
hullOf(std::span<const size_t> front, std::span<const double> cost, std::span<const double> loss) {
    std::vector<size_t> out;
    for (const size_t i : front) {
        if (!std::isfinite(cost[i]) || !std::isfinite(loss[i])) continue;
        // The middle one of three goes unless it lies below the line between its neighbours.
        while (out.size() > 1) {
            const size_t a = out[out.size() - 2], b = out.back();
            const double turn =
                (cost[b] - cost[a]) * (loss[i] - loss[a]) - (loss[b] - loss[a]) * (cost[i] - cost[a]);
            if (turn > 0) break;
            out.pop_back();
        }
        out.push_back(i);
    }
    return out;
}

} // namespace rarebit

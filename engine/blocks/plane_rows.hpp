// SPDX-License-Identifier: GPL-3.0-or-later
// Walks a pair of parts by the rows of its plane (planes.hpp), in parallel, for maps and pyramids.
#pragma once

#include "engine/blocks/paired.hpp"
#include "engine/blocks/planes.hpp"

namespace rarebit {

/// Values first, first + 1, ... of one row of the plane (columns x inner of them). Of a stack of planes the
/// same row comes once for each.
struct PlanePiece {
    int64_t row = 0, first = 0;
    std::span<const double> original, decoded;
};
/// Rows of one group of `groupRows` come one after the other, in order; groups run in parallel.
Status forEachPlaneRow(
    const PartPair& pair,
    int64_t groupRows,
    JobContext& job,
    const std::function<Status(const PlanePiece&)>& body
);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// What points will take, judged by what similar points took.
#pragma once

#include "engine/executors/sweep.hpp"

#include <optional>
#include <vector>

namespace rarebit {

struct Estimate {
    std::optional<double> milliseconds; // of encoding and decoding, with its repeats
    std::optional<double> diskBytes;    // of its row and of the stream and details that are kept
};

/// One for each point of the plan. The model is the row of the same method with the nearest parameters, of
/// the same asset where there is one, else of another one of the same kind; it is scaled by the bytes of the
/// parts. Nothing where the project has no such row, nor for points that are present.
Result<std::vector<Estimate>>
estimatePoints(const SweepPlan& plan, const SweepOptions& options, const ProjectStore& store);

} // namespace rarebit

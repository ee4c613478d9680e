// SPDX-License-Identifier: GPL-3.0-or-later
// Some rows of a large part, spread over all of it, for a first estimate while the whole is read.
#pragma once

#include "engine/core/asset.hpp"

#include <optional>
#include <span>
#include <vector>

namespace rarebit {

struct Sample {
    std::vector<Part> parts; // the same rows of each part given, in memory
    double share = 0;        // of the rows
};
/// Parts have one shape (a pair). Nothing where they are small enough to be read at once, or cannot be cut
/// at rows. Reading ends after a tenth of a second.
Result<std::optional<Sample>> samplePart(std::span<const Part* const> parts, JobContext& job);

} // namespace rarebit

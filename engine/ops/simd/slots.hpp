// SPDX-License-Identifier: GPL-3.0-or-later
// Each SIMD file fills its slots of the table with the versions for this CPU.
#pragma once

#include "engine/ops/op_table.hpp"

namespace rarebit::simd {

void fillConversions(OpTable& table);
void fillStatistics(OpTable& table);
void fillQuantisers(OpTable& table);
void fillPacking(OpTable& table);

} // namespace rarebit::simd

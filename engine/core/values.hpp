// SPDX-License-Identifier: GPL-3.0-or-later
// Values of tensors, for all who draw or print them. The conversions of element types live in engine/ops.
#pragma once

#include "engine/core/payload.hpp"

#include <vector>

namespace rarebit {

/// All values of a tensor, quantised blocks dequantised (f64, 32- and 64-bit integers: rounded). Complex
/// numbers are refused.
Result<std::vector<float>> toFloats(const TensorView& tensor);
/// The same without loss for f64 (and for 64-bit integers below 2^53).
Result<std::vector<double>> toDoubles(const TensorView& tensor);

} // namespace rarebit

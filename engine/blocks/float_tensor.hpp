// SPDX-License-Identifier: GPL-3.0-or-later
// What weight quantisers share: one real tensor in as finite floats, one f32 tensor out.
#pragma once

#include "engine/core/method.hpp"

#include <vector>

namespace rarebit {

/// The values of the one part; NaN and infinities are refused.
Result<std::vector<float>> finiteFloats(std::span<const Part> parts, JobContext& job);
/// Encoded::shape for a part that decodes to f32.
Json describeAsF32(const Part& part);
/// The one f32 tensor that a stream describes, with at least one element.
Result<Part> describedF32(const Encoded& encoded);
Result<Asset> decodedF32(const Encoded& encoded, Part part, std::vector<float> values);
/// The section where it has exactly `size` bytes.
Result<Bytes> sectionOfSize(const Encoded& encoded, std::string_view name, uint64_t size);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// What methods share whose stream is the blocks of a GGUF type, byte for byte: section "blocks".
#pragma once

#include "engine/core/method.hpp"

#include <span>

namespace rarebit {

/// One block of finite values, as many as the type's blocks hold, into its bytes. Returns the scale before it
/// was rounded to float16.
using QuantiseBlock = float (*)(std::span<const float> values, std::span<std::byte> block);

/// Real tensors whose last dimension is a multiple of the type's block.
Status acceptsBlocks(const Part& part, DType type);
Result<Encoded>
encodeBlocks(std::span<const Part> parts, DType type, QuantiseBlock quantise, JobContext& job);
/// Back to f32.
Result<Asset> decodeBlocks(const Encoded& encoded, DType type, JobContext& job);

} // namespace rarebit

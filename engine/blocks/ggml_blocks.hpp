// SPDX-License-Identifier: GPL-3.0-or-later
// The block formats of ggml (q4_0 ... nvfp4): values back from blocks.
#pragma once

#include "engine/core/dtype.hpp"
#include "engine/core/result.hpp"

#include <cstddef>
#include <span>

namespace rarebit {

/// Dequantises whole blocks in order. `blocks` holds n * blockBytes bytes of info(dtype), `values` exactly
/// n * blockElements floats; anything else, or a dtype that is no block format, is an error. The values are
/// those of ggml's reference code, bit for bit. Needs no state: callers may split a tensor at any block.
Status dequantiseBlocks(DType dtype, std::span<const std::byte> blocks, std::span<float> values);

} // namespace rarebit

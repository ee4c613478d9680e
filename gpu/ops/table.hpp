// SPDX-License-Identifier: GPL-3.0-or-later
// The ops of this library, one per slot of the contract.
#pragma once

#include "gpu/abi/ops/block_extremes.h"
#include "gpu/abi/ops/convert.h"
#include "gpu/abi/ops/histogram.h"
#include "gpu/abi/ops/moments.h"
#include "gpu/abi/ops/pack_bits.h"
#include "gpu/abi/ops/quantise_groups.h"

namespace rb_gpu {

rb_widen f16ToFloats, bf16ToFloats, e4m3ToFloats, e5m2ToFloats;
rb_narrow floatsToF16, floatsToBf16, floatsToE4m3, floatsToE5m2;
rb_absmax_blocks absmaxBlocks;
rb_range_blocks rangeBlocks;
rb_moments_blocks momentsBlocks;
rb_histogram histogram;
rb_quantise_groups quantiseGroups;
rb_dequantise_groups dequantiseGroups;
rb_pack_bits packBits;
rb_unpack_bits unpackBits;

} // namespace rb_gpu

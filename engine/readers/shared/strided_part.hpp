// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors whose elements do not lie row-major and little-endian in their file: column-major arrays, other
// byte orders, strided views. Loaded as row-major little-endian elements, whole or by rows.
#pragma once

#include "engine/core/asset.hpp"

#include <functional>
#include <span>
#include <vector>

namespace rarebit {

class JobContext;

/// Strides of a row-major or column-major array of this shape, in elements; nothing has more than 2^62.
std::vector<int64_t> denseStrides(std::span<const int64_t> shape, bool columnMajor = false);

/// Elements source[first + sum of index * stride], in row-major order. Strides in elements; the caller has
/// checked that every element lies within `source`.
Result<Bytes> gatherStrided(
    std::span<const std::byte> source,
    size_t elementBytes,
    int64_t first,
    std::span<const int64_t> shape,
    std::span<const int64_t> strides,
    JobContext& job
);

struct StridedSource {
    std::function<Result<Bytes>(JobContext&)> bytes; // mapped, or unpacked when asked for
    DType dtype = DType::f32;
    std::vector<int64_t> shape, strides; // strides in elements
    int64_t first = 0;                   // element at index 0
    bool swapped = false;                // big-endian

    bool dense() const; // neither gathered nor swapped
    /// Elements that `bytes` must have; nothing where that exceeds 2^62 or a stride is negative.
    std::optional<int64_t> needed() const;
};

/// The part of that tensor, loaded from `source` when asked for. Checks what `bytes` gives against needed().
Part stridedPart(Part like, StridedSource source);
/// Reverses the bytes of every number (of both halves of a complex one).
void swapElements(std::span<std::byte> bytes, DType dtype);

} // namespace rarebit

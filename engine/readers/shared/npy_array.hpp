// SPDX-License-Identifier: GPL-3.0-or-later
// The array format of NumPy, versions 1 to 3: one array behind a header that is a Python literal. The literal
// is parsed by its own small grammar; nothing is evaluated.
#pragma once

#include "engine/core/dtype.hpp"
#include "engine/core/result.hpp"
#include "engine/readers/shared/strided_part.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

struct NpyHeader {
    int version = 1;
    DType dtype = DType::f32;
    bool swapped = false, columnMajor = false;
    std::vector<int64_t> shape;
    uint64_t dataStart = 0, dataBytes = 0;
};

constexpr std::string_view npyMagic = "\x93NUMPY";
/// Bytes from the start of a file that show how long the header is.
constexpr size_t npyPrefixBytes = 12;
/// Length of the header with its prefix, from at least npyPrefixBytes (fewer: of a whole file).
Result<uint64_t> npyHeaderLength(std::span<const std::byte> prefix, std::string_view where);
/// `bytes` holds the whole header and maybe data behind it.
Result<NpyHeader> parseNpyHeader(std::span<const std::byte> bytes, std::string_view where);
/// The header that NumPy writes for a row-major little-endian array, from its magic to its line end.
std::vector<std::byte> buildNpyHeader(DType dtype, std::span<const int64_t> shape);
/// The type that a NumPy file holds for this one: itself, or f32.
DType npyTypeFor(DType dtype);

/// Role "weight" for real tensors of one dimension or more, else "state".
Part npyPart(std::string name, const NpyHeader& header, std::function<Result<Bytes>(JobContext&)> data);

} // namespace rarebit

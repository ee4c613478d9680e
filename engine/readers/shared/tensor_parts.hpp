// SPDX-License-Identifier: GPL-3.0-or-later
// What readers of tensor files share: parts with roles and groups from their names, and files written piece
// by piece from parts.
#pragma once

#include "engine/core/asset.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rarebit {

/// A tensor as a file lists it. `bytes` is mapped; nothing is read.
struct TensorEntry {
    std::string name;
    DType dtype = DType::f32;
    std::vector<int64_t> shape;
    Bytes bytes;
};

/// Parts with role ("weight", "bias", "norm", "state") and group ("layers.3") from their names, which become
/// printable. Refuses equal names and more than limits().parts.
Result<std::vector<Part>> modelParts(std::vector<TensorEntry> tensors, std::string_view where);
/// An error where two parts have one name.
Status checkUniqueNames(const std::vector<Part>& parts, std::string_view where);
/// Number of elements of all parts.
int64_t countElements(const std::vector<Part>& parts);

/// One piece of a file: bytes at hand, or a part's elements as `dtype` (its own type: copied as they are;
/// f32: block types and other plain types converted).
struct FilePiece {
    Bytes bytes{};
    const Part* part = nullptr;
    DType dtype = DType::f32;
};
/// Writes the pieces one after the other; the file appears when it is complete.
Status writePieces(const std::vector<FilePiece>& pieces, const std::filesystem::path& path, JobContext& job);
/// An error where a part is no tensor (text and tables do not fit into a file of tensors).
Status checkTensor(const Part& part, std::string_view format);

/// Zstd, for headers that travel in streams. Unpacking refuses more than limits().headerBytes.
std::vector<std::byte> packHeader(std::span<const std::byte> bytes);
Result<std::vector<std::byte>> unpackHeader(std::span<const std::byte> packed, std::string_view where);

} // namespace rarebit

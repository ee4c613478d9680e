// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON header of a safetensors file, parsed by its own grammar: order and duplicates matter here, and
// nothing in it nests.
#pragma once

#include "engine/core/dtype.hpp"
#include "engine/core/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

struct SafetensorsEntry {
    std::string name;
    DType dtype = DType::f32;
    std::vector<int64_t> shape;
    uint64_t begin = 0, end = 0; // bytes, from the end of the header
};

struct SafetensorsHeader {
    std::map<std::string, std::string> metadata;
    std::string metadataText;              // as in the file: "{...}", empty where there is none
    std::vector<SafetensorsEntry> entries; // in the order of their data
};

/// Checks names and types, and that the tensors follow each other without hole or overlap.
Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json, std::string_view where);
/// The header as the reference library writes it, padded to 8 bytes. Offsets are set from types and shapes.
std::string buildSafetensorsHeader(std::string_view metadataText, std::vector<SafetensorsEntry>& entries);
/// The order in which the reference library writes tensors: type, widest first, then name.
void sortAsReference(std::vector<SafetensorsEntry>& entries);
/// The format's word for a type; empty where it has none (block types).
std::string_view safetensorsName(DType dtype);

} // namespace rarebit

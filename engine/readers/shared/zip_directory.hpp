// SPDX-License-Identifier: GPL-3.0-or-later
// Where the members of a zip archive lie, which libzip does not tell: needed to map members that are stored
// without compression instead of copying them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace rarebit {

struct ZipPlace {
    std::string_view name;   // as in the directory
    uint64_t dataOffset = 0; // 0: packed, encrypted, or its two headers disagree
    uint64_t size = 0;
};

/// In the order of the directory; nothing where the directory is not understood. Every place lies within the
/// file.
std::optional<std::vector<ZipPlace>> zipPlaces(std::span<const std::byte> file);
/// The name of the first member, from the start of an archive; empty where this is none.
std::string_view zipFirstName(std::span<const std::byte> head);

} // namespace rarebit

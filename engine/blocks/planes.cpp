// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/planes.hpp"

namespace rarebit {

PlaneView planeOf(const Part& part) {
    const auto& shape = part.shape;
    if (shape.empty()) return {1, 1};
    if (part.role == "image" && shape.size() == 3) return {shape[0], shape[1], shape[2]};
    if (part.role == "video.plane" && shape.size() == 3) return {shape[1], shape[2], 1, shape[0]};
    const int64_t elements = part.elements(), last = shape.back();
    if (shape.size() == 1) return {1, last};
    return {last > 0 ? elements / last : 0, last};
}

std::pair<std::string, char> planeName(const std::string& name) {
    const size_t at = name.find_last_of("/.");
    const size_t letter = at == std::string::npos ? 0 : at + 1;
    return {name.substr(0, letter), name.size() == letter + 1 ? name[letter] : '\0'};
}

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// Parts seen as pictures.
#pragma once

#include "engine/core/asset.hpp"

#include <string>
#include <utility>

namespace rarebit {

/// A part seen as a plane: a picture by rows and columns with channels inside, a video by the pixels of a
/// frame with frames one after the other, any other tensor by all axes but the last, and the last.
struct PlaneView {
    int64_t rows = 0, columns = 0;
    int64_t inner = 1;  // values of one pixel, side by side
    int64_t planes = 1; // whole planes, one after the other
};
PlaneView planeOf(const Part& part);

/// The clip that a plane of a video belongs to and the plane's letter: "y", "clip/y" or "clip.y"; '\0' where
/// the name ends otherwise.
std::pair<std::string, char> planeName(const std::string& name);

} // namespace rarebit

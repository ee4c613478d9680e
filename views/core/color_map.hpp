// SPDX-License-Identifier: GPL-3.0-or-later
// Maps from values to colours: 256 steps between anchors, linear in sRGB.
#pragma once

#include <QColor>
#include <QString>

#include <array>
#include <cstdint>

namespace rarebit::views {

enum class MapKind : uint8_t { viridis, cividis, diverging, outlierBelow, outlierAbove, grey };
enum class MapScale : uint8_t { linear, squareRoot, log };

/// 256 opaque colours; diverging and outlier maps follow the theme (`dark`).
std::array<QRgb, 256> colorMap(MapKind kind, bool dark);

/// What turns a value into a position: range, scale, and how much lies outside of the range.
struct ValueScale {
    double low = 0, high = 1;
    MapScale scale = MapScale::linear;
    /// 0 to 1, clamped; NaN gives NaN (drawn as a checkerboard).
    double position(double value) const;
};

} // namespace rarebit::views

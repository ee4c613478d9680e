// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of a landscape or of points in space, in plain types. What draws it lies in a module of its own
// (librarebit_volume.so), loaded when the first scene is shown: the window starts without it and runs without
// it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace rarebit::volume {

struct Vec {
    float x = 0, y = 0, z = 0;
};
struct Pixel {
    uint8_t r = 0, g = 0, b = 0;
};

/// A height field over the unit square: row 0 at y = 1, column 0 at x = 0.
struct Landscape {
    int rows = 0, columns = 0;
    std::vector<float> heights; // rows first; NaN: a hole
    std::vector<Pixel> colors;  // one for each height
};

enum class Shape : uint8_t { ball, box, cone, octahedron };
struct Points {
    std::vector<Vec> places;
    std::vector<Pixel> colors;
    std::vector<Shape> shapes;
    std::vector<float> sizes; // radius
};

/// Looks at the middle of the box from outside; degrees, z points up. At distance 1 and these angles the box
/// fills the picture.
struct Camera {
    double azimuth = -60, elevation = 28, distance = 1;
    double panX = 0, panY = 0; // in the plane of the picture, in units of the box
    bool operator==(const Camera&) const = default;
};

/// What a frame was drawn with: places become pixels by it.
struct View {
    std::array<double, 16> matrix{}; // rows first; to clip space
    Vec eye;
};

/// Of one thread, with its OpenGL context current in every call.
class Scene {
public:
    virtual ~Scene() = default;
    virtual void setColors(Pixel ground, Pixel grid) = 0;
    /// Height of the box over the unit square.
    virtual void setHeight(double height) = 0;
    virtual void showLandscape(const Landscape& landscape) = 0; // empty: none
    virtual void showPoints(const Points& points) = 0;
    /// RGBA, upper row first. False: OpenGL would not draw.
    virtual bool
    render(int width, int height, const Camera& camera, std::vector<uint8_t>& rgba, View& view) = 0;
};

using MakeScene = Scene* (*)();
inline constexpr const char* makeSceneName = "rarebit_volume_scene";

} // namespace rarebit::volume

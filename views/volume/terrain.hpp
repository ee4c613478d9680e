// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in a scene: a tensor as a landscape, results as points in a box.
#pragma once

#include "views/core/hub.hpp"
#include "views/core/result_set.hpp"
#include "views/maps/part_plane.hpp"
#include "views/maps/pyramid_detail.hpp"
#include "views/volume/surface_canvas.hpp"

namespace rarebit::views {

/// The strongest value of each tile as a height.
struct Terrain {
    volume::Landscape landscape;
    std::vector<volume::Vec> places; // of the tiles, rows first
    MapTiles tiles;
    double highest = 0;
    std::array<SceneAxis, 3> axes;
    Region region(int place) const; // in rows of the plane
    int place(const Region& plane) const;
};
inline constexpr double terrainHeight = 0.45;
Terrain terrainOf(const PyramidCells& cells, const PartPlane& plane, const QString& valueTitle, bool dark);

/// One point for each result that has a number in all three columns, which may be of any size: the box shows
/// from the smallest to the largest.
struct Scatter {
    volume::Points points;
    std::vector<volume::Vec> places; // the same, for pointing
    QVector<int> rows;               // of the result set
    QVector<int> series;             // numbers of the points
    QStringList names;               // of series, in order of appearance
    QVector<int> nameSeries;
    std::array<SceneAxis, 3> axes;
    int lacking = 0;
};
/// Columns go right, into the depth, and up. `asset`: hash; empty: all assets. Times and sizes are
/// logarithmic.
Scatter scatterOf(const ResultSet& results, const QString& asset, const std::array<QString, 3>& columns);

/// Shape of a series, to go with its colour.
volume::Shape shapeOf(int series);

} // namespace rarebit::views

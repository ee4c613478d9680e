// SPDX-License-Identifier: GPL-3.0-or-later
// Grids of values and what of them a map draws at any zoom: each tile holds the strongest value under it, so
// a spike never averages away. Plain data, usable on any thread.
#pragma once

#include <QRectF>
#include <QSizeF>
#include <QtGlobal>

#include <cmath>
#include <memory>
#include <vector>

namespace rarebit::views {

/// The value of larger magnitude; NaN only where both are.
inline float strongest(float a, float b) {
    if (std::isnan(a)) return b;
    return std::abs(b) > std::abs(a) ? b : a;
}

/// rows x columns values, rows first. NaN: no value.
struct MapGrid {
    qint64 rows = 0, columns = 0;
    std::vector<float> values;
    bool empty() const { return values.empty(); }
    float at(qint64 row, qint64 column) const { return values[static_cast<size_t>(row * columns + column)]; }
};

/// A grid and coarser ones made of it: each halves the longer side of the one before, so that long thin grids
/// shrink as well as square ones. Building it reads every value: large grids belong on a background thread.
class MapPyramid {
public:
    struct Level {
        MapGrid grid;
        qint64 rowSpan = 1, columnSpan = 1; // cells of the finest grid along a side of one cell
    };
    explicit MapPyramid(MapGrid finest);
    const std::vector<Level>& levels() const { return levels_; }
    const MapGrid& finest() const { return levels_.front().grid; }

private:
    std::vector<Level> levels_;
};

/// Where a grid lies among the elements of a map: its first element, and the elements under one cell.
struct MapLayer {
    std::shared_ptr<const MapPyramid> data;
    qint64 row = 0, column = 0;
    qint64 cellRows = 1, cellColumns = 1;
    /// In elements: x and width are columns.
    QRectF area() const;
};

/// A grid of tiles over a window; `area` is what all of them cover, in elements, and reaches at most one tile
/// beyond the window on each side.
struct MapTiles {
    MapGrid grid;
    QRectF area;
    qint64 rowSpan = 1, columnSpan = 1; // elements along a side of one tile
};
/// What a window of the map shows on `pixels`: tiles of at least `tilePixels` along each side, where cells
/// are smaller; their edges keep their place while the window moves.
MapTiles tilesOf(const MapLayer& layer, const QRectF& window, QSizeF pixels, double tilePixels);

} // namespace rarebit::views

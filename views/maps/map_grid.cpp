// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/map_grid.hpp"

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr qint64 coarseEnough = 64; // cells along the longer side of the coarsest grid, at most

MapGrid halveRows(const MapGrid& fine) {
    MapGrid out{(fine.rows + 1) / 2, fine.columns, {}};
    out.values.resize(static_cast<size_t>(out.rows * out.columns));
    for (qint64 row = 0; row < out.rows; ++row) {
        const float* above = fine.values.data() + 2 * row * fine.columns;
        const float* below = 2 * row + 1 < fine.rows ? above + fine.columns : above;
        float* to = out.values.data() + row * out.columns;
        for (qint64 column = 0; column < out.columns; ++column)
            to[column] = strongest(above[column], below[column]);
    }
    return out;
}

MapGrid halveColumns(const MapGrid& fine) {
    MapGrid out{fine.rows, (fine.columns + 1) / 2, {}};
    out.values.resize(static_cast<size_t>(out.rows * out.columns));
    for (qint64 row = 0; row < out.rows; ++row) {
        const float* from = fine.values.data() + row * fine.columns;
        float* to = out.values.data() + row * out.columns;
        for (qint64 column = 0; column < out.columns; ++column)
            to[column] = strongest(from[2 * column], from[std::min(2 * column + 1, fine.columns - 1)]);
    }
    return out;
}

// The smallest power of two times `cell` that is at least `wanted`.
qint64 spanFor(qint64 cell, double wanted) {
    qint64 span = cell;
    while (double(span) < wanted && span < (qint64(1) << 60))
        span *= 2;
    return span;
}

} // namespace

MapPyramid::MapPyramid(MapGrid finest) {
    levels_.push_back({std::move(finest), 1, 1});
    while (std::max(levels_.back().grid.rows, levels_.back().grid.columns) > coarseEnough) {
        const Level& last = levels_.back();
        Level next = last.grid.rows > last.grid.columns
                         ? Level{halveRows(last.grid), 2 * last.rowSpan, last.columnSpan}
                         : Level{halveColumns(last.grid), last.rowSpan, 2 * last.columnSpan};
        levels_.push_back(std::move(next));
    }
}

QRectF MapLayer::area() const {
    if (!data) return {};
    const MapGrid& grid = data->finest();
    return QRectF(
        double(column), double(row), double(grid.columns * cellColumns), double(grid.rows * cellRows)
    );
}

MapTiles tilesOf(const MapLayer& layer, const QRectF& window, QSizeF pixels, double tilePixels) {
    MapTiles out;
    if (!layer.data || layer.data->finest().empty() || window.isEmpty() || pixels.isEmpty()) return out;
    out.rowSpan = spanFor(layer.cellRows, tilePixels * window.height() / pixels.height());
    out.columnSpan = spanFor(layer.cellColumns, tilePixels * window.width() / pixels.width());
    const qint64 rowCells = out.rowSpan / layer.cellRows, columnCells = out.columnSpan / layer.cellColumns;
    // The coarsest grid whose cells fit into a tile.
    const auto& levels = layer.data->levels();
    const auto found = std::find_if(levels.rbegin(), levels.rend(), [&](const MapPyramid::Level& level) {
        return level.rowSpan <= rowCells && level.columnSpan <= columnCells;
    });
    const MapPyramid::Level& level = *found; // the finest always fits
    const qint64 rowsPer = rowCells / level.rowSpan, columnsPer = columnCells / level.columnSpan;

    const QRectF seen = window.intersected(layer.area());
    if (seen.isEmpty()) return out;
    const auto tileAt = [](double element, qint64 origin, qint64 span, bool up) {
        const double at = (element - double(origin)) / double(span);
        return static_cast<qint64>(up ? std::ceil(at) : std::floor(at));
    };
    const qint64 row0 = tileAt(seen.top(), layer.row, out.rowSpan, false);
    const qint64 row1 = tileAt(seen.bottom(), layer.row, out.rowSpan, true);
    const qint64 column0 = tileAt(seen.left(), layer.column, out.columnSpan, false);
    const qint64 column1 = tileAt(seen.right(), layer.column, out.columnSpan, true);
    out.grid.rows = row1 - row0;
    out.grid.columns = column1 - column0;
    out.grid.values.assign(static_cast<size_t>(out.grid.rows * out.grid.columns), std::nanf(""));
    out.area = QRectF(
        double(layer.column + column0 * out.columnSpan),
        double(layer.row + row0 * out.rowSpan),
        double(out.grid.columns * out.columnSpan),
        double(out.grid.rows * out.rowSpan)
    );
    for (qint64 row = row0; row < row1; ++row)
        for (qint64 r = row * rowsPer; r < std::min((row + 1) * rowsPer, level.grid.rows); ++r) {
            const float* from = level.grid.values.data() + r * level.grid.columns;
            float* to = out.grid.values.data() + (row - row0) * out.grid.columns;
            for (qint64 column = column0; column < column1; ++column) {
                const qint64 end = std::min((column + 1) * columnsPer, level.grid.columns);
                float value = to[column - column0];
                for (qint64 c = column * columnsPer; c < end; ++c)
                    value = strongest(value, from[c]);
                to[column - column0] = value;
            }
        }
    return out;
}

} // namespace rarebit::views

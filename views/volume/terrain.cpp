// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/volume/terrain.hpp"

#include "views/core/color_map.hpp"
#include "views/core/numbers.hpp"
#include "views/core/plot_axis.hpp"
#include "views/core/series_numbers.hpp"

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr double mostTiles = 224; // along a side: drawn by software at 20 pictures a second
constexpr int edgePixels = 260;   // how long edges usually look, for the number of ticks
constexpr float pointRadius = 0.02F;

SceneAxis indexAxis(const QString& title, qint64 count, bool backwards) {
    SceneAxis out{.title = title};
    for (int quarter = 0; quarter <= 4; ++quarter) {
        const qint64 index = quarter == 4 ? count - 1 : count * quarter / 4;
        if (quarter > 0 && index == count * (quarter - 1) / 4) continue;
        const double at = count > 1 ? double(index) / double(count - 1) : 0.5;
        out.at.push_back(backwards ? 1 - at : at);
        out.labels.push_back(grouped(index));
    }
    return out;
}

// An axis from the smallest to the largest value.
struct Scale {
    Axis axis;
    double low = INFINITY, high = -INFINITY; // positions
    void take(double value) {
        const double at = toAxis(axis, value);
        low = std::min(low, at);
        high = std::max(high, at);
    }
    void widen() {
        const double by = high > low ? (high - low) * 0.04 : 0.5;
        low -= by;
        high += by;
    }
    float share(double value) const { return static_cast<float>((toAxis(axis, value) - low) / (high - low)); }
    SceneAxis labels() const {
        SceneAxis out{.title = axis.name, .unit = axis.unit};
        const Ticks ticks = ticksOf(axis, low, high, edgePixels, true);
        for (qsizetype i = 0; i < ticks.at.size() && i < ticks.labels.size(); ++i) {
            const double at = (ticks.at[i] - low) / (high - low);
            if (at < 0 || at > 1) continue;
            out.at.push_back(at);
            out.labels.push_back(ticks.labels[i]);
        }
        return out;
    }
};

Axis axisOf(const QString& column) {
    const ColumnText text = describeColumn(column);
    Axis out{.name = text.name, .unit = text.unit};
    const bool spread = column.contains(QStringLiteral("_ms")) || column.contains(QStringLiteral("bytes"));
    if (spread) out.scale = AxisScale::log;
    return out;
}

} // namespace

Terrain terrainOf(const PyramidCells& cells, const PartPlane& plane, const QString& valueTitle, bool dark) {
    Terrain out;
    MapGrid grid{cells.rows, cells.columns, std::vector<float>(cells.low.size())};
    for (size_t i = 0; i < grid.values.size(); ++i)
        grid.values[i] = std::abs(cells.strongestAt(i));
    const MapLayer layer{
        std::make_shared<const MapPyramid>(std::move(grid)), 0, 0, cells.cellRows, cells.cellColumns};
    out.tiles = tilesOf(layer, layer.area(), QSizeF(mostTiles, mostTiles), 1);
    const MapGrid& tiles = out.tiles.grid;
    for (const float value : tiles.values)
        if (std::isfinite(value)) out.highest = std::max(out.highest, double(value));
    const double highest = out.highest > 0 ? out.highest : 1;
    const auto colors = colorMap(MapKind::viridis, dark);

    volume::Landscape& land = out.landscape;
    // A row alone becomes a ribbon.
    land.rows = static_cast<int>(std::max<qint64>(2, tiles.rows));
    land.columns = static_cast<int>(std::max<qint64>(2, tiles.columns));
    for (int row = 0; row < land.rows; ++row)
        for (int column = 0; column < land.columns; ++column) {
            const float value =
                tiles.at(std::min<qint64>(row, tiles.rows - 1), std::min<qint64>(column, tiles.columns - 1));
            const double share = std::isnan(value) ? 0 : std::clamp(double(value) / highest, 0.0, 1.0);
            const QRgb rgb = colors[static_cast<size_t>(std::lround(255 * std::sqrt(share)))];
            land.heights.push_back(std::isnan(value) ? value : static_cast<float>(share * terrainHeight));
            land.colors.push_back({uint8_t(qRed(rgb)), uint8_t(qGreen(rgb)), uint8_t(qBlue(rgb))});
        }
    for (qint64 row = 0; row < tiles.rows; ++row)
        for (qint64 column = 0; column < tiles.columns; ++column) {
            const float height = land.heights[static_cast<size_t>(row * land.columns + column)];
            out.places.push_back(
                {tiles.columns > 1 ? float(column) / float(tiles.columns - 1) : 0.5F,
                 tiles.rows > 1 ? 1 - float(row) / float(tiles.rows - 1) : 0.5F,
                 std::isnan(height) ? 0 : height}
            );
        }
    out.axes[0] = indexAxis(SurfaceCanvas::tr("Column"), plane.columns, false);
    out.axes[1] = indexAxis(SurfaceCanvas::tr("Row"), plane.rows, true);
    const Axis value{.name = valueTitle, .unit = {}};
    const Ticks ticks = ticksOf(value, 0, highest, edgePixels / 2, false);
    out.axes[2].title = valueTitle;
    for (qsizetype i = 0; i < ticks.at.size() && i < ticks.labels.size(); ++i)
        if (ticks.at[i] >= 0 && ticks.at[i] <= highest) {
            out.axes[2].at.push_back(ticks.at[i] / highest);
            out.axes[2].labels.push_back(ticks.labels[i]);
        }
    return out;
}

Region Terrain::region(int place) const {
    const qint64 row = place / tiles.grid.columns, column = place % tiles.grid.columns;
    return {
        .frame = 0,
        .row = row * tiles.rowSpan,
        .column = column * tiles.columnSpan,
        .rows = tiles.rowSpan,
        .columns = tiles.columnSpan};
}

int Terrain::place(const Region& plane) const {
    if (plane.empty() || tiles.grid.empty()) return -1;
    const qint64 row = std::min((plane.row + plane.rows / 2) / tiles.rowSpan, tiles.grid.rows - 1);
    const qint64 column =
        std::min((plane.column + plane.columns / 2) / tiles.columnSpan, tiles.grid.columns - 1);
    return static_cast<int>(row * tiles.grid.columns + column);
}

volume::Shape shapeOf(int series) {
    return static_cast<volume::Shape>(series % 4);
}

Scatter scatterOf(const ResultSet& results, const QString& asset, const std::array<QString, 3>& columns) {
    Scatter out;
    std::array<Scale, 3> scales;
    for (size_t i = 0; i < 3; ++i)
        scales[i].axis = axisOf(columns[i]);
    const SeriesNumbers numbers(results);
    for (int row = 0; row < results.size(); ++row) {
        if (results.failed(row)) continue;
        if (!asset.isEmpty() && results.text(row, QStringLiteral("asset_hash")) != asset) continue;
        std::array<double, 3> values{};
        bool whole = true;
        for (size_t i = 0; i < 3; ++i) {
            values[i] = results.number(row, columns[i]);
            whole = whole && std::isfinite(values[i]) && std::isfinite(toAxis(scales[i].axis, values[i]));
        }
        if (!whole) {
            ++out.lacking;
            continue;
        }
        for (size_t i = 0; i < 3; ++i)
            scales[i].take(values[i]);
        out.rows.push_back(row);
        out.series.push_back(numbers.of(row));
        if (const QString name = results.text(row, QStringLiteral("method")); !out.names.contains(name)) {
            out.names.push_back(name);
            out.nameSeries.push_back(numbers.of(row));
        }
    }
    if (out.rows.isEmpty()) return out;
    for (size_t i = 0; i < 3; ++i) {
        scales[i].widen();
        out.axes[i] = scales[i].labels();
    }
    for (qsizetype i = 0; i < out.rows.size(); ++i) {
        const auto share = [&](size_t axis) {
            return scales[axis].share(results.number(out.rows[i], columns[axis]));
        };
        out.places.push_back({share(0), share(1), share(2)});
        const QColor color = Theme::get().series(out.series[i]).color;
        out.points.colors.push_back({uint8_t(color.red()), uint8_t(color.green()), uint8_t(color.blue())});
        out.points.shapes.push_back(shapeOf(out.series[i]));
        out.points.sizes.push_back(pointRadius);
    }
    out.points.places = out.places;
    return out;
}

} // namespace rarebit::views

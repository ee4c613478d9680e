// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/error_map.hpp"

#include "engine/blocks/paired.hpp"
#include "engine/blocks/planes.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace rarebit {
namespace {

// Darkest to brightest in steps of equal lightness, roughly.
constexpr std::array<std::array<double, 3>, 6> colours{
    {{0, 0, 0}, {64, 16, 96}, {160, 32, 96}, {232, 88, 40}, {252, 196, 60}, {255, 255, 255}}};

double errorOf(double x, double y) {
    if (x == y || (std::isnan(x) && std::isnan(y))) return 0;
    const double error = std::abs(x - y);
    return std::isfinite(x) && std::isfinite(y) ? error : std::numeric_limits<double>::infinity();
}

// Errors of one row of pixels, added to the cells of its map row.
Status addRow(
    const PairChunk& chunk, int64_t first, const PlaneView& plane, int64_t cellColumns, std::span<float> cells
) {
    const auto count = static_cast<size_t>(plane.columns * plane.inner);
    std::vector<double> x(count), y(count);
    RB_CHECK(toDoubles(chunk.original, first, std::span(x)));
    RB_CHECK(toDoubles(chunk.decoded, first, std::span(y)));
    for (size_t i = 0; i < count; ++i) {
        float& cell = cells[static_cast<size_t>(static_cast<int64_t>(i) / plane.inner / cellColumns)];
        cell = std::max(cell, static_cast<float>(errorOf(x[i], y[i])));
    }
    return Ok{};
}

} // namespace

float ErrorMap::peak() const {
    float out = 0;
    for (const float value : values)
        if (std::isfinite(value)) out = std::max(out, value);
    return out;
}

Result<ErrorMap> errorMap(const Part& original, const Part& decoded, JobContext& job) {
    const PlaneView plane = planeOf(original);
    ErrorMap map;
    if (original.elements() == 0) return map;
    map.cellRows = (plane.rows + mapSide - 1) / mapSide;
    map.cellColumns = (plane.columns + mapSide - 1) / mapSide;
    map.rows = (plane.rows + map.cellRows - 1) / map.cellRows;
    map.columns = (plane.columns + map.cellColumns - 1) / map.cellColumns;
    map.values.assign(static_cast<size_t>(map.rows * map.columns), 0);
    const int64_t pixelRow = plane.columns * plane.inner;
    const int64_t perRow = original.shape.empty() ? 1 : original.elements() / original.shape[0];
    const PartPair pair{&original, &decoded};
    const auto visit = [&](const PairChunk& chunk) -> Status {
        const int64_t begin = chunk.rows.begin * perRow; // of the whole part, in elements
        const int64_t count = elementCount(chunk.original.shape).value_or(0);
        // A row of the map belongs to one call; long vectors come in pieces of a row.
        if (begin % pixelRow != 0 || count % pixelRow != 0) {
            std::vector<double> x(4096), y(4096);
            for (int64_t at = 0; at < count; at += 4096) {
                if (job.cancelled()) return cancelledError("error map");
                const auto n = static_cast<size_t>(std::min<int64_t>(4096, count - at));
                RB_CHECK(toDoubles(chunk.original, at, std::span(x).first(n)));
                RB_CHECK(toDoubles(chunk.decoded, at, std::span(y).first(n)));
                for (size_t i = 0; i < n; ++i) {
                    const int64_t column = (begin + at + static_cast<int64_t>(i)) % pixelRow / plane.inner;
                    float& cell = map.values[static_cast<size_t>(column / map.cellColumns)];
                    cell = std::max(cell, static_cast<float>(errorOf(x[i], y[i])));
                }
            }
            return Ok{};
        }
        const int64_t firstRow = begin / pixelRow, rows = count / pixelRow;
        return parallelFor(map.rows, job, [&](int64_t mapRow) -> Status {
            const auto cells =
                std::span(map.values)
                    .subspan(static_cast<size_t>(mapRow * map.columns), static_cast<size_t>(map.columns));
            for (int64_t row = 0; row < rows; ++row)
                if ((firstRow + row) % plane.rows / map.cellRows == mapRow)
                    RB_CHECK(addRow(chunk, row * pixelRow, plane, map.cellColumns, cells));
            return Ok{};
        });
    };
    RB_CHECK(visitChunks(pair, job, visit));
    return map;
}

Detail mapDetail(std::string_view metric, ErrorMap map) {
    Json about = Json::object(
        {{"metric", metric},
         {"cell_rows", map.cellRows},
         {"cell_columns", map.cellColumns},
         {"value", "largest absolute error in the cell"},
         {"peak", static_cast<double>(map.peak())}}
    );
    return {
        fmt::format("{}.map", metric),
        "map",
        std::move(about),
        TensorView{DType::f32, {map.rows, map.columns}, ownBytes(std::move(map.values))}};
}

TensorView errorHeatmap(const ErrorMap& map, double peak) {
    if (peak <= 0) peak = map.peak();
    std::vector<uint8_t> rgb(map.values.size() * 3);
    for (size_t i = 0; i < map.values.size(); ++i) {
        const double share = map.values[i] == 0 ? 0 : std::min(map.values[i] / (peak > 0 ? peak : 1), 1.0);
        const double at = share * (colours.size() - 1);
        const auto low = std::min(static_cast<size_t>(at), colours.size() - 2);
        for (size_t c = 0; c < 3; ++c)
            rgb[3 * i + c] = static_cast<uint8_t>(
                std::lround(std::lerp(colours[low][c], colours[low + 1][c], at - static_cast<double>(low)))
            );
    }
    return {DType::u8, {map.rows, map.columns, 3}, ownBytes(std::move(rgb))};
}

Result<TensorView> errorHeatmap(const Part& original, const Part& decoded, JobContext& job) {
    Asset a, b;
    a.parts = {original};
    b.parts = {decoded};
    b.parts[0].name = original.name;
    RB_TRY(const PartPair pair, findPair(a, b, original.name));
    RB_TRY(const ErrorMap map, errorMap(*pair.original, *pair.decoded, job));
    return errorHeatmap(map);
}

} // namespace rarebit

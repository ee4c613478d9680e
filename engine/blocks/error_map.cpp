// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/error_map.hpp"

#include "engine/blocks/plane_rows.hpp"
#include "engine/jobs/job.hpp"

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
    const auto body = [&](const PlanePiece& piece) -> Status {
        float* cells = map.values.data() + piece.row / map.cellRows * map.columns;
        for (size_t i = 0; i < piece.original.size(); ++i) {
            float& cell = cells[(piece.first + static_cast<int64_t>(i)) / plane.inner / map.cellColumns];
            cell = std::max(cell, static_cast<float>(errorOf(piece.original[i], piece.decoded[i])));
        }
        return Ok{};
    };
    RB_CHECK(forEachPlaneRow({&original, &decoded}, map.cellRows, job, body));
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/pyramid.hpp"

#include "engine/blocks/paired.hpp"
#include "engine/blocks/plane_rows.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace rarebit {
namespace {

struct Cell {
    double min = std::numeric_limits<double>::infinity(), max = -min, sum2 = 0;
    int64_t count = 0;
    void add(double value) {
        min = std::min(min, value);
        max = std::max(max, value);
        sum2 += value * value;
        ++count;
    }
    void add(const Cell& other) {
        min = std::min(min, other.min);
        max = std::max(max, other.max);
        sum2 += other.sum2;
        count += other.count;
    }
};

struct Grid {
    PyramidLevel level;
    std::vector<Cell> cells;
};

// Cells of powers of two, so that every level halves the one before.
int64_t cellSide(int64_t pixels) {
    int64_t side = 1;
    while ((pixels + side - 1) / side > pyramidSide)
        side *= 2;
    return side;
}

Grid halve(const Grid& fine) {
    const PyramidLevel& f = fine.level;
    Grid out{{(f.rows + 1) / 2, (f.columns + 1) / 2, 2 * f.cellRows, 2 * f.cellColumns}, {}};
    out.cells.resize(static_cast<size_t>(out.level.rows * out.level.columns));
    for (int64_t row = 0; row < f.rows; ++row)
        for (int64_t column = 0; column < f.columns; ++column)
            out.cells[static_cast<size_t>(row / 2 * out.level.columns + column / 2)].add(
                fine.cells[static_cast<size_t>(row * f.columns + column)]
            );
    return out;
}

void append(const Grid& grid, Pyramid& out) {
    out.levels.push_back(grid.level);
    for (const Cell& cell : grid.cells) {
        const bool some = cell.count > 0;
        const float nothing = std::nanf("");
        out.values.push_back(some ? static_cast<float>(cell.min) : nothing);
        out.values.push_back(some ? static_cast<float>(cell.max) : nothing);
        out.values.push_back(
            some ? static_cast<float>(std::sqrt(cell.sum2 / static_cast<double>(cell.count))) : nothing
        );
    }
}

Result<Pyramid> build(const PartPair& pair, bool error, JobContext& job) {
    const PlaneView plane = planeOf(*pair.original);
    Pyramid out;
    if (pair.original->elements() == 0) return out;
    Grid grid;
    grid.level.cellRows = cellSide(plane.rows);
    grid.level.cellColumns = cellSide(plane.columns);
    grid.level.rows = (plane.rows + grid.level.cellRows - 1) / grid.level.cellRows;
    grid.level.columns = (plane.columns + grid.level.cellColumns - 1) / grid.level.cellColumns;
    grid.cells.resize(static_cast<size_t>(grid.level.rows * grid.level.columns));
    const auto body = [&](const PlanePiece& piece) -> Status {
        Cell* cells = grid.cells.data() + piece.row / grid.level.cellRows * grid.level.columns;
        for (size_t i = 0; i < piece.original.size(); ++i) {
            const double value = error ? piece.original[i] - piece.decoded[i] : piece.original[i];
            if (std::isfinite(value))
                cells[(piece.first + static_cast<int64_t>(i)) / plane.inner / grid.level.cellColumns].add(
                    value
                );
        }
        return Ok{};
    };
    RB_CHECK(forEachPlaneRow(pair, grid.level.cellRows, job, body));
    append(grid, out);
    while (grid.cells.size() > 1) {
        grid = halve(grid);
        append(grid, out);
    }
    return out;
}

} // namespace

Result<Pyramid> pyramidOf(const Part& part, JobContext& job) {
    RB_CHECK(acceptsNumbers(part));
    return build({&part, &part}, false, job);
}

Result<Pyramid> errorPyramidOf(const Part& original, const Part& decoded, JobContext& job) {
    return build({&original, &decoded}, true, job);
}

Detail pyramidDetail(std::string_view metric, std::string_view part, Pyramid pyramid) {
    Json levels = Json::array({});
    for (const auto& level : pyramid.levels)
        levels.push(Json::object(
            {{"rows", level.rows},
             {"columns", level.columns},
             {"cell_rows", level.cellRows},
             {"cell_columns", level.cellColumns}}
        ));
    const auto cells = static_cast<int64_t>(pyramid.values.size() / 3);
    return {
        fmt::format("{}.pyramid:{}", metric, part),
        "pyramid",
        Json::object(
            {{"metric", metric},
             {"part", part},
             {"values", Json::array({"min", "max", "rms"})},
             {"levels", levels}}
        ),
        TensorView{DType::f32, {cells, 3}, ownBytes(std::move(pyramid.values))}};
}

} // namespace rarebit

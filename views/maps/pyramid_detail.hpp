// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/previews.hpp"
#include "views/maps/map_grid.hpp"

namespace rarebit::views {

/// The finest level of a derived pyramid: smallest and largest value of each cell; NaN where none is finite.
struct PyramidCells {
    qint64 rows = 0, columns = 0;         // cells
    qint64 cellRows = 1, cellColumns = 1; // elements of the plane that a cell covers
    std::vector<float> low, high;
    bool empty() const { return low.empty(); }
    float strongestAt(size_t i) const { return strongest(low[i], high[i]); }
};
/// Empty where the answer has no pyramid.
PyramidCells pyramidCells(const Derived& answer);

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// A tensor as the plane that maps show: all axes but the last are rows, the last is columns; of a picture the
// channels lie inside of a pixel. The pyramids and outliers that previews derive use the same planes.
#pragma once

#include "engine/core/asset.hpp"
#include "views/core/hub.hpp"

#include <algorithm>

namespace rarebit::views {

struct PartPlane {
    qint64 rows = 1, columns = 1;
    qint64 inner = 1;        // values of one cell of the plane
    qint64 rowsPerEntry = 1; // rows of the plane under one entry of the first axis
    qint64 rowsPerFrame = 1; // rows under one index of the axes before the last two
    bool vector = false;     // one axis alone: its entries are columns

    explicit PartPlane(const PartItem& part) {
        const auto& shape = part.shape;
        if (shape.isEmpty()) return;
        qint64 elements = 1;
        for (const qint64 extent : shape)
            elements *= extent;
        vector = shape.size() == 1;
        if (part.role == QStringLiteral("image") && shape.size() == 3) {
            rows = shape[0];
            columns = shape[1];
            inner = shape[2];
            rowsPerFrame = rows;
        } else {
            columns = shape.last();
            rows = columns > 0 ? elements / columns : 0;
            rowsPerEntry = shape[0] > 0 && !vector ? rows / shape[0] : 1;
            rowsPerFrame = shape.size() > 1 ? shape[shape.size() - 2] : 1;
        }
    }
    qint64 elements() const { return rows * columns * inner; }
    /// Entries of the first axis that cover rows (of a vector: columns) [first, first + count).
    Rows entries(qint64 first, qint64 count) const {
        return {first / rowsPerEntry, (first + count + rowsPerEntry - 1) / rowsPerEntry};
    }
    /// A region of the hub in rows of this plane, and back (what reaches into another frame is cut off).
    Region toPlane(Region region) const {
        region.row += region.frame * rowsPerFrame;
        region.frame = 0;
        return region;
    }
    Region toHub(Region region) const {
        region.frame = rowsPerFrame > 0 ? region.row / rowsPerFrame : 0;
        region.row -= region.frame * rowsPerFrame;
        region.rows = std::min(region.rows, rowsPerFrame - region.row);
        return region;
    }
};

/// "[311, 7 204]": the index of an element in the tensor's own axes.
QString elementIndex(const PartItem& part, qint64 row, qint64 column);

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/pyramid_detail.hpp"

#include <cstring>

namespace rarebit::views {

PyramidCells pyramidCells(const Derived& answer) {
    PyramidCells out;
    for (const auto& detail : answer.details) {
        const auto* tensor = std::get_if<TensorView>(&detail.values);
        const Json& level = detail.about.at("levels").at(size_t{0});
        if (detail.kind != "pyramid" || !tensor || !level.isObject()) continue;
        const int64_t rows = level.at("rows").asInt(), columns = level.at("columns").asInt();
        const auto count = static_cast<size_t>(rows * columns);
        if (tensor->bytes.size() < count * 3 * sizeof(float)) continue;
        out.rows = rows;
        out.columns = columns;
        out.cellRows = level.at("cell_rows").asInt(1);
        out.cellColumns = level.at("cell_columns").asInt(1);
        std::vector<float> values(count * 3); // smallest, largest, root mean square
        std::memcpy(values.data(), tensor->bytes.data(), values.size() * sizeof(float));
        out.low.resize(count);
        out.high.resize(count);
        for (size_t i = 0; i < count; ++i) {
            out.low[i] = values[3 * i];
            out.high[i] = values[3 * i + 1];
        }
    }
    return out;
}

} // namespace rarebit::views

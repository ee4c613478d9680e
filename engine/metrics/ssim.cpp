// SPDX-License-Identifier: GPL-3.0-or-later
// Structural similarity, Wang, Bovik, Sheikh, Simoncelli 2004; the constants stand in blocks/ssim.hpp.
#include "engine/blocks/ssim.hpp"

#include "engine/blocks/error_map.hpp"
#include "engine/blocks/paired.hpp"
#include "engine/blocks/planes.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit::metrics {
namespace {

constexpr const char* id = "ssim";

Status accepts(const Part& part) {
    RB_CHECK(acceptsPicturesAndVideo(part));
    const PlaneView plane = planeOf(part);
    if (std::min(plane.rows, plane.columns) >= ssimWindow) return Ok{};
    return unsupported(
        fmt::format("a picture of {} x {} is smaller than the window of 11 x 11", plane.columns, plane.rows),
        printable(part.name),
        "measure psnr_db instead"
    );
}

Result<double> score(const PlanePair& planes, double range, JobContext& job) {
    RB_TRY(const SsimMeans means, ssimOf(planes, range, job));
    return means.ssim;
}

// The lowest SSIM of each cell over all channels of the first picture, or of the first frame.
Result<Detail> lowestMap(const MetricInput& input, JobContext& job) {
    RB_TRY(const PartPair pair, findPair(input.original, input.decoded, input.parts.front()));
    const PlaneView plane = planeOf(*pair.original);
    const bool video = pair.original->role == "video.plane";
    const Rows rows = video ? Rows{0, 1} : Rows{};
    RB_TRY(const Payload x, pair.original->load(rows, job));
    RB_TRY(const Payload y, pair.decoded->load(rows, job));
    const auto *original = std::get_if<TensorView>(&x), *decoded = std::get_if<TensorView>(&y);
    if (!original || !decoded) return internalError("a picture that is no tensor", pair.original->name);
    RB_TRY(const double range, peakOf(input.original, input.parts, job));
    const int64_t height = plane.rows - ssimWindow + 1, width = plane.columns - ssimWindow + 1;
    const int64_t cellRows = (height + mapSide - 1) / mapSide, cellColumns = (width + mapSide - 1) / mapSide;
    const int64_t mapRows = (height + cellRows - 1) / cellRows,
                  mapColumns = (width + cellColumns - 1) / cellColumns;
    std::vector<float> cells(static_cast<size_t>(mapRows * mapColumns), 1);
    for (int64_t channel = 0; channel < plane.inner; ++channel) {
        RB_TRY(
            const PlanePair planes,
            planePair(*original, *decoded, plane.rows, plane.columns, plane.inner, channel, job)
        );
        std::vector<float> map;
        RB_CHECK(ssimOf(planes, range > 0 ? range : 1, job, &map));
        for (int64_t row = 0; row < height; ++row)
            for (int64_t column = 0; column < width; ++column) {
                float& cell = cells[static_cast<size_t>(row / cellRows * mapColumns + column / cellColumns)];
                cell = std::min(cell, map[static_cast<size_t>(row * width + column)]);
            }
    }
    Json about = Json::object(
        {{"metric", id},
         {"cell_rows", cellRows},
         {"cell_columns", cellColumns},
         {"margin", ssimWindow / 2},
         {"value", "lowest SSIM in the cell"}}
    );
    return Detail{
        "ssim.map",
        "map",
        std::move(about),
        TensorView{DType::f32, {mapRows, mapColumns}, ownBytes(std::move(cells))}};
}

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    RB_TRY(MetricValue out, measurePlanes(id, input, job, score));
    if (wantsDetail(job, id, "map")) {
        RB_TRY(Detail map, lowestMap(input, job));
        out.details.push_back(std::move(map));
    }
    return out;
}

} // namespace

const MetricDef& ssim() {
    static const MetricDef definition{
        .id = id,
        .title = "SSIM",
        .unit = "",
        .better = Better::higher,
        .defaultFor = {"image"},
        .accepts = accepts,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

// SPDX-License-Identifier: GPL-3.0-or-later
// Multi-scale structural similarity, Wang, Simoncelli, Bovik 2003: five scales with means of 2 x 2 pixels
// between them. The constants stand in blocks/ssim.
#include "engine/blocks/paired.hpp"
#include "engine/blocks/planes.hpp"
#include "engine/blocks/ssim.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit::metrics {
namespace {

Status accepts(const Part& part) {
    RB_CHECK(acceptsPicturesAndVideo(part));
    const PlaneView plane = planeOf(part);
    if (std::min(plane.rows, plane.columns) >= msSsimLeastSide) return Ok{};
    return unsupported(
        fmt::format(
            "a picture of {} x {}; five scales need sides above {}",
            plane.columns,
            plane.rows,
            msSsimLeastSide - 1
        ),
        printable(part.name),
        "measure ssim instead"
    );
}

Result<double> score(const PlanePair& planes, double range, JobContext& job) {
    return msSsimOf(planes, range, job);
}

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    return measurePlanes("ms_ssim", input, job, score);
}

} // namespace

const MetricDef& ms_ssim() {
    static const MetricDef definition{
        .id = "ms_ssim",
        .title = "MS-SSIM",
        .unit = "",
        .better = Better::higher,
        .accepts = accepts,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

// SPDX-License-Identifier: GPL-3.0-or-later
// PSNR of luma: the y plane of a video; of pictures and of r, g, b planes Y = 0.299 R + 0.587 G + 0.114 B
// (BT.601, full range, not rounded). Of pictures with one or two channels the first one; alpha is left out.
#include "engine/blocks/paired.hpp"
#include "engine/blocks/planes.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace rarebit::metrics {
namespace {

constexpr const char* id = "psnr_y_db";
constexpr std::array weights{0.299, 0.587, 0.114}; // ITU-R BT.601
constexpr int64_t planeBytes = int64_t(16) << 20;  // of each plane at once

using Values = std::vector<double>;

// Luma of one row of pixels [width, channels].
Status lumaRow(const TensorView& picture, int64_t row, Values& samples, Values& luma) {
    const int64_t width = picture.shape[1], channels = picture.shape[2];
    samples.resize(static_cast<size_t>(width * channels));
    luma.resize(static_cast<size_t>(width));
    RB_CHECK(toDoubles(picture, row * width * channels, std::span(samples)));
    const auto step = static_cast<size_t>(channels);
    for (size_t i = 0; i < luma.size(); ++i) {
        const double* pixel = samples.data() + i * step;
        luma[i] = step < 3 ? pixel[0] : weights[0] * pixel[0] + weights[1] * pixel[1] + weights[2] * pixel[2];
    }
    return Ok{};
}

Result<PairSums> sumPicture(const PartPair& pair, JobContext& job) {
    PairSums out;
    const auto visit = [&](const PairChunk& chunk) -> Status {
        std::vector<PairSums> rows(static_cast<size_t>(chunk.original.shape[0]));
        const auto row = [&](int64_t i) -> Status {
            Values samples, x, y;
            RB_CHECK(lumaRow(chunk.original, i, samples, x));
            RB_CHECK(lumaRow(chunk.decoded, i, samples, y));
            addPairs(x, y, rows[static_cast<size_t>(i)]);
            return Ok{};
        };
        RB_CHECK(parallelFor(chunk.original.shape[0], job, row));
        out.add(pooled(rows));
        return Ok{};
    };
    RB_CHECK(visitChunks(pair, job, visit));
    return out;
}

// Luma of the same frames of the planes r, g and b.
Result<Values> lumaFrames(const std::array<const Part*, 3>& planes, Rows rows, JobContext& job) {
    Values luma;
    for (size_t c = 0; c < 3; ++c) {
        RB_TRY(const Payload payload, planes[c]->load(rows, job));
        const auto* tensor = std::get_if<TensorView>(&payload);
        if (!tensor) return internalError("a plane that is no tensor", planes[c]->name);
        RB_TRY(const Values plane, toDoubles(*tensor));
        luma.resize(plane.size());
        for (size_t i = 0; i < plane.size(); ++i)
            luma[i] += weights[c] * plane[i];
    }
    return luma;
}

Result<PairSums> sumColourClip(const std::array<PartPair, 3>& planes, JobContext& job) {
    std::array<const Part*, 3> original{}, decoded{};
    for (size_t c = 0; c < 3; ++c) {
        original[c] = planes[c].original;
        decoded[c] = planes[c].decoded;
        if (original[c]->shape != original[0]->shape)
            return badInput(
                "planes r, g and b of different shapes", original[c]->name, "measure psnr_db instead"
            );
    }
    const auto& shape = original[0]->shape;
    PairSums out;
    const int64_t frame = shape[1] * shape[2];
    if (frame == 0) return out;
    const int64_t step = std::max<int64_t>(1, planeBytes / static_cast<int64_t>(sizeof(double)) / frame);
    for (int64_t begin = 0; begin < shape[0]; begin += step) {
        if (job.cancelled()) return cancelledError("measuring luma");
        const Rows rows{begin, std::min(begin + step, shape[0])};
        RB_TRY(const Values x, lumaFrames(original, rows, job));
        RB_TRY(const Values y, lumaFrames(decoded, rows, job));
        if (x.size() != y.size())
            return internalError("the two sides loaded different frames", original[0]->name);
        for (size_t at = 0; at < x.size(); at += 4096) {
            const size_t n = std::min<size_t>(4096, x.size() - at);
            addPairs(std::span(x).subspan(at, n), std::span(y).subspan(at, n), out);
        }
    }
    return out;
}

Result<MetricValue> measure(const MetricInput& input, JobContext& job) {
    PairSums all;
    std::vector<std::string> used;
    for (const auto& name : input.parts) {
        const Part* part = findPart(input.original, name);
        const auto [clip, letter] = planeName(name);
        if (part && part->role == "image") {
            RB_TRY(const PartPair pair, findPair(input.original, input.decoded, name));
            RB_TRY(const PairSums sums, sumPicture(pair, job));
            all.add(sums);
            used.push_back(name);
        } else if (letter == 'y') {
            const std::array own{name};
            RB_TRY(const auto sums, sumParts({input.original, input.decoded, own, input.params}, job));
            all.add(sums[0]);
            used.push_back(name);
        } else if (letter == 'r') {
            std::array<PartPair, 3> planes;
            for (size_t c = 0; c < 3; ++c) {
                RB_TRY(planes[c], findPair(input.original, input.decoded, clip + "rgb"[c]));
            }
            RB_TRY(const PairSums sums, sumColourClip(planes, job));
            all.add(sums);
            used.push_back(name);
        }
    }
    if (used.empty())
        return unsupported(
            "the parts have neither a y plane nor r, g and b",
            id,
            "choose the plane y with --parts, or measure psnr_db"
        );
    RB_TRY(const double peak, peakOf(input.original, used, job));
    MetricValue out{.count = all.count + all.same + all.broken};
    out.value = all.broken > 0 ? -INFINITY : decibels(peak * peak, all.mse());
    return out;
}

} // namespace

const MetricDef& psnr_y_db() {
    static const MetricDef definition{
        .id = id,
        .title = "PSNR of luma",
        .unit = "dB",
        .better = Better::higher,
        .defaultFor = {"video"},
        .accepts = acceptsPicturesAndVideo,
        .measure = measure,
    };
    return definition;
}

} // namespace rarebit::metrics

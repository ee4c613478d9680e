// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/ssim.hpp"

#include "engine/blocks/metric_kernels.hpp"
#include "engine/blocks/paired.hpp"
#include "engine/blocks/planes.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace rarebit {
namespace {

constexpr size_t taps = ssimTaps;
constexpr int64_t bandRows = 32; // output rows of one parallel step
constexpr int64_t stripColumns = 256;
constexpr std::array scaleWeights{0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

const std::array<double, taps>& gaussian() {
    static const auto weights = [] {
        std::array<double, taps> out{};
        double sum = 0;
        for (size_t i = 0; i < taps; ++i) {
            const double x = static_cast<double>(i) - (taps - 1) / 2.0;
            out[i] = std::exp(-x * x / (2 * 1.5 * 1.5));
            sum += out[i];
        }
        for (auto& weight : out)
            weight /= sum;
        return out;
    }();
    return weights;
}

// SSIM needs of both windows only the sum of their variances and the covariance. Those follow from sum and
// difference s = x + y, d = x - y with four filtered images (s, d, s^2, d^2) in place of five.
struct Strip {
    static constexpr size_t room = stripColumns + taps - 1 + 2 * sumChains;
    static constexpr size_t images = 4;
    // Input rows, filtered along the row: image after image, row after row.
    std::vector<double> rows = std::vector<double>((bandRows + taps - 1) * images * room);
    std::vector<double> line = std::vector<double>(images * room), means = line;
    std::vector<double> values = std::vector<double>(room), contrasts = values;

    void fill(size_t row, const double* x, const double* y, size_t count) {
        kernels.sumAndDifference(x, y, count, room, line.data());
        for (size_t image = 0; image < images; ++image)
            kernels.filter(
                line.data() + image * room,
                1,
                gaussian().data(),
                count - taps + 1,
                rows.data() + (row * images + image) * room
            );
    }
    // Output row `row` of this strip; its sums.
    SsimMeans score(size_t row, size_t count, double c1, double c2) {
        for (size_t image = 0; image < images; ++image)
            kernels.filter(
                rows.data() + (row * images + image) * room,
                images * room,
                gaussian().data(),
                count,
                means.data() + image * room
            );
        kernels.ssim(means.data(), room, count, c1, c2, values.data(), contrasts.data());
        return {total(values, count), total(contrasts, count)};
    }

private:
    static double total(const std::vector<double>& from, size_t count) {
        std::array<double, sumChains> sums{};
        for (size_t i = 0; i < count; ++i)
            sums[i % sumChains] += from[i];
        return std::accumulate(sums.begin(), sums.end(), 0.0);
    }
    const MetricKernels& kernels = metricKernels();
};

// Means of 2 x 2 pixels. An odd last row or column stands for its missing neighbour too: a side of 161 is
// still 11 at the fifth scale.
PlanePair halve(const PlanePair& planes) {
    PlanePair out{{}, {}, (planes.rows + 1) / 2, (planes.columns + 1) / 2};
    const auto pool = [&](const std::vector<double>& from, std::vector<double>& to) {
        to.resize(static_cast<size_t>(out.rows * out.columns));
        for (int64_t row = 0; row < out.rows; ++row) {
            const double* a = from.data() + 2 * row * planes.columns;
            const double* b = 2 * row + 1 < planes.rows ? a + planes.columns : a;
            for (int64_t column = 0; column < out.columns; ++column) {
                const int64_t left = 2 * column, right = std::min(left + 1, planes.columns - 1);
                to[static_cast<size_t>(row * out.columns + column)] =
                    (a[left] + a[right] + b[left] + b[right]) / 4;
            }
        }
    };
    pool(planes.original, out.original);
    pool(planes.decoded, out.decoded);
    return out;
}

} // namespace

Result<SsimMeans> ssimOf(const PlanePair& planes, double range, JobContext& job, std::vector<float>* map) {
    const int64_t rows = planes.rows - ssimWindow + 1, columns = planes.columns - ssimWindow + 1;
    if (rows < 1 || columns < 1)
        return unsupported(
            fmt::format(
                "a plane of {} x {} is smaller than the window of 11 x 11", planes.columns, planes.rows
            ),
            "ssim",
            "measure psnr_db instead"
        );
    const double c1 = 0.01 * range * 0.01 * range, c2 = 0.03 * range * 0.03 * range;
    if (map) map->assign(static_cast<size_t>(rows * columns), 0);
    const int64_t bands = (rows + bandRows - 1) / bandRows;
    const int64_t strips = (columns + stripColumns - 1) / stripColumns;
    std::vector<SsimMeans> sums(static_cast<size_t>(bands * strips));
    const auto body = [&](int64_t index) -> Status {
        const int64_t row0 = index / strips * bandRows, column0 = index % strips * stripColumns;
        const int64_t count = std::min(bandRows, rows - row0),
                      width = std::min(stripColumns, columns - column0);
        Strip strip;
        for (int64_t i = 0; i < count + ssimWindow - 1; ++i) {
            const int64_t from = (row0 + i) * planes.columns + column0;
            strip.fill(
                static_cast<size_t>(i),
                planes.original.data() + from,
                planes.decoded.data() + from,
                static_cast<size_t>(width + ssimWindow - 1)
            );
        }
        SsimMeans& own = sums[static_cast<size_t>(index)];
        for (int64_t i = 0; i < count; ++i) {
            const SsimMeans row = strip.score(static_cast<size_t>(i), static_cast<size_t>(width), c1, c2);
            own.ssim += row.ssim;
            own.contrast += row.contrast;
            if (map) std::copy_n(strip.values.begin(), width, map->begin() + (row0 + i) * columns + column0);
        }
        return Ok{};
    };
    RB_CHECK(parallelFor(bands * strips, job, body));
    SsimMeans out;
    for (const auto& part : sums) {
        out.ssim += part.ssim;
        out.contrast += part.contrast;
    }
    const auto positions = static_cast<double>(rows * columns);
    return SsimMeans{out.ssim / positions, out.contrast / positions};
}

Result<SsimMap> ssimMap(const Part& original, const Part& decoded, double range, JobContext& job) {
    const PlaneView plane = planeOf(original);
    if (plane.planes != 1)
        return badParams(
            fmt::format("{} frames for one map", plane.planes),
            printable(original.name),
            "choose one frame with \"rows\":[frame, frame + 1]"
        );
    RB_TRY(const Payload x, loadWhole(original, job));
    RB_TRY(const Payload y, loadWhole(decoded, job));
    const auto *from = std::get_if<TensorView>(&x), *to = std::get_if<TensorView>(&y);
    if (!from || !to) return internalError("a picture that is no tensor", original.name);
    SsimMap out{plane.rows - ssimWindow + 1, plane.columns - ssimWindow + 1, {}};
    for (int64_t channel = 0; channel < plane.inner; ++channel) {
        RB_TRY(
            const PlanePair planes,
            planePair(*from, *to, plane.rows, plane.columns, plane.inner, channel, job)
        );
        std::vector<float> own;
        RB_CHECK(ssimOf(planes, range, job, &own));
        if (out.values.empty()) out.values.resize(own.size());
        for (size_t i = 0; i < own.size(); ++i)
            out.values[i] += own[i] / static_cast<float>(plane.inner);
    }
    return out;
}

Result<double> msSsimOf(PlanePair planes, double range, JobContext& job) {
    double product = 1;
    for (size_t scale = 0; scale < scaleWeights.size(); ++scale) {
        RB_TRY(const SsimMeans means, ssimOf(planes, range, job));
        const bool last = scale + 1 == scaleWeights.size();
        // Luminance counts at the last scale alone; a negative structure term counts as none. std::max would
        // turn NaN into 0.
        const double term = last ? means.ssim : means.contrast;
        product *= std::pow(term < 0 ? 0 : term, scaleWeights[scale]);
        if (!last) planes = halve(planes);
    }
    return product;
}

Result<PlanePair> planePair(
    const TensorView& original,
    const TensorView& decoded,
    int64_t rows,
    int64_t columns,
    int64_t inner,
    int64_t index,
    JobContext& job
) {
    // Channel `index` of a picture, or plane `index` of a stack.
    PlanePair out{{}, {}, rows, columns};
    const auto count = static_cast<size_t>(rows * columns);
    RB_CHECK(job.fits(2 * sizeof(double) * count, "two planes in double precision", "ssim"));
    out.original.resize(count);
    out.decoded.resize(count);
    const auto take = [&](const TensorView& tensor, std::vector<double>& to) -> Status {
        if (inner == 1) return toDoubles(tensor, index * rows * columns, std::span(to));
        std::vector<double> line(static_cast<size_t>(columns * inner));
        for (int64_t row = 0; row < rows; ++row) {
            RB_CHECK(toDoubles(tensor, row * columns * inner, std::span(line)));
            for (int64_t i = 0; i < columns; ++i)
                to[static_cast<size_t>(row * columns + i)] = line[static_cast<size_t>(i * inner + index)];
        }
        return Ok{};
    };
    RB_CHECK(take(original, out.original));
    RB_CHECK(take(decoded, out.decoded));
    return out;
}

Result<MetricValue>
measurePlanes(std::string_view metric, const MetricInput& input, JobContext& job, PlaneScore score) {
    // Of a video y alone counts, where there is one.
    const bool luma = std::ranges::any_of(input.parts, [](const std::string& name) {
        return planeName(name).second == 'y';
    });
    std::vector<std::string> names;
    for (const auto& name : input.parts) {
        const Part* part = findPart(input.original, name);
        if (!luma || !part || part->role != "video.plane" || planeName(name).second == 'y')
            names.push_back(name);
    }
    RB_TRY(const double range, peakOf(input.original, names, job));
    std::vector<double> perPart, perPlane;
    for (const auto& name : names) {
        RB_TRY(const PartPair pair, findPair(input.original, input.decoded, name));
        const PlaneView plane = planeOf(*pair.original);
        std::vector<double> values;
        const auto visit = [&](const PairChunk& chunk) -> Status {
            const bool stack = pair.original->role == "video.plane";
            const int64_t count = stack ? chunk.original.shape[0] : plane.inner;
            for (int64_t i = 0; i < count; ++i) {
                if (job.cancelled()) return cancelledError(std::string(metric));
                RB_TRY(
                    const PlanePair planes,
                    planePair(chunk.original, chunk.decoded, plane.rows, plane.columns, plane.inner, i, job)
                );
                // A picture without any contrast has no range: any positive one gives 1 for equal planes.
                RB_TRY(const double value, score(planes, range > 0 ? range : 1, job));
                values.push_back(value);
            }
            return Ok{};
        };
        // Pictures need all of their rows at once.
        if (pair.original->role == "image") {
            RB_TRY(const Payload x, loadWhole(*pair.original, job));
            RB_TRY(const Payload y, loadWhole(*pair.decoded, job));
            RB_CHECK(visit({{}, std::get<TensorView>(x), std::get<TensorView>(y)}));
        } else {
            RB_CHECK(visitChunks(pair, job, visit));
        }
        double sum = 0;
        for (const double value : values)
            sum += value;
        perPart.push_back(sum / static_cast<double>(values.size()));
        perPlane.insert(perPlane.end(), values.begin(), values.end());
    }
    MetricValue out{.value = 0, .count = static_cast<int64_t>(perPlane.size())};
    for (const double value : perPart)
        out.value += value / static_cast<double>(perPart.size());
    if (names.empty() || perPlane.empty()) out.value = std::nan("");
    const bool video = !names.empty() && findPart(input.original, names[0])->role == "video.plane";
    const std::string_view name = video ? "per_frame" : "per_channel";
    if (names.size() == 1 && wantsDetail(job, metric, name))
        out.details.push_back(seriesDetail(metric, name, "", {}, std::move(perPlane)));
    if (names.size() > 1)
        out.details.push_back(seriesDetail(metric, "per_part", "", std::move(names), std::move(perPart)));
    return out;
}

} // namespace rarebit

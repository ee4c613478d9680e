// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/error_map.hpp"
#include "engine/blocks/pyramid.hpp"
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

namespace {

float cellOf(const Pyramid& pyramid, size_t level, int64_t row, int64_t column, size_t which) {
    size_t at = 0;
    for (size_t i = 0; i < level; ++i)
        at += static_cast<size_t>(pyramid.levels[i].rows * pyramid.levels[i].columns);
    at += static_cast<size_t>(row * pyramid.levels[level].columns + column);
    return pyramid.values[3 * at + which];
}

} // namespace

RB_TEST(pyramidByHand) {
    JobContext job;
    const Part part = tensorOf<float>("w", "weight", DType::f32, {2, 3}, {1, -2, 3, 4, NAN, -6});
    const Pyramid pyramid = REQUIRE(pyramidOf(part, job));
    CHECK_EQ(pyramid.levels.size(), 3u);
    CHECK_EQ(pyramid.levels[1].columns, 2);
    CHECK_EQ(pyramid.levels[1].cellColumns, 2);
    CHECK_EQ(cellOf(pyramid, 0, 1, 2, 0), -6.0F);
    CHECK(std::isnan(cellOf(pyramid, 0, 1, 1, 0)));
    CHECK_EQ(cellOf(pyramid, 1, 0, 0, 0), -2.0F);
    CHECK_EQ(cellOf(pyramid, 1, 0, 0, 1), 4.0F);
    CHECK_NEAR(cellOf(pyramid, 1, 0, 0, 2), std::sqrt(21.0 / 3), 1e-6);
    CHECK_NEAR(cellOf(pyramid, 2, 0, 0, 2), std::sqrt(66.0 / 5), 1e-6);
}

RB_TEST(aSpikeShowsAtEveryLevel) {
    JobContext job;
    const int64_t rows = 1300, columns = 2100;
    std::vector<float> x(static_cast<size_t>(rows * columns), 1), y = x;
    y[static_cast<size_t>(777 * columns + 2001)] = 51;
    const auto matrix = [&](std::vector<float> v) {
        return tensorOf("w", "weight", DType::f32, {rows, columns}, std::move(v));
    };
    const Pyramid pyramid = REQUIRE(errorPyramidOf(matrix(x), matrix(y), job));
    for (size_t level = 0; level < pyramid.levels.size(); ++level) {
        const auto& l = pyramid.levels[level];
        CHECK(l.rows <= pyramidSide && l.columns <= pyramidSide);
        CHECK_EQ(cellOf(pyramid, level, 777 / l.cellRows, 2001 / l.cellColumns, 0), -50.0F);
    }
    CHECK_EQ(pyramid.levels.back().rows * pyramid.levels.back().columns, 1);
    CHECK_NEAR(
        cellOf(pyramid, pyramid.levels.size() - 1, 0, 0, 2),
        std::sqrt(2500.0 / static_cast<double>(rows * columns)),
        1e-6
    );
}

RB_TEST(pyramidOfAClipFoldsItsFrames) {
    JobContext job;
    std::vector<uint8_t> samples(3 * 4 * 5);
    samples[2 * 20 + 3 * 5 + 4] = 9;
    const Part clip = tensorOf("y", "video.plane", DType::u8, {3, 4, 5}, samples);
    const Pyramid pyramid = REQUIRE(pyramidOf(clip, job));
    CHECK_EQ(pyramid.levels[0].rows, 4);
    CHECK_EQ(cellOf(pyramid, 0, 3, 4, 1), 9.0F);
    CHECK_EQ(cellOf(pyramid, 0, 3, 4, 0), 0.0F);
    CHECK_NEAR(cellOf(pyramid, 0, 3, 4, 2), std::sqrt(27.0), 1e-6);
}

RB_TEST(pyramidDetailOfAMetric) {
    JobOptions options;
    options.wantedDetails = {"pyramid"};
    JobContext job(options);
    const MetricValue value = metricOf("max_abs_error", vectorAsset({1, 2, 3}), vectorAsset({1, 2, 5}), job);
    const Detail* detail = findDetail(value, "max_abs_error.pyramid:w");
    CHECK(detail != nullptr);
    CHECK_EQ(detail->about.at("levels").size(), 3u);
    CHECK_EQ(detailValues<float>(*detail).size(), 3u * (3 + 2 + 1));
    CHECK_EQ(REQUIRE(pyramidOf(vectorAsset({}).parts[0], job)).levels.size(), 0u);
}

// A vector longer than a chunk comes in pieces of a row.
RB_TEST(mapAndPyramidOfALongVector) {
    JobContext job;
    const size_t count = (size_t(17) << 20) + 5;
    std::vector<float> x(count), y(count);
    y[0] = 1;
    y[count - 1] = -7;
    y[size_t(16) << 20] = 3;
    const Part a = vectorAsset(std::move(x)).parts[0], b = vectorAsset(std::move(y)).parts[0];
    const ErrorMap map = REQUIRE(errorMap(a, b, job));
    CHECK_EQ(map.rows, 1);
    CHECK(map.columns <= mapSide);
    CHECK_EQ(map.values.front(), 1.0F);
    CHECK_EQ(map.values.back(), 7.0F);
    CHECK_EQ(map.values[static_cast<size_t>((int64_t(16) << 20) / map.cellColumns)], 3.0F);
    CHECK_EQ(map.peak(), 7.0F);
    const Pyramid pyramid = REQUIRE(errorPyramidOf(a, b, job));
    CHECK_EQ(cellOf(pyramid, pyramid.levels.size() - 1, 0, 0, 1), 7.0F);
    CHECK_EQ(cellOf(pyramid, pyramid.levels.size() - 1, 0, 0, 0), -3.0F);
}

RB_TEST(heatmapIsBlackWhereNothingChanged) {
    JobContext job;
    const Part a = pictureAsset(2, 2, 3, std::vector<uint8_t>(12)).parts[0];
    std::vector<uint8_t> changed(12);
    changed[4] = 200;
    changed[9] = 100;
    const TensorView rgb = REQUIRE(errorHeatmap(a, pictureAsset(2, 2, 3, changed).parts[0], job));
    CHECK_EQ(rgb.shape, (std::vector<int64_t>{2, 2, 3}));
    const auto* pixel = reinterpret_cast<const uint8_t*>(rgb.bytes.data());
    CHECK_EQ(pixel[0] + pixel[1] + pixel[2], 0);
    CHECK_EQ(pixel[3] + pixel[4] + pixel[5], 3 * 255);
    CHECK(pixel[9] + pixel[10] + pixel[11] > 0 && pixel[9] + pixel[10] + pixel[11] < 3 * 255);
    CHECK_ERROR(
        errorHeatmap(a, pictureAsset(1, 2, 3, std::vector<uint8_t>(6)).parts[0], job), ErrorKind::badInput
    );
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/histogram.hpp"
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(histogramByHand) {
    JobContext job;
    const Part part = vectorAsset({0, 1, 2, 3, 4, 4, NAN, -INFINITY}).parts[0];
    const Json h = REQUIRE(histogramOf(part, 4, job));
    CHECK(h.at("counts") == Json::array({1, 1, 1, 3}));
    CHECK(h.at("edges") == Json::array({0.0, 1.0, 2.0, 3.0, 4.0}));
    CHECK_EQ(h.at("count").asInt(), 6);
    CHECK_EQ(h.at("nan").asInt(), 1);
    CHECK_EQ(h.at("inf").asInt(), 1);
}

RB_TEST(histogramOfOneValueAndOfNone) {
    JobContext job;
    const Json one = REQUIRE(histogramOf(vectorAsset({5, 5, 5}).parts[0], 3, job));
    CHECK(one.at("counts") == Json::array({0, 3, 0}));
    const Json none = REQUIRE(histogramOf(vectorAsset({NAN}).parts[0], 3, job));
    CHECK_EQ(none.at("counts").size(), 0u);
    CHECK(none.at("min").isNull());
    CHECK_ERROR(histogramOf(vectorAsset({1}).parts[0], 0, job), ErrorKind::badParams);
    CHECK_ERROR(histogramOf(vectorAsset({1}).parts[0], mostBins + 1, job), ErrorKind::badParams);
    const Part huge = tensorOf<double>("w", "weight", DType::f64, {3}, {-1.7e308, 0.1, 1.7e308});
    CHECK(REQUIRE(histogramOf(huge, 3, job)).at("counts") == Json::array({1, 1, 1}));
}

RB_TEST(pairedHistogramsShareTheirEdges) {
    JobOptions options;
    options.wantedDetails = {"histogram"};
    JobContext job(options);
    const MetricValue value = metricOf("mse", vectorAsset({0, 1, 2, NAN}), vectorAsset({0, 1, 4, 3}), job);
    const Detail* detail = findDetail(value, "mse.histogram");
    CHECK(detail != nullptr);
    CHECK(detail->about.at("edges") == Json::array({0.0, 4.0}));
    CHECK(detail->about.at("error_edges") == Json::array({-2.0, 2.0}));
    CHECK_EQ(detail->about.at("left_out").asInt(), 1);
    const auto counts = detailValues<int64_t>(*detail);
    CHECK_EQ(counts.size(), 3u * 256);
    const auto bin = [&](size_t row, size_t index) { return counts[row * 256 + index]; };
    CHECK_EQ(bin(0, 0), 1);
    CHECK_EQ(bin(0, 64), 1);
    CHECK_EQ(bin(0, 128), 1);
    CHECK_EQ(bin(1, 255), 1);
    CHECK_EQ(bin(1, 192), 1);
    CHECK_EQ(bin(2, 128), 2);
    CHECK_EQ(bin(2, 0), 1);
}

RB_TEST(levelsAreDistinctValues) {
    JobContext job;
    const auto few = REQUIRE(levelsOf(vectorAsset({3, -1, 0.0, -0.0, 3, NAN, INFINITY}).parts[0], 3, job));
    CHECK(few == std::vector<double>({-1, 0, 3}));
    CHECK(!REQUIRE(levelsOf(vectorAsset({1, 2, 3, 4}).parts[0], 3, job)));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/outliers.hpp"
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

namespace {

Part matrix(std::vector<float> values, int64_t rows, int64_t columns) {
    return tensorOf("w", "weight", DType::f32, {rows, columns}, std::move(values));
}

} // namespace

RB_TEST(outliersByHand) {
    JobContext job;
    const Json found = REQUIRE(outliersOf(matrix({1, -2, 3, -9, 5, NAN, INFINITY, 2}, 2, 4), 2, job));
    CHECK_EQ(found.at("count").asInt(), 6);
    CHECK_EQ(found.at("nan").asInt(), 1);
    CHECK_EQ(found.at("inf").asInt(), 1);
    CHECK_EQ(found.at("mean").asDouble(), 0.0);
    CHECK_NEAR(found.at("std").asDouble(), std::sqrt(124.0 / 6), 1e-14);
    CHECK_NEAR(found.at("rms").asDouble(), std::sqrt(124.0 / 6), 1e-14);
    CHECK_EQ(found.at("absmax").asDouble(), 9.0);
    const double m4 = (1 + 16 + 81 + 6561 + 625 + 16) / 6.0, m2 = 124.0 / 6;
    CHECK_NEAR(found.at("kurtosis").asDouble(), m4 / (m2 * m2), 1e-12);
    CHECK_EQ(found.at("top").size(), 2u);
    CHECK(found.at("top").at(size_t{0}) == Json::object({{"index", Json::array({0, 3})}, {"value", -9.0}}));
    CHECK(found.at("top").at(1) == Json::object({{"index", Json::array({1, 0})}, {"value", 5.0}}));
    CHECK_EQ(found.at("rows").at("count").asInt(), 2);
    CHECK_EQ(found.at("rows").at("max").asDouble(), 9.0);
    CHECK_EQ(found.at("rows").at("median").asDouble(), 5.0);
    CHECK_EQ(found.at("columns").at("count").asInt(), 4);
    CHECK_EQ(found.at("columns").at("top").at(size_t{0}).at("index").asInt(), 3);
    CHECK_EQ(found.at("columns").at("top").at(1).at("absmax").asDouble(), 5.0);
}

RB_TEST(aChannelOfOutliersIsNamed) {
    JobContext job;
    const int64_t rows = 300, columns = 700;
    std::vector<float> values;
    Rng rng(4, "weights");
    for (int64_t i = 0; i < rows * columns; ++i)
        values.push_back(static_cast<float>(rng.normal() * (i % columns == 123 ? 40 : 1)));
    values[200 * 700 + 5] = 500;
    const Json found = REQUIRE(outliersOf(matrix(values, rows, columns), 5, job));
    CHECK_EQ(found.at("columns").at("top").at(size_t{0}).at("index").asInt(), 5);
    CHECK_EQ(found.at("columns").at("top").at(1).at("index").asInt(), 123);
    CHECK(found.at("columns").at("top").at(1).at("over_median").asDouble() > 10);
    CHECK_EQ(found.at("rows").at("top").at(size_t{0}).at("index").asInt(), 200);
    CHECK(found.at("beyond_6_sigma").at("count").asInt() > 100);
    CHECK(found.at("kurtosis").asDouble() > 20);
    for (const int threads : {1, 4}) {
        JobOptions options;
        options.threads = threads;
        JobContext other(options);
        CHECK(REQUIRE(outliersOf(matrix(values, rows, columns), 5, other)) == found);
    }
}

RB_TEST(outliersOfNothing) {
    JobContext job;
    const Json empty = REQUIRE(outliersOf(matrix({}, 0, 4), 3, job));
    CHECK_EQ(empty.at("count").asInt(), 0);
    CHECK(empty.at("mean").isNull() && empty.at("kurtosis").isNull() && empty.at("rms").isNull());
    const Json flat = REQUIRE(outliersOf(vectorAsset({7, 7}).parts[0], 3, job));
    CHECK(flat.at("kurtosis").isNull() && flat.at("columns").isNull());
    CHECK_EQ(flat.at("top").at(size_t{0}).at("index").at(size_t{0}).asInt(), 0);
    CHECK_ERROR(outliersOf(matrix({1}, 1, 1), 0, job), ErrorKind::badParams);
    Part text;
    text.name = "t";
    CHECK_ERROR(outliersOf(memoryPart(text, TextView{}), 3, job), ErrorKind::unsupported);
}

RB_TEST(worstSpotsAreTheLargestErrors) {
    JobContext job;
    std::vector<float> x(200'000), y(200'000);
    y[150'001] = 3;
    y[20] = -5;
    y[19] = 5;
    x[7] = NAN;
    y[7] = NAN;
    x[8] = INFINITY;
    y[8] = 448;
    const Json spots = REQUIRE(worstSpots(matrix(x, 400, 500), matrix(y, 400, 500), 3, job));
    CHECK_EQ(spots.size(), 3u);
    CHECK(spots.at(size_t{0}).at("index") == Json::array({0, 8}));
    CHECK(spots.at(1).at("index") == Json::array({0, 19}));
    CHECK(spots.at(2).at("index") == Json::array({0, 20}));
    CHECK_EQ(spots.at(2).at("error").asDouble(), 5.0);
    CHECK_EQ(spots.at(2).at("decoded").asDouble(), -5.0);
    const Json more = REQUIRE(worstSpots(matrix(x, 400, 500), matrix(y, 400, 500), 100, job));
    CHECK_EQ(more.size(), 4u);
    CHECK(more.at(3).at("index") == Json::array({300, 1}));
}

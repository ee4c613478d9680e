// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/metric_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(mseByHand) {
    CHECK_EQ(valueOf("mse", vectorAsset({1, 2, 3, 4}), vectorAsset({1, 0, 3, 7})), 13.0 / 4);
    CHECK_EQ(valueOf("mse", vectorAsset({1, 2}), vectorAsset({1, 2})), 0.0);
}

RB_TEST(msePoolsPartsOfAnyType) {
    JobContext job;
    const Asset a = assetOf(
        "model",
        {tensorOf<uint8_t>("u", "weight", DType::u8, {3}, {1, 2, 255}),
         tensorOf<double>("d", "weight", DType::f64, {1}, {1e-9})}
    );
    const Asset b = assetOf(
        "model",
        {tensorOf<double>("d", "weight", DType::f64, {1}, {3e-9}),
         tensorOf<float>("u", "weight", DType::f32, {3}, {1, 4, 255})}
    );
    const MetricValue value = metricOf("mse", a, b, job);
    CHECK_NEAR(value.value, (4 + 4e-18) / 4, 1e-15);
    CHECK_EQ(value.count, 4);
    const Detail* parts = findDetail(value, "mse.per_part");
    CHECK(parts != nullptr);
    const auto values = detailValues<double>(*parts);
    CHECK_EQ(values[0], 4.0 / 3);
    CHECK_NEAR(values[1], 4e-18, 1e-30);
}

RB_TEST(mseOfNotANumber) {
    const float nan = std::nanf(""), inf = INFINITY;
    CHECK_EQ(valueOf("mse", vectorAsset({nan, inf, 1, -inf}), vectorAsset({nan, inf, 3, -inf})), 4.0);
    CHECK_EQ(valueOf("mse", vectorAsset({nan, 1}), vectorAsset({0, 1})), infinity);
    CHECK_EQ(valueOf("mse", vectorAsset({inf, 1}), vectorAsset({-inf, 1})), infinity);
    CHECK_EQ(valueOf("mse", vectorAsset({nan}), vectorAsset({nan})), 0.0);
    CHECK(std::isnan(valueOf("mse", vectorAsset({}), vectorAsset({}))));
}

RB_TEST(mseRefusesWhatItCannotCompare) {
    JobContext job;
    CHECK_ERROR(tryMetric("mse", vectorAsset({1, 2}), vectorAsset({1}), job), ErrorKind::badInput);
    CHECK_ERROR(tryMetric("mse", vectorAsset({1, 2}), assetOf("tensor", {}), job), ErrorKind::badInput);
    Part text;
    text.name = "w";
    const Asset words = assetOf("text", {memoryPart(text, TextView{ownBytes(std::string("12345678"))})});
    CHECK_ERROR(tryMetric("mse", vectorAsset({1, 2}), words, job), ErrorKind::unsupported);
    const MetricDef* metric = REQUIRE(findMetric("mse"));
    CHECK(!metric->accepts(words.parts.front()));
}

RB_TEST(mseOfManyValuesOnManyThreads) {
    std::vector<float> x, y;
    Rng rng(2, "values");
    long double sum = 0;
    for (int i = 0; i < 500'003; ++i) {
        x.push_back(static_cast<float>(rng.normal()));
        y.push_back(static_cast<float>(rng.normal()));
        const long double error = static_cast<long double>(x.back()) - y.back();
        sum += error * error;
    }
    const Asset a = vectorAsset(x), b = vectorAsset(y);
    CHECK_NEAR(valueOf("mse", a, b), static_cast<double>(sum / 500'003), 1e-11);
    checkThreads("mse", a, b);
}

// Above 64 MiB a part is read by ranges of rows: the sum must not change.
RB_TEST(mseByRows) {
    const int64_t rows = 20, width = 1 << 20;
    std::vector<float> values(static_cast<size_t>(rows * width), 1);
    const Bytes bytes = ownBytes(std::move(values));
    int loads = 0;
    Part part;
    part.name = "w";
    Part original = memoryPart(part, TensorView{DType::f32, {rows, width}, bytes});
    const auto load = original.load;
    original.load = [&loads, load](Rows range, JobContext& job) {
        ++loads;
        return load(range, job);
    };
    std::vector<uint8_t> other(static_cast<size_t>(rows * width), 1);
    other[0] = other.back() = 2;
    const Part decoded = memoryPart(part, TensorView{DType::u8, {rows, width}, ownBytes(std::move(other))});
    CHECK_EQ(
        valueOf("mse", assetOf("tensor", {original}), assetOf("tensor", {decoded})),
        2.0 / static_cast<double>(rows * width)
    );
    CHECK_EQ(loads, 2);
}

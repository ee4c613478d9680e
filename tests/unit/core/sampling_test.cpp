// SPDX-License-Identifier: GPL-3.0-or-later
// Drawn points of a sweep: the same for the same seed, in every stratum once; and coarse points first.
#include "engine/core/experiment.hpp"
#include "engine/core/sampling.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <cmath>
#include <set>

using namespace rarebit;

namespace {

const ParamSchema schema{
    {.name = "bits", .fallback = int64_t(4), .min = 1, .max = 16},
    {.name = "clip", .fallback = 1.0, .min = 0, .max = 1},
    {.name = "step", .fallback = 1.0, .min = 0, .max = 1000},
    {.name = "mode", .fallback = std::string("a")},
};

std::vector<Json> draw(const char* spec, Sampling sampling) {
    return REQUIRE(samplePoints(REQUIRE(parseSpec(spec)), schema, sampling));
}

double value(const Json& point, const char* name) {
    return std::stod(point.at(name).asString());
}

constexpr auto drawn = Sampling::Kind::random, latin = Sampling::Kind::latin;

} // namespace

RB_TEST(aSeedIsASample) {
    const char* spec = "m:bits=2..8,clip=0.5..1,step=1..1000~7,mode={a,b,c}";
    for (const auto kind : {drawn, latin}) {
        const auto points = draw(spec, {kind, 20, 7});
        CHECK_EQ(points.size(), 20u);
        CHECK(points == draw(spec, {kind, 20, 7}));
        CHECK(!(points == draw(spec, {kind, 20, 8})));
        for (const auto& point : points) {
            CHECK_EQ(value(point, "bits"), std::round(value(point, "bits")));
            CHECK(value(point, "bits") >= 2 && value(point, "bits") <= 8);
            CHECK(value(point, "clip") >= 0.5 && value(point, "clip") <= 1);
            CHECK(value(point, "step") >= 1 && value(point, "step") <= 1000);
        }
    }
    // More random points begin with the same ones.
    const auto few = draw(spec, {drawn, 5, 7}), many = draw(spec, {drawn, 20, 7});
    CHECK(std::equal(few.begin(), few.end(), many.begin()));
    const Sampling sampling{latin, 20, 7};
    const auto back = REQUIRE(samplingFromJson(toJson(sampling)));
    CHECK(back.kind == latin && back.points == 20 && back.seed == 7);
    CHECK_ERROR(samplingFromJson(Json::object({{"kind", "grid"}, {"points", 3}})), ErrorKind::badInput);
    CHECK_ERROR(samplingFromJson(Json::object({{"kind", "latin"}})), ErrorKind::badInput);
}

RB_TEST(everyStratumHasOnePoint) {
    for (const int count : {1, 2, 7, 40}) {
        const auto points = draw("m:clip=0..1,step=1..1000~3,mode={a,b}", {latin, count, 3});
        std::set<int> linear, logarithmic;
        int a = 0;
        for (const auto& point : points) {
            linear.insert(int(value(point, "clip") * count));
            logarithmic.insert(std::min(count - 1, int(std::log10(value(point, "step")) / 3 * count)));
            a += point.at("mode").asString() == "a";
        }
        CHECK_EQ(linear.size(), size_t(count));
        CHECK_EQ(logarithmic.size(), size_t(count));
        CHECK(std::abs(2 * a - count) <= 1);
    }
}

RB_TEST(whatRandomPointsAreDrawnFrom) {
    // A small grid is drawn whole, each combination once.
    const auto all = draw("m:bits={2,3},mode={a,b}", {drawn, 100, 1});
    CHECK_EQ(all.size(), 4u);
    CHECK_EQ(draw("m:bits=3", {drawn, 100, 1}).size(), 1u);
    CHECK_EQ(draw("m", {latin, 100, 1}).size(), 1u);
    for (const auto& point : draw("m:clip=0..1/0.25", {drawn, 5, 1}))
        CHECK_EQ(value(point, "clip") * 4, std::round(value(point, "clip") * 4));
    std::set<int> bits;
    for (const auto& point : draw("m:bits=2..5", {drawn, 4, 1}))
        bits.insert(int(value(point, "bits")));
    CHECK(bits == std::set<int>({2, 3, 4, 5}));
}

RB_TEST(experimentsKeepTheirSample) {
    Json experiment = Json::object(
        {{"assets", Json::array({"a.bin"})},
         {"methods", Json::array({"zstd:level=1..15", "store"})},
         {"sample", toJson(Sampling{latin, 5, 2})}}
    );
    const auto specs = REQUIRE(expand(experiment));
    CHECK_EQ(specs.size(), 6u);
    std::set<int64_t> strata;
    for (const auto& spec : specs)
        if (spec.method == "zstd") strata.insert((spec.params.at("level").asInt(3) - 1) / 3);
    CHECK_EQ(strata.size(), 5u);
    experiment["sample"] = Json::object();
    CHECK_ERROR(expand(experiment), ErrorKind::badInput);
}

RB_TEST(endsBeforeMiddlesBeforeQuarters) {
    std::vector<RunSpec> specs;
    for (const char* asset : {"a", "b"})
        for (int quality = 10; quality <= 90; quality += 10) {
            RunSpec spec;
            spec.asset = asset;
            spec.method = "jpeg";
            spec.params = Json::object({{"quality", quality}});
            specs.push_back(spec);
        }
    std::vector<const RunSpec*> points;
    for (const auto& spec : specs)
        points.push_back(&spec);
    std::vector<int64_t> order;
    for (const size_t i : coarseFirst(points))
        if (specs[i].asset == "b") order.push_back(specs[i].params.at("quality").asInt());
    CHECK(order == std::vector<int64_t>({10, 90, 50, 30, 70, 20, 40, 60, 80}));
    const auto first = coarseFirst(points);
    CHECK(std::vector<size_t>(first.begin(), first.begin() + 4) == std::vector<size_t>({0, 8, 9, 17}));
    CHECK(coarseFirst({}).empty());
}

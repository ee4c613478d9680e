// SPDX-License-Identifier: GPL-3.0-or-later
// What views draw: each `what`, alone and of a pair, against values computed here.
#include "engine/core/reader.hpp"
#include "engine/executors/derive.hpp"
#include "tests/support/check.hpp"
#include "tests/support/metric_checks.hpp"

#include <chrono>
#include <fstream>
#include <numeric>

using namespace rarebit;
using namespace rarebit::test;
using namespace rarebit::executors;

namespace {

struct Answers {
    std::vector<double> shares;
    std::vector<Detail> last;
    const Detail& detail(std::string_view name) const {
        for (const auto& detail : last)
            if (detail.name == name) return detail;
        fail(__FILE__, __LINE__, fmt::format("no detail {}", name));
        throw Stop{};
    }
};

Answers derived(const DeriveSubject& subject, const std::string& what, const Json& args = {}) {
    JobContext job;
    Answers out;
    REQUIRE(derive(subject, what, args, job, [&](double share, std::vector<Detail> details) {
        out.shares.push_back(share);
        out.last = std::move(details);
    }));
    return out;
}

Status tried(const DeriveSubject& subject, const std::string& what, const Json& args = {}) {
    JobContext job;
    return derive(subject, what, args, job, [](double, std::vector<Detail>) {});
}

} // namespace

RB_TEST(statisticsOfOneAndOfAPair) {
    const Asset a = vectorAsset({1, 2, 3, 4}), b = vectorAsset({1, 2, 3, 6});
    CHECK_EQ(
        derived({a, nullptr, "", ""}, "statistics").detail("statistics").about.at("mean").asDouble(), 2.5
    );
    const auto pair = derived({a, &b, "", ""}, "statistics");
    CHECK(pair.shares == std::vector<double>{1.0});
    CHECK_EQ(pair.detail("decoded").about.at("max").asDouble(), 6.0);
    CHECK_EQ(pair.detail("error").about.at("min").asDouble(), -2.0);
    CHECK_EQ(pair.detail("error").about.at("zeros").asInt(), 3);
}

RB_TEST(histogramsWithEdgesAndLevels) {
    const Asset a = vectorAsset({0, 1, 2, 3, 9, NAN}), b = vectorAsset({0, 0, 2, 2, 8, 0});
    const auto args = Json::object({{"bins", 2}, {"edges", Json::array({0, 4})}});
    const auto one = derived({a, nullptr, "", ""}, "histogram", args);
    const Detail& own = one.detail("values.histogram");
    CHECK(detailValues<int64_t>(own) == (std::vector<int64_t>{2, 2}));
    CHECK(own.about.at("edges") == Json::array({0.0, 4.0}));
    CHECK(own.about.at("outside") == Json::array({1}));
    CHECK_EQ(own.about.at("left_out").asInt(), 1);
    CHECK(detailValues<double>(one.detail("levels")) == (std::vector<double>{0, 1, 2, 3, 9}));
    const auto pair = derived({a, &b, "", ""}, "histogram", args);
    const auto counts = detailValues<int64_t>(pair.detail("pair.histogram"));
    CHECK(counts == (std::vector<int64_t>{2, 2, 3, 2, 0, 5})); // errors 0 1 0 1 1 in [-1, 1]
    CHECK(detailValues<double>(pair.detail("levels")) == (std::vector<double>{0, 2, 8}));
    std::vector<float> many(300);
    std::iota(many.begin(), many.end(), 0.0f);
    CHECK_EQ(derived({vectorAsset(many), nullptr, "", ""}, "histogram").last.size(), 1u); // too many levels
}

RB_TEST(seriesByFrameWindowAndChannel) {
    Asset a, b;
    a.parts = {tensorOf<uint8_t>("y", "video.plane", DType::u8, {3, 1, 2}, {0, 0, 10, 10, 20, 20})};
    b.parts = {tensorOf<uint8_t>("y", "video.plane", DType::u8, {3, 1, 2}, {0, 0, 11, 9, 20, 22})};
    const DeriveSubject pair{a, &b, "", ""};
    const auto frames = derived(pair, "series");
    CHECK(detailValues<double>(frames.detail("mse.per_frame")) == (std::vector<double>{0, 1, 2}));
    const auto psnr = detailValues<double>(frames.detail("psnr_db.per_frame"));
    CHECK(std::isinf(psnr[0]));
    CHECK_NEAR(psnr[1], 20 * std::log10(255.0), 1e-9);
    const auto windows = derived(pair, "series", Json::object({{"window", 2}}));
    CHECK(detailValues<double>(windows.detail("mse.per_frame")) == (std::vector<double>{0.5, 2}));
    CHECK_EQ(windows.detail("mse.per_frame").about.at("window").asInt(), 2);
    const auto channels = derived(pair, "series", Json::object({{"by", "channel"}}));
    CHECK_EQ(detailValues<double>(channels.detail("mse.per_channel")).size(), 2u);
    // One frame alone.
    const auto rows = Json::object({{"rows", Json::array({2, 3})}, {"top", 5}});
    const Json spots = derived(pair, "worst", rows).detail("worst").about.at("spots");
    CHECK_EQ(spots.size(), 1u);
    CHECK_EQ(spots.at(size_t{0}).at("error").asDouble(), 2.0);
    CHECK_EQ(derived(pair, "outliers", rows).detail("outliers").about.at("absmax").asDouble(), 2.0);
    const auto pyramid = derived(pair, "pyramid", rows).last;
    CHECK_EQ(pyramid.at(0).name, "error.pyramid:y");
    CHECK(detailValues<float>(pyramid[0])[0] == 0 && detailValues<float>(pyramid[0])[3] == -2);
    CHECK_EQ(detailValues<float>(derived(pair, "error_map", rows).detail("error.map")).back(), 2.0f);
}

RB_TEST(theMeanOfTheSsimMapIsSsim) {
    const Asset a = pictureAsset(30, 40, 3, wavePicture(30, 40, 3, 0));
    const Asset b = pictureAsset(30, 40, 3, wavePicture(30, 40, 3, 40));
    const auto map = detailValues<float>(derived({a, &b, "", ""}, "ssim_map").detail("ssim.map"));
    CHECK_EQ(map.size(), 20u * 30u);
    const double mean = std::accumulate(map.begin(), map.end(), 0.0) / static_cast<double>(map.size());
    CHECK_NEAR(mean, valueOf("ssim", a, b), 1e-6);
    Asset clip;
    clip.parts = {tensorOf<uint8_t>("y", "video.plane", DType::u8, {2, 1, 1}, {0, 0})};
    CHECK_ERROR(tried({clip, &clip, "", ""}, "ssim_map"), ErrorKind::badParams);
}

RB_TEST(whatEncodingToldIsKept) {
    const auto folder = temporaryFolder();
    std::ofstream(folder / "a.fa", std::ios::binary) << ">r\n" << std::string(400, 'A') << "CGTTGCA\n";
    Json request = Json::object(
        {{"asset", Json::object({{"path", (folder / "a.fa").string()}, {"reader", "fasta"}, {"hash", ""}})},
         {"spec", Json::object({{"method", "dna_context"}, {"asset", "a.fa"}})},
         {"what", "encoding"}}
    );
    WarmAssets warm;
    JobContext job;
    std::vector<Detail> told;
    REQUIRE(derive(request, warm, job, [&](double, std::vector<Detail> details) {
        told = std::move(details);
    }));
    CHECK_EQ(told.size(), 1u);
    CHECK_EQ(told.at(0).name, "cost_per_base");
    CHECK_EQ(detailValues<float>(told[0]).size(), 407u);
    request.erase("spec");
    CHECK_ERROR(derive(request, warm, job, [](double, std::vector<Detail>) {}), ErrorKind::badParams);
}

RB_TEST(aLargePartIsEstimatedFirst) {
    constexpr int64_t rows = 2560, columns = 10'000; // 102 MB
    std::vector<float> values(rows * columns);
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i * 2654435761u % 1000);
    Asset a;
    a.parts = {tensorOf<float>("w", "weight", DType::f32, {rows, columns}, values)};
    const auto start = std::chrono::steady_clock::now();
    std::vector<double> seconds, shares;
    std::vector<Detail> first, last;
    JobContext job;
    REQUIRE(derive(
        {a, nullptr, "", ""},
        "histogram",
        {},
        job,
        [&](double share, std::vector<Detail> details) {
            seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()
            );
            shares.push_back(share);
            (first.empty() ? first : last) = std::move(details);
        }
    ));
    CHECK_EQ(shares.size(), 2u);
    CHECK(shares[0] > 0.001 && shares[0] < 0.5);
    CHECK_EQ(shares[1], 1.0);
    CHECK(seconds[0] < 1.5); // 0.15 s on an idle machine
    CHECK(first[0].about.at("edges") == last[0].about.at("edges"));
    const auto counts = detailValues<int64_t>(last[0]);
    CHECK_EQ(std::accumulate(counts.begin(), counts.end(), int64_t{0}), rows * columns);
}

RB_TEST(whatCannotBeDerivedIsAnError) {
    Asset a = vectorAsset({1, 2}), b = vectorAsset({1, 2, 3});
    a.name = "a.npy";
    CHECK_ERROR(tried({a, nullptr, "", ""}, "beauty"), ErrorKind::badParams);
    CHECK_ERROR(tried({a, nullptr, "", ""}, "worst"), ErrorKind::badParams);
    CHECK_ERROR(tried({a, nullptr, "nobody", ""}, "statistics"), ErrorKind::badParams);
    CHECK_ERROR(tried({a, &b, "", ""}, "histogram"), ErrorKind::badInput);
    for (const auto& args :
         {Json::object({{"bins", 0}}),
          Json::object({{"bins", "many"}}),
          Json::object({{"edges", Json::array({2, 1})}}),
          Json::object({{"edges", 3}}),
          Json::object({{"rows", Json::array({1, 1})}}),
          Json::object({{"rows", Json::array({5, 9})}})})
        CHECK_ERROR(tried({a, nullptr, "", ""}, "histogram", args), ErrorKind::badParams);
    JobOptions options;
    std::stop_source stop;
    stop.request_stop();
    options.stop = stop.get_token();
    JobContext job(options);
    CHECK_ERROR(
        derive({a, nullptr, "", ""}, "pyramid", {}, job, [](double, std::vector<Detail>) {}),
        ErrorKind::cancelled
    );
}

RB_TEST(assetsStayWarmUntilTheirFileChanges) {
    const auto folder = temporaryFolder();
    const auto write = [&](const char* name, size_t bytes) {
        std::ofstream(folder / name, std::ios::binary) << std::string(bytes, 'x');
        return Json::object({{"path", (folder / name).string()}, {"reader", "bytes"}, {"hash", ""}});
    };
    const Json a = write("a.bin", 10), b = write("b.bin", 20), c = write("c.bin", 30);
    const Json zstd = Json::object({{"method", "zstd"}});
    const Json level = Json::object({{"method", "zstd"}, {"params", Json::object({{"level", 5}})}});
    WarmAssets warm;
    JobContext job;
    const auto first = REQUIRE(warm.open(a, job));
    CHECK(first->hash.empty());
    CHECK_EQ(REQUIRE(warm.open(b, job))->bytes, 20u);
    CHECK(REQUIRE(warm.open(a, job)) == first);
    const auto one = REQUIRE(warm.decoded(a, zstd, job)), two = REQUIRE(warm.decoded(a, level, job));
    CHECK(REQUIRE(warm.decoded(a, zstd, job)) == one);
    CHECK(REQUIRE(warm.decoded(a, level, job)) == two);
    for (const int other : {1, 2, 3}) // five are kept while they are small
        REQUIRE(warm.decoded(
            a, Json::object({{"method", "zstd"}, {"params", Json::object({{"level", other}})}}), job
        ));
    CHECK(REQUIRE(warm.decoded(a, zstd, job)) == one);
    const auto hashed = REQUIRE(warm.open(a, job, true));
    CHECK_EQ(hashed->hash.size(), 32u);
    CHECK(REQUIRE(warm.open(a, job)) == hashed);
    CHECK_EQ(REQUIRE(warm.open(c, job))->bytes, 30u);
    write("a.bin", 11);
    CHECK_EQ(REQUIRE(warm.open(a, job))->bytes, 11u);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// `rarebit bd`: deltas in both forms, what can be asked for, and what it says when it cannot.
#include "engine/core/json.hpp"
#include "engine/store/project_store.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_results.hpp"

using namespace rarebit;
using test::program;

namespace {

// Two assets; webp needs half and 0.9 of the bytes of jpeg; jxl has two efforts, one as good as jpeg.
std::string project() {
    const auto folder = test::temporaryFolder() / "p.rarebit";
    auto store = REQUIRE(ProjectStore::create(folder));
    int number = 0;
    const auto add = [&](const char* asset, const char* method, Json params, uint64_t bytes, double psnr) {
        RunResult result = test::makeResult(++number, method);
        result.assetName = asset;
        result.assetHash = hashHex(asset);
        result.spec.params = std::move(params);
        result.sizes = {100'000, 0, bytes, 0, 0};
        result.lossless = false;
        result.metrics = {{"psnr_db", {psnr}}, {"rel_l2", {std::pow(10, -psnr / 20)}}};
        REQUIRE(store->save(result));
    };
    for (const int step : {1, 2, 3, 4, 5}) {
        const auto bytes = static_cast<uint64_t>(1000 << step);
        const double psnr = 20 + 6 * step;
        for (const char* asset : {"a.png", "b.png"}) {
            const bool first = asset[0] == 'a';
            const Json quality = Json::object({{"quality", 10 * step}});
            add(asset, "jpeg", quality, bytes, psnr);
            add(asset, "webp", quality, first ? bytes / 2 : bytes * 9 / 10, psnr);
        }
        for (const int effort : {3, 5})
            add("a.png",
                "jxl",
                Json::object({{"distance", 0.5 * step}, {"effort", effort}}),
                effort == 3 ? bytes : bytes / 4,
                psnr);
    }
    return folder.string();
}

Json bd(const std::string& project, std::vector<std::string> more) {
    more.insert(more.begin(), {"bd", project, "--json"});
    const auto result = program(more);
    CHECK_EQ(result.err, "");
    return REQUIRE(Json::parse(result.out, "bd"));
}

} // namespace

RB_TEST(deltasPerAssetAndTheirMeans) {
    const auto folder = project();
    const Json out = bd(folder, {"--anchor", "jpeg", "--metric", "psnr_db"});
    CHECK_EQ(out.at("anchor").asString(), "jpeg");
    CHECK_EQ(out.at("metric").asString(), "psnr_db");
    CHECK_EQ(out.at("interp").asString(), "pchip");
    CHECK_EQ(out.at("rows").size(), 4u);
    const auto expect = [&](size_t row, const char* asset, const char* method, double percent) {
        const Json& found = out.at("rows").at(row);
        CHECK_EQ(found.at("asset").asString(), asset);
        CHECK_EQ(found.at("method").asString(), method);
        CHECK_NEAR(found.at("bd_rate_percent").asDouble(NAN), percent, 1e-6);
        CHECK_NEAR(found.at("overlap_percent").asDouble(NAN), 100, 1e-9);
        CHECK_EQ(found.at("points").asInt(), 5);
        CHECK_EQ(found.at("warnings").size(), 0u);
        CHECK(found.at("significant").asBool());
    };
    expect(0, "a.png", "jxl:effort=3", 0);
    expect(1, "a.png", "jxl:effort=5", -75);
    expect(2, "a.png", "webp", -50);
    expect(3, "b.png", "webp", -10);
    const Json& mean = out.at("means").at(2);
    CHECK_EQ(mean.at("method").asString(), "webp");
    CHECK_NEAR(mean.at("bd_rate_percent").asDouble(NAN), -30, 1e-6);
    CHECK_EQ(mean.at("of").asInt(), 2);
    CHECK_NEAR(mean.at("of_mean_curves").at("bd_rate_percent").asDouble(NAN), -30, 1e-6);

    const auto text = program({"bd", folder, "--anchor", "jpeg", "--metric", "psnr_db"});
    CHECK_EQ(text.exitCode, 0);
    CHECK(text.out.starts_with("anchor jpeg, metrics.psnr_db over log10 of rate_bits_per_element, pchip\n"));
    for (const char* part : {"-75.00", "mean of 2", "-30.00", "of mean curves"})
        CHECK(text.out.find(part) != std::string::npos);
}

RB_TEST(otherAnchorsFitsAxesAndMetrics) {
    const auto folder = project();
    const Json back = bd(folder, {"--anchor", "webp", "--metric", "psnr_db", "--filter", "asset = a.png"});
    CHECK_EQ(back.at("rows").size(), 3u);
    CHECK_NEAR(back.at("rows").at(0).at("bd_rate_percent").asDouble(NAN), 100, 1e-6); // jpeg
    for (const char* fit : {"pchip", "akima", "cubic"}) {
        const Json out =
            bd(folder, {"--anchor", "jxl:effort=5", "--metric", "metrics.psnr_db", "--interp", fit});
        CHECK_EQ(out.at("interp").asString(), fit);
        CHECK_NEAR(out.at("rows").at(0).at("bd_rate_percent").asDouble(NAN), 300, 1e-6);
        CHECK_NEAR(out.at("rows").at(0).at("bd_rate_percent_by_interp").at(fit).asDouble(), 300, 1e-6);
    }
    // An error falls as quality rises; in decades it is the PSNR again.
    const Json error = bd(folder, {"--anchor", "jpeg", "--metric", "rel_l2", "--log-quality"});
    CHECK_NEAR(error.at("rows").at(2).at("bd_rate_percent").asDouble(NAN), -50, 1e-6);
    CHECK_NEAR(
        error.at("rows").at(2).at("bd_quality").asDouble(NAN), 100 * (std::pow(10, -6 / 20.0) - 1), 1e-6
    );
    // A ratio is a rate upside down.
    const Json ratio = bd(folder, {"--anchor", "jpeg", "--metric", "psnr_db", "--rate", "ratio"});
    CHECK_NEAR(ratio.at("rows").at(2).at("bd_rate_percent").asDouble(NAN), -50, 1e-6);
    // Without an anchor, the curve of most assets and points.
    CHECK_EQ(bd(folder, {"--metric", "psnr_db"}).at("anchor").asString(), "jpeg");
}

RB_TEST(badRequestsSayWhatWhereAndFix) {
    const auto folder = project();
    const auto fails = [&](std::vector<std::string> more, const char* fix, int code) {
        more.insert(more.begin(), {"bd", folder});
        const auto result = program(more);
        CHECK_EQ(result.exitCode, code);
        CHECK(result.err.find("where: ") != std::string::npos);
        if (result.err.find(fix) == std::string::npos) test::fail(__FILE__, __LINE__, result.err);
    };
    fails({"--metric", "psnr_db", "--anchor", "jxl"}, "say which: jxl:effort=3, jxl:effort=5", 2);
    fails({"--metric", "psnr_db", "--anchor", "xz"}, "name one of these: jpeg, ", 2);
    fails({"--metric", "psnr_db", "--interp", "spline"}, "give pchip, akima or cubic", 2);
    fails({"--metric", "psnr_db", "--turning", "no"}, "give hull or refuse", 2);
    fails({"--metric", "ssim"}, "name another metric", 1);
    fails({}, "rarebit VERB --help", 2);
}

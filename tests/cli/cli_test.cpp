// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as users and scripts meet it: exit codes, JSON, errors, streams decoded by another
// process.
#include "engine/core/files.hpp"
#include "engine/core/json.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"

#include <algorithm>

using namespace rarebit;
using test::program;

namespace {

Json jsonOf(const test::CommandResult& result) {
    return REQUIRE(Json::parse(result.out, "standard output"));
}

std::filesystem::path logFile(const std::filesystem::path& folder) {
    const auto path = folder / "service.log";
    REQUIRE(writeFile(path, make::log(200, Rng(1, "cli"))));
    return path;
}

bool sameFiles(const std::filesystem::path& a, const std::filesystem::path& b) {
    const Bytes first = REQUIRE(mapFile(a)), second = REQUIRE(mapFile(b));
    return std::ranges::equal(first.view, second.view);
}

size_t lines(const std::string& text) {
    return static_cast<size_t>(std::ranges::count(text, '\n'));
}

} // namespace

RB_TEST(exitCodesAndErrors) {
    CHECK_EQ(program({"--help"}).exitCode, 0);
    CHECK_EQ(program({"--version"}).exitCode, 0);
    CHECK_EQ(program({"infoo"}).exitCode, 2);
    CHECK_EQ(program({"run"}).exitCode, 2);
    const auto missing = program({"info", "/no/such/file"});
    CHECK_EQ(missing.exitCode, 1);
    CHECK(missing.err.starts_with("error: "));
    CHECK(missing.err.find("\n  where: /no/such/file\n  fix: ") != std::string::npos);
    const auto json = program({"info", "/no/such/file", "--json"});
    CHECK_EQ(json.exitCode, 1);
    for (const char* key : {"kind", "what", "where", "fix"})
        CHECK(!jsonOf(json).at("error").at(key).asString().empty());
    const auto wrong = program({"methods", "zstdd", "--json"});
    CHECK_EQ(wrong.exitCode, 2);
    CHECK_EQ(jsonOf(wrong).at("error").at("fix").asString(), "did you mean 'zstd'?");
}

RB_TEST(infoWithStatistics) {
    const auto log = logFile(test::temporaryFolder());
    const Json document = jsonOf(program({"info", log.string(), "--stats", "--json"}));
    const Json& stats = document.at("assets").at(size_t{0}).at("parts").at(size_t{0}).at("stats");
    CHECK_EQ(stats.at("count").asInt(), static_cast<int64_t>(REQUIRE(mapFile(log)).size()));
    CHECK_EQ(stats.at("min").asDouble(), 10.0); // the end of a line
    CHECK(stats.at("entropy_bits").asDouble() > 3 && stats.at("entropy_bits").asDouble() < 7);
    CHECK(program({"info", log.string(), "--stats"}).out.find("entropy_bits") != std::string::npos);
}

RB_TEST(infoOfSeveralFiles) {
    const auto log = logFile(test::temporaryFolder());
    const auto some = program({"info", log.string(), "/no/such/file", "--json"});
    CHECK_EQ(some.exitCode, 3);
    const Json document = jsonOf(some);
    CHECK_EQ(document.at("assets").size(), 2u);
    const Json& first = document.at("assets").at(size_t{0});
    CHECK_EQ(first.at("kind").asString(), "log");
    CHECK_EQ(first.at("meta").at("lines").asInt(), 200);
    CHECK_EQ(first.at("hash").asString().size(), 32u);
    CHECK(document.at("assets").at(1).contains("error"));
    CHECK_EQ(program({"info", "/no/a", "/no/b", "--json"}).exitCode, 1);
}

RB_TEST(anotherProcessDecodesTheStream) {
    const auto folder = test::temporaryFolder();
    const auto log = logFile(folder), stream = folder / "s.rbs", again = folder / "again.log";
    CHECK_EQ(
        program({"encode", log.string(), "--method", "zstd:level=5", "-o", stream.string()}).exitCode, 0
    );
    CHECK_EQ(program({"decode", stream.string(), "-o", again.string()}).exitCode, 0);
    CHECK(sameFiles(log, again));
    const Json inspected = jsonOf(program({"inspect", stream.string(), "--json"}));
    const Json& sizes = inspected.at("size_bytes");
    CHECK_EQ(
        sizes.at("header").asInt() + sizes.at("payload").asInt() + sizes.at("side").asInt(),
        sizes.at("total").asInt()
    );
    CHECK_EQ(sizes.at("total").asInt(), static_cast<int64_t>(std::filesystem::file_size(stream)));
}

RB_TEST(aDamagedStreamLeavesNoFile) {
    const auto folder = test::temporaryFolder();
    const auto log = logFile(folder), stream = folder / "s.rbs", out = folder / "out.log";
    REQUIRE(
        program({"encode", log.string(), "--method", "xz", "-o", stream.string()}).exitCode == 0
            ? Status(Ok{})
            : internalError("encode", "cli")
    );
    const Bytes bytes = REQUIRE(mapFile(stream));
    std::vector<std::byte> damaged(bytes.view.begin(), bytes.view.end());
    damaged[damaged.size() - 5] ^= std::byte{1};
    REQUIRE(writeFile(stream, damaged));
    CHECK_EQ(program({"decode", stream.string(), "-o", out.string()}).exitCode, 1);
    CHECK(!std::filesystem::exists(out));
}

RB_TEST(aRowHasWhatTheContractNames) {
    const auto log = logFile(test::temporaryFolder());
    const auto run = program({"run", log.string(), "--method", "zstd", "--json", "--repeats", "3"});
    CHECK_EQ(run.exitCode, 0);
    const Json row = jsonOf(run);
    for (const char* key :
         {"key",
          "asset",
          "asset_hash",
          "parts",
          "method",
          "params",
          "backend",
          "seed",
          "inputs",
          "rules",
          "fit",
          "size_bytes",
          "ratio",
          "ratio_with_model",
          "rate_bits_per_element",
          "encode_ms",
          "decode_ms",
          "peak_memory_bytes",
          "metrics",
          "metric_errors",
          "lossless",
          "error",
          "environment"})
        if (!row.contains(key)) test::fail(__FILE__, __LINE__, std::string("no ") + key);
    CHECK_EQ(row.at("encode_ms").at("repeats").asInt(), 3);
    CHECK(row.at("lossless").asBool());
    CHECK_EQ(row.at("metrics").at("exact").asDouble(), 1.0);
}

RB_TEST(aSweepRunsWhatIsMissing) {
    const auto folder = test::temporaryFolder();
    const auto log = logFile(folder);
    const auto project = (folder / "p.rarebit").string();
    const auto first =
        program({"sweep", project, "--asset", log.string(), "--method", "zstd:level=1..3", "--json"});
    CHECK_EQ(first.exitCode, 0);
    CHECK_EQ(lines(first.out), 3u);
    const auto again =
        program({"sweep", project, "--asset", log.string(), "--method", "zstd:level=1..3", "--json"});
    CHECK_EQ(lines(again.out), 0u);
    const auto wider =
        program({"sweep", project, "--asset", log.string(), "--method", "zstd:level=1..5", "--json"});
    CHECK_EQ(lines(wider.out), 2u);
    const auto results = program({"results", project, "--json", "--filter", "params.level >= 4"});
    CHECK_EQ(results.exitCode, 0);
    CHECK_EQ(lines(results.out), 2u);
    CHECK_EQ(program({"results", project, "--filter", "params.level >="}).exitCode, 2);
    CHECK_EQ(program({"project", "check", project}).exitCode, 0);
    for (const char* suffix : {"r.html", "r.md", "r.csv"}) {
        CHECK_EQ(program({"report", project, "-o", (folder / suffix).string()}).exitCode, 0);
        CHECK(std::filesystem::file_size(folder / suffix) > 200);
    }
    const auto pack = (folder / "p.rarebitz").string(), copy = (folder / "copy.rarebit").string();
    CHECK_EQ(program({"project", "pack", project, "-o", pack}).exitCode, 0);
    CHECK_EQ(program({"project", "unpack", pack, "-o", copy}).exitCode, 0);
    CHECK_EQ(jsonOf(program({"project", "diff", project, copy, "--json"})).at("equal").asInt(), 5);
}

RB_TEST(theSampleProjectIsWhole) {
    const auto project = test::temporaryFolder() / "tour.rarebit";
    std::filesystem::copy(
        test::sourceFolder() / "projects/tour.rarebit", project, std::filesystem::copy_options::recursive
    );
    const auto swept = program({"sweep", project.string(), "--json", "--quiet"});
    CHECK_EQ(swept.exitCode, 0);
    CHECK(lines(swept.out) >= 35);
}

RB_TEST(referenceTextsNameEveryVerb) {
    for (const auto& text :
         {program({"man"}).out, program({"completion", "bash"}).out, program({"completion", "fish"}).out})
        for (const char* verb :
             {"info", "run", "encode", "decode", "inspect", "sweep", "results", "report", "compare"})
            if (text.find(verb) == std::string::npos)
                test::fail(__FILE__, __LINE__, std::string("no ") + verb);
}

RB_TEST(compareHistAndOutliersOfAPicture) {
    const auto folder = test::temporaryFolder();
    const auto picture = (test::sourceFolder() / "projects/tour.rarebit/assets/picture.png").string();
    const auto recon = (folder / "recon.png").string(), map = (folder / "map.png").string();
    const Json row =
        jsonOf(program({"run", picture, "--method", "jpeg:quality=40", "--recon", recon, "--json"}));
    const Json compared = jsonOf(program(
        {"compare",
         picture,
         recon,
         "--metrics",
         "psnr_db,max_abs_error",
         "--worst",
         "3",
         "--heatmap",
         map,
         "--json"}
    ));
    // The numbers of `run` and those of the saved reconstruction are the same.
    CHECK_NEAR(
        compared.at("metrics").at("psnr_db").asDouble(), row.at("metrics").at("psnr_db").asDouble(), 1e-9
    );
    CHECK_EQ(compared.at("worst").size(), 3u);
    CHECK_EQ(
        std::abs(compared.at("worst").at(size_t{0}).at("error").asDouble()),
        compared.at("metrics").at("max_abs_error").asDouble()
    );
    CHECK_EQ(
        jsonOf(program({"info", map, "--json"})).at("assets").at(size_t{0}).at("kind").asString(), "image"
    );
    const auto same = jsonOf(program({"compare", picture, picture, "--metrics", "psnr_db", "--json"}));
    CHECK(same.at("metrics").contains("psnr_db") && same.at("metrics").at("psnr_db").isNull());
    const auto drawn = (folder / "hist.png").string();
    const Json histogram = jsonOf(program({"hist", picture, "--bins", "16", "--png", drawn, "--json"}));
    int64_t sum = 0;
    for (const auto& count : histogram.at("parts").at(size_t{0}).at("counts").elements())
        sum += count.asInt();
    CHECK_EQ(sum, 192 * 256 * 3);
    CHECK(std::filesystem::exists(drawn));
    CHECK_EQ(
        jsonOf(program({"outliers", picture, "--top", "5", "--json"}))
            .at("parts")
            .at(size_t{0})
            .at("top")
            .size(),
        5u
    );
}

RB_TEST(aMetricThatDoesNotFitCostsItselfAlone) {
    const auto picture = (test::sourceFolder() / "projects/tour.rarebit/assets/picture.png").string();
    const auto log = (test::sourceFolder() / "projects/tour.rarebit/assets/service.log").string();
    const Json row =
        jsonOf(program({"run", log, "--method", "zstd", "--metrics", "psnr_db,exact", "--json"}));
    CHECK(row.at("error").isNull());
    CHECK_EQ(row.at("metrics").at("exact").asDouble(), 1.0);
    CHECK(!row.at("metrics").contains("psnr_db"));
    CHECK(!row.at("metric_notes").at("psnr_db").asString().empty());
    CHECK_EQ(program({"run", picture, "--method", "png", "--metrics", "psnr_bd"}).exitCode, 2);
}

RB_TEST(limitsCanBeSet) {
    const auto picture = (test::sourceFolder() / "projects/tour.rarebit/assets/picture.png").string();
    const auto tight = test::runCommand(
        {"/usr/bin/env", "RAREBIT_PIXELS=1000", test::rarebitProgram().string(), "info", picture, "--json"}
    );
    CHECK_EQ(tight.exitCode, 1);
    CHECK(!jsonOf(tight).at("error").at("fix").asString().empty());
    const auto nonsense = test::runCommand(
        {"/usr/bin/env", "RAREBIT_PIXELS=many", test::rarebitProgram().string(), "info", picture}
    );
    CHECK_EQ(nonsense.exitCode, 0);
}

RB_TEST(aSweepOverSeveralAssetsLeavesOutWhatCannotBe) {
    const auto assets = test::sourceFolder() / "projects/tour.rarebit/assets";
    const auto project = (test::temporaryFolder() / "p.rarebit").string();
    const std::vector<std::string> both{
        "sweep",
        project,
        "--asset",
        (assets / "picture.png").string(),
        "--asset",
        (assets / "service.log").string()};
    auto arguments = both;
    for (const char* more : {"--method", "jpeg:quality={40,80}", "--method", "zstd", "--json"})
        arguments.emplace_back(more);
    const auto swept = program(arguments);
    CHECK_EQ(swept.exitCode, 0);
    CHECK_EQ(lines(swept.out), 4u); // two pictures as JPEG, and both assets as zstd
    CHECK(swept.err.find("2 left out") != std::string::npos);
    // Alone, the same wish is a failure with its reason.
    const auto alone =
        program({"sweep", project, "--asset", (assets / "service.log").string(), "--method", "jpeg", "--json"}
        );
    CHECK_EQ(alone.exitCode, 1);
    CHECK(!jsonOf(alone).at("error").isNull());
}

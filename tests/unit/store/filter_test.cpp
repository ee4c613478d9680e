// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/filter.hpp"
#include "engine/store/project_store.hpp"
#include "engine/store/row_index.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_results.hpp"

#include <cstdlib>
#include <fstream>

using namespace rarebit;

namespace {

bool matches(std::string_view filter, const Json& row) {
    return REQUIRE(Filter::parse(filter)).matches(row);
}

const char* const filters[] = {
    "method = rtn",
    "method != rtn",
    "method ~ 'z*' and params.level > 2000",
    "params.level >= 10 and params.level < 20",
    "not (params.level >= 10 and lossless)",
    "lossless",
    "not lossless and params.level < 30",
    "metrics.psnr_db > 500",
    "metrics.psnr_db > 40 and metrics.psnr_db < 41",
    "metrics.ssim = null and params.level < 5",
    "metrics.ssim != null",
    "metrics.ssim > 0",
    "error = null and params.level = 7",
    "method > n and method <= rtn",
    "params.level = text",
    "params.level != text and params.level < 3",
    "params.level ~ '10?'",
    "asset !~ 'odd*' and params.level < 9",
    "rules and params.level < 3",
    "size_bytes.payload = 8 || (seed = 1 && params.level = 8)",
    "lossless = true and params.level <= 6",
};

} // namespace

RB_TEST(operatorsMeanWhatTheySay) {
    const Json row = toJson(test::makeResult(4, "rtn"));
    for (const char* yes :
         {"method = rtn",
          "method == 'rtn' and params.level = 4",
          "params.level >= 4 and params.level <= 4",
          "method = x or method = y or method = rtn",
          "not method = zstd",
          "size_bytes.payload = 5",
          "asset ~ even*",
          "asset !~ 'odd*'",
          "fit = null",
          "metrics.psnr_db = 31",
          "lossless = false",
          "not lossless",
          "environment.cpu = test",
          "\"params.level\" > 3",
          ""})
        if (!matches(yes, row)) CHECK_EQ(std::string(yes), "true");
    for (const char* no :
         {"method = RTN",
          "params.level = '4'",
          "params.level > 4",
          "fit > 0",
          "fit != null",
          "metrics.nothing < 5",
          "lossless and method = rtn",
          "method = rtn and params.level = 5 or method = x"})
        if (matches(no, row)) CHECK_EQ(std::string(no), "false");
    // An exact reconstruction has infinite PSNR although its JSON says null.
    CHECK(matches("metrics.psnr_db > 1000", toJson(test::makeResult(3))));
}

RB_TEST(badExpressionsAreErrorsThatSayWhere) {
    for (const char* text :
         {"method =",
          "= rtn",
          "(method = rtn",
          "method = rtn)",
          "method = rtn and",
          "and",
          "method = 'rtn",
          "method = rtn zstd",
          "methid = rtn",
          "metric.psnr_db > 3",
          "params.bits < null",
          "not"})
        CHECK_ERROR(Filter::parse(text), ErrorKind::badParams);
    CHECK(Filter::parse("methid = rtn").error().fix.find("method") != std::string::npos);
    CHECK_ERROR(Filter::parse(std::string(1000, '(') + "seed"), ErrorKind::badParams);
    std::string nots;
    for (int i = 0; i < 1000; ++i)
        nots += "not ";
    CHECK_ERROR(Filter::parse(nots + "seed"), ErrorKind::badParams);
    CHECK_ERROR(Filter::parse(std::string(70000, ' ')), ErrorKind::badParams);
}

// The index answers as the filter itself does, for all rows and every kind of value.
RB_TEST(indexAndFilterAgree) {
    const auto base = test::temporaryFolder();
    setenv("XDG_CACHE_HOME", (base / "cache").c_str(), 1);
    auto store = REQUIRE(ProjectStore::create(base / "p.rarebit"));
    std::vector<RunResult> results;
    for (int i = 0; i < 2100; ++i)
        results.push_back(test::makeResult(i, i % 3 ? "rtn" : "zstd"));
    results[5].metrics["ssim"].value = 0.5;
    REQUIRE(store->save(results));
    const auto ask = [&](std::string_view text) {
        RowQuery query;
        query.filter = REQUIRE(Filter::parse(text));
        return REQUIRE(store->query(query));
    };
    const auto indexFile = [&]() -> std::filesystem::path {
        for (const auto& entry : std::filesystem::directory_iterator(base / "cache/rarebit"))
            return entry.path();
        return {};
    };
    for (int round = 0; round < 5; ++round) {
        if (round == 1) std::ofstream(indexFile(), std::ios::binary) << "not a database";
        if (round == 2) std::filesystem::remove(indexFile());
        if (round == 3) { // lines that the index has not seen
            REQUIRE(store->addMetrics(results[6].key, {{"ssim", MetricValue{.value = 0.75}}}));
            REQUIRE(store->save(test::makeResult(5000, "rtn")));
        }
        store = REQUIRE(ProjectStore::open(base / "p.rarebit"));
        const auto rows = REQUIRE(store->rows());
        for (size_t i = 0; i < std::size(filters); ++i) {
            if (round > 0 && round < 4 && i % 7 != 0) continue; // the first and the last round ask everything
            const char* text = filters[i];
            const auto filter = REQUIRE(Filter::parse(text));
            std::vector<std::string> expected, got;
            for (const auto& row : rows)
                if (filter.matches(row)) expected.push_back(row.at("key").asString());
            for (const auto& row : ask(text))
                got.push_back(row.at("key").asString());
            CHECK(REQUIRE(store->keys({.filter = filter})) == got);
            if (expected != got)
                CHECK_EQ(fmt::format("{}: {} rows, not {}", text, got.size(), expected.size()), "equal");
        }
        CHECK(std::filesystem::exists(indexFile()));
    }
    RowQuery query{REQUIRE(Filter::parse("not lossless")), "metrics.psnr_db", true, 3};
    const auto top = REQUIRE(store->query(query));
    CHECK_EQ(top.size(), 3u);
    CHECK_EQ(REQUIRE(store->keys(query)).at(2), top[2].at("key").asString());
    CHECK_EQ(REQUIRE(store->keys({})).size(), 2101u);
    CHECK_EQ(top[0].at("params").at("level").asInt(), 5000);
    CHECK_EQ(top[1].at("params").at("level").asInt(), 2099);
    CHECK_ERROR(store->query({{}, "metric.psnr_db"}), ErrorKind::badParams);
    // Without a cache folder the rows are read themselves.
    setenv("XDG_CACHE_HOME", "/proc/nothing", 1);
    store = REQUIRE(ProjectStore::open(base / "p.rarebit"));
    CHECK_EQ(ask("params.level = 7").size(), 1u);
    unsetenv("XDG_CACHE_HOME");
}

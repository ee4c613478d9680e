// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rng.hpp"
#include "engine/store/pareto.hpp"
#include "tests/support/check.hpp"

#include <algorithm>

using namespace rarebit;

namespace {

Json point(double rate, double metric, std::string_view asset = "a") {
    return Json::object({
        {"asset", asset},
        {"asset_hash", asset},
        {"parts", "*"},
        {"size_bytes", Json::object({{"total", rate}})},
        {"metrics", Json::object({{"psnr_db", metric}})},
    });
}

std::vector<size_t> front(const std::vector<Json>& rows, Better better = Better::higher) {
    return REQUIRE(pareto(rows, "size_bytes.total", "metrics.psnr_db", better));
}

} // namespace

RB_TEST(smallCaseByHand) {
    // 1 beats 3 (dearer and worse); 2 costs as much as 1 and is worse; 4 is dear but the best.
    const std::vector<Json> rows{point(10, 30), point(20, 35), point(20, 34), point(25, 33), point(50, 60)};
    CHECK(front(rows) == (std::vector<size_t>{0, 1, 4}));
    CHECK(front(rows, Better::lower) == (std::vector<size_t>{0}));
    const auto ratio =
        REQUIRE(pareto(rows, "size_bytes.total", "metrics.psnr_db", Better::higher, Better::higher));
    CHECK(ratio == (std::vector<size_t>{4}));
}

RB_TEST(equalPointsStayAndFailuresDoNotTakePart) {
    std::vector<Json> rows{point(10, 30), point(10, 30), point(5, 90)};
    rows[2]["error"] = Json::object({{"kind", "internal"}});
    rows.push_back(point(5, std::nan(""))); // in memory a NaN, in a file null
    CHECK(front(rows) == (std::vector<size_t>{0, 1}));
    Json exact = point(12, 0);
    exact["metrics"]["psnr_db"] = nullptr; // infinite
    exact["lossless"] = true;
    rows.push_back(exact);
    rows.push_back(point(13, 99));
    CHECK(front(rows) == (std::vector<size_t>{0, 1, 4}));
    CHECK(front({}).empty());
    CHECK_ERROR(pareto(rows, "size.total", "metrics.psnr_db", Better::higher), ErrorKind::badParams);
}

RB_TEST(agreesWithTheDefinition) {
    Rng rng(1, "pareto");
    for (int round = 0; round < 200; ++round) {
        std::vector<Json> rows;
        for (uint64_t i = 0, n = 1 + rng.below(30); i < n; ++i)
            rows.push_back(point(double(rng.below(8)), double(rng.below(8))));
        const auto x = [&](size_t i) { return rows[i].at("size_bytes").at("total").asDouble(); };
        const auto y = [&](size_t i) { return rows[i].at("metrics").at("psnr_db").asDouble(); };
        std::vector<size_t> expected;
        for (size_t i = 0; i < rows.size(); ++i) {
            bool beaten = false;
            for (size_t j = 0; j < rows.size(); ++j)
                beaten = beaten || (x(j) <= x(i) && y(j) >= y(i) && (x(j) < x(i) || y(j) > y(i)));
            if (!beaten) expected.push_back(i);
        }
        auto got = front(rows);
        std::ranges::sort(got);
        CHECK(got == expected);
    }
}

RB_TEST(assetsHaveFrontsOfTheirOwn) {
    const std::vector<Json> rows{point(10, 30, "b"), point(1, 99, "a"), point(20, 40, "b")};
    const auto fronts = REQUIRE(paretoPerAsset(rows, "size_bytes.total", "metrics.psnr_db", Better::higher));
    CHECK_EQ(fronts.size(), 2u);
    CHECK_EQ(fronts[1].asset, "b");
    CHECK(fronts[1].rows == (std::vector<size_t>{0, 2}));
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Which results make a curve, and the deltas of all of them.
#include "engine/core/bd_table.hpp"
#include "tests/support/check.hpp"

#include <algorithm>

using namespace rarebit;

namespace {

// `codec` at four rates with a quality that grows by 6 per doubling; factor: how much more rate it needs.
void addCurve(
    std::vector<BdRow>& rows,
    const std::string& asset,
    const std::string& codec,
    double factor,
    std::map<std::string, std::string> params = {}
) {
    for (const int step : {1, 2, 3, 4, 5}) {
        params["quality"] = std::to_string(10 * step);
        rows.push_back(
            {"hash of " + asset, asset, "*", codec, params, {factor * std::pow(2, step), 20.0 + 6 * step}}
        );
    }
}

std::vector<std::string> namesOf(const std::vector<BdCurve>& curves) {
    std::vector<std::string> out;
    for (const auto& curve : curves)
        out.push_back(curve.name);
    return out;
}

} // namespace

RB_TEST(settingsBesideTheMainOneMakeCurvesOfTheirOwn) {
    std::vector<BdRow> rows;
    addCurve(rows, "a", "here", 1, {{"chroma", "420"}});
    addCurve(rows, "a", "here", 2, {{"chroma", "444"}});
    addCurve(rows, "a", "there", 1, {{"effort", "7"}}); // the same everywhere: no name
    addCurve(rows, "b", "there", 1, {{"effort", "7"}});
    const auto curves = bdCurves(rows);
    CHECK(namesOf(curves) == std::vector<std::string>({"here:chroma=420", "here:chroma=444", "there"}));
    CHECK_EQ(curves[0].along, "quality");
    CHECK_EQ(REQUIRE(findBdCurve(rows, curves, "here:chroma=420.0")), 0u);
    CHECK_EQ(REQUIRE(findBdCurve(rows, curves, "there")), 2u);
    CHECK_EQ(REQUIRE(findBdCurve(rows, curves, "there:effort=7")), 2u);
    CHECK_EQ(usualBdAnchor(rows, curves), 2u);
    for (const char* wrong : {"here", "nowhere", "there:effort=3", "here:quality=10"}) {
        const auto found = findBdCurve(rows, curves, wrong);
        CHECK(!found && found.error().fix.find("here:chroma=444") != std::string::npos);
    }
    CHECK(bdCurves({}).empty());
}

RB_TEST(defaultsThatARowLeavesOutHaveTheirValue) {
    std::vector<BdRow> rows;
    for (const char* group : {"", "64"})
        for (const int bits : {2, 3, 4, 5, 6, 8}) {
            BdRow row{"h", "a", "*", "rtn", {{"bits", std::to_string(bits)}}, {bits + 0.1, 6.0 * bits}};
            if (*group) row.params["group"] = group;
            rows.push_back(row);
        }
    CHECK(namesOf(bdCurves(rows)) == std::vector<std::string>({"rtn:group=128", "rtn:group=64"}));
}

RB_TEST(tableAndBothMeans) {
    std::vector<BdRow> rows;
    addCurve(rows, "a", "anchor", 1);
    addCurve(rows, "b", "anchor", 10);
    addCurve(rows, "a", "test", 0.5);
    addCurve(rows, "b", "test", 9);
    addCurve(rows, "c", "test", 1); // without an anchor
    addCurve(rows, "a", "alone", 2);
    const auto curves = bdCurves(rows);
    const auto anchor = REQUIRE(findBdCurve(rows, curves, "anchor"));
    const BdTable table = bdTable(rows, curves, anchor, {});
    CHECK_EQ(table.rows.size(), 3u);
    CHECK_EQ(table.rows[0].asset + table.rows[0].method, "aalone");
    CHECK_NEAR(table.rows[0].delta.rate.value_or(NAN), 100, 1e-9);
    CHECK_NEAR(table.rows[1].delta.rate.value_or(NAN), -50, 1e-9);
    CHECK_NEAR(table.rows[1].delta.quality.value_or(NAN), 6, 1e-9);
    CHECK_NEAR(table.rows[2].delta.rate.value_or(NAN), -10, 1e-9);
    CHECK_EQ(table.means.size(), 2u);
    const BdMean& mean = table.means[1];
    CHECK_EQ(mean.method, "test");
    CHECK_EQ(mean.of, 2u);
    CHECK_NEAR(mean.rate.value_or(NAN), -30, 1e-9);
    CHECK(mean.significant);
    // Mean rates 5.5 and 4.75 times two to the step, at the same qualities.
    CHECK_NEAR(mean.ofMean ? mean.ofMean->rate.value_or(NAN) : NAN, 100 * (4.75 / 5.5 - 1), 1e-9);
    CHECK(!table.means[0].ofMean);
    CHECK(bdTable({}, {}, 0, {}).rows.empty());
}

RB_TEST(valuesThatExplainTheRateHaveInfluence) {
    const std::vector<double> x{1, 1.1, 5, 5.1}, strong{2, 2, 8, 8}, weak{0, 1, 0, 1};
    CHECK(influence(strong, x) > 100 * influence(weak, x));
    CHECK_EQ(influence(std::vector<double>{NAN, NAN, NAN, NAN}, x), 0.0);
}

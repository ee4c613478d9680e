// SPDX-License-Identifier: GPL-3.0-or-later
// Searches: what they probe next on curves that are known, and that their probes are ordinary rows.
#include "engine/core/files.hpp"
#include "engine/executors/search.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"

#include <cmath>
#include <functional>
#include <set>

using namespace rarebit;

namespace {

using Curve = std::function<double(double)>;

// Probes a curve until the search is over.
std::vector<Probe> searched(const SearchAxis& axis, const Target& target, const Curve& curve) {
    std::vector<Probe> probes;
    for (auto next = nextForTarget(axis, target, probes); !next.empty();
         next = nextForTarget(axis, target, probes)) {
        for (const double at : next)
            probes.push_back({at, curve(at), 0});
        if (probes.size() > 50) test::fail(__FILE__, __LINE__, "a search without an end");
        if (probes.size() > 50) break;
    }
    return probes;
}

std::vector<Probe> hull(const SearchAxis& axis, int points, const Curve& rate, const Curve& quality) {
    std::vector<Probe> probes;
    for (auto next = nextForHull(axis, points, probes); !next.empty();
         next = nextForHull(axis, points, probes))
        for (const double at : next)
            probes.push_back({at, quality(at), rate(at)});
    return probes;
}

Target target(std::string_view text) {
    return REQUIRE(parseTarget(text));
}

} // namespace

RB_TEST(aTargetIsBisected) {
    const SearchAxis quality{"quality", 1, 100, true, false};
    const auto rising = searched(quality, target("psnr_db=35"), [](double q) { return 20 + q / 4; });
    CHECK_EQ(answerOf(target("psnr_db=35"), rising)->at, 60.0);
    CHECK(static_cast<int>(rising.size()) <= mostProbes(quality));
    // The largest size that does not exceed the target.
    const auto sizes = searched(quality, target("total_bytes=5000"), [](double q) { return 77 * q; });
    CHECK_EQ(answerOf(target("total_bytes=5000"), sizes)->at, 64.0);
    // A scale in decades, falling: the middle is geometric.
    const SearchAxis step{"step", 0.001, 10, false, true};
    const auto falling =
        searched(step, target("metrics.psnr_db=60"), [](double s) { return 40 - 20 * std::log10(s); });
    CHECK_NEAR(answerOf(target("psnr_db=60"), falling)->value, 60, 0.1);
    CHECK(answerOf(target("psnr_db=60"), falling)->value >= 60);
}

RB_TEST(aTargetOutOfReachEndsAtTheEnds) {
    const SearchAxis axis{"quality", 1, 100, true, false};
    const auto probes = searched(axis, target("psnr_db=90"), [](double q) { return q / 4; });
    CHECK_EQ(probes.size(), 2u);
    CHECK(!answerOf(target("psnr_db=90"), probes));
    const auto failing = searched(axis, target("psnr_db=9"), [](double) { return std::nan(""); });
    CHECK_EQ(failing.size(), 2u);
    // Exact from some value on: infinite, which meets any target.
    const auto exact =
        searched(axis, target("psnr_db=50"), [](double q) { return q < 70 ? q / 4 : INFINITY; });
    CHECK_EQ(answerOf(target("psnr_db=50"), exact)->at, 70.0);
}

RB_TEST(aHullTakesItsPointsWhereTheCurveBends) {
    const SearchAxis axis{"q", 0, 100, true, false};
    // A straight line with a knee at 20.
    const auto probes = hull(
        axis, 10, [](double q) { return q; }, [](double q) { return q < 20 ? 4 * q : 80 + (q - 20) / 4; }
    );
    CHECK_EQ(probes.size(), 10u);
    int close = 0;
    std::set<double> distinct;
    for (const auto& probe : probes) {
        close += std::abs(probe.at - 20) <= 10;
        distinct.insert(probe.at);
    }
    CHECK_EQ(distinct.size(), 10u);
    CHECK(close >= 4);
    // Never more than there are values.
    CHECK_EQ(
        hull(
            {"q", 1, 4, true, false}, 50, [](double q) { return q; }, [](double q) { return q; }
        ).size(),
        4u
    );
    const auto failing = hull(
        axis, 6, [](double) { return std::nan(""); }, [](double) { return std::nan(""); }
    );
    CHECK_EQ(failing.size(), 6u); // spread evenly
}

RB_TEST(searchesAreParsedFromMethodSpecs) {
    const auto spec = REQUIRE(parseSearch("zstd:level=1..19,long={false,true}"));
    CHECK_EQ(spec.axis.param, "level");
    CHECK(spec.axis.whole);
    CHECK_EQ(spec.fixed.size(), 2u);
    CHECK_ERROR(parseSearch("zstd:level=3"), ErrorKind::badParams);
    CHECK_ERROR(parseSearch("rtn:bits=2..8,group=32..128"), ErrorKind::badParams);
    CHECK_ERROR(parseSearch("zstd:level=1..99999"), ErrorKind::badParams);
    CHECK_ERROR(parseSearch("nobody:x=1..2"), ErrorKind::badParams);
    CHECK_EQ(target("rate=2.5").column, "rate_bits_per_element");
    CHECK(target("ratio=4").atLeast && !target("total_bytes=4").atLeast && !target("mse=1").atLeast);
    CHECK_EQ(target("decode_ms.median=4").column, "decode_ms.median");
    for (const char* text : {"psnr_db", "psnr_db=", "psnr_db=high", "psnr=35", "=3", "psnr_db=inf"})
        CHECK_ERROR(parseTarget(text), ErrorKind::badParams);
}

RB_TEST(probesAreRowsOfTheProject) {
    const auto base = test::temporaryFolder();
    const auto file = base / "service.log";
    REQUIRE(writeFile(file, make::log(1000, Rng(3, "search"))));
    const auto store = REQUIRE(ProjectStore::create(base / "p.rarebit"));
    JobContext job;
    SearchOptions options;
    options.experiment = Json::object(
        {{"assets", Json::array({file.string()})}, {"methods", Json::array({"zstd:level=1..19"})}}
    );
    options.dryRun = true;
    options.target = Target{"size_bytes.total", 0, false, ""};
    auto forecast = REQUIRE(runSearch(options, *store, job));
    CHECK_EQ(store->size(), 0u);
    CHECK_EQ(
        forecast.searches.at(0).remaining, static_cast<size_t>(mostProbes({"level", 1, 19, true, false}))
    );
    CHECK(forecast.searches[0].next.has_value());
    // Between the two ends of the range.
    options.dryRun = false;
    auto found = REQUIRE(runSearch(options, *store, job));
    CHECK_EQ(found.sweep.ran, 2u);
    CHECK(!found.searches.at(0).answer);
    const auto& ends = found.searches[0].probes;
    options.target->value = std::floor((ends[0].value + ends[1].value) / 2);
    found = REQUIRE(runSearch(options, *store, job));
    CHECK_EQ(found.sweep.present, 2u);
    CHECK(found.sweep.ran > 0);
    CHECK(found.searches[0].answer.has_value());
    CHECK_EQ(store->size(), found.searches[0].probes.size());
    const auto row = REQUIRE(store->row(found.searches[0].keys[*found.searches[0].answer]));
    CHECK(row->at("size_bytes").at("total").asDouble() <= options.target->value);
    // Again: nothing is left to run, and the project's own sweep knows the points.
    CHECK_EQ(REQUIRE(runSearch(options, *store, job)).sweep.ran, 0u);
    SweepOptions own;
    own.specs = REQUIRE(projectSpecs(*store));
    const auto plan = REQUIRE(planSweep(own, *store, job));
    CHECK_EQ(plan.points.size(), store->size());
    CHECK_EQ(plan.todo(), 0u);
    options.target.reset();
    options.hullPoints = 5;
    found = REQUIRE(runSearch(options, *store, job));
    CHECK_EQ(found.searches[0].probes.size(), 5u);
    options.sweep.executor = "slurm";
    CHECK_ERROR(runSearch(options, *store, job), ErrorKind::unsupported);
}

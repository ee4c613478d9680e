// SPDX-License-Identifier: GPL-3.0-or-later
// Deltas against published numbers, and what must hold for any curves.
#include "engine/core/bjontegaard.hpp"
#include "engine/core/rng.hpp"
#include "tests/support/check.hpp"

#include <algorithm>

using namespace rarebit;

namespace {

using Points = std::vector<BdPoint>;

double rate(const Points& anchor, const Points& test, BdFit fit = BdFit::pchip) {
    const auto delta = bjontegaard(anchor, test, {.fit = fit});
    return delta.rate ? *delta.rate : NAN;
}

bool has(const BdDelta& delta, BdNote note) {
    return std::ranges::any_of(delta.warnings, [&](const BdWarning& w) { return w.note == note; });
}

Points scaled(Points points, double by) {
    for (auto& point : points)
        point.rate *= by;
    return points;
}

const Points anchor1{{9487.76, 40.037}, {4593.60, 38.615}, {2486.44, 36.845}, {1358.24, 34.851}};
const Points test1{{9787.80, 40.121}, {4469.00, 38.651}, {2451.52, 36.970}, {1356.24, 34.987}};
const Points anchor2{{82472.76, 43.825}, {26875.24, 41.404}, {9487.76, 40.037}, {4593.6, 38.615}};
const Points test2{{99896.96, 44.731}, {33952.04, 41.875}, {9787.8, 40.121}, {4469.0, 38.651}};

void check(const Points& anchor, const Points& test, double cubic, double pchip, double akima) {
    CHECK_NEAR(rate(anchor, test, BdFit::cubic), cubic, 5e-5);
    CHECK_NEAR(rate(anchor, test, BdFit::pchip), pchip, 5e-5);
    CHECK_NEAR(rate(anchor, test, BdFit::akima), akima, 5e-5);
}

} // namespace

RB_TEST(publishedNumbersComeOut) {
    check(anchor1, test1, -4.4205, -4.4175, -4.4252);
    check(anchor2, test2, -4.6994, -4.4722, -4.0858);
    auto anchor3 = anchor2, test3 = test2;
    anchor3.insert(anchor3.end(), {{3600, 36.5}, {2900, 35.1}});
    test3.insert(test3.end(), {{4040, 37}, {3300, 36.5}});
    check(anchor3, test3, -0.6393, -2.9528, -2.5269);
    for (const auto& [fit, quality] :
         {std::pair{BdFit::cubic, 0.1204}, {BdFit::pchip, 0.1197}, {BdFit::akima, 0.1194}})
        CHECK_NEAR(bjontegaard(anchor1, test1, {.fit = fit}).quality.value_or(NAN), quality, 5e-5);
    CHECK(has(bjontegaard(anchor3, test3), BdNote::fitsDiffer));
    CHECK(!bjontegaard(anchor3, test3).significant());
    CHECK(bjontegaard(anchor1, test1).significant());
    CHECK_NEAR(bjontegaard(anchor1, test1).overlap, (40.037 - 34.987) / (40.121 - 34.851), 1e-12);
}

RB_TEST(scalingTheRateIsTheDelta) {
    for (const BdFit fit : {BdFit::pchip, BdFit::akima, BdFit::cubic}) {
        CHECK_NEAR(rate(anchor1, anchor1, fit), 0, 1e-9);
        CHECK_NEAR(rate(anchor1, scaled(anchor1, 0.9), fit), -10, 1e-9);
        CHECK_NEAR(rate(scaled(anchor1, 0.9), anchor1, fit), 100 / 9.0, 1e-9);
        CHECK_NEAR((1 + rate(anchor1, test1, fit) / 100) * (1 + rate(test1, anchor1, fit) / 100), 1, 1e-9);
        // Two points make a straight line, by every fit.
        CHECK_NEAR(rate({{1, 30}, {100, 40}}, {{10, 30}, {1000, 40}}, fit), 900, 1e-9);
    }
    CHECK_NEAR(
        *bjontegaard(anchor1, test1).quality, -bjontegaard(test1, anchor1).quality.value_or(NAN), 1e-9
    );
}

RB_TEST(propertiesOfRandomCurves) {
    Rng rng(3, "bjontegaard");
    for (int round = 0; round < 50; ++round) {
        Points a, b;
        double q = 0, p = 1, r = 1, s = 1;
        for (int i = 0; i < 4 + round % 5; ++i) {
            a.push_back({r *= 1.2 + rng.uniform(), q += 0.5 + rng.uniform()});
            b.push_back({s *= 1.2 + rng.uniform(), p += 0.5 + rng.uniform()});
        }
        for (const BdFit fit : {BdFit::pchip, BdFit::akima, BdFit::cubic}) {
            const double there = rate(a, b, fit), back = rate(b, a, fit);
            CHECK_NEAR((1 + there / 100) * (1 + back / 100), 1, 1e-9);
            CHECK((there < 0) == (back > 0));
            CHECK_NEAR(rate(a, scaled(a, 1.25), fit), 25, 1e-7);
            Points shuffled(b.rbegin(), b.rend());
            CHECK_EQ(rate(a, shuffled, fit), there);
        }
        CHECK_EQ(bjontegaard(a, b).overlap, bjontegaard(b, a).overlap);
    }
}

RB_TEST(doubtfulCurvesSaySo) {
    const Points high{{1, 50}, {2, 51}, {3, 52}, {4, 53}};
    const auto apart = bjontegaard(anchor1, high);
    CHECK(!apart.rate && !apart.quality && has(apart, BdNote::noOverlap));
    const Points three(anchor1.begin(), anchor1.begin() + 3);
    CHECK(has(bjontegaard(three, test1), BdNote::fewPoints));
    CHECK(!bjontegaard(three, test1).significant());
    const auto one = bjontegaard(anchor1, Points{{5000, 38}});
    CHECK(!one.rate && has(one, BdNote::tooFew));
    const Points wide{{100, 10}, {1000, 30}, {4000, 38}, {40000, 60}};
    CHECK(has(bjontegaard(anchor1, wide), BdNote::smallOverlap));

    auto exact = anchor1;
    exact.push_back({50000, INFINITY});
    exact.push_back({0, 30});
    exact.push_back({20000, NAN});
    const auto without = bjontegaard(exact, test1);
    CHECK_EQ(without.rate.value_or(0), rate(anchor1, test1));
    CHECK(without.warnings == std::vector<BdWarning>({{BdNote::leftOut, 3}}));
    CHECK(without.significant());

    auto twice = anchor1;
    twice.push_back({6000, 38.615}); // dearer than what is there
    CHECK_EQ(rate(twice, test1), rate(anchor1, test1));
    CHECK(has(bjontegaard(twice, test1), BdNote::duplicates));

    auto turning = anchor1;
    turning.push_back({3000, 36.0}); // dearer and worse than the point at 2486
    const auto hull = bjontegaard(turning, test1);
    CHECK_EQ(hull.rate.value_or(0), rate(anchor1, test1));
    CHECK(has(hull, BdNote::notMonotone) && !hull.significant());
    CHECK(!bjontegaard(turning, test1, {.hull = false}).rate);
    for (const auto& warning : hull.warnings)
        CHECK(!describe(warning).empty());
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Histograms as figures, and the view over real parts.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/charts/distribution.hpp"
#include "views/charts/statistics_strip.hpp"

#include <QAbstractItemModelTester>

#include <cmath>
#include <fstream>

using namespace rarebit;
using namespace rarebit::views;

namespace {

Histogram threeBins() {
    return {.low = 0, .high = 3, .counts = {1, 2, 1}, .outside = 0};
}

struct Shown : test::ViewFixture {
    std::unique_ptr<DistributionView> view;
    Plot* plot = nullptr;
    void show(QSize size = {340, 290}) {
        view = std::make_unique<DistributionView>(context, nullptr);
        plot = view->findChild<Plot*>("distributionPlot");
        view->resize(size);
        view->show();
        CHECK(QTest::qWaitForWindowExposed(view.get()));
    }
    void settle() {
        CHECK(wait([&] {
            return view->state().kind == ViewState::Kind::fresh && !view->distribution().original.empty() &&
                   view->distribution().statistics.isObject();
        }));
        QTest::qWait(30);
    }
    StatisticsStrip& strip() { return *view->findChild<StatisticsStrip*>("statisticsStrip"); }
};

} // namespace

RB_TEST(sharesAndQuantiles) {
    const Histogram bins = threeBins();
    CHECK_NEAR(bins.shareBelow(0), 0, 0);
    CHECK_NEAR(bins.shareBelow(1), 0.25, 1e-12);
    CHECK_NEAR(bins.shareBelow(1.5), 0.5, 1e-12);
    CHECK_NEAR(bins.shareBelow(9), 1, 0);
    CHECK_NEAR(bins.quantile(0.5), 1.5, 1e-12);
    CHECK_NEAR(bins.quantile(0.25), 1, 1e-12);
    CHECK_EQ(bins.binOf(3), 2);
    CHECK_EQ(bins.binOf(3.1), -1);
}

RB_TEST(anErrorOfNarrowBinsKeepsItsArea) {
    Distribution distribution;
    distribution.original = threeBins();
    distribution.decoded = threeBins();
    distribution.error = {.low = -0.25, .high = 0.25, .counts = {2, 2}, .outside = 0};
    distribution.levels = {0, 1.5, 3};
    const Figure figure = distributionFigure(distribution, {.values = "weights", .decodedName = "B"});
    CHECK_EQ(figure.series.size(), 4U);
    CHECK(figure.series[2].y == std::vector<double>({8, 8})); // 2 in a quarter of the width
    CHECK(figure.series[3].mark == Mark::ticks);
    CHECK_EQ(figure.handles.size(), 2U);
    CHECK(figure.y.scale == AxisScale::log);
}

RB_TEST(detailsThatAreNotAsAgreedAreErrors) {
    Distribution distribution;
    CHECK_ERROR(take(distribution, {{"values.histogram", "histogram", {}, TextView{}}}), ErrorKind::internal);
    CHECK_ERROR(take(distribution, {{"levels", "levels", {}, TextView{}}}), ErrorKind::internal);
    REQUIRE(take(distribution, {{"statistics", "statistics", Json::object({{"std", 2.0}}), TextView{}}}));
    CHECK_NEAR(distribution.statistics.at("std").asDouble(), 2, 0);
}

RB_TEST(weightsAndTheirReconstruction) {
    Shown shown;
    shown.show();
    test::shoot(*shown.view, "distribution-empty");
    const auto asset = shown.open(test::sourceFolder() / "projects/tour.rarebit/assets/weights.safetensors");
    shown.hub.setAsset(asset->path, asset->parts.front().name);
    shown.settle();
    test::shoot(*shown.view, "distribution");
    CHECK(shown.view->distribution().decoded.empty());
    CHECK(shown.strip().items().size() >= 6);
    // The command line counts the same.
    const auto hist = test::runCommand(
        {"/bin/sh",
         "-c",
         test::rarebitProgram().string() + shown.view->commandLine().mid(7).toStdString() + " --json"}
    );
    CHECK_EQ(hist.exitCode, 0);
    CHECK(
        hist.out.find(
            fmt::format("{}", std::llround(shown.view->distribution().original.counts[32])) + ","
        ) != std::string::npos
    );
    shown.run(asset, "rtn", Json::object({{"bits", 4}, {"group", 64}}), 1, "rtn 4");
    CHECK(shown.wait([&] { return !shown.view->distribution().error.empty(); }));
    shown.settle();
    test::shoot(*shown.view, "distribution-pair");
    CHECK_NEAR(shown.view->distribution().error.total(), shown.view->distribution().original.total(), 0.5);
    QAbstractItemModelTester tester(
        shown.view->table(), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    CHECK(shown.view->table()->rowCount() > 100);
    const auto file = QString::fromStdString((test::temporaryFolder() / "d.pdf").string());
    REQUIRE(shown.view->exportFigure(file));
    // Symmetric logarithmic, with finer bins.
    Json settings = shown.view->settings();
    settings["x"] = "symlog";
    shown.view->restore(settings);
    CHECK(shown.view->settings() == settings);
    CHECK(shown.wait([&] { return shown.view->distribution().original.counts.size() == 8192; }));
    shown.settle();
    shown.plot->fit();
    QTest::qWait(20);
    test::shoot(*shown.view, "distribution-symlog");
}

RB_TEST(handlesAreDragged) {
    Shown shown;
    const auto asset = shown.open(test::sourceFolder() / "projects/tour.rarebit/assets/weights.safetensors");
    shown.show({420, 300});
    shown.settle();
    const auto handleX = [&](size_t i) {
        return shown.plot->toPixel(shown.plot->figure()->handles[i].x, 1).x();
    };
    const QPoint from(qRound(handleX(0)), shown.plot->plotRect().top() + 3);
    const QPoint to = from + QPoint(40, 0);
    QTest::mousePress(shown.plot, Qt::LeftButton, {}, from);
    QTest::mouseMove(shown.plot, to);
    QTest::mouseRelease(shown.plot, Qt::LeftButton, {}, to);
    CHECK_NEAR(handleX(0), to.x(), 3);
    CHECK(shown.view->options().low > 0.001);
    CHECK(!shown.plot->zoomed()); // the plot itself did not move
    test::shoot(*shown.view, "distribution-ruler");
    // Pointing at a bin tells what is in it.
    QTest::mouseMove(shown.plot, shown.plot->plotRect().center());
    CHECK(shown.wait([&] { return shown.strip().accessibleDescription().contains("original"); }, 1000));
    shown.view->setRuler(0.01, 0.99);
    CHECK_EQ(shown.plot->figure()->handles[0].label.toStdString(), "1 %");
}

RB_TEST(picturesHaveABinForEachValue) {
    Shown shown;
    shown.open(test::sourceFolder() / "projects/tour.rarebit/assets/picture.png");
    shown.show();
    shown.settle();
    CHECK_EQ(shown.view->distribution().original.counts.size(), 256U);
    CHECK_NEAR(shown.view->distribution().original.low, -0.5, 0);
    test::shoot(*shown.view, "distribution-picture");
    // Text has no numbers to count; a file that cannot be read says why.
    shown.open(test::sourceFolder() / "projects/tour.rarebit/assets/service.log");
    QTest::qWait(20);
    CHECK(!shown.view->table());
    test::shoot(*shown.view, "distribution-text");
}

RB_TEST(largePartsAreSampledFirstAndFailuresShown) {
    const auto folder = test::temporaryFolder();
    const auto file = folder / "large.npy";
    {
        std::ofstream out(file, std::ios::binary);
        std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (4096, 2048), }";
        header.resize(118, ' ');
        header.back() = '\n';
        out << std::string("\x93NUMPY\x01\x00", 8) << '\x76' << '\0' << header;
        std::vector<float> row(2048);
        for (int r = 0; r < 4096; ++r) {
            for (int c = 0; c < 2048; ++c)
                row[static_cast<size_t>(c)] = std::sin(float(r * 37 + c)) * float(c % 13);
            out.write(reinterpret_cast<const char*>(row.data()), 4 * 2048);
        }
    }
    Shown shown;
    shown.show();
    const auto asset = shown.open(file);
    bool sampled = false;
    QObject::connect(shown.view.get(), &View::stateChanged, [&] {
        sampled = sampled || shown.view->state().kind == ViewState::Kind::sampled;
    });
    shown.settle();
    CHECK(sampled);
    CHECK_NEAR(shown.view->distribution().original.total(), 4096.0 * 2048, 0.5);
    std::filesystem::resize_file(file, 1000);
    shown.hub.setSlot(1, {asset->path, "k", Json::object({{"method", "nonsense"}}), "nonsense"});
    CHECK(shown.wait([&] { return shown.view->state().kind == ViewState::Kind::failed; }));
    test::shoot(*shown.view, "distribution-error");
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Parallel coordinates: lines from results, brushes, moving axes.
#include "tests/gui/shots.hpp"
#include "tests/gui/tour_results.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/charts/parallel.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <cmath>

using namespace rarebit;
using namespace rarebit::views;

namespace {

Json row(const std::string& key, const std::string& method, int bits, int group, const std::string& clip) {
    return Json::object(
        {{"key", key},
         {"asset", "w.safetensors"},
         {"asset_hash", "h"},
         {"asset_kind", "model"},
         {"method", method},
         {"params", Json::object({{"bits", bits}, {"group", group}, {"clip", clip}, {"seed", 1}})},
         {"rate_bits_per_element", bits + 16.0 / group},
         {"metrics", Json::object({{"rel_l2", std::pow(2.0, -bits) * (group > 64 ? 1.2 : 1)}})},
         {"error", nullptr}}
    );
}

std::vector<Json> grid() {
    std::vector<Json> out;
    for (const std::string method : {"rtn", "spqr", "hqq"})
        for (int bits = 2; bits <= 6; ++bits)
            for (const int group : {32, 64, 128, 256})
                for (const std::string clip : {"none", "mse"})
                    out.push_back(
                        row(fmt::format("{} {} {} {}", method, bits, group, clip), method, bits, group, clip)
                    );
    return out;
}

struct Shown : test::ViewFixture {
    std::unique_ptr<ParallelView> view;
    ParallelPlot* plot = nullptr;
    void show(QSize size = {580, 180}) {
        view = std::make_unique<ParallelView>(context, nullptr);
        plot = &view->plot();
        view->resize(size);
        view->show();
        CHECK(QTest::qWaitForWindowExposed(view.get()));
    }
    QStringList names() {
        QStringList out;
        for (const auto& axis : plot->lines().axes)
            out << axis.column;
        return out;
    }
    QPoint on(size_t axis, double place) {
        const QRect rect = plot->plotRect();
        return {qRound(plot->axisX(axis)), qRound(rect.bottom() - place * rect.height())};
    }
};

} // namespace

RB_TEST(constantsAreLeftOutAndBrushesKeep) {
    ResultSet results;
    results.add(grid());
    std::vector<int> rows(static_cast<size_t>(results.size()));
    for (int i = 0; i < results.size(); ++i)
        rows[static_cast<size_t>(i)] = i;
    const QStringList columns{
        "params.bits", "params.seed", "params.clip", "rate_bits_per_element", "nothing", "metrics.rel_l2"};
    auto lines = parallelLines(results, rows, columns, {});
    CHECK_EQ(lines.axes.size(), 4U);
    CHECK_EQ(lines.axes[0].label(0).toStdString(), "2");
    CHECK_EQ(lines.axes[1].label(1).toStdString(), "none");
    lines.axes[0].brush = {0.5, 1.0};
    lines.axes[1].brush = {0.9, 1.0};
    const auto kept = keptLines(lines);
    CHECK_EQ(std::ranges::count(kept, true), 3 * 3 * 4);
    CHECK_EQ(brushText(lines).toStdString(), "bits above 4, clip none");
    CHECK_EQ(brushFilter(lines).toStdString(), "params.bits >= 4 and params.clip = 'none'");
    // More results move the ends; the brush keeps its value.
    results.add({row("x", "rtn", 10, 32, "none")});
    rows.push_back(results.size() - 1);
    lines = parallelLines(results, rows, columns, lines.axes);
    CHECK_NEAR(lines.axes[0].brush->first, 0.25, 1e-9);
    CHECK_NEAR(lines.axes[0].brush->second, 0.5, 1e-9);
}

RB_TEST(infiniteValuesStandAtTheEnd) {
    ResultSet results;
    std::vector<Json> rows = grid();
    rows.resize(8);
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i]["metrics"] = Json::object({{"psnr_db", 30.0 + double(i)}});
    rows[7]["metrics"] = Json::object({{"psnr_db", nullptr}});
    rows[7]["lossless"] = true;
    results.add(rows);
    auto lines = parallelLines(results, {0, 1, 2, 3, 4, 5, 6, 7}, {"metrics.psnr_db"}, {});
    ParallelAxis& axis = lines.axes.at(0);
    CHECK_NEAR(axis.at[7], 1, 0);
    CHECK(axis.at[6] < 0.9);
    CHECK_EQ(axis.label(1).toStdString(), "∞");
    CHECK_EQ(axis.label(axis.at[6]).toStdString(), "36");
    axis.brush = {0.95, 1};
    CHECK_EQ(std::ranges::count(keptLines(lines), true), 1);
    CHECK_EQ(brushFilter(lines).toStdString(), "metrics.psnr_db > 36");
}

RB_TEST(brushingAnAxisChoosesResults) {
    Shown shown;
    shown.results.add(grid());
    shown.context.project = [] { return QString("/tmp/p.rarebit"); };
    shown.show();
    CHECK(
        shown.names() ==
        QStringList({"params.bits", "params.clip", "params.group", "rate_bits_per_element", "metrics.rel_l2"})
    );
    test::shoot(*shown.view, "parallel");
    QTest::mousePress(shown.plot, Qt::LeftButton, {}, shown.on(0, 0.45));
    QTest::mouseMove(shown.plot, shown.on(0, 0.6));
    QTest::mouseRelease(shown.plot, Qt::LeftButton, {}, shown.on(0, 0.6));
    CHECK_EQ(shown.hub.state().results.size(), 3 * 4 * 2);
    CHECK(shown.view->subject().contains("24 of 120"));
    CHECK(shown.view->commandLine().contains("params.bits >= "));
    test::shoot(*shown.view, "parallel-brushed");
    // A click lets go.
    QTest::mouseClick(shown.plot, Qt::LeftButton, {}, shown.on(0, 0.1));
    CHECK(shown.hub.state().results.isEmpty());
    // Pointing at a line names its result.
    const auto& axes = shown.plot->lines().axes;
    QTest::mouseMove(shown.plot, (shown.on(3, axes[3].at[7]) + shown.on(4, axes[4].at[7])) / 2);
    CHECK(shown.wait([&] { return !shown.hub.hover().isEmpty(); }, 1000));
    test::shoot(*shown.view, "parallel-hover");
    QAbstractItemModelTester tester(
        shown.view->table(), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    CHECK_EQ(shown.view->table()->rowCount(), 120);
}

RB_TEST(axesAreMovedByNameAndByKey) {
    Shown shown;
    shown.results.add(grid());
    shown.show();
    QSignalSpy ordered(shown.plot, &ParallelPlot::ordered);
    const QPoint name(qRound(shown.plot->axisX(0)), 8);
    QTest::mousePress(shown.plot, Qt::LeftButton, {}, name);
    QTest::mouseMove(shown.plot, {qRound(shown.plot->axisX(2)), 8});
    QTest::mouseRelease(shown.plot, Qt::LeftButton, {}, {qRound(shown.plot->axisX(2)), 8});
    CHECK_EQ(ordered.count(), 1);
    CHECK_EQ(shown.names().indexOf("params.bits"), 2);
    shown.plot->setFocus();
    QTest::keyClick(shown.plot, Qt::Key_Left, Qt::ControlModifier);
    CHECK_EQ(shown.names().indexOf("params.bits"), 1);
    QTest::keyClick(shown.plot, Qt::Key_Up);
    CHECK(shown.plot->lines().axes[1].brush.has_value());
    CHECK(!shown.hub.state().results.isEmpty());
    QTest::keyClick(shown.plot, Qt::Key_Escape);
    CHECK(!shown.plot->lines().axes[1].brush.has_value());
    // The order stays while rows arrive, and with the layout.
    shown.results.add({row("x", "rtn", 10, 32, "none")});
    CHECK(shown.wait([&] { return shown.plot->lines().rows.size() == 121; }));
    CHECK_EQ(shown.names().indexOf("params.bits"), 1);
    const Json settings = shown.view->settings();
    ParallelView other(shown.context, nullptr);
    other.restore(settings);
    CHECK(other.settings() == settings);
    CHECK_EQ(other.plot().lines().axes[1].column.toStdString(), "params.bits");
    for (const char* suffix : {"png", "svg", "pdf"})
        REQUIRE(shown.view->exportFigure(
            QString::fromStdString((test::temporaryFolder() / "p.").string()) + suffix
        ));
}

RB_TEST(theSampleProjectInParallel) {
    Shown shown;
    shown.show();
    test::shoot(*shown.view, "parallel-empty");
    CHECK(!shown.view->table());
    shown.open(test::sweptTour() / "assets/picture.png");
    shown.results.add(test::tourRows());
    CHECK(shown.wait([&] { return shown.plot->lines().rows.size() == 16; }));
    test::shoot(*shown.view, "parallel-picture");
    shown.results.clear();
    CHECK(shown.plot->lines().rows.empty());
}

RB_TEST(aHundredThousandLines) {
    Shown shown;
    std::vector<Json> rows;
    for (int i = 0; i < 100000; ++i)
        rows.push_back(row(fmt::format("{}", i), fmt::format("m{}", i % 5), i % 9, 16 + i % 97, "none"));
    shown.results.add(rows);
    QElapsedTimer clock;
    clock.start();
    shown.show();
    shown.view->grab();
    CHECK(clock.elapsed() < 4000);
    clock.restart();
    shown.plot->setBrush(0, std::pair(0.4, 0.5));
    shown.view->grab();
    CHECK(clock.elapsed() < 1000);
    test::shoot(*shown.view, "parallel-many");
}

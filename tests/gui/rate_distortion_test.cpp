// SPDX-License-Identifier: GPL-3.0-or-later
// Curves of results, and the view that shows them.
#include "tests/gui/shots.hpp"
#include "tests/gui/tour_results.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/charts/rate_distortion.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <cmath>

using namespace rarebit;
using namespace rarebit::views;

namespace {

Json row(
    const std::string& key,
    const std::string& method,
    Json params,
    double rate,
    double psnr,
    const std::string& asset = "a.png"
) {
    return Json::object(
        {{"key", key},
         {"asset", asset},
         {"asset_hash", "hash of " + asset},
         {"asset_kind", "image"},
         {"parts", "*"},
         {"method", method},
         {"params", std::move(params)},
         {"rate_bits_per_element", rate},
         {"metrics", Json::object({{"psnr_db", psnr}})},
         {"metric_errors", Json::object()},
         {"lossless", false},
         {"error", nullptr}}
    );
}

CurveOptions options() {
    CurveOptions out;
    out.y = "metrics.psnr_db";
    return out;
}

const Series& named(const Figure& figure, const QString& start) {
    for (const auto& series : figure.series)
        if (series.name.startsWith(start)) return series;
    test::fail(__FILE__, __LINE__, "no series " + start.toStdString());
    throw test::Stop{};
}

struct Shown : test::ViewFixture {
    std::unique_ptr<RateDistortionView> view;
    Plot* plot = nullptr;
    void show(QSize size = {510, 300}) {
        view = std::make_unique<RateDistortionView>(context, nullptr);
        plot = view->findChild<Plot*>("rateDistortionPlot");
        view->resize(size);
        view->show();
        CHECK(QTest::qWaitForWindowExposed(view.get()));
        QTest::qWait(20);
    }
};

} // namespace

RB_TEST(aCurveFollowsTheParameterThatMovesTheRate) {
    ResultSet results;
    std::vector<Json> rows;
    for (const int group : {32, 128})
        for (const int bits : {8, 2, 4})
            rows.push_back(
                row(fmt::format("{} {}", bits, group),
                    "rtn",
                    Json::object({{"bits", bits}, {"group", group}}),
                    bits + 16.0 / group,
                    6.0 * bits + (group == 32 ? 1 : 0))
            );
    results.add(rows);
    const Curves curves = curvesOf(results, options());
    CHECK_EQ(curves.points, 6);
    const Series& series = named(curves.figure, "rtn");
    CHECK_EQ(series.name.toStdString(), "rtn");
    CHECK(series.pieces == std::vector<int>{3});
    // Each group of columns is a line, its points from left to right.
    CHECK(series.ids == std::vector<int>({1, 2, 0, 4, 5, 3}));
    CHECK(curves.figure.x.better == BetterIs::lower && !curves.figure.x.reversed);
    CHECK(curves.figure.y.better == BetterIs::higher && !curves.figure.y.reversed);
}

RB_TEST(frontsAreOfOneAssetAndOfWhatIsShown) {
    ResultSet results;
    const Json none = Json::object();
    results.add(
        {row("1", "jpeg", Json::object({{"quality", 10}}), 1, 30),
         row("2", "jpeg", Json::object({{"quality", 20}}), 2, 33),
         row("3", "webp", none, 2, 35),
         row("4", "jpeg", Json::object({{"quality", 10}}), 0.5, 40, "b.png")}
    );
    auto wanted = options();
    wanted.hull = true;
    Curves curves = curvesOf(results, wanted);
    int fronts = 0;
    for (const auto& series : curves.figure.series)
        fronts += series.mark == Mark::front;
    CHECK_EQ(fronts, 2);
    CHECK(named(curves.figure, "Pareto").y == std::vector<double>({30, 35}));
    CHECK(named(curves.figure, "jpeg quality 10, b.png").y == std::vector<double>{40});
    wanted.hidden = {named(curves.figure, "webp").name};
    curves = curvesOf(results, wanted);
    CHECK(named(curves.figure, "Pareto").y == std::vector<double>({30, 33}));
    wanted.asset = "hash of b.png";
    curves = curvesOf(results, wanted);
    CHECK_EQ(curves.points, 1);
    wanted.asset = "hash of nothing";
    CHECK_EQ(curvesOf(results, wanted).points, 0);
}

RB_TEST(errorsStandUpsideDownAndLogWhereTheySpanDecades) {
    ResultSet results;
    std::vector<Json> rows;
    for (int bits = 2; bits <= 8; ++bits) {
        Json made = row(fmt::format("{}", bits), "rtn", Json::object({{"bits", bits}}), bits, 0);
        made["metrics"] = Json::object({{"rel_l2", std::pow(4.0, -bits)}});
        rows.push_back(made);
    }
    Json exact = row("exact", "zstd", Json::object(), 12, 0);
    exact["metrics"] = Json::object({{"rel_l2", 0.0}});
    results.add(rows);
    auto wanted = options();
    wanted.y = "metrics.rel_l2";
    CHECK(curvesOf(results, wanted).figure.y.scale == AxisScale::log);
    CHECK(curvesOf(results, wanted).figure.y.reversed);
    results.add({exact});
    CHECK(curvesOf(results, wanted).figure.y.scale == AxisScale::symlog);
    wanted.yLog = Choice::on;
    CHECK_EQ(curvesOf(results, wanted).offScale, 1);
    wanted.x = "ratio";
    CHECK_EQ(curvesOf(results, wanted).points, 0);
}

RB_TEST(failedLackingAndGhosts) {
    ResultSet results, other;
    Json failed = row("f", "jpeg", Json::object({{"quality", 1}}), 0, 0);
    failed["error"] = Json::object({{"what", "w"}, {"where", "x"}, {"fix", "f"}});
    failed.erase("rate_bits_per_element");
    Json lacking = row("l", "jpeg", Json::object({{"quality", 2}}), 2, 0);
    lacking["metrics"] = Json::object();
    results.add({row("1", "jpeg", Json::object({{"quality", 10}}), 1, 30), failed, lacking});
    other.add({row("1", "webp", Json::object(), 1, 31), row("2", "webp", Json::object(), 2, 32)});
    const Curves curves = curvesOf(results, options(), &other, "last year");
    CHECK_EQ(curves.points, 2);
    CHECK_EQ(curves.failed, 1);
    CHECK_EQ(curves.lacking, 1);
    CHECK_EQ(named(curves.figure, "webp, last year").x.size(), 2U);
    CHECK(named(curves.figure, "webp, last year").mark == Mark::ghost);
}

RB_TEST(theViewShowsTheSampleProject) {
    Shown shown;
    for (const char* file : {"picture.png", "weights.safetensors", "clip.y4m", "chord.wav", "service.log"})
        shown.open(test::sweptTour() / "assets" / file);
    shown.results.add(test::tourRows());
    shown.context.project = [] { return QString::fromStdString(test::sweptTour().string()); };
    shown.hub.setAsset(QString::fromStdString((test::sweptTour() / "assets/picture.png").string()));
    shown.show();
    CHECK(shown.view->subject().startsWith("picture.png, "));
    CHECK(shown.view->curves().points >= 15);
    test::shoot(*shown.view, "rd-picture");

    // The command line prints the same front.
    const auto parts = shown.view->commandLine().split(' ');
    CHECK(parts.contains("psnr_db"));
    const auto printed = test::runCommand(
        {"/bin/sh",
         "-c",
         test::rarebitProgram().string() + shown.view->commandLine().mid(7).toStdString() + " --json"}
    );
    const Json front = REQUIRE(Json::parse(printed.out, "pareto"));
    CHECK_EQ(front.at("fronts").size(), 1U);
    CHECK_EQ(
        front.at("fronts").at(size_t(0)).at("points").size(),
        named(shown.view->curves().figure, "Pareto").x.size()
    );

    QAbstractItemModelTester tester(
        shown.view->table(), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    CHECK(shown.view->table()->rowCount() >= 15);
    for (const char* file : {"weights.safetensors", "clip.y4m", "chord.wav", "service.log"}) {
        shown.hub.setAsset(QString::fromStdString((test::sweptTour() / "assets" / file).string()));
        QTest::qWait(20);
        test::shoot(*shown.view, QString("rd-") + QString(file).section('.', 0, 0));
    }
    shown.view->findChild<QAction*>("allAssets")->setChecked(true);
    QTest::qWait(20);
    test::shoot(*shown.view, "rd-all");
    const auto path = QString::fromStdString((test::temporaryFolder() / "rd.svg").string());
    REQUIRE(shown.view->exportFigure(path));
}

RB_TEST(anAssetWithoutResultsHasNoCurve) {
    test::ViewFixture fixture;
    fixture.results.add(test::tourRows());
    auto broken = std::make_shared<AssetItem>();
    broken->path = broken->name = QStringLiteral("broken.png");
    broken->state = AssetItem::State::failed;
    fixture.assets[broken->path] = broken;
    const std::unique_ptr<View> view(
        findView(QStringLiteral("rate_distortion"))->create(fixture.context, nullptr)
    );
    view->resize(600, 400);
    view->show();
    fixture.hub.setAsset(broken->path);
    CHECK(fixture.wait([&] { return view->subject() == QStringLiteral("broken.png"); }));
    auto* plot = view->findChild<Plot*>();
    CHECK(fixture.wait([&] { return !plot->isVisible(); }));
}

RB_TEST(pointsAreDoors) {
    Shown shown;
    shown.results.add(
        {row("k1", "jpeg", Json::object({{"quality", 10}}), 1, 30),
         row("k2", "jpeg", Json::object({{"quality", 20}}), 2, 33),
         row("k3", "webp", Json::object(), 2.5, 35)}
    );
    shown.show();
    QSignalSpy compare(&shown.hub, &Hub::compareRequested), slot(&shown.hub, &Hub::slotRequested);
    const QPoint at = shown.plot->toPixel(2, 33).toPoint();
    QTest::mouseMove(shown.plot, at);
    CHECK(shown.wait([&] { return shown.hub.hover() == "k2"; }, 1000));
    QTest::mouseClick(shown.plot, Qt::LeftButton, {}, at);
    CHECK(shown.hub.state().results == QStringList{"k2"});
    QTest::mouseDClick(shown.plot, Qt::LeftButton, {}, at);
    CHECK_EQ(compare.count(), 1);
    CHECK_EQ(compare[0][0].toString().toStdString(), "k2");
    shown.plot->setFocus();
    QTest::keyClick(shown.plot, Qt::Key_A);
    CHECK_EQ(slot.count(), 1);
    CHECK_EQ(slot[0][1].toInt(), 0);
    // Another view's choice shows here, and another's hover.
    shown.hub.setSlot(1, {.asset = "a.png", .key = "k3", .spec = {}, .label = "webp"});
    shown.hub.setResults({"k1", "k3"});
    shown.hub.setHover("k1");
    test::shoot(*shown.view, "rd-linked");
    shown.view->findChild<QAction*>("front")->trigger();
    CHECK(!shown.view->options().front);
}

RB_TEST(theCurveGrowsWhileRowsArrive) {
    Shown shown;
    shown.show();
    test::shoot(*shown.view, "rd-empty");
    CHECK(!shown.view->table());
    CHECK(shown.view->commandLine().isEmpty());
    for (int i = 1; i <= 5; ++i) {
        shown.results.add({row(fmt::format("{}", i), "jpeg", Json::object({{"quality", i}}), i, 30 + i)});
        QTest::qWait(i == 3 ? 100 : 5);
    }
    CHECK(shown.wait([&] { return shown.view->curves().points == 5; }));
    // Another metric, chosen anywhere.
    shown.hub.setMetricColumn("size_bytes.total");
    CHECK_EQ(shown.view->curves().points, 0);
    test::shoot(*shown.view, "rd-no-values");
    shown.hub.setMetricColumn({});
    CHECK_EQ(shown.view->curves().points, 5);
    shown.results.clear();
    CHECK(shown.wait([&] { return shown.view->curves().points == 0; }));
}

RB_TEST(anotherProjectIsDrawnBehind) {
    Shown shown;
    Result<std::vector<Json>> answer = badInput("no project", "/x", "choose another folder");
    shown.context.otherProject = [&](const ViewContext::OtherRows& done) { done(answer, "last year"); };
    shown.results.add({row("1", "jpeg", Json::object({{"quality", 10}}), 1, 30)});
    shown.show();
    auto* action = shown.view->findChild<QAction*>("ghosts");
    action->trigger();
    CHECK(shown.view->state().kind == ViewState::Kind::failed);
    CHECK(!action->isChecked());
    answer = std::vector<Json>{
        row("1", "jpeg", Json::object({{"quality", 10}}), 1.2, 30),
        row("2", "jpeg", Json::object({{"quality", 20}}), 2.2, 32)};
    action->trigger();
    CHECK(action->isChecked());
    CHECK(named(shown.view->curves().figure, "jpeg, last year").mark == Mark::ghost);
    CHECK_EQ(shown.view->curves().points, 1); // ghosts are not counted, chosen or compared
    QTest::qWait(20);
    test::shoot(*shown.view, "rd-ghosts");
    action->trigger();
    CHECK(!action->isChecked());
    CHECK_EQ(shown.view->curves().figure.series.size(), 2U);
}

RB_TEST(settingsComeBack) {
    Shown shown;
    shown.results.add({row("k1", "jpeg", Json::object(), 1, 30), row("k2", "webp", Json::object(), 2, 33)});
    shown.show();
    Json settings = shown.view->settings();
    settings["hull"] = true;
    settings["x_log"] = "on";
    settings["hidden"] = Json::array({"webp"});
    shown.view->restore(settings);
    CHECK(shown.view->settings() == settings);
    CHECK(shown.view->curves().figure.x.scale == AxisScale::log);
    shown.view->setPinned(true);
    shown.hub.setRateColumn("ratio");
    CHECK_EQ(shown.view->curves().points, 2);
    shown.view->setPinned(false);
    CHECK_EQ(shown.view->curves().points, 0);
}

RB_TEST(aHundredThousandResultsDraw) {
    Shown shown;
    std::vector<Json> rows;
    for (int i = 0; i < 100000; ++i)
        rows.push_back(
            row(fmt::format("{}", i),
                fmt::format("method{}", i % 8),
                Json::object({{"bits", i % 7}, {"seed", i / 56}}),
                1 + i % 7 + std::fmod(i * 0.618, 1),
                20 + 5 * (i % 7) + std::fmod(i * 0.414, 4) + i % 8)
        );
    shown.results.add(rows);
    shown.show({900, 600});
    CHECK_EQ(shown.view->curves().points, 100000);
    test::shoot(*shown.view, "rd-many");
}

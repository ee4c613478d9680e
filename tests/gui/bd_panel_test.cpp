// SPDX-License-Identifier: GPL-3.0-or-later
// Bjontegaard deltas below the chart: what they say, what can be chosen, and that `rarebit bd` says the same.
#include "tests/gui/shots.hpp"
#include "tests/gui/tour_results.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/charts/bd_panel.hpp"
#include "views/charts/rate_distortion.hpp"
#include "views/core/rows.hpp"
#include "views/core/table_text.hpp"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QMenu>
#include <QTableView>
#include <QToolButton>

#include <cmath>

using namespace rarebit;
using namespace rarebit::views;

namespace {

// webp needs `factor` times the rate of jpeg.
std::vector<Json> curves(const std::string& asset, double factor, int points = 5) {
    std::vector<Json> out;
    for (int step = 1; step <= points; ++step)
        for (const char* method : {"jpeg", "webp"}) {
            const double rate = std::pow(2, step) * (method[0] == 'w' ? factor : 1);
            out.push_back(Json::object(
                {{"key", fmt::format("{} {} {}", asset, method, step)},
                 {"asset", asset},
                 {"asset_hash", "hash of " + asset},
                 {"asset_kind", "image"},
                 {"parts", "*"},
                 {"method", method},
                 {"params", Json::object({{"quality", 10 * step}})},
                 {"rate_bits_per_element", rate},
                 {"metrics",
                  Json::object({{"psnr_db", 20.0 + 6 * step}, {"rel_l2", std::pow(10, -0.3 * step)}})},
                 {"lossless", false},
                 {"rules", Json::array()},
                 {"error", nullptr}}
            ));
        }
    return out;
}

struct Shown : test::ViewFixture {
    std::unique_ptr<RateDistortionView> view;
    BdPanel* panel = nullptr;
    QTableView* table = nullptr;
    void show(QSize size = {560, 520}) {
        view = std::make_unique<RateDistortionView>(context, nullptr);
        panel = view->findChild<BdPanel*>("bdPanel");
        table = view->findChild<QTableView*>("bdTable");
        view->resize(size);
        view->show();
        CHECK(QTest::qWaitForWindowExposed(view.get()));
    }
    template <class Widget>
    Widget* child(const char* name) const {
        return view->findChild<Widget*>(QLatin1String(name));
    }
    QString text(int row, int column) const { return panel->model().index(row, column).data().toString(); }
    double value(int row, int column) const {
        return panel->model().index(row, column).data(Qt::EditRole).toDouble();
    }
};

} // namespace

RB_TEST(foldedUntilWanted) {
    Shown shown;
    shown.results.add(curves("a.png", 0.5));
    shown.show();
    CHECK(!shown.panel->isOpen() && !shown.table->isVisible());
    CHECK_EQ(shown.panel->model().rowCount(), 0);
    test::shoot(*shown.view, "bd-folded");
    QTest::mouseClick(shown.child<QToolButton>("bdFold"), Qt::LeftButton);
    CHECK(shown.panel->isOpen() && shown.table->isVisible());
    CHECK(shown.child<QAction>("deltas")->isChecked());
    QAbstractItemModelTester tester(
        const_cast<BdModel*>(&shown.panel->model()), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    CHECK_EQ(shown.panel->model().rowCount(), 1);
    CHECK_NEAR(shown.value(0, BdModel::rate), -50, 1e-6);
    CHECK_NEAR(shown.value(0, BdModel::quality), 6, 1e-6);
    const auto cell = shown.panel->model().index(0, BdModel::rate);
    CHECK_EQ(cell.data(inkRole).toInt(), int(Token::good));
    CHECK(cell.data(Qt::FontRole).value<QFont>().bold());
    // State goes with the view.
    const Json settings = shown.view->settings();
    shown.view->restore(Json::object());
    CHECK(!shown.panel->isOpen());
    shown.view->restore(settings);
    CHECK(shown.panel->isOpen());
}

RB_TEST(anchorReverseAndFits) {
    Shown shown;
    shown.results.add(curves("a.png", 0.5));
    shown.show();
    shown.panel->setOpen(true);
    CHECK_EQ(shown.child<QComboBox>("bdAnchor")->currentText().toStdString(), "jpeg");
    QTest::mouseClick(shown.child<QToolButton>("bdReverse"), Qt::LeftButton);
    CHECK_EQ(shown.child<QComboBox>("bdAnchor")->currentText().toStdString(), "webp");
    CHECK_NEAR(shown.value(0, BdModel::rate), 100, 1e-6);
    CHECK_EQ(shown.panel->model().index(0, BdModel::rate).data(inkRole).toInt(), int(Token::bad));
    auto* fits = shown.child<QComboBox>("bdInterp");
    for (int fit = 0; fit < fits->count(); ++fit) {
        fits->setCurrentIndex(fit);
        emit fits->activated(fit);
        CHECK_NEAR(shown.value(0, BdModel::rate), 100, 1e-6);
    }
    CHECK_EQ(shown.view->settings().at("deltas").at("interp").asString(), "cubic");
    CHECK_EQ(shown.view->settings().at("deltas").at("anchor").asString(), "webp");
    QTest::mouseClick(shown.child<QToolButton>("bdReverse"), Qt::LeftButton);
    CHECK_EQ(shown.child<QComboBox>("bdAnchor")->currentText().toStdString(), "jpeg");
}

RB_TEST(doubtsAreSaidAndNotBold) {
    Shown shown;
    shown.results.add(curves("a.png", 0.5, 3));
    shown.show();
    shown.panel->setOpen(true);
    const auto cell = shown.panel->model().index(0, BdModel::rate);
    CHECK(!cell.data(Qt::FontRole).isValid());
    CHECK(shown.text(0, BdModel::remarks).contains("fewer than 4"));
    CHECK_EQ(shown.text(0, BdModel::points).toStdString(), "3 and 3");
    // An error on a logarithmic axis is taken in decades; less of it is better.
    shown.results.add(curves("a.png", 0.5, 8));
    shown.hub.setMetricColumn("metrics.rel_l2");
    CHECK(shown.view->curves().figure.y.scale == AxisScale::log);
    CHECK_NEAR(shown.value(0, BdModel::rate), -50, 1e-6);
    CHECK_NEAR(shown.value(0, BdModel::quality), 100 * (std::pow(10, -0.3) - 1), 1e-6);
    CHECK_EQ(shown.panel->model().index(0, BdModel::quality).data(inkRole).toInt(), int(Token::good));
    shown.hub.setRateColumn("params.quality");
    CHECK_EQ(shown.panel->model().rowCount(), 0);
    test::shoot(*shown.view, "bd-none");
}

RB_TEST(theCommandLineSaysTheSame) {
    Shown shown;
    shown.open(test::sweptTour() / "assets/picture.png");
    shown.results.add(test::tourRows());
    shown.context.project = [] { return QString::fromStdString(test::sweptTour().string()); };
    shown.hub.setAsset(QString::fromStdString((test::sweptTour() / "assets/picture.png").string()));
    shown.show();
    shown.panel->setOpen(true);
    CHECK(shown.panel->model().rowCount() >= 2);
    QTest::qWait(50);
    test::shoot(*shown.view, "bd-picture");
    shown.view->resize(320, 420);
    QTest::qWait(50);
    test::shoot(*shown.view, "bd-narrow");
    const auto line = test::rarebitProgram().string() + shown.panel->commandLine().mid(7).toStdString();
    const auto printed = test::runCommand({"/bin/sh", "-c", line + " --json"});
    const Json out = REQUIRE(Json::parse(printed.out, "bd"));
    const auto& rows = shown.panel->model().deltas().rows;
    CHECK_EQ(out.at("rows").size(), rows.size());
    for (size_t i = 0; i < rows.size(); ++i) {
        const Json& row = out.at("rows").at(i);
        CHECK_EQ(row.at("method").asString(), rows[i].method);
        CHECK_EQ(row.at("points").asInt(), int64_t(rows[i].delta.points));
        CHECK_NEAR(row.at("bd_rate_percent").asDouble(-1e9), rows[i].delta.rate.value_or(-1e9), 1e-9);
        CHECK_EQ(row.at("warnings").size(), rows[i].delta.warnings.size());
    }
    // As files and papers take it.
    const QString csv = tableText(shown.panel->model(), CopyFormat::csv);
    CHECK(csv.startsWith("asset,method,bd_rate_percent,bd_quality,overlap_percent,points,warnings\n"));
    CHECK_EQ(csv.count('\n'), shown.panel->model().rowCount() + 1);
    for (QAction* action : shown.child<QToolButton>("bdCopy")->menu()->actions())
        if (action->text() == "Markdown") action->trigger();
    CHECK(QGuiApplication::clipboard()->text().startsWith("| Asset | Curve |"));
}

RB_TEST(meansOfSeveralAssets) {
    Shown shown;
    shown.results.add(curves("a.png", 0.5));
    shown.results.add(curves("b.png", 0.9));
    shown.show();
    shown.panel->setOpen(true);
    CHECK_EQ(shown.panel->model().rowCount(), 4);
    CHECK_NEAR(shown.value(2, BdModel::rate), -30, 1e-6);
    CHECK_EQ(shown.text(2, BdModel::asset).toStdString(), "Mean of 2 assets");
    CHECK_NEAR(shown.value(3, BdModel::rate), -30, 1e-6);
    QTest::qWait(50);
    test::shoot(*shown.view, "bd-means");
}

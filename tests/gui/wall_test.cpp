// SPDX-License-Identifier: GPL-3.0-or-later
// The wall asks for what is in sight, in the order of a statistic, and chooses parts.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/charts/wall.hpp"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>

#include <cmath>

using namespace rarebit;
using namespace rarebit::views;

namespace {

// Answers at once, and notes what was asked.
class CountingPreviews : public Previews {
public:
    QStringList histograms, statistics;
    Ticket load(const Source&, Rows, LoadDone) override { return {}; }
    Ticket
    derive(const QString& what, const Json&, const Source& source, const Source*, DeriveDone done) override {
        const double spread = source.part.section('.', 1, 1).toInt() + 1;
        (what == "histogram" ? histograms : statistics) << source.part;
        auto wanted = std::make_shared<bool>(true);
        QTimer::singleShot(0, this, [=] {
            if (!*wanted) return;
            if (what == "histogram") {
                std::vector<int64_t> counts;
                for (int i = 0; i < 48; ++i)
                    counts.push_back(std::lround(10000 * std::exp(-std::pow((i - 24) / spread, 2))));
                done(Derived{
                    {{"values.histogram",
                      "histogram",
                      Json::object({{"edges", Json::array({-1.0, 1.0})}, {"outside", Json::array({0})}}),
                      TensorView{DType::i64, {1, 48}, ownBytes(counts)}}},
                    0.1});
            } else {
                done(Derived{
                    {{"statistics",
                      "statistics",
                      Json::object({{"std", spread}, {"mean", 0}, {"count", 10}, {"kurtosis", 3 + spread}}),
                      TextView{}}},
                    1});
            }
        });
        return Ticket([wanted] { *wanted = false; });
    }
};

AssetPtr largeModel(int parts) {
    auto asset = std::make_shared<AssetItem>();
    asset->path = "/m.safetensors";
    asset->name = "m.safetensors";
    asset->kind = "model";
    asset->state = AssetItem::State::ready;
    for (int i = 0; i < parts; ++i) {
        PartItem part;
        part.name = QString("layers.%1.mlp.down_proj.weight").arg(i);
        part.role = "weight";
        part.form = "tensor";
        part.dtype = "f16";
        part.shape = {4096, 14336};
        part.bytes = 1000 + i % 7;
        asset->parts.push_back(part);
    }
    return asset;
}

struct Shown {
    Hub hub;
    ResultSet results;
    CountingPreviews previews;
    AssetPtr asset;
    ViewContext context{
        hub,
        results,
        previews,
        [this](const QString& path) { return asset && path == asset->path ? asset : AssetPtr(); },
        [this] { return QVector<AssetPtr>{asset}; },
        {},
        [](const QString&) {},
        [](const QString&) {}};
    std::unique_ptr<WallView> view;
    Shown() { applyTheme(*qApp); }
    void show(QSize size) {
        view = std::make_unique<WallView>(context, nullptr);
        view->resize(size);
        view->show();
        CHECK(QTest::qWaitForWindowExposed(view.get()));
    }
};

} // namespace

RB_TEST(onlyTilesInSightAreAskedFor) {
    Shown shown;
    shown.asset = largeModel(2000);
    shown.hub.setAsset(shown.asset->path);
    QElapsedTimer clock;
    clock.start();
    shown.show({680, 420});
    CHECK(clock.elapsed() < 1500);
    CHECK(QTest::qWaitFor([&] { return shown.view->model().drawn() >= 16; }, 5000));
    QTest::qWait(100);
    CHECK(shown.previews.histograms.size() < 30);
    CHECK(shown.previews.statistics.isEmpty());
    test::shoot(*shown.view, "wall");
    // Far down: those there, and none of those between.
    shown.view->list().verticalScrollBar()->setValue(shown.view->list().verticalScrollBar()->maximum());
    CHECK(QTest::qWaitFor(
        [&] { return shown.previews.histograms.contains("layers.1999.mlp.down_proj.weight"); }, 5000
    ));
    CHECK(!shown.previews.histograms.contains("layers.1000.mlp.down_proj.weight"));
    QAbstractItemModelTester tester(
        &shown.view->model(), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    shown.view->findChild<QLineEdit*>("wallFilter")->setText("layers.77.");
    CHECK_EQ(shown.view->model().rowCount(), 1);
}

RB_TEST(orderedByAStatistic) {
    Shown shown;
    shown.asset = largeModel(60);
    shown.hub.setAsset(shown.asset->path);
    shown.show({500, 400});
    QAbstractItemModelTester tester(
        &shown.view->model(), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    CHECK_EQ(shown.view->model().part(0).name.toStdString(), "layers.0.mlp.down_proj.weight");
    bool filled = false;
    QObject::connect(shown.view.get(), &View::stateChanged, [&] {
        filled = filled || shown.view->state().kind == ViewState::Kind::filling;
    });
    shown.view->setOrder(WallOrder::kurtosis);
    CHECK(QTest::qWaitFor(
        [&] { return shown.view->model().part(0).name == "layers.59.mlp.down_proj.weight"; }, 5000
    ));
    CHECK(filled);
    CHECK_NEAR(shown.view->model().figure(0), 63, 0);
    CHECK(QTest::qWaitFor([&] { return shown.view->state().kind == ViewState::Kind::fresh; }, 5000));
    QTest::qWait(200);
    test::shoot(*shown.view, "wall-ordered");
    const Json settings = shown.view->settings();
    shown.view->setOrder(WallOrder::stored);
    shown.view->restore(settings);
    CHECK(shown.view->model().order() == WallOrder::kurtosis);
    CHECK(shown.view->table()->rowCount() == 60);
}

RB_TEST(aTileChoosesItsPart) {
    Shown shown;
    shown.show({500, 400});
    test::shoot(*shown.view, "wall-empty");
    CHECK(!shown.view->table());
    shown.asset = largeModel(12);
    shown.hub.setAsset(shown.asset->path);
    QTest::qWait(60);
    const auto place = shown.view->list().visualRect(shown.view->model().index(4)).center();
    QTest::mouseClick(shown.view->list().viewport(), Qt::LeftButton, {}, place);
    CHECK_EQ(shown.hub.state().part.toStdString(), "layers.4.mlp.down_proj.weight");
    QTest::keyClick(&shown.view->list(), Qt::Key_Right);
    CHECK_EQ(shown.hub.state().part.toStdString(), "layers.5.mlp.down_proj.weight");
    shown.hub.setPart("layers.2.mlp.down_proj.weight");
    CHECK_EQ(shown.view->list().currentIndex().row(), 2);
}

RB_TEST(theSampleCacheOnTheWall) {
    test::ViewFixture fixture;
    const auto asset = fixture.open(test::sourceFolder() / "projects/tour.rarebit/assets/cache.safetensors");
    WallView view(fixture.context, nullptr);
    view.resize(520, 300);
    view.show();
    fixture.run(asset, "rtn", Json::object({{"bits", 4}, {"group", 32}}), 1, "rtn 4");
    CHECK(fixture.wait([&] { return view.model().drawn() >= std::min(6, view.model().total()); }));
    CHECK(!view.model().distribution(0)->error.empty());
    test::shoot(view, "wall-cache");
}

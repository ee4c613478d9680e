// SPDX-License-Identifier: GPL-3.0-or-later
// Three dimensions: what stands in a scene, pictures by the module, cameras that go together, and life
// without it.
#include "tests/gui/tour_results.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/core/controls.hpp"
#include "views/core/states.hpp"
#include "views/maps/tensor_map.hpp"
#include "views/volume/terrain.hpp"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>

using namespace rarebit;
using namespace rarebit::views;

namespace {

PyramidCells cells(qint64 rows, qint64 columns) {
    PyramidCells out{
        .rows = rows, .columns = columns, .cellRows = 2, .cellColumns = 4, .low = {}, .high = {}};
    for (qint64 i = 0; i < rows * columns; ++i) {
        out.low.push_back(-1);
        out.high.push_back(0.5F);
    }
    return out;
}
PartItem matrix(qint64 rows, qint64 columns) {
    PartItem part;
    part.name = QStringLiteral("x");
    part.form = QStringLiteral("tensor");
    part.dtype = QStringLiteral("f32");
    part.shape = {rows, columns};
    return part;
}

struct Opened : test::ViewFixture {
    std::unique_ptr<View> view{findView(QStringLiteral("surface"))->create(context, nullptr)};
    Opened() {
        view->resize(720, 480);
        view->show();
        view->activateWindow();
        CHECK(QTest::qWaitForWindowActive(view.get()));
    }
    SurfaceCanvas& canvas() { return *view->findChild<SurfaceCanvas*>(); }
    void choose(const char* control, int part) {
        auto* segments = view->findChild<SegmentedControl*>(QLatin1StringView(control));
        segments->setCurrent(part);
        emit segments->currentChanged(part);
    }
    // A picture of what was asked for last, or the reason why there is none.
    bool picture() {
        return wait([this] {
            return view->state().kind == ViewState::Kind::fresh && canvas().frame() &&
                   canvas().frame()->camera == canvas().camera() && canvas().frame()->size == canvas().size();
        });
    }
    // In both themes: pictures of the scene come later than the rest.
    void shoot(const char* name) {
        const QString folder = qEnvironmentVariable("RAREBIT_SHOTS");
        if (folder.isEmpty()) return;
        for (const bool dark : {false, true}) {
            QSignalSpy drawn(&canvas(), &SurfaceCanvas::drawn);
            Theme::get().choose(dark ? ThemeChoice::dark : ThemeChoice::light);
            canvas().setCamera(canvas().camera());
            if (canvas().isVisible()) CHECK(drawn.wait());
            QTest::qWait(100);
            view->grab().save(QStringLiteral("%1/%2-%3.png")
                                  .arg(
                                      folder,
                                      QLatin1StringView(name),
                                      dark ? QStringLiteral("dark") : QStringLiteral("light")
                                  ));
        }
        Theme::get().choose(ThemeChoice::light);
    }
    std::filesystem::path weights() {
        return test::sourceFolder() / "projects/tour.rarebit/assets/weights.safetensors";
    }
};

// Where VTK is not installed, only the fallback can be tested.
void needModule() {
    if (!std::filesystem::exists(
            test::rarebitProgram().parent_path().parent_path() / "lib/librarebit_volume.so"
        ))
        throw test::Skip{"the module for 3-D pictures was not built"};
}

size_t colorsIn(const QImage& image) {
    QSet<QRgb> seen;
    for (int y = 0; y < image.height(); y += 3)
        for (int x = 0; x < image.width(); x += 3)
            seen.insert(image.pixel(x, y));
    return static_cast<size_t>(seen.size());
}

} // namespace

RB_TEST(aTerrainKeepsSpikesAndKnowsItsPlaces) {
    PyramidCells spiked = cells(512, 300);
    spiked.low[400 * 300 + 123] = -9;
    const Terrain terrain =
        terrainOf(spiked, PartPlane(matrix(1024, 1200)), QStringLiteral("max |value|"), false);
    CHECK_EQ(terrain.highest, 9.0);
    CHECK(terrain.landscape.rows <= 300 && terrain.landscape.columns <= 300);
    CHECK_NEAR(double(*std::ranges::max_element(terrain.landscape.heights)), terrainHeight, 1e-6);
    const int spike = terrain.place({.frame = 0, .row = 801, .column = 493, .rows = 1, .columns = 1});
    CHECK_NEAR(double(terrain.places[static_cast<size_t>(spike)].z), terrainHeight, 1e-6);
    const Region back = terrain.region(spike);
    CHECK(back.row <= 801 && back.row + back.rows > 801);
    CHECK(back.column <= 493 && back.column + back.columns > 493);
    CHECK_EQ(terrain.place({}), -1);
    // Vectors become ribbons; holes stay holes.
    PyramidCells line = cells(1, 40);
    line.low[3] = line.high[3] = std::nanf("");
    const Terrain ribbon = terrainOf(line, PartPlane(matrix(1, 160)), {}, true);
    CHECK_EQ(ribbon.landscape.rows, 2);
    CHECK(std::isnan(ribbon.landscape.heights[3]));
}

RB_TEST(resultsBecomePointsInABox) {
    ResultSet results;
    results.add(test::tourRows());
    const std::array<QString, 3> columns{
        QStringLiteral("rate_bits_per_element"),
        QStringLiteral("encode_ms.median"),
        QStringLiteral("metrics.rel_l2")};
    const Scatter scatter = scatterOf(results, {}, columns);
    CHECK(scatter.rows.size() > 10);
    CHECK_EQ(scatter.rows.size() + scatter.lacking, results.size());
    for (const auto& place : scatter.places)
        CHECK(place.x >= 0 && place.x <= 1 && place.y >= 0 && place.y <= 1 && place.z >= 0 && place.z <= 1);
    CHECK(!scatter.axes[1].labels.isEmpty());
    CHECK(scatterOf(results, QStringLiteral("no such asset"), columns).rows.isEmpty());
}

RB_TEST(aLandscapeIsDrawnTurnedAndPointedAt) {
    needModule();
    Opened opened;
    CHECK(opened.view->findChild<EmptyState*>() != nullptr);
    opened.shoot("surface-empty");
    opened.open(opened.weights());
    CHECK(opened.picture());
    CHECK(colorsIn(opened.canvas().frame()->image) > 50);
    opened.shoot("surface-landscape");
    const QAbstractItemModelTester tester(
        opened.view->table(), QAbstractItemModelTester::FailureReportingMode::Fatal
    );
    CHECK(opened.view->table()->rowCount() > 1000);

    // Keys and mouse turn it; what is on the screen changes.
    const QImage before = opened.canvas().frame()->image;
    opened.canvas().setFocus();
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(&opened.canvas(), Qt::Key_Left);
    CHECK(opened.picture());
    CHECK(opened.canvas().frame()->image != before);
    const auto camera = opened.canvas().camera();
    QTest::mousePress(&opened.canvas(), Qt::LeftButton, {}, {300, 200});
    QTest::mouseMove(&opened.canvas(), {340, 220});
    QMouseEvent move(
        QEvent::MouseMove, QPointF(360, 230), QPointF(360, 230), Qt::NoButton, Qt::LeftButton, Qt::NoModifier
    );
    QCoreApplication::sendEvent(&opened.canvas(), &move);
    QTest::mouseRelease(&opened.canvas(), Qt::LeftButton, {}, {360, 230});
    CHECK(opened.canvas().camera().azimuth != camera.azimuth);
    CHECK(opened.picture());
    // A click chooses the place that is nearest.
    const QPointF top = opened.canvas().frame()->pixelOf({0.5F, 0.5F, 0.05F});
    QTest::mouseClick(&opened.canvas(), Qt::LeftButton, {}, top.toPoint());
    CHECK(!opened.hub.state().region.empty());
    QTest::keyClick(&opened.canvas(), Qt::Key_0);
    CHECK(opened.canvas().camera() == volume::Camera{});
    for (const char* name : {"surface.png", "surface.svg", "surface.pdf"})
        REQUIRE(opened.view->exportFigure(QString::fromStdString((test::temporaryFolder() / name).string())));
    CHECK(opened.view->commandLine().startsWith(QStringLiteral("rarebit outliers ")));
}

RB_TEST(theErrorOfTheSlotHasALandscapeToo) {
    needModule();
    Opened opened;
    const auto asset = opened.open(opened.weights());
    opened.run(
        asset, "rtn", Json::object({{"bits", 3}, {"group", 64}}), 1, QStringLiteral("rtn bits=3 group=64")
    );
    CHECK(opened.picture());
    opened.choose("value", 1);
    CHECK(opened.picture());
    CHECK(opened.view->subject().contains(QStringLiteral("error of B")));
    opened.shoot("surface-error");
    opened.hub.setSlot(1, {});
    CHECK(opened.picture());
    CHECK(!opened.view->subject().contains(QStringLiteral("error")));
}

RB_TEST(camerasGoTogetherWhileTheyAreLinked) {
    needModule();
    Opened one, two;
    one.open(one.weights());
    two.open(two.weights());
    CHECK(one.picture() && two.picture());
    QTest::keyClick(&one.canvas(), Qt::Key_Right);
    CHECK(two.canvas().camera() == one.canvas().camera());
    two.view->viewActions().front()->setChecked(false);
    QTest::keyClick(&one.canvas(), Qt::Key_Up);
    CHECK(!(two.canvas().camera() == one.canvas().camera()));
}

RB_TEST(resultsAreDoorsInThreeDimensions) {
    needModule();
    Opened opened;
    opened.results.add(test::tourRows());
    opened.open(test::sourceFolder() / "projects/tour.rarebit/assets/weights.safetensors");
    opened.choose("what", 1);
    CHECK(opened.view->findChild<EmptyState*>() != nullptr || opened.picture());
    // The fixture's asset has no hash of its own: all results are shown.
    CHECK(opened.view->table() != nullptr);
    QSignalSpy compare(&opened.hub, &Hub::compareRequested);
    opened.canvas().setFocus();
    QTest::keyClick(&opened.canvas(), Qt::Key_N);
    QTest::keyClick(&opened.canvas(), Qt::Key_N);
    CHECK_EQ(opened.hub.state().results.size(), 1);
    CHECK(opened.picture());
    opened.shoot("surface-results");
    QTest::keyClick(&opened.canvas(), Qt::Key_Return);
    CHECK_EQ(compare.count(), 1);
    for (const QSize size : {QSize(200, 150), QSize(1200, 300)}) {
        opened.view->resize(size);
        opened.view->grab();
    }
    opened.results.clear();
    CHECK(test::ViewFixture::wait([&] { return opened.view->findChild<EmptyState*>() != nullptr; }));
}

RB_TEST(withoutTheModuleTheMapTakesItsPlace) {
    struct Restore {
        ~Restore() { SceneRenderer::modulePath.clear(); }
    } restore;
    SceneRenderer::modulePath = QStringLiteral("/nowhere/librarebit_volume.so");
    Opened opened;
    opened.open(opened.weights());
    CHECK(test::ViewFixture::wait([&] { return opened.view->state().kind == ViewState::Kind::failed; }));
    opened.shoot("surface-missing");
    auto* card = opened.view->findChild<ErrorCard*>();
    CHECK(card != nullptr);
    if (!card) return;
    for (auto* button : card->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Show the map")) QTest::mouseClick(button, Qt::LeftButton);
    auto* map = opened.view->findChild<TensorMap*>();
    CHECK(test::ViewFixture::wait([&] { return map->canvas().isVisible() && !map->busy(); }));
    opened.shoot("surface-map");
}

// The window's process has one Qt, also when 3-D pictures are there.
RB_TEST(noSecondQtComesIn) {
    needModule();
    Opened opened;
    opened.open(opened.weights());
    CHECK(opened.picture());
    QFile maps(QStringLiteral("/proc/self/maps"));
    CHECK(maps.open(QIODevice::ReadOnly));
    const QByteArray text = maps.readAll();
    CHECK(text.contains("librarebit_volume.so"));
    CHECK(text.contains("libvtkRenderingCore"));
    CHECK(!text.contains("libQt5"));
    CHECK(!text.contains("libtorch"));
}

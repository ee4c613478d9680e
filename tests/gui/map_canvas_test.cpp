// SPDX-License-Identifier: GPL-3.0-or-later
// Maps: spikes survive every zoom, tiles keep their place, and everything is reached by keyboard and mouse.
#include "engine/core/rng.hpp"
#include "tests/gui/shots.hpp"
#include "tests/support/check.hpp"
#include "views/maps/map_canvas.hpp"

#include <QSignalSpy>
#include <QtTest/QtTest>

using namespace rarebit;
using namespace rarebit::views;

namespace {

// Noise around 1 with one spike of -50.
MapGrid spiked(qint64 rows, qint64 columns, qint64 row, qint64 column) {
    MapGrid grid{rows, columns, std::vector<float>(static_cast<size_t>(rows * columns))};
    Rng rng(7, "map");
    for (float& value : grid.values)
        value = static_cast<float>(rng.uniform());
    grid.values[static_cast<size_t>(row * columns + column)] = -50;
    return grid;
}

MapLayer layerOf(MapGrid grid) {
    return {std::make_shared<const MapPyramid>(std::move(grid)), 0, 0, 1, 1};
}

struct Fixture {
    MapCanvas canvas;
    Fixture(qint64 rows, qint64 columns, MapGrid grid) {
        canvas.resize(640, 320);
        canvas.setExtent(rows, columns);
        canvas.setLayers({layerOf(std::move(grid))});
        MapColors colors;
        colors.kind = MapKind::outlierBelow;
        colors.scale = {.low = 0, .high = 60, .scale = MapScale::linear};
        colors.threshold = 20;
        colors.title = QStringLiteral("max |z|");
        colors.clippedShare = 0;
        canvas.setColors(colors);
        canvas.setTilePixels(5);
        canvas.setRowAxis({.title = QStringLiteral("Row"), .unit = {}, .names = {}, .first = 0, .shown = true}
        );
        canvas.setColumnAxis(
            {.title = QStringLiteral("Column"), .unit = {}, .names = {}, .first = 0, .shown = true}
        );
        canvas.setTopBars({.shown = true, .title = {}, .values = {}});
        canvas.setRightBars({.shown = true, .title = {}, .values = {}});
        canvas.show();
        CHECK(QTest::qWaitForWindowExposed(&canvas));
        canvas.grab();
    }
};

} // namespace

RB_TEST(theStrongestSurvivesEveryLevel) {
    const MapPyramid pyramid(spiked(301, 4097, 300, 4096));
    for (const auto& level : pyramid.levels()) {
        const auto& grid = level.grid;
        CHECK_EQ(grid.at(grid.rows - 1, grid.columns - 1), -50.0F);
        CHECK(grid.rows * level.rowSpan >= 301 && grid.columns * level.columnSpan >= 4097);
    }
    CHECK(std::max(pyramid.levels().back().grid.rows, pyramid.levels().back().grid.columns) <= 64);
    CHECK_EQ(strongest(std::nanf(""), 1), 1.0F);
    CHECK_EQ(strongest(-2, std::nanf("")), -2.0F);
    CHECK(std::isnan(strongest(std::nanf(""), std::nanf(""))));
}

RB_TEST(tilesHoldWhatTheyCover) {
    const qint64 rows = 301, columns = 1000;
    const MapLayer layer = layerOf(spiked(rows, columns, 123, 777));
    const MapGrid& all = layer.data->finest();
    for (const QRectF window :
         {QRectF(0, 0, 1000, 301),
          QRectF(300.5, 10.25, 411.7, 200),
          QRectF(770, 120, 9, 5),
          QRectF(0, 0, 1000, 4)}) {
        const MapTiles tiles = tilesOf(layer, window, QSizeF(400, 150), 5);
        CHECK(tiles.area.contains(window));
        for (qint64 r = 0; r < tiles.grid.rows; ++r)
            for (qint64 c = 0; c < tiles.grid.columns; ++c) {
                float expected = std::nanf("");
                const auto row0 = static_cast<qint64>(tiles.area.top()) + r * tiles.rowSpan;
                const auto column0 = static_cast<qint64>(tiles.area.left()) + c * tiles.columnSpan;
                for (qint64 row = row0; row < std::min(rows, row0 + tiles.rowSpan); ++row)
                    for (qint64 column = column0; column < std::min(columns, column0 + tiles.columnSpan);
                         ++column)
                        expected = strongest(expected, all.at(row, column));
                CHECK_EQ(tiles.grid.at(r, c), expected);
            }
    }
    // A window that moves by less than a tile shows the same tiles.
    const auto a = tilesOf(layer, QRectF(100, 20, 500, 200), QSizeF(400, 150), 5);
    const auto b = tilesOf(layer, QRectF(101, 20, 500, 200), QSizeF(400, 150), 5);
    CHECK(a.area.left() == b.area.left() && a.columnSpan == b.columnSpan);
}

RB_TEST(mapsAreDrivenByTheKeyboard) {
    Fixture f(400, 900, spiked(400, 900, 10, 20));
    QSignalSpy selected(&f.canvas, &MapCanvas::selected), activated(&f.canvas, &MapCanvas::activated),
        left(&f.canvas, &MapCanvas::left), window(&f.canvas, &MapCanvas::windowChanged);
    QTest::keyClick(&f.canvas, Qt::Key_Right);
    CHECK(!f.canvas.selection().empty());
    for (int i = 0; i < 200; ++i)
        QTest::keyClick(&f.canvas, Qt::Key_Up);
    CHECK_EQ(f.canvas.selection().row, qint64(0));
    QTest::keyClick(&f.canvas, Qt::Key_Home);
    CHECK_EQ(f.canvas.selection().column, qint64(0));
    QTest::keyClick(&f.canvas, Qt::Key_Down, Qt::ShiftModifier);
    CHECK_EQ(f.canvas.selection().rows, 2 * qint64(f.canvas.tileSpan().height()));
    QTest::keyClick(&f.canvas, Qt::Key_Return);
    CHECK_EQ(activated.count(), 1);
    QTest::keyClick(&f.canvas, Qt::Key_Plus);
    CHECK_EQ(window.count(), 1);
    CHECK(!f.canvas.showsEverything());
    QTest::keyClick(&f.canvas, Qt::Key_F);
    CHECK(f.canvas.showsEverything());
    QTest::keyClick(&f.canvas, Qt::Key_Backspace);
    CHECK_EQ(left.count(), 1);
    CHECK(f.canvas.accessibleDescription().contains(QStringLiteral("row")));
    // The strongest value under a selection is found at any zoom.
    const MapProbe probe = f.canvas.probe({.frame = 0, .row = 0, .column = 0, .rows = 64, .columns = 64});
    CHECK_EQ(probe.value, -50.0F);
}

RB_TEST(theThresholdIsDraggedAndRecoloursAtOnce) {
    MapGrid grid{4, 4, std::vector<float>(16, 30)};
    Fixture f(4, 4, std::move(grid));
    QSignalSpy dragged(&f.canvas, &MapCanvas::thresholdDragged),
        chosen(&f.canvas, &MapCanvas::thresholdChosen);
    const auto centre = [&] {
        const QRectF plot = f.canvas.plotRect();
        return f.canvas.grab().toImage().pixelColor((plot.topLeft() + QPointF(20, 20)).toPoint());
    };
    const QColor above = centre(); // 30 lies above 20
    CHECK(above.saturation() > 100);
    const QRectF plot = f.canvas.plotRect();
    const int x = f.canvas.width() - 45;
    const auto y = [&](double value) { return int(plot.bottom() - value / 60 * plot.height()); };
    QTest::mousePress(&f.canvas, Qt::LeftButton, {}, {x, y(20)});
    QTest::mouseMove(&f.canvas, {x, y(45)});
    CHECK(dragged.count() >= 1);
    CHECK_NEAR(*f.canvas.colors().threshold, 45, 1);
    CHECK(centre().saturation() < 60);
    QTest::mouseRelease(&f.canvas, Qt::LeftButton, {}, {x, y(45)});
    CHECK_EQ(chosen.count(), 1);
    QTest::keyClick(&f.canvas, Qt::Key_BracketRight);
    CHECK_NEAR(*f.canvas.colors().threshold, 46.5, 1);
}

RB_TEST(aBoxIsDrawnAndTheWheelZooms) {
    Fixture f(400, 900, spiked(400, 900, 200, 450));
    QSignalSpy selected(&f.canvas, &MapCanvas::selected), left(&f.canvas, &MapCanvas::left);
    const QRectF plot = f.canvas.plotRect();
    const QPoint a = (plot.topLeft() + QPointF(30, 30)).toPoint(), b = a + QPoint(60, 40);
    QTest::mousePress(&f.canvas, Qt::LeftButton, {}, a);
    QTest::mouseMove(&f.canvas, b);
    QTest::mouseRelease(&f.canvas, Qt::LeftButton, {}, b);
    CHECK_EQ(selected.count(), 1);
    CHECK(f.canvas.selection().columns > f.canvas.tileSpan().width());
    const auto wheel = [&](QPoint at, int notches) {
        QWheelEvent event(
            at, f.canvas.mapToGlobal(QPointF(at)), {}, {0, 120 * notches}, {}, {}, Qt::NoScrollPhase, false
        );
        QCoreApplication::sendEvent(&f.canvas, &event);
    };
    const QPoint middle = plot.center().toPoint();
    for (int i = 0; i < 40; ++i)
        wheel(middle, 1);
    CHECK_EQ(f.canvas.window().width(), 4.0);
    CHECK(f.canvas.window().contains(QPointF(450, 200))); // what was under the pointer
    test::shoot(f.canvas, QStringLiteral("map-elements"));
    for (int i = 0; i < 60; ++i)
        wheel(middle, -1);
    CHECK(f.canvas.showsEverything());
    CHECK_EQ(left.count(), 0); // only after a pause
    QTest::qWait(400);
    wheel(middle, -1);
    CHECK_EQ(left.count(), 1);
}

RB_TEST(mapsSurviveEverySizeAndOddData) {
    MapGrid odd{3, 5, std::vector<float>(15, std::nanf(""))};
    odd.values[7] = INFINITY;
    odd.values[8] = 3;
    Fixture f(3, 5, std::move(odd));
    test::shoot(f.canvas, QStringLiteral("map-odd"));
    for (const QSize size : {QSize(1, 1), QSize(80, 60), QSize(2000, 40), QSize(300, 900)}) {
        f.canvas.resize(size);
        f.canvas.grab();
    }
    f.canvas.setExtent(0, 0);
    f.canvas.grab();
    QTest::keyClick(&f.canvas, Qt::Key_Right);
    f.canvas.setExtent(1, 100'000);
    f.canvas.setLayers({layerOf(spiked(1, 100'000, 0, 77))});
    f.canvas.grab();
    f.canvas.setColors({});
    f.canvas.grab();
}

RB_TEST(mapsInPictures) {
    Fixture f(4096, 14336, spiked(512, 448, 100, 200));
    auto layer = layerOf(spiked(512, 448, 100, 200));
    layer.cellRows = 8;
    layer.cellColumns = 32;
    f.canvas.setLayers({layer});
    f.canvas.setSelection({.frame = 0, .row = 800, .column = 6400, .rows = 32, .columns = 128});
    test::shoot(f.canvas, QStringLiteral("map-tensor"));

    MapCanvas strip;
    strip.resize(320, 420);
    strip.setZoomable(false);
    strip.setExtent(30, 9);
    strip.setLayers({layerOf(spiked(30, 9, 3, 4))});
    MapColors colors;
    colors.scale.high = 1;
    strip.setColors(colors);
    QStringList layers, types;
    for (int i = 0; i < 30; ++i)
        layers << QString::number(i);
    for (int i = 0; i < 9; ++i)
        types << QStringLiteral("attn_output_%1").arg(i);
    strip.setRowAxis({.title = QStringLiteral("Layer"), .unit = {}, .names = layers});
    strip.setColumnAxis({.title = {}, .unit = {}, .names = types});
    strip.setBarPlace(MapCanvas::BarPlace::below);
    std::vector<CellMark> marks(270, CellMark::value);
    std::fill(marks.begin() + 200, marks.end(), CellMark::pending);
    marks[5] = CellMark::absent;
    strip.setMarks(marks);
    strip.setSelection({.frame = 0, .row = 12, .column = 3, .rows = 1, .columns = 1});
    test::shoot(strip, QStringLiteral("map-strip"));
}

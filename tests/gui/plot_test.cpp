// SPDX-License-Identifier: GPL-3.0-or-later
// The wrapper of charts: scales and ticks, pointing, walking, choosing, hiding, files.
#include "tests/gui/shots.hpp"
#include "tests/support/check.hpp"
#include "views/core/plot.hpp"
#include "views/core/plot_axis.hpp"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QPdfWriter>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QtTest/QtTest>

#include <cmath>

using namespace rarebit;
using namespace rarebit::views;

namespace {

// Two curves, a front, a failure and an exact copy.
Figure sample() {
    Figure figure;
    figure.x = {.name = "Rate", .unit = "bits per weight", .better = BetterIs::lower};
    figure.y = {.name = "SQNR", .unit = "dB", .better = BetterIs::higher};
    figure.better = true;
    Series rtn{.name = "RTN g128", .mark = Mark::curve, .style = 0, .x = {}, .y = {}};
    Series rotated{.name = "Rotate + RTN", .mark = Mark::curve, .style = 1, .x = {}, .y = {}};
    for (int bits = 2; bits <= 8; ++bits) {
        rtn.x.push_back(bits + 0.25);
        rtn.y.push_back(6.02 * bits - 7);
        rtn.error.push_back(bits % 2 ? 2.5 : 0.1);
        rtn.ids.push_back(bits);
        rotated.x.push_back(bits + 0.25);
        rotated.y.push_back(6.02 * bits - 4);
        rotated.ids.push_back(100 + bits);
    }
    Series front{.name = "Pareto front", .mark = Mark::front, .x = rotated.x, .y = rotated.y};
    Series failed{.name = {}, .mark = Mark::failed, .x = {notANumber, 3.1}, .y = {0, 0}, .ids = {7777, 7778}};
    Series exact{
        .name = "store", .mark = Mark::points, .style = 2, .x = {8.6}, .y = {INFINITY}, .ids = {9000}};
    figure.series = {front, rtn, rotated, failed, exact};
    figure.references = {{.label = "Gaussian bound", .xs = {1, 9}, .ys = {6.02, 54.2}}};
    return figure;
}

std::unique_ptr<Plot> shown(const Figure& figure, QSize size = {510, 290}) {
    auto plot = std::make_unique<Plot>();
    plot->resize(size);
    plot->setFigure(std::make_shared<const Figure>(figure));
    plot->show();
    CHECK(QTest::qWaitForWindowExposed(plot.get()));
    plot->redraw();
    return plot;
}

std::vector<double> values(const Axis& axis, const Ticks& ticks) {
    std::vector<double> out;
    for (const double at : ticks.at)
        out.push_back(fromAxis(axis, at));
    return out;
}

} // namespace

RB_TEST(scalesGoThereAndBack) {
    for (const auto scale : {AxisScale::linear, AxisScale::log, AxisScale::symlog}) {
        const Axis axis{.name = {}, .unit = {}, .scale = scale, .linearBelow = 0.01};
        for (const double value : {0.0003, 0.5, 7.0, 123456.0}) {
            CHECK_NEAR(fromAxis(axis, toAxis(axis, value)) / value, 1, 1e-9);
            if (scale != AxisScale::log) CHECK_NEAR(fromAxis(axis, toAxis(axis, -value)) / value, -1, 1e-9);
        }
    }
    CHECK(std::isnan(toAxis({.name = {}, .unit = {}, .scale = AxisScale::log}, 0)));
}

RB_TEST(ticksAreRoundAndFew) {
    const Axis linear{};
    const auto even = ticksOf(linear, 1.7, 6.4, 450, true);
    CHECK(values(linear, even) == std::vector<double>({2, 3, 4, 5, 6}));
    CHECK_EQ(even.labels.front().toStdString(), "2");
    CHECK_EQ(ticksOf(linear, -0.2, 0.2, 450, true).labels.front().toStdString(), "−0.2");
    const Axis log{.name = {}, .unit = {}, .scale = AxisScale::log};
    const auto decades = ticksOf(log, 0, 6, 200, false);
    CHECK_EQ(decades.labels.back().toStdString(), "1M");
    CHECK(decades.at.size() <= 5);
    CHECK_EQ(ticksOf(log, std::log10(4), std::log10(9), 300, false).labels.size() > 2, true);
    const Axis symlog{.name = {}, .unit = {}, .scale = AxisScale::symlog, .linearBelow = 0.01};
    const auto both = ticksOf(symlog, toAxis(symlog, -100), toAxis(symlog, 100), 600, true);
    CHECK(both.labels.contains(QStringLiteral("0")));
    CHECK(std::ranges::is_sorted(both.at));
}

RB_TEST(aChartIsDrawnAndPointedAt) {
    const auto plot = shown(sample());
    test::shoot(*plot, "plot");
    QSignalSpy hovered(plot.get(), &Plot::hovered), chosen(plot.get(), &Plot::chosen);
    const QPoint at = plot->toPixel(4.25, 6.02 * 4 - 7).toPoint();
    QTest::mouseMove(plot.get(), at);
    CHECK(QTest::qWaitFor([&] { return plot->currentId().value_or(-1) == 4; }));
    test::shoot(*plot, "plot-hover");
    QTest::mouseClick(plot.get(), Qt::LeftButton, {}, at);
    CHECK_EQ(chosen.count(), 1);
    CHECK(chosen[0][0].value<std::vector<int>>() == std::vector<int>{4});
    // Nothing within 16 pixels.
    QTest::mouseMove(plot.get(), plot->plotRect().center() + QPoint(40, 60));
    CHECK(!plot->currentId());
    // Failed ones stand on the axis; exact ones at the end of theirs.
    CHECK(
        plot->nearest(QPointF(plot->toPixel(3.1, 0).x(), plot->plotRect().bottom() - 9)) == std::pair(3, 1)
    );
    CHECK(plot->nearest(QPointF(plot->toPixel(8.6, 0).x(), plot->plotRect().top() + 7)) == std::pair(4, 0));
}

RB_TEST(theKeyboardWalksAlongSeries) {
    const auto plot = shown(sample());
    QSignalSpy opened(plot.get(), &Plot::opened), assigned(plot.get(), &Plot::assigned);
    plot->setFocus();
    QTest::keyClick(plot.get(), Qt::Key_Right);
    CHECK_EQ(plot->currentId().value_or(-1), 2);
    QTest::keyClick(plot.get(), Qt::Key_Right);
    QTest::keyClick(plot.get(), Qt::Key_Right);
    CHECK_EQ(plot->currentId().value_or(-1), 4);
    QTest::keyClick(plot.get(), Qt::Key_Tab);
    CHECK_EQ(plot->currentId().value_or(-1), 104);
    test::shoot(*plot, "plot-keyboard");
    QTest::keyClick(plot.get(), Qt::Key_End);
    CHECK_EQ(plot->currentId().value_or(-1), 108);
    QTest::keyClick(plot.get(), Qt::Key_Return);
    CHECK_EQ(opened.count(), 1);
    QTest::keyClick(plot.get(), Qt::Key_B);
    CHECK_EQ(assigned.count(), 1);
    CHECK_EQ(assigned[0][1].toInt(), 1);
    CHECK(plot->accessibleDescription().contains("Rotate + RTN"));
    QTest::keyClick(plot.get(), Qt::Key_Escape);
    CHECK(!plot->currentId());
}

RB_TEST(wheelZoomsAtTheCursorAndDraggingPans) {
    const auto plot = shown(sample());
    const QPointF at = plot->toPixel(4.25, 20);
    plot->zoomAt(at, 0.5);
    CHECK(plot->zoomed());
    CHECK_NEAR(plot->toPixel(4.25, 20).x(), at.x(), 0.01);
    CHECK_NEAR(plot->toPixel(4.25, 20).y(), at.y(), 0.01);
    QTest::mousePress(plot.get(), Qt::LeftButton, {}, at.toPoint());
    QTest::mouseMove(plot.get(), at.toPoint() + QPoint(30, 20));
    QTest::mouseRelease(plot.get(), Qt::LeftButton, {}, at.toPoint() + QPoint(30, 20));
    CHECK_NEAR(plot->toPixel(4.25, 20).x(), at.x() + 30, 1);
    // A growing figure does not move what one looks at.
    Figure grown = sample();
    grown.series[1].x.push_back(20);
    grown.series[1].y.push_back(100);
    grown.series[1].ids.push_back(20);
    const QPointF before = plot->toPixel(4.25, 20);
    plot->setFigure(std::make_shared<const Figure>(grown), true);
    CHECK(plot->toPixel(4.25, 20) == before);
    plot->fit();
    CHECK(plot->plotRect().contains(plot->toPixel(20, 100).toPoint()));
    CHECK(!plot->zoomed());
}

RB_TEST(boxAndLassoChoose) {
    const auto plot = shown(sample());
    QSignalSpy chosen(plot.get(), &Plot::chosen);
    const QPoint a = plot->toPixel(2.1, 20).toPoint(), b = plot->toPixel(4.4, 3).toPoint();
    QTest::mousePress(plot.get(), Qt::LeftButton, Qt::ShiftModifier, a);
    QTest::mouseMove(plot.get(), (a + b) / 2);
    QTest::mouseMove(plot.get(), b);
    QTest::mouseRelease(plot.get(), Qt::LeftButton, Qt::ShiftModifier, b);
    REQUIRE(chosen.count() == 1 ? Result<Ok>(Ok{}) : Result<Ok>(internalError("no choice", "box")));
    auto ids = chosen[0][0].value<std::vector<int>>();
    CHECK(ids == std::vector<int>({2, 3, 4, 102, 103}));
    plot->setSelected(ids);
    plot->setLetters({{4, 0}, {103, 1}});
    plot->setFocus();
    QTest::keyClick(plot.get(), Qt::Key_L);
    QTest::mousePress(plot.get(), Qt::LeftButton, {}, plot->toPixel(7.6, 45).toPoint());
    for (const auto& [x, y] : {std::pair(7.6, 36.0), {8.5, 36.0}, {8.5, 45.0}, {7.7, 45.0}})
        QTest::mouseMove(plot.get(), plot->toPixel(x, y).toPoint());
    test::shoot(*plot, "plot-lasso");
    QTest::mouseRelease(plot.get(), Qt::LeftButton, {}, plot->toPixel(7.7, 45).toPoint());
    CHECK_EQ(chosen.count(), 2);
    CHECK(chosen[1][0].value<std::vector<int>>() == std::vector<int>({8, 108}));
}

RB_TEST(theLegendHidesSeries) {
    const auto plot = shown(sample());
    QSignalSpy hidden(plot.get(), &Plot::hiddenChanged);
    const QRect rect = plot->plotRect();
    // Second row of four from the bottom.
    QTest::mouseClick(plot.get(), Qt::LeftButton, {}, {rect.right() - 30, rect.bottom() - 10 - 17 * 2 - 8});
    CHECK_EQ(hidden.count(), 1);
    CHECK_EQ(plot->hiddenSeries().size(), 1);
    CHECK_EQ(plot->hiddenSeries().value(0).toStdString(), "RTN g128");
    CHECK(plot->nearest(plot->toPixel(8.25, 6.02 * 8 - 7)) != std::pair(1, 6));
    test::shoot(*plot, "plot-hidden");
}

RB_TEST(figuresBecomeFiles) {
    const auto folder = QString::fromStdString(test::temporaryFolder().string());
    for (const char* suffix : {"png", "svg", "pdf"}) {
        const QString path = folder + "/chart." + suffix;
        REQUIRE(renderFigure(sample(), path, {520, 320}));
        QFile file(path);
        CHECK(file.open(QIODevice::ReadOnly));
        CHECK(file.size() > 1000);
    }
    CHECK_EQ(QImage(folder + "/chart.png").width(), 1040);
    CHECK(QSvgRenderer(folder + "/chart.svg").isValid());
    if (const QString shots = qEnvironmentVariable("RAREBIT_SHOTS"); !shots.isEmpty())
        for (const char* suffix : {"png", "svg", "pdf"})
            QFile::copy(folder + "/chart." + suffix, shots + "/chart." + suffix);
    CHECK_ERROR(renderFigure(sample(), folder + "/chart.gif", {520, 320}), ErrorKind::unsupported);
    CHECK_ERROR(renderFigure(sample(), "/nowhere/chart.png", {520, 320}), ErrorKind::io);
}

RB_TEST(aFigureIsATable) {
    FigureTable table;
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK_EQ(table.rowCount(), 0);
    table.setFigure(std::make_shared<const Figure>(sample()));
    CHECK_EQ(table.rowCount(), 7 + 7 + 7 + 2 + 1);
    CHECK_EQ(table.columnCount(), 4);
    CHECK_EQ(table.headerData(2, Qt::Horizontal).toString().toStdString(), "SQNR, dB");
    CHECK_EQ(table.index(8, 0).data().toString().toStdString(), "RTN g128");
    CHECK_EQ(table.index(table.rowCount() - 1, 2).data().toString().toStdString(), "∞");
    table.setFigure(nullptr);
    CHECK_EQ(table.rowCount(), 0);
}

RB_TEST(manyPointsAreStillQuick) {
    Figure figure;
    figure.x = {.name = "x", .unit = ""};
    figure.y = {.name = "y", .unit = ""};
    Series cloud{.name = "cloud", .mark = Mark::points, .x = {}, .y = {}};
    for (int i = 0; i < 100000; ++i) {
        cloud.x.push_back(std::fmod(i * 0.618034, 1));
        cloud.y.push_back(std::fmod(i * 0.4142136, 1));
        cloud.ids.push_back(i);
    }
    figure.series = {cloud};
    const auto plot = shown(figure, {900, 600});
    test::shoot(*plot, "plot-many");
    CHECK(plot->nearest(plot->plotRect().center()).has_value());
    std::vector<int> all(100000);
    for (int i = 0; i < 100000; ++i)
        all[static_cast<size_t>(i)] = i;
    plot->setSelected(all);
    plot->redraw();
}

// SPDX-License-Identifier: GPL-3.0-or-later
// A map over 12 million elements: a frame of zooming, panning and dragging the threshold as a share of
// the 16.7 ms that 60 frames a second leave; and what building the grids takes before, in the background.
// Without a screen.
#include "tests/bench/gui_frames.hpp"
#include "views/core/style.hpp"
#include "views/maps/map_canvas.hpp"

#include <QApplication>
#include <QImage>

#include <fmt/format.h>

#include <random>

using namespace rarebit;
using namespace rarebit::views;

namespace {

constexpr qint64 rows = 3000, columns = 4000;

// Sixty frames drawn by the canvas itself, without a screen.
void frames(const char* what, MapCanvas& canvas, const std::function<void(int)>& change) {
    QImage screen(canvas.size(), QImage::Format_RGB32);
    bench::measureFrames(what, 60, [&](int step) {
        change(step);
        canvas.render(&screen);
    });
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    applyTheme(application);
    MapGrid grid{rows, columns, std::vector<float>(static_cast<size_t>(rows * columns))};
    std::mt19937 random(1);
    for (float& value : grid.values)
        value = static_cast<float>(random() % 1000) / 100;
    std::shared_ptr<const MapPyramid> pyramid;
    fmt::print("{:<34} {:6.0f} ms\n", "building all grids", bench::millisecondsOf([&] {
                   pyramid = std::make_shared<const MapPyramid>(std::move(grid));
               }));
    for (const double tile : {5.0, 1.0}) {
        MapCanvas canvas;
        canvas.resize(1440, 900);
        canvas.setTilePixels(tile);
        canvas.setExtent(rows, columns);
        canvas.setLayers({{pyramid, 0, 0, 1, 1}});
        MapColors colors;
        colors.kind = MapKind::outlierBelow;
        colors.scale = {.low = 0, .high = 10, .scale = MapScale::linear};
        colors.threshold = 9;
        canvas.setColors(colors);
        canvas.setTopBars({.shown = true});
        canvas.setRightBars({.shown = true});
        canvas.setRowAxis({.title = QStringLiteral("Row")});
        canvas.setColumnAxis({.title = QStringLiteral("Column")});
        fmt::print("1440 x 900, tiles of {} pixel(s)\n", tile);
        frames("  threshold, everything in sight", canvas, [&](int step) {
            colors.threshold = 9 - step * 0.1;
            canvas.setColors(colors);
        });
        frames("  zooming into the middle", canvas, [&](int step) {
            const double side = std::pow(0.9, step);
            canvas.setWindow({columns / 2 * (1 - side), rows / 2 * (1 - side), columns * side, rows * side});
        });
        frames("  panning, a tenth in sight", canvas, [&](int step) {
            canvas.setWindow({step * 37.0, step * 23.0, columns / 10.0, rows / 10.0});
        });
        frames("  panning, a half in sight", canvas, [&](int step) {
            canvas.setWindow({step * 33.0, step * 25.0, columns / 2.0, rows / 2.0});
        });
    }
    return 0;
}

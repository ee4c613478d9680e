// SPDX-License-Identifier: GPL-3.0-or-later
// Pointing at and moving a chart of 100,000 results, against the 16 ms of a frame. Needs a display, such as
// `xvfb-run gui_plot_bench`.
#include "tests/bench/gui_frames.hpp"
#include "views/charts/curves.hpp"
#include "views/core/plot.hpp"
#include "views/core/style.hpp"

#include <QApplication>
#include <QMouseEvent>

#include <fmt/format.h>

#include <cmath>

using namespace rarebit;
using namespace rarebit::views;

namespace {

constexpr int points = 100'000;
constexpr double frame = 16;

std::vector<Json> results() {
    std::vector<Json> rows;
    for (int i = 0; i < points; ++i)
        rows.push_back(Json::object(
            {{"key", fmt::format("{}", i)},
             {"asset", "a"},
             {"asset_hash", "a"},
             {"parts", "*"},
             {"method", fmt::format("method{}", i % 8)},
             {"params", Json::object({{"bits", i % 7}, {"group", i % 13}})},
             {"rate_bits_per_element", 1 + i % 7 + std::fmod(i * 0.6180339, 1)},
             {"metrics", Json::object({{"psnr_db", 10.0 * (i % 7) + std::fmod(i * 0.41421, 40) + i % 8}})},
             {"error", nullptr}}
        ));
    return rows;
}

void measure(const char* what, int steps, const std::function<void(int)>& step) {
    bench::measureFrames(what, steps, step, frame);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    applyTheme(application);
    const auto rows = results();
    ResultSet set;
    measure("reading rows into columns", 1, [&](int) { set.add(rows); });
    CurveOptions options;
    options.y = QStringLiteral("metrics.psnr_db");
    Curves curves;
    measure("curves of 100,000 results", 5, [&](int) { curves = curvesOf(set, options); });

    for (const QSize size : {QSize(510, 300), QSize(1440, 900)}) {
        fmt::print("{} x {} pixels, {} points\n", size.width(), size.height(), points);
        Plot plot;
        plot.resize(size);
        plot.show();
        QCoreApplication::processEvents();
        const auto figure = std::make_shared<const Figure>(curves.figure);
        measure("  first drawing", 1, [&](int) {
            plot.setFigure(figure);
            plot.redraw();
        });
        QCoreApplication::processEvents();
        const auto paint = [&] {
            QCoreApplication::processEvents();
            plot.repaint();
        };
        measure("  hover: search, card, repaint", 60, [&](int i) {
            const QPointF at(60 + i * (size.width() - 90) / 60.0, size.height() / 2.0 + 7 * (i % 5));
            QMouseEvent move(
                QEvent::MouseMove, at, plot.mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier
            );
            QCoreApplication::sendEvent(&plot, &move);
            paint();
        });
        measure("  pan", 60, [&](int i) {
            plot.panBy({i % 20 < 10 ? 3.0 : -3.0, 1.0});
            paint();
        });
        measure("  zoom", 40, [&](int i) {
            plot.zoomAt({size.width() / 2.0, size.height() / 2.0}, i % 20 < 10 ? 0.9 : 1 / 0.9);
            paint();
        });
    }
    return 0;
}

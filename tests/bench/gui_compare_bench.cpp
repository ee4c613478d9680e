// SPDX-License-Identifier: GPL-3.0-or-later
// Two pictures of 12 megapixels in Compare: a frame of the wipe, of panning and of zooming, as a share of the
// 16.7 ms that 60 frames a second leave; and what the background threads take before. Without a screen.
#include "views/compare/image_canvas.hpp"
#include "views/compare/picture_error.hpp"
#include "views/core/style.hpp"

#include <QApplication>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>

using namespace rarebit;
using namespace rarebit::views;

namespace {

constexpr int64_t rows = 3000, columns = 4000;
constexpr double frameMs = 1000.0 / 60;

double millisecondsOf(const std::function<void()>& body) {
    const auto start = std::chrono::steady_clock::now();
    body();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

// Median and worst of `steps` frames.
void frames(const char* what, ImageCanvas& canvas, int steps, const std::function<void(int)>& change) {
    QImage screen(canvas.size(), QImage::Format_RGB32);
    std::vector<double> times;
    for (int step = 0; step < steps; ++step)
        times.push_back(millisecondsOf([&] {
            change(step);
            canvas.render(&screen);
        }));
    std::ranges::sort(times);
    const double median = times[times.size() / 2], worst = times.back();
    fmt::print(
        "{:<28} {:6.2f} ms a frame (worst {:6.2f}), {:.2f} of 16.7 ms\n",
        what,
        median,
        worst,
        median / frameMs
    );
}

Raster noisyPicture(unsigned seed) {
    std::vector<uint8_t> samples(static_cast<size_t>(rows * columns * 3));
    std::mt19937 random(seed);
    for (size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<uint8_t>((i / 700 + i % 251 + random() % 16) & 255);
    const Payload payload = TensorView{DType::u8, {rows, columns, 3}, ownBytes(std::move(samples))};
    return std::move(imageRaster(payload, {}, QStringLiteral("bench"))).value();
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    applyTheme(application);
    const Raster a = noisyPicture(1), b = noisyPicture(2);
    std::shared_ptr<const MipImage> left, right;
    const auto prepare = [&] {
        left = std::make_shared<const MipImage>(displayImage(a, {}));
        right = std::make_shared<const MipImage>(displayImage(b, {}));
    };
    fmt::print("{:<28} {:6.0f} ms\n", "preparing both pictures", millisecondsOf(prepare));
    PictureError error;
    fmt::print("{:<28} {:6.0f} ms\n", "numbers and worst places", millisecondsOf([&] {
                   error = measureError(a, b, 255);
               }));
    fmt::print("{:<28} {:6.0f} ms\n", "heat map", millisecondsOf([&] {
                   paintField(errorField(a, b, ErrorMeasure::squared), false);
               }));
    ImageCanvas canvas;
    canvas.resize(1400, 800);
    canvas.setPictures(
        {{left, "A", "original", "24 bits/pixel"}, {right, "B", "other", "1 bit/pixel"}}, left->size()
    );
    canvas.setArrangement(ImageCanvas::Arrangement::wipe);
    frames("wipe, whole picture", canvas, 120, [&](int step) { canvas.setWipe(step / 120.0); });
    canvas.oneToOne();
    frames("wipe, 1:1", canvas, 120, [&](int step) { canvas.setWipe(step / 120.0); });
    frames("pan, 1:1", canvas, 60, [&](int step) {
        canvas.setCentre({1500.0 + 11 * step, 1200.0 + 7 * step});
    });
    canvas.fit();
    frames("zoom at the pointer", canvas, 60, [&](int step) {
        canvas.setScale(0.3 * std::pow(1.08, step), QPointF(400, 300));
    });
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Two pictures of 12 megapixels in Compare: a frame of the wipe, of panning and of zooming, as a share of the
// 16.7 ms that 60 frames a second leave; and what the background threads take before. Without a screen.
#include "tests/bench/gui_frames.hpp"
#include "views/compare/image_canvas.hpp"
#include "views/compare/picture_error.hpp"
#include "views/core/style.hpp"

#include <QApplication>

#include <fmt/format.h>

#include <cstdio>
#include <random>

using namespace rarebit;
using namespace rarebit::views;

namespace {

constexpr int64_t rows = 3000, columns = 4000;

// Frames drawn by the canvas itself, without a screen.
void frames(const char* what, ImageCanvas& canvas, int steps, const std::function<void(int)>& change) {
    QImage screen(canvas.size(), QImage::Format_RGB32);
    bench::measureFrames(what, steps, [&](int step) {
        change(step);
        canvas.render(&screen);
    });
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
    fmt::print("{:<28} {:6.0f} ms\n", "preparing both pictures", bench::millisecondsOf(prepare));
    PictureError error;
    fmt::print("{:<28} {:6.0f} ms\n", "numbers and worst places", bench::millisecondsOf([&] {
                   error = measureError(a, b, 255);
               }));
    fmt::print("{:<28} {:6.0f} ms\n", "heat map", bench::millisecondsOf([&] {
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

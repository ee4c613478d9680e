// SPDX-License-Identifier: GPL-3.0-or-later
// Samples of every kind as pictures, errors between them, and the widget that shows them.
#include "engine/core/registry.hpp"
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "tests/support/metric_checks.hpp"
#include "views/compare/image_canvas.hpp"
#include "views/compare/picture_error.hpp"

#include <QSignalSpy>

using namespace rarebit;
using namespace rarebit::views;

namespace {

template <class T>
Payload pixels(DType dtype, int64_t rows, int64_t columns, int64_t channels, std::vector<T> values) {
    return TensorView{dtype, {rows, columns, channels}, ownBytes(std::move(values))};
}
Raster rasterOf(const Payload& payload, const Json& meta = {}) {
    return REQUIRE(imageRaster(payload, meta, QStringLiteral("test")));
}
Payload plane(int64_t rows, int64_t columns, std::vector<uint8_t> values) {
    return TensorView{DType::u8, {1, rows, columns}, ownBytes(std::move(values))};
}
QColor shown(const Raster& raster, SampleRange range = {}, int x = 0) {
    return displayImage(raster, range).pixelColor(x, 0);
}
bool near(const QColor& a, int red, int green, int blue, int tolerance = 2) {
    return std::abs(a.red() - red) <= tolerance && std::abs(a.green() - green) <= tolerance &&
           std::abs(a.blue() - blue) <= tolerance;
}
// A picture in which every pixel has its own colour.
std::shared_ptr<const MipImage> gradient(int width, int height, int blue) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(x % 256, y % 256, blue));
    return std::make_shared<const MipImage>(image);
}

struct Canvas : ImageCanvas {
    QImage screen() {
        QImage image(size(), QImage::Format_RGB32);
        render(&image);
        return image;
    }
};

} // namespace

RB_TEST(samplesOfAllKindsBecomeColours) {
    CHECK(near(shown(rasterOf(pixels<uint8_t>(DType::u8, 1, 1, 3, {10, 20, 30}))), 10, 20, 30, 0));
    CHECK(near(shown(rasterOf(pixels<uint16_t>(DType::u16, 1, 1, 1, {32768}))), 128, 128, 128));
    // Ten bits in sixteen: 1023 is white.
    const Raster ten = rasterOf(pixels<uint16_t>(DType::u16, 1, 1, 1, {1023}), Json::object({{"bits", 10}}));
    CHECK_EQ(ten.largest, 1023.0);
    CHECK(near(shown(ten), 255, 255, 255, 0));
    CHECK(near(shown(rasterOf(pixels<uint8_t>(DType::boolean, 1, 2, 1, {0, 1})), {}, 1), 255, 255, 255, 0));
    // Floats by their range; what is no number is a hole.
    const Raster floats = rasterOf(pixels<float>(DType::f32, 1, 4, 1, {-1, 1, 3, NAN}));
    const auto range = finiteRange(floats);
    CHECK(range && range->low == -1 && range->high == 3);
    CHECK(near(shown(floats, *range, 1), 128, 128, 128));
    CHECK_EQ(displayImage(floats, *range).pixelColor(3, 0).alpha(), 0);
    // Alpha is multiplied in for the screen.
    const Raster alpha = rasterOf(pixels<uint8_t>(DType::u8, 1, 1, 4, {200, 100, 50, 128}));
    CHECK(alpha.alpha && alpha.colourPlanes() == 3);
    CHECK_EQ(displayImage(alpha, {}).pixelColor(0, 0).alpha(), 128);
    const Raster ink =
        rasterOf(pixels<uint8_t>(DType::u8, 1, 1, 4, {0, 255, 255, 0}), Json::object({{"color", "cmyk"}}));
    CHECK(!ink.alpha && near(shown(ink), 255, 0, 0, 0));
    CHECK(!imageRaster(pixels<uint8_t>(DType::u8, 0, 4, 1, {}), {}, QStringLiteral("empty")));
    CHECK(!imageRaster(TextView{}, {}, QStringLiteral("text")));
}

RB_TEST(planesOfVideoBecomeRgbAsRecorded) {
    // Red of BT.709 in limited range; chroma of half size.
    const std::vector<NamedPlane> planes{
        {QStringLiteral("y"), plane(2, 2, {63, 63, 63, 63})},
        {QStringLiteral("u"), plane(1, 1, {102})},
        {QStringLiteral("v"), plane(1, 1, {240})}};
    const Raster hd = REQUIRE(
        frameRaster(planes, Json::object({{"matrix", "bt709"}, {"range", "limited"}}), QStringLiteral("clip"))
    );
    CHECK(near(shown(hd), 255, 0, 0));
    CHECK(hd.note == QStringLiteral("shown as RGB: BT.709, limited range"));
    // The same numbers mean something else in full range of BT.601, and nothing recorded is said.
    const Raster full = REQUIRE(frameRaster(
        planes, Json::object({{"matrix", "smpte170m"}, {"range", "full"}}), QStringLiteral("clip")
    ));
    CHECK(near(shown(full), 220, 0, 17, 3));
    const Raster unknown = REQUIRE(frameRaster(planes, {}, QStringLiteral("clip")));
    CHECK(unknown.note.contains(QStringLiteral("assumed")));
    const std::vector<NamedPlane> green{
        {QStringLiteral("clip/g"), plane(1, 1, {255})},
        {QStringLiteral("clip/b"), plane(1, 1, {0})},
        {QStringLiteral("clip/r"), plane(1, 1, {0})}};
    CHECK(near(shown(REQUIRE(frameRaster(green, {}, QStringLiteral("clip")))), 0, 255, 0, 0));
}

RB_TEST(errorsAreThoseOfTheEngine) {
    Rng rng(3, "pictures");
    std::vector<float> x, y;
    for (int i = 0; i < 70 * 50 * 3; ++i) {
        x.push_back(static_cast<float>(rng.uniform()));
        y.push_back(x.back() + static_cast<float>(0.01 * rng.uniform()));
    }
    x[5] = y[5] = NAN; // the same on both sides: left out
    const Payload a = pixels<float>(DType::f32, 70, 50, 3, x), b = pixels<float>(DType::f32, 70, 50, 3, y);
    const auto asset = [](const std::vector<float>& values) {
        return test::assetOf("image", {test::tensorOf("image", "image", DType::f32, {70, 50, 3}, values)});
    };
    const Raster left = rasterOf(a), right = rasterOf(b);
    const PictureError error = measureError(left, right, peakOf(left));
    CHECK_NEAR(error.psnr(), test::valueOf("psnr_db", asset(x), asset(y)), 1e-9);
    CHECK_NEAR(error.all.largest, test::valueOf("max_abs_error", asset(x), asset(y)), 1e-12);
    CHECK_EQ(error.all.same, 1);
    // A region's numbers are those of its samples; the whole region is the whole.
    CHECK_NEAR(measureRegion(left, right, QRect(0, 0, 50, 70)).all.mse(), error.all.mse(), 1e-15);
    y[9] = INFINITY; // on one side alone: infinitely wrong
    const Raster broken = rasterOf(pixels<float>(DType::f32, 70, 50, 3, y));
    CHECK(std::isinf(measureError(left, broken, 1).all.mse()));
    CHECK_EQ(measureError(left, left, 1).psnr(), INFINITY);
    CHECK(measureError(left, left, 1).worst.empty());
}

RB_TEST(worstPlacesAreApartAndInOrder) {
    std::vector<uint8_t> x(64 * 64), y(64 * 64);
    const auto put = [&](int row, int column, int value) {
        y[static_cast<size_t>(row * 64 + column)] = static_cast<uint8_t>(value);
    };
    put(3, 3, 200);
    put(3, 10, 190); // its neighbour's block touches
    put(40, 40, 150);
    put(60, 5, 40);
    const Raster a = rasterOf(pixels(DType::u8, 64, 64, 1, x)), b = rasterOf(pixels(DType::u8, 64, 64, 1, y));
    const auto worst = measureError(a, b, 255).worst;
    CHECK_EQ(worst.size(), 3u);
    CHECK(worst[0].area == QRect(0, 0, 8, 8));
    CHECK(worst[1].area == QRect(40, 40, 8, 8));
    CHECK(worst[2].area == QRect(0, 56, 8, 8));
    // Of 4096 pixels 4 differ: the bar ends where nothing is cut but these.
    const ErrorField field = errorField(a, b, ErrorMeasure::squared);
    CHECK_EQ(field.highest, 200.0 * 200);
    CHECK(field.clippedShare < 0.01);
    const ErrorField sign = errorField(a, b, ErrorMeasure::signedError);
    CHECK_EQ(sign.scale.low, -sign.scale.high);
    const auto histogram = measureRegion(a, b, QRect(0, 0, 64, 64)).histogram;
    int64_t samples = 0;
    for (const int64_t count : histogram.counts)
        samples += count;
    CHECK_EQ(samples, 4096);
    CHECK_EQ(histogram.counts[histogram.counts.size() / 2], 4092);
    CHECK(!sameLayout(a, rasterOf(pixels<uint8_t>(DType::u8, 1, 1, 1, {0})), QStringLiteral("x")));
}

RB_TEST(onePixelIsOnePixelOfTheScreen) {
    Canvas canvas;
    canvas.resize(301, 203); // odd, so that the middle lies between pixels
    canvas.setPictures({{gradient(200, 150, 7), {}, {}, {}}}, {200, 150});
    canvas.oneToOne();
    const QRect area = canvas.areaOnScreen(QRect(0, 0, 200, 150)).toRect();
    CHECK(area.size() == QSize(200, 150));
    const QImage screen = canvas.screen();
    bool same = true;
    for (int y = 0; y < 150; ++y)
        for (int x = 0; x < 200; ++x)
            same = same && screen.pixel(area.topLeft() + QPoint(x, y)) == qRgb(x, y, 7);
    CHECK(same);
    // From 200 % on, squares of one colour.
    canvas.setScale(4, QPointF(150, 100));
    const QImage large = canvas.screen();
    const QPoint corner = canvas.areaOnScreen(QRect(100, 70, 1, 1)).topLeft().toPoint();
    for (const QPoint offset : {QPoint(0, 0), QPoint(3, 0), QPoint(0, 3), QPoint(3, 3)})
        CHECK_EQ(large.pixel(corner + offset), qRgb(100, 70, 7));
}

RB_TEST(zoomKeepsWhatIsUnderThePointer) {
    Canvas canvas;
    canvas.resize(400, 300);
    canvas.setPictures({{gradient(1000, 800, 0), {}, {}, {}}}, {1000, 800});
    CHECK(canvas.fitted());
    CHECK_NEAR(canvas.scale(), 300.0 / 800, 1e-9);
    const QPointF pointer(260, 180);
    const QPoint before = canvas.pixelAt(pointer);
    QSignalSpy changed(&canvas, &ImageCanvas::viewChanged);
    for (int i = 0; i < 8; ++i) {
        QWheelEvent wheel(
            pointer, canvas.mapToGlobal(pointer), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false
        );
        QApplication::sendEvent(&canvas, &wheel);
    }
    CHECK_EQ(changed.count(), 8);
    const QPoint after = canvas.pixelAt(pointer);
    CHECK((after - before).manhattanLength() <= 2);
    CHECK(!canvas.fitted());
    // The picture's edge never leaves the edge of the widget.
    canvas.setCentre({-500, -500});
    CHECK(canvas.pixelAt({1, 1}) == QPoint(0, 0));
    canvas.reveal(QRect(900, 700, 8, 8));
    CHECK(QRectF(canvas.rect()).contains(canvas.areaOnScreen(QRect(900, 700, 8, 8))));
    canvas.fit();
    CHECK(canvas.fitted());
}

RB_TEST(picturesLieBesideAndOverEachOther) {
    Canvas canvas;
    canvas.resize(400, 200);
    QImage black(50, 50, QImage::Format_RGB32), white(50, 50, QImage::Format_RGB32);
    black.fill(Qt::black);
    white.fill(Qt::white);
    canvas.setPictures(
        {{std::make_shared<const MipImage>(black), {}, {}, {}},
         {std::make_shared<const MipImage>(white), {}, {}, {}}},
        {50, 50}
    );
    canvas.setArrangement(ImageCanvas::Arrangement::sideBySide);
    CHECK_EQ(canvas.cellCount(), 2);
    QImage screen = canvas.screen();
    CHECK_EQ(screen.pixelColor(canvas.cell(0).center()), QColor(Qt::black));
    CHECK_EQ(screen.pixelColor(canvas.cell(1).center()), QColor(Qt::white));
    canvas.setArrangement(ImageCanvas::Arrangement::wipe);
    canvas.setWipe(0.5);
    screen = canvas.screen();
    CHECK_EQ(screen.pixelColor(180, 20), QColor(Qt::black));
    CHECK_EQ(screen.pixelColor(220, 20), QColor(Qt::white));
    canvas.setArrangement(ImageCanvas::Arrangement::onion);
    canvas.setOnion(0.25);
    CHECK(near(canvas.screen().pixelColor(200, 100), 64, 64, 64));
    // A hole shows the checkerboard.
    QImage hole(50, 50, QImage::Format_ARGB32_Premultiplied);
    hole.fill(Qt::transparent);
    canvas.setArrangement(ImageCanvas::Arrangement::single);
    canvas.setPictures({{std::make_shared<const MipImage>(hole), {}, {}, {}}}, {50, 50});
    CHECK_EQ(canvas.screen().pixelColor(201, 101), color(Token::checkerA));
}

RB_TEST(aPictureOfSixteenBitsIsCompared) {
    std::vector<uint16_t> samples;
    for (int i = 0; i < 96 * 128 * 3; ++i)
        samples.push_back(static_cast<uint16_t>(32768 + 30000 * std::sin(i * 0.01)));
    const Asset made = test::assetOf(
        "image", {test::tensorOf<uint16_t>("image", "image", DType::u16, {96, 128, 3}, samples)}
    );
    const auto path = test::temporaryFolder() / "deep.png";
    JobContext job;
    REQUIRE(REQUIRE(findReader("image"))->write(made, path, job));
    test::ViewFixture fixture;
    std::unique_ptr<View> view(findView(QStringLiteral("region_statistics"))->create(fixture.context, nullptr)
    );
    view->show();
    const auto picture = fixture.open(path);
    const Json row = fixture.run(picture, "jxl", Json::object({{"distance", 3}}), 1, QStringLiteral("jxl"));
    CHECK(fixture.wait([&] { return view->table() && view->table()->rowCount() > 0; }));
    CHECK_NEAR(
        view->table()->index(0, 1).data(Qt::UserRole).toDouble(),
        row.at("metrics").at("psnr_db").asDouble(),
        1e-9
    );
}

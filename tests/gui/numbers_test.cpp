// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers, sizes and times read.
#include "tests/support/check.hpp"
#include "views/core/color_map.hpp"
#include "views/core/numbers.hpp"

#include <limits>
#include <vector>

using namespace rarebit;
using namespace rarebit::views;

namespace {
std::string plain(const QString& text) {
    return QString(text).replace(QChar(0x202f), QLatin1Char('_')).toStdString();
}
constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
} // namespace

RB_TEST(thousandsAreApart) {
    CHECK_EQ(plain(grouped(0)), "0");
    CHECK_EQ(plain(grouped(999)), "999");
    CHECK_EQ(plain(grouped(1234567)), "1_234_567");
    CHECK_EQ(plain(grouped(-1234)), "−1_234");
    CHECK_EQ(plain(shapeText(std::vector<int64_t>{4096, 14336})), "4_096 × 14_336");
}

RB_TEST(numbersKeepTheirDigits) {
    CHECK_EQ(plain(number(18.3249)), "18.32");
    CHECK_EQ(plain(number(4.25)), "4.25");
    CHECK_EQ(plain(number(9.99999)), "10");
    CHECK_EQ(plain(number(0.01375)), "0.01375");
    CHECK_EQ(plain(number(1234567)), "1_234_567");
    CHECK_EQ(plain(number(-0.1641)), "−0.1641");
    CHECK_EQ(plain(number(0)), "0");
    CHECK_EQ(plain(number(-0.0)), "0");
    CHECK_EQ(plain(number(1.5e-7)), "1.5e−7");
    CHECK_EQ(plain(number(1.23456e12)), "1.235e12");
    CHECK_EQ(plain(number(inf)), "∞");
    CHECK_EQ(plain(number(-inf)), "−∞");
    CHECK_EQ(plain(number(notANumber)), "–");
    CHECK_EQ(plain(number(3.14159, 3)), "3.14");
}

RB_TEST(sizesChangeTheirUnit) {
    CHECK_EQ(plain(byteSize(0)), "0 B");
    CHECK_EQ(plain(byteSize(532)), "532 B");
    CHECK_EQ(plain(byteSize(999.6)), "1.00 kB");
    CHECK_EQ(plain(byteSize(1.18e6)), "1.18 MB");
    CHECK_EQ(plain(byteSize(16.06e9)), "16.1 GB");
    CHECK_EQ(plain(byteSize(436e6)), "436 MB");
    CHECK_EQ(plain(byteSize(-2048)), "−2.05 kB");
}

RB_TEST(timesReadAsPeopleSayThem) {
    CHECK_EQ(plain(duration(0)), "0 s");
    CHECK_EQ(plain(duration(0.0008)), "0.8 ms");
    CHECK_EQ(plain(duration(2e-5)), "20 µs");
    CHECK_EQ(plain(duration(1.24)), "1.2 s");
    CHECK_EQ(plain(duration(12)), "12 s");
    CHECK_EQ(plain(duration(59.9)), "1 min");
    CHECK_EQ(plain(duration(200)), "3 min 20 s");
    CHECK_EQ(plain(duration(7500)), "2 h 5 min");
    CHECK_EQ(plain(duration(180000)), "2 d 2 h");
}

RB_TEST(tickLabelsAreShort) {
    CHECK_EQ(plain(compact(200)), "200");
    CHECK_EQ(plain(compact(1000)), "1k");
    CHECK_EQ(plain(compact(1500)), "1.5k");
    CHECK_EQ(plain(compact(1e7)), "10M");
    CHECK_EQ(plain(compact(-0.25)), "−0.25");
}

RB_TEST(mapsEndAtTheirAnchors) {
    const auto viridis = colorMap(MapKind::viridis, false);
    CHECK_EQ(viridis[0], qRgb(0x44, 0x01, 0x54));
    CHECK_EQ(viridis[255], qRgb(0xfd, 0xe7, 0x25));
    CHECK(colorMap(MapKind::cividis, true) == colorMap(MapKind::cividis, false));
    CHECK(colorMap(MapKind::diverging, true) != colorMap(MapKind::diverging, false));
    CHECK_EQ(colorMap(MapKind::grey, false)[128], qRgb(128, 128, 128));
}

RB_TEST(valuesFindTheirPlaceOnTheScale) {
    CHECK_EQ((ValueScale{0, 4, MapScale::linear}.position(1)), 0.25);
    CHECK_EQ((ValueScale{0, 4, MapScale::squareRoot}.position(1)), 0.5);
    CHECK(std::abs(ValueScale{1, 100, MapScale::log}.position(10) - 0.5) < 1e-12);
    CHECK_EQ((ValueScale{0, 4, MapScale::linear}.position(9)), 1.0);
    CHECK_EQ((ValueScale{0, 100, MapScale::log}.position(-1)), 0.0);
    CHECK(std::isnan(ValueScale{}.position(notANumber)));
}

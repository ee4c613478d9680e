// SPDX-License-Identifier: GPL-3.0-or-later
// The window in all its states, against pictures kept in tests/golden/window: a sixth of the size, with
// some tolerance, so that layout and colours count and single digits (times) do not. RAREBIT_UPDATE_GOLDEN=1
// writes them anew.
#include "app/gui/shots.hpp"
#include "tests/gui/window_place.hpp"

#include <QDir>
#include <QImage>

#include <fmt/format.h>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

constexpr int reduction = 6, levels = 24; // of 255: less is no difference
constexpr double tolerance = 0.01;        // of all pixels

// States whose pictures are the same each time. Others show times, rates or what the graphics driver draws.
const QStringList kept{
    "home-first",      "explore-empty", "compare-empty",  "sweep-empty",     "b-explore",
    "explore-picture", "explore-table", "c-sweep",        "d-compare-photo", "compare-difference",
    "compare-heat",    "e-kv",          "f-compare-log",  "f-compare-sheet", "f-compare-dna",
    "g-compare-video", "compare-audio", "compare-tensor", "palette",         "j-components",
};

QImage reduced(const QString& file) {
    const QImage whole = QImage(file).convertToFormat(QImage::Format_RGB32);
    return whole.scaled(whole.size() / reduction, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

double differing(const QImage& a, const QImage& b) {
    if (a.size() != b.size()) return 1;
    qint64 count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            count += std::abs(qRed(p) - qRed(q)) > levels || std::abs(qGreen(p) - qGreen(q)) > levels ||
                     std::abs(qBlue(p) - qBlue(q)) > levels;
        }
    return double(count) / (double(a.width()) * a.height());
}

} // namespace

// Slow: a minute, since the window goes through sixty states and each settles.
RB_TEST(theWindowLooksAsItShould) {
    const test::WindowPlace place;
    const QString folder = QString::fromStdString(place.folder.string());
    const QDir golden(QString::fromStdString((test::sourceFolder() / "tests/golden/window").string()));
    const QDir taken(folder + "/shots");
    int files = 0;
    const auto status = takeShots(taken.path(), [&](const QString&) { ++files; });
    if (!status) test::fail(__FILE__, __LINE__, status.error().what);
    CHECK(files > 60);
    const bool update = qEnvironmentVariable("RAREBIT_GOLDEN") == "write";
    for (const QString& name : kept)
        for (const char* theme : {"-light.png", "-dark.png"}) {
            const QString file = name + QString::fromLatin1(theme);
            const QImage now = reduced(taken.filePath(file));
            if (update) {
                CHECK(QDir().mkpath(golden.path()) && now.save(golden.filePath(file)));
                continue;
            }
            const QImage before = QImage(golden.filePath(file)).convertToFormat(QImage::Format_RGB32);
            const double share = differing(before, now);
            if (share > tolerance)
                test::fail(
                    __FILE__,
                    __LINE__,
                    fmt::format(
                        "{}: {:.1f} % of the picture differ from the kept one",
                        file.toStdString(),
                        100 * share
                    )
                );
        }
}

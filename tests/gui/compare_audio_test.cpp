// SPDX-License-Identifier: GPL-3.0-or-later
// Compare on real and made sounds: the result's numbers, spectrograms, regions, worst places, the queue of
// what is heard.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/compare/audio_pane.hpp"
#include "views/compare/stft.hpp"

#include <QAbstractItemModelTester>
#include <QLabel>

#include <cmath>
#include <numbers>
#include <numeric>

using namespace rarebit;
using namespace rarebit::views;

namespace {

struct Sound : test::ViewFixture {
    std::unique_ptr<View> view{findView(QStringLiteral("compare"))->create(context, nullptr)};
    Json row;

    explicit Sound(const char* file) {
        view->resize(1130, 772);
        view->show();
        view->activateWindow();
        CHECK(QTest::qWaitForWindowActive(view.get()));
        const auto sound = open(test::dataFolder() / "audio" / file);
        row = run(sound, "opus", Json::object({{"bitrate", 24}}), 1, QStringLiteral("opus bitrate=24"));
    }
    AudioPane& pane() { return *view->findChild<AudioPane*>(); }
    SoundLanes& lanes() { return *pane().findChild<SoundLanes*>(); }
    bool waitForScan() {
        return wait([this] { return pane().scan() && pane().scan()->share >= 1; }, 60000);
    }
};

} // namespace

RB_TEST(aSineStandsInItsBin) {
    constexpr int size = 1024, bin = 100;
    Stft transform(size);
    std::vector<float> samples(size), power(size / 2);
    for (int i = 0; i < size; ++i)
        samples[static_cast<size_t>(i)] = static_cast<float>(std::sin(2 * std::numbers::pi * bin * i / size));
    transform.power(samples, power);
    CHECK_NEAR(power[bin], 1.0, 1e-3);
    CHECK(power[bin + 4] < 1e-6);
    CHECK_EQ(std::max_element(power.begin(), power.end()) - power.begin(), bin);
}

RB_TEST(changingSidesMakesNoGap) {
    PlayQueue queue;
    queue.reset(2, 1000);
    std::vector<float> a(800), b(800);
    std::iota(a.begin(), a.end(), 0.0f);
    for (size_t i = 0; i < b.size(); ++i)
        b[i] = -a[i];
    queue.put(0, 0, a);
    queue.put(1, 0, b);
    CHECK_EQ(queue.missing(), 400);
    std::vector<float> out(200);
    CHECK_EQ(queue.take(out), 100);
    CHECK_EQ(out[199], 199.0f);
    queue.choose(1);
    CHECK_EQ(queue.take(out), 100); // goes on where A was
    CHECK_EQ(out[0], -200.0f);
    queue.seek(350);
    CHECK_EQ(queue.take(out), 50); // more is not there yet
    CHECK_EQ(queue.place(), 400);
    queue.put(0, 400, std::vector<float>(1200));
    queue.put(1, 400, std::vector<float>(1200));
    CHECK_EQ(queue.missing(), 1000);
}

RB_TEST(theNumbersOfASoundAreThoseOfTheResult) {
    Sound sound("jfk.flac");
    CHECK(sound.waitForScan());
    const double expected = sound.row.at("metrics").at("snr_db").asDouble();
    CHECK_NEAR(sound.pane().scan()->all().snr(), expected, 1e-9);
    auto* table = sound.view->table();
    CHECK(table && table->rowCount() >= 1);
    const QAbstractItemModelTester tester(table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK_NEAR(table->index(0, SoundTable::snr).data(Qt::EditRole).toDouble(), expected, 1e-9);
    // No peak is lost in the outline.
    const auto& outline = sound.pane().scan()->outline;
    float highest = 0;
    for (const Extent& extent : outline.extents[soundA])
        highest = std::max({highest, extent.high, -extent.low});
    CHECK_NEAR(highest, sound.pane().scan()->all().peakA, 1e-6);
    for (int mode = 0; mode < 4; ++mode) {
        sound.pane().setMode(mode);
        QTest::qWait(300);
        test::shoot(*sound.view, QStringLiteral("compare-audio-%1").arg(mode + 1));
    }
    CHECK(sound.view->commandLine().contains(QStringLiteral("--metrics snr_db")));
    // Either it can be heard, or the pane says why not.
    SoundPlayer player;
    CHECK(sound.view->findChild<QLabel*>(QStringLiteral("obstacle"))->text() == player.obstacle());
}

RB_TEST(regionsOfASoundHaveTheirOwnNumbers) {
    Sound sound("jfk.flac");
    CHECK(sound.waitForScan());
    auto& lanes = sound.lanes();
    lanes.setFocus();
    const int y = lanes.height() / 2;
    const auto x = [&](double frame) { return static_cast<int>(lanes.xOf(frame)); };
    const int from = x(100'000), to = x(200'000);
    QTest::mousePress(&lanes, Qt::LeftButton, Qt::ShiftModifier, {from, y});
    QTest::mouseMove(&lanes, {(from + to) / 2, y});
    QTest::mouseMove(&lanes, {to, y});
    QTest::mouseRelease(&lanes, Qt::LeftButton, Qt::ShiftModifier, {to, y});
    const Region region = sound.hub.state().region;
    CHECK(std::abs(region.row - 100'000) < 1000 && std::abs(region.rows - 100'000) < 2000);
    auto* table = sound.view->table();
    const auto cell = [&](int column) { return table->index(0, column).data(Qt::EditRole).toDouble(); };
    CHECK(sound.wait([&] { return cell(SoundTable::snr) != cell(SoundTable::whole); }));
    CHECK_NEAR(cell(SoundTable::whole), sound.pane().scan()->all().snr(), 1e-9);
    // N goes to the window with the largest error, and brings it into sight.
    QTest::keyClick(&lanes, Qt::Key_N);
    CHECK_EQ(sound.hub.state().region.row, sound.pane().spots().front().begin);
    CHECK(lanes.viewFrames() < 500'000);
    CHECK(sound.wait([&] { return sound.view->state().kind == ViewState::Kind::fresh; }));
    QTest::qWait(500);
    test::shoot(*sound.view, QStringLiteral("compare-audio-zoomed"));
    QTest::keyClick(&lanes, Qt::Key_F);
    CHECK_EQ(lanes.viewBegin(), 0.0);
    QTest::mouseClick(&lanes, Qt::LeftButton, {}, {x(50'000), y});
    CHECK(std::abs(lanes.head() - 50'000) < 1000);
}

RB_TEST(twoChannelsAreTwoLines) {
    Sound sound("humpback.hq.ogg");
    CHECK(sound.waitForScan());
    CHECK_NEAR(sound.pane().scan()->all().snr(), sound.row.at("metrics").at("snr_db").asDouble(), 1e-9);
    test::shoot(*sound.view, QStringLiteral("compare-audio-stereo"));
}

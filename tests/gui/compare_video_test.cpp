// SPDX-License-Identifier: GPL-3.0-or-later
// Compare on real clips: the time line's numbers, seeking, playing, shifted starts.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/compare/timeline.hpp"
#include "views/compare/video_pane.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

using namespace rarebit;
using namespace rarebit::views;

namespace {

struct Clip : test::ViewFixture {
    std::unique_ptr<View> view{findView(QStringLiteral("compare"))->create(context, nullptr)};
    Json row;

    Clip() {
        view->resize(1130, 772);
        view->show();
        view->activateWindow();
        CHECK(QTest::qWaitForWindowActive(view.get()));
        const auto clip = open(test::dataFolder() / "video/bikes.mp4");
        row =
            run(clip,
                "x264",
                Json::object({{"crf", 38}, {"preset", "ultrafast"}}),
                1,
                QStringLiteral("x264 crf=38"));
    }
    VideoPane& pane() { return *view->findChild<VideoPane*>(); }
    Timeline& timeline() { return *pane().findChild<Timeline*>(); }
    bool waitForSeries() {
        return wait([this] { return !std::isnan(timeline().qualityOf(249)) && pane().pair(); }, 60000);
    }
};

} // namespace

RB_TEST(theTimeLineSaysWhatEachFrameCosts) {
    Clip clip;
    CHECK(clip.waitForSeries());
    CHECK(clip.view->subject() == QStringLiteral("bikes.mp4, 640 × 272, 25 frames per second"));
    CHECK(clip.wait([&] { return clip.view->table() && clip.view->table()->rowCount() == 250; }));
    auto* table = clip.view->table();
    const QAbstractItemModelTester tester(table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    // The sizes of the frames are nearly the stream; the quality of a frame is that of its pair.
    CHECK(clip.wait([&] {
        return !std::isnan(table->index(0, FrameTable::kbit).data(Qt::EditRole).toDouble());
    }));
    double kbit = 0;
    for (int frame = 0; frame < table->rowCount(); ++frame)
        kbit += table->index(frame, FrameTable::kbit).data(Qt::EditRole).toDouble();
    const double total = clip.row.at("size_bytes").at("total").asDouble() * 8 / 1000;
    CHECK_NEAR(kbit / total, 1.0, 0.05);
    const auto& error = clip.pane().pair()->error;
    CHECK_NEAR(clip.timeline().qualityOf(0), error.planes[0].psnr(255), 1e-9);
    // N shows the worst frame, and linked views hear of it.
    auto& canvas = const_cast<ImageCanvas&>(clip.pane().canvas());
    canvas.setFocus();
    QTest::keyClick(&canvas, Qt::Key_N);
    const int64_t worst = clip.timeline().worst().front();
    CHECK_EQ(clip.hub.state().region.frame, worst);
    CHECK(clip.timeline().qualityOf(worst) <= clip.timeline().worstBound());
    for (int64_t frame = 0; frame < 250; ++frame)
        CHECK(clip.timeline().qualityOf(frame) >= clip.timeline().qualityOf(worst));
    CHECK(clip.wait([&] {
        return clip.pane().pair()->error.planes[0].psnr(255) == clip.timeline().qualityOf(worst);
    }));
    QTest::qWait(1500);
    test::shoot(*clip.view, QStringLiteral("compare-video"));
}

RB_TEST(framesAreReachedByKeysMouseAndOtherViews) {
    Clip clip;
    CHECK(clip.waitForSeries());
    auto& canvas = const_cast<ImageCanvas&>(clip.pane().canvas());
    canvas.setFocus();
    QTest::keyClick(&canvas, Qt::Key_Period);
    CHECK_EQ(clip.hub.state().region.frame, 1);
    QTest::keyClick(&canvas, Qt::Key_End);
    CHECK_EQ(clip.hub.state().region.frame, 249);
    QTest::keyClick(&canvas, Qt::Key_Comma);
    CHECK_EQ(clip.timeline().frame(), 248);
    QTest::mouseClick(&clip.timeline(), Qt::LeftButton, {}, QPoint(clip.timeline().width() / 2, 60));
    CHECK(std::abs(clip.timeline().frame() - 120) < 8);
    clip.hub.setRegion({42, 10, 20, 30, 40});
    CHECK_EQ(clip.timeline().frame(), 42);
    CHECK(clip.wait([&] { return clip.pane().pair() && clip.view->state().kind == ViewState::Kind::fresh; }));
}

RB_TEST(aClipPlaysAndPauses) {
    Clip clip;
    CHECK(clip.waitForSeries());
    auto& canvas = const_cast<ImageCanvas&>(clip.pane().canvas());
    canvas.setFocus();
    QTest::keyClick(&canvas, Qt::Key_L);
    CHECK_EQ(clip.pane().speed(), 1.0);
    CHECK(clip.wait([&] { return clip.timeline().frame() > 12; }));
    QTest::keyClick(&canvas, Qt::Key_L);
    CHECK_EQ(clip.pane().speed(), 2.0);
    QTest::keyClick(&canvas, Qt::Key_K);
    CHECK_EQ(clip.pane().speed(), 0.0);
    const int64_t stopped = clip.timeline().frame();
    CHECK_EQ(clip.hub.state().region.frame, stopped);
    QTest::keyClick(&canvas, Qt::Key_J);
    CHECK(clip.wait([&] { return clip.timeline().frame() < stopped; }));
    QTest::keyClick(&canvas, Qt::Key_L); // the other direction stops first
    CHECK_EQ(clip.pane().speed(), 0.0);
}

RB_TEST(aSideMayStartLater) {
    Clip clip;
    CHECK(clip.waitForSeries());
    const PairPtr straight = clip.pane().pair();
    clip.view->findChild<QSpinBox*>(QStringLiteral("frameOffset"))->setValue(3);
    clip.hub.setRegion({10, 0, 0, 0, 0});
    CHECK(clip.wait([&] {
        const auto& pair = clip.pane().pair();
        return pair && pair != straight && clip.view->state().kind == ViewState::Kind::fresh;
    }));
    // Frame 10 of A meets frame 7 of B: alike, but not the same moment.
    CHECK(clip.pane().pair()->error.planes[0].psnr(255) < 30);
    CHECK(std::isnan(clip.timeline().qualityOf(0)));
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The error map of a real pair: its scale, its region, its command.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/compare/color_bar.hpp"
#include "views/compare/image_canvas.hpp"

using namespace rarebit;
using namespace rarebit::views;

RB_TEST(theErrorMapFollowsSlotsAndRegion) {
    test::ViewFixture fixture;
    std::unique_ptr<View> view(findView(QStringLiteral("error_map"))->create(fixture.context, nullptr));
    view->resize(552, 380);
    view->show();
    fixture.comparePhoto();
    auto* canvas = view->findChild<ImageCanvas*>();
    CHECK(fixture.wait([&] { return !canvas->pictures().isEmpty(); }));
    CHECK(view->subject() == QStringLiteral("squared error, mean of R, G, B"));
    CHECK(view->findChild<ColorBar*>()->remark().startsWith(QStringLiteral("square-root scale, 1 % clipped"))
    );
    fixture.hub.setRegion({0, 100, 200, 60, 80});
    test::shoot(*view, QStringLiteral("error-map"));
    // A click chooses the block under the pointer.
    const QPoint at = canvas->areaOnScreen(QRect(400, 300, 1, 1)).center().toPoint();
    QTest::mouseClick(canvas, Qt::LeftButton, {}, at);
    CHECK_EQ(fixture.hub.state().region.column, 400);
    CHECK_EQ(fixture.hub.state().region.row, 296);
    for (QAction* action : view->viewActions()) {
        const auto before = canvas->pictures().front().image;
        if (action->isChecked()) continue;
        action->trigger();
        CHECK(fixture.wait([&] { return canvas->pictures().front().image != before; }));
        test::shoot(*view, QStringLiteral("error-map-") + action->text());
    }
    CHECK(view->commandLine().contains(QStringLiteral("--heatmap")));
    // Hidden, it decodes nothing; shown again, it is up to date.
    QTest::qWait(500); // for what changes of the theme asked for
    view->hide();
    const auto hidden = canvas->pictures().front().image;
    fixture.run(
        fixture.assets.begin().value(),
        "jpeg",
        Json::object({{"quality", 60}}),
        1,
        QStringLiteral("jpeg quality=60")
    );
    QTest::qWait(300);
    CHECK(canvas->pictures().front().image == hidden);
    view->show();
    CHECK(fixture.wait([&] { return canvas->pictures().front().image != hidden; }));
    view->setPinned(true);
    fixture.hub.setSlot(1, {});
    CHECK(!canvas->pictures().isEmpty());
    view->setPinned(false);
    CHECK(view->subject().isEmpty());
}

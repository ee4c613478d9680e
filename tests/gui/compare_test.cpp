// SPDX-License-Identifier: GPL-3.0-or-later
// Compare on real pictures: every way to look, numbers that are the result's own, keys, regions, worst spots.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/compare/image_canvas.hpp"
#include "views/compare/picture_pane.hpp"
#include "views/core/notice.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace rarebit;
using namespace rarebit::views;

namespace {

struct Opened : test::ViewFixture {
    std::unique_ptr<View> view{findView(QStringLiteral("compare"))->create(context, nullptr)};

    Opened() {
        view->resize(878, 630);
        view->show();
        view->activateWindow();
        CHECK(QTest::qWaitForWindowActive(view.get()));
    }
    PicturePane& pane() { return *view->findChild<PicturePane*>(); }
    ImageCanvas& canvas() { return *pane().findChild<ImageCanvas*>(); }
    bool waitForPair() {
        return wait([this] {
            auto* found = view->findChild<PicturePane*>();
            return found && found->pair();
        });
    }
};

} // namespace

RB_TEST(withoutAnAssetItSaysWhatToDo) {
    Opened opened;
    auto* notice = opened.view->findChild<Notice*>();
    CHECK(notice->isVisible());
    CHECK(notice->text().contains(QStringLiteral("Nothing to compare")));
    test::shoot(*opened.view, QStringLiteral("compare-empty"));
}

RB_TEST(theNumbersAreThoseOfTheResult) {
    Opened opened;
    const auto photo = opened.open(test::dataFolder() / "images/kodim05.png");
    const Json row =
        opened.run(photo, "jpeg", Json::object({{"quality", 7}}), 1, QStringLiteral("jpeg quality=7"));
    CHECK(opened.waitForPair());
    const double expected = row.at("metrics").at("psnr_db").asDouble();
    CHECK(expected > 15 && expected < 40);
    CHECK(std::abs(opened.pane().pair()->error.psnr() - expected) < 1e-9);
    CHECK_EQ(opened.view->subject().toStdString(), std::string("kodim05.png, 768 × 512"));
    auto* table = opened.view->table();
    CHECK(table != nullptr);
    const QAbstractItemModelTester tester(table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK_EQ(table->rowCount(), 4);
    CHECK(std::abs(table->index(0, RegionTable::whole).data(Qt::UserRole).toDouble() - expected) < 1e-9);
}

RB_TEST(everyWayToLookShowsPictures) {
    Opened opened;
    const auto photo = opened.open(test::dataFolder() / "images/kodim05.png");
    opened.run(photo, "jpeg", Json::object({{"quality", 7}}), 1, QStringLiteral("jpeg quality=7"));
    CHECK(opened.waitForPair());
    const QStringList names = opened.pane().modes();
    for (int mode = 0; mode < names.size(); ++mode) {
        opened.canvas().setFocus();
        QTest::keyClick(&opened.canvas(), static_cast<Qt::Key>(Qt::Key_1 + mode));
        CHECK_EQ(opened.pane().mode(), mode);
        CHECK(test::ViewFixture::wait([&] {
            const auto& pictures = opened.canvas().pictures();
            return std::ranges::all_of(pictures, [](const CanvasPicture& picture) {
                return picture.image != nullptr;
            });
        }));
        QTest::qWait(50);
        test::shoot(*opened.view, QStringLiteral("compare-%1").arg(mode + 1));
    }
}

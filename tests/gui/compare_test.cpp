// SPDX-License-Identifier: GPL-3.0-or-later
// Compare on real pictures: every way to look, numbers that are the result's own, keys, regions, worst spots.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/compare/image_canvas.hpp"
#include "views/compare/picture_pane.hpp"
#include "views/core/states.hpp"

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
    CHECK(opened.view->findChild<EmptyState*>() != nullptr);
    CHECK(opened.view->table() == nullptr);
    CHECK(opened.view->commandLine().isEmpty());
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
    opened.comparePhoto();
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

RB_TEST(keysAndDragsChooseWhatIsSeen) {
    Opened opened;
    opened.comparePhoto();
    CHECK(opened.waitForPair());
    auto& canvas = opened.canvas();
    canvas.setFocus();
    QTest::keyClick(&canvas, Qt::Key_2);
    // A drag with Shift chooses pixels under it; the statistics are of these pixels alone.
    QTest::keyClick(&canvas, Qt::Key_0);
    CHECK_EQ(canvas.scale(), 1.0);
    const QPoint from = canvas.areaOnScreen(QRect(300, 200, 1, 1)).topLeft().toPoint();
    const QPoint to = canvas.areaOnScreen(QRect(399, 279, 1, 1)).topLeft().toPoint();
    QTest::mousePress(&canvas, Qt::LeftButton, Qt::ShiftModifier, from);
    QTest::mouseMove(&canvas, (from + to) / 2);
    QTest::mouseMove(&canvas, to);
    QTest::mouseRelease(&canvas, Qt::LeftButton, Qt::ShiftModifier, to);
    const Region region = opened.hub.state().region;
    CHECK_EQ(region.columns, 100);
    CHECK_EQ(region.rows, 80);
    CHECK_EQ(region.column, 300);
    CHECK_EQ(region.row, 200);
    auto* table = opened.view->table();
    const auto cell = [&](int column) { return table->index(0, column).data(Qt::UserRole).toDouble(); };
    CHECK(test::ViewFixture::wait([&] { return cell(RegionTable::psnr) != cell(RegionTable::whole); }));
    const auto& pair = *opened.pane().pair();
    double squared = 0;
    for (const auto& [x, y] : {std::pair(&pair.a->raster, &pair.b->raster)})
        for (size_t plane = 0; plane < 3; ++plane)
            for (int64_t row = 200; row < 280; ++row)
                for (int64_t column = 300; column < 400; ++column)
                    squared +=
                        std::pow(x->planes[plane].at(row, column) - y->planes[plane].at(row, column), 2);
    CHECK_NEAR(cell(RegionTable::mse), squared / (3 * 100 * 80), 1e-9);
    // N goes to the worst block, Shift+N stays there, N again to the second.
    QTest::keyClick(&canvas, Qt::Key_N);
    const auto& worst = pair.error.worst;
    CHECK_EQ(opened.hub.state().region.row, worst[0].area.y());
    QTest::keyClick(&canvas, Qt::Key_N);
    CHECK_EQ(opened.hub.state().region.column, worst[1].area.x());
    QTest::keyClick(&canvas, Qt::Key_N, Qt::ShiftModifier);
    CHECK_EQ(opened.hub.state().region.column, worst[0].area.x());
    CHECK(worst[0].mse >= worst[1].mse && worst[1].mse >= worst[2].mse);
    // The loupe follows.
    auto* loupe = canvas.findChild<Loupe*>();
    CHECK(!loupe->isVisible());
    QTest::keyClick(&canvas, Qt::Key_Z);
    CHECK(loupe->isVisible());
    CHECK(loupe->place() == worst[0].area);
    test::shoot(*opened.view, QStringLiteral("compare-loupe"));
    QTest::keyClick(&canvas, Qt::Key_Escape);
    CHECK(opened.hub.state().region.empty());
    QTest::keyClick(&canvas, Qt::Key_F);
    CHECK(canvas.fitted());
    // Space shows A while it is held.
    QTest::keyClick(&canvas, Qt::Key_3);
    CHECK_EQ(canvas.shown(), 1);
    QTest::keyPress(&canvas, Qt::Key_Space);
    CHECK_EQ(canvas.shown(), 0);
    QTest::keyRelease(&canvas, Qt::Key_Space);
    CHECK_EQ(canvas.shown(), 1);
    QTest::keyClick(&canvas, Qt::Key_X);
    CHECK(opened.hub.state().slotted[0].label == QStringLiteral("jpeg quality=7"));
}

RB_TEST(theWipeIsDraggedAndFollowsThePointer) {
    Opened opened;
    opened.comparePhoto();
    CHECK(opened.waitForPair());
    auto& canvas = opened.canvas();
    opened.pane().setMode(PicturePane::wipe);
    const int y = canvas.height() / 2, middle = canvas.width() / 2;
    QTest::mousePress(&canvas, Qt::LeftButton, {}, {middle, y});
    QTest::mouseMove(&canvas, {middle - 100, y});
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, {middle - 100, y});
    CHECK_NEAR(canvas.wipe() * canvas.width(), middle - 100, 2);
    opened.pane().paneActions().front()->trigger();
    QTest::mouseMove(&canvas, {middle + 50, y});
    CHECK_NEAR(canvas.wipe() * canvas.width(), middle + 50, 2);
}

RB_TEST(aDecoderThatFailsIsAnErrorInPlace) {
    Opened opened;
    const auto photo = opened.open(test::dataFolder() / "images/kodim05.png");
    Slot slot{photo->path, QStringLiteral("k"), {}, QStringLiteral("broken")};
    slot.spec = Json::object({{"asset", photo->path.toStdString()}, {"method", "no_such_method"}});
    opened.hub.setSlot(1, slot);
    CHECK(test::ViewFixture::wait([&] { return opened.view->state().kind == ViewState::Kind::failed; }));
    CHECK(test::ViewFixture::wait([&] { return opened.view->findChild<ErrorCard*>() != nullptr; }));
    CHECK(opened.view->findChild<ErrorCard*>()->plainText().contains(QStringLiteral("no_such_method")));
    CHECK(test::ViewFixture::wait([&] { return !opened.canvas().pictures().isEmpty(); }));
    CHECK(opened.canvas().findChild<ErrorCard*>()->isVisible()); // beside what can be seen
    test::shoot(*opened.view, QStringLiteral("compare-error"));
    // Another result takes its place.
    opened.run(photo, "jpeg", Json::object({{"quality", 50}}), 1, QStringLiteral("jpeg"));
    CHECK(opened.waitForPair());
    CHECK(opened.view->state().kind == ViewState::Kind::fresh);
}

RB_TEST(severalSidesStandAgainstOne) {
    Opened opened;
    const auto photo = opened.open(test::dataFolder() / "images/kodim05.png");
    opened.run(photo, "jpeg", Json::object({{"quality", 7}}), 1, QStringLiteral("jpeg 7"));
    opened.run(photo, "jpeg", Json::object({{"quality", 30}}), 2, QStringLiteral("jpeg 30"));
    opened.run(photo, "webp", Json::object({{"quality", 20}}), 3, QStringLiteral("webp 20"));
    CHECK(opened.waitForPair());
    CHECK_EQ(opened.canvas().pictures().size(), 4);
    CHECK_EQ(opened.canvas().cellCount(), 4);
    CHECK(test::ViewFixture::wait([&] {
        return std::ranges::all_of(opened.canvas().pictures(), [](const auto& one) {
            return one.image != nullptr;
        });
    }));
    test::shoot(*opened.view, QStringLiteral("compare-four"));
}

RB_TEST(whatIsPrintedGivesTheSameNumbers) {
    Opened opened;
    const Json row = opened.comparePhoto();
    CHECK(opened.waitForPair());
    const QStringList lines = opened.view->commandLine().split(u'\n');
    CHECK_EQ(lines.size(), 2);
    CHECK(lines[0].startsWith(QStringLiteral("rarebit run ")));
    CHECK(lines[0].contains(QStringLiteral("--method jpeg:quality=7")));
    const auto folder = test::temporaryFolder();
    // As a shell would: the program's folder in front of the path, in a folder of its own.
    const auto ran = test::runCommand(
        {"/bin/sh",
         "-c",
         fmt::format(
             "PATH={}:$PATH; cd {} && {} --json > run.json && {} --json",
             test::rarebitProgram().parent_path().string(),
             folder.string(),
             lines[0].toStdString(),
             lines[1].toStdString()
         )}
    );
    CHECK_EQ(ran.exitCode, 0);
    const Json compared = REQUIRE(Json::parse(ran.out, "compare"));
    CHECK_NEAR(compared.at("metrics").at("psnr_db").asDouble(), opened.pane().pair()->error.psnr(), 1e-9);
    CHECK(static_cast<bool>(opened.view->exportFigure(QString::fromStdString((folder / "still.png").string()))
    ));
    CHECK(std::filesystem::exists(folder / "still.png"));
    CHECK(!opened.view->exportFigure(QString::fromStdString((folder / "still.svg").string())));
    if (const QString shots = qEnvironmentVariable("RAREBIT_SHOTS"); !shots.isEmpty())
        CHECK(static_cast<bool>(opened.view->exportFigure(shots + QStringLiteral("/compare-still.png"))));
}

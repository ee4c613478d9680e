// SPDX-License-Identifier: GPL-3.0-or-later
// The window from end to end: a file is dropped, a recipe runs in a worker, a result opens in Compare, steps
// are undone, every action has a sound shortcut, the event loop never stands still.
#include "app/gui/watchdog.hpp"
#include "app/gui/workspaces.hpp"
#include "tests/gui/window_place.hpp"
#include "views/core/icons.hpp"
#include "views/core/pane.hpp"

#include <QApplication>
#include <QDockWidget>
#include <QDropEvent>
#include <QFile>
#include <QLayout>
#include <QMimeData>
#include <QPushButton>
#include <QTest>

#include <fmt/format.h>

using namespace rarebit;
using namespace rarebit::gui;

using Place = test::WindowPlace;

RB_TEST(aDroppedFileIsRunAndComparedAndUndone) {
    const Place place;
    MainWindow window;
    window.start();
    window.show();
    CHECK(QTest::qWaitForWindowExposed(&window));
    CHECK(window.workspaces().current() == "home");
    const QString path = place.picture();
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    CHECK(enter.isAccepted());
    QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    CHECK(test::assetIsReady(window, path));
    CHECK(window.workspaces().current() == "explore");
    CHECK(window.session().hub().state().asset == path);

    // The recipe has chosen a method that suits the kind; F5 runs it in a child process.
    window.actions().trigger("sweep.run");
    CHECK(QTest::qWaitFor([&] { return !window.jobs().all().empty(); }, 5'000));
    CHECK(QTest::qWaitFor([&] { return window.session().results().size() == 1; }, 60'000));
    CHECK(window.commandLog().rowCount() >= 1);
    if (window.commandLog().rowCount() < 1) return;
    CHECK(window.commandLog().commandLine(0).startsWith("rarebit sweep "));

    // Every mark is a door.
    const QString key = window.session().results().key(0);
    window.session().hub().requestCompare(key);
    CHECK(QTest::qWaitFor([&] { return window.session().hub().state().slotted[1].key == key; }, 10'000));
    CHECK(window.workspaces().current() == "compare");
    CHECK(window.session().hub().state().slotted[0].asset == path);
    window.session().undoStack().undo();
    CHECK(window.session().hub().state().slotted[1].empty());
    window.session().undoStack().redo();
    CHECK(window.session().hub().state().slotted[1].key == key);
    CHECK(QTest::qWaitFor([&] { return window.jobs().running() == 0; }, 10'000));
    CHECK(window.close());
}

RB_TEST(everyPrintedCommandGivesTheSameNumbers) {
    const Place place;
    MainWindow window;
    window.start();
    window.show();
    const QString path = place.picture();
    window.openPaths({path});
    CHECK(test::assetIsReady(window, path));
    window.actions().trigger("sweep.run");
    CHECK(QTest::qWaitFor([&] { return window.session().results().size() == 1; }, 60'000));
    CHECK(QTest::qWaitFor([&] { return window.jobs().running() == 0; }, 10'000));
    auto& results = window.session().results();
    const auto spec = results.label(0).split(' ');
    std::string method = spec[0].toStdString();
    for (qsizetype i = 1; i < spec.size(); ++i)
        method += (i == 1 ? ":" : ",") + spec[i].toStdString();
    const auto run = test::program({"run", path.toStdString(), "--method", method, "--json"});
    CHECK_EQ(run.exitCode, 0);
    const Json row = REQUIRE(Json::parse(run.out, "run"));
    CHECK_EQ(row.at("key").asString(), results.key(0).toStdString());
    CHECK_EQ(double(row.at("size_bytes").at("total").asInt()), results.number(0, "size_bytes.total"));
    for (const auto& [name, value] : row.at("metrics").members())
        if (value.isNumber())
            CHECK_EQ(value.asDouble(), results.number(0, QString::fromStdString("metrics." + name)));
}

RB_TEST(aFileThatCannotBeReadIsAProblemAndTheRestGoesOn) {
    const Place place;
    MainWindow window;
    window.start();
    window.show();
    const QString path = place.picture();
    const QString broken = QString::fromStdString((place.folder / "broken.png").string());
    QFile file(broken);
    CHECK(file.open(QIODevice::WriteOnly) && file.write("no picture") == 10);
    file.close();
    window.openPaths({broken, path});
    CHECK(test::assetIsReady(window, path));
    CHECK(QTest::qWaitFor([&] { return window.problems().rowCount() == 1; }, 10'000));
    CHECK(!window.problems().problem(0).error.fix.empty());
    CHECK(window.problems().problem(0).place == broken);
    // In place: what, where, fix, and a way on.
    window.workspaces().show("explore");
    window.session().hub().setAsset(broken);
    QPushButton* raw = nullptr;
    CHECK(QTest::qWaitFor(
        [&] {
            for (auto* button : window.findChildren<QPushButton*>())
                if (button->isVisible() && button->text() == "Open as raw bytes") raw = button;
            return raw != nullptr;
        },
        10'000
    ));
    if (!raw) return;
    raw->click();
    CHECK(test::assetIsReady(window, broken));
    CHECK(window.session().asset(broken)->reader == "bytes");
    CHECK(QTest::qWaitFor([&] { return window.problems().rowCount() == 0; }, 10'000));
}

RB_TEST(aNarrowWindowFoldsItsSidesAndUnfoldsThem) {
    const Place place;
    MainWindow window;
    window.start();
    window.resize(1440, 900);
    window.show();
    window.workspaces().show("explore");
    const auto side = [&](const char* name) {
        return window.dockWidgetArea(window.findChild<QDockWidget*>(QString::fromLatin1(name)));
    };
    CHECK(side("recipeDock") == Qt::RightDockWidgetArea);
    for (const char* id : {"explore", "sweep", "compare", "kv", "parts"}) {
        window.workspaces().show(QString::fromLatin1(id));
        window.resize(1024, 640);
        CHECK(QTest::qWaitFor([&] { return side("recipeDock") == Qt::LeftDockWidgetArea; }));
        CHECK(window.size() == QSize(1024, 640));
        QSize least;
        if (!QTest::qWaitFor([&] {
                least = window.QWidget::layout()->minimumSize();
                return least.width() <= 1024 && least.height() <= 640;
            }))
            test::fail(
                __FILE__, __LINE__, fmt::format("{} needs {} x {}", id, least.width(), least.height())
            );
        window.resize(1440, 900);
        CHECK(QTest::qWaitFor([&] { return side("recipeDock") == Qt::RightDockWidgetArea; }));
    }
}

RB_TEST(panesWithoutAnythingToShowFoldAway) {
    const Place place;
    MainWindow window;
    window.start();
    window.show();
    const auto folder = test::sourceFolder() / "projects/tour.rarebit/assets";
    const QString log = QString::fromStdString((folder / "service.log").string());
    const QString clip = QString::fromStdString((folder / "clip.y4m").string());
    window.openPaths({log, clip});
    CHECK(test::assetIsReady(window, log) && test::assetIsReady(window, clip));
    window.workspaces().show("compare");
    const auto shown = [&] {
        return std::ranges::count_if(window.workspaces().panes(), [](auto* pane) {
            return pane->isVisible();
        });
    };
    window.session().hub().setAsset(clip);
    CHECK(QTest::qWaitFor([&] { return shown() == 4; }));
    window.session().hub().setAsset(log);
    CHECK(QTest::qWaitFor([&] { return shown() == 1; }));
    CHECK(window.workspaces().activePane()->isVisible());
}

RB_TEST(actionsHaveIconsAndNoSharedShortcut) {
    const Place place;
    MainWindow window;
    for (QAction* action : window.actions().all()) {
        const auto& spec = window.actions().spec(action);
        if (!spec.icon.isEmpty() && !QFile::exists(":/icons/" + spec.icon + ".svg"))
            test::fail(
                __FILE__,
                __LINE__,
                action->objectName().toStdString() + " has no icon " + spec.icon.toStdString()
            );
        if (const auto* other = window.actions().conflict(action->objectName(), action->shortcut()))
            test::fail(
                __FILE__,
                __LINE__,
                action->objectName().toStdString() + " shares its shortcut with " +
                    other->objectName().toStdString()
            );
    }
}

RB_TEST(workspacesSplitCloseAndComeBack) {
    const Place place;
    Json kept;
    {
        MainWindow window;
        window.start();
        window.show();
        window.actions().trigger("workspace.explore");
        const auto before = window.workspaces().panes().size();
        CHECK(before >= 2);
        window.actions().trigger("view.split_right");
        CHECK_EQ(window.workspaces().panes().size(), before + 1);
        auto* active = window.workspaces().activePane();
        window.actions().trigger("view.next_pane");
        CHECK(window.workspaces().activePane() != active);
        CHECK(window.close());
    }
    MainWindow again;
    again.start();
    again.show();
    again.actions().trigger("workspace.explore");
    const auto panes = again.workspaces().panes().size();
    again.actions().trigger("view.reset");
    CHECK_EQ(again.workspaces().panes().size(), panes - 1);
    again.actions().trigger("view.maximise");
    CHECK_EQ(
        std::ranges::count_if(again.workspaces().panes(), [](auto* pane) { return pane->isVisible(); }), 1
    );
}

RB_TEST(theEventLoopGoesOnWhileAProjectOfManyResultsOpens) {
    const Place place;
    const auto project = place.folder / "tour.rarebit";
    std::filesystem::copy(
        test::sourceFolder() / "projects/tour.rarebit", project, std::filesystem::copy_options::recursive
    );
    CHECK_EQ(test::program({"sweep", project.string(), "--quiet"}).exitCode, 0);
    MainWindow window;
    window.start();
    window.show();
    CHECK(QTest::qWaitForWindowExposed(&window));
    QTest::qWait(500);
    Watchdog watchdog;
    window.openPaths({QString::fromStdString(project.string())});
    CHECK(QTest::qWaitFor([&] { return window.session().results().size() >= 70; }, 30'000));
    QTest::qWait(500);
    // Shorter stalls are printed by the watchdog; a machine that is busy with other work has some of them.
    for (const auto& stall : watchdog.stalls())
        if (stall.milliseconds > 1000)
            test::fail(__FILE__, __LINE__, "stalled in " + stall.during.toStdString());
}

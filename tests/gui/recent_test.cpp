// SPDX-License-Identifier: GPL-3.0-or-later
// Home in the window: recent projects with what they hold, this machine, and what a crash left.
#include "app/gui/difference.hpp"
#include "app/gui/home.hpp"
#include "app/gui/home_cards.hpp"
#include "app/gui/recent.hpp"
#include "app/gui/recipe.hpp"
#include "app/gui/workspaces.hpp"
#include "tests/gui/shots.hpp"
#include "tests/gui/window_place.hpp"

#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

QString copyOfTour(const test::WindowPlace& place, const char* name) {
    const auto folder = place.folder / name;
    std::filesystem::copy(
        test::sourceFolder() / "projects/tour.rarebit", folder, std::filesystem::copy_options::recursive
    );
    CHECK_EQ(
        test::program({"sweep",
                       folder.string(),
                       "--asset",
                       (folder / "assets/picture.png").string(),
                       "--method",
                       "jpeg:quality={10,40,80}",
                       "--method",
                       "webp:quality={10,40,80}",
                       "--quiet"})
            .exitCode,
        0
    );
    return QString::fromStdString(folder.string());
}

QList<ProjectCard*> cards(MainWindow& window) {
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return window.findChildren<ProjectCard*>();
}

bool described(MainWindow& window, qsizetype count) {
    return QTest::qWaitFor([&] { return cards(window).size() == count; }, 30'000);
}

QStringList texts(const QTreeWidget& tree) {
    QStringList out;
    for (int i = 0; i < tree.topLevelItemCount(); ++i)
        for (int j = 0; j < tree.topLevelItem(i)->childCount(); ++j) {
            const auto* row = tree.topLevelItem(i)->child(j);
            out += tree.topLevelItem(i)->text(0) + "/" + row->text(0) + ": " + row->text(1) + " | " +
                   row->text(2);
        }
    return out;
}

} // namespace

RB_TEST(aSummaryIsReadOnceAndAnewWhenFilesChange) {
    const test::WindowPlace place;
    const QString project = copyOfTour(place, "study.rarebit");
    const auto first = summarise(project);
    CHECK(!first.missing && first.results == 6 && first.assets == 8);
    CHECK(first.figure && first.figure->series.size() == 2);
    if (!first.figure) return;
    const auto again = summarise(project); // from the cache
    CHECK(again.results == first.results && again.assets == first.assets);
    CHECK(again.figure && again.figure->series.size() == 2);
    if (!again.figure) return;
    CHECK(again.figure->series[0].x == first.figure->series[0].x);
    CHECK(again.figure->x.scale == first.figure->x.scale);
    QFile(project + "/results.jsonl").remove();
    const auto empty = summarise(project);
    CHECK(empty.results == 0 && !empty.figure);
    CHECK(summarise(project + "-gone").missing);
}

RB_TEST(recentProjectsFollowWhatIsOpened) {
    const test::WindowPlace place;
    const QString first = copyOfTour(place, "first.rarebit"), second = copyOfTour(place, "second.rarebit");
    MainWindow window;
    window.start();
    window.show();
    CHECK(QTest::qWaitForWindowExposed(&window));
    CHECK(recentProjects().isEmpty());
    for (const QString& project : {first, second}) {
        window.openPaths({project});
        CHECK(QTest::qWaitFor([&] { return !window.session().assets().isEmpty(); }, 30'000));
        CHECK(QTest::qWaitFor([&] { return recentProjects().value(0).folder == project; }, 30'000));
    }
    window.workspaces().show("home");
    CHECK(described(window, 2));
    CHECK_EQ(cards(window)[0]->text().toStdString(), "second");
    CHECK(cards(window)[0]->accessibleDescription().contains("6 result(s), 8 asset(s)"));
    // A folder that is gone stays on the list, and says so.
    window.session().closeProject();
    QDir(first).rename(first, first + "-moved");
    window.workspaces().show("explore");
    window.workspaces().show("home");
    CHECK(QTest::qWaitFor(
        [&] {
            const auto shown = cards(window);
            return shown.size() == 2 && shown[1]->findChild<QPushButton*>("removeProject");
        },
        30'000
    ));
    CHECK(QTest::qWaitFor(
        [&] {
            for (const auto* label : window.findChildren<QLabel*>())
                if (label->text() == "none, using CPU" && label->isVisible()) return true;
            return false;
        },
        30'000
    ));
    test::shoot(window, "home-recent");
    cards(window)[1]->findChild<QPushButton*>("removeProject")->click();
    CHECK(described(window, 1));
    CHECK_EQ(recentProjects().size(), 1);
    moveRecent(second, first + "-moved");
    CHECK(recentProjects()[0].folder == first + "-moved");
}

RB_TEST(aCrashLeavesAListOfDifferencesAndTheRecipe) {
    const test::WindowPlace place;
    const QString project = copyOfTour(place, "study.rarebit"), picture = place.picture();
    const QDir state(Session::stateFolder());
    StudyState chosen;
    chosen.methods = {{.id = "webp", .values = {{"quality", "42"}}, .spreads = {}, .moved = {}}};
    chosen.seed = 9;
    {
        MainWindow window;
        window.start();
        window.show();
        window.openPaths({project});
        CHECK(QTest::qWaitFor([&] { return window.session().assets().size() == 8; }, 30'000));
        window.openPaths({picture});
        CHECK(test::assetIsReady(window, picture));
        window.study().reset(chosen);
        window.workspaces().show("compare");
        CHECK(QTest::qWaitFor(
            [&] {
                const auto left = state.entryList({"window-*.json"});
                if (left.isEmpty()) return false;
                QFile file(state.filePath(left[0]));
                return file.open(QIODevice::ReadOnly) && file.readAll().contains("webp");
            },
            30'000
        ));
        // The process is gone without a word: its file stays, under the number of one that runs no more.
        CHECK(QFile::copy(
            state.filePath(state.entryList({"window-*.json"})[0]), state.filePath("window-4194999.json")
        ));
    }
    MainWindow window;
    window.start();
    window.show();
    CHECK(QTest::qWaitForWindowExposed(&window));
    auto* banner = window.findChild<QWidget*>("homeRestore");
    CHECK(banner->isVisible());
    window.findChild<QPushButton*>("homeDifference")->click();
    CHECK(QTest::qWaitFor([&] { return window.findChild<DifferenceDialog*>() != nullptr; }, 10'000));
    auto* dialog = window.findChild<DifferenceDialog*>();
    const auto rows = texts(*dialog->findChild<QTreeWidget*>("differences")).join('\n');
    CHECK(rows.contains("Assets/picture.png: open | not in the project"));
    CHECK(rows.contains("Recipe/Method: webp:quality=42 | what suits the asset"));
    CHECK(rows.contains("Recipe/Seed: 9 | 1"));
    CHECK(rows.contains("Selection/Asset: picture.png"));
    CHECK(rows.contains("Workspaces/Shown: Compare | Home") && !rows.contains("Workspaces/Compare"));
    test::shoot(*dialog, "difference");
    CHECK(banner->isVisible()); // looking decides nothing
    dialog->findChild<QPushButton*>("differenceRestore")->click();
    CHECK(QTest::qWaitFor([&] { return window.session().asset(picture) != nullptr; }, 30'000));
    CHECK(!banner->isVisible());
    CHECK(window.study().state() == chosen);
    CHECK(window.workspaces().current() == "compare");
}

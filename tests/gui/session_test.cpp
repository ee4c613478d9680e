// SPDX-License-Identifier: GPL-3.0-or-later
// What is open: files by workers, projects by their thread, rows that others add, undo, recovery.
#include "app/gui/asset_tree.hpp"
#include "app/gui/hub_json.hpp"
#include "app/gui/recovery.hpp"
#include "app/gui/session.hpp"
#include "engine/store/project_store.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_results.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace rarebit;
using namespace rarebit::gui;
using views::AssetItem;

namespace {

QString tour() {
    const auto copy = test::temporaryFolder() / "tour.rarebit";
    std::filesystem::copy(
        test::sourceFolder() / "projects/tour.rarebit", copy, std::filesystem::copy_options::recursive
    );
    return QString::fromStdString(copy.string());
}

bool allReady(const Session& session) {
    const auto assets = session.assets();
    return !assets.isEmpty() &&
           std::ranges::all_of(assets, [](const auto& a) { return a->state == AssetItem::State::ready; });
}

struct StateHome {
    StateHome() { qputenv("XDG_STATE_HOME", QByteArray::fromStdString(test::temporaryFolder().string())); }
    ~StateHome() { qunsetenv("XDG_STATE_HOME"); }
};

} // namespace

RB_TEST(theSampleProjectOpensWithAssetsAndRows) {
    Session session;
    session.openProject(tour());
    CHECK(QTest::qWaitFor([&] { return allReady(session); }, 20'000));
    CHECK(session.assets().size() >= 8);
    CHECK(!session.hub().state().asset.isEmpty());
    CHECK(!session.untitled());
    CHECK(session.projectName() == "tour");
}

RB_TEST(rowsOfAnotherProcessArriveByThemselves) {
    Session session;
    const QString project = tour();
    session.openProject(project);
    CHECK(QTest::qWaitFor([&] { return allReady(session); }, 20'000));
    const int before = session.results().size();
    const auto asset = session.assets().front()->path.toStdString();
    const auto run = test::program(
        {"sweep", project.toStdString(), "--asset", asset, "--method", "zstd:level={2,5}", "--quiet"}
    );
    CHECK_EQ(run.exitCode, 0);
    CHECK(QTest::qWaitFor([&] { return session.results().size() == before + 2; }, 5'000));
}

RB_TEST(rowsComeInPortionsAndNeverFromAClosedProject) {
    const StateHome home;
    const auto folder = test::temporaryFolder() / "many.rarebit";
    {
        const auto store = REQUIRE(ProjectStore::create(folder));
        std::vector<RunResult> batch;
        for (int i = 0; i < 9000; ++i)
            batch.push_back(test::makeResult(i));
        REQUIRE(store->save(batch));
    }
    Session session;
    QSignalSpy portions(&session, &Session::rowsChanged);
    session.openProject(QString::fromStdString(folder.string()));
    CHECK(QTest::qWaitFor([&] { return session.results().size() > 0; }, 20'000));
    CHECK(session.results().size() < 9000);
    CHECK(QTest::qWaitFor([&] { return session.results().size() == 9000; }, 20'000));
    CHECK(portions.count() >= 4);
    // Another one while rows of the first are on their way.
    session.openProject(QString::fromStdString(folder.string()));
    CHECK(QTest::qWaitFor([&] { return session.results().size() > 0; }, 20'000));
    session.openProject(tour());
    CHECK(QTest::qWaitFor([&] { return allReady(session); }, 20'000));
    QTest::qWait(300);
    CHECK_EQ(session.results().size(), 0);
}

RB_TEST(filesWithoutAProjectGetAnUntitledOne) {
    const StateHome home;
    Session session;
    const auto file = test::temporaryFolder() / "notes.txt";
    std::ofstream(file) << "one\ntwo\n";
    session.open({QString::fromStdString(file.string())});
    CHECK(QTest::qWaitFor([&] { return allReady(session); }, 20'000));
    CHECK(session.untitled());
    CHECK(session.assets().front()->kind == "text");
    // Saved to a place of its own, it goes on there.
    const QString target = QString::fromStdString((test::temporaryFolder() / "mine.rarebit").string());
    session.saveAs(target);
    CHECK(QTest::qWaitFor([&] { return session.project() == target && !session.untitled(); }, 20'000));
}

RB_TEST(aFileThatCannotBeReadSaysWhy) {
    const StateHome home;
    Session session;
    const auto file = test::temporaryFolder() / "broken.png";
    std::ofstream(file) << "\x89PNG\r\n\x1a\nnothing more";
    session.open({QString::fromStdString(file.string())});
    CHECK(QTest::qWaitFor(
        [&] {
            return session.assets().size() == 1 && session.assets()[0]->state == AssetItem::State::failed;
        },
        20'000
    ));
    CHECK(session.assets()[0]->error && !session.assets()[0]->error->fix.empty());
    // Open as raw bytes.
    session.open({QString::fromStdString(file.string())}, "bytes");
    CHECK(QTest::qWaitFor([&] { return allReady(session); }, 20'000));
    CHECK_EQ(session.assets().size(), 1);
}

RB_TEST(selectionAndClosedAssetsCanBeUndone) {
    Session session;
    session.openProject(tour());
    CHECK(QTest::qWaitFor([&] { return allReady(session); }, 20'000));
    const auto assets = session.assets();
    const auto before = session.hub().state();
    session.hub().setAsset(assets[1]->path);
    session.hub().setMetricColumn("metrics.rmse");
    session.undoStack().undo();
    CHECK(session.hub().state().metricColumn.isEmpty());
    session.undoStack().undo();
    CHECK(session.hub().state() == before);
    session.undoStack().redo();
    CHECK(session.hub().state().asset == assets[1]->path);
    session.closeAsset(assets[2]->path);
    CHECK(!session.asset(assets[2]->path));
    session.undoStack().undo();
    CHECK(session.asset(assets[2]->path));
    CHECK(session.assets() == assets);
}

RB_TEST(whatAWindowLeftBehindIsRestored) {
    const StateHome home;
    const QString project = tour();
    const QString folder = Session::stateFolder();
    Json left;
    {
        Session session;
        session.openProject(project);
        CHECK(QTest::qWaitFor([&] { return allReady(session); }, 20'000));
        session.hub().setAsset(session.assets()[3]->path, session.assets()[3]->parts.front().name);
        left = session.snapshot();
    }
    // As a process that has ended without closing its window.
    std::filesystem::create_directories(folder.toStdString());
    std::ofstream((folder + "/window-999999999.json").toStdString()) << left.dump();
    Recovery recovery(folder, [] { return Json::object(); });
    const auto found = recovery.left();
    CHECK(found.has_value());
    if (!found) return;
    Session next;
    next.restore(*found);
    CHECK(QTest::qWaitFor([&] { return allReady(next); }, 20'000));
    CHECK(next.hub().state() == hubFromJson(left.at("selection")));
    recovery.forget();
    CHECK(!Recovery(folder, [] { return Json::object(); }).left());
}

RB_TEST(theTreeOfAssetsIsASoundModel) {
    Session session;
    AssetTree tree(session);
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::Fatal);
    session.openProject(tour());
    CHECK(QTest::qWaitFor([&] { return allReady(session); }, 20'000));
    CHECK_EQ(tree.rowCount(), int(session.assets().size()));
    session.closeAsset(session.assets().front()->path);
    CHECK_EQ(tree.rowCount(), int(session.assets().size()));
    // Figures arrive for what is asked for.
    for (const auto& asset : session.assets()) {
        if (asset->kind != "model") continue;
        const QModelIndex part = tree.indexOf(asset->path, asset->parts.front().name);
        CHECK(part.isValid());
        tree.want(part);
        CHECK(QTest::qWaitFor(
            [&] {
                return !part.siblingAtColumn(AssetTree::score).data().toString().isEmpty() &&
                       !part.data(AssetTree::histogramRole).value<QVector<float>>().isEmpty();
            },
            20'000
        ));
        AssetFilter filter;
        filter.setSourceModel(&tree);
        filter.setText("score>0");
        CHECK(filter.rowCount() >= 1);
        filter.setText("no such name");
        CHECK_EQ(filter.rowCount(), 0);
    }
}

RB_TEST(blindVotesAddUpAsColumns) {
    const StateHome home;
    const auto folder = test::temporaryFolder() / "votes.rarebit";
    const RunResult result = test::makeResult(1);
    REQUIRE(REQUIRE(ProjectStore::create(folder))->save(result));
    Session session;
    session.openProject(QString::fromStdString(folder.string()));
    CHECK(QTest::qWaitFor([&] { return session.results().size() == 1; }, 20'000));
    const QString key = QString::fromStdString(result.key);
    const auto vote = [&](const char* kind, int trials, int hits) {
        session.annotate(
            key, Json::object({{"blind", Json::object({{"kind", kind}, {"trials", trials}, {"hits", hits}})}})
        );
    };
    CHECK(std::isnan(session.results().number(0, "blind.told_apart")));
    vote("abx", 16, 12);
    vote("abx", 4, 3);
    vote("preference", 10, 1);
    CHECK(QTest::qWaitFor([&] { return session.results().number(0, "blind.preferred") == 10; }, 20'000));
    CHECK_EQ(session.results().number(0, "blind.told_apart"), 75.0);
    CHECK_EQ(session.results().number(0, "blind.told_apart_trials"), 20.0);
    CHECK_EQ(session.annotation(key).at("blind").size(), 3u);
    CHECK(views::describeColumn("blind.told_apart").lowerIsBetter);
}

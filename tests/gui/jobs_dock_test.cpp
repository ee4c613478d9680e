// SPDX-License-Identifier: GPL-3.0-or-later
// The list of jobs while a sweep runs, fails in places, and is over.
#include "app/gui/jobs_dock.hpp"
#include "tests/gui/shots.hpp"
#include "tests/support/check.hpp"
#include "views/core/rows.hpp"
#include "views/core/style.hpp"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
#include <QPushButton>
#include <QTest>
#include <QThread>
#include <QTreeView>

#include <fstream>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

struct Fixture {
    std::filesystem::path folder = test::temporaryFolder();
    Jobs jobs;
    JobsPanel panel{jobs};

    explicit Fixture(bool tested = true) {
        if (tested)
            new QAbstractItemModelTester(
                &panel.model(), QAbstractItemModelTester::FailureReportingMode::Fatal, &panel
            );
        views::applyTheme(*qApp);
        std::ofstream file(folder / "a.txt");
        for (int i = 0; i < 5000; ++i)
            file << "line " << i * 7919 % 1009 << "\n";
        panel.resize(1100, 320);
        panel.show();
    }
    uint64_t sweep(const QString& title, const QString& method) {
        return jobs.submit(
            title,
            {"sweep",
             QString::fromStdString((folder / "p.rarebit").string()),
             "--asset",
             QString::fromStdString((folder / "a.txt").string()),
             "--method",
             method,
             "--json",
             "--progress",
             "json",
             "--executor",
             "processes",
             "--workers",
             "2"}
        );
    }
    bool over(uint64_t id) {
        return QTest::qWaitFor([&] { return jobs.find(id)->over(); }, 60'000);
    }
    JobsModel& model() { return panel.model(); }
};

} // namespace

RB_TEST(runningPointsAndCrashesStandInTheList) {
    Fixture f;
    CHECK(f.panel.findChild<QPushButton*>("cancelAll")->isEnabled() == false);
    qputenv("RAREBIT_TEST_FAULT", "hang@\"level\":9");
    const auto hangs = f.sweep("Levels", "zstd:level={1,2,9}");
    f.sweep("Later", "zstd:level=3");
    const QModelIndex job = f.model().indexOf(hangs);
    CHECK(QTest::qWaitFor(
        [&] {
            return f.jobs.find(hangs)->done == 2 && f.model().rowCount(job) == 1 &&
                   f.jobs.find(hangs)->memoryBytes() > 0;
        },
        30'000
    ));
    CHECK_EQ(f.model().kind(f.model().index(0, 0, job)), JobsModel::Kind::point);
    CHECK(f.model().index(0, 0, job).data().toString().contains("level=9"));
    CHECK_EQ(job.data().toString().toStdString(), "Levels  2 of 3 done");
    CHECK_NEAR(
        job.siblingAtColumn(JobsModel::progress).data(JobsModel::fractionRole).toDouble(), 2.0 / 3, 1e-9
    );
    CHECK(!job.siblingAtColumn(JobsModel::memory).data().toString().isEmpty());
    CHECK(f.panel.view().isExpanded(job));
    test::shoot(f.panel, "jobs-running");
    f.panel.findChild<QPushButton*>("cancelAll")->click();
    CHECK(f.over(hangs));
    qunsetenv("RAREBIT_TEST_FAULT");
    CHECK_EQ(f.model().rowCount(job), 0);
    CHECK_EQ(job.siblingAtColumn(JobsModel::stage).data().toString().toStdString(), "cancelled");
    f.panel.findChild<QPushButton*>("clearFinished")->click();
    CHECK_EQ(f.model().rowCount(), 0);
}

RB_TEST(failedPointsOpenToWhatWhereAndFix) {
    Fixture f;
    qputenv("RAREBIT_TEST_FAULT", "crash@\"method\":\"zstd\"");
    const auto crashes = f.sweep("Levels", "zstd:level={1,2}");
    CHECK(f.over(crashes));
    qunsetenv("RAREBIT_TEST_FAULT");
    const QModelIndex job = f.model().indexOf(crashes);
    CHECK(f.jobs.find(crashes)->state == Job::State::failed);
    CHECK_EQ(f.jobs.find(crashes)->failures.size(), 2u);
    // Both have one cause.
    CHECK_EQ(f.model().rowCount(job), 1);
    const QModelIndex cause = f.model().index(0, 0, job);
    CHECK_EQ(f.model().kind(cause), JobsModel::Kind::cause);
    CHECK(cause.data().toString().startsWith("2 points: the worker ended by signal 11"));
    CHECK_EQ(f.model().rowCount(cause), 3); // the reason, and the two points
    CHECK_EQ(cause.data(views::rowStateRole).toInt(), int(views::RowState::failed));
    f.panel.view().expand(cause);
    const QModelIndex detail = f.model().index(0, 0, cause);
    CHECK(f.panel.view().indexWidget(detail) != nullptr);
    CHECK(f.model().error(detail)->fix.size() > 0);
    QTest::qWait(50);
    test::shoot(f.panel, "jobs-failed");
    f.model().setGrouped(false);
    CHECK_EQ(f.model().rowCount(job), 2);
    CHECK(f.model().index(0, 0, job).data().toString().contains("a.txt, zstd"));
    // The window lives, and the same command runs without the fault.
    const auto again = f.jobs.retry(crashes);
    CHECK(f.over(again));
    CHECK(f.jobs.find(again)->failures.empty());
    CHECK_EQ(f.model().indexOf(again).data().toString().toStdString(), "Levels  2 done");
}

RB_TEST(aSecondSweepComesFromTheCache) {
    Fixture f;
    CHECK(f.over(f.sweep("First", "zstd:level={1,2}")));
    const auto second = f.sweep("Second", "zstd:level={1,2,3}");
    CHECK(f.over(second));
    CHECK_EQ(f.jobs.find(second)->present, 2);
    CHECK_EQ(f.model().indexOf(second).data().toString().toStdString(), "Second  1 done, 2 from cache");
}

// A thousand failures with as many reasons: the list takes them without a stall of the window.
RB_TEST(aThousandFailuresDoNotStallTheWindow) {
    Fixture f(false); // the tester looks at every row after every change
    f.model().setGrouped(false);
    QStringList arguments{
        "sweep",
        QString::fromStdString((f.folder / "p.rarebit").string()),
        "--asset",
        QString::fromStdString((f.folder / "a.txt").string()),
        "--json",
        "--progress",
        "json",
        "--method",
        "jpeg:quality=1..100,subsampling={420,422,444},optimise={false,true},progressive={false,true}"};
    const auto id = f.jobs.submit("Nothing fits", arguments);
    qint64 longest = 0;
    QElapsedTimer since;
    since.start();
    while (!f.jobs.find(id)->over() && since.elapsed() < 60'000) {
        QElapsedTimer turn;
        turn.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        longest = std::max(longest, turn.elapsed());
        QThread::msleep(1);
    }
    CHECK_EQ(f.jobs.find(id)->failures.size(), 1200u);
    CHECK(longest < 400); // under 100 ms on an idle machine
    if (longest >= 100) qInfo("longest turn of the event loop: %lld ms", static_cast<long long>(longest));
    CHECK_EQ(f.model().rowCount(f.model().indexOf(id)), 1200);
    f.model().setGrouped(true);
    CHECK(f.model().rowCount(f.model().indexOf(id)) < 1200);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs are child processes: rows, failures with their reasons, cancelling, retrying, one heavy job at a time.
#include "app/gui/jobs.hpp"
#include "tests/support/check.hpp"

#include <QSignalSpy>
#include <QTest>

#include <fstream>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

struct Fixture {
    std::filesystem::path folder = test::temporaryFolder();
    QString project = QString::fromStdString((folder / "p.rarebit").string());
    QString file;
    explicit Fixture(size_t bytes = 20'000) {
        std::string text;
        while (text.size() < bytes)
            text += "line " + std::to_string(text.size() * 7919 % 1009) + "\n";
        std::ofstream(folder / "a.txt") << text;
        file = QString::fromStdString((folder / "a.txt").string());
    }
    QStringList sweep(const QString& method) const {
        return {
            "sweep",
            project,
            "--asset",
            file,
            "--method",
            method,
            "--json",
            "--executor",
            "processes",
            "--workers",
            "1"};
    }
};

bool wait(const Jobs& jobs, uint64_t id) {
    return QTest::qWaitFor([&] { return jobs.find(id)->over(); }, 60'000);
}

} // namespace

RB_TEST(aSweepEndsWithItsPoints) {
    const Fixture f;
    Jobs jobs;
    const auto id = jobs.submit("levels", f.sweep("zstd:level={1,3}"));
    CHECK(wait(jobs, id));
    CHECK(jobs.find(id)->state == Job::State::done);
    CHECK(jobs.find(id)->failures.empty());
    CHECK(jobs.find(id)->commandLine().startsWith("rarebit sweep "));
    CHECK(!jobs.find(id)->commandLine().contains("--json"));
}

RB_TEST(aCodecThatCrashesIsAFailedPointWithItsReason) {
    const Fixture f;
    qputenv("RAREBIT_TEST_FAULT", "crash@\"level\":4");
    Jobs jobs;
    const auto id = jobs.submit("levels", f.sweep("zstd:level={1,4}"));
    CHECK(wait(jobs, id));
    qunsetenv("RAREBIT_TEST_FAULT");
    const Job& job = *jobs.find(id);
    CHECK(job.state == Job::State::done); // the other point is whole
    CHECK_EQ(job.failures.size(), size_t(1));
    if (!job.failures.empty()) CHECK(job.failures[0].error.what.find("signal 11") != std::string::npos);
    // Run again without the fault, it is whole.
    const auto again = jobs.retry(id);
    CHECK(wait(jobs, again));
    CHECK(jobs.find(again)->failures.empty());
}

RB_TEST(aCommandThatFailsSaysWhatWhereAndFix) {
    const Fixture f;
    Jobs jobs;
    const auto id = jobs.submit("nothing", {"info", f.file + ".not_there"}, Jobs::Lane::light);
    CHECK(wait(jobs, id));
    const Job& job = *jobs.find(id);
    CHECK(job.state == Job::State::failed);
    CHECK_EQ(job.failures.size(), size_t(1));
    CHECK(job.failures[0].error.where.find("not_there") != std::string::npos);
    CHECK(!job.failures[0].error.fix.empty());
}

RB_TEST(cancelledJobsKeepWhatIsFinishedAndRetryRunsTheRest) {
    const Fixture f;
    qputenv("RAREBIT_TEST_FAULT", "hang@\"level\":4");
    Jobs jobs;
    const auto id = jobs.submit("hangs", f.sweep("zstd:level={1,4}"));
    const auto waiting = jobs.submit("later", f.sweep("zstd"));
    CHECK(jobs.find(waiting)->state == Job::State::waiting); // one heavy job at a time
    jobs.cancel(waiting);
    CHECK(jobs.find(waiting)->state == Job::State::cancelled);
    QTest::qWait(400);
    CHECK(jobs.find(id)->state == Job::State::running);
    jobs.cancel(id);
    CHECK(jobs.find(id)->state == Job::State::stopping);
    CHECK(wait(jobs, id));
    qunsetenv("RAREBIT_TEST_FAULT");
    CHECK(jobs.find(id)->state == Job::State::cancelled);
    const auto again = jobs.submit("short", f.sweep("zstd:level=1"));
    CHECK(wait(jobs, again));
    const auto retried = jobs.retry(again);
    CHECK(wait(jobs, retried));
    CHECK(jobs.find(retried)->state == Job::State::done);
    QSignalSpy removed(&jobs, &Jobs::removed);
    jobs.clearFinished();
    CHECK_EQ(removed.count(), 4);
    CHECK(jobs.all().empty());
}

RB_TEST(aPausedSweepWaitsBetweenPoints) {
    const Fixture f(200'000);
    Jobs jobs;
    auto arguments = followable(f.sweep("zstd:level=1..19"));
    arguments.removeOne("--json"); // once is enough
    const auto id = jobs.submit("levels", arguments);
    jobs.pause(id, true); // nothing is known of its points yet
    CHECK(QTest::qWaitFor([&] { return jobs.find(id)->pausable() && jobs.find(id)->ran >= 1; }, 60'000));
    jobs.pause(id, true);
    const Job& job = *jobs.find(id);
    CHECK(QTest::qWaitFor([&] { return job.paused && job.points.empty(); }, 60'000));
    QTest::qWait(300);
    const int done = job.done;
    CHECK(done >= 1 && done < job.total);
    CHECK_EQ(job.secondsLeft(), -1.0);
    QTest::qWait(700);
    CHECK_EQ(job.done, done);
    jobs.pause(id, false);
    CHECK(wait(jobs, id));
    CHECK(!job.paused && job.pausedSeconds > 0.5);
    CHECK_EQ(job.ran, 19);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The sweep designer: axes, modes, the numbers of a dry run, and the sweep itself.
#include "app/gui/chip_list.hpp"
#include "app/gui/spread_editor.hpp"
#include "app/gui/sweep_designer.hpp"
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QUndoStack>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

struct Fixture {
    test::ViewFixture views;
    QUndoStack undo;
    Study study{undo};
    Jobs jobs;
    QString project = QString::fromStdString((test::temporaryFolder() / "p.rarebit").string());
    std::unique_ptr<SweepDesigner> designer;

    Fixture() {
        CHECK_EQ(test::program({"project", "new", project.toStdString()}).exitCode, 0);
        views.context.project = [this] { return project; };
        designer = std::make_unique<SweepDesigner>(study, views.context, jobs);
        designer->resize(570, 510);
        designer->show();
    }
    ~Fixture() { designer.reset(); }
    void open(const char* name) { views.open(test::sourceFolder() / "projects/tour.rarebit/assets" / name); }
    template <class T>
    T* child(const QString& name) {
        auto* found = designer->findChild<T*>(name);
        if (!found) test::fail(__FILE__, __LINE__, "no widget " + name.toStdString());
        if (!found) throw test::Stop{};
        return found;
    }
    std::string text(const QString& label) { return child<QLabel>(label)->text().toStdString(); }
    bool becomes(const QString& label, const std::string& wanted) {
        return test::ViewFixture::wait([&] { return text(label) == wanted; });
    }
};

} // namespace

RB_TEST(aGridIsCountedAndRun) {
    Fixture f;
    CHECK(!f.child<QPushButton>("runSweep")->isEnabled());
    CHECK(!f.text("sweepWhy").empty());
    f.open("picture.png");
    f.study.chooseMethod("jpeg");
    f.study.addMethod("webp");
    f.study.setSpread(0, "quality", {.kind = Spread::Kind::list, .list = {"20", "50", "80"}});
    f.study.setSpread(
        1, "quality", {.kind = Spread::Kind::linear, .list = {}, .low = 20, .high = 80, .points = 3}
    );
    auto* table = f.child<QTableView>("axes");
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK_EQ(table->model()->rowCount(), 3);
    CHECK_EQ(table->model()->index(2, AxesModel::parameter).data().toString().toStdString(), "webp quality");
    CHECK_EQ(table->model()->index(2, AxesModel::points).data().toString().toStdString(), "3");
    CHECK(f.becomes("sweepPoints", "6"));
    CHECK_EQ(f.text("sweepCached"), "0");
    CHECK_EQ(f.text("sweepTime"), "unknown"); // no such point was run before
    table->selectRow(1);
    QTest::qWait(20);
    CHECK(f.child<SpreadEditor>("spread_quality")->isVisible());
    test::shoot(*f.designer, "sweep-grid");
    f.child<QPushButton>("runSweep")->click();
    const auto job = f.designer->running();
    CHECK(job != 0);
    CHECK(!f.child<QPushButton>("runSweep")->isEnabled());
    CHECK(test::ViewFixture::wait([&] { return f.jobs.find(job)->over(); }, 60'000));
    CHECK(f.jobs.find(job)->state == Job::State::done);
    CHECK(f.becomes("sweepCached", "6"));
    CHECK_EQ(f.text("sweepTime"), "none");
    // A wider range runs the new points alone, and now there is an estimate.
    f.study.setSpread(0, "quality", {.kind = Spread::Kind::list, .list = {"20", "50", "80", "90"}});
    CHECK(f.becomes("sweepPoints", "7"));
    CHECK(f.text("sweepTime") != "unknown");
    CHECK(f.text("sweepDisk").find("kB") != std::string::npos);
}

RB_TEST(aTargetIsSearched) {
    Fixture f;
    f.open("picture.png");
    f.study.chooseMethod("jpeg");
    auto* mode = f.child<views::SegmentedControl>("sweepMode");
    mode->setCurrent(3);
    emit mode->currentChanged(3);
    auto* target = f.child<QComboBox>("target");
    target->setCurrentIndex(target->findData("psnr_db"));
    emit target->activated(target->currentIndex());
    f.child<QDoubleSpinBox>("targetValue")->setValue(31);
    CHECK(f.designer->commandLine().endsWith("--method jpeg:quality=1..100 --target psnr_db=31"));
    CHECK_EQ(f.child<QComboBox>("moved")->currentText().toStdString(), "Quality");
    CHECK(f.becomes("sweepPoints", "at most 9"));
    f.child<QTableView>("axes")->selectRow(1);
    QTest::qWait(20);
    test::shoot(*f.designer, "sweep-target");
    f.child<QPushButton>("runSweep")->click();
    const auto job = f.designer->running();
    CHECK(test::ViewFixture::wait([&] { return f.jobs.find(job)->over(); }, 60'000));
    CHECK(f.jobs.find(job)->failures.empty());
    CHECK(f.jobs.find(job)->ran >= 3);
    CHECK(test::ViewFixture::wait([&] { return f.text("sweepTime") == "none"; }));
    mode->setCurrent(4);
    emit mode->currentChanged(4);
    f.child<QSpinBox>("hullPoints")->setValue(6);
    CHECK(f.designer->commandLine().endsWith("--hull 6"));
    f.undo.undo();
    f.undo.undo();
    CHECK(f.designer->commandLine().endsWith("--target psnr_db=31"));
}

RB_TEST(pointsAreDrawn) {
    Fixture f;
    f.open("picture.png");
    f.study.chooseMethod("jpeg");
    auto* mode = f.child<views::SegmentedControl>("sweepMode");
    mode->setCurrent(2);
    emit mode->currentChanged(2);
    CHECK(!f.child<QPushButton>("runSweep")->isEnabled()); // nothing to draw from
    f.study.setSpread(0, "quality", {.kind = Spread::Kind::linear, .list = {}, .low = 10, .high = 90});
    f.child<QSpinBox>("samplePoints")->setValue(8);
    f.child<QSpinBox>("sampleSeed")->setValue(3);
    CHECK(f.designer->commandLine().endsWith("--method jpeg:quality=10..90 --latin 8 --sample-seed 3"));
    CHECK(f.becomes("sweepPoints", "8"));
    f.child<QTableView>("axes")->selectRow(1);
    QTest::qWait(20);
    test::shoot(*f.designer, "sweep-latin");
    mode->setCurrent(1);
    emit mode->currentChanged(1);
    CHECK(f.designer->commandLine().contains("--random 8"));
    CHECK(f.becomes("sweepPoints", "8"));
    f.child<QPushButton>("runSweep")->click();
    const auto job = f.designer->running();
    CHECK(test::ViewFixture::wait([&] { return f.jobs.find(job)->over(); }, 60'000));
    CHECK_EQ(f.jobs.find(job)->ran, 8);
    CHECK(f.becomes("sweepCached", "8"));
}

RB_TEST(assetsMetricsLimitsAndCancel) {
    Fixture f;
    f.open("picture.png");
    f.open("service.log");
    f.study.chooseMethod("zstd");
    QStringList paths;
    for (const auto& asset : f.views.context.assets())
        paths.push_back(asset->path);
    emit f.child<ChipList>("sweepAssets")->edited(paths);
    emit f.child<ChipList>("sweepMetrics")->edited({"exact"});
    emit f.child<ChipList>("methodChips")->edited({"zstd", "jpeg"});
    f.child<QSpinBox>("workers")->setValue(2);
    f.child<QDoubleSpinBox>("pointMinutes")->setValue(1);
    f.child<QDoubleSpinBox>("workerMemory")->setValue(1);
    f.child<QSpinBox>("repeats")->setValue(2);
    const QString line = f.designer->commandLine();
    for (const char* words :
         {"--metrics exact",
          "--workers 2",
          "--point-seconds 60",
          "--worker-memory 954",
          "--repeats 2",
          "service.log"})
        CHECK(line.contains(QLatin1String(words)));
    CHECK(f.becomes("sweepPoints", "3")); // the log is no picture
    test::shoot(*f.designer, "sweep-assets");
    qputenv("RAREBIT_TEST_FAULT", "hang");
    f.child<QPushButton>("runSweep")->click();
    qunsetenv("RAREBIT_TEST_FAULT");
    const auto job = f.designer->running();
    f.child<QPushButton>("cancelSweep")->click();
    CHECK(test::ViewFixture::wait([&] { return f.jobs.find(job)->over(); }, 20'000));
    CHECK(f.jobs.find(job)->state == Job::State::cancelled);
    CHECK(f.child<QPushButton>("runSweep")->isEnabled());
    // What cannot be says why.
    f.study.setSpread(0, "level", {.kind = Spread::Kind::list, .list = {"99"}});
    CHECK(!f.child<QPushButton>("runSweep")->isEnabled());
    CHECK(f.text("sweepWhy").find("not within") != std::string::npos);
}

// What "Copy as CLI" gives, pasted into a shell, measures the same points.
RB_TEST(theCopiedCommandGivesTheSameResults) {
    Fixture f;
    const auto folder = test::temporaryFolder() / "it's here";
    std::filesystem::create_directory(folder);
    const auto picture = folder / "a picture.png";
    std::filesystem::copy_file(test::sourceFolder() / "projects/tour.rarebit/assets/picture.png", picture);
    f.views.open(picture);
    f.study.chooseMethod("jpeg");
    f.study.setSpread(
        0, "quality", {.kind = Spread::Kind::log, .list = {}, .low = 5, .high = 95, .points = 4}
    );
    f.study.setSpread(0, "subsampling", {.kind = Spread::Kind::list, .list = {"420", "444"}});
    StudyState state = f.study.state();
    state.rules = {{"no such *", ":quality=90"}};
    state.metrics = QStringList{"psnr_db", "max_abs_error"};
    state.seed = 7;
    f.study.change("Rules", state);
    f.designer->run();
    const auto job = f.designer->running();
    CHECK(test::ViewFixture::wait([&] { return f.jobs.find(job)->over(); }, 60'000));
    CHECK_EQ(f.jobs.find(job)->failures.size(), 0u);
    const auto other = folder / "other.rarebit";
    QString line = f.jobs.find(job)->commandLine();
    CHECK_EQ(line.toStdString(), f.designer->commandLine().toStdString());
    line.replace(f.project, "\"$OTHER\"");
    qputenv("OTHER", QByteArray::fromStdString(other.string()));
    const auto path = test::rarebitProgram().parent_path().string() + ":" + qgetenv("PATH").toStdString();
    const auto shell = test::runCommand({"/usr/bin/env", "PATH=" + path, "sh", "-c", line.toStdString()});
    CHECK_EQ(shell.exitCode, 0);
    const Json diff = REQUIRE(Json::parse(
        test::program({"project", "diff", f.project.toStdString(), other.string(), "--json"}).out, "diff"
    ));
    CHECK_EQ(diff.at("equal").asInt(), 8);
    CHECK_EQ(diff.at("only_a").size() + diff.at("only_b").size() + diff.at("changed").size(), 0u);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// What is to run, as command lines, and what undo makes of its changes.
#include "app/gui/study.hpp"
#include "tests/support/check.hpp"

#include <QSignalSpy>
#include <QUndoStack>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

ParamItem param(const char* method, const char* name) {
    for (const auto& item : paramsOf(QString::fromLatin1(method)))
        if (item.name == QLatin1String(name)) return item;
    test::fail(__FILE__, __LINE__, fmt::format("no parameter {}", name));
    throw test::Stop{};
}

} // namespace

RB_TEST(parametersComeFromTheCatalogue) {
    const ParamItem quality = param("jpeg", "quality");
    CHECK(quality.type == ParamItem::Type::integer && quality.bounded);
    CHECK_EQ(quality.usual.toStdString(), "75");
    CHECK(quality.wrong("101").contains("1 to 100"));
    CHECK(!quality.wrong("1.5").isEmpty() && !quality.wrong("high").isEmpty());
    CHECK(quality.wrong("60").isEmpty());
    CHECK_EQ(param("bzip2", "work_factor").label.toStdString(), "Work factor");
    CHECK(param("opus", "bitrate").log);
    CHECK(!param("jpeg", "subsampling").wrong("411").isEmpty());
    CHECK(!param("jpeg", "progressive").wrong("maybe").isEmpty());
}

RB_TEST(spreadsGiveValues) {
    const ParamItem quality = param("jpeg", "quality");
    Spread linear{.kind = Spread::Kind::linear, .list = {}, .low = 10, .high = 90, .points = 5};
    CHECK_EQ(linear.values(quality).join(' ').toStdString(), "10 30 50 70 90");
    Spread log{.kind = Spread::Kind::log, .list = {}, .low = 1, .high = 100, .points = 3};
    CHECK_EQ(log.values(quality).join(' ').toStdString(), "1 10 100");
    log.points = 40; // whole values once each
    CHECK(log.values(quality).size() < 40);
    CHECK(log.wrong(quality).isEmpty());
    log.high = 1000;
    CHECK(!log.wrong(quality).isEmpty());
    for (const auto& method : allMethods())
        for (const auto& item : paramsOf(QString::fromStdString(method.id)))
            if (item.sweepable()) {
                const QString why = Spread::suggested(item).wrong(item);
                if (!why.isEmpty())
                    test::fail(
                        __FILE__,
                        __LINE__,
                        method.id + " " + item.name.toStdString() + ": " + why.toStdString()
                    );
            }
}

RB_TEST(aStudyIsACommandLine) {
    QUndoStack undo;
    Study study(undo);
    CHECK(!study.wrong().isEmpty());
    study.chooseMethod("jpeg");
    study.setValue("quality", "60");
    study.setValue("subsampling", "444");
    CHECK_EQ(
        study.runArguments("p", "a.png").join(' ').toStdString(),
        "sweep p --asset a.png --executor processes --method jpeg:quality=60,subsampling=444"
    );
    study.setSpread(0, "quality", {.kind = Spread::Kind::list, .list = {"30", "60"}});
    study.addMethod("webp");
    StudyState next = study.state();
    next.metrics = QStringList{"psnr_db"};
    next.rules = {{"*.y", "store"}};
    next.workers = 2;
    next.pointMinutes = 0.5;
    next.repeats = 3;
    study.change("Limits", next);
    CHECK(study.wrong().isEmpty());
    CHECK_EQ(
        study.sweepArguments("p", "a.png").join(' ').toStdString(),
        "sweep p --asset a.png --rule *.y=store --metrics psnr_db --repeats 3 --executor processes --workers "
        "2 "
        "--point-seconds 30 --method jpeg:quality={30,60},subsampling=444 --method webp"
    );
    next.mode = StudyState::Mode::target;
    next.target = "psnr_db";
    next.targetValue = 35;
    study.change("Target", next);
    CHECK(study.sweepArguments("p", "a.png")
              .join(' ')
              .endsWith("--method jpeg:quality=30..60,subsampling=444 --method webp:quality=0..100 --target "
                        "psnr_db=35"));
    next.mode = StudyState::Mode::latin;
    next.samplePoints = 20;
    next.sampleSeed = 4;
    study.change("Sample", next);
    study.setSpread(1, "quality", {.kind = Spread::Kind::log, .list = {}, .low = 5, .high = 80, .points = 4});
    CHECK(study.sweepArguments("p", "a.png")
              .join(' ')
              .endsWith("--method jpeg:quality={30,60},subsampling=444 --method webp:quality=5..80~2 --latin "
                        "20 --sample-seed 4"));
    study.removeSpread(0, "quality");
    study.removeSpread(1, "quality");
    CHECK(!study.wrong().isEmpty());
    for (int step = 0; step < 3; ++step)
        undo.undo();
    CHECK_EQ(study.state().methods[0].points(true), 1);
    CHECK_EQ(study.state().methods[0].points(), 2);
}

RB_TEST(changesAreUndoneStepByStep) {
    QUndoStack undo;
    Study study(undo);
    QSignalSpy changed(&study, &Study::changed);
    study.chooseMethod("zstd");
    for (int level = 1; level <= 9; ++level)
        study.setValue("level", QString::number(level)); // a slider on its way
    CHECK_EQ(undo.count(), 2);
    CHECK_EQ(study.state().methods[0].spec().toStdString(), "zstd:level=9");
    study.setValue("level", "3"); // the usual value needs no word
    CHECK_EQ(study.state().methods[0].spec().toStdString(), "zstd");
    undo.undo();
    CHECK_EQ(study.state().methods[0].spec().toStdString(), "zstd");
    undo.undo();
    CHECK(study.state().methods.isEmpty());
    undo.redo();
    CHECK_EQ(study.title().toStdString(), "zstd");
    CHECK(changed.count() >= 4);
    // Another method and back: the values are still there.
    study.setValue("level", "9");
    study.chooseMethod("xz");
    study.chooseMethod("zstd");
    CHECK_EQ(study.state().methods[0].spec().toStdString(), "zstd:level=9");
}

RB_TEST(aProtectedPartHasARuleOfItsOwn) {
    QUndoStack undo;
    Study study(undo);
    study.protect("layers.3.v");
    CHECK(study.state().rules.isEmpty()); // no method yet
    study.chooseMethod("rtn");
    study.protect("layers.3.v");
    CHECK_EQ(study.state().rules.size(), 1);
    CHECK_EQ(study.state().rules[0].text().toStdString(), "layers.3.v=:bits=8");
    CHECK(study.runArguments("p", "m").join(' ').contains("--rule layers.3.v=:bits=8"));
    study.setValue("bits", "8");
    study.protect("layers.3.v"); // more than 8 bits, or nothing lost, in place of the rule before
    CHECK_EQ(study.state().rules.size(), 1);
    CHECK(study.state().rules[0].spec != ":bits=8");
    undo.undo();
    CHECK_EQ(study.state().rules[0].spec.toStdString(), ":bits=8");
    study.chooseMethod("zstd");
    study.protect("a[1]");
    CHECK_EQ(study.state().rules.back().text().toStdString(), "a?1]=store");
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Blind tests of pictures, clips and sounds by the keyboard; what is proved; what is kept.
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/compare/blind_stage.hpp"
#include "views/compare/blind_trials.hpp"
#include "views/core/controls.hpp"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

using namespace rarebit;
using namespace rarebit::views;

namespace {

using Kind = BlindTrials::Kind;

struct Shown : test::ViewFixture {
    std::vector<std::pair<QString, Json>> kept;
    std::unique_ptr<View> view;
    void show() {
        context.annotate = [this](const QString& key, const Json& change) { kept.emplace_back(key, change); };
        view.reset(findView(QStringLiteral("blind_test"))->create(context, nullptr));
        view->resize(640, 560);
        view->show();
        view->activateWindow();
        CHECK(QTest::qWaitForWindowActive(view.get()));
    }
    template <class Widget>
    Widget* child(const char* name) {
        return view->findChild<Widget*>(QLatin1String(name));
    }
    void press(Qt::Key key) { QTest::keyClick(view.get(), key); }
    QString text(const char* label) { return child<QLabel>(label)->text(); }
    void start(int kind, int trials) {
        child<SegmentedControl>("blindKind")->setCurrent(kind);
        emit child<SegmentedControl>("blindKind")->currentChanged(kind);
        child<QSpinBox>("blindTrials")->setValue(trials);
        child<QPushButton>("blindStart")->click();
        CHECK(wait([&] { return text("blindProgress").startsWith("Trial 1 "); }));
    }
    // The test again from what was kept.
    static BlindTrials again(const Json& note) {
        BlindTrials out;
        out.kind = note.at("kind").asString() == "abx" ? Kind::abx : Kind::preference;
        out.seed = static_cast<uint64_t>(note.at("seed").asInt());
        for (const char c : note.at("answers").asString())
            out.answers.push_back(c == 'B');
        return out;
    }
};

} // namespace

RB_TEST(trialsAreCountedAndProve) {
    BlindTrials trials{Kind::abx, 16, 7};
    int firsts = 0;
    for (int trial = 0; trial < 1000; ++trial)
        firsts += trials.hidden(trial) == 0;
    CHECK(firsts > 430 && firsts < 570);
    for (int trial = 0; trial < 16; ++trial)
        trials.answers.push_back(trial < 12 ? trials.hidden(trial) : 1 - trials.hidden(trial));
    CHECK_EQ(trials.hits(), 12);
    CHECK_NEAR(trials.chance(), 0.0384063720703125, 1e-12);
    CHECK(trials.over() && trials.proves());
    const Json note = trials.note(1, "key of A", "2026-01-01T00:00:00Z");
    CHECK_EQ(note.at("hits").asInt(), 12);
    CHECK(Shown::again(note).answers == trials.answers);
    trials.kind = Kind::preference;
    trials.answers = {1, 1, 0, 1};
    CHECK_EQ(trials.hits(), 3);
    CHECK_EQ(trials.note(0, {}, {}).at("hits").asInt(), 1);
    CHECK(!trials.proves());
    BlindTable table;
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    table.show(trials, "jpeg", "webp");
    CHECK_EQ(table.columnCount(), 3);
    CHECK_EQ(table.index(0, BlindTable::answer).data().toString().toStdString(), "webp");
}

RB_TEST(twoPicturesAreJudgedByKeys) {
    Shown shown;
    shown.show();
    test::shoot(*shown.view, "blind-empty");
    const std::string key = shown.comparePhoto().at("key").asString();
    CHECK(shown.wait([&] { return shown.child<QPushButton>("blindStart")->isVisible(); }));
    CHECK_EQ(shown.child<QComboBox>("blindSecond")->currentText().toStdString(), "B  jpeg quality=7");
    test::shoot(*shown.view, "blind-setup");
    shown.start(0, 6);
    test::shoot(*shown.view, "blind-abx");
    CHECK(!shown.view->table()); // it would tell
    CHECK(!shown.child<QPushButton>("blindAnswer0")->isEnabled());
    shown.press(Qt::Key_1); // nobody looked at X yet
    CHECK(shown.text("blindProgress").startsWith("Trial 1 "));
    for (int trial = 1; trial <= 6; ++trial) {
        shown.press(Qt::Key_B);
        CHECK(shown.child<QPushButton>("blindSee1")->isChecked());
        shown.press(Qt::Key_X);
        CHECK(shown.child<QPushButton>("blindSee2")->isChecked());
        shown.press(trial == 6 ? Qt::Key_2 : Qt::Key_1);
    }
    CHECK(!shown.text("blindVerdict").isEmpty());
    CHECK(shown.text("blindCounts").contains(" of 6 right"));
    CHECK_EQ(shown.view->table()->rowCount(), 6);
    test::shoot(*shown.view, "blind-result");
    shown.child<QPushButton>("blindKeep")->click();
    CHECK_EQ(shown.kept.size(), 1u); // the original is no result
    CHECK_EQ(shown.kept[0].first.toStdString(), key);
    const Json note = shown.kept[0].second.at("blind");
    CHECK_EQ(note.at("answers").asString(), "AAAAAB");
    CHECK_EQ(note.at("hits").asInt(), Shown::again(note).hits());
    CHECK(shown.text("blindCounts").startsWith(QString::number(note.at("hits").asInt())));
    shown.child<QPushButton>("blindAgain")->click();
    CHECK(shown.child<QPushButton>("blindStart")->isVisible());
    // Ended at once: back to where it began.
    shown.start(0, 6);
    shown.press(Qt::Key_Escape);
    CHECK(shown.child<QPushButton>("blindStart")->isVisible());
}

RB_TEST(aPreferenceHasTheOriginalBesideIt) {
    Shown shown;
    shown.show();
    const auto photo = shown.open(test::dataFolder() / "images/kodim05.png");
    shown.run(photo, "jpeg", Json::object({{"quality", 7}}), 0, QStringLiteral("jpeg quality=7"));
    shown.run(photo, "jpeg", Json::object({{"quality", 60}}), 1, QStringLiteral("jpeg quality=60"));
    CHECK(shown.wait([&] { return shown.child<QPushButton>("blindStart")->isVisible(); }));
    shown.start(1, 5);
    shown.press(Qt::Key_R);
    CHECK(shown.child<QPushButton>("blindSee2")->isChecked());
    CHECK_EQ(shown.child<QPushButton>("blindSee2")->text().toStdString(), "Original");
    for (int trial = 0; trial < 5; ++trial) {
        CHECK(!shown.child<QPushButton>("blindAnswer1")->isEnabled());
        shown.press(Qt::Key_X);
        shown.press(Qt::Key_Y);
        shown.press(Qt::Key_2);
    }
    shown.child<QPushButton>("blindKeep")->click();
    CHECK_EQ(shown.kept.size(), 2u);
    const Json a = shown.kept[0].second.at("blind"), b = shown.kept[1].second.at("blind");
    CHECK_EQ(a.at("hits").asInt() + b.at("hits").asInt(), 5);
    CHECK_EQ(a.at("against").asString(), shown.kept[1].first.toStdString());
    // "Y is better" each time: the side behind Y.
    const BlindTrials again = Shown::again(b);
    for (int trial = 0; trial < 5; ++trial)
        CHECK_EQ(again.answers[size_t(trial)], 1 - again.hidden(trial));
}

RB_TEST(clipsRepeatAndSoundsChangeWithoutAGap) {
    Shown shown;
    shown.show();
    const auto clip = shown.open(test::sourceFolder() / "projects/tour.rarebit/assets/clip.y4m");
    shown.run(clip, "x264", Json::object({{"crf", 45}}), 1, QStringLiteral("x264 crf=45"));
    CHECK(shown.wait([&] { return shown.child<QPushButton>("blindStart")->isVisible(); }));
    shown.start(0, 5);
    auto* stage = shown.view->findChild<PictureStage*>();
    CHECK(stage && stage->moves());
    shown.press(Qt::Key_Space);
    CHECK(stage->playing());
    CHECK(shown.wait([&] { return stage->frame() > 1; }));
    shown.press(Qt::Key_X);
    CHECK(stage->playing());
    test::shoot(*shown.view, "blind-clip");
    shown.press(Qt::Key_Escape);
    CHECK(!stage->playing());

    const auto sound = shown.open(test::sourceFolder() / "projects/tour.rarebit/assets/chord.wav");
    shown.run(sound, "opus", Json::object({{"bitrate", 16}}), 1, QStringLiteral("opus bitrate=16"));
    CHECK(shown.wait([&] { return shown.child<QComboBox>("blindSecond")->currentText().contains("opus"); }));
    SoundPlayer device;
    if (!device.obstacle().isEmpty()) return; // nothing to hear with on this machine
    shown.start(0, 5);
    auto* ear = shown.view->findChild<SoundStage*>();
    CHECK(ear);
    std::vector<int> behind;
    for (int trial = 0; trial < 5; ++trial) {
        shown.press(Qt::Key_B);
        CHECK_EQ(ear->queue().side(), 1);
        shown.press(Qt::Key_X);
        behind.push_back(ear->queue().side());
        if (trial == 0) test::shoot(*shown.view, "blind-sound");
        shown.press(Qt::Key_1);
    }
    shown.child<QPushButton>("blindKeep")->click();
    const BlindTrials again = Shown::again(shown.kept.back().second.at("blind"));
    for (int trial = 0; trial < 5; ++trial)
        CHECK_EQ(again.hidden(trial), behind[size_t(trial)]);
}

RB_TEST(otherKindsAreNotJudged) {
    Shown shown;
    shown.show();
    shown.open(test::sourceFolder() / "projects/tour.rarebit/assets/service.log");
    QTest::qWait(50);
    CHECK(!shown.child<QPushButton>("blindStart")->isVisible());
    Json settings = shown.view->settings();
    settings["preference"] = true;
    settings["trials"] = 30;
    shown.view->restore(settings);
    CHECK(shown.view->settings() == settings);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: every change takes effect and is there at the next start; keys are edited without silent losses.
#include "app/gui/application.hpp"
#include "app/gui/diagnostics_page.hpp"
#include "app/gui/help.hpp"
#include "app/gui/preferences.hpp"
#include "app/gui/settings.hpp"
#include "app/gui/shortcut_page.hpp"
#include "engine/core/limits.hpp"
#include "tests/gui/shots.hpp"
#include "tests/gui/window_place.hpp"
#include "views/core/controls.hpp"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace rarebit;
using namespace rarebit::gui;
using views::Theme;
using views::ThemeChoice;

namespace {

struct Fixture {
    test::WindowPlace place;
    MainWindow window;
    Settings* settings = nullptr;
    Fixture() {
        window.show();
        CHECK(QTest::qWaitForWindowExposed(&window));
        window.actions().trigger("edit.settings");
        settings = window.findChild<Settings*>();
        CHECK(settings && settings->isVisible());
    }
    ~Fixture() {
        Preferences().apply();
        qunsetenv("RAREBIT_MEMORY_BUDGET");
    }
    template <class Widget>
    Widget& child(const char* name) {
        auto* found = settings->findChild<Widget*>(QLatin1String(name));
        if (!found) throw std::runtime_error(name);
        return *found;
    }
    QStringList pages() {
        QStringList out;
        auto& list = child<QListWidget>("settingsPages");
        for (int i = 0; i < list.count(); ++i)
            if (!list.item(i)->isHidden()) out += list.item(i)->text();
        return out;
    }
    QString note() { return child<QLabel>("shortcutNote").text(); }
};

} // namespace

RB_TEST(changesTakeEffectAndStay) {
    Fixture f;
    auto& theme = Theme::get();
    f.child<views::SegmentedControl>("settingTheme").setCurrent(int(ThemeChoice::dark));
    CHECK(theme.dark());
    f.child<QSpinBox>("settingTextSize").setValue(150);
    CHECK_EQ(theme.textScale(), 1.5);
    f.child<QCheckBox>("settingContrast").click();
    CHECK(theme.highContrast());
    CHECK(theme.color(views::Token::text2) == theme.color(views::Token::text));
    f.child<QCheckBox>("settingMotion").click();
    CHECK_EQ(theme.motion(160), 0);
    CHECK(!f.window.isAnimated());
    f.child<QSpinBox>("settingMemory").setValue(512);
    CHECK_EQ(qgetenv("RAREBIT_MEMORY_BUDGET").toLongLong(), 512LL << 20);
    f.child<QSpinBox>("settingMemory").setValue(0);
    CHECK_EQ(qgetenv("RAREBIT_MEMORY_BUDGET").toULongLong(), qulonglong(machineMemory() / 2));
    f.child<QSpinBox>("settingCache").setValue(64);
    f.child<QSpinBox>("settingWorkers").setValue(3);
    f.child<QSpinBox>("settingThreads").setValue(4);
    auto& language = f.child<QComboBox>("settingLanguage");
    language.setCurrentIndex(language.findData("de"));
    emit language.activated(language.currentIndex());

    const Preferences kept = Preferences::read();
    CHECK(kept.theme == ThemeChoice::dark && kept.textPercent == 150 && kept.highContrast);
    CHECK(kept.reducedMotion && kept.cacheMegabytes == 64 && kept.workers == 3 && kept.threads == 4);
    CHECK(kept.memoryMegabytes == 0 && kept.language == "de");
    // The menu's way is the same one.
    f.window.actions().trigger("view.light");
    f.window.actions().trigger("view.normal");
    CHECK(!theme.dark() && theme.textScale() == 1);
    CHECK_EQ(f.child<views::SegmentedControl>("settingTheme").current(), int(ThemeChoice::light));
    CHECK_EQ(f.child<QSpinBox>("settingTextSize").value(), 100);

    // As at the next start.
    Preferences().apply();
    Preferences::read().apply();
    CHECK(theme.highContrast() && theme.reducedMotion());
}

RB_TEST(workersAndThreadsStandInTheCommandLine) {
    Fixture f;
    f.child<QSpinBox>("settingWorkers").setValue(3);
    f.child<QSpinBox>("settingThreads").setValue(4);
    const QString path = f.place.picture();
    f.window.openPaths({path});
    CHECK(test::assetIsReady(f.window, path));
    f.window.actions().trigger("sweep.run");
    CHECK(QTest::qWaitFor([&] { return !f.window.jobs().all().empty(); }, 10'000));
    const QStringList arguments = f.window.jobs().all().front()->arguments;
    CHECK_EQ(arguments.value(arguments.indexOf("--workers") + 1).toStdString(), "3");
    CHECK_EQ(arguments.value(arguments.indexOf("--threads") + 1).toStdString(), "4");
    CHECK(QTest::qWaitFor([&] { return f.window.session().results().size() == 1; }, 60'000));
}

RB_TEST(theSearchFindsRowsAndPages) {
    Fixture f;
    CHECK_EQ(f.pages().size(), 5);
    f.settings->search("contrast");
    CHECK(f.pages() == QStringList{"Appearance"});
    CHECK(f.child<QCheckBox>("settingContrast").isVisible());
    CHECK(!f.child<QSpinBox>("settingTextSize").isVisible());
    f.settings->search("memory");
    CHECK(f.pages().contains("Work") && f.settings->page() == "work");
    f.settings->search("split downwards");
    CHECK(f.pages() == QStringList{"Shortcuts"});
    f.settings->search({});
    CHECK_EQ(f.pages().size(), 5);
    CHECK(f.child<QListWidget>("settingsPages").currentItem() != nullptr);
}

RB_TEST(keysAreRecordedAndConflictsAreNamed) {
    Fixture f;
    f.settings->open("shortcuts");
    auto& page = f.child<ShortcutPage>("shortcutPage");
    auto& actions = f.window.actions();
    page.choose("file.pack");
    auto& edit = f.child<QKeySequenceEdit>("shortcutEdit");
    QTest::keyClick(&edit, Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
    CHECK(QTest::qWaitFor([&] { return !actions.find("file.pack")->shortcut().isEmpty(); }, 10'000));
    CHECK(actions.find("file.pack")->shortcut() == QKeySequence("Ctrl+Alt+K"));

    // Another command's keys, also as the beginning of a sequence.
    page.choose("file.pack");
    page.assign(QKeySequence("Ctrl+O"));
    CHECK(f.note().contains("Open files"));
    CHECK(f.child<QPushButton>("shortcutTakeOver").isVisible());
    CHECK(actions.find("file.pack")->shortcut() == QKeySequence("Ctrl+Alt+K"));
    page.assign(QKeySequence("Ctrl+O, Ctrl+P"));
    CHECK(f.note().contains("Open files"));
    page.assign(QKeySequence("X"));
    CHECK(f.note().contains("belongs to the views"));
    CHECK(!f.child<QPushButton>("shortcutTakeOver").isVisible());
    page.assign(QKeySequence("Ctrl+O"));
    f.child<QPushButton>("shortcutTakeOver").click();
    CHECK(actions.find("file.pack")->shortcut() == QKeySequence("Ctrl+O"));
    CHECK(actions.find("file.open")->shortcut().isEmpty());
    test::shoot(*f.settings, "settings-shortcuts");

    // At the next start, and back.
    {
        MainWindow next;
        CHECK(next.actions().find("file.pack")->shortcut() == QKeySequence("Ctrl+O"));
        CHECK(next.actions().find("file.open")->shortcut().isEmpty());
    }
    page.choose("file.open");
    f.child<QPushButton>("shortcutReset").click();
    CHECK(f.note().contains("Pack project"));
    f.child<QPushButton>("shortcutTakeOver").click();
    CHECK(actions.find("file.open")->shortcut() == QKeySequence(QKeySequence::Open));
    f.child<QPushButton>("shortcutResetAll").click();
    CHECK(actions.find("file.pack")->shortcut().isEmpty());
    MainWindow again;
    CHECK(again.actions().find("file.pack")->shortcut().isEmpty());
}

RB_TEST(helpShowsTheKeysAsTheyAre) {
    Fixture f;
    f.window.actions().setShortcut("file.pack", QKeySequence("Ctrl+Alt+K"));
    f.window.actions().trigger("help.keys");
    auto* help = f.window.findChild<HelpBrowser*>();
    CHECK(help && help->page() == "window/keys");
    const QString text = help->findChild<HelpText*>("helpText")->toPlainText();
    CHECK(text.contains("Ctrl+Alt+K") && text.contains("Pack project") && text.contains("Ctrl+\\"));
}

RB_TEST(diagnosticsComeFromTheProgram) {
    Fixture f;
    f.window.actions().trigger("tools.doctor");
    CHECK(f.settings->page() == "diagnostics");
    auto& page = f.child<DiagnosticsPage>("diagnosticsPage");
    CHECK(QTest::qWaitFor([&] { return page.findChild<QPushButton*>("copyDiagnostics"); }, 30'000));
    page.findChild<QPushButton*>("copyDiagnostics")->click();
    const QString text = QApplication::clipboard()->text();
    CHECK(text.contains("Processor: ") && text.contains("zstd: ") && text.contains("rarebit "));
    for (const char* id : {"appearance", "language", "work", "diagnostics"}) {
        f.settings->open(id);
        QTest::qWait(50);
        test::shoot(*f.settings, QStringLiteral("settings-") + id);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: its commands and the menus made of them.
#include "app/gui/help.hpp"
#include "app/gui/main_window.hpp"
#include "app/gui/preferences.hpp"
#include "app/gui/report_composer.hpp"
#include "app/gui/workspaces.hpp"
#include "views/core/pane.hpp"
#include "views/core/theme.hpp"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QUrl>

namespace rarebit::gui {

using views::ThemeChoice;

void MainWindow::makeActions() {
    const auto add = [this](const ActionSpec& spec, std::function<void()> run) {
        return actions_.add(spec, std::move(run));
    };
    add({"file.open",
         tr("&Open files…"),
         "folder2-open",
         QKeySequence::Open,
         tr("Opens models, KV dumps, pictures, video, sound, logs, sheets, DNA or any other files")},
        [this] { chooseFiles(); });
    add({"file.open_project",
         tr("Open &project…"),
         "box-seam",
         QKeySequence("Ctrl+Alt+O"),
         tr("Opens a project folder")},
        [this] { chooseProject(); });
    add({"file.sample",
         tr("Try the &sample project"),
         "box",
         QKeySequence("Ctrl+Shift+O"),
         tr("Opens your copy of the sample project: eight small assets made for Rarebit")},
        [this] { openSample(); });
    add({"file.new",
         tr("&New project…"),
         "folder-plus",
         QKeySequence::New,
         tr("Makes an empty project folder")},
        [this] { newProject(); });
    add({"file.save_as",
         tr("Save project &as…"),
         "save",
         QKeySequence("Ctrl+Shift+S"),
         tr("Copies the project to a folder of your choice and goes on there"),
         true},
        [this] { saveAs(); });
    add({"file.pack",
         tr("Pac&k project…"),
         "file-earmark-zip",
         {},
         tr("Writes the project with its assets as one file for mail and teaching")},
        [this] { packProject(); });
    add({"file.close_project",
         tr("&Close project"),
         "x-lg",
         {},
         tr("Back to Home; everything is kept"),
         true},
        [this] {
            session_.closeProject();
            workspaces_->show(QStringLiteral("home"));
        });
    add({"file.quit", tr("&Quit"), "power", QKeySequence::Quit, tr("Closes the window")},
        [this] { close(); });

    auto* undo = session_.undoStack().createUndoAction(this, tr("Undo"));
    auto* redo = session_.undoStack().createRedoAction(this, tr("Redo"));
    auto* undoHere =
        add({"edit.undo", tr("&Undo"), "arrow-counterclockwise", QKeySequence::Undo, {}},
            [this] { session_.undoStack().undo(); });
    auto* redoHere =
        add({"edit.redo", tr("&Redo"), "arrow-clockwise", QKeySequence("Ctrl+Shift+Z"), {}},
            [this] { session_.undoStack().redo(); });
    for (auto [mine, theirs] : {std::pair{undoHere, undo}, {redoHere, redo}}) {
        mine->setEnabled(theirs->isEnabled());
        connect(theirs, &QAction::changed, mine, [mine, theirs] {
            mine->setEnabled(theirs->isEnabled());
            mine->setText(theirs->text());
        });
    }

    add({"edit.settings",
         tr("&Settings…"),
         "gear",
         QKeySequence("Ctrl+,"),
         tr("Appearance, language, workers and memory, shortcuts, diagnostics"),
         true},
        [this] { showSettings({}); });
    const auto theme = [&](const char* id, const QString& text, const char* icon, ThemeChoice choice) {
        add({id, text, icon, {}, {}},
            [choice] { Preferences::edit([choice](Preferences& p) { p.theme = choice; }); });
    };
    theme("view.light", tr("&Light"), "sun", ThemeChoice::light);
    theme("view.dark", tr("&Dark"), "moon", ThemeChoice::dark);
    theme("view.system", tr("As the &system"), "circle-half", ThemeChoice::system);
    const auto scale = [](int by) {
        Preferences::edit([by](Preferences& p) {
            p.textPercent = by == 0 ? 100 : std::clamp(p.textPercent + by, 90, 150);
        });
    };
    add({"view.larger", tr("Larger &text"), "zoom-in", QKeySequence::ZoomIn, {}, true},
        [scale] { scale(10); });
    add({"view.smaller", tr("S&maller text"), "zoom-out", QKeySequence::ZoomOut, {}},
        [scale] { scale(-10); });
    add({"view.normal", tr("&Normal text"), "type", QKeySequence("Ctrl+Shift+0"), {}}, [scale] { scale(0); });
    add({"view.full_screen", tr("&Full screen"), "fullscreen", QKeySequence("F11"), {}},
        [this] { isFullScreen() ? showNormal() : showFullScreen(); });
    add({"view.split_right",
         tr("Split to the &right"),
         "layout-split",
         QKeySequence("Ctrl+\\"),
         tr("A second pane beside the active one"),
         true},
        [this] { workspaces_->split(Qt::Horizontal); });
    add({"view.split_down",
         tr("Split &downwards"),
         "hr",
         QKeySequence("Ctrl+Shift+\\"),
         tr("A second pane below the active one")},
        [this] { workspaces_->split(Qt::Vertical); });
    add({"view.close_pane", tr("&Close pane"), "x-lg", QKeySequence("Ctrl+W"), {}},
        [this] { workspaces_->closeActive(); });
    add({"view.maximise",
         tr("Ma&ximise pane"),
         "arrows-fullscreen",
         QKeySequence("Ctrl+M"),
         tr("Shows the active pane alone; once more shows all again")},
        [this] { workspaces_->maximiseActive(); });
    add({"view.next_pane", tr("Ne&xt pane"), "arrow-right", QKeySequence("F6"), {}},
        [this] { workspaces_->cycle(1); });
    add({"view.previous_pane", tr("Pre&vious pane"), "arrow-left", QKeySequence("Shift+F6"), {}},
        [this] { workspaces_->cycle(-1); });
    add({"view.reset", tr("Reset this workspace"), "arrow-repeat", {}, tr("Panes as they were at first")},
        [this] { workspaces_->reset(); });
    int number = 0;
    for (const auto& id : workspaces_->ids())
        if (++number < 10)
            add({"workspace." + id,
                 tr("Go to %1").arg(workspaces_->title(id)),
                 "window",
                 QKeySequence(QStringLiteral("Ctrl+%1").arg(number)),
                 {},
                 number == 1},
                [this, id] { workspaces_->show(id); });

    add({"asset.close",
         tr("&Close asset"),
         "x-lg",
         {},
         tr("Takes it out of the window; the project keeps it")},
        [this] { session_.closeAsset(session_.hub().state().asset); });
    add({"asset.open_as",
         tr("Open &as…"),
         "arrow-repeat",
         {},
         tr("Opens the same file with another reader, such as raw bytes")},
        [this] { openAs(session_.hub().state().asset); });
    add({"asset.open_raw",
         tr("Open as raw &bytes"),
         "file-earmark-binary",
         {},
         tr("Opens the same file as plain bytes, which nothing in it can make fail")},
        [this] {
            if (const QString path = session_.hub().state().asset; !path.isEmpty())
                session_.open({path}, QStringLiteral("bytes"));
        });
    add({"asset.relink",
         tr("&Relink…"),
         "link-45deg",
         {},
         tr("Says where a missing file is now; its content must be the same")},
        [this] {
            if (const auto asset = session_.asset(session_.hub().state().asset); asset && asset->missing)
                relink(asset->path);
        });
    add({"asset.copy_path", tr("Copy &path"), "clipboard", {}, {}},
        [this] { QApplication::clipboard()->setText(session_.hub().state().asset); });
    add({"asset.folder", tr("Open containing &folder"), "folder2-open", {}, {}}, [this] {
        const QFileInfo info(session_.hub().state().asset);
        if (info.exists()) QDesktopServices::openUrl(QUrl::fromLocalFile(info.absolutePath()));
    });

    add({"sweep.run",
         tr("&Run"),
         "play-fill",
         QKeySequence("F5"),
         tr("Runs the recipe on the chosen asset; in the Sweep workspace the sweep")},
        [this] { run(); });
    add({"sweep.stop",
         tr("&Stop"),
         "stop-fill",
         QKeySequence("Shift+F5"),
         tr("Stops what runs; finished points stay")},
        [this] { jobs_.cancelAll(); });

    add({"compare.show",
         tr("&Compare the chosen result"),
         "layout-split",
         QKeySequence("Ctrl+Return"),
         tr("The original in A, the result in B")},
        [this] {
            if (const auto& keys = session_.hub().state().results; !keys.isEmpty()) compareKey(keys.back());
        });
    add({"compare.swap", tr("&Swap A and B"), "arrow-left-right", QKeySequence("Ctrl+T"), {}},
        [this] { session_.hub().swapSlots(); });
    add({"compare.clear", tr("&Empty all slots"), "x-lg", {}, {}}, [this] {
        auto state = session_.hub().state();
        for (int slot = 0; slot < int(state.slotted.size()); ++slot)
            if (!state.slotted[size_t(slot)].empty()) session_.hub().setSlot(slot, {});
    });

    add({"compare.blind",
         tr("&Blind test"),
         "eye-slash",
         {},
         tr("Whether two slots can be told apart, and which is preferred, in place of the active pane"),
         true},
        [this] {
            workspaces_->show(QStringLiteral("compare"));
            if (auto* pane = workspaces_->activePane()) emit pane->viewChosen(QStringLiteral("blind_test"));
        });

    add({"report.export",
         tr("Write &report…"),
         "file-earmark-text",
         QKeySequence("Ctrl+E"),
         tr("What the Report workspace shows, as HTML, PDF, Markdown or CSV")},
        [this] { composer_->saveAs({}); });
    add({"report.add_compare",
         tr("Add &Compare to the report"),
         "image",
         {},
         tr("A still of what Compare shows now, with method, parameters, sizes and qualities")},
        [this] {
            if (composer_->addStill(QStringLiteral("compare"))) toast(tr("Compare is in the report now"));
        });
    add({"report.pane",
         tr("Export &pane…"),
         "download",
         QKeySequence("Ctrl+Shift+E"),
         tr("The active pane as a picture or drawing")},
        [this] { exportPane(); });

    add({"tools.palette", tr("&Find a command, asset or result"), "search", QKeySequence("Ctrl+Shift+P"), {}},
        [this] { showPalette(); });
    add({"tools.check",
         tr("&Check project"),
         "shield-check",
         {},
         tr("Verifies every line and object of the project")},
        [this] {
            if (session_.project().isEmpty()) return;
            jobs_.submit(
                tr("Check project"),
                {"project", "check", session_.project()},
                Jobs::Lane::light,
                [this](const Job& job) {
                    QMessageBox::information(
                        this,
                        tr("Check project"),
                        job.output.isEmpty() ? tr("See Problems.") : job.output.trimmed()
                    );
                }
            );
        });
    add({"tools.doctor",
         tr("&Diagnostics"),
         "activity",
         {},
         tr("What this machine offers: CPU, GPU, codecs, versions")},
        [this] { showSettings(QStringLiteral("diagnostics")); });
    add({"help.here",
         tr("&Explain what is under the pointer"),
         "question-circle",
         QKeySequence("F1"),
         tr("The page on the view, method or metric that the pointer is on")},
        [this] { showHelp(helpHere()); });
    add({"help.tour",
         tr("Take the &tour"),
         "signpost-2",
         {},
         tr("Five steps on the sample project: open, choose, sweep, click, look")},
        [this] { startTour(); });
    add({"help.contents", tr("&Contents"), "book", {}, {}}, [this] { showHelp({}); });
    add({"help.keys", tr("&Keys"), "keyboard", {}, tr("Every command with its keys, as they are set")},
        [this] { showHelp(QStringLiteral("window/keys")); });
    add({"help.about", tr("&About Rarebit"), "info-circle", {}, {}}, [this] {
        QMessageBox::about(
            this,
            tr("About Rarebit"),
            tr("<b>Rarebit %1</b><br>A workbench for compression research.<br><br>"
               "Free software under the GNU General Public License, version 3 or later.")
                .arg(QApplication::applicationVersion())
        );
    });
}

void MainWindow::makeMenus() {
    const std::pair<const char*, QString> menus[] = {
        {"file", tr("&File")},
        {"edit", tr("&Edit")},
        {"view", tr("&View")},
        {"asset", tr("&Asset")},
        {"sweep", tr("&Sweep")},
        {"compare", tr("&Compare")},
        {"report", tr("&Report")},
        {"tools", tr("&Tools")},
        {"help", tr("&Help")}};
    for (const auto& [id, title] : menus) {
        QMenu* menu = menuBar()->addMenu(title);
        menu->setObjectName(QStringLiteral("menu.") + id);
        for (QAction* action : actions_.all()) {
            const QString group = action->objectName().section(QLatin1Char('.'), 0, 0);
            const bool mine = group == QLatin1String(id) || (group == QStringLiteral("workspace") &&
                                                             QLatin1String(id) == QLatin1String("view"));
            if (!mine) continue;
            if (actions_.spec(action).separatorBefore) menu->addSeparator();
            menu->addAction(action);
        }
        if (QLatin1String(id) == QLatin1String("file")) {
            auto* recent = new QMenu(tr("Recent pro&jects"), menu);
            connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(*recent); });
            menu->insertMenu(actions_.find(QStringLiteral("file.save_as")), recent);
        }
        if (QLatin1String(id) == QLatin1String("view")) {
            menu->addSeparator();
            for (auto* dock : findChildren<QDockWidget*>())
                menu->addAction(dock->toggleViewAction());
        }
    }
}

} // namespace rarebit::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// The window: docks and workspaces around one session.
#pragma once

#include "app/gui/actions.hpp"
#include "app/gui/command_log.hpp"
#include "app/gui/doctor.hpp"
#include "app/gui/jobs.hpp"
#include "app/gui/problems.hpp"
#include "app/gui/recovery.hpp"
#include "app/gui/session.hpp"
#include "app/gui/study.hpp"
#include "views/core/view.hpp"

#include <QMainWindow>

#include <memory>

class QComboBox;
class QLabel;
class QMenu;

namespace rarebit::views {
class Toasts;
}

namespace rarebit::gui {

class AssetDock;
class Dock;
class HelpBrowser;
class Home;
class JobsPanel;
class Palette;
class Recipe;
class ReportComposer;
class SlotBox;
class SweepDesigner;
class Workspaces;
struct TourStep;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow();
    ~MainWindow() override;

    Session& session() { return session_; }
    Jobs& jobs() { return jobs_; }
    Actions& actions() { return actions_; }
    Study& study() { return study_; }
    Workspaces& workspaces() { return *workspaces_; }
    ReportComposer& reportComposer() { return *composer_; }
    CommandLog& commandLog() { return log_; }
    Problems& problems() { return problems_; }
    views::ViewContext& context() { return *context_; }

    /// Files, folders and projects, as on the command line.
    void openPaths(const QStringList& paths);
    /// A copy of the sample project among the user's data, made the first time.
    void openSample();
    /// Five steps on the sample project, each moved on by what the user does.
    void startTour(); // window_tour.cpp
    void toast(const QString& text);
    /// Layout of the last time, and an offer to restore what a crash left behind.
    void start();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    std::unique_ptr<views::ViewContext> makeContext(views::Hub& hub);
    void makeWorkspaces();
    void makeDocks();   // window_docks.cpp
    void makeActions(); // window_actions.cpp
    void makeMenus();   // window_actions.cpp
    void makeToolBar();
    void makeStatusBar();
    void connectAll();
    void connectHome();
    std::vector<TourStep> tourSteps();
    void offerTour();
    static QString samplePlace(); // of the user's copy of the sample project
    void fillHome();
    void fillHomeKeys();
    void showDifference();
    void restoreLeft();
    void openSaved();
    void findProject(const QString& folder);
    void connectSettings();                 // window_settings.cpp
    void applyWork();                       // window_settings.cpp
    void showSettings(const QString& page); // window_settings.cpp

    void chooseFiles();
    void chooseProject();
    void newProject();
    void saveAs();
    void openAs(const QString& path);
    void relink(const QString& path);
    void showPalette();
    void showHelp(const QString& page);
    void makeComposer(); // window_report.cpp
    void exportPane();
    void packProject();
    void run();
    void compareKey(const QString& key);
    void putInSlot(int slot, const QString& key);
    void fillMetrics();
    void updateTitle();
    void updateCounts();
    void jobEnded(uint64_t id);
    void updateStatus();
    void tidyDocks();
    void sizeDocks();
    void foldDocks();
    void fillRecent(QMenu& menu);
    void fillAssetMenu(QMenu& menu, const QString& path, const QString& part);
    void goTo(const QString& place);
    Json layout() const;
    void restoreLayout(const Json& layout);

    Session session_;
    Jobs jobs_;
    Study study_;
    CommandLog log_;
    QHash<uint64_t, int> logged_; // of jobs that run: their entry in the log
    Problems problems_;
    Actions actions_;
    Doctor doctor_;
    std::unique_ptr<views::ViewContext> context_; // of what stands beside the panes
    std::array<std::unique_ptr<views::ViewContext>, LinkGroups::count> groupContexts_;
    std::unique_ptr<Recovery> recovery_;
    Workspaces* workspaces_ = nullptr;
    Palette* palette_ = nullptr;
    HelpBrowser* help_ = nullptr;
    views::Toasts* toasts_ = nullptr;
    AssetDock* assets_ = nullptr;
    Home* home_ = nullptr;
    Recipe* recipe_ = nullptr;
    SweepDesigner* designer_ = nullptr;
    ReportComposer* composer_ = nullptr;
    Dock *assetsDock_ = nullptr, *recipeDock_ = nullptr, *inspectorDock_ = nullptr, *resultsDock_ = nullptr,
         *jobsDock_ = nullptr, *logDock_ = nullptr, *problemsDock_ = nullptr;
    SlotBox *slotA_ = nullptr, *slotB_ = nullptr;
    QComboBox* metric_ = nullptr;
    bool docksFolded_ = false; // at the right: they share the left side
    int filling_ = 0;          // of Home's recent projects, counted
    QString wantedAsset_;      // name of a sample to be shown when it is there
    QLabel *crumbs_ = nullptr, *memory_ = nullptr, *rows_ = nullptr;
};

} // namespace rarebit::gui

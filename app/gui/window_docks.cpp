// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: its docks, which of them each workspace shows, and the layout as a value.
#include "app/gui/asset_dock.hpp"
#include "app/gui/dock.hpp"
#include "app/gui/inspector.hpp"
#include "app/gui/jobs_dock.hpp"
#include "app/gui/main_window.hpp"
#include "app/gui/recipe.hpp"
#include "app/gui/report_composer.hpp"
#include "app/gui/slot_box.hpp"
#include "app/gui/sweep_designer.hpp"
#include "app/gui/workspaces.hpp"

#include <QMenu>
#include <QProcess>
#include <QTimer>

namespace rarebit::gui {
namespace {

constexpr int roomy = 1280;    // width of the window
constexpr int leastSide = 272; // width of what stands at its sides

} // namespace

void MainWindow::makeDocks() {
    const auto dock = [this](const char* name, const QString& title, QWidget* body, Qt::DockWidgetArea area) {
        auto* made = new Dock(QString::fromLatin1(name), title, body, this);
        addDockWidget(area, made);
        return made;
    };
    assets_ = new AssetDock(session_);
    assetsDock_ = dock("assetsDock", tr("Assets"), assets_, Qt::LeftDockWidgetArea);
    recipe_ = new Recipe(study_, *context_);
    recipeDock_ = dock("recipeDock", tr("Recipe"), recipe_, Qt::RightDockWidgetArea);
    auto* inspector = new Inspector(session_);
    inspectorDock_ = dock("inspectorDock", tr("Inspector"), inspector, Qt::RightDockWidgetArea);
    if (const auto* results = views::findView(QStringLiteral("results")))
        resultsDock_ =
            dock("resultsDock", results->title, results->create(*context_, this), Qt::BottomDockWidgetArea);
    auto* jobsPanel = new JobsPanel(jobs_);
    connect(jobsPanel, &JobsPanel::commandLineCopied, this, [this](const QString& line) {
        log_.add(line, tr("copied"));
    });
    jobsDock_ = dock("jobsDock", tr("Jobs"), jobsPanel, Qt::BottomDockWidgetArea);
    auto* logPanel = new CommandLogPanel(log_);
    logDock_ = dock("logDock", tr("Command log"), logPanel, Qt::BottomDockWidgetArea);
    auto* problemsPanel = new ProblemsPanel(problems_);
    problemsDock_ = dock("problemsDock", tr("Problems"), problemsPanel, Qt::BottomDockWidgetArea);
    if (resultsDock_) tabifyDockWidget(resultsDock_, jobsDock_);
    tabifyDockWidget(jobsDock_, logDock_);
    tabifyDockWidget(logDock_, problemsDock_);
    if (resultsDock_) resultsDock_->raise();
    recipe_->setMinimumWidth(leastSide);
    inspector->setMinimumWidth(leastSide);
    sizeDocks();
    resizeDocks({logDock_}, {190}, Qt::Vertical);
    connect(logPanel, &CommandLogPanel::runRequested, this, [this](const QString& line) {
        QStringList words = QProcess::splitCommand(line);
        if (words.value(0) == QStringLiteral("rarebit")) jobs_.submit(words.value(1), words.mid(1));
    });
    connect(recipe_, &Recipe::runRequested, this, [this](const QString& title, const QStringList& arguments) {
        jobs_.submit(title, arguments);
    });
    connect(designer_, &SweepDesigner::submitted, this, [this] { jobsDock_->raise(); });
    connect(problemsPanel, &ProblemsPanel::goTo, this, &MainWindow::goTo);
    connect(assets_, &AssetDock::openRequested, this, &MainWindow::chooseFiles);
    connect(assets_, &AssetDock::relinkRequested, this, &MainWindow::relink);
    connect(
        assets_,
        &AssetDock::menuRequested,
        this,
        [this](QMenu* menu, const QString& path, const QString& part) { fillAssetMenu(*menu, path, part); }
    );
}

// Each workspace has the docks that serve it; docks that share a place have their titles on tabs.
void MainWindow::tidyDocks() {
    const QString workspace = workspaces_->current();
    const bool home = workspace == QStringLiteral("home"), sweep = workspace == QStringLiteral("sweep");
    const bool wide = workspace == QStringLiteral("compare") || workspace == QStringLiteral("report");
    assetsDock_->setVisible(!home && !wide);
    recipeDock_->setVisible(!home && !wide && !sweep);
    inspectorDock_->setVisible(!home && !wide && !sweep);
    for (auto* dock : {resultsDock_, jobsDock_, logDock_, problemsDock_})
        if (dock) dock->setVisible(!home && workspace != QStringLiteral("report")); // pages are tall
    for (auto* dock : findChildren<Dock*>())
        dock->setHeaderVisible(tabifiedDockWidgets(dock).isEmpty());
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    slotA_->setMinimumWidth(width() < roomy ? 120 : 184);
    slotB_->setMinimumWidth(width() < roomy ? 120 : 184);
    foldDocks();
}

void MainWindow::sizeDocks() {
    resizeDocks({assetsDock_, recipeDock_}, {264, 300}, Qt::Horizontal);
    resizeDocks({recipeDock_, inspectorDock_}, {520, 300}, Qt::Vertical);
}

// Narrow windows keep the panes: what stands at the right shares the left side then, as tabs.
void MainWindow::foldDocks() {
    const bool fold = width() < roomy;
    if (std::exchange(docksFolded_, fold) == fold) return;
    const bool recipe = recipeDock_->isVisibleTo(this), inspector = inspectorDock_->isVisibleTo(this);
    for (Dock* dock : {recipeDock_, inspectorDock_}) {
        if (dock->isFloating()) continue;
        if (fold)
            tabifyDockWidget(assetsDock_, dock);
        else
            addDockWidget(Qt::RightDockWidgetArea, dock);
    }
    recipeDock_->setVisible(recipe);
    inspectorDock_->setVisible(inspector);
    if (fold)
        assetsDock_->raise();
    else // when the panes have found their places
        QTimer::singleShot(0, this, &MainWindow::sizeDocks);
    tidyDocks();
}

Json MainWindow::layout() const {
    return Json::object({
        {"version", 1},
        {"workspaces", workspaces_->layout()},
        {"folded", docksFolded_},
        {"docks", saveState(1).toBase64().toStdString()},
        {"report", composer_->settings()},
    });
}

void MainWindow::restoreLayout(const Json& layout) {
    if (layout.at("version").asInt() != 1) return; // of another version: start with the defaults
    workspaces_->restore(layout.at("workspaces"));
    composer_->restore(layout.at("report"));
    restoreState(QByteArray::fromBase64(QByteArray::fromStdString(layout.at("docks").asString())), 1);
    docksFolded_ = layout.at("folded").asBool(false);
    foldDocks();
    tidyDocks();
}

} // namespace rarebit::gui

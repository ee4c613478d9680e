// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/main_window.hpp"

#include "app/gui/asset_dock.hpp"
#include "app/gui/dock.hpp"
#include "app/gui/help.hpp"
#include "app/gui/home.hpp"
#include "app/gui/other_project.hpp"
#include "app/gui/palette.hpp"
#include "app/gui/recent.hpp"
#include "app/gui/recipe.hpp"
#include "app/gui/report_composer.hpp"
#include "app/gui/session_context.hpp"
#include "app/gui/slot_box.hpp"
#include "app/gui/study_json.hpp"
#include "app/gui/sweep_designer.hpp"
#include "app/gui/workspaces.hpp"
#include "engine/core/registry.hpp"
#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/pane.hpp"
#include "views/core/style.hpp"
#include "views/core/toast.hpp"

#include <QCloseEvent>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace rarebit::gui {

using views::Token;

namespace {

QString textOf(const Json& json) {
    return QString::fromStdString(json.asString());
}

} // namespace

MainWindow::MainWindow()
    : jobs_(this), study_(session_.undoStack(), this), log_(this), problems_(this), actions_(this) {
    setObjectName(QStringLiteral("window"));
    setAcceptDrops(true);
    setContentsMargins(4, 0, 4, 0); // the desk shows around the cards
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    context_ = makeContext(session_.hub());
    for (int group = 0; group < LinkGroups::count; ++group)
        groupContexts_[size_t(group)] = makeContext(session_.groups().hub(group));
    makeWorkspaces();
    makeDocks();
    makeActions();
    makeMenus();
    makeToolBar();
    makeStatusBar();
    palette_ = new Palette(this);
    toasts_ = new views::Toasts(this);
    recovery_ = std::make_unique<Recovery>(Session::stateFolder(), [this] {
        Json state = session_.snapshot();
        state["layout"] = layout();
        state["study"] = toJson(study_.state());
        return state;
    });
    connectAll();
    setMinimumSize(800, 560); // below what the panes of a workspace may ask for, so that docks can fold
    resize(QSize(1440, 900).boundedTo(screen()->availableSize()));
    updateTitle();
    updateStatus();
}

MainWindow::~MainWindow() = default;

std::unique_ptr<views::ViewContext> MainWindow::makeContext(views::Hub& hub) {
    auto context = contextOf(session_, hub);
    context->trigger = [this](const QString& action) { actions_.trigger(action); };
    context->log = [this](const QString& line) { log_.add(line); };
    context->protect = [this](const QString& part) {
        study_.protect(part);
        recipeDock_->show();
        recipeDock_->raise();
        if (!study_.state().rules.isEmpty())
            toast(tr("The recipe has a rule for it: %1").arg(study_.state().rules.back().text()));
    };
    context->otherProject = [this](views::ViewContext::OtherRows done) {
        askOtherProject(this, std::move(done));
    };
    return context;
}

void MainWindow::makeWorkspaces() {
    workspaces_ = new Workspaces(session_.groups(), [this](int group) -> views::ViewContext& {
        return *groupContexts_[size_t(group)];
    });
    home_ = new Home;
    workspaces_->addPage(QStringLiteral("home"), tr("Home"), home_);
    designer_ = new SweepDesigner(study_, *context_, jobs_);
    workspaces_->addWidget(QStringLiteral("sweep_designer"), designer_);
    designer_->setObjectName(QStringLiteral("sweepDesigner"));
    makeComposer();
    workspaces_->addDefaults(composer_);
    setCentralWidget(workspaces_);
}

void MainWindow::makeToolBar() {
    auto* bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    const auto button = [&](const char* id, bool withText) {
        bar->addAction(actions_.find(QString::fromLatin1(id)));
        auto* made = qobject_cast<QToolButton*>(bar->widgetForAction(actions_.find(QString::fromLatin1(id))));
        made->setToolButtonStyle(withText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        return made;
    };
    button("file.open", true);
    actions_.find(QStringLiteral("file.open"))->setIconText(tr("Open"));
    auto* runButton = new QPushButton(views::icon(QStringLiteral("play-fill"), Token::onAccent), tr("Run"));
    runButton->setObjectName(QStringLiteral("run"));
    views::setLook(runButton, views::ButtonLook::primary);
    views::setKeyHint(runButton, actions_.find(QStringLiteral("sweep.run"))->shortcut().toString());
    connect(runButton, &QPushButton::clicked, actions_.find(QStringLiteral("sweep.run")), &QAction::trigger);
    connect(&views::Theme::get(), &views::Theme::changed, runButton, [runButton] {
        runButton->setIcon(views::icon(QStringLiteral("play-fill"), Token::onAccent));
    });
    bar->addWidget(runButton);
    button("sweep.stop", false);
    bar->addSeparator();
    button("edit.undo", false);
    button("edit.redo", false);
    bar->addSeparator();
    slotA_ = new SlotBox(0, session_);
    slotB_ = new SlotBox(1, session_);
    bar->addWidget(slotA_);
    button("compare.swap", false);
    bar->addWidget(slotB_);
    bar->addSeparator();
    auto* label = new QLabel(tr("Metric"));
    label->setContentsMargins(4, 0, 4, 0);
    bar->addWidget(label);
    metric_ = new QComboBox;
    metric_->setObjectName(QStringLiteral("metric"));
    metric_->setAccessibleName(tr("Metric of the charts"));
    metric_->setMinimumWidth(130);
    bar->addWidget(metric_);
    auto* find = new QToolButton;
    find->setText(tr("Find a command, asset or result"));
    find->setIcon(views::icon(QStringLiteral("search")));
    find->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    find->setObjectName(QStringLiteral("find"));
    connect(find, &QToolButton::clicked, this, &MainWindow::showPalette);
    views::setCompact(find);
    auto* corner = new QWidget;
    auto* row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 3, 8, 1);
    row->addWidget(find);
    menuBar()->setCornerWidget(corner);
}

void MainWindow::makeStatusBar() {
    const auto label = [this](bool permanent) {
        auto* made = new QLabel;
        views::dress(made, views::Text::caption, Token::text2);
        made->setContentsMargins(12, 0, 12, 0);
        permanent ? statusBar()->addPermanentWidget(made) : statusBar()->addWidget(made, 1);
        return made;
    };
    crumbs_ = label(false);
    crumbs_->setObjectName(QStringLiteral("crumbs"));
    rows_ = label(true);
    memory_ = label(true);
    statusBar()->setSizeGripEnabled(false);
    auto* timer = new QTimer(this);
    timer->setInterval(2000);
    connect(timer, &QTimer::timeout, this, &MainWindow::updateStatus);
    timer->start();
}

void MainWindow::connectAll() {
    auto& hub = session_.hub();
    connect(&hub, &views::Hub::compareRequested, this, &MainWindow::compareKey);
    connect(&hub, &views::Hub::slotRequested, this, [this](const QString& key, int slot) {
        putInSlot(slot, key);
    });
    connect(&hub, &views::Hub::changed, this, [this] {
        updateStatus();
        recovery_->touch();
    });
    connect(&hub, &views::Hub::columnsChanged, this, &MainWindow::fillMetrics);
    connect(&session_, &Session::rowsChanged, this, &MainWindow::fillMetrics);
    connect(&session_, &Session::rowsChanged, this, &MainWindow::updateStatus);
    connect(&session_, &Session::projectChanged, this, [this] {
        updateTitle();
        if (!session_.project().isEmpty() && !session_.untitled()) noteRecent(session_.project());
        fillMetrics();
        problems_.clear();
        recovery_->touch();
    });
    connect(&session_, &Session::assetsChanged, this, [this] {
        for (const auto& asset : session_.assets()) {
            if (asset->error)
                problems_.add({Problem::Level::error, *asset->error, asset->path});
            else if (asset->state == views::AssetItem::State::ready)
                problems_.solve(asset->path);
        }
        workspaces_->assetsUpdated();
        recipe_->assetsUpdated();
        designer_->assetsUpdated();
        updateStatus();
        recovery_->touch();
    });
    connect(&session_, &Session::problem, this, [this](const Error& error) {
        problems_.add({Problem::Level::error, error, {}});
        problemsDock_->show();
        problemsDock_->raise();
    });
    connect(&session_, &Session::said, this, &MainWindow::toast);
    connect(&jobs_, &Jobs::added, this, [this](uint64_t id) {
        logged_[id] = log_.add(jobs_.find(id)->commandLine(), tr("running"));
    });
    connect(&jobs_, &Jobs::finished, this, &MainWindow::jobEnded);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&problems_, signal, this, [this] { updateCounts(); });
    connect(&problems_, &QAbstractItemModel::modelReset, this, [this] { updateCounts(); });
    for (auto signal : {&Jobs::added, &Jobs::finished, &Jobs::removed})
        connect(&jobs_, signal, this, [this] { updateCounts(); });
    connect(&session_, &Session::rowsChanged, this, [this] { updateCounts(); });
    connect(metric_, &QComboBox::activated, this, [this](int index) {
        session_.hub().setMetricColumn(metric_->itemData(index).toString());
    });
    connect(workspaces_, &Workspaces::exportRequested, this, [this] { exportPane(); });
    connect(workspaces_, &Workspaces::currentChanged, this, [this](const QString& id) {
        tidyDocks();
        recovery_->touch();
        if (id == QStringLiteral("home")) fillHome();
    });
    connect(&study_, &Study::changed, this, [this] { recovery_->touch(); });
    connectHome();
    connectSettings();
    fillMetrics();
    updateCounts();
    tidyDocks();
}

void MainWindow::jobEnded(uint64_t id) {
    const Job& job = *jobs_.find(id);
    const auto failures = int(job.failures.size());
    log_.setOutcome(
        logged_.take(id),
        job.state == Job::State::cancelled ? tr("stopped")
        : job.state == Job::State::failed  ? tr("failed")
        : failures > 0                     ? tr("done, %n failed", nullptr, failures)
                                           : tr("done")
    );
    for (const auto& failure : job.failures)
        problems_.add({Problem::Level::error, failure.error, failure.key});
    session_.store().refresh();
}

void MainWindow::openPaths(const QStringList& paths) {
    if (paths.isEmpty()) return;
    if (workspaces_->current() == QStringLiteral("home")) workspaces_->show(QStringLiteral("explore"));
    session_.open(paths);
}

QString MainWindow::samplePlace() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
           QStringLiteral("/tour.rarebit");
}

void MainWindow::openSample() {
    const QString mine = samplePlace(), mineFolder = QFileInfo(mine).path();
    if (QFileInfo::exists(mine + QStringLiteral("/project.json"))) return openPaths({mine});
    const QString source =
        QString::fromStdString((libraryFolder() / "../projects/tour.rarebit").lexically_normal().string());
    const QString built = QStringLiteral(RB_SOURCE_DIR) + QStringLiteral("/projects/tour.rarebit");
    const QString from = QFileInfo::exists(source) ? source : built;
    std::error_code code;
    QDir().mkpath(mineFolder);
    std::filesystem::copy(
        from.toStdString(), mine.toStdString(), std::filesystem::copy_options::recursive, code
    );
    if (code) {
        problems_.add(
            {Problem::Level::error,
             ioError(
                 tr("the sample project could not be copied: %1")
                     .arg(QString::fromStdString(code.message()))
                     .toStdString(),
                 from.toStdString(),
                 tr("check that the program is installed whole and that %1 can be written")
                     .arg(mineFolder)
                     .toStdString()
             ),
             {}}
        );
        return problemsDock_->raise();
    }
    openPaths({mine});
}

void MainWindow::toast(const QString& text) {
    toasts_->show(text);
}

void MainWindow::start() {
    const QSettings settings;
    if (const auto bytes = settings.value(QStringLiteral("layout")).toByteArray(); !bytes.isEmpty())
        if (const auto json = Json::parse(bytes.toStdString(), "layout"); json) restoreLayout(*json);
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    workspaces_->show(QStringLiteral("home"));
    if (const auto left = recovery_->left()) {
        const QString project = textOf(left->at("project"));
        const QString name = project.isEmpty() || project.startsWith(Session::stateFolder())
                                 ? tr("untitled")
                                 : QFileInfo(project).completeBaseName();
        home_->showRestore(
            name,
            tr("Its results and the selection of %1 are safe.")
                .arg(textOf(left->at("when")).replace(QLatin1Char('T'), QLatin1Char(' ')))
        );
    }
    offerTour();
    fillHome();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (jobs_.running() > 0) {
        const auto answer = QMessageBox::question(
            this,
            tr("Close Rarebit"),
            tr("%n job(s) still run. Stop them and close? What is finished stays in the project.",
               nullptr,
               jobs_.running()),
            QMessageBox::Yes | QMessageBox::Cancel,
            QMessageBox::Cancel
        );
        if (answer != QMessageBox::Yes) return event->ignore();
        jobs_.cancelAll();
    }
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("layout"), QByteArray::fromStdString(layout().dump()));
    recovery_->close();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) paths.push_back(url.toLocalFile());
    event->acceptProposedAction();
    openPaths(paths);
}

void MainWindow::chooseFiles() {
    openPaths(QFileDialog::getOpenFileNames(this, tr("Open files")));
}

void MainWindow::chooseProject() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open project"));
    if (!folder.isEmpty()) openPaths({folder});
}

void MainWindow::newProject() {
    QString folder = QFileDialog::getSaveFileName(
        this, tr("New project"), QStringLiteral("study.rarebit"), tr("Projects (*.rarebit)")
    );
    if (folder.isEmpty()) return;
    if (!folder.endsWith(QStringLiteral(".rarebit"))) folder += QStringLiteral(".rarebit");
    session_.newProject(folder);
    workspaces_->show(QStringLiteral("explore"));
}

void MainWindow::saveAs() {
    if (session_.project().isEmpty()) return;
    QString folder = QFileDialog::getSaveFileName(
        this,
        tr("Save project as"),
        session_.projectName() + QStringLiteral(".rarebit"),
        tr("Projects (*.rarebit)")
    );
    if (folder.isEmpty()) return;
    if (!folder.endsWith(QStringLiteral(".rarebit"))) folder += QStringLiteral(".rarebit");
    session_.saveAs(folder);
}

void MainWindow::openAs(const QString& path) {
    if (path.isEmpty()) return;
    QStringList titles, ids;
    for (const auto& reader : allReaders()) {
        ids.push_back(QString::fromStdString(reader.id));
        titles.push_back(
            QString::fromStdString(reader.title) + QStringLiteral(" (") + ids.back() + QStringLiteral(")")
        );
    }
    bool chosen = false;
    const QString title = QInputDialog::getItem(
        this,
        tr("Open as"),
        tr("Reader for %1").arg(QFileInfo(path).fileName()),
        titles,
        std::max<int>(0, int(ids.indexOf(QStringLiteral("bytes")))),
        false,
        &chosen
    );
    if (chosen) session_.open({path}, ids[titles.indexOf(title)]);
}

void MainWindow::relink(const QString& path) {
    const QString file = QFileDialog::getOpenFileName(this, tr("Find %1").arg(QFileInfo(path).fileName()));
    if (!file.isEmpty()) session_.relink(path, file);
}

void MainWindow::showPalette() {
    QVector<PaletteEntry> entries;
    for (QAction* action : actions_.all())
        if (action->isEnabled())
            entries.push_back(
                {action->text().remove(QLatin1Char('&')),
                 action->objectName().section(QLatin1Char('.'), 0, 0),
                 action->shortcut().toString(QKeySequence::NativeText),
                 actions_.spec(action).icon,
                 [action] { action->trigger(); }}
            );
    for (const auto& asset : session_.assets()) {
        entries.push_back(
            {asset->name,
             tr("asset"),
             {},
             QStringLiteral("file-earmark"),
             [this, path = asset->path] { session_.hub().setAsset(path); }}
        );
        for (const auto& part : asset->parts)
            if (asset->parts.size() > 1)
                entries.push_back(
                    {part.name,
                     tr("part of %1").arg(asset->name),
                     {},
                     QStringLiteral("layers"),
                     [this, path = asset->path, name = part.name] { session_.hub().setAsset(path, name); }}
                );
    }
    auto& results = session_.results();
    for (int row = 0; row < std::min(results.size(), 5000); ++row)
        entries.push_back(
            {results.label(row),
             tr("result of %1").arg(results.text(row, QStringLiteral("asset"))),
             {},
             QStringLiteral("graph-up"),
             [this, key = results.key(row)] { session_.hub().setResults({key}); }}
        );
    palette_->open(std::move(entries));
}

void MainWindow::showHelp(const QString& page) {
    if (!help_) help_ = new HelpBrowser(this);
    help_->open(page.isEmpty() ? QStringLiteral("start") : page);
    help_->show();
    help_->raise();
    help_->activateWindow();
}

void MainWindow::exportPane() {
    auto* pane = workspaces_->activePane();
    if (!pane) return;
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Export pane"), QStringLiteral("figure.png"), tr("PNG (*.png);;SVG (*.svg);;PDF (*.pdf)")
    );
    if (file.isEmpty()) return;
    if (const auto status = pane->view()->exportFigure(file); !status)
        problems_.add({Problem::Level::error, status.error(), {}});
    else
        toast(tr("Saved %1").arg(QDir::toNativeSeparators(file)));
}

void MainWindow::packProject() {
    if (session_.project().isEmpty()) return;
    const QString file = QFileDialog::getSaveFileName(
        this,
        tr("Pack project"),
        session_.projectName() + QStringLiteral(".rarebitz"),
        tr("Packed projects (*.rarebitz)")
    );
    if (!file.isEmpty())
        jobs_.submit(
            tr("Pack %1").arg(QFileInfo(file).fileName()),
            {"project", "pack", session_.project(), "-o", file},
            Jobs::Lane::light
        );
}

// Where a sweep is laid out, it runs; elsewhere the recipe does.
void MainWindow::run() {
    if (workspaces_->current() == QStringLiteral("sweep"))
        designer_->run();
    else
        recipe_->run();
    jobsDock_->raise();
}

void MainWindow::putInSlot(int slot, const QString& key) {
    context_->row(key, [this, slot](const Json& row) {
        if (row.isObject()) session_.hub().setSlot(slot, slotFromRow(row, session_));
    });
}

// Every mark is a door: the original in A, the result in B, and Compare.
void MainWindow::compareKey(const QString& key) {
    context_->row(key, [this](const Json& row) {
        if (!row.isObject()) return;
        const views::Slot slot = slotFromRow(row, session_);
        if (slot.empty()) {
            const QString name = textOf(row.at("asset"));
            problems_.add(
                {Problem::Level::warning,
                 badInput(
                     tr("the asset of this result is not open: %1").arg(name).toStdString(),
                     textOf(row.at("key")).toStdString(),
                     tr("open its file; it is found by its content").toStdString()
                 ),
                 textOf(row.at("key"))}
            );
            return problemsDock_->raise();
        }
        // First the workspace: its pane says which group the slots are of.
        workspaces_->show(QStringLiteral("compare"));
        session_.hub().setSlot(0, originalSlot(slot.asset));
        session_.hub().setSlot(1, slot);
    });
}

void MainWindow::fillMetrics() {
    const QSignalBlocker blocker(metric_);
    const auto& results = session_.results();
    const auto asset = session_.asset(session_.hub().state().asset);
    const QString usual = views::usualMetric(results, asset ? asset->kind : QString());
    metric_->clear();
    metric_->addItem(
        usual.isEmpty() ? tr("automatic") : tr("automatic (%1)").arg(views::describeColumn(usual).name),
        QString()
    );
    for (const auto& column : results.columns())
        if (column.name.startsWith(QStringLiteral("metrics.")) && column.filled > 0) {
            const auto text = views::describeColumn(column.name);
            metric_->addItem(
                text.unit.isEmpty() ? text.name : text.name + QStringLiteral(", ") + text.unit, column.name
            );
        }
    metric_->setCurrentIndex(std::max(0, metric_->findData(session_.hub().state().metricColumn)));
}

void MainWindow::updateTitle() {
    const bool open = !session_.project().isEmpty();
    setWindowTitle(
        open ? tr("%1%2 – Rarebit")
                   .arg(session_.projectName(), session_.readOnly() ? tr(" (read-only)") : QString())
             : tr("Rarebit")
    );
    workspaces_->setProjectName(open ? session_.projectName() : QString());
    for (const char* id : {"file.save_as", "file.pack", "file.close_project", "report.export", "tools.check"})
        actions_.find(QString::fromLatin1(id))->setEnabled(open);
}

void MainWindow::updateStatus() {
    const auto& state = session_.hub().state();
    QStringList path;
    if (const auto asset = session_.asset(state.asset)) {
        path.push_back(asset->name);
        if (asset->parts.size() > 1 && !state.part.isEmpty()) path.push_back(state.part);
        if (!state.region.empty())
            path.push_back(tr("row %1, column %2")
                               .arg(views::grouped(state.region.row), views::grouped(state.region.column)));
    }
    crumbs_->setText(
        path.isEmpty() ? (session_.project().isEmpty() ? tr("No project open") : tr("No asset chosen"))
                       : path.join(QStringLiteral("  ›  "))
    );
    const int total = session_.totalRows(), read = session_.results().size();
    rows_->setText(
        read < total ? tr("%1 of %2 results").arg(views::grouped(read), views::grouped(total))
                     : tr("%n result(s)", nullptr, read)
    );
    memory_->setText(tr("cache %1").arg(views::byteSize(double(session_.previews().cacheBytes()))));
}

void MainWindow::updateCounts() {
    const auto title = [](Dock* dock, const QString& name, int count) {
        if (dock)
            dock->setWindowTitle(
                count > 0 ? QStringLiteral("%1  %2").arg(name, views::grouped(count)) : name
            );
    };
    title(resultsDock_, tr("Results"), session_.results().size());
    title(jobsDock_, tr("Jobs"), jobs_.running());
    title(problemsDock_, tr("Problems"), problems_.rowCount());
    actions_.find(QStringLiteral("sweep.stop"))->setEnabled(jobs_.running() > 0);
}

void MainWindow::fillAssetMenu(QMenu& menu, const QString& path, const QString& part) {
    const auto asset = session_.asset(path);
    if (!asset) return;
    if (asset->missing)
        menu.addAction(views::icon(QStringLiteral("link-45deg")), tr("Relink…"), this, [this, path] {
            relink(path);
        });
    menu.addAction(tr("Original to slot A"), this, [this, path] {
        session_.hub().setSlot(0, originalSlot(path));
    });
    menu.addAction(tr("Original to slot B"), this, [this, path] {
        session_.hub().setSlot(1, originalSlot(path));
    });
    menu.addSeparator();
    session_.hub().setAsset(
        path, part.isEmpty() && !asset->parts.isEmpty() ? asset->parts.front().name : part
    );
    for (const char* id : {"asset.open_as", "asset.copy_path", "asset.folder", "asset.close"})
        menu.addAction(actions_.find(QString::fromLatin1(id)));
}

void MainWindow::goTo(const QString& place) {
    if (session_.asset(place))
        session_.hub().setAsset(place);
    else if (session_.results().rowOf(place) >= 0)
        session_.hub().setResults({place});
}

} // namespace rarebit::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: what stands on the Home page.
#include "app/gui/home.hpp"
#include "app/gui/main_window.hpp"
#include "app/gui/workspaces.hpp"
#include "engine/core/files.hpp"
#include "engine/jobs/run.hpp"
#include "views/core/numbers.hpp"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QSettings>
#include <QThread>
#include <QThreadPool>

namespace rarebit::gui {
namespace {

QString whenText(const QDateTime& when) {
    const qint64 days = when.date().daysTo(QDate::currentDate());
    const QString time = QLocale().toString(when.time(), QLocale::ShortFormat);
    if (days == 0) return MainWindow::tr("today %1").arg(time);
    if (days == 1) return MainWindow::tr("yesterday");
    return QLocale().toString(when.date(), QStringLiteral("d MMM yyyy"));
}

// Counted from the files, without opening the store.
RecentProject describeProject(const QString& folder) {
    RecentProject project;
    project.folder = folder;
    project.name = QFileInfo(folder).completeBaseName();
    project.place = QDir::toNativeSeparators(QFileInfo(folder).absolutePath());
    const QFileInfo results(folder + QStringLiteral("/results.jsonl"));
    project.when = whenText(results.exists() ? results.lastModified() : QFileInfo(folder).lastModified());
    int assets = 0;
    if (const auto text = mapFile((folder + QStringLiteral("/project.json")).toStdString()))
        if (const auto json = Json::parse(text->text(), "project")) assets = int(json->at("assets").size());
    project.facts = MainWindow::tr("%n asset(s)", nullptr, assets) + QStringLiteral(", ") +
                    MainWindow::tr("%1 of results").arg(views::byteSize(double(results.size())));
    return project;
}

} // namespace

void MainWindow::connectHome() {
    connect(home_, &Home::openRequested, this, &MainWindow::chooseFiles);
    connect(home_, &Home::sampleProjectRequested, this, &MainWindow::openSample);
    connect(home_, &Home::newProjectRequested, this, &MainWindow::newProject);
    connect(home_, &Home::projectChosen, this, [this](const QString& folder) { openPaths({folder}); });
    connect(home_, &Home::projectForgotten, this, [this](const QString& folder) {
        QSettings settings;
        QStringList recent = settings.value(QStringLiteral("recent")).toStringList();
        recent.removeAll(folder);
        settings.setValue(QStringLiteral("recent"), recent);
        fillHome();
    });
    connect(home_, &Home::sampleChosen, this, [this](const QString& name) {
        openSample();
        wantedAsset_ = name;
    });
    connect(home_, &Home::restoreRequested, this, [this] {
        const auto left = recovery_->left();
        recovery_->forget();
        home_->hideRestore();
        if (!left) return;
        session_.restore(*left);
        restoreLayout(left->at("layout"));
        if (workspaces_->current() == QStringLiteral("home")) workspaces_->show(QStringLiteral("explore"));
    });
    connect(home_, &Home::openSavedRequested, this, [this] {
        const auto left = recovery_->left();
        recovery_->forget();
        home_->hideRestore();
        if (left) openPaths({QString::fromStdString(left->at("project").asString())});
    });
    connect(home_, &Home::differenceRequested, this, [this] {
        const auto left = recovery_->left();
        if (!left) return;
        toast(tr("Project %1 with %n asset(s); choice of assets, results and slots is restored as it was",
                 nullptr,
                 int(left->at("assets").size()))
                  .arg(QString::fromStdString(left->at("project").asString())));
    });
    // A sample that was chosen on the page, once its project lists it.
    connect(&session_, &Session::assetsChanged, this, [this] {
        if (wantedAsset_.isEmpty()) return;
        for (const auto& asset : session_.assets())
            if (asset->name == wantedAsset_) {
                wantedAsset_.clear();
                session_.hub().setAsset(asset->path);
                return;
            }
    });
}

void MainWindow::fillHomeKeys() {
    const auto key = [this](const char* id) {
        return actions_.find(QString::fromLatin1(id))->shortcut().toString(QKeySequence::NativeText);
    };
    home_->setKeys(key("file.open"), key("file.sample"), key("file.new"));
}

void MainWindow::fillHome() {
    home_->setSamples({
        {"weights.safetensors", "grid-3x3", tr("Weights"), tr("heavy-tailed tensors")},
        {"cache.safetensors", "layers", tr("KV cache"), tr("channel outliers")},
        {"picture.png", "image", tr("Picture"), tr("colours and text")},
        {"clip.y4m", "film", tr("Clip"), tr("moving shapes")},
        {"chord.wav", "soundwave", tr("Sound"), tr("a chord")},
        {"service.log", "card-text", tr("Log"), tr("a web service")},
        {"bookings.xlsx", "table", tr("Sheet"), tr("bookings")},
        {"genome.fasta", "code-slash", tr("DNA"), tr("repeats and mutations")},
    });
    home_->setMachine({{tr("Processor"), tr("%n thread(s)", nullptr, QThread::idealThreadCount())}});
    // Slow shares and the processor's description are looked at elsewhere.
    QThreadPool::globalInstance()->start(
        [self = QPointer(this), recent = QSettings().value(QStringLiteral("recent")).toStringList()] {
            QVector<RecentProject> projects;
            for (const auto& folder : recent)
                if (QFileInfo::exists(folder + QStringLiteral("/project.json")))
                    projects.push_back(describeProject(folder));
            const Json environment = environmentRow();
            QMetaObject::invokeMethod(qApp, [self, projects, environment] {
                if (!self) return;
                self->home_->setRecent(projects);
                QVector<std::pair<QString, QString>> facts;
                facts.push_back({tr("Processor"), tr("%n thread(s)", nullptr, QThread::idealThreadCount())});
                if (const Json& type = environment.at("cpu"); type.isString())
                    facts.push_back({tr("Type"), QString::fromStdString(type.asString())});
                self->home_->setMachine(facts);
            });
        }
    );
}

} // namespace rarebit::gui

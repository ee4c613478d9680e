// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: what stands on the Home page.
#include "app/gui/difference.hpp"
#include "app/gui/home.hpp"
#include "app/gui/main_window.hpp"
#include "app/gui/recent.hpp"
#include "app/gui/study_json.hpp"
#include "app/gui/workspaces.hpp"
#include "engine/core/files.hpp"
#include "views/core/background.hpp"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QSettings>
#include <QTimer>

namespace rarebit::gui {
namespace {

QString whenText(const QDateTime& when) {
    const qint64 days = when.date().daysTo(QDate::currentDate());
    const QString time = when.time().toString(QStringLiteral("HH:mm"));
    if (days == 0) return MainWindow::tr("today %1").arg(time);
    if (days == 1) return MainWindow::tr("yesterday");
    return QLocale().toString(when.date(), QStringLiteral("d MMM yyyy"));
}

RecentProject described(const RecentEntry& entry, const ProjectSummary& summary) {
    RecentProject out;
    out.folder = entry.folder;
    out.name = QFileInfo(entry.folder).completeBaseName();
    out.place = QDir::toNativeSeparators(QFileInfo(entry.folder).absolutePath());
    out.when = whenText(entry.opened);
    out.missing = summary.missing;
    out.figure = summary.figure;
    if (summary.missing) {
        out.badge = MainWindow::tr("not found");
        out.badgeKind = views::BadgeKind::warn;
    } else {
        out.facts = MainWindow::tr("%n result(s)", nullptr, summary.results) + QStringLiteral(", ") +
                    MainWindow::tr("%n asset(s)", nullptr, summary.assets);
    }
    return out;
}

} // namespace

void MainWindow::connectHome() {
    connect(home_, &Home::openRequested, this, &MainWindow::chooseFiles);
    connect(home_, &Home::tourRequested, this, &MainWindow::startTour);
    connect(home_, &Home::sampleProjectRequested, this, &MainWindow::openSample);
    connect(home_, &Home::newProjectRequested, this, &MainWindow::newProject);
    connect(home_, &Home::projectChosen, this, [this](const QString& folder) { openPaths({folder}); });
    connect(home_, &Home::projectForgotten, this, [this](const QString& folder) {
        forgetRecent(folder);
        fillHome();
    });
    connect(home_, &Home::projectSought, this, &MainWindow::findProject);
    connect(home_, &Home::sampleChosen, this, [this](const QString& name) {
        openSample();
        wantedAsset_ = name;
    });
    connect(home_, &Home::restoreRequested, this, &MainWindow::restoreLeft);
    connect(home_, &Home::openSavedRequested, this, &MainWindow::openSaved);
    connect(home_, &Home::differenceRequested, this, &MainWindow::showDifference);
    connect(&doctor_, &Doctor::answered, this, [this] { home_->setMachine(doctor_.brief()); });
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
    home_->setMachine(doctor_.brief());
    QTimer::singleShot(500, &doctor_, [this] { doctor_.ask(); }); // when the window is there
    // One after the other, so that the first are there while a large one is still read; slow shares hold up
    // nobody.
    const auto entries = recentProjects();
    const int filling = ++filling_;
    auto known = std::make_shared<QVector<RecentProject>>();
    const auto next = [this, entries, filling, known](auto self) -> void {
        if (filling != filling_) return; // Home is filled anew
        if (known->size() == entries.size()) return home_->setRecent(*known);
        const RecentEntry entry = entries[known->size()];
        views::inBackground(
            this,
            [folder = entry.folder] { return summarise(folder); },
            [known, entry, self](const ProjectSummary& summary) {
                known->push_back(described(entry, summary));
                self(self);
            }
        );
    };
    next(next);
}

void MainWindow::findProject(const QString& folder) {
    const QString found = QFileDialog::getExistingDirectory(
        this, tr("Find %1").arg(QFileInfo(folder).completeBaseName()), QFileInfo(folder).absolutePath()
    );
    if (found.isEmpty()) return;
    moveRecent(folder, found);
    openPaths({found});
}

void MainWindow::restoreLeft() {
    const auto left = recovery_->left();
    recovery_->forget();
    home_->hideRestore();
    if (!left) return;
    session_.restore(*left);
    if (left->at("study").isObject()) study_.reset(studyFromJson(left->at("study")));
    restoreLayout(left->at("layout"));
    if (workspaces_->current() == QStringLiteral("home")) workspaces_->show(QStringLiteral("explore"));
}

void MainWindow::openSaved() {
    const auto left = recovery_->left();
    recovery_->forget();
    home_->hideRestore();
    if (left) openPaths({QString::fromStdString(left->at("project").asString())});
}

void MainWindow::showDifference() {
    const auto left = recovery_->left();
    if (!left) return;
    const QByteArray layout = QSettings().value(QStringLiteral("layout")).toByteArray();
    const auto saved = Json::parse(layout.toStdString(), "layout");
    views::inBackground(
        this,
        [file = left->at("project").asString() + "/project.json"] {
            const auto text = mapFile(file);
            const auto json = text ? Json::parse(text->text(), file) : Result<Json>(Json());
            return json ? *json : Json();
        },
        [this, left = *left, saved = saved ? *saved : Json()](const Json& document) {
            const QString project = QString::fromStdString(left.at("project").asString());
            auto* dialog = new DifferenceDialog(
                QFileInfo(project).completeBaseName(),
                recoveryDifference(left, document, saved, *workspaces_),
                this
            );
            connect(dialog, &DifferenceDialog::restoreChosen, this, &MainWindow::restoreLeft);
            connect(dialog, &DifferenceDialog::savedChosen, this, &MainWindow::openSaved);
            dialog->open();
        }
    );
}

void MainWindow::fillRecent(QMenu& menu) {
    menu.clear();
    for (const auto& entry : recentProjects())
        menu.addAction(QDir::toNativeSeparators(entry.folder), this, [this, folder = entry.folder] {
            openPaths({folder});
        });
    if (menu.isEmpty()) menu.addAction(tr("None yet"))->setEnabled(false);
}

} // namespace rarebit::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots.hpp"

#include "app/gui/gallery.hpp"
#include "app/gui/main_window.hpp"
#include "app/gui/report_composer.hpp"
#include "app/gui/workspaces.hpp"
#include "views/compare/pane.hpp"
#include "views/core/pane.hpp"
#include "views/core/theme.hpp"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPainter>
#include <QTimer>

#include <array>

namespace rarebit::gui {

using views::AssetItem;
using views::Theme;
using views::ThemeChoice;
using views::ViewState;

namespace {

constexpr QSize wide(1440, 900), narrow(1024, 640);
constexpr int patience = 60'000, quiet = 250; // ms
constexpr std::array places{"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"};

void pass(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

/// One window and what leads it from state to state.
class Stage {
public:
    explicit Stage(MainWindow& window) : window_(window) {}
    MainWindow& window() { return window_; }

    Status until(const char* what, const std::function<bool()>& reached) {
        QElapsedTimer time;
        time.start();
        while (!reached()) {
            if (time.elapsed() > patience)
                return internalError(std::string("the window did not reach: ") + what, "shots");
            pass(10);
        }
        return Ok{};
    }
    /// Nothing runs, loads or waits any more.
    Status settled() {
        pass(quiet);
        RB_CHECK(until("rest", [this] {
            if (window_.jobs().running() > 0 || window_.session().previews().open() > 0) return false;
            return std::ranges::none_of(window_.workspaces().panes(), [](views::Pane* pane) {
                const auto kind = pane->view()->state().kind;
                return pane->isVisible() &&
                       (kind == ViewState::Kind::busy || kind == ViewState::Kind::filling);
            });
        }));
        pass(quiet);
        return Ok{};
    }

    Status openSample() {
        window_.openSample();
        return until("the sample project, opened", [this] {
            const auto assets = window_.session().assets();
            return !assets.isEmpty() && std::ranges::none_of(assets, [](const auto& asset) {
                return asset->state == AssetItem::State::opening;
            });
        });
    }
    Status choose(const QString& name, const QString& part = {}) {
        for (const auto& asset : window_.session().assets())
            if (asset->name == name) {
                window_.session().hub().setAsset(asset->path, part);
                return Ok{};
            }
        return internalError("the sample project has no " + name.toStdString(), "shots");
    }
    /// The first result of an asset whose label begins like this.
    Result<QString> result(const QString& asset, const QString& label) {
        const auto& results = window_.session().results();
        for (int row = 0; row < results.size(); ++row)
            if (results.text(row, QStringLiteral("asset")) == asset && results.label(row).startsWith(label))
                return results.key(row);
        return internalError(
            "the sample project has no result " + label.toStdString() + " of " + asset.toStdString(), "shots"
        );
    }
    /// A result beside its original, in the workspace for it.
    Status compare(const QString& asset, const QString& label) {
        for (int slot = 0; slot < 2; ++slot)
            window_.session().hub().setSlot(slot, {});
        RB_CHECK(choose(asset));
        RB_TRY(const QString key, result(asset, label));
        window_.session().hub().setResults({key});
        window_.session().hub().requestCompare(key);
        return until("a result in slot B", [&] {
            return window_.session().hub().state().slotted[1].key == key;
        });
    }
    Status mode(int mode) {
        for (auto* pane : window_.findChildren<views::ComparePane*>())
            if (pane->isVisible()) {
                pane->setMode(mode);
                return Ok{};
            }
        return internalError("nothing is compared", "shots");
    }
    void show(const char* workspace) { window_.workspaces().show(QString::fromLatin1(workspace)); }
    void raise(const char* dock) {
        if (auto* widget = window_.findChild<QDockWidget*>(QString::fromLatin1(dock))) {
            widget->show();
            widget->raise();
        }
    }

private:
    MainWindow& window_;
};

struct Shot {
    const char* name;
    bool chief; // also in a small window
    Status (*reach)(Stage&);
};

Status notStarted(Stage& stage) {
    stage.show("home");
    return Ok{};
}
Status sweepRuns(Stage& stage) {
    RB_CHECK(stage.openSample());
    RB_CHECK(stage.choose(QStringLiteral("weights.safetensors"), QStringLiteral("model.layers.0.attn.weight"))
    );
    auto& jobs = stage.window().jobs();
    jobs.submit(
        QStringLiteral("tour"), followable({"sweep", stage.window().session().project()}), Jobs::Lane::heavy
    );
    stage.raise("jobsDock");
    return stage.until("a sweep that runs", [&] {
        return !jobs.all().empty() && jobs.all().back()->done > 8;
    });
}
Status sweepDone(Stage& stage) {
    RB_CHECK(stage.until("the end of the sweep", [&] { return stage.window().jobs().running() == 0; }));
    RB_CHECK(stage.until("the results", [&] { return stage.window().session().results().size() > 70; }));
    return Ok{};
}
Status explore(Stage& stage, const char* asset) {
    RB_CHECK(stage.choose(QString::fromLatin1(asset)));
    stage.show("explore");
    stage.raise("resultsDock");
    return Ok{};
}
Status withSlot(Stage& stage, const char* asset, const char* label, const char* workspace) {
    RB_CHECK(stage.compare(QString::fromLatin1(asset), QString::fromLatin1(label)));
    stage.show(workspace);
    return Ok{};
}
Status pictureMode(Stage& stage, int mode) {
    RB_CHECK(stage.compare(QStringLiteral("picture.png"), QStringLiteral("jpeg quality=20")));
    RB_CHECK(stage.settled());
    return stage.mode(mode);
}
Status problems(Stage& stage) {
    const QString broken = QDir::temp().filePath(QStringLiteral("rarebit-shots-broken.png"));
    QFile file(broken);
    if (!file.open(QIODevice::WriteOnly) || file.write("\x89PNG\r\n\x1a\n and then nothing") < 0)
        return ioError("cannot write", broken.toStdString(), "free some space");
    file.close();
    stage.window().openPaths({broken});
    RB_CHECK(stage.until("a problem", [&] { return stage.window().problems().rowCount() > 0; }));
    // No coder of pictures can do with this.
    auto& jobs = stage.window().jobs();
    jobs.submit(
        QStringLiteral("jxl in 16 MiB"),
        followable(
            {"sweep",
             stage.window().session().project(),
             "--asset",
             stage.window().session().project() + QStringLiteral("/assets/picture.png"),
             "--method",
             "jxl:distance={0.1,0.2},effort=9",
             "--executor",
             "processes",
             "--worker-memory",
             "16"}
        ),
        Jobs::Lane::heavy
    );
    RB_CHECK(stage.until("the end of the job", [&] { return jobs.running() == 0; }));
    stage.show("explore");
    stage.raise("problemsDock");
    return Ok{};
}

const std::array shots{
    Shot{"home-first", true, notStarted},
    Shot{
        "explore-empty",
        true,
        [](Stage& stage) -> Status {
            stage.show("explore");
            return Ok{};
        }},
    Shot{
        "compare-empty",
        false,
        [](Stage& stage) -> Status {
            stage.show("compare");
            return Ok{};
        }},
    Shot{
        "sweep-empty",
        false,
        [](Stage& stage) -> Status {
            stage.show("sweep");
            return Ok{};
        }},
    Shot{"jobs-busy", false, sweepRuns},
    Shot{"explore-full", false, sweepDone},
    Shot{
        "b-explore",
        true,
        [](Stage& stage) -> Status {
            RB_CHECK(withSlot(stage, "weights.safetensors", "rtn bits=3", "explore"));
            return explore(stage, "weights.safetensors");
        }},
    Shot{"explore-picture", false, [](Stage& stage) -> Status { return explore(stage, "picture.png"); }},
    Shot{"explore-log", false, [](Stage& stage) -> Status { return explore(stage, "service.log"); }},
    Shot{
        "explore-table",
        false,
        [](Stage& stage) -> Status {
            RB_CHECK(explore(stage, "weights.safetensors"));
            for (auto* pane : stage.window().workspaces().panes())
                pane->showTable(true);
            return Ok{};
        }},
    Shot{
        "c-sweep",
        true,
        [](Stage& stage) -> Status {
            for (auto* pane : stage.window().workspaces().panes())
                pane->showTable(false);
            RB_CHECK(stage.choose(QStringLiteral("picture.png")));
            stage.show("sweep");
            return Ok{};
        }},
    Shot{"d-compare-photo", true, [](Stage& stage) -> Status { return pictureMode(stage, 1); }},
    Shot{"compare-side-by-side", false, [](Stage& stage) -> Status { return pictureMode(stage, 0); }},
    Shot{"compare-difference", false, [](Stage& stage) -> Status { return pictureMode(stage, 3); }},
    Shot{"compare-signed", false, [](Stage& stage) -> Status { return pictureMode(stage, 4); }},
    Shot{"compare-heat", false, [](Stage& stage) -> Status { return pictureMode(stage, 5); }},
    Shot{
        "e-kv",
        true,
        [](Stage& stage) -> Status { return withSlot(stage, "cache.safetensors", "rtn bits=3", "kv"); }},
    Shot{
        "f-compare-log",
        true,
        [](Stage& stage) -> Status { return withSlot(stage, "service.log", "zstd", "compare"); }},
    Shot{
        "f-compare-sheet",
        true,
        [](Stage& stage) -> Status { return withSlot(stage, "bookings.xlsx", "zstd", "compare"); }},
    Shot{
        "f-compare-dna",
        true,
        [](Stage& stage) -> Status { return withSlot(stage, "genome.fasta", "dna_context", "compare"); }},
    Shot{
        "g-compare-video",
        true,
        [](Stage& stage) -> Status { return withSlot(stage, "clip.y4m", "x264 crf=36", "compare"); }},
    Shot{
        "compare-audio",
        true,
        [](Stage& stage) -> Status { return withSlot(stage, "chord.wav", "opus", "compare"); }},
    Shot{
        "compare-tensor",
        true,
        [](Stage& stage) -> Status {
            return withSlot(stage, "weights.safetensors", "rtn bits=3", "compare");
        }},
    Shot{
        "report",
        true,
        [](Stage& stage) -> Status {
            stage.show("report");
            return stage.until("the pages of the report", [&stage] {
                return stage.window().reportComposer().ready();
            });
        }},
    Shot{
        "parts",
        true,
        [](Stage& stage) -> Status { return withSlot(stage, "weights.safetensors", "rtn bits=3", "parts"); }},
    Shot{
        "palette",
        false,
        [](Stage& stage) -> Status {
            stage.show("explore");
            stage.window().actions().trigger(QStringLiteral("tools.palette"));
            return Ok{};
        }},
    Shot{
        "i-problems",
        true,
        [](Stage& stage) -> Status {
            for (QWidget* widget : QApplication::topLevelWidgets())
                if (widget != &stage.window() && widget->isVisible()) widget->close();
            return problems(stage);
        }},
    Shot{
        "jobs-failed",
        true,
        [](Stage& stage) -> Status {
            stage.raise("jobsDock");
            return Ok{};
        }},
    Shot{
        "a-home",
        true,
        [](Stage& stage) -> Status {
            stage.window().actions().trigger(QStringLiteral("file.close_project"));
            return Ok{};
        }},
};

// The window and the dialogs over it, as a screen shows them.
QPixmap pictureOf(QWidget& window) {
    QPixmap picture = window.grab();
    QPainter painter(&picture);
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (widget != &window && widget->isVisible() && widget->parentWidget())
            painter.drawPixmap(widget->pos() - window.pos(), widget->grab());
    return picture;
}

} // namespace

OwnPlace::OwnPlace(const QString& folder) {
    for (const char* name : places)
        qputenv(name, QDir(folder).filePath(QString::fromLatin1(name)).toLocal8Bit());
}

OwnPlace::~OwnPlace() {
    for (const char* name : places)
        qunsetenv(name);
}

Status takeShots(const QString& folder, const std::function<void(const QString& file)>& said) {
    if (!QDir().mkpath(folder))
        return ioError("the folder cannot be made", folder.toStdString(), "choose another folder");
    auto& theme = Theme::get();
    const auto save = [&](QWidget& window, const QString& name, Stage* stage) -> Status {
        for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
            theme.choose(choice);
            if (!stage) pass(quiet);
            RB_CHECK(stage ? stage->settled() : Status(Ok{}));
            const QString file = QDir(folder).filePath(
                name +
                (choice == ThemeChoice::light ? QStringLiteral("-light.png") : QStringLiteral("-dark.png"))
            );
            if (!pictureOf(window).save(file))
                return ioError("the picture cannot be written", file.toStdString(), "check the free space");
            said(file);
        }
        return Ok{};
    };
    MainWindow window;
    window.start();
    window.resize(wide);
    window.show();
    Stage stage(window);
    const bool fine = window.devicePixelRatioF() > 1;
    for (const Shot& shot : shots) {
        const QString name = QString::fromLatin1(shot.name);
        RB_CHECK(shot.reach(stage));
        const bool moment = name == QStringLiteral("jobs-busy"); // which does not wait
        if (!fine) RB_CHECK(save(window, name, moment ? nullptr : &stage));
        if (!shot.chief) continue;
        window.resize(narrow);
        RB_CHECK(save(window, name + (fine ? QStringLiteral("-2x") : QStringLiteral("-small")), &stage));
        window.resize(wide);
    }
    const std::unique_ptr<QWidget> controls(makeGallery());
    controls->show();
    if (!fine) RB_CHECK(save(*controls, QStringLiteral("j-components"), nullptr));
    controls->hide();
    window.close();
    return Ok{};
}

} // namespace rarebit::gui

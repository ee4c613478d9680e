// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: the tour of five steps on the sample project.
#include "app/gui/catalogue.hpp"
#include "app/gui/dock.hpp"
#include "app/gui/home.hpp"
#include "app/gui/main_window.hpp"
#include "app/gui/preferences.hpp"
#include "app/gui/tour.hpp"
#include "app/gui/workspaces.hpp"

#include <algorithm>

namespace rarebit::gui {
namespace {

const QString tourAsset = QStringLiteral("picture.png"); // what is lost is seen best there

} // namespace

// The words and what moves each step on, in one place.
std::vector<TourStep> MainWindow::tourSteps() {
    const auto always = [](const QString& name) { return [name] { return QStringList{name}; }; };
    const auto says = [](const QString& text) { return [text] { return text; }; };
    const auto keys = [this](const char* id) {
        return actions_.find(QString::fromLatin1(id))->shortcut().toString(QKeySequence::NativeText);
    };
    const auto explore = [this] { workspaces_->show(QStringLiteral("explore")); };
    const auto recipe = [this, explore] {
        explore();
        recipeDock_->show();
        recipeDock_->raise();
    };
    const auto swept = [this] {
        const auto* method = study_.state().method();
        return method && !method->spreads.empty();
    };
    const auto compares = [this] {
        return workspaces_->current() == QStringLiteral("compare") &&
               !session_.hub().state().slotted[1].empty();
    };
    // What was there when a step began.
    struct Before {
        QString method;
        size_t jobs = 0;
        QStringList results;
    };
    auto before = std::make_shared<Before>();
    return {
        {.title = tr("Open the sample"),
         .sentence = says(tr("A small project with one asset of every kind. Click its card, or press Next.")),
         .targets = always(QStringLiteral("homeSample")),
         .prepare = [this] { workspaces_->show(QStringLiteral("home")); },
         .reached =
             [this] {
                 return session_.project() == samplePlace() &&
                        std::ranges::any_of(session_.assets(), [](const auto& asset) {
                            return asset->state == views::AssetItem::State::ready;
                        });
             },
         .act = [this] { openSample(); }},
        {.title = tr("Choose a method"),
         .sentence = says(tr("The recipe lists the methods that can take what is chosen in Assets: here a "
                             "picture. Choose another one; Next keeps this one.")),
         .targets = always(QStringLiteral("methodPicker")),
         .prepare =
             [this, recipe, before] {
                 recipe();
                 for (const auto& asset : session_.assets())
                     if (asset->name == tourAsset) session_.hub().setAsset(asset->path);
                 const auto* method = study_.state().method();
                 before->method = method ? method->id : QString();
             },
         .reached =
             [this, before] {
                 const auto* method = study_.state().method();
                 if (method && before->method.isEmpty()) before->method = method->id; // the suggested one
                 return method && method->id != before->method;
             },
         .act = {}},
        {.title = tr("Sweep a parameter"),
         .sentence =
             [this, swept, keys] {
                 return swept() ? tr("The value is a range now. Run it: %1 measures every point of it.")
                                      .arg(keys("sweep.run"))
                                : tr("This button turns one value into a range.");
             },
         .targets =
             [swept] {
                 return swept() ? QStringList{QStringLiteral("runRecipe"), QStringLiteral("run")}
                                : QStringList{QStringLiteral("sweep_*"), QStringLiteral("recipeDock")};
             },
         .prepare =
             [this, recipe, before] {
                 recipe();
                 before->jobs = jobs_.all().size();
             },
         .reached = [this, swept, before] { return swept() && jobs_.all().size() > before->jobs; },
         .act =
             [this, swept] {
                 const auto* method = study_.state().method();
                 if (!method) return;
                 const auto params = paramsOf(method->id);
                 const auto numeric = std::ranges::find_if(params, [](const ParamItem& param) {
                     return Spread::suggested(param).values(param).size() > 1;
                 });
                 if (!swept() && numeric != params.end())
                     study_.setSpread(study_.state().current, numeric->name, Spread::suggested(*numeric));
                 actions_.trigger(QStringLiteral("sweep.run"));
             }},
        {.title = tr("Click a point"),
         .sentence =
             says(tr("Every result is a point of the chart, as soon as it is measured: what it costs, "
                     "and how good it is. Click one.")),
         .targets = always(QStringLiteral("view.rate_distortion")),
         .prepare =
             [this, explore, before] {
                 explore();
                 before->results = session_.hub().state().results;
             },
         .reached =
             [this, before] {
                 const auto& chosen = session_.hub().state().results;
                 return !chosen.isEmpty() && chosen != before->results;
             },
         .act =
             [this] {
                 if (session_.results().size() > 0) session_.hub().setResults({session_.results().key(0)});
             }},
        {.title = tr("See what was lost"),
         .sentence =
             [compares, keys] {
                 return compares()
                            ? tr("The original is A, the result B. Drag the line between them, or press 1 to "
                                 "7 "
                                 "for other ways to look.")
                            : tr("Double-click the point, or press %1: the result opens beside the original.")
                                  .arg(keys("compare.show"));
             },
         .targets =
             [compares] {
                 return QStringList{
                     compares() ? QStringLiteral("view.compare") : QStringLiteral("view.rate_distortion")};
             },
         .prepare = {},
         .reached = compares,
         .act = [this] { actions_.trigger(QStringLiteral("compare.show")); }}};
}

void MainWindow::startTour() {
    home_->setTourOffered(false);
    Preferences::edit([](Preferences& p) { p.tourOffered = true; });
    if (findChild<Tour*>()) return;
    wantedAsset_ = tourAsset; // as soon as it is there
    auto* tour = new Tour(tourSteps(), this);
    connect(tour, &Tour::ended, this, [this] {
        toast(tr("The tour is in the Help menu whenever you want it again"));
    });
}

// Once: at the first start.
void MainWindow::offerTour() {
    home_->setTourOffered(!Preferences::read().tourOffered);
}

} // namespace rarebit::gui

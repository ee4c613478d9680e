// SPDX-License-Identifier: GPL-3.0-or-later
// Every command line that a pane offers, in every workspace, for an asset of each kind with a result in slot
// B: a shell runs it. That its numbers are those on the screen is checked where the view is tested.
#include "app/gui/main_window.hpp"
#include "app/gui/workspaces.hpp"
#include "tests/gui/tour_results.hpp"
#include "tests/gui/window_place.hpp"
#include "views/core/pane.hpp"

#include <fmt/format.h>

using namespace rarebit;
using namespace rarebit::gui;

RB_TEST(everyCommandThatAPaneOffersRuns) {
    const test::WindowPlace place;
    MainWindow window;
    window.start();
    window.show();
    window.openPaths({QString::fromStdString(test::sweptTour().string())});
    auto& results = window.session().results();
    CHECK(QTest::qWaitFor([&] { return results.size() >= int(test::tourRows().size()); }, 30'000));
    const auto quiet = [&] {
        return window.session().previews().open() == 0 &&
               std::ranges::none_of(window.workspaces().panes(), [](auto* pane) {
                   const auto kind = pane->view()->state().kind;
                   return pane->isVisible() &&
                          (kind == views::ViewState::Kind::busy || kind == views::ViewState::Kind::filling);
               });
    };
    QHash<QString, bool> seen;
    QSet<QString> offering;
    for (const auto& asset : window.session().assets()) {
        CHECK(test::assetIsReady(window, asset->path));
        QString key;
        for (int row = 0; row < results.size(); ++row)
            if (results.text(row, QStringLiteral("asset")) == asset->name) key = results.key(row);
        window.session().hub().setAsset(asset->path);
        window.session().hub().requestSlot(key, 1);
        CHECK(QTest::qWaitFor([&] { return window.session().hub().state().slotted[1].key == key; }, 10'000));
        for (const char* workspace : {"explore", "sweep", "compare", "kv", "parts"}) {
            window.workspaces().show(QString::fromLatin1(workspace));
            QTest::qWait(100);
            CHECK(QTest::qWaitFor(quiet, 60'000));
            for (auto* pane : window.workspaces().panes()) {
                const QString line = pane->isVisible() ? pane->view()->commandLine() : QString();
                if (line.isEmpty()) continue;
                offering.insert(pane->definition()->id);
                if (std::exchange(seen[line], true)) continue;
                const auto ran = test::runCommand(
                    {"/bin/sh",
                     "-ec",
                     fmt::format(
                         "cd '{}'; PATH='{}':$PATH; {}",
                         place.folder.string(),
                         test::rarebitProgram().parent_path().string(),
                         line.toStdString()
                     )}
                );
                if (ran.exitCode != 0)
                    test::fail(__FILE__, __LINE__, fmt::format("{}\n{}", line.toStdString(), ran.err));
            }
        }
    }
    for (const char* id :
         {"rate_distortion", "distribution", "outlier_map", "compare", "error_map", "kv_cache", "parts"})
        if (!offering.contains(QString::fromLatin1(id)))
            test::fail(__FILE__, __LINE__, std::string(id) + " offered no command");
    CHECK(window.close());
}

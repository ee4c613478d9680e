// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of panes: each has a selection of its own, docks look at the active one, undo goes to whose step it
// was.
#include "app/gui/main_window.hpp"
#include "app/gui/workspaces.hpp"
#include "tests/gui/shots.hpp"
#include "tests/support/check.hpp"
#include "views/core/link_button.hpp"
#include "views/core/pane.hpp"

#include <QAction>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

struct Window {
    std::filesystem::path folder = test::temporaryFolder();
    std::unique_ptr<MainWindow> window;
    Window() {
        qputenv("XDG_STATE_HOME", QByteArray::fromStdString((folder / "state").string()));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(
            QSettings::IniFormat, QSettings::UserScope, QString::fromStdString(folder.string())
        );
        window = std::make_unique<MainWindow>();
        window->show();
        window->workspaces().show("explore");
    }
    ~Window() {
        window.reset();
        qunsetenv("XDG_STATE_HOME");
    }
    QString copy(const char* name) {
        std::filesystem::copy_file(
            test::sourceFolder() / "projects/tour.rarebit/assets" / name, folder / name
        );
        return QString::fromStdString((folder / name).string());
    }
    bool ready(const QString& path) {
        return QTest::qWaitFor(
            [&] {
                const auto asset = window->session().asset(path);
                return asset && asset->state == views::AssetItem::State::ready;
            },
            30'000
        );
    }
    // As from the menu of the pane's chain.
    static void choose(views::Pane& pane, const char* entry) {
        auto* button = pane.findChild<views::LinkButton*>();
        QMenu menu;
        button->fill(menu);
        for (QAction* action : menu.actions())
            if (action->objectName() == QLatin1String(entry)) return action->trigger();
        test::fail(__FILE__, __LINE__, entry);
    }
};

} // namespace

RB_TEST(theFrontIsTheActiveGroup) {
    LinkGroups groups;
    QSignalSpy changed(&groups, &LinkGroups::changed);
    groups.front().setAsset("a", "p");
    for (int group = 0; group < LinkGroups::count; ++group)
        CHECK(groups.hub(group).state().asset == "a"); // where nothing was, too
    groups.setActive(1);
    groups.front().setAsset("b");
    CHECK(groups.hub(0).state().asset == "a");
    CHECK(groups.hub(1).state().asset == "b");
    groups.hub(1).setPart("q"); // a pane of the group
    CHECK(groups.front().state().part == "q");
    groups.hub(0).setPart("r"); // one of another group
    CHECK(groups.front().state().part == "q");
    groups.hub(1).setHover("k");
    CHECK(groups.front().hover() == "k");
    groups.setActive(0);
    CHECK(groups.front().state().part == "r");
    CHECK(groups.front().hover().isEmpty());
    const Json kept = groups.toJson();
    groups.front().setState({});
    CHECK(groups.hub(1).state() == views::HubState{});
    groups.restore(kept);
    CHECK(groups.hub(1).state().asset == "b");
    CHECK(groups.front().state().part == "r");
    groups.edit([](views::HubState& state) { state.metricColumn = "m"; });
    CHECK(groups.front().state().metricColumn == "m" && groups.hub(3).state().metricColumn == "m");
    CHECK(changed.count() > 6);
}

RB_TEST(panesFollowTheirGroup) {
    Window w;
    auto& window = *w.window;
    const QString photo = w.copy("picture.png"), weights = w.copy("weights.safetensors");
    window.openPaths({photo, weights});
    CHECK(w.ready(photo) && w.ready(weights));
    window.session().hub().setAsset(photo);
    auto panes = window.workspaces().panes();
    views::Pane *chart = panes[0], *bins = panes[1];
    CHECK_EQ(bins->definition()->id.toStdString(), "distribution");
    emit bins->activated();
    Window::choose(*bins, "linkGroup2");
    CHECK_EQ(bins->group(), 1);
    CHECK_EQ(window.session().groups().active(), 1);
    window.session().hub().setAsset(weights); // a dock, while the pane of group 2 is active
    CHECK(QTest::qWaitFor([&] { return bins->view()->subject().contains("weight"); }));
    CHECK(window.session().groups().hub(0).state().asset == photo);
    emit chart->activated();
    CHECK(window.session().hub().state().asset == photo);
    QTest::qWait(200);
    test::shoot(window, "link-groups");

    // Undo takes back the step of group 2, whichever is active.
    window.session().undoStack().undo();
    CHECK(window.session().groups().hub(1).state().asset == photo);
    window.session().undoStack().redo();
    CHECK(window.session().groups().hub(1).state().asset == weights);
    CHECK(window.session().hub().state().asset == photo);

    // The layout keeps the group; "none" pins.
    const Json layout = window.workspaces().layout();
    window.workspaces().restore(layout);
    panes = window.workspaces().panes();
    CHECK_EQ(panes[1]->group(), 1);
    CHECK(QTest::qWaitFor([&] { return panes[1]->view()->subject().contains("weight"); }));
    Window::choose(*panes[1], "linkNone");
    CHECK(panes[1]->view()->pinned());
    Window::choose(*panes[1], "linkGroup1");
    CHECK(!panes[1]->view()->pinned());
    CHECK_EQ(panes[1]->group(), 0);
    CHECK(QTest::qWaitFor([&] { return !panes[1]->view()->subject().contains("weight"); }));
    const Json snapshot = window.session().snapshot();
    CHECK_EQ(snapshot.at("groups").size(), size_t(LinkGroups::count));
}

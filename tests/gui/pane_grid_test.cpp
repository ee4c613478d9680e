// SPDX-License-Identifier: GPL-3.0-or-later
// Arrangements of panes: built, saved, split, closed, replaced, maximised.
#include "app/gui/pane_grid.hpp"
#include "tests/support/check.hpp"

#include <QLabel>
#include <QTest>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

QWidget* make(const Json& leaf) {
    if (leaf.at("view").asString().empty()) return nullptr;
    return new QLabel(QString::fromStdString(leaf.at("view").asString()));
}
Json describe(QWidget* pane) {
    return Json::object({{"view", static_cast<QLabel*>(pane)->text().toStdString()}});
}
Json leaf(const char* name) {
    return Json::object({{"view", name}});
}
QStringList names(const PaneGrid& grid) {
    QStringList out;
    for (auto* pane : grid.panes())
        out.push_back(static_cast<QLabel*>(pane)->text());
    return out;
}

const char* const nested =
    R"({"split":"h","sizes":[300,100],"children":[{"view":"a"},{"split":"v","sizes":[50,50],"children":[{"view":"b"},{"view":"c"}]}]})";

} // namespace

RB_TEST(anArrangementComesBackAsItWas) {
    PaneGrid grid(make, describe);
    grid.resize(800, 600);
    grid.setArrangement(REQUIRE(Json::parse(nested, "test")));
    grid.show();
    CHECK(names(grid) == QStringList({"a", "b", "c"}));
    const Json kept = grid.arrangement();
    CHECK(kept.at("sizes").at(size_t(0)).asInt() > 2 * kept.at("sizes").at(1).asInt());
    PaneGrid other(make, describe);
    other.resize(800, 600);
    other.setArrangement(kept);
    other.show();
    CHECK(other.arrangement() == kept);
}

RB_TEST(sharesHoldBeforeAnythingIsShown) {
    PaneGrid grid(make, describe);
    grid.resize(800, 600);
    grid.setArrangement(REQUIRE(Json::parse(
        R"({"split":"h","sizes":[3,1],"children":[{"view":"a"},{"view":"a longer text that needs room"}]})",
        "test"
    )));
    grid.show();
    CHECK_NEAR(grid.panes()[0]->width(), 597, 3);
}

RB_TEST(foldedPanesGiveTheirRoom) {
    PaneGrid grid(make, describe);
    grid.resize(800, 600);
    grid.setArrangement(REQUIRE(Json::parse(nested, "test")));
    grid.show();
    const auto all = grid.panes();
    const auto visible = [&] {
        QStringList out;
        for (auto* pane : grid.panes())
            if (pane->isVisible()) out << static_cast<QLabel*>(pane)->text();
        return out;
    };
    grid.fold({all[1], all[2]});
    CHECK(visible() == QStringList({"a"}));
    CHECK(QTest::qWaitFor([&] { return all[0]->width() == 800; }));
    grid.maximise(all[2]); // the user's wish counts more
    CHECK(visible() == QStringList({"c"}));
    grid.maximise(all[2]);
    CHECK(visible() == QStringList({"a"}));
    grid.fold(all);
    CHECK(visible() == QStringList({"a"}));
    grid.fold({});
    CHECK(visible() == QStringList({"a", "b", "c"}));
}

RB_TEST(panesSplitCloseAndChange) {
    PaneGrid grid(make, describe);
    grid.resize(800, 600);
    grid.show();
    grid.setArrangement(leaf("a"));
    CHECK(grid.split(grid.panes()[0], Qt::Horizontal, leaf("b")));
    CHECK(grid.split(grid.panes()[1], Qt::Vertical, leaf("c")));
    CHECK(grid.split(grid.panes()[0], Qt::Horizontal, leaf("d")));
    CHECK(names(grid) == QStringList({"a", "d", "b", "c"}));
    grid.replace(grid.panes()[1], leaf("e"));
    CHECK(names(grid) == QStringList({"a", "e", "b", "c"}));
    grid.closePane(grid.panes()[2]); // its splitter goes too
    CHECK(names(grid) == QStringList({"a", "e", "c"}));
    while (grid.panes().size() > 1)
        grid.closePane(grid.panes()[0]);
    grid.closePane(grid.panes()[0]); // the last one stays
    CHECK(names(grid) == QStringList({"c"}));
    for (int i = 0; i < 9; ++i)
        grid.split(grid.panes()[0], i % 2 ? Qt::Vertical : Qt::Horizontal, leaf("x"));
    CHECK_EQ(grid.panes().size(), qsizetype(PaneGrid::mostPanes));
}

RB_TEST(aMaximisedPaneIsAlone) {
    PaneGrid grid(make, describe);
    grid.resize(800, 600);
    grid.setArrangement(REQUIRE(Json::parse(nested, "test")));
    grid.show();
    auto* c = grid.panes()[2];
    grid.maximise(c);
    CHECK(c->isVisible() && !grid.panes()[0]->isVisible() && !grid.panes()[1]->isVisible());
    CHECK(QTest::qWaitFor([&] { return c->width() == grid.width(); }));
    grid.maximise(c);
    CHECK(grid.panes()[0]->isVisible() && grid.panes()[1]->isVisible());
}

RB_TEST(unknownViewsAreLeftOut) {
    PaneGrid grid(make, describe);
    grid.setArrangement(REQUIRE(Json::parse(R"({"split":"h","children":[{"view":""},{"view":"a"}]})", "test"))
    );
    CHECK(names(grid) == QStringList({"a"}));
}

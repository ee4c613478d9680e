// SPDX-License-Identifier: GPL-3.0-or-later
// The tour of five steps: what the user does moves it on, Next does it in their place, Escape ends it.
#include "app/gui/preferences.hpp"
#include "app/gui/tour.hpp"
#include "app/gui/workspaces.hpp"
#include "tests/gui/shots.hpp"
#include "tests/gui/window_place.hpp"

#include <QPointer>
#include <QPushButton>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

QPushButton* button(Tour& tour, const char* name) {
    return tour.card()->findChild<QPushButton*>(QString::fromLatin1(name));
}

} // namespace

RB_TEST(theTourGoesOnByWhatTheUserDoes) {
    const test::WindowPlace place;
    MainWindow window;
    window.start();
    window.resize(1280, 800);
    window.show();
    auto* offer = window.findChild<QPushButton*>(QStringLiteral("homeTour"));
    CHECK(offer && offer->isVisible());
    if (!offer) return;
    offer->click();
    const QPointer<Tour> tour = window.findChild<Tour*>();
    CHECK(tour && tour->step() == 0);
    if (!tour) return;
    CHECK(!offer->isVisible());
    CHECK(QTest::qWaitFor([&] { return !tour->light().isEmpty(); }));
    CHECK(!tour->light().intersects(tour->card()->geometry()));
    test::shoot(window, QStringLiteral("tour-1"));
    window.findChild<QAbstractButton*>(QStringLiteral("homeSample"))->click();
    CHECK(QTest::qWaitFor([&] { return tour->step() == 1; }, 30'000));
    button(*tour, "tourNext")->click(); // keeps the method
    CHECK_EQ(tour->step(), 2);
    button(*tour, "tourBack")->click();
    CHECK_EQ(tour->step(), 1);
    CHECK(QTest::qWaitFor([&] { return !window.session().hub().state().asset.isEmpty(); }, 30'000));
    CHECK(QTest::qWaitFor(
        [&] { return window.session().hub().state().asset.endsWith(QStringLiteral("picture.png")); }, 30'000
    ));
    button(*tour, "tourNext")->click();
    test::shoot(window, QStringLiteral("tour-3"));
    button(*tour, "tourNext")->click(); // makes a range and runs it
    CHECK_EQ(tour->step(), 3);
    CHECK(QTest::qWaitFor([&] { return window.session().results().size() > 1; }, 60'000));
    window.session().hub().setResults({window.session().results().key(0)});
    CHECK(QTest::qWaitFor([&] { return tour->step() == 4; }, 10'000));
    button(*tour, "tourNext")->click(); // opens Compare, and the tour stays to be seen
    CHECK(QTest::qWaitFor([&] { return window.workspaces().current() == QStringLiteral("compare"); }, 30'000)
    );
    CHECK(tour && tour->step() == 4);
    test::shoot(window, QStringLiteral("tour-5"));
    button(*tour, "tourNext")->click();
    CHECK(QTest::qWaitFor([&] { return tour.isNull(); }, 10'000));
    CHECK(Preferences::read().tourOffered);
    CHECK(QTest::qWaitFor([&] { return window.jobs().running() == 0; }, 60'000));
}

RB_TEST(escapeEndsTheTour) {
    const test::WindowPlace place;
    MainWindow window;
    window.start();
    window.show();
    QApplication::setActiveWindow(&window);
    window.actions().trigger(QStringLiteral("help.tour"));
    const QPointer<Tour> tour = window.findChild<Tour*>();
    CHECK(tour);
    window.actions().trigger(QStringLiteral("help.tour")); // one at a time
    CHECK_EQ(window.findChildren<Tour*>().size(), 1);
    QTest::keyClick(&window, Qt::Key_Escape);
    CHECK(QTest::qWaitFor([&] { return tour.isNull(); }, 10'000));
    MainWindow again;
    again.start();
    again.show();
    CHECK(!again.findChild<QPushButton*>(QStringLiteral("homeTour"))->isVisible());
}

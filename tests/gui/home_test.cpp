// SPDX-License-Identifier: GPL-3.0-or-later
// The first page: what it shows, what it says when clicked, in both themes and at every width.
#include "app/gui/home.hpp"
#include "app/gui/home_cards.hpp"
#include "tests/support/check.hpp"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace rarebit;
using namespace rarebit::gui;
using views::Theme;
using views::ThemeChoice;

namespace {

struct Page {
    Home home;
    Page() {
        views::applyTheme(*qApp);
        home.resize(1200, 800);
        home.show();
        CHECK(QTest::qWaitForWindowExposed(&home));
    }
    ~Page() { Theme::get().choose(ThemeChoice::system); }
    template <class Widget>
    Widget* child(const char* name) {
        return home.findChild<Widget*>(QLatin1String(name));
    }
    QList<ProjectCard*> cards() {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return home.findChildren<ProjectCard*>();
    }
};

QVector<RecentProject> projects(int count) {
    QVector<RecentProject> out;
    for (int i = 0; i < count; ++i) {
        RecentProject project;
        project.folder = QStringLiteral("/p/%1").arg(i);
        project.name = QStringLiteral("project %1").arg(i);
        project.facts = "26 results, 8 assets";
        project.when = "today 14:02";
        if (i % 2) {
            views::Figure figure;
            figure.series.push_back({.name = {}, .x = {1, 2, 3}, .y = {30, 36, 40}});
            project.figure = std::make_shared<const views::Figure>(figure);
        }
        out += project;
    }
    return out;
}

} // namespace

RB_TEST(startsSayWhatWasClicked) {
    Page page;
    QSignalSpy open(&page.home, &Home::openRequested), sample(&page.home, &Home::sampleProjectRequested),
        fresh(&page.home, &Home::newProjectRequested);
    page.home.setKeys("Ctrl+O", "Ctrl+Shift+O", "Ctrl+N");
    page.child<QAbstractButton>("homeOpen")->click();
    page.child<QAbstractButton>("homeSample")->click();
    CHECK(page.cards().isEmpty());
    page.child<QAbstractButton>("homeNewProject")->click();
    CHECK(open.count() == 1 && sample.count() == 1 && fresh.count() == 1);
}

RB_TEST(sevenProjectsThenAll) {
    Page page;
    page.home.setRecent(projects(9));
    CHECK_EQ(page.cards().size(), 7);
    auto* all = page.child<QPushButton>("homeShowAll");
    CHECK(all->isVisible());
    all->click();
    CHECK_EQ(page.cards().size(), 9);
    all->click();
    CHECK_EQ(page.cards().size(), 7);
    page.home.setRecent(projects(3));
    CHECK(!all->isVisible());
    QSignalSpy chosen(&page.home, &Home::projectChosen), forgotten(&page.home, &Home::projectForgotten);
    QTest::mouseClick(page.cards()[1], Qt::LeftButton);
    QTest::keyClick(page.cards()[2], Qt::Key_Return);
    QTest::keyClick(page.cards()[0], Qt::Key_Delete);
    CHECK_EQ(chosen.count(), 2);
    CHECK(chosen[0][0].toString() == "/p/1" && chosen[1][0].toString() == "/p/2");
    CHECK(forgotten.count() == 1 && forgotten[0][0].toString() == "/p/0");
}

RB_TEST(aMissingProjectIsFoundOrRemoved) {
    Page page;
    auto list = projects(2);
    list[0].missing = true;
    page.home.setRecent(list);
    QSignalSpy chosen(&page.home, &Home::projectChosen), sought(&page.home, &Home::projectSought),
        forgotten(&page.home, &Home::projectForgotten);
    auto* card = page.cards()[0];
    card->findChild<QPushButton*>("findProject")->click();
    QTest::keyClick(card, Qt::Key_Return);
    CHECK(sought.count() == 2 && sought[0][0].toString() == "/p/0" && chosen.isEmpty());
    card->findChild<QPushButton*>("removeProject")->click();
    CHECK(forgotten.count() == 1 && forgotten[0][0].toString() == "/p/0");
    CHECK(!page.cards()[1]->findChild<QPushButton*>("findProject"));
}

RB_TEST(whatIsNotThereIsNotShown) {
    Page page;
    const auto shown = [&](const QString& text) {
        for (const QLabel* label : page.home.findChildren<QLabel*>())
            if (label->text() == text) return label->isVisible();
        return false;
    };
    CHECK(!shown("Samples") && !shown("This machine"));
    QSignalSpy chosen(&page.home, &Home::sampleChosen);
    page.home.setSamples(
        {{"log", "card-text", "Log", "2 000 lines"}, {"dna", "code-slash", "DNA", "12 records"}}
    );
    page.home.setMachine({{"Processor", "16 cores, AVX-512"}, {"GPU", "none, using CPU"}});
    CHECK(shown("Samples") && shown("This machine") && shown("16 cores, AVX-512"));
    page.home.findChildren<SampleButton*>().last()->click();
    CHECK(chosen.count() == 1 && chosen[0][0].toString() == "dna");
    page.home.setSamples({});
    CHECK(!shown("Samples"));
}

RB_TEST(aCrashOffersToRestore) {
    Page page;
    auto* banner = page.child<QWidget>("homeRestore");
    CHECK(!banner->isVisible());
    page.home.showRestore("four-bit-study", "3 runs after 14:02 are safe.");
    CHECK(banner->isVisible());
    CHECK(banner->accessibleName().startsWith("four-bit-study was not closed properly."));
    QSignalSpy restore(&page.home, &Home::restoreRequested), saved(&page.home, &Home::openSavedRequested),
        difference(&page.home, &Home::differenceRequested);
    for (const char* name : {"homeRestoreButton", "homeOpenSaved", "homeDifference"})
        page.child<QPushButton>(name)->click();
    CHECK(restore.count() == 1 && saved.count() == 1 && difference.count() == 1);
    page.home.hideRestore();
    CHECK(!banner->isVisible());
}

RB_TEST(nothingIsCutAtAnyWidth) {
    Page page;
    page.home.setRecent(projects(6));
    page.home.setSamples({{"log", "card-text", "Log", "2 000 lines"}});
    page.home.setMachine({{"Processor", "16 cores, AVX-512"}});
    page.home.showRestore("four-bit-study", "12 changes and 3 runs after 14:02 are safe.");
    for (const auto choice : {ThemeChoice::light, ThemeChoice::dark})
        for (const int width : {700, 1024, 1440, 2200}) {
            Theme::get().choose(choice);
            page.home.resize(width, 700);
            CHECK(QTest::qWaitFor([&] { return page.home.horizontalScrollBar()->maximum() == 0; }));
            CHECK(!page.home.grab().isNull());
            const auto cards = page.cards();
            for (int i = 1; i < cards.size(); ++i)
                CHECK(!cards[i]->geometry().intersects(cards[i - 1]->geometry()));
        }
}

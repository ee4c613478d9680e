// SPDX-License-Identifier: GPL-3.0-or-later
// Help: every page opens, links lead on, search finds, widgets name their page.
#include "app/gui/help.hpp"
#include "tests/support/check.hpp"
#include "views/core/style.hpp"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace rarebit;
using namespace rarebit::gui;
using views::Theme;
using views::ThemeChoice;

namespace {
struct Window {
    HelpBrowser help;
    Window() {
        views::applyTheme(*qApp);
        help.show();
        QApplication::setActiveWindow(&help);
        CHECK(QTest::qWaitForWindowExposed(&help));
    }
    ~Window() { Theme::get().choose(ThemeChoice::system); }
    HelpText& text() { return *help.findChild<HelpText*>("helpText"); }
};
} // namespace

RB_TEST(everyPageOpensInBothThemes) {
    Window w;
    CHECK(HelpBrowser::pages().size() > 60);
    for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
        Theme::get().choose(choice);
        for (const QString& page : HelpBrowser::pages()) {
            w.help.open(page);
            if (w.help.page() != page || w.text().toPlainText().size() < 20 ||
                HelpBrowser::title(page).isEmpty())
                test::fail(__FILE__, __LINE__, page.toStdString());
        }
        CHECK(!w.help.grab().isNull());
    }
}

RB_TEST(metricsSayUnitDirectionValuesAndPitfalls) {
    Window w;
    for (const QString& page : HelpBrowser::pages()) {
        if (!page.startsWith("metrics/")) continue;
        w.help.open(page);
        for (const char* word : {"Unit", "Better", "Typical", "Pitfalls"})
            if (!w.text().toPlainText().contains(QLatin1String(word)))
                test::fail(__FILE__, __LINE__, (page + " lacks " + word).toStdString());
    }
}

RB_TEST(linksLeadOnAndBack) {
    Window w;
    CHECK_EQ(w.help.page().toStdString(), "start");
    emit w.text().anchorClicked(QUrl("formats/project.md"));
    CHECK_EQ(w.help.page().toStdString(), "formats/project");
    CHECK(w.help.windowTitle().startsWith(HelpBrowser::title("formats/project")));
    auto* tree = w.help.findChild<QTreeWidget*>("helpTree");
    CHECK(tree->currentItem() && tree->currentItem()->data(0, Qt::UserRole).toString() == "formats/project");
    QTest::keyClick(&w.help, Qt::Key_Left, Qt::AltModifier);
    CHECK_EQ(w.help.page().toStdString(), "start");
    QTest::keyClick(&w.help, Qt::Key_Right, Qt::AltModifier);
    CHECK_EQ(w.help.page().toStdString(), "formats/project");
    w.help.open("no/such/page");
    CHECK_EQ(w.help.page().toStdString(), "start");
}

RB_TEST(searchPutsTitlesFirst) {
    Window w;
    auto* found = w.help.findChild<QListWidget*>("helpFound");
    w.help.search("psnr");
    CHECK(found->isVisible() && found->count() > 1);
    CHECK(found->item(0)->text().contains("PSNR"));
    CHECK(w.help.page().startsWith("metrics/psnr"));
    CHECK(!w.text().extraSelections().isEmpty());
    w.help.search("qwertyuiop");
    CHECK_EQ(found->count(), 1);
    CHECK(!(found->item(0)->flags() & Qt::ItemIsEnabled));
    auto* field = w.help.findChild<QLineEdit*>("helpSearch");
    QTest::keyClick(field, Qt::Key_Escape);
    CHECK(w.help.findChild<QTreeWidget*>("helpTree")->isVisible());
    CHECK(w.help.isVisible());
    QTest::keyClick(&w.help, Qt::Key_Escape);
    CHECK(!w.help.isVisible());
}

RB_TEST(widgetsNameTheirPage) {
    QWidget outer;
    auto* middle = new QWidget(&outer);
    auto* inner = new QLineEdit(middle);
    CHECK(helpFor(inner).isEmpty());
    outer.setProperty("helpPage", "start");
    middle->setProperty("helpPage", "views/compare");
    CHECK_EQ(helpFor(inner).toStdString(), "views/compare");
    CHECK_EQ(helpFor(&outer).toStdString(), "start");
    CHECK(helpFor(nullptr).isEmpty());
}

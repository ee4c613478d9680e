// SPDX-License-Identifier: GPL-3.0-or-later
// Every control on one page: drawn in both themes and at every text size, with no text cut.
#include "app/gui/gallery.hpp"
#include "tests/gui/cut_labels.hpp"
#include "tests/support/check.hpp"
#include "views/core/style.hpp"

#include <QApplication>
#include <QTest>

using namespace rarebit;
using views::Theme;
using views::ThemeChoice;

RB_TEST(theGalleryShowsEverything) {
    views::applyTheme(*qApp);
    for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
        Theme::get().choose(choice);
        const std::unique_ptr<QWidget> page(gui::makeGallery());
        page->show();
        CHECK(QTest::qWaitForWindowExposed(page.get()));
        QTest::qWait(200);
        CHECK(page->size() == QSize(1440, 900));
        for (const QString& text : test::cutTexts(*page))
            test::fail(__FILE__, __LINE__, text.toStdString());
        // The desk shows between the cards.
        CHECK(page->grab().toImage().pixelColor(3, 450) == views::color(views::Token::window));
    }
    Theme::get().choose(ThemeChoice::system);
}

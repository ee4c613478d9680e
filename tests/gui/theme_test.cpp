// SPDX-License-Identifier: GPL-3.0-or-later
// Colours keep their contrast in both themes, fonts come from our files, icons follow the theme.
#include "tests/support/check.hpp"
#include "views/core/icons.hpp"
#include "views/core/theme.hpp"
#include "views/core/view.hpp"

#include <QDir>
#include <QFile>
#include <QFontInfo>
#include <QSignalSpy>

#include <cmath>

using namespace rarebit;
using namespace rarebit::views;

namespace {

double luminance(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}
double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

struct RestoreTheme {
    ThemeChoice choice = Theme::get().choice();
    ~RestoreTheme() {
        Theme::get().choose(choice);
        Theme::get().setTextScale(1);
        Theme::get().setHighContrast(false);
    }
};

} // namespace

RB_TEST(textHasContrastInBothThemes) {
    const RestoreTheme restore;
    for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
        Theme::get().choose(choice);
        CHECK_EQ(Theme::get().dark(), choice == ThemeChoice::dark);
        for (const Token text : {Token::text, Token::text2})
            for (const Token ground : {Token::window, Token::pane, Token::raised, Token::accentSoft})
                CHECK(contrast(color(text), color(ground)) >= 4.5);
        CHECK(contrast(color(Token::onAccent), color(Token::accent)) >= 4.5);
        CHECK(contrast(color(Token::accent), color(Token::accentSoft)) >= 4.5);
        CHECK(contrast(color(Token::tipText), color(Token::tip)) >= 4.5);
        CHECK(contrast(color(Token::good), color(Token::goodBg)) >= 4.5);
        CHECK(contrast(color(Token::warn), color(Token::warnBg)) >= 4.5);
        CHECK(contrast(color(Token::bad), color(Token::badBg)) >= 4.5);
        CHECK(contrast(color(Token::info), color(Token::infoBg)) >= 4.5);
        CHECK(contrast(color(Token::ctl), color(Token::window)) >= 3);
        for (int n = 0; n < 8; ++n)
            CHECK(contrast(Theme::get().series(n).color, color(Token::pane)) >= 3);
    }
}

RB_TEST(beyondEightSeriesAreHollow) {
    CHECK(!Theme::get().series(7).hollow);
    CHECK(Theme::get().series(8).hollow);
    CHECK(Theme::get().series(8).color == Theme::get().series(0).color);
}

RB_TEST(fontsAreOurs) {
    const RestoreTheme restore;
    CHECK_EQ(QFontInfo(font(Text::body)).family().toStdString(), "Inter");
    CHECK_EQ(QFontInfo(font(Text::number)).family().toStdString(), "JetBrains Mono");
    CHECK_EQ(font(Text::body).pixelSize(), 13);
    QSignalSpy changed(&Theme::get(), &Theme::changed);
    Theme::get().setTextScale(1.5);
    CHECK_EQ(changed.count(), 1);
    CHECK_EQ(font(Text::heading).pixelSize(), 33);
    CHECK_EQ(Theme::get().scaled(28), 42);
}

RB_TEST(highContrastStrengthensLines) {
    const RestoreTheme restore;
    Theme::get().setHighContrast(true);
    CHECK(color(Token::hair) == color(Token::ctl));
    CHECK(color(Token::text2) == color(Token::text));
}

RB_TEST(iconsAreDrawnInTheirColour) {
    const RestoreTheme restore;
    for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
        Theme::get().choose(choice);
        const QImage image = icon("square").pixmap(QSize(64, 64)).toImage();
        CHECK(image.pixelColor(2, 32) == color(Token::text2));
        CHECK_EQ(image.pixelColor(32, 32).alpha(), 0);
        const QImage off = icon("square").pixmap(QSize(64, 64), QIcon::Disabled).toImage();
        CHECK(off.pixelColor(2, 32) == color(Token::text3));
        const QImage on = icon("square").pixmap(QSize(64, 64), QIcon::Normal, QIcon::On).toImage();
        CHECK(on.pixelColor(2, 32) == color(Token::accent));
    }
    CHECK_EQ(icon("square").pixmap(QSize(16, 16), 2.0).width(), 32);
}

RB_TEST(everyIconCanBeDrawn) {
    for (const QString& file : QDir(":/icons").entryList({"*.svg"})) {
        const QImage image = icon(file.chopped(4)).pixmap(QSize(32, 32)).toImage();
        bool drawn = false;
        for (int y = 0; y < 32 && !drawn; ++y)
            for (int x = 0; x < 32 && !drawn; ++x)
                drawn = image.pixelColor(x, y).alpha() > 0;
        if (!drawn) test::fail(__FILE__, __LINE__, file.toStdString() + " draws nothing");
    }
}

RB_TEST(everyViewHasItsIcon) {
    for (const ViewDef* view : allViews())
        if (!QFile::exists(":/icons/" + view->icon + ".svg"))
            test::fail(__FILE__, __LINE__, (view->id + " has no icon " + view->icon).toStdString());
}

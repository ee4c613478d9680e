// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/theme.hpp"

#include "engine/core/result.hpp"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace rarebit::views {
namespace {

struct Pair {
    QRgb light, dark;
};

constexpr Pair colors[] = {
    {0xffeef0f3, 0xff131519}, // window
    {0xffffffff, 0xff1d2025}, // pane
    {0xfff6f7f9, 0xff262a31}, // raised
    {0xffffffff, 0xff17191d}, // field
    {0xffdadde2, 0xff0d0e11}, // stage
    {0xff1b1f26, 0xffe8eaee}, // text
    {0xff555d6b, 0xffa7aebb}, // text2
    {0xff8b93a1, 0xff6e7684}, // text3
    {0xffdce0e6, 0xff31363e}, // hair
    {0xff7f8795, 0xff7a8290}, // ctl
    {0xffeef0f4, 0xff282c33}, // hover
    {0xffe2e5eb, 0xff31363f}, // press
    {0xff4a46c6, 0xff9b9af5}, // accent
    {0xff3d39ae, 0xffb3b2f8}, // accentHover
    {0xffffffff, 0xff14151a}, // onAccent
    {0xffe9e8fb, 0xff2e2d55}, // accentSoft
    {0xff6b7380, 0xff8b93a1}, // axis
    {0xffe9ecf0, 0xff292d34}, // grid
    {0xff0b7a4b, 0xff58c994}, // good
    {0xffe3f4ea, 0xff183528}, // goodBg
    {0xff8a5a00, 0xffe5b35c}, // warn
    {0xfffbf0d9, 0xff3a2e16}, // warnBg
    {0xffb3261e, 0xfff58a80}, // bad
    {0xfffbe6e4, 0xff43211f}, // badBg
    {0xff22639e, 0xff7db8ee}, // info
    {0xffe4eff9, 0xff1c3147}, // infoBg
    {0xff262b33, 0xffe8eaee}, // tip
    {0xfff3f4f6, 0xff1b1f26}, // tipText
    {0xffe6e9ed, 0xff2b3038}, // skel
    {0xffffffff, 0xff2a2d33}, // checkerA
    {0xffe4e6ea, 0xff212429}, // checkerB
};
static_assert(std::size(colors) == static_cast<size_t>(Token::count));

// Hues of Okabe and Ito, shifted until each mark has a contrast of 3:1 on its pane.
constexpr Pair seriesColors[] = {
    {0xff0b5c99, 0xff3f87db},
    {0xffcc4200, 0xffe8602c},
    {0xff0a8a60, 0xff1fa97a},
    {0xffbc6ca0, 0xffd889b8},
    {0xff3093d6, 0xff7fd0f7},
    {0xffba8a00, 0xfff5b73d},
    {0xff554d0e, 0xfff7f08a},
    {0xff1b1f26, 0xffe8eaee}};
const QVector<qreal> dashes[] = {{}, {7, 3}, {2, 3}, {9, 3, 2, 3}, {12, 4}, {5, 2, 2, 2, 2, 2}, {1, 4}, {}};

struct FontSpec {
    int pixels;
    QFont::Weight weight;
    bool mono;
};
FontSpec fontSpec(Text role) {
    switch (role) {
    case Text::heading:
        return {22, QFont::DemiBold, false};
    case Text::title:
        return {15, QFont::DemiBold, false};
    case Text::strong:
        return {13, QFont::DemiBold, false};
    case Text::body:
        return {13, QFont::Normal, false};
    case Text::small:
        return {12, QFont::Normal, false};
    case Text::caption:
        return {11, QFont::Normal, false};
    case Text::captionMedium:
        return {11, QFont::Medium, false};
    case Text::number:
        return {12, QFont::Normal, true};
    case Text::dense:
        return {11, QFont::Normal, true};
    }
    return {13, QFont::Normal, false};
}

void loadFonts() {
    for (const char* name :
         {"Inter-Regular.otf",
          "Inter-Medium.otf",
          "Inter-SemiBold.otf",
          "JetBrainsMono-Regular.ttf",
          "JetBrainsMono-Bold.ttf"})
        RB_ASSERT(QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/") + QLatin1String(name)) >= 0);
}

bool systemIsDark() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown) return scheme == Qt::ColorScheme::Dark;
#endif
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightnessF() < palette.color(QPalette::WindowText).lightnessF();
}

} // namespace

Theme& Theme::get() {
    static Theme theme;
    return theme;
}

// The first use must come before our own palette is set: the system's palette is read here.
Theme::Theme() {
    RB_ASSERT(qGuiApp);
    loadFonts();
    dark_ = systemDark_ = systemIsDark();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        systemDark_ = systemIsDark();
        apply();
    });
#endif
}

void Theme::apply() {
    dark_ = choice_ == ThemeChoice::dark || (choice_ == ThemeChoice::system && systemDark_);
    emit changed();
}

void Theme::choose(ThemeChoice choice) {
    if (std::exchange(choice_, choice) != choice) apply();
}
void Theme::setTextScale(double scale) {
    if (std::exchange(scale_, scale) != scale) apply();
}
void Theme::setReducedMotion(bool on) {
    if (std::exchange(reducedMotion_, on) != on) apply();
}
void Theme::setHighContrast(bool on) {
    if (std::exchange(highContrast_, on) != on) apply();
}

QColor Theme::color(Token token) const {
    if (highContrast_ && token == Token::hair) token = Token::ctl;
    if (highContrast_ && token == Token::text2) token = Token::text;
    return color(token, dark_);
}
QColor Theme::color(Token token, bool dark) const {
    const Pair& pair = colors[static_cast<size_t>(token)];
    return QColor::fromRgb(dark ? pair.dark : pair.light);
}

QFont Theme::font(Text role) const {
    const FontSpec spec = fontSpec(role);
    QFont font(spec.mono ? QStringLiteral("JetBrains Mono") : QStringLiteral("Inter"));
    font.setPixelSize(scaled(spec.pixels));
    font.setWeight(spec.weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    if (spec.mono) font.setStyleHint(QFont::Monospace);
    return font;
}

SeriesStyle Theme::series(int number) const {
    return series(number, dark_);
}
SeriesStyle Theme::series(int number, bool dark) const {
    const int index = ((number % 8) + 8) % 8;
    const Pair& pair = seriesColors[index];
    return {
        QColor::fromRgb(dark ? pair.dark : pair.light),
        static_cast<Marker>(index),
        dashes[index],
        number >= 8};
}

int Theme::scaled(int pixels) const {
    return static_cast<int>(std::lround(pixels * scale_));
}

} // namespace rarebit::views

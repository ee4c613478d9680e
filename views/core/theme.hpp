// SPDX-License-Identifier: GPL-3.0-or-later
// Colours, fonts and series styles of the window, light and dark. All on the GUI thread.
#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPen>
#include <QString>
#include <QVector>

#include <array>
#include <cstdint>

namespace rarebit::views {

/// What a colour is for; the values lie in theme.cpp, light and dark side by side.
enum class Token : uint8_t {
    window,
    pane,
    raised,
    field,
    stage,
    text,
    text2,
    text3,
    hair,
    ctl,
    hover,
    press,
    accent,
    accentHover,
    onAccent,
    accentSoft,
    axis,
    grid,
    good,
    goodBg,
    warn,
    warnBg,
    bad,
    badBg,
    info,
    infoBg,
    tip,
    tipText,
    skel,
    checkerA, // behind transparent pictures
    checkerB,
    count
};

/// heading 22/28, title 15/20, strong 13/18, body 13/18, small 12/16, caption 11/16 (Medium for headers),
/// number 12/16 Mono, dense 11 Mono: pixels, times the user's text scale.
enum class Text : uint8_t { heading, title, strong, body, small, caption, captionMedium, number, dense };

enum class ThemeChoice : uint8_t { light, dark, system };

enum class Marker : uint8_t { disc, square, triangle, diamond, triangleDown, plus, star, cross };

/// How series n (0 to 7, then again with hollow markers) is drawn everywhere.
struct SeriesStyle {
    QColor color;
    Marker marker{};
    QVector<qreal> dash; // pixels on, off; empty: solid
    bool hollow = false;
};

class Theme : public QObject {
    Q_OBJECT
public:
    static Theme& get();

    void choose(ThemeChoice choice);
    ThemeChoice choice() const { return choice_; }
    bool dark() const { return dark_; }
    /// 0.9 to 1.5; presenter mode multiplies it once more.
    void setTextScale(double scale);
    double textScale() const { return scale_; }
    /// Stronger hairlines and labels.
    void setHighContrast(bool on);
    bool highContrast() const { return highContrast_; }
    /// Nothing moves: every duration is 0.
    void setReducedMotion(bool on);
    bool reducedMotion() const { return reducedMotion_; }
    /// How long a motion of so many milliseconds takes.
    int motion(int milliseconds) const { return reducedMotion_ ? 0 : milliseconds; }

    QColor color(Token token) const;
    QFont font(Text role) const;
    SeriesStyle series(int number) const;
    /// Of one theme, whatever is shown: exports and reports are light.
    QColor color(Token token, bool dark) const;
    SeriesStyle series(int number, bool dark) const;
    /// A length in pixels at text scale 1, scaled with the text.
    int scaled(int pixels) const;

signals:
    /// Colours or sizes are others: repaint.
    void changed();

private:
    Theme();
    void apply();
    ThemeChoice choice_ = ThemeChoice::system;
    bool dark_ = false;
    bool systemDark_ = false;
    bool highContrast_ = false;
    bool reducedMotion_ = false;
    double scale_ = 1;
};

inline QColor color(Token token) {
    return Theme::get().color(token);
}
inline QFont font(Text role) {
    return Theme::get().font(role);
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// The look of every standard widget: flat, one radius, one accent. There is no application style sheet.
#pragma once

#include "views/core/theme.hpp"

#include <QPointer>
#include <QProxyStyle>

class QAbstractButton;
class QApplication;
class QFocusFrame;
class QLabel;
class QPainter;

namespace rarebit::views {

/// Sets style, palette and fonts of the program and keeps them with the theme.
void applyTheme(QApplication& application);

/// How a push button looks: with an edge; filled with accent (one of a group at most); without an edge; like
/// a link.
enum class ButtonLook : uint8_t { outlined, primary, quiet, link };
void setLook(QAbstractButton* button, ButtonLook look);
/// A key shown after the button's text ("F5").
void setKeyHint(QAbstractButton* button, const QString& key);
/// 24 pixels high instead of 28, for buttons and fields within rows and headers.
void setCompact(QWidget* widget);
/// A field whose value is wrong has a red edge; `why` is its tool tip. Empty: right again.
void setWrong(QWidget* field, const QString& why);
/// Font and text colour of a widget, kept with the theme.
void dress(QWidget* widget, Text role, Token color = Token::text);
QLabel* makeLabel(const QString& text, Text role, Token color, QWidget* parent = nullptr);

/// Fill and edge lie within the rectangle; an invalid colour draws nothing.
void paintRounded(
    QPainter& painter,
    const QRectF& rect,
    double radius,
    const QColor& fill,
    const QColor& edge = {},
    double width = 1
);

constexpr int cardRadius = 6, controlRadius = 6, chipRadius = 10, popupRadius = 8, badgeRadius = 4;

class Style : public QProxyStyle {
    Q_OBJECT
public:
    Style();

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(
        StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returned
    ) const override;
    QSize sizeFromContents(
        ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget
    ) const override;
    QRect
    subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QRect subControlRect(
        ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget
    ) const override;
    void drawPrimitive(
        PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget
    ) const override;
    void drawControl(
        ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget
    ) const override;
    void drawComplexControl(
        ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget
    ) const override;
    QIcon
    standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;
    QPixmap
    standardPixmap(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;
    QPalette standardPalette() const override;
    using QProxyStyle::polish;
    void polish(QWidget* widget) override;

private:
    void followFocus(QWidget* now);
    QPointer<QFocusFrame> ring_;
};

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// What the style draws: controls with parts. Rectangles for the mouse and what is drawn agree.
#include "views/core/icons.hpp"
#include "views/core/style.hpp"

#include <QPainter>
#include <QStyleOption>
#include <QToolButton>

#include <algorithm>

namespace rarebit::views {
namespace {

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}
bool has(const QStyleOption* option, QStyle::StateFlag flag) {
    return (option->state & flag) != 0;
}

QRect sliderHandle(const QStyleOptionSlider* slider) {
    const int knob = scaled(14);
    const QRect& rect = slider->rect;
    const bool horizontal = slider->orientation == Qt::Horizontal;
    const int room = (horizontal ? rect.width() : rect.height()) - knob;
    const int at = QStyle::sliderPositionFromValue(
        slider->minimum, slider->maximum, slider->sliderPosition, room, slider->upsideDown
    );
    return horizontal ? QRect(rect.left() + at, rect.center().y() - knob / 2 + 1, knob, knob)
                      : QRect(rect.center().x() - knob / 2 + 1, rect.top() + at, knob, knob);
}

void paintSlider(QPainter& painter, const QStyleOptionSlider* slider) {
    const bool enabled = has(slider, QStyle::State_Enabled);
    const bool horizontal = slider->orientation == Qt::Horizontal;
    const QRectF handle = sliderHandle(slider);
    QRectF groove = slider->rect;
    if (horizontal) {
        groove.setTop(handle.center().y() - 2);
        groove.setHeight(4);
    } else {
        groove.setLeft(handle.center().x() - 2);
        groove.setWidth(4);
    }
    paintRounded(painter, groove, 2, color(Token::hair), color(enabled ? Token::ctl : Token::hair), 0.5);
    QRectF filled = groove;
    if (horizontal && slider->upsideDown)
        filled.setLeft(handle.center().x());
    else if (horizontal)
        filled.setRight(handle.center().x());
    else if (slider->upsideDown)
        filled.setTop(handle.center().y());
    else
        filled.setBottom(handle.center().y());
    paintRounded(painter, filled, 2, color(enabled ? Token::accent : Token::text3));
    const bool over =
        has(slider, QStyle::State_MouseOver) && slider->activeSubControls == QStyle::SC_SliderHandle;
    const bool down = has(slider, QStyle::State_Sunken);
    paintRounded(
        painter,
        handle,
        handle.width() / 2,
        color(down ? Token::accentSoft : Token::field),
        color(
            !enabled       ? Token::text3
            : over || down ? Token::accentHover
                           : Token::accent
        ),
        2
    );
}

QRect scrollHandle(const QStyleOptionSlider* bar) {
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const QRect& rect = bar->rect;
    const int length = horizontal ? rect.width() : rect.height();
    const double range = double(bar->maximum) - bar->minimum;
    if (range <= 0) return {};
    const int page = std::max(1, bar->pageStep);
    const int handle = std::clamp(int(double(page) * length / (range + page)), std::min(24, length), length);
    const int at = QStyle::sliderPositionFromValue(
        bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown
    );
    return horizontal ? QRect(rect.left() + at, rect.top(), handle, rect.height())
                      : QRect(rect.left(), rect.top() + at, rect.width(), handle);
}

void paintScrollBar(QPainter& painter, const QStyleOptionSlider* bar) {
    const QRect handle = scrollHandle(bar);
    if (handle.isEmpty() || !has(bar, QStyle::State_Enabled)) return;
    const bool active = (has(bar, QStyle::State_MouseOver) || has(bar, QStyle::State_Sunken)) &&
                        bar->activeSubControls == QStyle::SC_ScrollBarSlider;
    paintRounded(painter, handle.adjusted(2, 2, -2, -2), 3, color(active ? Token::text2 : Token::ctl));
}

void paintCombo(QPainter& painter, const QStyleOptionComboBox* combo, const QWidget* widget) {
    const bool enabled = has(combo, QStyle::State_Enabled);
    const bool over = has(combo, QStyle::State_MouseOver) && enabled && !combo->editable;
    const bool wrong = widget && widget->property("wrong").toBool();
    const bool edits = combo->editable && has(combo, QStyle::State_HasFocus) && enabled;
    if (combo->frame)
        paintRounded(
            painter,
            combo->rect,
            controlRadius,
            color(over ? Token::hover : Token::field),
            color(
                wrong     ? Token::bad
                : edits   ? Token::accent
                : enabled ? Token::ctl
                          : Token::hair
            ),
            wrong || edits ? 2 : 1
        );
    const int side = scaled(12);
    const int x =
        combo->direction == Qt::RightToLeft ? combo->rect.left() + 10 : combo->rect.right() - 9 - side;
    paintIcon(
        painter,
        QRect(x, combo->rect.center().y() - side / 2 + 1, side, side),
        QStringLiteral("chevron-down"),
        color(enabled ? Token::text2 : Token::text3)
    );
}

// Icon, text, and the chevron of a menu, from the left edge on.
void paintToolLabel(QPainter& painter, const QStyleOptionToolButton* tool) {
    const bool enabled = has(tool, QStyle::State_Enabled), on = has(tool, QStyle::State_On);
    QRect rect = tool->rect.adjusted(6, 0, -6, 0);
    if (tool->toolButtonStyle != Qt::ToolButtonTextOnly && !tool->icon.isNull()) {
        const int side = tool->iconSize.width();
        tool->icon.paint(
            &painter,
            QStyle::visualRect(
                tool->direction, tool->rect, QRect(rect.left(), rect.center().y() - side / 2 + 1, side, side)
            ),
            Qt::AlignCenter,
            enabled ? QIcon::Normal : QIcon::Disabled,
            on ? QIcon::On : QIcon::Off
        );
        rect.setLeft(rect.left() + side + 6);
    }
    if (tool->features & QStyleOptionToolButton::HasMenu) rect.setRight(rect.right() - 18);
    painter.setFont(tool->font);
    painter.setPen(
        !enabled ? color(Token::text3)
        : on     ? color(Token::accent)
                 : tool->palette.color(QPalette::ButtonText)
    );
    painter.drawText(
        QStyle::visualRect(tool->direction, tool->rect, rect),
        Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine | Qt::TextHideMnemonic,
        tool->text
    );
}

} // namespace

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget
) const {
    const QRect& rect = option->rect;
    if (control == CC_Slider) {
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (slider && part == SC_SliderHandle) return sliderHandle(slider);
        if (slider && part == SC_SliderGroove) return rect;
    }
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (!bar) return {};
        const QRect handle = scrollHandle(bar);
        const bool horizontal = bar->orientation == Qt::Horizontal;
        switch (part) {
        case SC_ScrollBarSlider:
            return handle;
        case SC_ScrollBarGroove:
            return rect;
        case SC_ScrollBarSubPage:
            return horizontal ? QRect(rect.topLeft(), QPoint(handle.left() - 1, rect.bottom()))
                              : QRect(rect.topLeft(), QPoint(rect.right(), handle.top() - 1));
        case SC_ScrollBarAddPage:
            return horizontal ? QRect(QPoint(handle.right() + 1, rect.top()), rect.bottomRight())
                              : QRect(QPoint(rect.left(), handle.bottom() + 1), rect.bottomRight());
        default:
            return {};
        }
    }
    if (control == CC_ComboBox) {
        const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        const bool editable = combo && combo->editable; // its line edit has two pixels of its own
        switch (part) {
        case SC_ComboBoxArrow:
            return visualRect(
                option->direction, rect, QRect(rect.right() - 27, rect.top(), 28, rect.height())
            );
        case SC_ComboBoxEditField:
            return visualRect(option->direction, rect, rect.adjusted(editable ? 6 : 8, 1, -28, -1));
        case SC_ComboBoxListBoxPopup:
            return rect.adjusted(0, 0, 0, 2);
        default:
            return rect;
        }
    }
    if (control == CC_SpinBox) {
        const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        if (spin && spin->buttonSymbols == QAbstractSpinBox::NoButtons)
            return part == SC_SpinBoxEditField ? rect.adjusted(5, 1, -5, -1)
                   : part == SC_SpinBoxFrame   ? rect
                                               : QRect();
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget
) const {
    switch (control) {
    case CC_Slider:
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option))
            paintSlider(*painter, slider);
        return;
    case CC_ScrollBar:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            paintScrollBar(*painter, bar);
        return;
    case CC_ComboBox:
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            paintCombo(*painter, combo, widget);
        return;
    case CC_SpinBox:
        if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option); spin && spin->frame)
            drawPrimitive(PE_FrameLineEdit, option, painter, widget);
        return;
    case CC_ToolButton: {
        const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        if (!tool) return;
        if (!has(tool, State_AutoRaise)) {
            QStyleOptionButton frame;
            frame.QStyleOption::operator=(*tool);
            drawPrimitive(PE_PanelButtonCommand, &frame, painter, widget);
        } else {
            drawPrimitive(PE_PanelButtonTool, tool, painter, widget);
        }
        const bool menu = (tool->features & QStyleOptionToolButton::HasMenu) != 0;
        const bool beside = tool->toolButtonStyle == Qt::ToolButtonTextBesideIcon ||
                            tool->toolButtonStyle == Qt::ToolButtonTextOnly;
        painter->save();
        if (beside && !tool->text.isEmpty()) {
            paintToolLabel(*painter, tool);
        } else {
            QStyleOptionToolButton label = *tool;
            if (menu) label.rect.adjust(0, 0, -12, 0);
            if (!has(tool, State_Enabled)) label.palette.setColor(QPalette::ButtonText, color(Token::text3));
            drawControl(CE_ToolButtonLabel, &label, painter, widget);
        }
        painter->restore();
        if (menu) {
            const int side = scaled(10);
            paintIcon(
                *painter,
                QRect(tool->rect.right() - side - 5, tool->rect.center().y() - side / 2 + 1, side, side),
                QStringLiteral("chevron-down"),
                color(has(tool, State_Enabled) ? Token::text2 : Token::text3)
            );
        }
        return;
    }
    case CC_GroupBox: {
        const auto* box = qstyleoption_cast<const QStyleOptionGroupBox*>(option);
        if (!box) return;
        const QRect place = subControlRect(CC_GroupBox, option, SC_GroupBoxLabel, widget);
        painter->save();
        painter->setFont(font(Text::strong));
        painter->setPen(color(has(box, State_Enabled) ? Token::text : Token::text3));
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextHideMnemonic, box->text);
        painter->restore();
        if (box->subControls & SC_GroupBoxCheckBox) {
            QStyleOptionButton check;
            check.QStyleOption::operator=(*box);
            check.rect = subControlRect(CC_GroupBox, option, SC_GroupBoxCheckBox, widget);
            drawPrimitive(PE_IndicatorCheckBox, &check, painter, widget);
        }
        return;
    }
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

} // namespace rarebit::views

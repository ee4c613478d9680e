// SPDX-License-Identifier: GPL-3.0-or-later
// What the style draws: primitives and simple controls.
#include "views/core/icons.hpp"
#include "views/core/style.hpp"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QFocusFrame>
#include <QFrame>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleOption>
#include <QTableView>
#include <QTextEdit>

#include <algorithm>

namespace rarebit::views {
namespace {

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}

bool has(const QStyleOption* option, QStyle::StateFlag flag) {
    return (option->state & flag) != 0;
}

Token textToken(const QStyleOption* option, Token enabled = Token::text) {
    return has(option, QStyle::State_Enabled) ? enabled : Token::text3;
}

void paintField(QPainter& painter, const QStyleOption* option, const QWidget* widget) {
    const bool wrong = widget && widget->property("wrong").toBool();
    const bool focus = has(option, QStyle::State_HasFocus) && has(option, QStyle::State_Enabled);
    const Token edge = wrong                                ? Token::bad
                       : focus                              ? Token::accent
                       : has(option, QStyle::State_Enabled) ? Token::ctl
                                                            : Token::hair;
    paintRounded(
        painter, option->rect, controlRadius, color(Token::field), color(edge), wrong || focus ? 2 : 1
    );
}

ButtonLook lookOf(const QStyleOptionButton* button, const QWidget* widget) {
    if (const QVariant look = widget ? widget->property("look") : QVariant(); look.isValid())
        return static_cast<ButtonLook>(look.toInt());
    if (button->features & QStyleOptionButton::Flat) return ButtonLook::quiet;
    return button->features & QStyleOptionButton::DefaultButton ? ButtonLook::primary : ButtonLook::outlined;
}

void paintButton(QPainter& painter, const QStyleOptionButton* button, const QWidget* widget) {
    const bool enabled = has(button, QStyle::State_Enabled);
    const bool down = has(button, QStyle::State_Sunken), over = has(button, QStyle::State_MouseOver);
    const bool on = has(button, QStyle::State_On);
    switch (lookOf(button, widget)) {
    case ButtonLook::primary: {
        QColor fill = color(over ? Token::accentHover : Token::accent);
        if (down) fill = color(Token::accentHover).darker(112);
        paintRounded(painter, button->rect, controlRadius, enabled ? fill : color(Token::press));
        return;
    }
    case ButtonLook::outlined: {
        const Token fill = !enabled ? Token::field
                           : down   ? Token::press
                           : on     ? Token::accentSoft
                           : over   ? Token::hover
                                    : Token::field;
        paintRounded(
            painter,
            button->rect,
            controlRadius,
            color(fill),
            color(
                !enabled ? Token::hair
                : on     ? Token::accent
                         : Token::ctl
            )
        );
        return;
    }
    case ButtonLook::quiet:
        if (!enabled) return;
        if (down || over || on)
            paintRounded(
                painter,
                button->rect,
                controlRadius,
                color(
                    down ? Token::press
                    : on ? Token::accentSoft
                         : Token::hover
                )
            );
        return;
    case ButtonLook::link:
        return;
    }
}

void paintButtonLabel(QPainter& painter, const QStyleOptionButton* button, const QWidget* widget) {
    const ButtonLook look = lookOf(button, widget);
    const bool enabled = has(button, QStyle::State_Enabled);
    const QString key = widget ? widget->property("keyHint").toString() : QString();
    Token token = Token::text;
    if (look == ButtonLook::primary) token = Token::onAccent;
    if (look == ButtonLook::link || (look == ButtonLook::quiet && has(button, QStyle::State_On)))
        token = Token::accent;
    if (const QVariant ink = widget ? widget->property("ink") : QVariant(); ink.isValid())
        token = static_cast<Token>(ink.toInt());
    if (!enabled) token = Token::text3;
    QFont textFont = font(look == ButtonLook::primary ? Text::strong : Text::body);
    if (look == ButtonLook::link) textFont.setUnderline(has(button, QStyle::State_MouseOver) && enabled);
    const QFontMetrics metrics(textFont);
    const QFont keyFont = font(Text::small);
    const int iconWidth = button->icon.isNull() ? 0 : button->iconSize.width();
    const int gap = iconWidth > 0 && !button->text.isEmpty() ? 6 : 0;
    const int textWidth = metrics.size(Qt::TextShowMnemonic, button->text).width();
    const int keyWidth = key.isEmpty() ? 0 : 8 + QFontMetrics(keyFont).horizontalAdvance(key);
    const int menuWidth = button->features & QStyleOptionButton::HasMenu ? 18 : 0;
    const int width = iconWidth + gap + textWidth + keyWidth + menuWidth;
    QRect rect = button->rect.adjusted(4, 0, -4, 0);
    if (width < rect.width()) {
        // Buttons that fill a column keep their text at the left.
        const bool left = widget && widget->property("leftAligned").toBool();
        rect.setLeft(left ? rect.left() + 4 : rect.left() + (rect.width() - width) / 2);
    }
    if (iconWidth > 0) {
        const QRect place(rect.left(), rect.center().y() - iconWidth / 2 + 1, iconWidth, iconWidth);
        button->icon.paint(
            &painter,
            QStyle::visualRect(button->direction, button->rect, place),
            Qt::AlignCenter,
            enabled ? QIcon::Normal : QIcon::Disabled,
            has(button, QStyle::State_On) ? QIcon::On : QIcon::Off
        );
        rect.setLeft(rect.left() + iconWidth + gap);
    }
    const bool underline = widget && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
    const int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine |
                      (underline ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
    painter.setFont(textFont);
    painter.setPen(color(token));
    const int room = rect.width() - keyWidth - menuWidth;
    const QString text = textWidth > room
                             ? metrics.elidedText(button->text, Qt::ElideRight, room, Qt::TextShowMnemonic)
                             : button->text;
    painter.drawText(QStyle::visualRect(button->direction, button->rect, rect), flags, text);
    if (keyWidth > 0) {
        QRect place = rect;
        place.setLeft(rect.left() + textWidth + 8);
        QColor keyColor =
            color(enabled ? (look == ButtonLook::primary ? Token::onAccent : Token::text2) : token);
        if (look == ButtonLook::primary && enabled) keyColor.setAlphaF(0.8F);
        painter.setFont(keyFont);
        painter.setPen(keyColor);
        painter.drawText(QStyle::visualRect(button->direction, button->rect, place), flags, key);
    }
    if (menuWidth > 0) {
        const QRect place(button->rect.right() - 20, button->rect.center().y() - 5, 12, 12);
        paintIcon(
            painter,
            QStyle::visualRect(button->direction, button->rect, place),
            QStringLiteral("chevron-down"),
            color(token)
        );
    }
}

void paintCheck(QPainter& painter, const QStyleOption* option, bool round) {
    const bool enabled = has(option, QStyle::State_Enabled), over = has(option, QStyle::State_MouseOver);
    const bool on = has(option, QStyle::State_On), some = has(option, QStyle::State_NoChange);
    const QRectF rect(option->rect);
    const double radius = round ? rect.width() / 2 : 3;
    const QColor filled = color(!enabled ? Token::text3 : over ? Token::accentHover : Token::accent);
    if (!on && !some) {
        paintRounded(
            painter,
            rect,
            radius,
            color(over && enabled ? Token::hover : Token::field),
            color(enabled ? Token::ctl : Token::hair)
        );
        return;
    }
    paintRounded(painter, rect, radius, filled);
    if (round)
        paintRounded(painter, rect.adjusted(4, 4, -4, -4), radius, color(Token::field));
    else
        paintIcon(
            painter,
            rect.adjusted(1, 1, -1, -1),
            some ? QStringLiteral("dash-lg") : QStringLiteral("check-lg"),
            color(Token::onAccent)
        );
}

// Background of a row or of a cell, with the bar at the left edge of the view.
void paintRow(QPainter& painter, const QStyleOptionViewItem* item, const QWidget* widget) {
    const auto* view = qobject_cast<const QAbstractItemView*>(widget);
    const bool selected = has(item, QStyle::State_Selected);
    bool over = has(item, QStyle::State_MouseOver) && has(item, QStyle::State_Enabled);
    if (const auto* table = qobject_cast<const QTableView*>(view)) {
        const bool rows = table->selectionBehavior() == QAbstractItemView::SelectRows;
        if (rows)
            over = item->index.isValid() &&
                   table->viewport()->property("hoverRow").toInt() == item->index.row() + 1;
    }
    if (view && view->selectionMode() == QAbstractItemView::NoSelection) over = false;
    if (item->backgroundBrush.style() != Qt::NoBrush && !selected)
        painter.fillRect(item->rect, item->backgroundBrush);
    else if (over && !selected)
        painter.fillRect(item->rect, color(Token::hover));
    if (!selected) return;
    painter.fillRect(item->rect, color(Token::accentSoft));
    if (item->rect.left() <= 0 && item->rect.right() >= 2)
        painter.fillRect(QRect(0, item->rect.top(), 2, item->rect.height()), color(Token::accent));
}

void paintTab(QPainter& painter, const QStyleOptionTab* tab) {
    const bool current = has(tab, QStyle::State_Selected);
    if (has(tab, QStyle::State_HasFocus) && has(tab, QStyle::State_KeyboardFocusChange))
        paintRounded(
            painter, QRectF(tab->rect).adjusted(2, 3, -2, -3), controlRadius, {}, color(Token::accent), 2
        );
    if (!current) return;
    QRect line = tab->rect;
    line.setTop(line.bottom() - 1);
    painter.fillRect(line.adjusted(8, 0, -8, 0), color(Token::accent));
}

void paintTabLabel(
    QPainter& painter, const QStyle& style, const QStyleOptionTab* tab, const QWidget* widget
) {
    const bool current = has(tab, QStyle::State_Selected);
    QRect rect = tab->rect.adjusted(12, 0, -12, 0);
    if (!tab->leftButtonSize.isEmpty()) rect.adjust(tab->leftButtonSize.width() + 6, 0, 0, 0);
    if (!tab->rightButtonSize.isEmpty()) rect.adjust(0, 0, -tab->rightButtonSize.width() - 6, 0);
    if (!tab->icon.isNull()) {
        const int side = tab->iconSize.width();
        tab->icon.paint(
            &painter,
            QRect(rect.left(), rect.center().y() - side / 2, side, side),
            Qt::AlignCenter,
            QIcon::Normal,
            current ? QIcon::On : QIcon::Off
        );
        rect.setLeft(rect.left() + side + 6);
    }
    Token token = current || has(tab, QStyle::State_MouseOver) ? Token::text : Token::text2;
    if (!has(tab, QStyle::State_Enabled)) token = Token::text3;
    painter.setFont(font(current ? Text::strong : Text::body));
    painter.setPen(color(token));
    const bool underline = style.styleHint(QStyle::SH_UnderlineShortcut, tab, widget) != 0;
    painter.drawText(
        rect,
        Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine |
            (underline ? Qt::TextShowMnemonic : Qt::TextHideMnemonic),
        tab->text
    );
}

void paintHeaderLabel(QPainter& painter, const QStyleOptionHeader* header) {
    QRect rect = header->rect;
    const bool right = (header->textAlignment & Qt::AlignRight) != 0;
    if (header->sortIndicator != QStyleOptionHeader::None) {
        const int side = scaled(10);
        const int text = QFontMetrics(painter.font()).horizontalAdvance(header->text);
        const int left =
            right ? rect.right() - side + 1 : std::min(rect.left() + text + 4, rect.right() - side + 1);
        // Qt's "up" is descending.
        paintIcon(
            painter,
            QRect(left, rect.center().y() - side / 2 + 1, side, side),
            header->sortIndicator == QStyleOptionHeader::SortUp ? QStringLiteral("caret-down-fill")
                                                                : QStringLiteral("caret-up-fill"),
            color(Token::text2)
        );
        rect.setRight(right ? left - 5 : rect.right() - side - 4);
    }
    painter.setPen(color(Token::text2));
    // Four pixels more above and below, or descenders are cut.
    painter.drawText(
        rect.adjusted(0, -4, 0, 4),
        int(header->textAlignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(painter.font()).elidedText(header->text, Qt::ElideRight, rect.width())
    );
}

void paintMenuItem(QPainter& painter, const QStyleOptionMenuItem* item, const QWidget* widget) {
    const QRect rect = item->rect;
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        if (item->text.isEmpty()) {
            painter.fillRect(QRect(rect.left(), rect.center().y(), rect.width(), 1), color(Token::hair));
            return;
        }
        painter.setFont(font(Text::captionMedium));
        painter.setPen(color(Token::text2));
        painter.drawText(rect.adjusted(13, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, item->text);
        return;
    }
    const bool enabled = has(item, QStyle::State_Enabled);
    const bool selected = has(item, QStyle::State_Selected) && enabled;
    if (selected) paintRounded(painter, rect.adjusted(5, 0, -5, 0), badgeRadius, color(Token::accentSoft));
    const Token token = textToken(item);
    const int side = scaled(16);
    const QRect iconPlace(rect.left() + 12, rect.center().y() - side / 2 + 1, side, side);
    if (item->checked) {
        const bool exclusive = item->checkType == QStyleOptionMenuItem::Exclusive;
        paintIcon(
            painter,
            exclusive ? iconPlace.adjusted(4, 4, -4, -4) : iconPlace.adjusted(1, 1, -1, -1),
            exclusive ? QStringLiteral("circle-fill") : QStringLiteral("check-lg"),
            color(enabled ? Token::accent : Token::text3)
        );
    } else if (!item->icon.isNull()) {
        item->icon.paint(&painter, iconPlace, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    const qsizetype tab = item->text.indexOf(QLatin1Char('\t'));
    const QString name = tab < 0 ? item->text : item->text.left(tab);
    const bool underline = widget && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
    const int flags =
        Qt::AlignVCenter | Qt::TextSingleLine | (underline ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
    const QRect textPlace = rect.adjusted(12 + side + 8, 0, -28, 0);
    painter.setFont(item->font);
    painter.setPen(color(token));
    painter.drawText(textPlace, flags | Qt::AlignLeft, name);
    if (tab >= 0) {
        painter.setFont(font(Text::small));
        painter.setPen(color(textToken(item, Token::text2)));
        painter.drawText(textPlace.adjusted(0, 0, 14, 0), flags | Qt::AlignRight, item->text.mid(tab + 1));
    }
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(
            painter,
            QRect(rect.right() - 24, rect.center().y() - 5, 12, 12),
            QStringLiteral("chevron-right"),
            color(textToken(item, Token::text2))
        );
}

void paintProgress(QPainter& painter, const QStyleOptionProgressBar* bar) {
    QRectF rect(bar->rect);
    const bool vertical = !has(bar, QStyle::State_Horizontal);
    const double radius = (vertical ? rect.width() : rect.height()) / 2;
    const double range = double(bar->maximum) - bar->minimum;
    if (range <= 0) { // nobody knows how long: a part of the bar, at rest
        rect.adjust(rect.width() * 0.35, 0, -rect.width() * 0.35, 0);
    } else {
        const double share = std::clamp((double(bar->progress) - bar->minimum) / range, 0.0, 1.0);
        if (share == 0) return;
        if (vertical)
            rect.setTop(rect.bottom() - rect.height() * share);
        else if (bar->direction == Qt::RightToLeft)
            rect.setLeft(rect.right() - rect.width() * share);
        else
            rect.setWidth(rect.width() * share);
    }
    paintRounded(painter, rect, radius, color(textToken(bar, Token::accent)));
}

} // namespace

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget
) const {
    switch (element) {
    // The last century: bevels, bases, dotted rectangles.
    case PE_FrameDockWidget:
    case PE_FrameTabBarBase:
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_FrameWindow:
    case PE_FrameGroupBox:
    case PE_IndicatorDockWidgetResizeHandle:
    case PE_IndicatorToolBarHandle:
    case PE_PanelToolBar:
    case PE_PanelMenuBar:
    case PE_PanelStatusBar:
    case PE_FrameDefaultButton:
    case PE_IndicatorTabTear:
    case PE_PanelScrollAreaCorner:
        return;
    case PE_FrameFocusRect: {
        const bool keys = has(option, State_KeyboardFocusChange);
        if (keys && qobject_cast<const QAbstractItemView*>(widget))
            paintRounded(*painter, option->rect, 3, {}, color(Token::accent));
        return;
    }
    case PE_Frame: {
        const bool edit =
            qobject_cast<const QTextEdit*>(widget) || qobject_cast<const QPlainTextEdit*>(widget);
        if (edit) return paintField(*painter, option, widget);
        if (widget && widget->inherits("QComboBoxPrivateContainer"))
            paintRounded(*painter, option->rect, 0, color(Token::pane), color(Token::hair));
        return;
    }
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame && frame->lineWidth > 0) paintField(*painter, option, widget);
        return;
    }
    case PE_FrameLineEdit:
        return paintField(*painter, option, widget);
    case PE_PanelButtonCommand:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            paintButton(*painter, button, widget);
        return;
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel: {
        if (!has(option, State_Enabled)) return;
        const bool down = has(option, State_Sunken), on = has(option, State_On);
        if (!down && !on && !has(option, State_MouseOver)) return;
        const Token fill = down ? Token::press : on ? Token::accentSoft : Token::hover;
        paintRounded(*painter, option->rect, controlRadius, color(fill));
        return;
    }
    case PE_IndicatorCheckBox:
        return paintCheck(*painter, option, false);
    case PE_IndicatorItemViewItemCheck:
        return paintCheck(*painter, option, false);
    case PE_IndicatorRadioButton:
        return paintCheck(*painter, option, true);
    case PE_IndicatorBranch: {
        if (!has(option, State_Children)) return;
        const int side = scaled(12);
        const QPoint middle = option->rect.center();
        const bool open = has(option, State_Open);
        paintIcon(
            *painter,
            QRect(middle.x() - side / 2 + 1, middle.y() - side / 2 + 1, side, side),
            open                                   ? QStringLiteral("chevron-down")
            : option->direction == Qt::RightToLeft ? QStringLiteral("chevron-left")
                                                   : QStringLiteral("chevron-right"),
            color(Token::text2)
        );
        return;
    }
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option))
            paintRow(*painter, item, widget);
        return;
    case PE_IndicatorItemViewItemDrop: {
        const QRect& rect = option->rect;
        if (rect.height() == 0)
            painter->fillRect(QRect(rect.left(), rect.top() - 1, rect.width(), 2), color(Token::accent));
        else
            paintRounded(*painter, rect, badgeRadius, {}, color(Token::accent), 2);
        return;
    }
    case PE_PanelMenu:
        return paintRounded(*painter, option->rect, popupRadius, color(Token::pane), color(Token::hair));
    case PE_FrameMenu:
        return;
    case PE_PanelTipLabel:
        return paintRounded(*painter, option->rect, badgeRadius + 2, color(Token::tip));
    case PE_IndicatorTabClose: {
        const bool over = has(option, State_MouseOver) || has(option, State_Sunken);
        if (over) paintRounded(*painter, option->rect, badgeRadius, color(Token::press));
        const QRect rect = option->rect.adjusted(3, 3, -3, -3);
        return paintIcon(*painter, rect, QStringLiteral("x-lg"), color(over ? Token::text : Token::text2));
    }
    case PE_IndicatorToolBarSeparator: {
        const QRect& rect = option->rect;
        const int length = std::min(rect.height(), scaled(16));
        if (has(option, State_Horizontal))
            painter->fillRect(
                QRect(rect.center().x(), rect.center().y() - length / 2, 1, length), color(Token::hair)
            );
        else
            painter->fillRect(
                QRect(rect.left() + 4, rect.center().y(), rect.width() - 8, 1), color(Token::hair)
            );
        return;
    }
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight: {
        const int side = std::min({option->rect.width(), option->rect.height(), scaled(12)});
        const QPoint middle = option->rect.center();
        const QString name = element == PE_IndicatorArrowDown   ? QStringLiteral("chevron-down")
                             : element == PE_IndicatorArrowUp   ? QStringLiteral("chevron-up")
                             : element == PE_IndicatorArrowLeft ? QStringLiteral("chevron-left")
                                                                : QStringLiteral("chevron-right");
        return paintIcon(
            *painter,
            QRect(middle.x() - side / 2 + 1, middle.y() - side / 2 + 1, side, side),
            name,
            color(textToken(option, Token::text2))
        );
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget
) const {
    painter->save();
    switch (element) {
    case CE_Splitter:
    case CE_SizeGrip:
    case CE_MenuBarEmptyArea:
    case CE_MenuEmptyArea:
    case CE_MenuHMargin:
    case CE_MenuVMargin:
    case CE_MenuTearoff:
    case CE_MenuScroller:
        if (element == CE_MenuScroller) {
            const bool down = has(option, State_DownArrow);
            drawPrimitive(down ? PE_IndicatorArrowDown : PE_IndicatorArrowUp, option, painter, widget);
        }
        break;
    case CE_PushButton: // the base class would leave less room for the label
        drawControl(CE_PushButtonBevel, option, painter, widget);
        drawControl(CE_PushButtonLabel, option, painter, widget);
        break;
    case CE_PushButtonBevel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            paintButton(*painter, button, widget);
        break;
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            paintButtonLabel(*painter, button, widget);
        break;
    case CE_FocusFrame: {
        const auto* frame = qobject_cast<const QFocusFrame*>(widget);
        const QVariant own = frame && frame->widget() ? frame->widget()->property("focusRadius") : QVariant();
        const int radius = (own.isValid() ? own.toInt() : controlRadius) + 3;
        paintRounded(*painter, option->rect, radius, {}, color(Token::accent), 2);
        break;
    }
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) paintTab(*painter, tab);
        break;
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            paintTabLabel(*painter, *this, tab, widget);
        break;
    case CE_Header: // the base class would leave less room for the label
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            drawControl(CE_HeaderSection, header, painter, widget);
            QStyleOptionHeader label = *header;
            label.rect = header->rect.adjusted(8, 0, -8, 0);
            drawControl(CE_HeaderLabel, &label, painter, widget);
        }
        break;
    case CE_HeaderSection: {
        const bool over = has(option, State_MouseOver) && has(option, State_Enabled);
        painter->fillRect(option->rect, color(has(option, State_Sunken) ? Token::press : Token::pane));
        const auto* view = qobject_cast<const QHeaderView*>(widget);
        if (over && view && view->sectionsClickable()) painter->fillRect(option->rect, color(Token::hover));
        const QRect& rect = option->rect;
        if (has(option, State_Horizontal))
            painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(Token::hair));
        else
            painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), color(Token::hair));
        break;
    }
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, color(Token::pane));
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), color(Token::hair)
        );
        break;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            paintHeaderLabel(*painter, header);
        break;
    case CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            if (has(item, State_Selected) && has(item, State_Enabled))
                paintRounded(
                    *painter,
                    item->rect.adjusted(0, 2, 0, -2),
                    badgeRadius,
                    color(has(item, State_Sunken) ? Token::press : Token::hover)
                );
            painter->setPen(color(textToken(item)));
            const bool underline = styleHint(SH_UnderlineShortcut, option, widget, nullptr) != 0;
            painter->drawText(
                item->rect,
                Qt::AlignCenter | Qt::TextSingleLine |
                    (underline ? Qt::TextShowMnemonic : Qt::TextHideMnemonic),
                item->text
            );
        }
        break;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            paintMenuItem(*painter, item, widget);
        break;
    case CE_ProgressBarGroove: {
        const bool vertical = !has(option, State_Horizontal);
        const double radius = (vertical ? option->rect.width() : option->rect.height()) / 2.0;
        paintRounded(*painter, option->rect, radius, color(Token::hair));
        break;
    }
    case CE_ProgressBarContents:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
            paintProgress(*painter, bar);
        break;
    case CE_ProgressBarLabel:
        break; // a bar of four pixels has its text beside it
    case CE_RubberBand: {
        QColor fill = color(Token::accent);
        fill.setAlphaF(0.12F);
        painter->fillRect(option->rect, fill);
        QPen pen(color(Token::accent), 1);
        pen.setDashPattern({4, 3});
        painter->setPen(pen);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        break;
    }
    case CE_ShapedFrame: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        const QRect& rect = option->rect;
        if (frame && frame->frameShape == QFrame::HLine)
            painter->fillRect(QRect(rect.left(), rect.center().y(), rect.width(), 1), color(Token::hair));
        else if (frame && frame->frameShape == QFrame::VLine)
            painter->fillRect(QRect(rect.center().x(), rect.top(), 1, rect.height()), color(Token::hair));
        else
            QProxyStyle::drawControl(element, option, painter, widget);
        break;
    }
    case CE_ToolBar:
        break;
    case CE_ItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            QStyleOptionViewItem closed = *item; // an open branch is no checked icon
            closed.state &= ~State_Open;
            QProxyStyle::drawControl(element, &closed, painter, widget);
        }
        break;
    case CE_ComboBoxLabel:
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
            combo && !combo->editable) {
            QRect rect = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
            if (!combo->currentIcon.isNull()) {
                const int side = combo->iconSize.width();
                combo->currentIcon.paint(
                    painter,
                    QRect(rect.left(), rect.center().y() - side / 2 + 1, side, side),
                    Qt::AlignCenter,
                    has(combo, State_Enabled) ? QIcon::Normal : QIcon::Disabled
                );
                rect.setLeft(rect.left() + side + 6);
            }
            painter->setPen(color(textToken(combo)));
            painter->drawText(
                rect,
                Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                QFontMetrics(painter->font()).elidedText(combo->currentText, Qt::ElideRight, rect.width())
            );
        }
        break;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
    painter->restore();
}

} // namespace rarebit::views

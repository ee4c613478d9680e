// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes, hints and palette of the style; what it draws stands in style_draw.cpp and style_controls.cpp.
#include "views/core/style.hpp"

#include "views/core/icons.hpp"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFocusFrame>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSlider>
#include <QStyleOption>
#include <QTableView>
#include <QTextEdit>
#include <QToolTip>

#include <algorithm>

namespace rarebit::views {
namespace {

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}

int controlHeight(const QWidget* widget) {
    return scaled(widget && widget->property("compact").toBool() ? 24 : 28);
}

// A push button's text in its own weight, and the key after it.
int textWidth(const QStyleOptionButton& button, const QWidget* widget) {
    const bool primary = widget && widget->property("look").toInt() == int(ButtonLook::primary);
    const QFontMetrics metrics(
        primary || (button.features & QStyleOptionButton::DefaultButton) ? font(Text::strong)
                                                                         : font(Text::body)
    );
    int width = metrics.size(Qt::TextShowMnemonic, button.text).width();
    const QString key = widget ? widget->property("keyHint").toString() : QString();
    if (!key.isEmpty()) width += 8 + QFontMetrics(font(Text::small)).horizontalAdvance(key);
    return width;
}

QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token) {
        palette.setColor(role, theme.color(token));
    };
    set(QPalette::Window, Token::window);
    set(QPalette::WindowText, Token::text);
    set(QPalette::Base, Token::pane);
    set(QPalette::AlternateBase, Token::raised);
    set(QPalette::Text, Token::text);
    set(QPalette::PlaceholderText, Token::text2);
    set(QPalette::Button, Token::field);
    set(QPalette::ButtonText, Token::text);
    set(QPalette::BrightText, Token::bad);
    set(QPalette::Light, Token::pane);
    set(QPalette::Midlight, Token::hover);
    set(QPalette::Mid, Token::hair);
    set(QPalette::Dark, Token::ctl);
    set(QPalette::Shadow, Token::hair);
    set(QPalette::Highlight, Token::accentSoft);
    set(QPalette::HighlightedText, Token::text);
    set(QPalette::Link, Token::accent);
    set(QPalette::LinkVisited, Token::accent);
    set(QPalette::ToolTipBase, Token::tip);
    set(QPalette::ToolTipText, Token::tipText);
    for (const auto role :
         {QPalette::WindowText,
          QPalette::Text,
          QPalette::ButtonText,
          QPalette::HighlightedText,
          QPalette::PlaceholderText,
          QPalette::Link})
        palette.setColor(QPalette::Disabled, role, theme.color(Token::text3));
    return palette;
}

bool wantsRing(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QSlider*>(widget) ||
           (qobject_cast<const QComboBox*>(widget) && !static_cast<const QComboBox*>(widget)->isEditable()) ||
           (widget && widget->property("focusRing").toBool());
}

QString iconName(QStyle::StandardPixmap which) {
    switch (which) {
    case QStyle::SP_LineEditClearButton:
    case QStyle::SP_TitleBarCloseButton:
    case QStyle::SP_DockWidgetCloseButton:
    case QStyle::SP_DialogCloseButton:
        return QStringLiteral("x-lg");
    case QStyle::SP_ToolBarHorizontalExtensionButton:
    case QStyle::SP_ToolBarVerticalExtensionButton:
        return QStringLiteral("three-dots");
    case QStyle::SP_DirIcon:
    case QStyle::SP_DirClosedIcon:
        return QStringLiteral("folder");
    case QStyle::SP_DirOpenIcon:
    case QStyle::SP_DialogOpenButton:
        return QStringLiteral("folder2-open");
    case QStyle::SP_DirHomeIcon:
        return QStringLiteral("house");
    case QStyle::SP_FileDialogNewFolder:
        return QStringLiteral("folder-plus");
    case QStyle::SP_FileDialogToParent:
    case QStyle::SP_ArrowUp:
        return QStringLiteral("arrow-up");
    case QStyle::SP_FileDialogBack:
    case QStyle::SP_ArrowBack:
    case QStyle::SP_ArrowLeft:
        return QStringLiteral("arrow-left");
    case QStyle::SP_ArrowForward:
    case QStyle::SP_ArrowRight:
        return QStringLiteral("arrow-right");
    case QStyle::SP_ArrowDown:
        return QStringLiteral("arrow-down");
    case QStyle::SP_FileDialogListView:
        return QStringLiteral("list-ul");
    case QStyle::SP_FileDialogDetailedView:
        return QStringLiteral("table");
    case QStyle::SP_FileIcon:
        return QStringLiteral("file-earmark");
    case QStyle::SP_DriveHDIcon:
        return QStringLiteral("database");
    case QStyle::SP_ComputerIcon:
        return QStringLiteral("cpu");
    case QStyle::SP_MessageBoxInformation:
        return QStringLiteral("info-circle");
    case QStyle::SP_MessageBoxWarning:
        return QStringLiteral("exclamation-triangle");
    case QStyle::SP_MessageBoxCritical:
        return QStringLiteral("x-circle");
    case QStyle::SP_MessageBoxQuestion:
        return QStringLiteral("question-circle");
    default:
        return {};
    }
}

Token iconToken(QStyle::StandardPixmap which) {
    switch (which) {
    case QStyle::SP_MessageBoxInformation:
    case QStyle::SP_MessageBoxQuestion:
        return Token::info;
    case QStyle::SP_MessageBoxWarning:
        return Token::warn;
    case QStyle::SP_MessageBoxCritical:
        return Token::bad;
    default:
        return Token::text2;
    }
}

/// Repaints the whole row under the pointer, where a table view knows only about cells.
class RowHover : public QObject {
public:
    explicit RowHover(QTableView* table) : QObject(table->viewport()), table_(table) {
        table->viewport()->setMouseTracking(true);
        table->viewport()->installEventFilter(this);
    }
    bool eventFilter(QObject* watched, QEvent* event) override {
        int row = table_->viewport()->property("hoverRow").toInt() - 1;
        if (event->type() == QEvent::MouseMove)
            row = table_->rowAt(static_cast<QMouseEvent*>(event)->position().toPoint().y());
        else if (event->type() == QEvent::Leave || event->type() == QEvent::Wheel)
            row = -1;
        if (row + 1 != table_->viewport()->property("hoverRow").toInt()) {
            table_->viewport()->setProperty("hoverRow", row + 1); // 0, which is also "not set": none
            table_->viewport()->update();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QTableView* table_;
};

// Widgets keep their size until they hear of a new style.
void measureAgain(QWidget* widget) {
    QEvent event(QEvent::StyleChange);
    QCoreApplication::sendEvent(widget, &event);
}

} // namespace

void setLook(QAbstractButton* button, ButtonLook look) {
    button->setProperty("look", int(look));
    measureAgain(button);
}
void setKeyHint(QAbstractButton* button, const QString& key) {
    button->setProperty("keyHint", key);
    measureAgain(button);
}
void setCompact(QWidget* widget) {
    widget->setProperty("compact", true);
    measureAgain(widget);
}
void setWrong(QWidget* field, const QString& why) {
    field->setProperty("wrong", !why.isEmpty());
    field->setToolTip(why);
    field->setAccessibleDescription(why);
    field->update();
}

void dress(QWidget* widget, Text role, Token token) {
    const bool dressed = widget->property("textRole").isValid();
    widget->setProperty("textRole", int(role));
    widget->setProperty("textToken", int(token));
    const auto apply = [widget] {
        const auto ink = static_cast<Token>(widget->property("textToken").toInt());
        widget->setFont(font(static_cast<Text>(widget->property("textRole").toInt())));
        QPalette palette = QApplication::palette(widget);
        for (const auto group : {QPalette::Active, QPalette::Inactive})
            for (const auto text : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
                palette.setColor(group, text, color(ink));
        widget->setPalette(palette);
    };
    apply();
    if (!dressed) QObject::connect(&Theme::get(), &Theme::changed, widget, apply);
}

QLabel* makeLabel(const QString& text, Text role, Token token, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    dress(label, role, token);
    return label;
}

void paintRounded(
    QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& edge, double width
) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double inset = edge.isValid() ? width / 2 : 0;
    painter.setPen(edge.isValid() ? QPen(edge, width) : QPen(Qt::NoPen));
    radius = std::max(0.0, std::min({radius, rect.width() / 2, rect.height() / 2}) - inset);
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void applyTheme(QApplication& application) {
    const auto dressAll = [&application] {
        application.setPalette(paletteOf(Theme::get()));
        application.setFont(font(Text::body));
        application.setFont(font(Text::captionMedium), "QHeaderView");
        application.setFont(font(Text::small), "QStatusBar");
        QToolTip::setFont(font(Text::small));
        QToolTip::setPalette(application.palette());
    };
    Theme::get(); // reads the system's palette before ours replaces it
    application.setStyle(new Style);
    dressAll();
    QObject::connect(&Theme::get(), &Theme::changed, &application, [dressAll] {
        dressAll();
        for (QWidget* widget : QApplication::allWidgets())
            measureAgain(widget);
    });
}

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { followFocus(now); });
}

// The ring lies around the widget, above its neighbours, so that nothing moves when the focus does.
void Style::followFocus(QWidget* now) {
    const bool show =
        now && now->window()->testAttribute(Qt::WA_KeyboardFocusChange) && wantsRing(now) && now->isVisible();
    if (!show) {
        if (ring_) ring_->setWidget(nullptr);
        return;
    }
    if (!ring_) ring_ = new QFocusFrame;
    ring_->setWidget(now);
}

QPalette Style::standardPalette() const {
    return paletteOf(Theme::get());
}

void Style::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (auto* view = qobject_cast<QAbstractItemView*>(widget)) {
        view->setFrameShape(QFrame::NoFrame);
        view->viewport()->setAttribute(Qt::WA_Hover);
        auto* table = qobject_cast<QTableView*>(view);
        if (table && !table->property("rowHover").toBool()) {
            table->setProperty("rowHover", true);
            new RowHover(table);
        }
    } else if (qobject_cast<QTextEdit*>(widget) || qobject_cast<QPlainTextEdit*>(widget)) {
        // The frame's rounded fill shows through.
        static_cast<QAbstractScrollArea*>(widget)->viewport()->setAutoFillBackground(false);
    } else if (auto* spin = qobject_cast<QAbstractSpinBox*>(widget)) {
        if (spin->property("dressed").toBool()) return;
        spin->setProperty("dressed", true);
        spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
        spin->setAlignment(Qt::AlignRight);
        dress(spin, Text::number);
    } else if (qobject_cast<QMenu*>(widget) || widget->inherits("QTipLabel")) {
        widget->setAttribute(Qt::WA_TranslucentBackground);
    }
    if (qobject_cast<QScrollBar*>(widget) || qobject_cast<QSlider*>(widget) ||
        qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QComboBox*>(widget) ||
        qobject_cast<QAbstractButton*>(widget) || widget->inherits("QTabBar"))
        widget->setAttribute(Qt::WA_Hover);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return 4;
    case PM_DockWidgetFrameWidth:
    case PM_ToolBarFrameWidth:
    case PM_ToolBarHandleExtent:
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabOverlap:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuBarItemSpacing:
    case PM_MenuHMargin:
    case PM_ScrollView_ScrollBarOverlap:
    case PM_ScrollView_ScrollBarSpacing:
    case PM_SliderTickmarkOffset:
        return 0;
    case PM_MenuPanelWidth:
    case PM_DefaultFrameWidth:
    case PM_SpinBoxFrameWidth:
    case PM_ComboBoxFrameWidth:
    case PM_TextCursorWidth:
        return 1;
    case PM_MenuVMargin:
        return 5;
    case PM_MenuBarHMargin:
        return 8;
    case PM_ToolBarItemMargin:
        return 4;
    case PM_ToolBarItemSpacing:
        return 4;
    case PM_ToolBarSeparatorExtent:
        return 17;
    case PM_ToolBarExtensionExtent:
        return 24;
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
        return scaled(16);
    case PM_SliderLength:
        return scaled(14);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return scaled(14);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
        return scaled(16);
    case PM_MessageBoxIconSize:
        return scaled(32);
    case PM_TreeViewIndentation:
        return scaled(14);
    case PM_HeaderMargin:
        return 8;
    case PM_HeaderMarkSize:
        return scaled(8);
    case PM_ToolTipLabelFrameWidth:
        return 8;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_TabBarTabVSpace:
        return 0;
    case PM_TabBarScrollButtonWidth:
        return 24;
    case PM_TabCloseIndicatorWidth:
    case PM_TabCloseIndicatorHeight:
        return 16;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        if (qobject_cast<const QFocusFrame*>(widget)) return 3;
        // Also the side padding of an item's text, less one.
        return metric == PM_FocusFrameVMargin ? 1 : qobject_cast<const QTableView*>(widget) ? 7 : 4;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return 12;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returned
) const {
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
    case SH_ToolTip_Mask:
    case SH_FocusFrame_Mask:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_MessageBox_CenterButtons:
    case SH_TabBar_PreferNoArrows:
    case SH_ScrollBar_Transient:
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_Menu_SloppySubMenus:
    case SH_ItemView_ShowDecorationSelected:
    case SH_ItemView_MovementWithoutUpdatingSelection:
    case SH_MenuBar_MouseTracking:
    case SH_Menu_MouseTracking:
    case SH_Menu_SupportsSections:
    case SH_ComboBox_ListMouseTracking:
    case SH_ScrollBar_MiddleClickAbsolutePosition:
    case SH_FocusFrame_AboveWidget:
        return 1;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    case SH_Slider_PageSetButtons:
        return Qt::NoButton;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_TabBar_ElideMode:
        return Qt::ElideNone;
    case SH_Header_ArrowAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    // Underlines appear with the keyboard.
    case SH_UnderlineShortcut:
        return widget && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget
) const {
    const int height = controlHeight(widget);
    switch (type) {
    case CT_PushButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (!button) break;
        const bool link = widget && widget->property("look").toInt() == int(ButtonLook::link);
        int width = textWidth(*button, widget) + (link ? 8 : 24);
        if (!button->icon.isNull()) width += button->iconSize.width() + (button->text.isEmpty() ? -12 : 6);
        if (button->features & QStyleOptionButton::HasMenu) width += 18;
        return {width, height};
    }
    case CT_ToolButton: {
        const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        if (!tool) break;
        const bool iconOnly = tool->toolButtonStyle == Qt::ToolButtonIconOnly || tool->text.isEmpty();
        if (tool->toolButtonStyle == Qt::ToolButtonTextUnderIcon)
            return {size.width() + 12, std::max(height, size.height() + 8)};
        const bool menu = (tool->features & QStyleOptionToolButton::HasMenu) != 0;
        if (iconOnly) return {height + (menu ? 14 : 0), height};
        const bool icon = tool->toolButtonStyle != Qt::ToolButtonTextOnly && !tool->icon.isNull();
        const int text = tool->fontMetrics.size(Qt::TextShowMnemonic, tool->text).width();
        return {12 + (icon ? tool->iconSize.width() + 6 : 0) + text + (menu ? 18 : 0), height};
    }
    case CT_LineEdit:
        return {size.width() + 12, height};
    case CT_SpinBox:
        return {std::max(size.width() + 14, scaled(62)), height};
    case CT_ComboBox: // and one for fractions of a pixel, which would cut the text
        return {size.width() + 8 + 8 + 20 + 1, height};
    case CT_CheckBox:
    case CT_RadioButton: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), std::max(base.height(), scaled(20))};
    }
    case CT_MenuBarItem:
        return {size.width() + 16, scaled(28)};
    case CT_MenuItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (!item) break;
        if (item->menuItemType == QStyleOptionMenuItem::Separator)
            return {size.width(), item->text.isEmpty() ? 9 : scaled(24)};
        const bool key = item->text.contains(QLatin1Char('\t'));
        return {size.width() + scaled(32) + 28 + (key ? 24 : 0), scaled(26)};
    }
    case CT_TabBarTab: {
        const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
        if (!tab) break;
        int width = QFontMetrics(font(Text::strong)).size(Qt::TextShowMnemonic, tab->text).width() + 24;
        if (!tab->icon.isNull()) width += tab->iconSize.width() + 6;
        width += tab->leftButtonSize.isEmpty() ? 0 : tab->leftButtonSize.width() + 6;
        width += tab->rightButtonSize.isEmpty() ? 0 : tab->rightButtonSize.width() + 6;
        return {width, scaled(32)};
    }
    case CT_HeaderSection: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width() + 4, scaled(24)};
    }
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), std::max(base.height(), scaled(24))};
    }
    case CT_ProgressBar:
        return {size.width(), std::min(size.height(), 4)};
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    switch (element) {
    case SE_LineEditContents: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        const int side = frame && frame->lineWidth == 0 ? 0 : 6;
        return option->rect.adjusted(side, 0, -side, 0);
    }
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents:
        return option->rect;
    case SE_HeaderLabel:
        return option->rect.adjusted(8, 0, -8, 0);
    default:
        break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const {
    const QString name = iconName(which);
    return name.isEmpty() ? QProxyStyle::standardIcon(which, option, widget) : icon(name, iconToken(which));
}
QPixmap Style::standardPixmap(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const {
    const QString name = iconName(which);
    if (name.isEmpty()) return QProxyStyle::standardPixmap(which, option, widget);
    return iconPixmap(name, color(iconToken(which)), scaled(16), widget ? widget->devicePixelRatioF() : 1);
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/link_button.hpp"

#include "views/core/controls.hpp"
#include "views/core/icons.hpp"

#include <QMenu>
#include <QPainter>
#include <QStyleOptionToolButton>

namespace rarebit::views {
namespace {

// A square of the group's colour, for the menu; the number stands beside it.
QIcon groupIcon(int group) {
    QPixmap square(32, 32);
    square.setDevicePixelRatio(2);
    square.fill(Qt::transparent);
    QPainter painter(&square);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::get().series(group).color);
    painter.drawRoundedRect(QRectF(3, 3, 10, 10), 2, 2);
    return square;
}

} // namespace

LinkButton::LinkButton(QWidget* parent) : QToolButton(parent) {
    setObjectName(QStringLiteral("paneLink"));
    setAutoRaise(true);
    setCompact(this);
    setPopupMode(QToolButton::InstantPopup);
    auto* choices = new QMenu(this);
    connect(choices, &QMenu::aboutToShow, this, [this, choices] {
        choices->clear();
        fill(*choices);
    });
    setMenu(choices);
    connect(&Theme::get(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    describe();
}

void LinkButton::setGroup(int group) {
    group_ = group;
    describe();
}

void LinkButton::setPinned(bool pinned) {
    pinned_ = pinned;
    describe();
}

void LinkButton::describe() {
    const QString now = pinned_ ? tr("Pinned: follows nothing") : tr("Follows group %1").arg(group_ + 1);
    setAccessibleName(now);
    setToolTip(toolTipText(
        now,
        {},
        tr("Panes of one group show the same selection. Docks and tool bar show that of the active pane.")
    ));
    update();
}

void LinkButton::fill(QMenu& menu) {
    for (int group = 0; group < groups; ++group) {
        auto* action = menu.addAction(groupIcon(group), tr("Group %1").arg(group + 1));
        action->setObjectName(QStringLiteral("linkGroup%1").arg(group + 1));
        action->setCheckable(true);
        action->setChecked(!pinned_ && group == group_);
        connect(action, &QAction::triggered, this, [this, group] { emit groupChosen(group); });
    }
    menu.addSeparator();
    auto* none = menu.addAction(views::icon(QStringLiteral("pin-angle")), tr("None (pinned)"));
    none->setObjectName(QStringLiteral("linkNone"));
    none->setCheckable(true);
    none->setChecked(pinned_);
    connect(none, &QAction::triggered, this, &LinkButton::pinChosen);
}

QSize LinkButton::sizeHint() const {
    const int side = Theme::get().scaled(24);
    return {side + Theme::get().scaled(10), side};
}

// The chain, the number, and from the second group on a stroke of its colour.
void LinkButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.features &= ~QStyleOptionToolButton::HasMenu;
    style()->drawComplexControl(QStyle::CC_ToolButton, &option, &painter, this);
    const int edge = Theme::get().scaled(14);
    const QRectF chain(Theme::get().scaled(4), (height() - edge) / 2.0, edge, edge);
    paintIcon(painter, chain, QStringLiteral("link-45deg"), color(pinned_ ? Token::text3 : Token::text2));
    if (pinned_) return;
    painter.setFont(views::font(Text::captionMedium));
    painter.setPen(color(Token::text2));
    painter.drawText(
        QRectF(chain.right() + 1, 0, width() - chain.right() - 3, height()),
        Qt::AlignVCenter | Qt::AlignLeft,
        QString::number(group_ + 1)
    );
    if (group_ > 0)
        painter.fillRect(
            QRectF(chain.left(), height() - 4, width() - 2 * chain.left(), 2),
            Theme::get().series(group_).color
        );
}

} // namespace rarebit::views

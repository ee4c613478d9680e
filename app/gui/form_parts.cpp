// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/form_parts.hpp"

#include "views/core/icons.hpp"
#include "views/core/style.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>

namespace rarebit::gui {

using views::Theme;
using views::Token;

QWidget* cardHeader(const QString& icon, const QString& title, std::initializer_list<QWidget*> right) {
    auto* header = new QWidget;
    header->setFixedHeight(Theme::get().scaled(32));
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(8);
    auto* picture = new QLabel;
    const auto draw = [picture, icon] {
        picture->setPixmap(views::iconPixmap(
            icon, views::color(Token::text), Theme::get().scaled(16), picture->devicePixelRatioF()
        ));
    };
    draw();
    QObject::connect(&Theme::get(), &Theme::changed, picture, draw);
    row->addWidget(picture);
    row->addWidget(views::makeLabel(title, views::Text::strong, Token::text));
    row->addStretch(1);
    for (QWidget* widget : right)
        row->addWidget(widget);
    return header;
}

QScrollArea* scrolled(QWidget* body) {
    auto* scroll = new QScrollArea;
    scroll->setWidget(body);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    body->setAutoFillBackground(false);
    return scroll;
}

} // namespace rarebit::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/dock.hpp"

#include "views/core/theme.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace rarebit::gui {

using views::Theme;
using views::Token;

namespace {

// A dock asks its title bar for its size hint alone.
class Header : public QWidget {
public:
    explicit Header(int height) : height_(height) {}
    QSize sizeHint() const override { return {40, height_ > 0 ? Theme::get().scaled(height_) : 0}; }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

private:
    int height_;
};

constexpr int headerHeight = 32;

} // namespace

Dock::Dock(const QString& name, const QString& title, QWidget* body, QWidget* parent)
    : QDockWidget(title, parent), header_(new Header(headerHeight)), none_(new Header(0)),
      row_(new QHBoxLayout(header_)) {
    setObjectName(name);
    setWidget(body);
    setContentsMargins(1, 1, 1, 1);
    auto* label = new QLabel(title);
    label->setFont(views::font(views::Text::strong));
    row_->setContentsMargins(12, 0, 6, 0);
    row_->setSpacing(2);
    row_->addWidget(label);
    row_->addStretch(1);
    setTitleBarWidget(header_);
    connect(this, &QDockWidget::windowTitleChanged, label, &QLabel::setText);
    connect(&Theme::get(), &Theme::changed, this, [this, label] {
        label->setFont(views::font(views::Text::strong));
        header_->updateGeometry();
        update();
    });
}

QToolButton* Dock::addHeaderAction(QAction* action) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFixedSize(24, 24);
    row_->addWidget(button);
    return button;
}

void Dock::setHeaderVisible(bool visible) {
    QWidget* wanted = visible ? header_ : none_;
    if (titleBarWidget() != wanted) setTitleBarWidget(wanted);
    header_->setVisible(visible);
}

void Dock::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(views::color(Token::hair));
    painter.setBrush(views::color(Token::pane));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (titleBarWidget() == header_) {
        const int y = header_->geometry().bottom();
        painter.drawLine(1, y, width() - 2, y);
    }
}

} // namespace rarebit::gui

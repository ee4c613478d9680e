// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/token_slider.hpp"

#include "views/core/numbers.hpp"
#include "views/core/style.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr int groove = 4, windowHeight = 12, knob = 14, lineY = 10;
constexpr qint64 page = 64;

} // namespace

TokenSlider::TokenSlider(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Token"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::get(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TokenSlider::setCount(qint64 tokens) {
    count_ = tokens;
    first_ = 0;
    last_ = double(tokens);
    token_ = std::clamp<qint64>(token_, 0, std::max<qint64>(0, tokens - 1));
    update();
}
void TokenSlider::setToken(qint64 token) {
    token_ = std::clamp<qint64>(token, 0, std::max<qint64>(0, count_ - 1));
    setAccessibleDescription(tr("token %1 of %2").arg(grouped(token_), grouped(count_)));
    update();
}
void TokenSlider::setWindow(double first, double last) {
    first_ = first;
    last_ = last;
    update();
}
void TokenSlider::setEnds(int left, int right) {
    left_ = left;
    right_ = right;
    update();
}

double TokenSlider::pixelOf(double token) const {
    return left_ + (count_ > 0 ? token / double(count_) : 0) * (width() - left_ - right_);
}

void TokenSlider::choose(qint64 token) {
    if (count_ <= 0) return;
    token = std::clamp<qint64>(token, 0, count_ - 1);
    if (token == token_) return;
    setToken(token);
    emit tokenChosen(token);
}

void TokenSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) mouseMoveEvent(event);
}
void TokenSlider::mouseMoveEvent(QMouseEvent* event) {
    const double share = (event->position().x() - left_) / std::max(1, width() - left_ - right_);
    choose(static_cast<qint64>(std::floor(share * double(count_))));
}
void TokenSlider::wheelEvent(QWheelEvent* event) {
    choose(token_ + (event->angleDelta().y() > 0 ? -1 : 1));
    event->accept();
}

void TokenSlider::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return choose(token_ - 1);
    case Qt::Key_Right:
    case Qt::Key_Up:
        return choose(token_ + 1);
    case Qt::Key_PageDown:
        return choose(token_ - page);
    case Qt::Key_PageUp:
        return choose(token_ + page);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(count_ - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void TokenSlider::paintEvent(QPaintEvent*) {
    if (count_ <= 0) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double x0 = pixelOf(0), x1 = pixelOf(double(count_));
    paintRounded(
        painter, QRectF(x0, lineY - groove / 2.0, x1 - x0, groove), groove / 2.0, color(Token::hair)
    );
    const double w0 = pixelOf(first_), w1 = pixelOf(last_);
    paintRounded(
        painter,
        QRectF(w0, lineY - windowHeight / 2.0, std::max(4.0, w1 - w0), windowHeight),
        4,
        color(Token::accentSoft),
        color(Token::accent)
    );
    const QPointF centre(pixelOf(double(token_) + 0.5), lineY);
    painter.setPen(QPen(color(Token::accent), 2));
    painter.setBrush(color(Token::field));
    painter.drawEllipse(centre, knob / 2.0 - 1, knob / 2.0 - 1);
    QStyleOption option;
    option.initFrom(this);
    if (hasFocus() && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, knob / 2.0 + 2, knob / 2.0 + 2);
    }
    painter.setFont(views::font(Text::caption));
    painter.setPen(color(Token::text2));
    const QFontMetrics metrics(painter.font());
    const int line = metrics.height();
    for (int quarter = 0; quarter <= 4; ++quarter) {
        const qint64 token = quarter == 4 ? count_ - 1 : count_ * quarter / 4;
        if (quarter % 4 != 0 && (x1 - x0) / 4 < metrics.horizontalAdvance(grouped(count_)) + 12) continue;
        const double x = pixelOf(double(token) + 0.5);
        painter.drawText(QRectF(x - 60, lineY + knob / 2.0 + 3, 120, line), Qt::AlignHCenter, grouped(token));
    }
    if (right_ > 60) {
        painter.setFont(views::font(Text::strong));
        painter.setPen(color(Token::text));
        painter.drawText(
            QRectF(x1 + 12, lineY - 10, right_ - 16, 20),
            Qt::AlignLeft | Qt::AlignVCenter,
            tr("Token %1").arg(grouped(token_))
        );
    }
}

} // namespace rarebit::views

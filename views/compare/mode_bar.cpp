// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/mode_bar.hpp"

#include "views/core/style.hpp"
#include "views/core/theme.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int padding = 10, keyGap = 10;

} // namespace

ModeBar::ModeBar(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("modes"));
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::get(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ModeBar::setModes(const QStringList& titles) {
    if (titles == titles_) return;
    titles_ = titles;
    current_ = std::clamp<int>(current_, 0, std::max<int>(0, static_cast<int>(titles.size()) - 1));
    updateGeometry();
    update();
}

void ModeBar::setCurrent(int mode) {
    current_ = mode;
    setAccessibleName(mode < titles_.size() ? tr("Way to look: %1").arg(titles_[mode]) : QString());
    update();
}

int ModeBar::wanted(int mode, bool withKey) const {
    const int title = QFontMetrics(views::font(Text::strong)).horizontalAdvance(titles_[mode]) + 2 * padding;
    return withKey ? title + keyGap +
                         QFontMetrics(views::font(Text::small)).horizontalAdvance(QString::number(mode + 1))
                   : title;
}

QSize ModeBar::sizeHint() const {
    int wide = 1;
    for (int i = 0; i < titles_.size(); ++i)
        wide += wanted(i, true);
    return {wide, Theme::get().scaled(24)};
}

QSize ModeBar::minimumSizeHint() const {
    return {static_cast<int>(titles_.size()) * 36, Theme::get().scaled(24)};
}

QRect ModeBar::part(int mode) const {
    int total = 0, before = 0;
    for (int i = 0; i < titles_.size(); ++i) {
        if (i < mode) before += wanted(i, true);
        total += wanted(i, true);
    }
    const double share = total > width() - 1 ? double(width() - 1) / total : 1;
    const int left = static_cast<int>(before * share);
    return {left, 0, static_cast<int>((before + wanted(mode, true)) * share) - left, height()};
}

int ModeBar::at(QPointF position) const {
    for (int i = 0; i < titles_.size(); ++i)
        if (part(i).contains(position.toPoint())) return i;
    return -1;
}

void ModeBar::paintEvent(QPaintEvent*) {
    if (titles_.isEmpty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame(0.5, 0.5, part(static_cast<int>(titles_.size()) - 1).right(), height() - 1);
    paintRounded(painter, frame.adjusted(-0.5, -0.5, 0.5, 0.5), controlRadius, color(Token::field));
    QPainterPath clip;
    clip.addRoundedRect(frame, controlRadius, controlRadius);
    for (int i = 0; i < titles_.size(); ++i) {
        const QRect box = part(i);
        painter.setClipPath(clip);
        if (i == current_)
            painter.fillRect(box, color(Token::accentSoft));
        else if (i == hover_)
            painter.fillRect(box, color(Token::hover));
        painter.setClipping(false);
        if (i > 0) {
            painter.setPen(QPen(color(Token::hair), 1));
            painter.drawLine(QPointF(box.left() + 0.5, 1), QPointF(box.left() + 0.5, height() - 1));
        }
        const bool withKey = box.width() >= wanted(i, true) - 1;
        const QRect inner =
            box.adjusted(std::min(padding, box.width() / 8), 0, -std::min(padding, box.width() / 8), 0);
        painter.setFont(views::font(i == current_ ? Text::strong : Text::body));
        painter.setPen(color(i == current_ ? Token::text : Token::text2));
        painter.drawText(
            inner,
            Qt::AlignVCenter | (withKey ? Qt::AlignLeft : Qt::AlignHCenter),
            painter.fontMetrics().elidedText(titles_[i], Qt::ElideRight, inner.width())
        );
        if (!withKey) continue;
        painter.setFont(views::font(Text::small));
        painter.setPen(color(Token::text2));
        painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight, QString::number(i + 1));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(hasFocus() ? Token::accent : Token::ctl), hasFocus() ? 2 : 1));
    painter.drawRoundedRect(frame, controlRadius, controlRadius);
}

void ModeBar::mousePressEvent(QMouseEvent* event) {
    if (const int mode = at(event->position()); mode >= 0) emit chosen(mode);
}
void ModeBar::mouseMoveEvent(QMouseEvent* event) {
    if (const int mode = at(event->position()); std::exchange(hover_, mode) != mode) update();
}
void ModeBar::leaveEvent(QEvent*) {
    hover_ = -1;
    update();
}
void ModeBar::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(titles_.size()) - 1;
    if (event->key() == Qt::Key_Right && current_ < last)
        emit chosen(current_ + 1);
    else if (event->key() == Qt::Key_Left && current_ > 0)
        emit chosen(current_ - 1);
    else
        QWidget::keyPressEvent(event);
}

bool ModeBar::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int mode = at(help->pos());
    if (mode < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tr("%1 (key %2)").arg(titles_[mode]).arg(mode + 1), this);
    return true;
}

} // namespace rarebit::views

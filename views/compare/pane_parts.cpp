// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/pane_parts.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>

#include <cmath>

namespace rarebit::views {
namespace {

constexpr int padding = 12, lineHeight = 28, barWidth = 160;

QHBoxLayout* makeRow(QWidget* widget) {
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(padding, 0, padding, 0);
    row->setSpacing(8);
    widget->setMinimumHeight(lineHeight);
    widget->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return row;
}

} // namespace

SideHeader::SideHeader(QWidget* parent)
    : QWidget(parent), slot_(new SlotBadge(0, this)), name_(new ElidedLabel(Text::strong, Token::text, this)),
      numbers_(new ElidedLabel(Text::number, Token::text, this)) {
    auto* row = makeRow(this);
    row->addWidget(slot_);
    row->addWidget(name_);
    row->addStretch(1);
    row->addWidget(numbers_);
    name_->setElideMode(Qt::ElideMiddle);
}

void SideHeader::setSide(const CompareSide& side) {
    slot_->setSlot(side.slot);
    name_->setText(side.content.label);
    QStringList numbers{side.quality, side.rate};
    numbers.removeAll(QString());
    numbers_->setText(numbers.join(QStringLiteral(", ")));
    setAccessibleName(side.letter() + QStringLiteral(", ") + side.content.label);
}

void SideHeader::setTitle(const QString& title) {
    slot_->hide();
    name_->setText(title);
    setAccessibleName(title);
}

void SideHeader::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::raised));
    painter.fillRect(0, height() - 1, width(), 1, color(Token::hair));
}

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent), place_(new ElidedLabel(Text::small, Token::text, this)),
      proof_(makeLabel({}, Text::small, Token::text2, this)), bar_(thinProgress(4, this)),
      badge_(new Badge({}, BadgeKind::neutral, {}, this)) {
    auto* row = makeRow(this);
    row->addWidget(place_, 1);
    row->addWidget(proof_);
    row->addWidget(bar_);
    row->addWidget(badge_);
    place_->setObjectName(QStringLiteral("place"));
    proof_->setObjectName(QStringLiteral("proof"));
    badge_->setObjectName(QStringLiteral("verdict"));
    bar_->setFixedWidth(barWidth);
    bar_->setRange(0, 1000);
    setVerdict({});
}

void StatusLine::setProgress(const QString& text, double fraction) {
    badge_->hide();
    proof_->setText(text);
    proof_->show();
    bar_->show();
    bar_->setValue(static_cast<int>(std::lround(1000 * std::clamp(fraction, 0.0, 1.0))));
}

void StatusLine::setVerdict(const QString& verdict, BadgeKind kind, const QString& proof) {
    bar_->hide();
    proof_->setText(proof);
    proof_->setVisible(!proof.isEmpty());
    badge_->setText(verdict);
    badge_->setKind(kind);
    badge_->setVisible(!verdict.isEmpty());
}

void StatusLine::addWidget(QWidget* widget) {
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->insertWidget(row->indexOf(proof_), widget);
}

void StatusLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::pane));
    painter.fillRect(0, 0, width(), 1, color(Token::hair));
}

} // namespace rarebit::views

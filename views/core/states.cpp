// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/states.hpp"

#include "views/core/icons.hpp"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rarebit::views {

EmptyState::EmptyState(const QString& icon, const QString& line, const QString& how, QWidget* parent)
    : QWidget(parent), icon_(icon), line_(makeLabel(line, Text::strong, Token::text)),
      how_(makeLabel(how, Text::small, Token::text2)), picture_(new QLabel), buttons_(new QHBoxLayout) {
    setObjectName(QStringLiteral("emptyState"));
    setAccessibleName(line);
    setAccessibleDescription(how);
    const int side = Theme::get().scaled(18);
    picture_->setFixedHeight(side);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    column->addStretch(1);
    column->addWidget(picture_);
    for (QLabel* label : {line_, how_}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    buttons_->setSpacing(8);
    buttons_->addStretch(1);
    buttons_->addStretch(1);
    column->addLayout(buttons_);
    column->addStretch(1);
}

void EmptyState::setText(const QString& line, const QString& how) {
    line_->setText(line);
    how_->setText(how);
    setAccessibleName(line);
    setAccessibleDescription(how);
}

QPushButton* EmptyState::addAction(const QString& text, std::function<void()> run) {
    auto* button = new QPushButton(text);
    setCompact(button);
    buttons_->insertWidget(buttons_->count() - 1, button);
    connect(button, &QPushButton::clicked, this, std::move(run));
    return button;
}

void EmptyState::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintIcon(painter, picture_->geometry(), icon_, color(Token::text3));
}

BusyState::BusyState(Shape shape, QWidget* parent)
    : QWidget(parent), shape_(shape), text_(makeLabel({}, Text::caption, Token::text2)), bar_(thinProgress()),
      timer_(new QTimer(this)) {
    setObjectName(QStringLiteral("busyState"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 8);
    column->addStretch(1);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(text_);
    row->addWidget(bar_, 1, Qt::AlignVCenter);
    column->addLayout(row);
    timer_->setInterval(40);
    connect(timer_, &QTimer::timeout, this, [this] { step(); });
    setProgress(tr("working"), -1);
}

void BusyState::setProgress(const QString& text, double fraction) {
    text_->setText(text);
    setAccessibleName(text);
    if (fraction < 0) {
        bar_->setRange(0, 0);
    } else {
        bar_->setRange(0, 1000);
        bar_->setValue(static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * 1000)));
    }
}

// Short work shows nothing at all: a flash would only disturb.
void BusyState::showEvent(QShowEvent*) {
    shown_.start();
    text_->hide();
    bar_->hide();
    timer_->start();
}
void BusyState::hideEvent(QHideEvent*) {
    timer_->stop();
}
void BusyState::step() {
    if (shown_.elapsed() < 150) return;
    text_->show();
    bar_->show();
    update();
    if (Theme::get().reducedMotion()) timer_->stop();
}

void BusyState::paintEvent(QPaintEvent*) {
    if (shown_.isValid() && shown_.elapsed() < 150) return;
    QPainter painter(this);
    const double period = Theme::get().motion(1200);
    const double phase =
        period > 0 ? std::sin(2 * std::numbers::pi * double(shown_.elapsed()) / period) : 1.0;
    painter.setOpacity(0.8 + 0.2 * phase);
    const QColor fill = color(Token::skel);
    const QRectF area(12, 12, width() - 24, height() - 24 - Theme::get().scaled(16) - 8);
    if (area.height() < 8 || area.width() < 8) return;
    const auto block = [&](double x, double y, double w, double h) {
        paintRounded(painter, QRectF(area.left() + x, area.top() + y, w, h), 3, fill);
    };
    switch (shape_) {
    case Shape::bars: {
        const int bars = std::clamp(static_cast<int>(area.width() / 36), 5, 21);
        const double pitch = area.width() / bars;
        for (int i = 0; i < bars; ++i) {
            const double at = (i + 0.5) / bars * 2 - 1;
            const double h = area.height() * std::max(0.05, std::exp(-at * at * 4));
            block(pitch * i + pitch / 8, area.height() - h, pitch * 0.75, h);
        }
        return;
    }
    case Shape::lines:
        for (int i = 0; i < 3; ++i) {
            painter.setPen(QPen(fill, 6, Qt::SolidLine, Qt::RoundCap));
            painter.setRenderHint(QPainter::Antialiasing);
            const double y = area.height() * (0.7 - 0.2 * i);
            painter.drawLine(
                area.topLeft() + QPointF(area.width() * 0.06, y + area.height() * 0.2),
                area.topLeft() + QPointF(area.width() * 0.94, y - area.height() * 0.2)
            );
        }
        return;
    case Shape::rows: {
        const double pitch = Theme::get().scaled(24);
        for (int i = 0; pitch * (i + 1) <= area.height(); ++i)
            block(0, pitch * i + pitch * 0.3, area.width() * (0.9 - 0.13 * (i * 5 % 4)), pitch * 0.4);
        return;
    }
    case Shape::picture:
        return block(0, 0, area.width(), area.height());
    case Shape::tiles: {
        const int across = std::max(1, static_cast<int>(area.width() / 48));
        const int down = std::max(1, static_cast<int>(area.height() / 48));
        for (int y = 0; y < down; ++y)
            for (int x = 0; x < across; ++x)
                block(
                    area.width() / across * x + 2,
                    area.height() / down * y + 2,
                    area.width() / across - 4,
                    area.height() / down - 4
                );
        return;
    }
    }
}

ErrorCard::ErrorCard(const Error& error, QWidget* parent)
    : QWidget(parent), error_(error), buttons_(new QHBoxLayout) {
    setObjectName(QStringLiteral("errorCard"));
    setAccessibleName(QString::fromStdString(error.what));
    setAccessibleDescription(plainText());
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    auto* sign = new QLabel;
    const auto draw = [sign] {
        sign->setPixmap(iconPixmap(
            QStringLiteral("x-circle-fill"),
            color(Token::bad),
            Theme::get().scaled(16),
            sign->devicePixelRatioF()
        ));
    };
    draw();
    connect(&Theme::get(), &Theme::changed, sign, draw);
    grid->addWidget(sign, 0, 0, Qt::AlignTop);
    int row = 0;
    const auto line = [&](const QString& name, const std::string& text, Text role) {
        if (text.empty()) return;
        grid->addWidget(makeLabel(name, Text::small, Token::text2), row, 1, Qt::AlignTop);
        auto* label = makeLabel(QString::fromStdString(text), role, Token::text);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        grid->addWidget(label, row++, 2);
    };
    line(tr("What"), error.what, Text::small);
    line(tr("Where"), error.where, Text::number);
    line(tr("Fix"), error.fix, Text::small);
    buttons_->setSpacing(8);
    buttons_->addStretch(1);
    auto* copy = new QPushButton(tr("Copy"));
    copy->setToolTip(tr("Copies the three lines as text."));
    setCompact(copy);
    setLook(copy, ButtonLook::quiet);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(plainText());
    });
    buttons_->insertWidget(0, copy);
    buttons_->setContentsMargins(0, 6, 0, 0);
    grid->addLayout(buttons_, row, 1, 1, 2);
    grid->setColumnStretch(2, 1);
    grid->setRowStretch(row + 1, 1);
}

QPushButton* ErrorCard::addFix(const QString& text, std::function<void()> run) {
    auto* button = new QPushButton(text);
    setCompact(button);
    if (fixes_ == 0) setLook(button, ButtonLook::primary);
    buttons_->insertWidget(fixes_++, button);
    connect(button, &QPushButton::clicked, this, std::move(run));
    return button;
}

QString errorText(const Error& error) {
    return ErrorCard::tr("What: %1\nWhere: %2\nFix: %3")
        .arg(
            QString::fromStdString(error.what),
            QString::fromStdString(error.where),
            QString::fromStdString(error.fix)
        );
}

StateStack::StateStack(QWidget* content, BusyState::Shape shape, QWidget* parent)
    : QWidget(parent), stack_(new PageLayout(this)), busy_(new BusyState(shape)) {
    stack_->addWidget(content);
    stack_->addWidget(busy_);
}
void StateStack::showContent() {
    stack_->setCurrentIndex(0);
}
void StateStack::replace(QWidget* state) {
    stack_->addWidget(state);
    stack_->setCurrentWidget(state);
    // A button of the old state may be what asked for the new one.
    if (other_) other_->deleteLater();
    other_ = state;
}
EmptyState& StateStack::showEmpty(const QString& icon, const QString& line, const QString& how) {
    auto* state = new EmptyState(icon, line, how);
    replace(state);
    return *state;
}
void StateStack::showBusy(const QString& text, double fraction) {
    busy_->setProgress(text, fraction);
    stack_->setCurrentWidget(busy_);
}
ErrorCard& StateStack::showError(const Error& error) {
    auto* card = new ErrorCard(error);
    replace(card);
    return *card;
}

} // namespace rarebit::views

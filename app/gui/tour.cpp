// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/tour.hpp"

#include "views/core/controls.hpp"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::gui {

using views::Text;
using views::Theme;
using views::Token;

namespace {

constexpr int lookEveryMs = 150;
constexpr int around = 6; // between a widget and the edge of its light
constexpr int apart = 12; // between the light and the card
constexpr int cardWidth = 340;

} // namespace

Tour::Tour(std::vector<TourStep> steps, QWidget* window)
    : QWidget(window), steps_(std::move(steps)), window_(window), card_(new views::Card(window)),
      count_(views::makeLabel({}, Text::caption, Token::text2)),
      title_(views::makeLabel({}, Text::title, Token::text)),
      sentence_(views::makeLabel({}, Text::body, Token::text)), back_(new QPushButton(tr("&Back"))),
      next_(new QPushButton), skip_(new QPushButton(tr("End the tour"))),
      focused_(QApplication::focusWidget()) {
    setObjectName(QStringLiteral("tour"));
    setAttribute(Qt::WA_DeleteOnClose);
    // The window below goes on as if nothing lay over it.
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    card_->setObjectName(QStringLiteral("tourCard"));
    card_->setActive(true);
    back_->setObjectName(QStringLiteral("tourBack"));
    next_->setObjectName(QStringLiteral("tourNext"));
    skip_->setObjectName(QStringLiteral("tourSkip"));
    views::setLook(next_, views::ButtonLook::primary);
    views::setLook(skip_, views::ButtonLook::quiet);
    for (QPushButton* button : {back_, next_, skip_})
        button->setAutoDefault(true); // Enter presses the one that has the focus
    next_->setToolTip(tr("Does this step, and goes on"));
    skip_->setToolTip(tr("Escape does the same; Help > Take the tour begins it anew"));
    title_->setWordWrap(true);
    sentence_->setWordWrap(true);
    auto* column = new QVBoxLayout(card_);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    column->addWidget(count_);
    column->addWidget(title_);
    column->addWidget(sentence_);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 8, 0, 0);
    row->setSpacing(8);
    row->addWidget(skip_);
    row->addStretch(1);
    row->addWidget(back_);
    row->addWidget(next_);
    column->addLayout(row);
    connect(back_, &QPushButton::clicked, this, [this] { begin(step_ - 1); });
    connect(next_, &QPushButton::clicked, this, &Tour::next);
    connect(skip_, &QPushButton::clicked, this, [this] { end(false); });
    connect(&motion_, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        shown_ = value.toRect();
        update();
    });
    timer_.setInterval(lookEveryMs);
    connect(&timer_, &QTimer::timeout, this, &Tour::look);
    timer_.start();
    qApp->installEventFilter(this);
    setGeometry(window_->rect());
    show();
    card_->show();
    begin(0);
    next_->setFocus(Qt::TabFocusReason);
}

Tour::~Tour() {
    delete card_;
}

QWidget* Tour::card() const {
    return card_;
}

bool Tour::reached() const {
    const auto& now = steps_[size_t(step_)];
    return now.reached && now.reached();
}

void Tour::begin(int step) {
    if (step < 0) return;
    if (step >= int(steps_.size())) return end(true);
    step_ = step;
    acted_ = false;
    const TourStep& now = steps_[size_t(step)];
    if (now.prepare) now.prepare();
    before_ = reached();
    count_->setText(tr("Step %1 of %2").arg(step + 1).arg(steps_.size()));
    title_->setText(now.title);
    back_->setEnabled(step > 0);
    look();
    // Told to who listens instead of looking.
    card_->setAccessibleName(count_->text() + QStringLiteral(": ") + now.title);
    QAccessibleEvent told(card_, QAccessible::Alert);
    QAccessible::updateAccessibility(&told);
}

void Tour::next() {
    const TourStep& now = steps_[size_t(step_)];
    const bool done = reached() || acted_;
    if (!done && now.act) now.act();
    if (last() && !done) {
        acted_ = true; // what it did is to be seen before the tour ends
        return look();
    }
    begin(step_ + 1);
}

void Tour::end(bool whole) {
    timer_.stop();
    qApp->removeEventFilter(this);
    hide();
    card_->hide();
    if (focused_ && focused_->isVisible()) focused_->setFocus(Qt::OtherFocusReason);
    emit ended(whole);
    deleteLater();
}

QWidget* Tour::target() const {
    const auto all = window_->findChildren<QWidget*>();
    for (const QString& name : steps_[size_t(step_)].targets())
        for (QWidget* widget : all) {
            const bool named = name.endsWith(QLatin1Char('*'))
                                   ? widget->objectName().startsWith(name.chopped(1))
                                   : widget->objectName() == name;
            if (named && widget->isVisible()) return widget;
        }
    return nullptr;
}

// Widgets move, appear and go as the user works: the light follows.
void Tour::look() {
    if (!before_ && !last() && reached()) return begin(step_ + 1);
    const QString sentence = steps_[size_t(step_)].sentence();
    if (sentence_->text() != sentence) {
        sentence_->setText(sentence);
        card_->setAccessibleDescription(sentence);
    }
    next_->setText(last() && (reached() || acted_) ? tr("Do&ne") : tr("&Next"));
    place();
}

void Tour::place() {
    setGeometry(window_->rect());
    const QWidget* lit = target();
    QRect light;
    if (lit) {
        // What a scroll area hides of it is not lit.
        const QRect whole(lit->mapTo(window_, QPoint()), lit->size());
        const QRect seen = lit->visibleRegion().boundingRect().translated(lit->mapTo(window_, QPoint()));
        light = (seen.isEmpty() ? whole : seen).adjusted(-around, -around, around, around) &
                rect().adjusted(2, 2, -2, -2);
    }
    if (light != wanted_) {
        const bool jump = wanted_.isEmpty() || light.isEmpty() || Theme::get().motion(160) == 0;
        wanted_ = light;
        motion_.stop();
        if (jump) {
            shown_ = light;
        } else {
            motion_.setDuration(Theme::get().motion(160));
            motion_.setEasingCurve(QEasingCurve::OutCubic);
            motion_.setStartValue(shown_);
            motion_.setEndValue(light);
            motion_.start();
        }
        update();
    }
    const int width = std::min(Theme::get().scaled(cardWidth), window_->width() - 24);
    const int height = card_->layout()->hasHeightForWidth() ? card_->layout()->totalHeightForWidth(width)
                                                            : card_->sizeHint().height();
    const QRect room = rect().adjusted(12, 12, -12, -12);
    QRect card(0, 0, width, height);
    card.moveCenter(room.center());
    if (!light.isEmpty()) {
        // Beside the light where there is room, else on the side with most of it.
        const std::pair<int, QPoint> sides[] = {
            {room.right() - light.right() - apart - width, QPoint(light.right() + apart, light.top())},
            {light.left() - room.left() - apart - width, QPoint(light.left() - apart - width, light.top())},
            {room.bottom() - light.bottom() - apart - height, QPoint(light.left(), light.bottom() + apart)},
            {light.top() - room.top() - apart - height, QPoint(light.left(), light.top() - apart - height)}};
        const auto fits = std::ranges::find_if(sides, [](const auto& side) { return side.first >= 0; });
        if (fits != std::end(sides))
            card.moveTopLeft(fits->second);
        else // over a corner of a large one
            card.moveBottomRight(light.bottomRight() - QPoint(apart, apart));
        card.moveLeft(std::clamp(card.left(), room.left(), std::max(room.left(), room.right() - width)));
        card.moveTop(std::clamp(card.top(), room.top(), std::max(room.top(), room.bottom() - height)));
    }
    if (card_->geometry() != card) card_->setGeometry(card);
    raise();
    card_->raise();
}

void Tour::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath dim, hole;
    dim.addRect(rect());
    if (!shown_.isEmpty()) hole.addRoundedRect(QRectF(shown_), views::cardRadius, views::cardRadius);
    painter.fillPath(dim.subtracted(hole), QColor(0, 0, 0, Theme::get().dark() ? 150 : 90));
    if (shown_.isEmpty()) return;
    painter.setPen(QPen(views::color(Token::accent), 2));
    painter.drawPath(hole);
}

bool Tour::eventFilter(QObject* watched, QEvent* event) {
    if (watched == window_ && event->type() == QEvent::Resize) place();
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<QKeyEvent&>(*event);
        const bool ours = !QApplication::activePopupWidget() && !QApplication::activeModalWidget() &&
                          QApplication::activeWindow() == window_;
        if (key.key() == Qt::Key_Escape && key.modifiers() == Qt::NoModifier && ours) {
            event->accept();
            if (event->type() == QEvent::KeyPress) end(false);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rarebit::gui

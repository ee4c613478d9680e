// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/trail.hpp"

#include "views/core/controls.hpp"
#include "views/core/icons.hpp"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int widestHere = 160;
constexpr int longestStep = 28; // characters

class Chevron : public QWidget {
public:
    explicit Chevron(QWidget* parent) : QWidget(parent) { setFixedSize(8, 24); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paintIcon(painter, QRectF(0, 8, 8, 8), QStringLiteral("chevron-right"), color(Token::text2));
    }
};

// Quiet words; underlined under the pointer, ringed when the keyboard is on them.
class Step : public QAbstractButton {
public:
    Step(const QString& text, QWidget* parent) : QAbstractButton(parent) {
        setText(text);
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::StrongFocus);
        connect(&Theme::get(), &Theme::changed, this, &QWidget::updateGeometry);
    }
    QSize sizeHint() const override {
        return {QFontMetrics(views::font(Text::body)).horizontalAdvance(text()) + 8, Theme::get().scaled(24)};
    }

    QSize minimumSizeHint() const override { return {Theme::get().scaled(28), sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        QFont words = views::font(Text::body);
        words.setUnderline(underMouse());
        painter.setFont(words);
        painter.setPen(color(underMouse() || isDown() ? Token::text : Token::text2));
        const QFontMetrics metrics(words);
        painter.drawText(rect(), Qt::AlignCenter, metrics.elidedText(text(), Qt::ElideMiddle, width() - 4));
        QStyleOption option;
        option.initFrom(this);
        if (hasFocus() && option.state & QStyle::State_KeyboardFocusChange) {
            painter.setPen(QPen(color(Token::accent), 2));
            painter.setRenderHint(QPainter::Antialiasing);
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 2, -1, -2), 4, 4);
        }
    }
};

QString shortened(const QString& step) {
    if (step.size() <= longestStep) return step;
    return step.left(longestStep / 2 - 1) + QStringLiteral("…") + step.right(longestStep / 2);
}

} // namespace

Trail::Trail(QWidget* parent) : QWidget(parent), row_(new QHBoxLayout(this)) {
    row_->setContentsMargins(0, 0, 0, 0);
    row_->setSpacing(2);
    setAccessibleName(tr("Path"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Trail::setSteps(const QStringList& steps) {
    if (steps == steps_) return;
    steps_ = steps;
    while (QLayoutItem* item = row_->takeAt(0)) {
        // Perhaps the step that was just clicked.
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    for (int i = 0; i < steps.size(); ++i) {
        if (i > 0) row_->addWidget(new Chevron(this));
        if (i > 0 && i + 1 == steps.size()) row_->addSpacing(4);
        if (i + 1 == steps.size()) {
            auto* here = new ElidedLabel(Text::body, Token::text, this);
            here->setText(steps[i]);
            // Where one is matters most: the steps before give way first.
            here->setMinimumWidth(std::min(here->sizeHint().width(), Theme::get().scaled(widestHere)));
            row_->addWidget(here, 1);
            continue;
        }
        auto* step = new Step(shortened(steps[i]), this);
        step->setObjectName(QStringLiteral("step%1").arg(i));
        step->setAccessibleName(tr("Back to %1").arg(steps[i]));
        step->setToolTip(steps[i]);
        connect(step, &QAbstractButton::clicked, this, [this, i] { emit chosen(i); });
        row_->addWidget(step);
    }
}

} // namespace rarebit::views

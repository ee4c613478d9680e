// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/toast.hpp"

#include "views/core/controls.hpp"
#include "views/core/icons.hpp"

#include <QAccessible>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QMainWindow>
#include <QPainter>
#include <QPushButton>
#include <QStatusBar>
#include <QTimer>

namespace rarebit::views {
namespace {

constexpr int shadow = 24; // room around the card

class Toast : public QWidget {
public:
    Toast(const QString& title, const QString& detail, const QString& action, QWidget* parent)
        : QWidget(parent), button_(action.isEmpty() ? nullptr : new QPushButton(action)) {
        setObjectName(QStringLiteral("toast"));
        setAccessibleName(title);
        setAccessibleDescription(detail);
        auto* grid = new QGridLayout(this);
        const int side = Theme::get().scaled(16);
        grid->setContentsMargins(shadow + 12 + side + 10, shadow / 2 + 10, shadow + 12, shadow + 10);
        grid->setHorizontalSpacing(12);
        grid->setVerticalSpacing(0);
        auto* first = makeLabel(title, Text::strong, Token::tipText);
        first->setWordWrap(true);
        grid->addWidget(first, 0, 0);
        if (!detail.isEmpty()) {
            auto* second = new ElidedLabel(Text::small, Token::tipText);
            second->setElideMode(Qt::ElideMiddle);
            second->setText(detail);
            grid->addWidget(second, 1, 0, 1, 2);
        }
        if (button_) {
            setLook(button_, ButtonLook::link);
            setCompact(button_);
            button_->setProperty("ink", int(Token::tipText)); // its ground is not the pane
            grid->addWidget(button_, 0, 1, Qt::AlignTop);
        }
        grid->setColumnStretch(0, 1);
        setFixedWidth(Theme::get().scaled(340) + 2 * shadow);
        timer_.setSingleShot(true);
        timer_.start(6000);
        connect(&timer_, &QTimer::timeout, this, [this] {
            if (underMouse())
                timer_.start(1000);
            else
                deleteLater();
        });
    }
    QPushButton* button() const { return button_; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const QRectF card = QRectF(rect()).adjusted(shadow, shadow / 2.0, -shadow, -shadow);
        // 0 6 20 in light: layers of thin black make a soft edge.
        const double strength = Theme::get().dark() ? 0.55 : 0.16;
        const int blur = 16;
        for (int i = blur; i > 0; --i) {
            QColor black(Qt::black);
            black.setAlphaF(float(strength * 2 * (blur - i + 1) / (blur * (blur + 1.0))));
            paintRounded(painter, card.adjusted(-i, 6 - i, i, 6 + i), popupRadius + i, black);
        }
        paintRounded(painter, card, popupRadius, color(Token::tip));
        const int side = Theme::get().scaled(16);
        paintIcon(
            painter,
            QRectF(card.left() + 12, card.top() + 11, side, side),
            QStringLiteral("check-circle-fill"),
            color(Token::tipText)
        );
    }

private:
    QPushButton* button_;
    QTimer timer_;
};

} // namespace

Toasts::Toasts(QWidget* window) : QObject(window), window_(window) {
    window_->installEventFilter(this);
}

void Toasts::show(
    const QString& title, const QString& detail, const QString& action, std::function<void()> run
) {
    dismiss();
    auto* toast = new Toast(title, detail, action, window_);
    toast_ = toast;
    connect(toast, &QObject::destroyed, this, [this, toast] {
        if (toast_ == static_cast<QWidget*>(toast)) toast_ = nullptr;
    });
    if (toast->button())
        connect(toast->button(), &QPushButton::clicked, this, [this, run = std::move(run)] {
            const auto act = run; // outlives the button
            dismiss();
            if (act) act();
        });
    place();
    toast->show();
    toast->raise();
    QAccessibleEvent event(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Toasts::dismiss() {
    if (!toast_) return;
    toast_->hide();
    toast_->deleteLater();
    toast_ = nullptr;
}

void Toasts::place() {
    if (!toast_) return;
    toast_->adjustSize();
    int bottom = window_->height();
    if (const auto* main = qobject_cast<QMainWindow*>(window_))
        if (const auto* bar = main->findChild<QStatusBar*>({}, Qt::FindDirectChildrenOnly);
            bar && bar->isVisible())
            bottom = bar->y();
    toast_->move(window_->width() - toast_->width() + shadow - 12, bottom - toast_->height() + shadow - 12);
}

bool Toasts::eventFilter(QObject* watched, QEvent* event) {
    if (watched == window_ && event->type() == QEvent::Resize) place();
    return QObject::eventFilter(watched, event);
}

} // namespace rarebit::views

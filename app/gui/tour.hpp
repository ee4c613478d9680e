// SPDX-License-Identifier: GPL-3.0-or-later
// A tour of the window: a light falls on one widget after the other, a card says what to do there. What the
// user really does moves it on.
#pragma once

#include <QPointer>
#include <QTimer>
#include <QVariantAnimation>
#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QPushButton;

namespace rarebit::views {
class Card;
}

namespace rarebit::gui {

struct TourStep {
    QString title;
    std::function<QString()> sentence;
    /// Object names of the widget that is lit, the first visible one of them; "sweep_*": any that begins so.
    /// None of them is there: the card stands in the middle.
    std::function<QStringList()> targets;
    /// Brings the target on the screen; called when the step begins.
    std::function<void()> prepare{};
    /// The user has done it: the next step begins; of the last one, "Done" is offered.
    std::function<bool()> reached{};
    /// Next does it in the user's place where it can be done so.
    std::function<void()> act{};
};

class Tour : public QWidget {
    Q_OBJECT
public:
    /// Covers the window until it ends, and deletes itself then.
    Tour(std::vector<TourStep> steps, QWidget* window);
    ~Tour() override;

    int step() const { return step_; }
    /// The card: for tests, and for who looks for the buttons.
    QWidget* card() const;
    /// Where the light falls, in the window's coordinates; empty: nowhere.
    QRect light() const { return shown_; }

signals:
    void ended(bool whole);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void begin(int step);
    void next();
    void end(bool whole);
    void look();
    bool last() const { return step_ + 1 == int(steps_.size()); }
    bool reached() const;
    QWidget* target() const;
    void place();

    std::vector<TourStep> steps_;
    QWidget* window_;
    views::Card* card_;
    QLabel *count_, *title_, *sentence_;
    QPushButton *back_, *next_, *skip_;
    QPointer<QWidget> focused_; // before the tour
    QTimer timer_;
    QVariantAnimation motion_;
    QRect wanted_, shown_;
    int step_ = -1;
    bool before_ = false; // the step was reached when it began: only Next leads on
    bool acted_ = false;  // Next has done the last step
};

} // namespace rarebit::gui

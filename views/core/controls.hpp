// SPDX-License-Identifier: GPL-3.0-or-later
// Small controls that Qt lacks: cards, segmented controls, chips, badges, slots, search fields.
#pragma once

#include "views/core/style.hpp"

#include <QAbstractButton>
#include <QKeySequence>
#include <QLineEdit>
#include <QWidget>

#include <functional>

class QButtonGroup;
class QHBoxLayout;
class QProgressBar;
class QToolButton;

namespace rarebit::views {

/// A panel on the desk: pane colour, hairline, round corners. The active one has an accent edge.
class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);
    void setActive(bool active);
    bool isActive() const { return active_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool active_ = false;
};

/// Clips a card's body at the card's lower corners.
void roundCorners(QWidget* body);

/// One of a few, side by side ("Wipe 2 | Blink 3 | Difference 4").
/// Where there is no room for all parts it shows the current one, and the others in a menu.
class SegmentedControl : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedControl(QWidget* parent = nullptr);
    /// The key is shown after the text; the caller makes it work.
    void addPart(const QString& text, const QString& key = {}, const QString& toolTip = {});
    void clear();
    int count() const;
    int current() const;
    void setCurrent(int index);
    void setPartEnabled(int index, bool enabled);
    bool folded() const { return folded_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void fold();
    void showMenu();
    QHBoxLayout* row_;
    QButtonGroup* group_;
    bool folded_ = false;
};

/// A pill that can be on, or that can be taken away.
class Chip : public QAbstractButton {
    Q_OBJECT
public:
    explicit Chip(const QString& text, QWidget* parent = nullptr);
    void setClosable(bool closable);
    QSize sizeHint() const override;

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRect closeRect() const;
    bool closable_ = false;
};

enum class BadgeKind : uint8_t { neutral, good, warn, bad, info };

/// A word about a state. Not for clicking.
class Badge : public QWidget {
    Q_OBJECT
public:
    /// key: a keyboard shortcut; count: a pill with a number.
    enum class Shape : uint8_t { word, key, count };
    explicit Badge(
        const QString& text,
        BadgeKind kind = BadgeKind::neutral,
        const QString& icon = {},
        QWidget* parent = nullptr
    );
    void setText(const QString& text);
    const QString& text() const { return text_; }
    void setKind(BadgeKind kind);
    void setShape(Shape shape);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString text_, icon_;
    BadgeKind kind_;
    Shape shape_ = Shape::word;
};
/// For delegates: the badge's size, and the badge itself in the middle of the rectangle's left edge.
QSize badgeSize(const QString& text, const QString& icon = {}, Badge::Shape shape = Badge::Shape::word);
void paintBadge(
    QPainter& painter,
    const QRect& rect,
    const QString& text,
    BadgeKind kind,
    const QString& icon = {},
    Badge::Shape shape = Badge::Shape::word
);

/// The letter of a slot (0 is A): A filled, the others outlined.
void paintSlot(QPainter& painter, const QRectF& rect, int slot, bool enabled = true);
class SlotBadge : public QWidget {
    Q_OBJECT
public:
    explicit SlotBadge(int slot, QWidget* parent = nullptr);
    void setSlot(int slot);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int slot_;
};

/// Escape empties it.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    /// icon: "search", or "funnel" where it filters.
    explicit SearchField(
        const QString& placeholder, const QString& icon = QStringLiteral("search"), QWidget* parent = nullptr
    );

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

/// One line that is shortened to its width; the whole text is its tool tip then.
class ElidedLabel : public QWidget {
    Q_OBJECT
public:
    explicit ElidedLabel(Text role, Token color, QWidget* parent = nullptr);
    void setText(const QString& text);
    const QString& text() const { return text_; }
    void setElideMode(Qt::TextElideMode mode) { mode_ = mode; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString text_;
    Text role_;
    Token color_;
    Qt::TextElideMode mode_ = Qt::ElideRight;
};

/// A large start: icon, title, key, one sentence.
class CardButton : public QAbstractButton {
    Q_OBJECT
public:
    CardButton(
        const QString& icon,
        const QString& title,
        const QString& sentence,
        const QString& key = {},
        QWidget* parent = nullptr
    );
    /// The one that most people want has an accent edge.
    void setSuggested(bool suggested);
    void setKey(const QString& key);
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRect sentenceRect(int width) const;
    QString icon_, sentence_, key_;
    bool suggested_ = false;
};

/// A button of 24 pixels with an icon alone; the tool tip is its accessible name too.
QToolButton* iconButton(const QString& icon, const QString& toolTip, QWidget* parent = nullptr);
/// Heading of a group of controls.
QLabel* sectionLabel(const QString& text, QWidget* parent = nullptr);
/// A bar of 4 (or 6) pixels without text.
QProgressBar* thinProgress(int height = 4, QWidget* parent = nullptr);
/// "Name  P" and a sentence below, as rich text for QWidget::setToolTip.
QString toolTipText(const QString& name, const QKeySequence& key, const QString& sentence);

} // namespace rarebit::views

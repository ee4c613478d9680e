// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/controls.hpp"

#include "views/core/icons.hpp"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int chevronRoom = 22; // of a folded segmented control

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}
int widthOf(const QString& text, Text role) {
    return QFontMetrics(views::font(role)).horizontalAdvance(text);
}

/// Part of a segmented control; its outline is the control's.
class Segment : public QAbstractButton {
public:
    Segment(const QString& text, const QString& key) : key_(key) {
        setText(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override {
        const int key = key_.isEmpty() ? 0 : 8 + widthOf(key_, Text::caption);
        return {widthOf(text(), Text::strong) + key + 24, scaled(property("compact").toBool() ? 24 : 28)};
    }
    // Where there is little room the key goes first.
    QSize minimumSizeHint() const override {
        return {widthOf(text(), Text::strong) + 12, sizeHint().height()};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const Text role = isChecked() ? Text::strong : Text::body;
        const int room = width() - 8;
        const QString shown = QFontMetrics(views::font(role)).elidedText(text(), Qt::ElideRight, room);
        const int textWidth = widthOf(shown, role);
        const bool fits = textWidth + 8 + widthOf(key_, Text::caption) <= room;
        const int keyWidth = key_.isEmpty() || !fits ? 0 : widthOf(key_, Text::caption);
        const int whole = textWidth + (keyWidth ? 8 + keyWidth : 0);
        QRect place = rect();
        place.setLeft((width() - whole) / 2);
        painter.setFont(views::font(role));
        painter.setPen(color(!isEnabled() ? Token::text3 : isChecked() ? Token::text : Token::text2));
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, shown);
        if (!keyWidth) return;
        place.setLeft(place.left() + textWidth + 8);
        painter.setFont(views::font(Text::caption));
        painter.setPen(color(isEnabled() ? Token::text2 : Token::text3));
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, key_);
    }

private:
    QString key_;
};

struct BadgeColors {
    Token text, ground;
};
// Keeps a body within the round corners of its card, whatever it paints.
class CornerClip : public QObject {
public:
    explicit CornerClip(QWidget* body) : QObject(body), body_(body) {
        body->installEventFilter(this);
        clip();
    }
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Resize) clip();
        return QObject::eventFilter(watched, event);
    }

private:
    void clip() {
        QPainterPath path;
        const QRectF area(body_->rect());
        path.addRoundedRect(area.adjusted(0, -2 * cardRadius, 0, 0), cardRadius - 1, cardRadius - 1);
        body_->setMask(QRegion(path.toFillPolygon().toPolygon()));
    }
    QWidget* body_;
};

BadgeColors colorsOf(BadgeKind kind) {
    switch (kind) {
    case BadgeKind::good:
        return {Token::good, Token::goodBg};
    case BadgeKind::warn:
        return {Token::warn, Token::warnBg};
    case BadgeKind::bad:
        return {Token::bad, Token::badBg};
    case BadgeKind::info:
        return {Token::info, Token::infoBg};
    case BadgeKind::neutral:
        break;
    }
    return {Token::text2, Token::raised};
}

} // namespace

Card::Card(QWidget* parent) : QWidget(parent) {
    setContentsMargins(1, 1, 1, 1);
}
void Card::setActive(bool active) {
    if (std::exchange(active_, active) != active) update();
}
void Card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintRounded(
        painter, rect(), cardRadius, color(Token::pane), color(active_ ? Token::accent : Token::hair)
    );
}

void roundCorners(QWidget* body) {
    new CornerClip(body);
}

SegmentedControl::SegmentedControl(QWidget* parent)
    : QWidget(parent), row_(new QHBoxLayout(this)), group_(new QButtonGroup(this)) {
    row_->setContentsMargins(1, 0, 1, 0);
    row_->setSpacing(1);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(group_, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (folded_) fold();
        update();
        if (on) emit currentChanged(id);
    });
    connect(group_, &QButtonGroup::idClicked, this, [this] {
        if (folded_) showMenu();
    });
}
void SegmentedControl::addPart(const QString& text, const QString& key, const QString& toolTip) {
    auto* part = new Segment(text, key);
    part->setProperty("compact", property("compact"));
    part->setToolTip(toolTip);
    part->setAccessibleName(text);
    group_->addButton(part, count());
    row_->addWidget(part);
    if (count() == 1) part->setChecked(true);
    fold();
    updateGeometry();
}
void SegmentedControl::clear() {
    for (QAbstractButton* part : group_->buttons())
        delete part;
}
int SegmentedControl::count() const {
    return static_cast<int>(group_->buttons().size());
}
int SegmentedControl::current() const {
    return group_->checkedId();
}
void SegmentedControl::setCurrent(int index) {
    if (auto* part = group_->button(index)) part->setChecked(true);
}
void SegmentedControl::setPartEnabled(int index, bool enabled) {
    if (auto* part = group_->button(index)) part->setEnabled(enabled);
}
QSize SegmentedControl::sizeHint() const {
    QSize size(1, 0);
    for (const QAbstractButton* part : group_->buttons())
        size = {size.width() + part->sizeHint().width() + 1, part->sizeHint().height()};
    return size;
}
// Of the widest part alone, with what opens the menu.
QSize SegmentedControl::minimumSizeHint() const {
    QSize size;
    for (const QAbstractButton* part : group_->buttons())
        size = size.expandedTo(part->minimumSizeHint());
    return {std::min(size.width() + 2 + scaled(chevronRoom), sizeHint().width()), size.height()};
}
void SegmentedControl::fold() {
    int needed = 1;
    for (const QAbstractButton* part : group_->buttons())
        needed += part->minimumSizeHint().width() + 1;
    folded_ = width() < needed && count() > 1;
    row_->setContentsMargins(1, 0, folded_ ? scaled(chevronRoom) : 1, 0);
    for (QAbstractButton* part : group_->buttons())
        part->setVisible(!folded_ || part->isChecked());
}
void SegmentedControl::showMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAbstractButton* part : group_->buttons()) {
        auto* action = menu->addAction(part->text(), part, [part] { part->setChecked(true); });
        action->setCheckable(true);
        action->setChecked(part->isChecked());
        action->setEnabled(part->isEnabled());
    }
    menu->popup(mapToGlobal(QPoint(0, height() + 2)));
}
void SegmentedControl::resizeEvent(QResizeEvent*) {
    fold();
}
void SegmentedControl::mousePressEvent(QMouseEvent*) {
    if (folded_) showMenu(); // on the chevron: the part has its own
}
void SegmentedControl::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF outline = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath path;
    path.addRoundedRect(outline, controlRadius - 0.5, controlRadius - 0.5);
    painter.fillPath(path, color(Token::field));
    painter.setClipPath(path);
    const auto parts = group_->buttons();
    if (folded_) {
        const int side = scaled(10);
        paintIcon(
            painter,
            QRect(width() - side - scaled(7), (height() - side) / 2, side, side),
            QStringLiteral("chevron-down"),
            color(Token::text2)
        );
    }
    for (const QAbstractButton* part : parts) {
        if (folded_) break;
        const QRect place = part->geometry();
        if (part->isChecked())
            painter.fillRect(place.adjusted(-1, 0, 1, 0), color(Token::accentSoft));
        else if (part->underMouse() && part->isEnabled())
            painter.fillRect(place, color(Token::hover));
        if (part != parts.last())
            painter.fillRect(QRect(place.right() + 1, 0, 1, height()), color(Token::hair));
    }
    painter.setClipping(false);
    painter.setPen(color(isEnabled() ? Token::ctl : Token::hair));
    painter.drawPath(path);
}

Chip::Chip(const QString& text, QWidget* parent) : QAbstractButton(parent) {
    setText(text);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setProperty("focusRadius", chipRadius);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}
void Chip::setClosable(bool closable) {
    closable_ = closable;
    setToolTip(closable ? tr("Delete takes it away.") : QString());
    updateGeometry();
}
QSize Chip::sizeHint() const {
    int width = widthOf(text(), Text::small) + 18;
    if (!icon().isNull()) width += scaled(14) + 4;
    if (closable_) width += scaled(14) + 2;
    return {width, scaled(20)};
}
QRect Chip::closeRect() const {
    const int side = scaled(14);
    return {width() - side - 7, (height() - side) / 2, side, side};
}
void Chip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool over = underMouse() && isEnabled() && (isCheckable() || closable_);
    const Token fill = isChecked() ? Token::accentSoft
                       : isDown()  ? Token::press
                       : over      ? Token::hover
                                   : Token::raised;
    paintRounded(painter, rect(), chipRadius, color(fill), color(isChecked() ? Token::accent : Token::hair));
    QRect place = rect().adjusted(9, 0, -9, 0);
    if (!icon().isNull()) {
        const int side = scaled(14);
        icon().paint(
            &painter,
            QRect(place.left(), (height() - side) / 2, side, side),
            Qt::AlignCenter,
            isEnabled() ? QIcon::Normal : QIcon::Disabled
        );
        place.setLeft(place.left() + side + 4);
    }
    painter.setFont(views::font(Text::small));
    painter.setPen(color(!isEnabled() ? Token::text3 : isChecked() ? Token::text : Token::text2));
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, text());
    if (closable_)
        paintIcon(painter, closeRect().adjusted(3, 3, -3, -3), QStringLiteral("x-lg"), color(Token::text2));
}
void Chip::mouseReleaseEvent(QMouseEvent* event) {
    if (closable_ && closeRect().adjusted(-3, -3, 7, 3).contains(event->position().toPoint())) {
        setDown(false);
        emit closed();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}
void Chip::keyPressEvent(QKeyEvent* event) {
    if (closable_ && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        emit closed();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

QSize badgeSize(const QString& text, const QString& icon, Badge::Shape shape) {
    const int textWidth = widthOf(text, Text::captionMedium);
    const int height = scaled(shape == Badge::Shape::word ? 16 : 18);
    if (shape == Badge::Shape::count) return {std::max(textWidth + 12, height), height};
    return {textWidth + 10 + (icon.isEmpty() ? 0 : scaled(12) + 3), height};
}

void paintBadge(
    QPainter& painter,
    const QRect& rect,
    const QString& text,
    BadgeKind kind,
    const QString& icon,
    Badge::Shape shape
) {
    const QSize size = badgeSize(text, icon, shape);
    const QRect place(
        rect.left(), rect.top() + (rect.height() - size.height()) / 2, size.width(), size.height()
    );
    const BadgeColors colors = colorsOf(kind);
    const bool neutral = kind == BadgeKind::neutral;
    paintRounded(
        painter,
        place,
        shape == Badge::Shape::count ? size.height() / 2.0 : badgeRadius,
        color(colors.ground),
        neutral ? color(Token::hair) : QColor()
    );
    QRect textPlace = place.adjusted(5, 0, -5, 0);
    if (!icon.isEmpty()) {
        const int side = scaled(12);
        paintIcon(
            painter,
            QRect(place.left() + 4, place.top() + (place.height() - side) / 2, side, side),
            icon,
            color(colors.text)
        );
        textPlace.setLeft(place.left() + 4 + side + 3);
    }
    painter.setFont(views::font(Text::captionMedium));
    painter.setPen(color(colors.text));
    painter.drawText(textPlace, Qt::AlignVCenter | (icon.isEmpty() ? Qt::AlignHCenter : Qt::AlignLeft), text);
}

Badge::Badge(const QString& text, BadgeKind kind, const QString& icon, QWidget* parent)
    : QWidget(parent), text_(text), icon_(icon), kind_(kind) {
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}
void Badge::setText(const QString& text) {
    if (std::exchange(text_, text) == text) return;
    setAccessibleName(text);
    updateGeometry();
    update();
}
void Badge::setKind(BadgeKind kind) {
    kind_ = kind;
    update();
}
void Badge::setShape(Shape shape) {
    shape_ = shape;
    updateGeometry();
    update();
}
QSize Badge::sizeHint() const {
    return badgeSize(text_, icon_, shape_);
}
void Badge::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintBadge(painter, rect(), text_, kind_, icon_, shape_);
}

void paintSlot(QPainter& painter, const QRectF& rect, int slot, bool enabled) {
    const QColor ink = color(enabled ? Token::text : Token::text3);
    const bool filled = slot == 0;
    paintRounded(painter, rect, badgeRadius, filled ? ink : color(Token::pane), ink, 1.5);
    painter.save();
    QFont letter = views::font(Text::caption);
    letter.setWeight(QFont::Bold);
    painter.setFont(letter);
    painter.setPen(filled ? color(Token::pane) : ink);
    painter.drawText(rect, Qt::AlignCenter, QString(QChar('A' + slot)));
    painter.restore();
}
SlotBadge::SlotBadge(int slot, QWidget* parent) : QWidget(parent), slot_(slot) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setSlot(slot);
}
void SlotBadge::setSlot(int slot) {
    slot_ = slot;
    setAccessibleName(tr("slot %1").arg(QChar('A' + slot)));
    update();
}
QSize SlotBadge::sizeHint() const {
    return {scaled(16), scaled(16)};
}
void SlotBadge::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintSlot(painter, rect(), slot_, isEnabled());
}

SearchField::SearchField(const QString& placeholder, const QString& iconName, QWidget* parent)
    : QLineEdit(parent) {
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setClearButtonEnabled(true);
    addAction(icon(iconName), QLineEdit::LeadingPosition);
}
void SearchField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

ElidedLabel::ElidedLabel(Text role, Token color, QWidget* parent)
    : QWidget(parent), role_(role), color_(color) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}
void ElidedLabel::setText(const QString& text) {
    if (std::exchange(text_, text) == text) return;
    setAccessibleName(text);
    updateGeometry();
    update();
}
QSize ElidedLabel::sizeHint() const {
    const QFontMetrics metrics(views::font(role_));
    return {metrics.horizontalAdvance(text_) + 1, metrics.height()};
}
QSize ElidedLabel::minimumSizeHint() const {
    return {std::min(24, sizeHint().width()), sizeHint().height()};
}
void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(views::font(role_));
    painter.setPen(color(isEnabled() ? color_ : Token::text3));
    painter.drawText(
        rect(), Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(text_, mode_, width())
    );
}
bool ElidedLabel::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && sizeHint().width() > width()) {
        setToolTip(text_);
        const bool shown = QWidget::event(event);
        setToolTip({});
        return shown;
    }
    return QWidget::event(event);
}

CardButton::CardButton(
    const QString& icon, const QString& title, const QString& sentence, const QString& key, QWidget* parent
)
    : QAbstractButton(parent), icon_(icon), sentence_(sentence), key_(key) {
    setText(title);
    setAccessibleDescription(sentence);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}
void CardButton::setSuggested(bool suggested) {
    suggested_ = suggested;
    update();
}
void CardButton::setKey(const QString& key) {
    key_ = key;
    update();
}
QRect CardButton::sentenceRect(int width) const {
    const int left = 16 + scaled(40) + 14;
    const int room = std::max(60, width - left - 16);
    const QRect text = QFontMetrics(views::font(Text::body))
                           .boundingRect(QRect(0, 0, room, 1000), Qt::TextWordWrap, sentence_);
    return {left, 16 + scaled(22), room, text.height()};
}
QSize CardButton::sizeHint() const {
    return {scaled(260), heightForWidth(scaled(260))};
}
int CardButton::heightForWidth(int width) const {
    return std::max(sentenceRect(width).bottom() + 14, scaled(40) + 32);
}
void CardButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Token fill = isDown() ? Token::press : underMouse() ? Token::hover : Token::pane;
    paintRounded(painter, rect(), cardRadius, color(fill), color(suggested_ ? Token::accent : Token::hair));
    const int side = scaled(40);
    const QRect square(16, 16, side, side);
    paintRounded(painter, square, controlRadius, color(Token::accentSoft));
    const int inset = scaled(10);
    paintIcon(painter, square.adjusted(inset, inset, -inset, -inset), icon_, color(Token::accent));
    const QRect sentence = sentenceRect(width());
    QRect title(sentence.left(), 14, sentence.width(), scaled(22));
    if (!key_.isEmpty()) {
        const QSize size = badgeSize(key_, {}, Badge::Shape::key);
        const QRect place(width() - 16 - size.width(), title.top(), size.width(), title.height());
        paintBadge(painter, place, key_, BadgeKind::neutral, {}, Badge::Shape::key);
        title.setRight(place.left() - 8);
    }
    painter.setFont(views::font(Text::title));
    painter.setPen(color(Token::text));
    painter.drawText(
        title,
        Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(text(), Qt::ElideRight, title.width())
    );
    painter.setFont(views::font(Text::body));
    painter.setPen(color(Token::text2));
    painter.drawText(sentence, Qt::TextWordWrap, sentence_);
}

QToolButton* iconButton(const QString& name, const QString& toolTip, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(icon(name));
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    const auto size = [button] {
        button->setIconSize(QSize(scaled(14), scaled(14)));
        button->setFixedSize(scaled(24), scaled(24));
    };
    size();
    QObject::connect(&Theme::get(), &Theme::changed, button, size);
    return button;
}

QLabel* sectionLabel(const QString& text, QWidget* parent) {
    return makeLabel(text, Text::strong, Token::text, parent);
}

QProgressBar* thinProgress(int height, QWidget* parent) {
    auto* bar = new QProgressBar(parent);
    bar->setTextVisible(false);
    bar->setFixedHeight(height);
    return bar;
}

QString toolTipText(const QString& name, const QKeySequence& key, const QString& sentence) {
    QString out = QStringLiteral("<table width=\"%1\"><tr><td><b>%2</b></td><td align=\"right\">%3</td></tr>")
                      .arg(Theme::get().scaled(260))
                      .arg(name.toHtmlEscaped(), key.toString(QKeySequence::NativeText).toHtmlEscaped());
    if (!sentence.isEmpty())
        out += QStringLiteral("<tr><td colspan=\"2\">%1</td></tr>").arg(sentence.toHtmlEscaped());
    return out + QStringLiteral("</table>");
}

} // namespace rarebit::views

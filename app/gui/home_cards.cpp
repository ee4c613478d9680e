// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/home_cards.hpp"

#include "views/core/icons.hpp"
#include "views/core/miniature.hpp"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::gui {

using views::BadgeKind;
using views::color;
using views::Text;
using views::Theme;
using views::Token;

namespace {

constexpr int gap = 12;

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}
int pictureHeight() {
    return 128;
}

void drawLine(QPainter& painter, const QRect& place, const QString& text, Text role, Token token, int flags) {
    painter.setFont(views::font(role));
    painter.setPen(color(token));
    painter.drawText(
        place, flags | Qt::AlignVCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, place.width())
    );
}

} // namespace

ProjectCard::ProjectCard(const RecentProject& project) : project_(project) {
    setText(project.name);
    setAccessibleName(project.name);
    setAccessibleDescription(project.facts + QStringLiteral(", ") + project.when);
    setToolTip(project.folder);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    if (!project.missing) return;
    setAccessibleDescription(tr("not found at %1").arg(project.folder));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, scaled(44), 8, scaled(8));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    const auto add = [&](const QString& text, const char* name, views::ButtonLook look) {
        auto* button = new QPushButton(text);
        button->setObjectName(QLatin1String(name));
        views::setLook(button, look);
        views::setCompact(button);
        row->addWidget(button);
        return button;
    };
    auto* find = add(tr("Find…"), "findProject", views::ButtonLook::outlined);
    auto* remove = add(tr("Remove"), "removeProject", views::ButtonLook::quiet);
    connect(find, &QPushButton::clicked, this, &QAbstractButton::clicked);
    connect(remove, &QPushButton::clicked, this, &ProjectCard::forgotten);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(1);
}

QSize ProjectCard::sizeHint() const {
    return {scaled(200), pictureHeight() + scaled(72)};
}

void ProjectCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Token fill = isDown() ? Token::press : underMouse() ? Token::hover : Token::pane;
    views::paintRounded(painter, rect(), views::cardRadius, color(fill));
    QPainterPath card;
    card.addRoundedRect(QRectF(rect()), views::cardRadius, views::cardRadius);
    const QRect picture(0, 0, width(), pictureHeight());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(card);
    const Token ink = project_.missing ? Token::text3 : Token::text;
    if (project_.figure) {
        views::paintMiniature(painter, picture, *project_.figure);
    } else {
        painter.fillRect(picture, color(Token::raised));
        const int side = scaled(28);
        const int top = project_.missing ? scaled(12) : (pictureHeight() - side) / 2;
        views::paintIcon(
            painter,
            QRect(picture.center().x() - side / 2, top, side, side),
            project_.missing ? QStringLiteral("folder") : QStringLiteral("graph-up"),
            color(Token::text3)
        );
    }
    painter.fillRect(QRect(0, picture.bottom() + 1, width(), 1), color(Token::hair));
    painter.restore();
    views::paintRounded(painter, rect(), views::cardRadius, {}, color(Token::hair));

    QRect line(11, picture.bottom() + scaled(9), width() - 22, scaled(20));
    QRect name = line;
    if (!project_.badge.isEmpty()) {
        const QSize size = views::badgeSize(project_.badge);
        const QRect place(line.right() - size.width() + 1, line.top(), size.width(), line.height());
        views::paintBadge(painter, place, project_.badge, project_.badgeKind);
        name.setRight(place.left() - 8);
    }
    drawLine(painter, name, project_.name, Text::strong, ink, Qt::AlignLeft);
    line.moveTop(line.bottom() + 1);
    line.setHeight(scaled(14));
    drawLine(painter, line, project_.place, Text::caption, Token::text2, Qt::AlignLeft);
    line.moveTop(line.bottom() + scaled(6));
    const int when = QFontMetrics(views::font(Text::caption)).horizontalAdvance(project_.when) + 1;
    drawLine(
        painter,
        QRect(line.right() - when, line.top(), when + 1, line.height()),
        project_.when,
        Text::caption,
        Token::text2,
        Qt::AlignRight
    );
    line.setRight(line.right() - when - 8);
    drawLine(painter, line, project_.facts, Text::caption, Token::text2, Qt::AlignLeft);
}

void ProjectCard::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu;
    QAction* open = menu.addAction(
        views::icon(QStringLiteral("folder2-open")), project_.missing ? tr("Find…") : tr("Open")
    );
    QAction* forget = menu.addAction(tr("Take off this list"));
    const QAction* chosen = menu.exec(event->globalPos());
    if (chosen == open)
        emit clicked();
    else if (chosen == forget)
        emit forgotten();
}

void ProjectCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete)
        emit forgotten();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

NewProjectCard::NewProjectCard(const QString& key) : key_(key) {
    setText(tr("New project"));
    setAccessibleName(text());
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
}

QSize NewProjectCard::sizeHint() const {
    return {scaled(200), pictureHeight() + scaled(72)};
}

void NewProjectCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(color(Token::ctl), 1);
    pen.setDashPattern({3, 3});
    painter.setPen(pen);
    if (isDown() || underMouse()) painter.setBrush(color(isDown() ? Token::press : Token::hover));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), views::cardRadius, views::cardRadius
    );
    const int side = scaled(16), middle = height() / 2;
    views::paintIcon(
        painter,
        QRect((width() - side) / 2, middle - scaled(30), side, side),
        QStringLiteral("plus-lg"),
        color(Token::text2)
    );
    const QRect line(8, middle - scaled(10), width() - 16, scaled(20));
    drawLine(painter, line, text(), Text::body, Token::text2, Qt::AlignHCenter);
    drawLine(painter, line.translated(0, scaled(22)), key_, Text::caption, Token::text2, Qt::AlignHCenter);
}

SampleButton::SampleButton(const SampleItem& sample) : sample_(sample) {
    setText(sample.title);
    setAccessibleName(sample.title);
    setAccessibleDescription(sample.detail);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
}

QSize SampleButton::sizeHint() const {
    return {scaled(140), scaled(34)};
}

void SampleButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (isDown() || underMouse())
        views::paintRounded(
            painter, rect(), views::controlRadius, color(isDown() ? Token::press : Token::hover)
        );
    const int side = scaled(16);
    views::paintIcon(painter, QRect(2, (height() - side) / 2, side, side), sample_.icon, color(Token::text2));
    QRect line(2 + side + 8, 1, width() - side - 12, scaled(17));
    drawLine(painter, line, sample_.title, Text::body, Token::text, Qt::AlignLeft);
    line.moveTop(line.bottom() + 1);
    line.setHeight(scaled(14));
    drawLine(painter, line, sample_.detail, Text::caption, Token::text2, Qt::AlignLeft);
}

void CardGrid::setCards(const QVector<QWidget*>& cards) {
    for (QWidget* card : cards_) {
        card->hide();
        card->deleteLater(); // its own signal may be what asks for this
    }
    cards_ = cards;
    for (QWidget* card : cards_) {
        card->setParent(this);
        card->show();
    }
    updateGeometry();
    place();
}

int CardGrid::across(int width) const {
    const int least = cards_.isEmpty() ? 200 : cards_[0]->sizeHint().width();
    return std::max(1, (width + gap) / (least + gap));
}

int CardGrid::heightForWidth(int width) const {
    if (cards_.isEmpty()) return 0;
    const int columns = across(width);
    const int rows = (int(cards_.size()) + columns - 1) / columns;
    return rows * cards_[0]->sizeHint().height() + (rows - 1) * gap;
}

QSize CardGrid::sizeHint() const {
    return {width(), heightForWidth(width())};
}

void CardGrid::resizeEvent(QResizeEvent*) {
    place();
}

void CardGrid::place() {
    if (cards_.isEmpty()) return;
    const int columns = across(width()), height = cards_[0]->sizeHint().height();
    for (int i = 0; i < cards_.size(); ++i) {
        const int column = i % columns, row = i / columns;
        const int left = (width() + gap) * column / columns, right = (width() + gap) * (column + 1) / columns;
        const QRect place(left, row * (height + gap), right - left - gap, height);
        cards_[i]->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    }
}

} // namespace rarebit::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/notice.hpp"

#include "views/core/icons.hpp"
#include "views/core/theme.hpp"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int iconSide = 32, gap = 8, margin = 16, widest = 560;

} // namespace

Notice::Notice(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("notice"));
    connect(&Theme::get(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Notice::set(Kind kind, const QString& iconName, const QStringList& lines) {
    kind_ = kind;
    icon_ = iconName;
    lines_ = lines;
    text_ = lines.join(u'\n');
    setAccessibleName(text_);
    update();
}

void Notice::setEmpty(const QString& iconName, const QString& line, const QString& hint) {
    set(Kind::empty, iconName, {line, hint});
}
void Notice::setBusy(const QString& line) {
    set(Kind::busy, QStringLiteral("hourglass-split"), {line});
}
void Notice::setError(const Error& error) {
    const auto line = [](const QString& name, const std::string& text) {
        return QStringLiteral("%1: %2").arg(name, QString::fromStdString(text));
    };
    set(Kind::error,
        QStringLiteral("exclamation-triangle"),
        {line(tr("What"), error.what), line(tr("Where"), error.where), line(tr("Fix"), error.fix)});
}

void Notice::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu;
    menu.addAction(tr("Copy text"), this, [this] { QApplication::clipboard()->setText(text_); });
    menu.exec(event->globalPos());
}

void Notice::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int wide = std::min(widest, width() - 2 * margin);
    const auto fontOf = [&](qsizetype line) {
        if (kind_ == Kind::error) return views::font(line == 1 ? Text::number : Text::body);
        return views::font(line == 0 ? Text::strong : Text::body);
    };
    const auto rectOf = [&](qsizetype line) {
        const QRect room(0, 0, wide, 1000);
        return QFontMetrics(fontOf(line)).boundingRect(room, Qt::TextWordWrap | Qt::AlignLeft, lines_[line]);
    };
    int tall = iconSide;
    for (qsizetype line = 0; line < lines_.size(); ++line)
        tall += gap + rectOf(line).height();
    int y = std::max(margin, (height() - tall) / 2);
    const bool bad = kind_ == Kind::error;
    paintIcon(
        painter,
        QRectF((width() - iconSide) / 2.0, y, iconSide, iconSide),
        icon_,
        color(bad ? Token::bad : Token::text2)
    );
    y += iconSide;
    for (qsizetype line = 0; line < lines_.size(); ++line) {
        y += gap;
        const int high = rectOf(line).height();
        painter.setFont(fontOf(line));
        painter.setPen(color(line == 0 ? Token::text : Token::text2));
        painter.drawText(
            QRect((width() - wide) / 2, y, wide, high),
            Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
            lines_[line]
        );
        y += high;
    }
}

} // namespace rarebit::views

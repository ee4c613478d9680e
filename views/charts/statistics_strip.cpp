// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/statistics_strip.hpp"

#include "views/core/theme.hpp"

#include <QFontMetrics>
#include <QPainter>

namespace rarebit::views {

StatisticsStrip::StatisticsStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("statisticsStrip"));
    setAccessibleName(tr("Statistics"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::get(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StatisticsStrip::setItems(const Items& items) {
    items_ = items;
    describe();
}

void StatisticsStrip::setReadout(const Items& readout) {
    readout_ = readout;
    describe();
}

void StatisticsStrip::describe() {
    QStringList lines;
    for (const auto& [name, value] : readout_.isEmpty() ? items_ : readout_)
        lines << name + QLatin1Char(' ') + value;
    setToolTip(readout_.isEmpty() ? lines.join(QLatin1Char('\n')) : QString());
    setAccessibleDescription(lines.join(QStringLiteral(", ")));
    update();
}

QSize StatisticsStrip::sizeHint() const {
    return {200, Theme::get().scaled(26)};
}
QSize StatisticsStrip::minimumSizeHint() const {
    return {60, sizeHint().height()};
}

void StatisticsStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QFont label = views::font(Text::small), digits = views::font(Text::number);
    const QFontMetrics labelMetrics(label), digitMetrics(digits);
    int x = 12;
    for (const auto& [name, value] : readout_.isEmpty() ? items_ : readout_) {
        const int labelWidth = labelMetrics.horizontalAdvance(name) + (name.isEmpty() ? 0 : 5);
        const int width = labelWidth + digitMetrics.horizontalAdvance(value);
        if (x + width > this->width() - 8 && x > 12) break;
        painter.setFont(label);
        painter.setPen(color(Token::text2));
        painter.drawText(QRect(x, 0, labelWidth, height() - 4), Qt::AlignVCenter, name);
        painter.setFont(digits);
        painter.setPen(color(Token::text));
        painter.drawText(QRect(x + labelWidth, 0, width, height() - 4), Qt::AlignVCenter, value);
        x += width + 14;
    }
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/color_bar.hpp"

#include "views/core/numbers.hpp"
#include "views/core/theme.hpp"

#include <QPainter>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int margin = 12, barHeight = 12, widestBar = 240;

} // namespace

ColorBar::ColorBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Scale of values"));
    connect(&Theme::get(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ColorBar::show(const ErrorField& field, const QString& title, const QString& unit) {
    scale_ = field.scale;
    map_ = field.map;
    turned_ = field.lowIsBad;
    title_ = title;
    unit_ = unit;
    const QString scale = scale_.scale == MapScale::squareRoot ? tr("square-root scale")
                          : scale_.scale == MapScale::log      ? tr("log scale")
                                                               : tr("linear scale");
    const QString clipped = field.clippedShare > 0
                                ? tr("%1 % clipped").arg(number(100 * field.clippedShare, 2))
                                : tr("nothing clipped");
    remark_ = tr("%1, %2").arg(scale, clipped);
    setAccessibleDescription(tr("%1 from %2 to %3 %4, %5")
                                 .arg(title_, number(scale_.low, 3), number(scale_.high, 3), unit_, remark_));
    update();
}

QSize ColorBar::sizeHint() const {
    return {320, 2 * 8 + barHeight + 2 + QFontMetrics(views::font(Text::number)).height() + 2};
}

void ColorBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::pane));
    const int wide = std::min(widestBar, (width() - 2 * margin) / 2);
    const QRect bar(margin, 8, wide, barHeight);
    const auto colours = colorMap(map_, Theme::get().dark());
    for (int x = 0; x < wide; ++x) {
        const int at = 255 * x / std::max(1, wide - 1);
        // The bar runs from low to high whatever the colours do; steps follow the scale.
        painter.setPen(QColor::fromRgb(colours[static_cast<size_t>(turned_ ? 255 - at : at)]));
        painter.drawLine(bar.left() + x, bar.top(), bar.left() + x, bar.bottom());
    }
    painter.setPen(color(Token::ctl));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(-1, -1, 0, 0));
    painter.setFont(views::font(Text::number));
    painter.setPen(color(Token::text2));
    const QRect below(bar.left() - margin, bar.bottom() + 3, wide + 2 * margin, height() - bar.bottom() - 3);
    const auto label = [&](double share, const QString& text) {
        const int advance = painter.fontMetrics().horizontalAdvance(text);
        const int x = bar.left() + static_cast<int>(share * wide) - advance / 2;
        const QRect box(
            std::clamp(x, bar.left(), std::max(bar.left(), bar.right() - advance)),
            below.top(),
            advance + 2,
            below.height()
        );
        painter.drawText(box, Qt::AlignTop | Qt::AlignLeft, text);
    };
    label(0, number(scale_.low, 3));
    // The middle of the bar, where the scale bends.
    if (map_ == MapKind::diverging)
        label(0.5, QStringLiteral("0"));
    else if (scale_.scale == MapScale::squareRoot)
        label(0.5, number(scale_.high / 4, 3));
    label(1, number(scale_.high, 3));
    const int left = bar.right() + 12;
    const QRect beside(left, bar.top() - 3, width() - left - margin, height() - 8);
    painter.setFont(views::font(Text::small));
    painter.setPen(color(Token::text));
    const QString what = unit_.isEmpty() ? title_ : tr("%1, %2").arg(title_, unit_);
    const QFontMetrics metrics = painter.fontMetrics();
    painter.drawText(
        beside, Qt::AlignTop | Qt::AlignLeft, metrics.elidedText(what, Qt::ElideRight, beside.width())
    );
    painter.setPen(color(Token::text2));
    painter.drawText(
        beside.adjusted(0, metrics.height() + 1, 0, 4),
        Qt::AlignTop | Qt::AlignLeft,
        metrics.elidedText(remark_, Qt::ElideRight, beside.width())
    );
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/attention_bars.hpp"

#include "views/core/numbers.hpp"
#include "views/core/theme.hpp"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr double decades = 5; // below the largest share
constexpr int barsHeight = 32;

} // namespace

AttentionBars::AttentionBars(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Attention mass of tokens"));
    connect(&Theme::get(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void AttentionBars::setShares(std::vector<float> shares) {
    shares_ = std::move(shares);
    update();
}
void AttentionBars::setWindow(double first, double last, double left, double right) {
    first_ = first;
    last_ = last;
    left_ = left;
    right_ = right;
    update();
}
void AttentionBars::setCursor(qint64 token) {
    cursor_ = token;
    update();
}

void AttentionBars::paintEvent(QPaintEvent*) {
    if (shares_.empty() || right_ <= left_ || last_ <= first_) return;
    QPainter painter(this);
    const double bottom = height() - 4, top = bottom - barsHeight;
    const auto most = double(*std::ranges::max_element(shares_));
    const double low = most > 0 ? most * std::pow(10, -decades) : 1;
    // The largest of the tokens under each pixel.
    const QColor fill = color(Token::ctl);
    const auto pixels = static_cast<int>(right_ - left_);
    for (int x = 0; x < pixels; ++x) {
        const double from = first_ + (last_ - first_) * x / pixels,
                     to = first_ + (last_ - first_) * (x + 1) / pixels;
        const auto begin = std::clamp<qint64>(static_cast<qint64>(from), 0, qint64(shares_.size()) - 1);
        const auto end =
            std::clamp<qint64>(static_cast<qint64>(std::ceil(to)), begin + 1, qint64(shares_.size()));
        const auto share = double(*std::max_element(shares_.begin() + begin, shares_.begin() + end));
        if (share <= low) continue;
        const double high = std::log10(share / low) / decades * barsHeight;
        painter.fillRect(QRectF(left_ + x, bottom - high, 1, high), fill);
    }
    painter.setFont(views::font(Text::caption));
    painter.setPen(color(Token::text2));
    const int line = QFontMetrics(painter.font()).height();
    const QRectF words(0, bottom - 2 * line, left_ - 8, line);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, tr("attention"));
    painter.drawText(words.translated(0, line), Qt::AlignRight | Qt::AlignVCenter, tr("mass, log"));
    painter.drawText(
        QRectF(right_ + 4, top, 80, line), Qt::AlignLeft, number(100 * most, 2) + QStringLiteral(" %")
    );
    painter.drawText(
        QRectF(right_ + 4, bottom - line, 80, line),
        Qt::AlignLeft,
        number(100 * low, 1) + QStringLiteral(" %")
    );
    if (cursor_ >= 0 && double(cursor_) >= first_ && double(cursor_) <= last_) {
        const double x = left_ + (double(cursor_) + 0.5 - first_) / (last_ - first_) * (right_ - left_);
        painter.fillRect(QRectF(x - 1, top, 2, barsHeight), color(Token::accent));
    }
}

} // namespace rarebit::views

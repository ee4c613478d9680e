// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/loupe.hpp"

#include "views/core/controls.hpp"
#include "views/core/numbers.hpp"
#include "views/core/theme.hpp"

#include <QPainter>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int headHeight = 28, footHeight = 24, gridGap = 10, edge = 10;

} // namespace

Loupe::Loupe(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setObjectName(QStringLiteral("loupe"));
    setAccessibleName(tr("Loupe"));
    connect(&Theme::get(), &Theme::changed, this, [this] { adjustSize(); });
}

void Loupe::setSides(const QVector<Side>& sides, double peak) {
    sides_ = sides;
    peak_ = peak;
    setPlace(wanted_);
    adjustSize();
    update();
}

void Loupe::setPlace(QPoint pixel) {
    wanted_ = pixel;
    if (sides_.isEmpty() || !sides_.front().picture) return;
    const QSize size = sides_.front().picture->display.size();
    const auto corner = [](int at, int extent) {
        return std::clamp(at, 0, std::max(0, extent - 1)) / side * side;
    };
    place_ = QRect(corner(pixel.x(), size.width()), corner(pixel.y(), size.height()), side, side)
                 .intersected(QRect(QPoint(), size));
    setAccessibleDescription(tr("x %1 to %2, y %3 to %4, %5")
                                 .arg(place_.left())
                                 .arg(place_.right())
                                 .arg(place_.top())
                                 .arg(place_.bottom())
                                 .arg(psnrText()));
    update();
}

// Samples of 8 bits fit 22 pixels; longer ones get room.
int Loupe::cellWide() const {
    const bool wide = std::ranges::any_of(sides_, [](const Side& one) {
        return one.picture && one.picture->raster.largest != 255;
    });
    return Theme::get().scaled(wide ? 40 : 22);
}
int Loupe::cellTall() const {
    return Theme::get().scaled(22);
}

QSize Loupe::sizeHint() const {
    const int grids = std::max<int>(1, static_cast<int>(sides_.size()));
    return {
        grids * side * cellWide() + (grids - 1) * gridGap + 2,
        Theme::get().scaled(headHeight) + side * cellTall() + Theme::get().scaled(footHeight) + 2};
}

QString Loupe::valueText(const Raster& raster, int row, int column) const {
    const double value = raster.luma(row, column);
    return raster.largest > 0 ? QString::number(std::lround(value)) : number(value, 3);
}

QString Loupe::psnrText() const {
    if (sides_.size() < 2 || !sides_[0].picture || !sides_[1].picture) return {};
    const auto& a = sides_[0].picture->raster;
    const auto& b = sides_[1].picture->raster;
    if (!sameLayout(a, b, {})) return {};
    return tr("%1 dB").arg(number(measureRegion(a, b, place_).all.psnr(peak_), 3));
}

void Loupe::paintGrid(QPainter& painter, const Side& one, QPoint corner) const {
    const Picture& picture = *one.picture;
    painter.setFont(views::font(Text::caption));
    QFont mono = views::font(Text::dense);
    mono.setPixelSize(std::max(9, mono.pixelSize() - 1));
    painter.setFont(mono);
    for (int row = 0; row < place_.height(); ++row)
        for (int column = 0; column < place_.width(); ++column) {
            const QPoint pixel = place_.topLeft() + QPoint(column, row);
            if (!picture.display.levels.front().rect().contains(pixel)) continue;
            const QRect box(
                corner.x() + column * cellWide(), corner.y() + row * cellTall(), cellWide(), cellTall()
            );
            const QColor ground = QColor::fromRgb(picture.display.levels.front().pixel(pixel));
            painter.fillRect(box, ground);
            painter.setPen(qGray(ground.rgb()) > 120 ? Qt::black : Qt::white);
            painter.drawText(box, Qt::AlignCenter, valueText(picture.raster, pixel.y(), pixel.x()));
        }
}

void Loupe::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::hair), 1));
    painter.setBrush(color(Token::pane));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (sides_.isEmpty() || !sides_.front().picture) return;
    const int head = Theme::get().scaled(headHeight), foot = Theme::get().scaled(footHeight);
    const QRect top(edge, 0, width() - 2 * edge, head);
    painter.setFont(views::font(Text::strong));
    painter.setPen(color(Token::text));
    const QString title = tr("Loupe %1×").arg(cellTall());
    painter.drawText(top, Qt::AlignVCenter, title);
    const int after = painter.fontMetrics().horizontalAdvance(title) + 8;
    painter.setFont(views::font(Text::number));
    painter.setPen(color(Token::text2));
    const QString psnr = psnrText();
    const int badge = psnr.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(psnr) + 12;
    const QString place = tr("x %1 to %2, y %3 to %4")
                              .arg(place_.left())
                              .arg(place_.right())
                              .arg(place_.top())
                              .arg(place_.bottom());
    painter.drawText(
        top.adjusted(after, 0, -badge - 4, 0),
        Qt::AlignVCenter,
        painter.fontMetrics().elidedText(place, Qt::ElideRight, top.width() - after - badge - 4)
    );
    if (badge > 0) {
        const QRectF box(width() - edge - badge + 2, (head - 18) / 2.0, badge, 18);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Token::raised));
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(color(Token::text));
        painter.drawText(box, Qt::AlignCenter, psnr);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    int x = 1;
    for (const auto& one : sides_) {
        if (one.picture) paintGrid(painter, one, {x, head});
        const QRect label(x + edge - 1, height() - foot, side * cellWide() - edge, foot);
        if (!one.letter.isEmpty())
            paintSlot(
                painter,
                QRectF(label.left(), label.top() + (foot - 16) / 2, 16, 16),
                one.letter.front().unicode() - 'A'
            );
        const QRect text = label.adjusted(22, 0, 0, 0);
        painter.setFont(views::font(Text::small));
        painter.setPen(color(Token::text2));
        const bool grey = one.picture && one.picture->raster.colour == Raster::Colour::grey;
        painter.drawText(
            text,
            Qt::AlignVCenter,
            painter.fontMetrics().elidedText(
                tr("%1, %2").arg(one.label, grey ? tr("value") : tr("luma")), Qt::ElideRight, text.width()
            )
        );
        x += side * cellWide() + gridGap;
    }
}

} // namespace rarebit::views

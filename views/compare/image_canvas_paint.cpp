// SPDX-License-Identifier: GPL-3.0-or-later
// How the canvas draws: each picture once into a buffer of its cell, then copies of that.
#include "views/compare/image_canvas.hpp"
#include "views/core/controls.hpp"
#include "views/core/theme.hpp"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr int squareSide = 8; // of the checkerboard
constexpr int chipGap = 8;

void paintCheckerboard(QPainter& painter, const QRectF& area) {
    QImage tile(2 * squareSide, 2 * squareSide, QImage::Format_RGB32);
    tile.fill(color(Token::checkerA));
    QPainter on(&tile);
    on.fillRect(squareSide, 0, squareSide, squareSide, color(Token::checkerB));
    on.fillRect(0, squareSide, squareSide, squareSide, color(Token::checkerB));
    on.end();
    QBrush brush(tile);
    brush.setTransform(QTransform::fromTranslate(area.left(), area.top()));
    painter.fillRect(area, brush);
}

} // namespace

const QImage& ImageCanvas::rendered(int picture, QSize cellSize) {
    const QSize size = (QSizeF(cellSize) * devicePixelRatioF()).toSize();
    Rendered& cached = rendered_[static_cast<size_t>(picture)];
    const MipImage* const source = pictures_[picture].image.get();
    if (cached.of == source && cached.scale == scale_ && cached.centre == centre_ &&
        cached.image.size() == size)
        return cached.image;
    if (cached.image.size() != size) cached.image = QImage(size, QImage::Format_RGB32);
    cached.of = source;
    cached.scale = scale_;
    cached.centre = centre_;
    cached.image.fill(color(ground_));
    if (!source) return cached.image;
    // All in device pixels. Only what is in sight is drawn.
    const QPointF corner(
        size.width() / 2.0 - centre_.x() * scale_, size.height() / 2.0 - centre_.y() * scale_
    );
    const QRectF whole(corner, QSizeF(content_) * scale_);
    const QRectF seen = whole.intersected(QRectF(QPointF(), QSizeF(size)));
    if (seen.isEmpty()) return cached.image;
    const double stretch = double(source->size().width()) / content_.width();
    const QImage& level = source->levels[static_cast<size_t>(source->levelFor(scale_ / stretch))];
    const double across = level.width() / whole.width(), down = level.height() / whole.height();
    // Whole pixels of the level, so that neighbours outside of the clip take part in smoothing.
    const QRect from = QRectF(
                           (seen.left() - corner.x()) * across,
                           (seen.top() - corner.y()) * down,
                           seen.width() * across,
                           seen.height() * down
    )
                           .toAlignedRect()
                           .adjusted(-1, -1, 1, 1)
                           .intersected(level.rect());
    const QRectF to(
        corner.x() + from.left() / across,
        corner.y() + from.top() / down,
        from.width() / across,
        from.height() / down
    );
    QPainter painter(&cached.image);
    painter.setClipRect(seen.toAlignedRect());
    if (level.hasAlphaChannel()) paintCheckerboard(painter, whole);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale_ / stretch < 2);
    painter.drawImage(to, level, QRectF(from));
    return cached.image;
}

void ImageCanvas::paintCell(QPainter& painter, int index) {
    const QRect in = cell(index);
    const auto draw = [&](int picture, const QRect& part) {
        if (picture >= pictures_.size()) return;
        const double ratio = devicePixelRatioF();
        const QRectF from(
            (part.left() - in.left()) * ratio,
            (part.top() - in.top()) * ratio,
            part.width() * ratio,
            part.height() * ratio
        );
        painter.drawImage(QRectF(part), rendered(picture, in.size()), from);
    };
    switch (arrangement_) {
    case Arrangement::single:
        return draw(shown_, in);
    case Arrangement::sideBySide:
        return draw(index, in);
    case Arrangement::wipe: {
        const int line = static_cast<int>(std::lround(wipe_ * width()));
        if (line > 0) draw(0, QRect(in.left(), in.top(), line, in.height()));
        if (line < in.width()) draw(1, QRect(in.left() + line, in.top(), in.width() - line, in.height()));
        return;
    }
    case Arrangement::onion:
        draw(0, in);
        painter.setOpacity(onion_);
        draw(1, in);
        painter.setOpacity(1);
    }
}

void ImageCanvas::paintMarks(QPainter& painter, const QRect& in) {
    painter.setClipRect(in);
    painter.setBrush(Qt::NoBrush);
    const QTransform map = toScreen(in);
    const auto frame =
        [&](const QRectF& rect, const QColor& around, double wide, const QColor& within, double narrow) {
            for (const auto& [colour, width] : {std::pair(around, wide), std::pair(within, narrow)}) {
                painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
                painter.drawRect(rect);
            }
        };
    // A white line between two dark ones is seen on any picture.
    if (!region_.isNull()) frame(map.mapRect(QRectF(region_)), Qt::black, 3.5, Qt::white, 1.5);
    if (!mark_.isNull()) frame(map.mapRect(QRectF(mark_)), Qt::white, 4, color(Token::accent), 2);
    if (spot_.x() >= 0) {
        painter.setRenderHint(QPainter::Antialiasing);
        for (const auto& [colour, width] : {std::pair(Qt::black, 3.5), std::pair(Qt::white, 1.5)}) {
            painter.setPen(QPen(colour, width));
            painter.drawEllipse(map.map(spot_), 7, 7);
        }
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    if (arrangement_ == Arrangement::sideBySide && cellCount() > 1 &&
        QRect(QPoint(), content_).contains(hover_)) {
        const QPointF at = map.map(QPointF(hover_) + QPointF(0.5, 0.5));
        for (const auto& [colour, width] :
             {std::pair(QColor(Qt::black), 3.0), std::pair(QColor(Qt::white), 1.0)}) {
            painter.setPen(QPen(colour, width));
            painter.drawLine(at - QPointF(7, 0), at + QPointF(7, 0));
            painter.drawLine(at - QPointF(0, 7), at + QPointF(0, 7));
        }
    }
    painter.setClipping(false);
}

void ImageCanvas::paintWipe(QPainter& painter) {
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = std::lround(wipe_ * width());
    painter.fillRect(QRectF(x - 2, 0, 4, height()), QColor(0, 0, 0, 150));
    painter.fillRect(QRectF(x - 1, 0, 2, height()), Qt::white);
    const QPointF middle(x, height() * 0.55);
    painter.setPen(QPen(color(Token::hair), 1));
    painter.setBrush(color(Token::pane));
    painter.drawEllipse(middle, 16, 16);
    painter.setPen(QPen(color(Token::text), 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const int side : {-1, 1}) {
        const QPointF tip = middle + QPointF(6.5 * side, 0), back(-3.0 * side, 0);
        painter.drawPolyline(QPolygonF{tip + back + QPointF(0, -3.5), tip, tip + back + QPointF(0, 3.5)});
    }
}

void ImageCanvas::paintChip(
    QPainter& painter, const CanvasPicture& picture, const QRect& within, Qt::Alignment corner
) {
    if (picture.label.isEmpty() && picture.facts.isEmpty()) return;
    constexpr int height = 26, padding = 8, space = 6, badge = 16;
    const QFontMetrics strong(views::font(Text::strong)), mono(views::font(Text::number));
    const int tall = std::max(height, strong.height() + 8);
    int left = within.width() - 2 * chipGap - 2 * padding - (picture.letter.isEmpty() ? 0 : badge + space);
    if (left < 40) return;
    const QString label = strong.elidedText(picture.label, Qt::ElideRight, left);
    left -= strong.horizontalAdvance(label) + space;
    const QString facts = left > 30 ? mono.elidedText(picture.facts, Qt::ElideRight, left) : QString();
    int wide = 2 * padding + strong.horizontalAdvance(label);
    if (!facts.isEmpty()) wide += mono.horizontalAdvance(facts) + space;
    if (!picture.letter.isEmpty()) wide += badge + space;
    QRect chip(within.left() + chipGap, within.top() + chipGap, wide, tall);
    if (corner.testFlag(Qt::AlignRight)) chip.moveRight(within.right() - chipGap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::hair), 1));
    painter.setBrush(color(Token::pane));
    painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    int x = chip.left() + padding;
    if (!picture.letter.isEmpty()) {
        const QRectF square(x, chip.top() + (tall - badge) / 2, badge, badge);
        paintSlot(painter, square, picture.letter.front().unicode() - 'A');
        x += badge + space;
    }
    painter.setFont(views::font(Text::strong));
    painter.setPen(color(Token::text));
    painter.drawText(QRect(x, chip.top(), chip.right() - x, tall), Qt::AlignVCenter | Qt::AlignLeft, label);
    if (facts.isEmpty()) return;
    x += strong.horizontalAdvance(label) + space;
    painter.setFont(views::font(Text::number));
    painter.setPen(color(Token::text2));
    painter.drawText(QRect(x, chip.top(), chip.right() - x, tall), Qt::AlignVCenter | Qt::AlignLeft, facts);
}

void ImageCanvas::paintChips(QPainter& painter) {
    if (arrangement_ == Arrangement::single && shown_ < pictures_.size())
        paintChip(painter, pictures_[shown_], cell(0), Qt::AlignLeft);
    if (arrangement_ == Arrangement::sideBySide)
        for (int i = 0; i < pictures_.size(); ++i)
            paintChip(painter, pictures_[i], cell(i), Qt::AlignLeft);
    if ((arrangement_ == Arrangement::wipe || arrangement_ == Arrangement::onion) && pictures_.size() > 1) {
        const int middle =
            arrangement_ == Arrangement::wipe ? static_cast<int>(wipe_ * width()) : width() / 2;
        // Beside the line where there is room, else in its half of the picture.
        const int split = std::clamp(middle, 150, std::max(150, width() - 150));
        paintChip(painter, pictures_[0], QRect(0, 0, split, height()), Qt::AlignLeft);
        paintChip(painter, pictures_[1], QRect(split, 0, width() - split, height()), Qt::AlignRight);
    }
}

void ImageCanvas::paintFootnotes(QPainter& painter) {
    if (footnotes_.isEmpty()) return;
    painter.setFont(views::font(Text::small));
    const QFontMetrics metrics = painter.fontMetrics();
    const int line = metrics.height() + 2, room = width() - 2 * chipGap - 16;
    int wide = 0;
    for (const QString& text : footnotes_)
        wide = std::max(wide, std::min(room, metrics.horizontalAdvance(text)));
    const int tall = static_cast<int>(footnotes_.size()) * line + 8;
    const QRect card(chipGap, height() - chipGap - tall, wide + 16, tall);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::hair), 1));
    painter.setBrush(color(Token::pane));
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setPen(color(Token::text2));
    for (qsizetype i = 0; i < footnotes_.size(); ++i)
        painter.drawText(
            QRect(card.left() + 8, card.top() + 4 + static_cast<int>(i) * line, wide, line),
            Qt::AlignVCenter,
            metrics.elidedText(footnotes_[i], Qt::ElideRight, wide)
        );
}

void ImageCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(ground_));
    if (pictures_.isEmpty() || content_.isEmpty()) return;
    for (int i = 0; i < cellCount(); ++i) {
        paintCell(painter, i);
        paintMarks(painter, cell(i));
    }
    if (arrangement_ == Arrangement::wipe) paintWipe(painter);
    paintChips(painter);
    paintFootnotes(painter);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color(Token::accent), 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/timeline.hpp"

#include "views/compare/time_axis.hpp"
#include "views/core/numbers.hpp"
#include "views/core/theme.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rarebit::views {
namespace {

constexpr int leftMargin = 56, rightMargin = 16, filmHeight = 36, headHeight = 18, titleHeight = 34,
              tickHeight = 12, axisHeight = 22, leastBand = 40;
constexpr size_t mostWorst = 12;
constexpr double worstShare = 0.05;

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}

} // namespace

Timeline::Timeline(QWidget* parent) : QWidget(parent), bound_(std::nan("")) {
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Time line"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(&Theme::get(), &Theme::changed, this, [this] {
        updateGeometry();
        redraw();
    });
}

void Timeline::setClip(int64_t frames, double framesPerSecond) {
    frames_ = std::max<int64_t>(1, frames);
    rate_ = framesPerSecond > 0 ? framesPerSecond : 25;
    quality_.clear();
    bits_.clear();
    worst_.clear();
    film_.clear();
    bound_ = std::nan("");
    setFrame(std::min(frame_, frames_ - 1));
    updateGeometry();
    redraw();
}

void Timeline::setQuality(std::vector<double> values, const QString& name, const QString& unit) {
    quality_ = std::move(values);
    qualityName_ = name;
    qualityUnit_ = unit;
    findWorst();
    updateGeometry();
    redraw();
}
void Timeline::setBits(std::vector<double> bits) {
    bits_ = std::move(bits);
    updateGeometry();
    redraw();
}
void Timeline::setThumbnails(std::vector<QImage> pictures) {
    film_ = std::move(pictures);
    updateGeometry();
    redraw();
}

int Timeline::thumbnailsWanted(QSize frameSize) const {
    if (frameSize.isEmpty()) return 0;
    const double wide = double(scaled(filmHeight)) * frameSize.width() / frameSize.height();
    return std::clamp(static_cast<int>((width() - leftMargin - rightMargin) / wide), 1, 24);
}

void Timeline::setFrame(int64_t frame) {
    if (std::exchange(frame_, frame) == frame) return;
    setAccessibleDescription(tr("frame %1 of %2").arg(frame_).arg(frames_));
    update();
}

double Timeline::qualityOf(int64_t frame) const {
    const auto at = static_cast<size_t>(frame);
    return at < quality_.size() ? quality_[at] : std::nan("");
}

// The lowest ones, apart by a fiftieth of the clip so that they are different places.
void Timeline::findWorst() {
    worst_.clear();
    bound_ = std::nan("");
    std::vector<size_t> order;
    for (size_t i = 0; i < quality_.size(); ++i)
        if (!std::isnan(quality_[i]) && quality_[i] < std::numeric_limits<double>::infinity())
            order.push_back(i);
    if (order.empty()) return;
    std::ranges::stable_sort(order, {}, [&](size_t i) { return quality_[i]; });
    bound_ = quality_[order[static_cast<size_t>(worstShare * static_cast<double>(order.size() - 1))]];
    const int64_t apart = std::max<int64_t>(1, frames_ / 50);
    for (const size_t i : order) {
        const int64_t at = static_cast<int64_t>(i);
        if (worst_.size() == mostWorst) break;
        if (std::ranges::none_of(worst_, [&](int64_t other) { return std::abs(other - at) < apart; }))
            worst_.push_back(at);
    }
}

// The axis and the quality; the rest comes where there is room.
QSize Timeline::minimumSizeHint() const {
    const int quality = quality_.empty() ? 0 : titleHeight + leastBand + tickHeight;
    return {240, scaled(4 + headHeight + axisHeight + quality)};
}
QSize Timeline::sizeHint() const {
    const int bands = (bits_.empty() ? 0 : 1) + (quality_.empty() ? 0 : 1);
    const int film = film_.empty() ? 0 : scaled(filmHeight);
    return {
        640,
        minimumSizeHint().height() + film + (bits_.empty() ? 0 : scaled(titleHeight + leastBand)) +
            bands * scaled(60)};
}

Timeline::Bands Timeline::bands() const {
    Bands out;
    const int wide = width() - leftMargin - rightMargin;
    int y = 4, spare = height() - minimumSizeHint().height();
    const auto take = [&](int tall) {
        const QRect band(leftMargin, y, wide, tall);
        y += tall;
        return band;
    };
    const auto fits = [&](bool wanted, int tall) {
        const bool shown = wanted && spare >= tall;
        if (shown) spare -= tall;
        return shown;
    };
    const bool bits = fits(!bits_.empty(), scaled(titleHeight + leastBand)),
               film = fits(!film_.empty(), scaled(filmHeight));
    if (film) out.film = take(scaled(filmHeight));
    y += scaled(headHeight);
    const int below = scaled(axisHeight) + (quality_.empty() ? 0 : scaled(tickHeight));
    const int parts = (bits ? 1 : 0) + (quality_.empty() ? 0 : 1);
    const int each = parts == 0 ? 0 : (height() - y - below) / parts - scaled(titleHeight);
    if (bits) {
        y += scaled(titleHeight);
        out.bits = take(each);
    }
    if (!quality_.empty()) {
        y += scaled(titleHeight);
        out.quality = take(each);
        out.ticks = take(scaled(tickHeight));
    }
    out.axis = QRect(leftMargin, height() - scaled(axisHeight), wide, scaled(axisHeight));
    return out;
}

double Timeline::x(double frame) const {
    return leftMargin + frame * (width() - leftMargin - rightMargin) / static_cast<double>(frames_);
}
int64_t Timeline::frameAt(double position) const {
    const double share = (position - leftMargin) / std::max(1, width() - leftMargin - rightMargin);
    return std::clamp<int64_t>(static_cast<int64_t>(share * static_cast<double>(frames_)), 0, frames_ - 1);
}

void Timeline::seek(int64_t frame) {
    frame = std::clamp<int64_t>(frame, 0, frames_ - 1);
    if (frame == frame_) return;
    setFrame(frame);
    emit sought(frame);
}

void Timeline::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    // A triangle is small: near one, it is meant.
    for (const int64_t worst : worst_)
        if (bands().ticks.adjusted(0, -4, 0, 4).contains(event->position().toPoint()) &&
            std::abs(x(static_cast<double>(worst) + 0.5) - event->position().x()) < 6)
            return seek(worst);
    seek(frameAt(event->position().x()));
}
void Timeline::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton)) seek(frameAt(event->position().x()));
    if (const int64_t at = frameAt(event->position().x()); std::exchange(hover_, at) != at) update();
}
void Timeline::leaveEvent(QEvent*) {
    hover_ = -1;
    update();
}

void Timeline::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return seek(frame_ - 1);
    case Qt::Key_Right:
        return seek(frame_ + 1);
    case Qt::Key_PageUp:
        return seek(frame_ - std::llround(rate_));
    case Qt::Key_PageDown:
        return seek(frame_ + std::llround(rate_));
    case Qt::Key_Home:
        return seek(0);
    case Qt::Key_End:
        return seek(frames_ - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void Timeline::paintTitle(
    QPainter& painter, const QRect& band, const QString& name, const QString& unit, const QString& right
) {
    const QRect box(12, band.top() - scaled(28), width() - 12 - rightMargin, scaled(20));
    painter.setFont(views::font(Text::captionMedium));
    painter.setPen(color(Token::text));
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, name);
    const int after = painter.fontMetrics().horizontalAdvance(name);
    painter.setFont(views::font(Text::caption));
    painter.setPen(color(Token::text2));
    painter.drawText(box.adjusted(after, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, tr(", %1").arg(unit));
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight, right);
}

void Timeline::paintFilm(QPainter& painter, const QRect& band) {
    const auto count = static_cast<double>(film_.size());
    for (size_t i = 0; i < film_.size(); ++i) {
        const double left = band.left() + band.width() * static_cast<double>(i) / count;
        const QRectF place(left, band.top(), band.width() / count - 1, band.height());
        if (film_[i].isNull()) {
            painter.fillRect(place, color(Token::skel));
            continue;
        }
        // As much of the frame as fits, from its middle.
        const QSizeF size = film_[i].size();
        const double share = std::min(1.0, place.width() / place.height() * size.height() / size.width());
        painter.drawImage(
            place, film_[i], QRectF(size.width() * (1 - share) / 2, 0, size.width() * share, size.height())
        );
    }
}

void Timeline::paintBits(QPainter& painter, const QRect& band) {
    double least = std::numeric_limits<double>::infinity(), most = 0;
    for (const double bits : bits_)
        if (bits > 0) {
            least = std::min(least, bits / 1000);
            most = std::max(most, bits / 1000);
        }
    if (most == 0) return;
    const double low = std::floor(std::log10(least)), high = std::max(std::ceil(std::log10(most)), low + 1);
    const auto y = [&](double kbit) {
        return band.bottom() - (std::log10(kbit) - low) / (high - low) * band.height();
    };
    paintTitle(painter, band, tr("Size"), tr("kbit per frame, log"), {});
    painter.setFont(views::font(Text::caption));
    for (double power = low; power <= high; ++power) {
        const double at = y(std::pow(10, power));
        painter.setPen(color(Token::grid));
        painter.drawLine(QPointF(band.left(), at), QPointF(band.right(), at));
        painter.setPen(color(Token::text2));
        painter.drawText(
            QRectF(0, at - 8, band.left() - 8, 16),
            Qt::AlignVCenter | Qt::AlignRight,
            number(std::pow(10, power))
        );
    }
    // Where frames are narrower than a pixel, a bar is the largest of those under it.
    const QColor bar = Theme::get().series(0).color;
    const double wide = std::max(1.0, x(1) - x(0) - (x(1) - x(0) > 3 ? 1 : 0));
    for (size_t i = 0; i < bits_.size();) {
        const double left = x(static_cast<double>(i));
        double largest = bits_[i];
        size_t next = i + 1;
        while (next < bits_.size() && x(static_cast<double>(next)) < left + 1)
            largest = std::max(largest, bits_[next++]);
        if (largest > 0) {
            const double top = y(largest / 1000);
            painter.fillRect(QRectF(left, top, wide, band.bottom() - top), bar);
        }
        i = next;
    }
    painter.setPen(color(Token::axis));
    painter.drawLine(band.bottomLeft(), band.bottomRight());
}

void Timeline::paintQuality(QPainter& painter, const QRect& band) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double value : quality_)
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    const QString unit = tr("%1, %2").arg(qualityName_, qualityUnit_);
    paintTitle(painter, band, tr("Quality"), unit, tr("↑ higher is better"));
    if (low > high) {
        painter.setPen(color(Token::text2));
        painter.setFont(views::font(Text::small));
        painter.drawText(band, Qt::AlignCenter, tr("No frame differs"));
        return;
    }
    const double step = niceStep(std::max(high - low, 0.5), band.height() / 22.0);
    low = std::floor(low / step) * step;
    high = std::max(std::ceil(high / step) * step, low + step);
    low_ = low;
    high_ = high;
    const auto y = [&](double value) { return qualityY(band, value); };
    painter.setFont(views::font(Text::caption));
    for (double value = low; value <= high + step / 2; value += step) {
        painter.setPen(color(Token::grid));
        painter.drawLine(QPointF(band.left(), y(value)), QPointF(band.right(), y(value)));
        painter.setPen(color(Token::text2));
        painter.drawText(
            QRectF(0, y(value) - 8, band.left() - 8, 16), Qt::AlignVCenter | Qt::AlignRight, number(value, 6)
        );
    }
    painter.setRenderHint(QPainter::Antialiasing);
    if (!std::isnan(bound_)) {
        QPen dashed(color(Token::axis), 1);
        dashed.setDashPattern({3, 3});
        painter.setPen(dashed);
        painter.drawLine(QPointF(band.left(), y(bound_)), QPointF(band.right(), y(bound_)));
        painter.setPen(color(Token::text2));
        painter.drawText(
            QPointF(band.left() + 6, y(bound_) - 4), tr("worst 5 %, %1 dB").arg(number(bound_, 3))
        );
    }
    // Where frames are narrower than half a pixel, the lowest and highest of each pixel stand for all.
    QPolygonF line;
    const auto add = [&](size_t i) { line.push_back({x(static_cast<double>(i) + 0.5), y(quality_[i])}); };
    const auto each =
        std::max<size_t>(1, quality_.size() / static_cast<size_t>(2 * std::max(1, band.width())));
    for (size_t first = 0; first < quality_.size(); first += each) {
        size_t least = quality_.size(), most = least;
        for (size_t i = first; i < std::min(first + each, quality_.size()); ++i) {
            if (std::isnan(quality_[i]) || quality_[i] == -std::numeric_limits<double>::infinity()) continue;
            if (least == quality_.size() || quality_[i] < quality_[least]) least = i;
            if (most == quality_.size() || quality_[i] > quality_[most]) most = i;
        }
        if (least == quality_.size()) continue;
        add(std::min(least, most));
        if (least != most) add(std::max(least, most));
    }
    painter.setPen(QPen(Theme::get().series(2).color, 1.6, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(color(Token::axis));
    painter.drawLine(band.bottomLeft(), band.bottomRight());
}

double Timeline::qualityY(const QRect& band, double value) const {
    return std::isinf(value) ? band.top() : band.bottom() - (value - low_) / (high_ - low_) * band.height();
}

void Timeline::paintWorst(QPainter& painter, const QRect& band) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::bad));
    for (const int64_t worst : worst_) {
        const double at = x(static_cast<double>(worst) + 0.5), top = band.top() + 4;
        painter.drawPolygon(QPolygonF{QPointF(at, top), QPointF(at - 4, top + 7), QPointF(at + 4, top + 7)});
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void Timeline::paintAxis(QPainter& painter, const QRect& band) {
    const double seconds = static_cast<double>(frames_) / rate_;
    const double step = niceStep(seconds, band.width() / 90.0);
    painter.setFont(views::font(Text::caption));
    for (double at = 0; at <= seconds + step / 100; at += step) {
        const double place = x(at * rate_);
        painter.setPen(color(Token::axis));
        painter.drawLine(QPointF(place, band.top()), QPointF(place, band.top() + 4));
        painter.setPen(color(Token::text2));
        const QRectF box(place - 40, band.top() + 4, 80, band.height() - 4);
        painter.drawText(
            box.right() > width() ? box.translated(width() - 4 - box.right(), 0) : box,
            box.right() > width() ? Qt::AlignTop | Qt::AlignRight : Qt::AlignTop | Qt::AlignHCenter,
            tr("%1 s").arg(number(at))
        );
    }
    painter.setPen(color(Token::axis));
    painter.drawLine(band.topLeft(), band.topRight());
}

void Timeline::paintHead(QPainter& painter, const Bands& all) {
    const int badgeTop = all.film.isNull() ? 2 : all.film.bottom() + 1;
    if (hover_ >= 0 && hover_ != frame_) {
        painter.setPen(QPen(color(Token::ctl), 1, Qt::DotLine));
        const double at = x(static_cast<double>(hover_) + 0.5);
        painter.drawLine(QPointF(at, badgeTop), QPointF(at, all.axis.top()));
    }
    const double at = x(static_cast<double>(frame_) + 0.5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color(Token::accent), 2));
    painter.drawLine(QPointF(at, 2), QPointF(at, all.axis.top()));
    if (const double here = qualityOf(frame_); !std::isnan(here)) {
        painter.setBrush(color(Token::pane));
        painter.drawEllipse(QPointF(at, qualityY(all.quality, here)), 4, 4);
    }
    painter.setFont(views::font(Text::dense));
    const QString text = QString::number(frame_);
    const double wide = painter.fontMetrics().horizontalAdvance(text) + 16;
    const QRectF badge(
        std::clamp(at - wide / 2, 0.0, width() - wide), badgeTop, wide, scaled(headHeight) - 3
    );
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::accent));
    painter.drawRoundedRect(badge, 4, 4);
    painter.setPen(color(Token::onAccent));
    painter.drawText(badge, Qt::AlignCenter, text);
}

void Timeline::resizeEvent(QResizeEvent*) {
    redraw();
}

void Timeline::redraw() {
    drawn_ = {};
    update();
}

void Timeline::paintEvent(QPaintEvent*) {
    const Bands all = bands();
    // While a clip plays only the head moves.
    if (drawn_.isNull()) {
        drawn_ = QPixmap(size() * devicePixelRatioF());
        drawn_.setDevicePixelRatio(devicePixelRatioF());
        drawn_.fill(color(Token::pane));
        QPainter painter(&drawn_);
        if (!all.film.isNull()) paintFilm(painter, all.film);
        if (!all.bits.isNull()) paintBits(painter, all.bits);
        if (!quality_.empty()) {
            paintQuality(painter, all.quality);
            paintWorst(painter, all.ticks);
        }
        paintAxis(painter, all.axis);
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, drawn_);
    paintHead(painter, all);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color(Token::accent), 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

} // namespace rarebit::views

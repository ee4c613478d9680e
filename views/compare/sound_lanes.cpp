// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/sound_lanes.hpp"

#include "views/compare/time_axis.hpp"
#include "views/core/controls.hpp"
#include "views/core/numbers.hpp"
#include "views/core/style.hpp"
#include "views/core/theme.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr int leftMargin = 56, rightMargin = 16, axisHeight = 24, laneGap = 10, titleHeight = 24;
constexpr double fewestFrames = 32;
constexpr int leastDrag = 4;

} // namespace

SoundLanes::SoundLanes(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("soundLanes"));
    setAccessibleName(tr("Sounds over time"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&Theme::get(), &Theme::changed, this, &SoundLanes::redraw);
}

void SoundLanes::setSound(const SoundFormat& format) {
    format_ = format;
    scan_.reset();
    detail_.reset();
    head_ = 0;
    regionFrames_ = 0;
    setView(0, static_cast<double>(format.frames));
}

void SoundLanes::setSides(
    const QString& letterA, const QString& textA, const QString& letterB, const QString& textB
) {
    letterA_ = letterA;
    textA_ = textA;
    letterB_ = letterB;
    textB_ = textB;
    redraw();
}

void SoundLanes::setMode(Mode mode) {
    mode_ = mode;
    redraw();
}

void SoundLanes::setScan(std::shared_ptr<const SoundScan> scan) {
    scan_ = std::move(scan);
    redraw();
}

void SoundLanes::setDetail(std::shared_ptr<const Detail> detail) {
    detail_ = std::move(detail);
    redraw();
}

int SoundLanes::lanesWidth() const {
    return std::max(1, width() - leftMargin - rightMargin);
}

void SoundLanes::setView(double begin, double frames) {
    const auto all = static_cast<double>(std::max<int64_t>(1, format_.frames));
    frames_ = std::clamp(frames, std::min(fewestFrames, all), all);
    begin_ = std::clamp(begin, 0.0, all - frames_);
    redraw();
    emit viewChanged();
}

void SoundLanes::reveal(int64_t begin, int64_t frames) {
    const auto first = static_cast<double>(begin), last = static_cast<double>(begin + frames);
    if (first >= begin_ && last <= begin_ + frames_ && static_cast<double>(frames) > frames_ / 200) return;
    // A place that is a hundredth of what is in sight cannot be seen.
    const double wide =
        std::max(static_cast<double>(frames) * 8, std::min(frames_, static_cast<double>(frames) * 100));
    setView((first + last - wide) / 2, wide);
}

void SoundLanes::setHead(int64_t frame) {
    if (std::exchange(head_, frame) != frame) update();
}
void SoundLanes::setRegion(int64_t begin, int64_t frames) {
    regionBegin_ = begin;
    regionFrames_ = frames;
    update();
}

double SoundLanes::xOf(double frame) const {
    return leftMargin + (frame - begin_) / frames_ * lanesWidth();
}
int64_t SoundLanes::frameAt(double x) const {
    const double frame = begin_ + (x - leftMargin) / lanesWidth() * frames_;
    return std::clamp<int64_t>(static_cast<int64_t>(frame), 0, std::max<int64_t>(0, format_.frames - 1));
}

QVector<SoundLanes::Lane> SoundLanes::lanes() const {
    QVector<Lane> out;
    const QVector<SoundSide> sides = hasB() ? QVector{soundA, soundB, soundError} : QVector{soundA};
    if (mode_ == overlay && hasB())
        out = {{false, soundSides, {}}, {false, soundError, {}}};
    else
        for (const SoundSide side : sides) {
            if (mode_ != spectra) out.push_back({false, side, {}});
            if (mode_ == spectra || mode_ == both) out.push_back({true, side, {}});
        }
    const int room = height() - axisHeight - 4;
    for (int i = 0; i < out.size(); ++i) {
        const auto edge = [&](int part) { return 4 + part * room / static_cast<int>(out.size()); };
        out[i].area = QRect(
            QPoint(leftMargin, edge(i) + titleHeight),
            QPoint(leftMargin + lanesWidth() - 1, edge(i + 1) - laneGap)
        );
    }
    return out;
}

double SoundLanes::peakOf(SoundSide side) const {
    double peak = 0;
    for (const auto& channel : scan_->channels)
        peak = std::max(
            peak,
            side == soundError ? channel.largestError
            : side == soundB   ? channel.peakB
                               : channel.peakA
        );
    return peak;
}

double SoundLanes::gainOf(SoundSide side) const {
    if (side != soundError || !scan_) return 1;
    double gain = 1;
    while (gain < 4096 && peakOf(side) > 0 && peakOf(side) * gain * 2 <= 1)
        gain *= 2;
    return gain;
}

void SoundLanes::paintOutline(
    QPainter& painter, const QRect& area, SoundSide side, int channel, double gain, const QColor& colour
) {
    const auto y = [&](double value) {
        return area.center().y() + 0.5 - std::clamp(value * gain, -1.0, 1.0) * (area.height() / 2.0 - 1);
    };
    const double perPixel = frames_ / lanesWidth();
    const bool detailed =
        detail_ && detail_->piece.first <= begin_ &&
        static_cast<double>(detail_->piece.first + detail_->piece.frames) >= begin_ + frames_ - 1;
    const auto& samples =
        detailed ? (side == soundA ? detail_->piece.a : detail_->piece.b) : detail_->piece.a;
    if (detailed && perPixel < 2 && !samples.empty()) {
        QPolygonF line;
        const SoundPiece& piece = detail_->piece;
        const auto first = std::max<int64_t>(static_cast<int64_t>(begin_) - 1, piece.first);
        const auto last =
            std::min<int64_t>(static_cast<int64_t>(begin_ + frames_) + 2, piece.first + piece.frames);
        for (int64_t frame = first; frame < last; ++frame) {
            const auto at = static_cast<size_t>((frame - piece.first) * piece.channels + channel);
            const float value = side == soundError ? piece.b[at] - piece.a[at] : samples[at];
            line.push_back({xOf(static_cast<double>(frame)), y(value)});
        }
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colour, 1.2));
        painter.drawPolyline(line);
        if (perPixel < 0.2) {
            painter.setBrush(colour);
            for (const QPointF& point : line)
                painter.drawEllipse(point, 2, 2);
        }
        painter.setRenderHint(QPainter::Antialiasing, false);
        return;
    }
    const SoundOutline* outline = scan_ ? &scan_->outline : nullptr;
    if (detailed && (!outline || detail_->outline.framesEach < outline->framesEach))
        outline = &detail_->outline;
    if (!outline || outline->extents[side].empty()) return;
    const auto& extents = outline->extents[side];
    const auto channels = static_cast<size_t>(outline->channels);
    const auto spans = static_cast<int64_t>(extents.size() / channels);
    painter.setPen(QPen(colour, 1));
    for (int x = 0; x < lanesWidth(); ++x) {
        const double from = begin_ + x * perPixel - static_cast<double>(outline->first);
        const auto first = static_cast<int64_t>(from / static_cast<double>(outline->framesEach));
        const auto last = std::max(
            first, static_cast<int64_t>((from + perPixel) / static_cast<double>(outline->framesEach) - 1e-9)
        );
        if (first < 0 || first >= spans) continue;
        Extent extent = extents[static_cast<size_t>(first) * channels + static_cast<size_t>(channel)];
        for (int64_t span = first + 1; span <= std::min(last, spans - 1); ++span) {
            const Extent& other =
                extents[static_cast<size_t>(span) * channels + static_cast<size_t>(channel)];
            extent.low = std::min(extent.low, other.low);
            extent.high = std::max(extent.high, other.high);
        }
        painter.drawLine(
            QPointF(area.left() + x + 0.5, y(extent.high)),
            QPointF(area.left() + x + 0.5, y(extent.low) + 0.5)
        );
    }
}

void SoundLanes::paintWave(QPainter& painter, const Lane& lane) {
    const int channels = std::min(format_.channels, 2); // more lines than two are no outline any more
    const double gain = gainOf(lane.side);
    const SeriesStyle a = Theme::get().series(0), b = Theme::get().series(1), error = Theme::get().series(5);
    for (int channel = 0; channel < channels; ++channel) {
        const int tall = lane.area.height() / channels;
        const QRect area(
            lane.area.left(),
            lane.area.top() + channel * tall,
            lane.area.width(),
            tall - (channels > 1 ? 4 : 0)
        );
        painter.fillRect(area, color(Token::raised));
        painter.setPen(color(Token::grid));
        painter.drawLine(area.left(), area.center().y(), area.right(), area.center().y());
        painter.setFont(views::font(Text::caption));
        painter.setPen(color(Token::text2));
        const auto label = [&](int y, const QString& text) {
            painter.drawText(QRect(0, y - 8, leftMargin - 8, 16), Qt::AlignVCenter | Qt::AlignRight, text);
        };
        if (tall >= 44) {
            label(area.top() + 6, number(1 / gain, 2));
            label(area.bottom() - 5, number(-1 / gain, 2));
        }
        if (channels == 1)
            label(area.center().y(), QStringLiteral("0"));
        else
            label(area.center().y(), channel == 0 ? tr("left") : tr("right"));
        painter.setClipRect(area);
        if (lane.side == soundSides) {
            paintOutline(painter, area, soundA, channel, 1, a.color);
            QColor over = b.color;
            over.setAlphaF(0.65f);
            paintOutline(painter, area, soundB, channel, 1, over);
        } else {
            const QColor colour = lane.side == soundA ? a.color : lane.side == soundB ? b.color : error.color;
            paintOutline(painter, area, lane.side, channel, gain, colour);
        }
        painter.setClipping(false);
    }
}

void SoundLanes::paintSpectrum(QPainter& painter, const Lane& lane) {
    painter.fillRect(lane.area, color(Token::skel));
    painter.setClipRect(lane.area);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const auto draw = [&](const QImage& image, double first, double frames) {
        if (image.isNull() || frames <= 0) return;
        const QRectF to(xOf(first), lane.area.top(), frames / frames_ * lanesWidth(), lane.area.height());
        painter.drawImage(to, image, QRectF(image.rect()));
    };
    if (scan_)
        draw(
            scan_->spectra[lane.side], static_cast<double>(scan_->first), static_cast<double>(scan_->frames)
        );
    if (detail_ && frames_ < static_cast<double>(format_.frames) * 0.9)
        draw(
            detail_->spectra[lane.side],
            static_cast<double>(detail_->piece.first),
            static_cast<double>(detail_->piece.frames)
        );
    painter.setClipping(false);
    painter.setFont(views::font(Text::caption));
    painter.setPen(color(Token::text2));
    const double top = format_.rate / 2000;
    const double step = niceStep(top, lane.area.height() / 28.0);
    for (double kilohertz = 0; kilohertz <= top; kilohertz += step) {
        const double y = lane.area.bottom() - kilohertz / top * lane.area.height();
        painter.drawLine(QPointF(leftMargin - 4, y), QPointF(leftMargin, y));
        painter.drawText(
            QRectF(0, y - 8, leftMargin - 8, 16), Qt::AlignVCenter | Qt::AlignRight, number(kilohertz, 3)
        );
    }
}

void SoundLanes::paintTitle(QPainter& painter, const Lane& lane) {
    int x = leftMargin;
    const int y = lane.area.top() - titleHeight + 2;
    const auto text = [&](const QString& words, Text role, Token token) {
        painter.setFont(views::font(role));
        painter.setPen(color(token));
        const int wide = painter.fontMetrics().horizontalAdvance(words);
        painter.drawText(
            QRect(x, y, std::max(0, leftMargin + lanesWidth() - x), 18),
            Qt::AlignVCenter | Qt::AlignLeft,
            words
        );
        x += wide + 8;
    };
    const auto letter = [&](const QString& name, const QColor& colour) {
        paintSlot(painter, QRectF(x, y + 1, 16, 16), name.front().unicode() - 'A');
        x += 22;
        if (lane.spectrum) return;
        painter.fillRect(QRectF(x, y + 8, 12, 3), colour);
        x += 18;
    };
    if (lane.side == soundA || lane.side == soundSides) {
        letter(letterA_, Theme::get().series(0).color);
        text(textA_, Text::strong, Token::text);
    }
    if (lane.side == soundB || lane.side == soundSides) {
        letter(letterB_, Theme::get().series(1).color);
        text(textB_, Text::strong, Token::text);
    }
    if (lane.side == soundError) {
        text(tr("%1 − A").arg(letterB_), Text::strong, Token::text);
        text(
            lane.spectrum ? tr("residual") : tr("residual, shown × %1").arg(gainOf(soundError)),
            Text::body,
            Token::text2
        );
    }
    if (lane.spectrum)
        text(tr("frequency, kHz"), Text::caption, Token::text2);
    else
        text(tr("amplitude, full scale 1"), Text::caption, Token::text2);
    if (format_.channels > 2 && !lane.spectrum)
        text(tr("first 2 of %1 channels").arg(format_.channels), Text::caption, Token::text2);
}

void SoundLanes::paintTimes(QPainter& painter) {
    const double seconds = frames_ / format_.rate, first = begin_ / format_.rate;
    const double step = niceStep(seconds, lanesWidth() / 90.0);
    const int y = height() - axisHeight;
    painter.setFont(views::font(Text::caption));
    painter.setPen(color(Token::axis));
    painter.drawLine(leftMargin, y, leftMargin + lanesWidth(), y);
    for (double at = std::ceil(first / step) * step; at <= first + seconds + step / 1000; at += step) {
        const double x = xOf(at * format_.rate);
        painter.setPen(color(Token::axis));
        painter.drawLine(QPointF(x, y), QPointF(x, y + 4));
        painter.setPen(color(Token::text2));
        QRectF box(x - 45, y + 4, 90, axisHeight - 5);
        if (box.right() > width() - 4) box.moveRight(width() - 4);
        painter.drawText(
            box,
            box.right() < x + 44 ? Qt::AlignTop | Qt::AlignRight : Qt::AlignTop | Qt::AlignHCenter,
            tr("%1 s").arg(number(at, 7))
        );
    }
}

void SoundLanes::redraw() {
    drawn_ = {};
    update();
}

void SoundLanes::paintLanes(QPainter& painter) {
    painter.fillRect(rect(), color(Token::pane));
    for (const Lane& lane : lanes()) {
        if (lane.area.height() < 12) continue;
        if (lane.spectrum)
            paintSpectrum(painter, lane);
        else
            paintWave(painter, lane);
        paintTitle(painter, lane);
    }
    paintTimes(painter);
}

void SoundLanes::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (format_.frames < 1) return painter.fillRect(rect(), color(Token::pane));
    // The play head moves fifty times a second over lanes that stay as they are.
    if (drawn_.isNull()) {
        drawn_ = QPixmap(size() * devicePixelRatioF());
        drawn_.setDevicePixelRatio(devicePixelRatioF());
        QPainter lanesPainter(&drawn_);
        paintLanes(lanesPainter);
    }
    painter.drawPixmap(0, 0, drawn_);
    const QRect inside(leftMargin, 0, lanesWidth(), height() - axisHeight);
    painter.setClipRect(inside);
    if (regionFrames_ > 0) {
        const QRectF band(
            xOf(static_cast<double>(regionBegin_)),
            2,
            static_cast<double>(regionFrames_) / frames_ * lanesWidth(),
            inside.height() - 2
        );
        QColor fill = color(Token::accent);
        fill.setAlphaF(0.12f);
        painter.fillRect(band, fill);
        painter.setPen(QPen(color(Token::accent), 1, Qt::DashLine));
        painter.drawRect(band);
    }
    if (hover_ >= 0) {
        painter.setPen(QPen(color(Token::ctl), 1, Qt::DotLine));
        painter.drawLine(
            QPointF(xOf(static_cast<double>(hover_)), 0),
            QPointF(xOf(static_cast<double>(hover_)), inside.height())
        );
    }
    painter.setPen(QPen(color(Token::accent), 2));
    painter.drawLine(
        QPointF(xOf(static_cast<double>(head_)), 0), QPointF(xOf(static_cast<double>(head_)), inside.height())
    );
    painter.setClipping(false);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setPen(QPen(color(Token::accent), 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void SoundLanes::resizeEvent(QResizeEvent*) {
    redraw();
    emit viewChanged();
}

void SoundLanes::wheelEvent(QWheelEvent* event) {
    const double steps = event->angleDelta().y() / 120.0, across = event->angleDelta().x() / 120.0;
    if (event->modifiers().testFlag(Qt::ShiftModifier) || across != 0) {
        setView(begin_ - (steps + across) * frames_ / 10, frames_);
    } else {
        const double share = std::clamp((event->position().x() - leftMargin) / lanesWidth(), 0.0, 1.0);
        const double frames = frames_ * std::pow(0.8, steps);
        setView(begin_ + share * (frames_ - frames), frames);
    }
    event->accept();
}

void SoundLanes::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    pressed_ = event->position();
    beginAtPress_ = begin_;
    moved_ = false;
    drag_ = event->modifiers().testFlag(Qt::ShiftModifier) ? Drag::region : Drag::pan;
}

void SoundLanes::mouseMoveEvent(QMouseEvent* event) {
    moved_ = moved_ || std::abs(event->position().x() - pressed_.x()) > leastDrag;
    if (drag_ == Drag::pan && moved_)
        setView(beginAtPress_ - (event->position().x() - pressed_.x()) / lanesWidth() * frames_, frames_);
    if (drag_ == Drag::region && moved_) {
        const int64_t a = frameAt(pressed_.x()), b = frameAt(event->position().x());
        setRegion(std::min(a, b), std::abs(a - b) + 1);
    }
    hover_ = frameAt(event->position().x());
    emit hovered(hover_);
    update();
}

void SoundLanes::mouseReleaseEvent(QMouseEvent* event) {
    const Drag done = std::exchange(drag_, Drag::none);
    if (done == Drag::region && moved_) emit regionChosen(regionBegin_, regionFrames_);
    if (done != Drag::none && !moved_) {
        setHead(frameAt(event->position().x()));
        emit sought(head_);
    }
}

void SoundLanes::leaveEvent(QEvent*) {
    hover_ = -1;
    emit hovered(-1);
    update();
}

void SoundLanes::keyPressEvent(QKeyEvent* event) {
    const auto seek = [&](double frame) {
        setHead(std::clamp<int64_t>(static_cast<int64_t>(frame), 0, std::max<int64_t>(0, format_.frames - 1))
        );
        emit sought(head_);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return seek(static_cast<double>(head_) - frames_ / 100);
    case Qt::Key_Right:
        return seek(static_cast<double>(head_) + frames_ / 100);
    case Qt::Key_Home:
        return seek(0);
    case Qt::Key_End:
        return seek(static_cast<double>(format_.frames));
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return setView(static_cast<double>(head_) - frames_ * 0.4, frames_ * 0.8);
    case Qt::Key_Minus:
        return setView(begin_ - frames_ / 8, frames_ * 1.25);
    case Qt::Key_Escape:
        if (regionFrames_ == 0) break;
        setRegion(0, 0);
        emit regionChosen(0, 0);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace rarebit::views

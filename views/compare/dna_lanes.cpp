// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/dna_lanes.hpp"

#include "views/core/controls.hpp"
#include "views/core/numbers.hpp"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr int cellPixels = 12, lanePixels = 24, rulerPixels = 20, trackPixels = 84, gapPixels = 12;
constexpr int labelPixels = 44, marginPixels = 12;
constexpr int slotPixels = 16;
constexpr int tickEvery = 10;
constexpr double dearBits = 2; // what a base costs without any model
constexpr int overviewPixels = 56, triangle = 5;

int scaled(int pixels) {
    return Theme::get().scaled(pixels);
}

// Columns to a scroll bar's int.
int64_t perStep(int64_t columns) {
    return columns / (int64_t(1) << 30) + 1;
}

QColor baseColor(char base) {
    switch (base) {
    case 'A':
    case 'a':
        return color(Token::good);
    case 'C':
    case 'c':
        return color(Token::info);
    case 'G':
    case 'g':
        return Theme::get().series(6).color;
    case 'T':
    case 't':
    case 'U':
    case 'u':
        return Theme::get().series(1).color;
    default:
        return color(Token::text2);
    }
}

} // namespace

DnaLanes::DnaLanes(QWidget* parent) : QAbstractScrollArea(parent) {
    setObjectName(QStringLiteral("dnaLanes"));
    setAccessibleName(tr("Bases of A and B"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setWrapped(false);
    connect(&Theme::get(), &Theme::changed, this, &DnaLanes::refresh);
}

void DnaLanes::setContent(DnaContent content) {
    content_ = std::move(content);
    first_ = 0;
    current_ = -1;
    refresh();
}

void DnaLanes::setWrapped(bool wrapped) {
    wrapped_ = wrapped;
    setHorizontalScrollBarPolicy(wrapped ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setVerticalScrollBarPolicy(wrapped ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    refresh();
}

int64_t DnaLanes::columns() const {
    return content_.alignment ? content_.alignment().rows() : 0;
}

// Full tens where there is room, so that ticks stand below each other.
int DnaLanes::perLine() const {
    const int fit = (viewport()->width() - scaled(labelPixels) - 2 * marginPixels) / scaled(cellPixels);
    return std::max(1, wrapped_ && fit >= tickEvery ? fit / tickEvery * tickEvery : fit);
}

int DnaLanes::blockHeight() const {
    return scaled(rulerPixels) + content_.laneCount * scaled(lanePixels) +
           (content_.costs ? scaled(trackPixels) : 0) + gapPixels;
}

int DnaLanes::linesInSight() const {
    return wrapped_ ? std::max(1, viewport()->height() / blockHeight()) : 1;
}

int64_t DnaLanes::mostFirst() const {
    if (!wrapped_) return std::max<int64_t>(0, columns() - perLine());
    const int64_t lines = (columns() + perLine() - 1) / perLine();
    return std::max<int64_t>(0, lines - linesInSight()) * perLine();
}

void DnaLanes::refresh() {
    if (wrapped_) first_ = first_ / perLine() * perLine();
    first_ = std::clamp<int64_t>(first_, 0, mostFirst());
    const int unit = wrapped_ ? perLine() : 1;
    const int64_t step = perStep(columns() / unit);
    for (QScrollBar* bar : {horizontalScrollBar(), verticalScrollBar()}) {
        const bool used = (bar == verticalScrollBar()) == wrapped_;
        QSignalBlocker block(bar);
        bar->setRange(0, used ? static_cast<int>(mostFirst() / unit / step) : 0);
        bar->setPageStep(wrapped_ ? linesInSight() : perLine());
        bar->setSingleStep(wrapped_ ? 1 : tickEvery);
        if (used) bar->setValue(static_cast<int>(first_ / unit / step));
    }
    if (content_.want) {
        const int64_t end = std::min(columns(), first_ + perLine() * (linesInSight() + 1));
        for (int side = 0; side < content_.laneCount; ++side) {
            int64_t begin = -1, last = -1;
            for (int64_t column = first_; column < end; ++column) {
                const AlignedRow row = content_.alignment().row(column);
                const int64_t base = side == 0 ? row.a : row.b;
                if (base < 0) continue;
                if (begin < 0) begin = base;
                last = base;
            }
            if (begin >= 0) content_.want(side, begin, last - begin + 1);
        }
    }
    viewport()->update();
    say();
    emit moved();
}

void DnaLanes::scrollTo(int64_t first) {
    first_ = std::clamp<int64_t>(first, 0, mostFirst());
    refresh();
}

void DnaLanes::centre(int64_t column) {
    scrollTo(column - columnsInSight() / 2);
}

void DnaLanes::resizeEvent(QResizeEvent*) {
    refresh();
}

void DnaLanes::scrollContentsBy(int, int) {
    const int unit = wrapped_ ? perLine() : 1;
    const auto* bar = wrapped_ ? verticalScrollBar() : horizontalScrollBar();
    scrollTo(bar->value() * perStep(columns() / unit) * unit);
}

void DnaLanes::wheelEvent(QWheelEvent* event) {
    const int angle = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    scrollTo(first_ - angle / 120 * (wrapped_ ? perLine() : tickEvery));
    event->accept();
}

void DnaLanes::setCurrent(int64_t column) {
    if (columns() == 0) return;
    column = std::clamp<int64_t>(column, -1, columns() - 1);
    const bool changed = std::exchange(current_, column) != column;
    if (column >= 0 && (column < first_ || column >= first_ + columnsInSight())) {
        const int64_t before = columnsInSight() / 3;
        first_ = wrapped_ ? (column / perLine() - linesInSight() / 3) * perLine() : column - before;
    }
    refresh();
    if (changed) emit currentChanged(column);
}

void DnaLanes::goToDifference(int step) {
    if (!content_.alignment) return;
    const int64_t from = current_ >= 0 ? current_ : step > 0 ? first_ - 1 : first_;
    const int64_t column = content_.alignment().nextDifference(from, step);
    if (column >= 0) setCurrent(column);
}

int64_t DnaLanes::columnAt(QPoint at) const {
    const int x = at.x() - marginPixels - scaled(labelPixels);
    const int in = x / scaled(cellPixels), line = wrapped_ ? at.y() / blockHeight() : 0;
    if (x < 0 || in >= perLine()) return -1;
    const int64_t column = first_ + int64_t(line) * perLine() + in;
    return column < columns() ? column : -1;
}

void DnaLanes::mousePressEvent(QMouseEvent* event) {
    const int64_t column = columnAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || column < 0) return;
    setCurrent(column);
    emit chosen(column);
}

void DnaLanes::keyPressEvent(QKeyEvent* event) {
    const int64_t last = columns() - 1, at = current_ >= 0 ? current_ : first_;
    const int page = columnsInSight(), line = wrapped_ ? perLine() : tickEvery;
    switch (event->key()) {
    case Qt::Key_Left:
        return setCurrent(std::max<int64_t>(0, at - 1));
    case Qt::Key_Right:
        return setCurrent(std::min(last, current_ < 0 ? at : at + 1));
    case Qt::Key_Up:
        return setCurrent(std::max<int64_t>(0, at - line));
    case Qt::Key_Down:
        return setCurrent(std::min(last, at + line));
    case Qt::Key_PageUp:
        return setCurrent(std::max<int64_t>(0, at - page));
    case Qt::Key_PageDown:
        return setCurrent(std::min(last, at + page));
    case Qt::Key_Home:
        return setCurrent(0);
    case Qt::Key_End:
        return setCurrent(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current_ >= 0) emit chosen(current_);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void DnaLanes::focusInEvent(QFocusEvent*) {
    if (current_ < 0 && columns() > 0) setCurrent(first_);
}

void DnaLanes::say() {
    if (!content_.alignment || current_ < 0 || current_ >= columns()) return setAccessibleDescription({});
    const AlignedRow row = content_.alignment().row(current_);
    const auto letter = [&](int side, int64_t base) {
        const char c = base < 0 ? '-' : content_.base(side, base);
        return base < 0 ? tr("gap") : QString(QLatin1Char(c ? c : ' '));
    };
    QString words = tr("base %1: A %2").arg(grouped(row.a + 1), letter(0, row.a));
    if (content_.laneCount > 1) words += tr(", B %1").arg(letter(1, row.b));
    setAccessibleDescription(words);
}

void DnaLanes::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), color(Token::pane));
    if (columns() == 0) return;
    for (int line = 0; line <= linesInSight() && (wrapped_ || line == 0); ++line) {
        const int64_t first = first_ + int64_t(line) * perLine();
        if (first < columns()) paintLine(painter, first, line * blockHeight());
    }
}

void DnaLanes::paintLine(QPainter& painter, int64_t first, int y) {
    const int cell = scaled(cellPixels), lane = scaled(lanePixels), ruler = scaled(rulerPixels);
    const int left = marginPixels + scaled(labelPixels);
    const auto count = static_cast<int>(std::min<int64_t>(perLine(), columns() - first));
    const int lanesTop = y + ruler, lanesHeight = content_.laneCount * lane;
    if (current_ >= first && current_ < first + count) {
        const int x = left + static_cast<int>(current_ - first) * cell;
        painter.fillRect(x, lanesTop, cell, lanesHeight, color(Token::accentSoft));
    }
    // Ruler: every tenth base of A.
    painter.setFont(views::font(Text::caption));
    for (int i = 0; i < count; ++i) {
        const AlignedRow row = content_.alignment().row(first + i);
        if (row.a < 0 || row.a % tickEvery != 0) continue;
        const int x = left + i * cell + cell / 2;
        const QString label = grouped(row.a + 1);
        painter.fillRect(x, lanesTop - 4, 1, 4, color(Token::axis));
        painter.setPen(color(Token::text2));
        painter.drawText(QRect(x - 60, y, 120, ruler - 4), Qt::AlignHCenter | Qt::AlignBottom, label);
    }
    for (int side = 0; side < content_.laneCount; ++side) {
        const QRectF slot(
            marginPixels, lanesTop + side * lane + (lane - slotPixels) / 2, slotPixels, slotPixels
        );
        paintSlot(painter, slot, content_.slot[side]);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < count; ++i) {
        const AlignedRow row = content_.alignment().row(first + i);
        const int x = left + i * cell;
        bool differs = row.verdict == AlignedRow::Verdict::differs;
        if (row.verdict == AlignedRow::Verdict::unknown && content_.laneCount > 1 && row.a >= 0 &&
            row.b >= 0) {
            const char a = content_.base(0, row.a), b = content_.base(1, row.b);
            differs = a != 0 && b != 0 && a != b;
        }
        if (differs && content_.laneCount > 1)
            paintRounded(
                painter,
                QRectF(x + 0.5, lanesTop + 1.5, cell - 1, lanesHeight - 3),
                3,
                color(Token::badBg),
                color(Token::bad)
            );
        for (int side = 0; side < content_.laneCount; ++side)
            paintBase(painter, side, row, QRect(x, lanesTop + side * lane, cell, lane));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (content_.costs)
        paintCosts(
            painter,
            first,
            count,
            QRect(left, lanesTop + lanesHeight + 8, count * cell, scaled(trackPixels) - 16)
        );
}

void DnaLanes::paintBase(QPainter& painter, int lane, const AlignedRow& row, const QRect& cell) {
    const int64_t base = lane == 0 ? row.a : row.b;
    if (base < 0) { // a gap
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Token::text2));
        painter.drawEllipse(QPointF(cell.center()) + QPointF(0.5, 0.5), 1.5, 1.5);
        return;
    }
    const char letter = content_.base(lane, base);
    if (letter == 0) {
        painter.fillRect(
            QRect(cell.left() + 2, cell.center().y() - 3, cell.width() - 4, 7), color(Token::skel)
        );
        return;
    }
    painter.setFont(views::font(Text::number));
    painter.setPen(content_.nucleotides ? baseColor(letter) : color(Token::text));
    painter.drawText(cell, Qt::AlignCenter, QString(QLatin1Char(letter)));
}

void DnaLanes::paintCosts(QPainter& painter, int64_t first, int count, const QRect& area) {
    const int cell = scaled(cellPixels);
    const auto yOf = [&](double bits) {
        return area.bottom() + 1 -
               static_cast<int>(std::lround(std::min(1.0, bits / content_.costTop) * area.height()));
    };
    painter.setFont(views::font(Text::caption));
    for (int bits = 0; bits <= content_.costTop; bits += content_.costTop > 4 ? 2 : 1) {
        painter.fillRect(
            area.left(), yOf(bits), area.width(), 1, color(bits == 0 ? Token::axis : Token::grid)
        );
        painter.setPen(color(Token::text2));
        painter.drawText(
            QRect(marginPixels, yOf(bits) - 8, scaled(labelPixels) - 8, 16),
            Qt::AlignRight | Qt::AlignVCenter,
            QString::number(bits)
        );
    }
    painter.drawText(
        QRect(marginPixels, area.top() - 8, scaled(labelPixels), 16),
        Qt::AlignLeft | Qt::AlignVCenter,
        tr("bits")
    );
    for (int i = 0; i < count; ++i) {
        const AlignedRow row = content_.alignment().row(first + i);
        if (row.a < 0 || row.a >= static_cast<int64_t>(content_.costs->size())) continue;
        const double bits = (*content_.costs)[static_cast<size_t>(row.a)];
        if (std::isnan(bits)) continue;
        const int top = yOf(bits);
        const QColor ink = Theme::get().series(bits > dearBits ? 1 : 0).color;
        painter.fillRect(area.left() + i * cell + 2, top, cell - 4, area.bottom() + 1 - top, ink);
        if (bits > content_.costTop) // a notch: the bar goes on
            painter.fillRect(area.left() + i * cell + 2, top + 3, cell - 4, 2, color(Token::pane));
    }
    painter.setPen(QPen(color(Token::axis), 1, Qt::DashLine)); // what a base costs without a model
    painter.drawLine(area.left(), yOf(dearBits), area.right(), yOf(dearBits));
}

DnaOverview::DnaOverview(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("dnaOverview"));
    setAccessibleName(tr("The whole record"));
    setToolTip(tr("The whole record, with the places that differ. Click to go there."));
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize DnaOverview::sizeHint() const {
    return {320, scaled(overviewPixels)};
}

void DnaOverview::setContent(const DnaContent& content) {
    content_ = content;
    averageCosts();
    update();
}

void DnaOverview::setWindow(int64_t first, int64_t count) {
    first_ = first;
    count_ = count;
    update();
}

QRect DnaOverview::stripRect() const {
    const int left = marginPixels + scaled(labelPixels);
    return {left, 18, std::max(1, width() - left - marginPixels), height() - 18 - triangle - 6};
}

void DnaOverview::resizeEvent(QResizeEvent*) {
    averageCosts();
}

void DnaOverview::averageCosts() {
    means_.clear();
    if (!content_.costs || content_.costs->empty()) return;
    const auto pixels = static_cast<size_t>(stripRect().width());
    const auto& costs = *content_.costs;
    for (size_t i = 0; i < pixels; ++i) {
        const size_t from = i * costs.size() / pixels,
                     to = std::max(from + 1, (i + 1) * costs.size() / pixels);
        double sum = 0;
        int counted = 0;
        for (size_t base = from; base < std::min(to, costs.size()); ++base)
            if (!std::isnan(costs[base])) {
                sum += costs[base];
                ++counted;
            }
        means_.push_back(counted ? static_cast<float>(sum / counted) : 0);
    }
}

void DnaOverview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::pane));
    if (!content_.alignment) return;
    const Alignment& rows = content_.alignment();
    const QRect strip = stripRect();
    const auto all = static_cast<double>(std::max<int64_t>(1, rows.rows()));
    painter.setFont(views::font(Text::caption));
    painter.setPen(color(Token::text2));
    QString text = tr("bases 1 to %1").arg(grouped(rows.linesA()));
    if (content_.costs) text += tr(", mean cost in bits");
    painter.drawText(QRect(marginPixels, 0, width() - 2 * marginPixels, 16), Qt::AlignVCenter, text);
    painter.fillRect(strip, color(Token::raised));
    if (!means_.empty()) {
        QColor area = color(Token::axis);
        area.setAlphaF(0.5F);
        for (size_t i = 0; i < means_.size(); ++i) {
            const auto high = static_cast<int>(strip.height() * std::min(1.0, means_[i] / content_.costTop));
            painter.fillRect(strip.left() + static_cast<int>(i), strip.bottom() + 1 - high, 1, high, area);
        }
    }
    const double from = strip.left() + strip.width() * static_cast<double>(first_) / all;
    const double wide = std::max(4.0, strip.width() * static_cast<double>(count_) / all);
    QColor window = color(Token::accent);
    window.setAlphaF(0.18F);
    painter.setPen(color(Token::accent));
    painter.setBrush(window);
    painter.drawRect(
        QRectF(std::min(from, strip.right() - wide) + 0.5, strip.top() + 0.5, wide - 1, strip.height() - 1)
    );
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::bad));
    for (int x = 0; x < strip.width(); ++x) {
        const auto first = static_cast<int64_t>(x * all / strip.width());
        const auto last = std::max(first + 1, static_cast<int64_t>((x + 1) * all / strip.width()));
        if (rows.differing(first, last) == 0) continue;
        QPainterPath mark;
        const QPointF tip(strip.left() + x + 0.5, strip.bottom() + 3);
        mark.moveTo(tip);
        mark.lineTo(tip + QPointF(-triangle * 0.8, triangle));
        mark.lineTo(tip + QPointF(triangle * 0.8, triangle));
        painter.drawPath(mark);
    }
}

void DnaOverview::choose(double x) {
    if (!content_.alignment) return;
    const QRect strip = stripRect();
    const double share = std::clamp((x - strip.left()) / strip.width(), 0.0, 1.0);
    emit columnChosen(static_cast<int64_t>(share * static_cast<double>(content_.alignment().rows())));
}

void DnaOverview::mousePressEvent(QMouseEvent* event) {
    choose(event->position().x());
}

void DnaOverview::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) choose(event->position().x());
}

} // namespace rarebit::views

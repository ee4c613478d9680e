// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/paired_text.hpp"

#include "views/core/theme.hpp"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr int rowPixels = 22;
constexpr int stripPixels = 20;
constexpr int labelPadding = 12, textPadding = 12;
constexpr int accentBar = 2;

// Scroll bars count in int; of longer texts a step is several rows.
int64_t rowsPerStep(int64_t rows) {
    return rows / (int64_t(1) << 30) + 1;
}

QTextLayout::FormatRange colored(const TextMark& mark, Token token) {
    QTextLayout::FormatRange range;
    range.start = mark.from;
    range.length = mark.length;
    range.format.setForeground(color(token));
    return range;
}

} // namespace

DifferenceStrip::DifferenceStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("differenceStrip"));
    setAccessibleName(tr("Where the differences are"));
    setToolTip(tr("Differences in the whole text. Click to go there."));
    setCursor(Qt::PointingHandCursor);
}

void DifferenceStrip::setWindow(int64_t first, int64_t count) {
    first_ = first;
    count_ = count;
    update();
}

void DifferenceStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::pane));
    painter.fillRect(0, 0, 1, height(), color(Token::hair));
    if (!text_ || text_->rows() == 0) return;
    const Alignment& rows = text_->alignment();
    const auto all = static_cast<double>(rows.rows());
    const double perPixel = std::max(all / height(), 1.0);
    const double pixel = std::max(height() / all, 1.0); // of one row, where rows are few
    if (text_->sides() == 2) {                          // compared so far
        const double end = height() * static_cast<double>(rows.comparedRows()) / all;
        painter.fillRect(QRectF(4, 0, width() - 8, end), color(Token::raised));
        for (double y = 0; y < end; y += pixel) {
            const auto from = static_cast<int64_t>(y / height() * all);
            const auto to = std::max(from + 1, static_cast<int64_t>(from + perPixel));
            const int64_t differing = rows.differing(from, to);
            if (differing == 0) continue;
            const double share = static_cast<double>(differing) / static_cast<double>(to - from);
            const double length = (width() - 8) * std::clamp(std::sqrt(share), 0.4, 1.0);
            painter.fillRect(QRectF(4, y, length, std::max(pixel, 1.0)), color(Token::warn));
        }
    }
    const double y = height() * static_cast<double>(first_) / all;
    const double length = std::max(6.0, height() * static_cast<double>(count_) / all);
    QColor window = color(Token::accent);
    painter.setPen(window);
    window.setAlphaF(0.18f);
    painter.setBrush(window);
    painter.drawRect(QRectF(2.5, std::min(y, height() - length) + 0.5, width() - 5, length - 1));
}

void DifferenceStrip::choose(double y) {
    if (!text_ || height() == 0) return;
    const double share = std::clamp(y / height(), 0.0, 1.0);
    emit rowChosen(static_cast<int64_t>(share * static_cast<double>(text_->rows())));
}

void DifferenceStrip::mousePressEvent(QMouseEvent* event) {
    choose(event->position().y());
}

void DifferenceStrip::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) choose(event->position().y());
}

PairedText::PairedText(QWidget* parent) : QAbstractScrollArea(parent), strip_(new DifferenceStrip(this)) {
    setObjectName(QStringLiteral("pairedText"));
    setAccessibleName(tr("Rows of A and B side by side"));
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the strip stands for it
    setFocusPolicy(Qt::StrongFocus);
    connect(strip_, &DifferenceStrip::rowChosen, this, [this](qint64 row) {
        scrollTo(row - rowsInSight() / 2);
    });
    connect(&Theme::get(), &Theme::changed, this, &PairedText::arrange);
    arrange();
}

void PairedText::setText(ComparedText* text) {
    if (text_) disconnect(text_, nullptr, this, nullptr);
    text_ = text;
    strip_->setText(text);
    top_ = 0;
    current_ = -1;
    longest_ = 0;
    horizontalScrollBar()->setValue(0);
    if (text_) {
        connect(text_, &ComparedText::changed, this, &PairedText::refresh);
        connect(text_, &QObject::destroyed, this, [this] {
            text_ = nullptr;
            strip_->setText(nullptr);
        });
    }
    arrange();
}

void PairedText::arrange() {
    const QFontMetricsF metrics(views::font(Text::dense));
    rowHeight_ = Theme::get().scaled(rowPixels);
    characterWidth_ = metrics.horizontalAdvance(u'0');
    labelWidth_ = text_ ? static_cast<int>(std::ceil(text_->labelWidth() * characterWidth_)) : 0;
    setViewportMargins(0, 0, stripPixels, 0);
    strip_->setGeometry(width() - stripPixels, 0, stripPixels, height());
    refresh();
    emit columnsMoved();
}

void PairedText::resizeEvent(QResizeEvent*) {
    arrange();
}

int PairedText::rowsInSight() const {
    return std::max(1, viewport()->height() / rowHeight_);
}

int64_t PairedText::mostTop() const {
    return text_ ? std::max<int64_t>(0, text_->rows() - rowsInSight()) : 0;
}

QRect PairedText::columnRect(int side) const {
    const int width = viewport()->width();
    if (!text_ || text_->sides() == 1) return {0, 0, width, viewport()->height()};
    const int half = width / 2;
    return side == 0 ? QRect(0, 0, half, viewport()->height())
                     : QRect(half, 0, width - half, viewport()->height());
}

void PairedText::refresh() {
    if (text_) {
        const int label = static_cast<int>(std::ceil(text_->labelWidth() * characterWidth_));
        labelWidth_ = std::max(labelWidth_, label);
        top_ = std::clamp<int64_t>(top_, 0, mostTop());
        text_->want(top_ - rowsInSight(), 3 * rowsInSight());
        for (int64_t row = top_; row < std::min(text_->rows(), top_ + rowsInSight() + 1); ++row)
            for (const auto& side : text_->row(row).sides)
                longest_ = std::max(longest_, static_cast<int>(side.shown.text.size() + side.tail.size()));
    }
    const int64_t step = rowsPerStep(text_ ? text_->rows() : 0);
    QSignalBlocker block(verticalScrollBar());
    verticalScrollBar()->setRange(0, static_cast<int>(mostTop() / step));
    verticalScrollBar()->setPageStep(rowsInSight());
    verticalScrollBar()->setValue(static_cast<int>(top_ / step));
    const int room = columnRect(0).width() - labelWidth_ - 2 * labelPadding - textPadding;
    const auto wanted = static_cast<int>(longest_ * characterWidth_) + textPadding;
    horizontalScrollBar()->setRange(0, std::max(0, wanted - room));
    horizontalScrollBar()->setPageStep(std::max(1, room));
    horizontalScrollBar()->setSingleStep(static_cast<int>(4 * characterWidth_));
    strip_->setWindow(top_, rowsInSight());
    viewport()->update();
    reveal();
    say();
}

void PairedText::scrollTo(int64_t top) {
    top_ = std::clamp<int64_t>(top, 0, mostTop());
    refresh();
}

void PairedText::scrollContentsBy(int, int dy) {
    if (dy != 0) top_ = verticalScrollBar()->value() * rowsPerStep(text_ ? text_->rows() : 0);
    refresh();
}

void PairedText::wheelEvent(QWheelEvent* event) {
    const QPoint pixels = event->pixelDelta(), angle = event->angleDelta();
    if (std::abs(angle.x()) > std::abs(angle.y()) || (event->modifiers() & Qt::ShiftModifier)) {
        const int along = angle.x() != 0 ? angle.x() : angle.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - along / 2);
    } else if (!pixels.isNull())
        scrollTo(top_ - pixels.y() / rowHeight_);
    else
        scrollTo(top_ - 3 * angle.y() / 120);
    event->accept();
}

void PairedText::setCurrentRow(int64_t row) {
    if (!text_ || text_->rows() == 0) return;
    row = std::clamp<int64_t>(row, -1, text_->rows() - 1);
    const bool moved = std::exchange(current_, row) != row;
    if (row >= 0 && (row < top_ || row >= top_ + rowsInSight())) {
        const bool near = row >= top_ - 1 && row <= top_ + rowsInSight();
        top_ = near ? (row < top_ ? row : row - rowsInSight() + 1) : row - rowsInSight() / 3;
    }
    refresh();
    if (moved) emit currentChanged(row);
}

void PairedText::goToDifference(int step) {
    if (!text_) return;
    const int64_t from = current_ >= 0 ? current_ : step > 0 ? top_ - 1 : top_;
    const int64_t row = text_->alignment().nextDifference(from, step);
    if (row >= 0) setCurrentRow(row);
}

void PairedText::setFound(const QString& needle, bool exactCase) {
    needle_ = needle;
    exactCase_ = exactCase;
    viewport()->update();
}

void PairedText::showFound(int64_t row) {
    revealing_ = true;
    setCurrentRow(row);
    reveal();
}

void PairedText::reveal() {
    if (!revealing_ || current_ < 0) return;
    const auto sensitivity = exactCase_ ? Qt::CaseSensitive : Qt::CaseInsensitive;
    for (const auto& side : text_->row(current_).sides) {
        if (side.there && !side.loaded) return;
        const auto at = side.shown.text.indexOf(needle_, 0, sensitivity);
        if (at < 0) continue;
        const auto from = static_cast<int>(double(at) * characterWidth_);
        const auto to = static_cast<int>(double(at + needle_.size()) * characterWidth_);
        QScrollBar& bar = *horizontalScrollBar();
        if (from < bar.value() || to > bar.value() + bar.pageStep()) bar.setValue(to - bar.pageStep() / 2);
        break;
    }
    revealing_ = false;
}

int64_t PairedText::rowAt(int y) const {
    const int64_t row = top_ + y / rowHeight_;
    return text_ && row < text_->rows() ? row : -1;
}

void PairedText::keyPressEvent(QKeyEvent* event) {
    if (!text_) return QAbstractScrollArea::keyPressEvent(event);
    const int64_t at = current_ >= 0 ? current_ : top_;
    const int64_t last = text_->rows() - 1;
    const bool far = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Up:
        return setCurrentRow(std::max<int64_t>(0, current_ < 0 ? top_ : at - 1));
    case Qt::Key_Down:
        return setCurrentRow(std::min(last, current_ < 0 ? top_ : at + 1));
    case Qt::Key_PageUp:
        return setCurrentRow(std::max<int64_t>(0, at - rowsInSight()));
    case Qt::Key_PageDown:
        return setCurrentRow(std::min(last, at + rowsInSight()));
    case Qt::Key_Home:
        if (!far && horizontalScrollBar()->value() > 0) return horizontalScrollBar()->setValue(0);
        return setCurrentRow(0);
    case Qt::Key_End:
        return setCurrentRow(last);
    case Qt::Key_Left:
        return horizontalScrollBar()->triggerAction(QScrollBar::SliderSingleStepSub);
    case Qt::Key_Right:
        return horizontalScrollBar()->triggerAction(QScrollBar::SliderSingleStepAdd);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current_ >= 0) emit chosen(current_);
        return;
    default:
        break;
    }
    if (event->matches(QKeySequence::Copy) && current_ >= 0) return copyRow(text_->sides() - 1);
    QAbstractScrollArea::keyPressEvent(event);
}

void PairedText::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const int64_t row = rowAt(static_cast<int>(event->position().y()));
    if (row < 0) return;
    setCurrentRow(row);
    emit chosen(row);
}

void PairedText::copyRow(int side) {
    QGuiApplication::clipboard()->setText(text_->text(current_, side));
}

void PairedText::contextMenuEvent(QContextMenuEvent* event) {
    if (!text_) return;
    if (event->reason() == QContextMenuEvent::Mouse) {
        const int64_t row = rowAt(event->pos().y());
        if (row >= 0) setCurrentRow(row);
    }
    if (current_ < 0) return;
    QMenu menu(this);
    menu.addAction(tr("Copy the row of A"), this, [this] { copyRow(0); });
    if (text_->sides() == 2) menu.addAction(tr("Copy the row of B"), this, [this] { copyRow(1); });
    menu.exec(event->globalPos());
}

void PairedText::focusInEvent(QFocusEvent*) {
    if (text_ && current_ < 0 && text_->rows() > 0) current_ = top_;
    viewport()->update();
}

void PairedText::focusOutEvent(QFocusEvent*) {
    viewport()->update();
}

void PairedText::say() {
    if (!text_ || current_ < 0) return setAccessibleDescription({});
    const ComparedRow& row = text_->row(current_);
    QString words = row.sides[0].there ? tr("A: %1").arg(row.sides[0].shown.text) : tr("A: nothing");
    if (row.differs)
        words +=
            row.sides[1].there ? tr(", differs from B: %1").arg(row.sides[1].shown.text) : tr(", B: nothing");
    setAccessibleDescription(words);
}

void PairedText::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), color(Token::pane));
    if (!text_) return;
    painter.setFont(views::font(Text::dense));
    const int64_t end = std::min(text_->rows(), top_ + rowsInSight() + 1);
    for (int64_t row = top_; row < end; ++row) {
        const int y = static_cast<int>(row - top_) * rowHeight_;
        if (row == current_) {
            painter.fillRect(0, y, viewport()->width(), rowHeight_, color(Token::accentSoft));
            painter.fillRect(0, y, accentBar, rowHeight_, color(Token::accent));
        }
        const ComparedRow& shown = text_->row(row);
        for (int side = 0; side < text_->sides(); ++side) {
            QRect rect = columnRect(side);
            rect.setTop(y);
            rect.setHeight(rowHeight_);
            paintSide(painter, shown.sides[static_cast<size_t>(side)], shown.differs, rect);
        }
    }
    if (text_->sides() == 2)
        painter.fillRect(columnRect(1).left(), 0, 1, viewport()->height(), color(Token::hair));
}

void PairedText::paintSide(QPainter& painter, const RowSide& side, bool differs, const QRect& rect) {
    const QRect area = rect.adjusted(1, 0, 0, 0);
    if (!side.there) { // the other side alone has this row
        if (differs) painter.fillRect(area, QBrush(color(Token::hair), Qt::BDiagPattern));
        return;
    }
    const QRect label(rect.left() + labelPadding, rect.top(), labelWidth_, rect.height());
    painter.setPen(color(Token::text2));
    painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, side.label);
    const int left = label.right() + 1 + labelPadding;
    const QRect room(left, rect.top(), rect.right() - left - 4, rect.height());
    if (!side.loaded) {
        painter.fillRect(room.left(), rect.center().y() - 3, room.width() * 3 / 5, 7, color(Token::skel));
        return;
    }
    painter.save();
    painter.setClipRect(room, Qt::IntersectClip);
    const QString text = side.tail.isEmpty() ? side.shown.text : side.shown.text + u' ' + side.tail;
    QTextLayout layout(text, painter.font());
    QVector<QTextLayout::FormatRange> formats;
    for (const auto& mark : side.shown.escapes)
        formats.push_back(colored(mark, Token::text2));
    for (const auto& mark : side.changes)
        formats.push_back(colored(mark, Token::warn));
    const TextMark tail{static_cast<int>(side.shown.text.size()) + 1, static_cast<int>(side.tail.size())};
    if (tail.length > 0) formats.push_back(colored(tail, side.tailChanged ? Token::warn : Token::text2));
    layout.setFormats(formats);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    layout.endLayout();
    const QPointF at(
        room.left() - horizontalScrollBar()->value(), rect.top() + (rect.height() - line.height()) / 2
    );
    RowSide marked = side;
    if (side.tailChanged) marked.changes.push_back(tail);
    paintMarks(painter, layout, marked, at);
    painter.setPen(color(Token::text));
    layout.draw(&painter, at);
    painter.restore();
}

void PairedText::paintMarks(QPainter& painter, const QTextLayout& layout, const RowSide& side, QPointF at) {
    const QTextLine line = layout.lineAt(0);
    const auto box = [&](const TextMark& mark) {
        const double from = line.cursorToX(mark.from), to = line.cursorToX(mark.from + mark.length);
        return QRectF(at.x() + from - 1, at.y(), to - from + 2, line.height());
    };
    if (!needle_.isEmpty()) {
        const auto sensitivity = exactCase_ ? Qt::CaseSensitive : Qt::CaseInsensitive;
        for (auto hit = side.shown.text.indexOf(needle_, 0, sensitivity); hit >= 0;
             hit = side.shown.text.indexOf(needle_, hit + needle_.size(), sensitivity)) {
            painter.setPen(color(Token::accent));
            painter.setBrush(color(Token::accentSoft));
            painter.drawRect(box({static_cast<int>(hit), static_cast<int>(needle_.size())}));
        }
    }
    for (const auto& mark : side.changes) {
        const QRectF area = box(mark);
        painter.fillRect(area, color(Token::warnBg));
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), color(Token::warn));
    }
}

} // namespace rarebit::views

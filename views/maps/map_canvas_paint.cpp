// SPDX-License-Identifier: GPL-3.0-or-later
// How a map is laid out and painted (design.md, sections 3 and 8).
#include "views/core/numbers.hpp"
#include "views/core/picture_file.hpp"
#include "views/core/theme.hpp"
#include "views/maps/map_canvas.hpp"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int pad = 12;
constexpr int topBarsHeight = 30, rightBarsWidth = 40, barGap = 4;
constexpr int lowestWithBars = 130;
constexpr int barWidth = 14, flatBarHeight = 10;
constexpr int longestName = 120;
constexpr int numberWidth = 46, numberHeight = 18; // of a tile that shows its value

// Values to colours through tables of 256.
class Paint {
public:
    Paint(const MapColors& colors, bool dark)
        : scale_(colors.scale), below_(colorMap(colors.kind, dark)),
          above_(colorMap(MapKind::outlierAbove, dark)) {
        linear_ = scale_.scale == MapScale::linear && scale_.high > scale_.low;
        if (linear_) perValue_ = 1 / (scale_.high - scale_.low);
        if (colors.kind != MapKind::outlierBelow || !colors.threshold) return;
        split_ = scale_.position(*colors.threshold);
        stepsBelow_ = split_ > 0 ? 255 / split_ : 0;
        stepsAbove_ = split_ < 1 ? 255 / (1 - split_) : 0;
    }
    QRgb at(double position) const {
        return position < split_ ? below_[step(position * stepsBelow_)]
                                 : above_[step((position - split_) * stepsAbove_)];
    }
    // Called for a million tiles.
    QRgb of(float value) const {
        return at(
            linear_ ? std::clamp((double(value) - scale_.low) * perValue_, 0.0, 1.0)
                    : scale_.position(double(value))
        );
    }

private:
    static size_t step(double at) { return std::min<size_t>(static_cast<size_t>(at + 0.5), 255); }
    ValueScale scale_;
    std::array<QRgb, 256> below_, above_;
    double split_ = 2; // position of the threshold; beyond 1: there is none
    double stepsBelow_ = 255, stepsAbove_ = 0, perValue_ = 0;
    bool linear_ = false;
};

QColor barColor(bool dark) {
    return QColor::fromRgb(colorMap(MapKind::outlierBelow, dark)[255]);
}

// 1, 2 or 5 times a power of ten, at least `smallest`.
double niceStep(double smallest) {
    const double ten = std::pow(10.0, std::floor(std::log10(smallest)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * ten >= smallest * (1 - 1e-9)) return factor * ten;
    return 10 * ten;
}

QString scaleName(const MapColors& colors) {
    switch (colors.scale.scale) {
    case MapScale::squareRoot:
        return MapCanvas::tr("square root");
    case MapScale::log:
        return MapCanvas::tr("log scale");
    case MapScale::linear:
        break;
    }
    return MapCanvas::tr("linear");
}

QString clippedText(double share) {
    if (std::isnan(share)) return {};
    if (share == 0) return MapCanvas::tr("0 % clipped");
    return MapCanvas::tr("%1 % clipped").arg(number(100 * share, 2));
}

void checkerboard(QPainter& painter, const QRectF& area, const QColor& a, const QColor& b) {
    constexpr int side = 8;
    painter.fillRect(area, a);
    for (int y = 0; y * side < area.height(); ++y)
        for (int x = y % 2; x * side < area.width(); x += 2)
            painter.fillRect(
                QRectF(area.left() + x * side, area.top() + y * side, side, side).intersected(area), b
            );
}

} // namespace

bool MapCanvas::keyboardFocus() const {
    QStyleOption option;
    option.initFrom(this);
    return hasFocus() && option.state & QStyle::State_KeyboardFocusChange;
}

// ---- Layout

int MapCanvas::neededLeftMargin() const {
    const QFontMetrics metrics(views::font(Text::caption));
    int widest = QFontMetrics(views::font(Text::captionMedium)).horizontalAdvance(rowAxis_.title);
    if (rowAxis_.names.isEmpty())
        widest = std::max(
            widest, metrics.horizontalAdvance(grouped(rowAxis_.first + std::max<qint64>(rows_, 1) - 1))
        );
    for (const auto& name : rowAxis_.names)
        widest = std::max(widest, std::min(metrics.horizontalAdvance(name), longestName));
    if (!letter_.isEmpty())
        widest += QFontMetrics(views::font(Text::heading)).horizontalAdvance(letter_) + 10;
    return pad + widest + 8;
}

// Names of columns stand upright where they are wider than their cells.
int MapCanvas::namesHeight() const {
    const QFontMetrics metrics(views::font(Text::caption));
    if (columnAxis_.names.isEmpty()) return metrics.height();
    int widest = 0;
    for (const auto& name : columnAxis_.names)
        widest = std::max(widest, metrics.horizontalAdvance(name));
    const double cell = geometry_.plot.width() / double(std::max<qint64>(columns_, 1));
    const bool numbers = widest <= 3 * metrics.horizontalAdvance(QLatin1Char('0'));
    return numbers || widest + 4 <= cell ? metrics.height() : std::min(widest + 4, longestName);
}

// A low map needs its height for the tiles.
bool MapCanvas::showsTopBars() const {
    return topBars_.shown && height() >= lowestWithBars;
}

int MapCanvas::heightFor(int plotHeight) {
    arrange();
    return static_cast<int>(std::ceil(geometry_.around)) + plotHeight;
}

void MapCanvas::arrange() {
    const QFontMetrics metrics(views::font(Text::caption));
    const int line = metrics.height();
    const bool right = barPlace_ == BarPlace::right;
    double x0 = std::max(leftMargin_, neededLeftMargin());
    double x1 = width() - pad;
    if (right) {
        int labels = metrics.horizontalAdvance(QStringLiteral("0.0000")) + 12; // also of the flag
        for (const double end : {colors_.scale.low, colors_.scale.high})
            labels = std::max(labels, metrics.horizontalAdvance(number(end, 3)));
        x1 -= labels + barGap + barWidth;
        geometry_.bar.setLeft(x1);
        geometry_.bar.setWidth(barWidth);
        x1 -= rightBars_.shown ? 20 : 14;
    }
    if (rightBars_.shown) {
        x1 -= rightBarsWidth;
        geometry_.right = QRectF(x1, 0, rightBarsWidth, 0);
        x1 -= barGap;
    }
    double y0 = showsTopBars() ? 8 + topBarsHeight + barGap : 8;
    const bool titled = !rowAxis_.title.isEmpty() || (right && !colors_.title.isEmpty()) ||
                        (rightBars_.shown && !rightBars_.title.isEmpty());
    if (titled) y0 = std::max<double>(y0, 8 + line + barGap);
    geometry_.plot = QRectF(x0, y0, std::max(1.0, x1 - x0), 1); // the width decides how names stand
    double y1 = height() - 6;
    if (barPlace_ == BarPlace::below) {
        y1 -= line + barGap + flatBarHeight;
        geometry_.bar = QRectF(x0, y1, std::max(1.0, x1 - x0), flatBarHeight);
        y1 -= 10;
    }
    if (columnAxis_.shown)
        y1 -= namesHeight() + 8 + (columnAxis_.title.isEmpty() ? 0 : line + 2);
    else if (right)
        y1 -= line + 2; // the words of the colour bar
    geometry_.around = y0 + height() - y1;
    geometry_.plot.setBottom(std::max(y0 + 1, y1));
    if (right) {
        geometry_.bar.setTop(y0);
        geometry_.bar.setBottom(geometry_.plot.bottom());
    }
    geometry_.right.setTop(y0);
    geometry_.right.setBottom(geometry_.plot.bottom());
    geometry_.top = QRectF(x0, y0 - barGap - topBarsHeight, geometry_.plot.width(), topBarsHeight);
    tilesStale_ = true;
}

QVector<MapCanvas::Tick>
MapCanvas::ticks(const MapAxis& axis, double low, double high, double pixels, int labelSize) const {
    QVector<Tick> out;
    const double perElement = pixels / std::max(high - low, 1e-9);
    if (!axis.names.isEmpty()) {
        const auto step = std::max<qint64>(1, static_cast<qint64>(std::ceil(labelSize / perElement)));
        for (qint64 i = 0; i < axis.names.size(); i += step)
            if (double(i) + 0.5 >= low && double(i) + 0.5 <= high)
                out.push_back({double(i) + 0.5, axis.names[i]});
        return out;
    }
    const double extent = high - low;
    double step = std::max(1.0, niceStep(labelSize / perElement));
    const bool whole = low == 0 && (&axis == &rowAxis_ ? high == double(rows_) : high == double(columns_));
    const auto quarter = static_cast<qint64>(extent) / 4;
    if (whole && static_cast<qint64>(extent) % 4 == 0 && quarter > 0 &&
        double(quarter) * perElement >= labelSize)
        step = double(quarter);
    for (double at = std::ceil(low / step) * step; at + 0.5 <= high; at += step) {
        if (whole && (high - 1 - at) * perElement < labelSize) break;
        out.push_back({at + 0.5, grouped(axis.first + static_cast<qint64>(at))});
    }
    if (whole && high >= 1) out.push_back({high - 0.5, grouped(axis.first + static_cast<qint64>(high) - 1)});
    return out;
}

// ---- Tiles

void MapCanvas::refreshImage() {
    refreshTiles();
    if (!imageStale_) return;
    imageStale_ = false;
    const MapGrid& grid = tiles_.grid;
    if (grid.empty()) {
        image_ = {};
        return;
    }
    if (image_.width() != grid.columns || image_.height() != grid.rows)
        image_ = QImage(
            static_cast<int>(grid.columns), static_cast<int>(grid.rows), QImage::Format_ARGB32_Premultiplied
        );
    const Paint paint(colors_, dark());
    for (int row = 0; row < image_.height(); ++row) {
        auto* to = reinterpret_cast<QRgb*>(image_.scanLine(row));
        const float* from = grid.values.data() + qint64(row) * grid.columns;
        for (int column = 0; column < image_.width(); ++column)
            to[column] = std::isnan(from[column]) ? qRgba(0, 0, 0, 0) : paint.of(from[column]);
    }
}

void MapCanvas::paintTiles(QPainter& painter) {
    const QRectF& plot = geometry_.plot;
    painter.save();
    painter.setClipRect(plot);
    if (image_.isNull()) {
        painter.fillRect(plot, ink(Token::skel));
    } else {
        if (holes_) checkerboard(painter, plot, ink(Token::checkerA), ink(Token::checkerB));
        const double sx = plot.width() / window_.width(), sy = plot.height() / window_.height();
        const QRectF target(
            plot.left() + (tiles_.area.left() - window_.left()) * sx,
            plot.top() + (tiles_.area.top() - window_.top()) * sy,
            tiles_.area.width() * sx,
            tiles_.area.height() * sy
        );
        painter.drawImage(target, image_);
        paintMarks(painter);
        paintCellTexts(painter);
        if (!zoomable_) { // gaps between the cells of a small grid
            painter.setPen(QPen(ink(Token::pane), 1));
            for (qint64 row = 1; row < rows_ && sy >= 4; ++row)
                painter.drawLine(
                    QPointF(plot.left(), plot.top() + double(row) * sy),
                    QPointF(plot.right(), plot.top() + double(row) * sy)
                );
            for (qint64 column = 1; column < columns_ && sx >= 4; ++column)
                painter.drawLine(
                    QPointF(plot.left() + double(column) * sx, plot.top()),
                    QPointF(plot.left() + double(column) * sx, plot.bottom())
                );
        }
        paintNumbers(painter);
    }
    painter.restore();
    painter.setPen(QPen(ink(Token::axis), 1));
    if (zoomable_) painter.drawRect(plot.adjusted(-0.5, -0.5, 0.5, 0.5));
}

// Cells that have no value (yet).
void MapCanvas::paintMarks(QPainter& painter) {
    for (size_t i = 0; i < marks_.size(); ++i) {
        if (marks_[i] == CellMark::value) continue;
        const auto cell = static_cast<qint64>(i);
        painter.fillRect(
            pixelsOf({.frame = 0, .row = cell / columns_, .column = cell % columns_, .rows = 1, .columns = 1}
            ),
            color(marks_[i] == CellMark::pending ? Token::skel : Token::pane)
        );
    }
}

// Ink or paper, whichever stands out: the colours of a map are no colours of the theme.
QColor MapCanvas::contrast(float value) const {
    return qGray(Paint(colors_, dark()).of(value)) > 128 ? Qt::black : Qt::white;
}

void MapCanvas::paintCellTexts(QPainter& painter) {
    if (cellTexts_.isEmpty() || columns_ <= 0) return;
    painter.setFont(views::font(Text::caption));
    const QFontMetrics metrics(painter.font());
    for (qsizetype i = 0; i < cellTexts_.size(); ++i) {
        const QRectF cell =
            pixelsOf({.frame = 0, .row = i / columns_, .column = i % columns_, .rows = 1, .columns = 1});
        if (cell.height() < metrics.height() || cell.width() < numberWidth) continue;
        const bool pending = !marks_.empty() && marks_[static_cast<size_t>(i)] != CellMark::value;
        const float value = tiles_.grid.at(i / columns_, i % columns_);
        painter.setPen(pending || std::isnan(value) ? ink(Token::text2) : contrast(value));
        painter.drawText(
            cell.adjusted(4, 0, -4, 0),
            Qt::AlignCenter,
            metrics.elidedText(cellTexts_[i], Qt::ElideMiddle, static_cast<int>(cell.width()) - 8)
        );
    }
}

// Single elements that are large enough show their value.
void MapCanvas::paintNumbers(QPainter& painter) {
    if (!zoomable_ || tiles_.rowSpan != 1 || tiles_.columnSpan != 1) return;
    const QRectF one = pixelsOf({.frame = 0, .row = 0, .column = 0, .rows = 1, .columns = 1});
    if (one.width() < numberWidth || one.height() < numberHeight) return;
    painter.setFont(views::font(Text::dense));
    const QFontMetrics metrics(painter.font());
    for (qint64 r = 0; r < tiles_.grid.rows; ++r)
        for (qint64 c = 0; c < tiles_.grid.columns; ++c) {
            const float value = tiles_.grid.at(r, c);
            if (std::isnan(value)) continue;
            const QRectF cell = pixelsOf(
                {.frame = 0,
                 .row = static_cast<qint64>(tiles_.area.top()) + r,
                 .column = static_cast<qint64>(tiles_.area.left()) + c,
                 .rows = 1,
                 .columns = 1}
            );
            QString text = number(value, 3);
            for (int digits = 2; digits > 0 && metrics.horizontalAdvance(text) + 4 > cell.width(); --digits)
                text = number(value, digits);
            painter.setPen(contrast(value));
            painter.drawText(cell, Qt::AlignCenter, text);
        }
}

// ---- Around the tiles

void MapCanvas::paintAxes(QPainter& painter) {
    const QRectF& plot = geometry_.plot;
    const QFontMetrics metrics(views::font(Text::caption));
    const int line = metrics.height();
    painter.setFont(views::font(Text::caption));
    if (rowAxis_.shown) {
        painter.setPen(ink(Token::text2));
        const double scale = plot.height() / window_.height();
        for (const auto& tick : ticks(rowAxis_, window_.top(), window_.bottom(), plot.height(), line + 8)) {
            const double y = plot.top() + (tick.at - window_.top()) * scale;
            const QString text = metrics.elidedText(tick.text, Qt::ElideMiddle, longestName);
            painter.drawText(
                QRectF(0, y - line, plot.left() - 8, 2 * line), Qt::AlignRight | Qt::AlignVCenter, text
            );
        }
        painter.setFont(views::font(Text::captionMedium));
        painter.setPen(ink(Token::text));
        painter.drawText(
            QRectF(pad, plot.top() - barGap - line - (showsTopBars() ? 12 : 2), plot.left() + 60, line + 2),
            Qt::AlignLeft | Qt::AlignVCenter,
            rowAxis_.title
        );
    }
    if (!letter_.isEmpty()) {
        painter.setFont(views::font(Text::heading));
        painter.setPen(ink(Token::text));
        painter.drawText(
            QRectF(pad, plot.top(), plot.left(), plot.height()), Qt::AlignLeft | Qt::AlignVCenter, letter_
        );
    }
    if (!columnAxis_.shown) return;
    painter.setFont(views::font(Text::caption));
    painter.setPen(ink(Token::text2));
    const int height = namesHeight();
    const bool upright = height > line;
    int widest = 0;
    if (columnAxis_.names.isEmpty())
        widest = metrics.horizontalAdvance(grouped(columnAxis_.first + columns_)) + 16;
    for (const auto& name : columnAxis_.names)
        widest = std::max(widest, upright ? line : metrics.horizontalAdvance(name) + 4);
    const double scale = plot.width() / window_.width();
    for (const auto& tick : ticks(columnAxis_, window_.left(), window_.right(), plot.width(), widest)) {
        const double x = plot.left() + (tick.at - window_.left()) * scale;
        if (upright) {
            painter.save();
            painter.translate(x, plot.bottom() + 6 + height);
            painter.rotate(-90);
            painter.drawText(
                QRectF(0, -line, height, 2 * line),
                Qt::AlignRight | Qt::AlignVCenter,
                metrics.elidedText(tick.text, Qt::ElideMiddle, height)
            );
            painter.restore();
        } else {
            painter.drawText(QRectF(x - 100, plot.bottom() + 5, 200, line), Qt::AlignHCenter, tick.text);
        }
    }
    const QFontMetrics medium(views::font(Text::captionMedium));
    const QString unit = columnAxis_.unit.isEmpty() ? QString() : QStringLiteral(", ") + columnAxis_.unit;
    const double y = plot.bottom() + 5 + height + 2;
    painter.drawText(QRectF(plot.left(), y, plot.width(), line), Qt::AlignRight, unit);
    painter.setFont(views::font(Text::captionMedium));
    painter.setPen(ink(Token::text));
    painter.drawText(
        QRectF(plot.left(), y, plot.width() - metrics.horizontalAdvance(unit), line),
        Qt::AlignRight,
        columnAxis_.title
    );
}

// The value of a bar beside (or above) tile number `tile`.
float MapCanvas::marginValue(const MapMargin& margin, bool ofRows, qint64 tile) const {
    if (margin.values.empty())
        return (ofRows ? strongestRows_ : strongestColumns_)[static_cast<size_t>(tile)];
    float out = std::nanf("");
    const auto first = static_cast<qint64>(ofRows ? tiles_.area.top() : tiles_.area.left());
    const qint64 span = ofRows ? tiles_.rowSpan : tiles_.columnSpan;
    for (qint64 i = first + tile * span; i < first + (tile + 1) * span; ++i)
        if (i >= 0 && i < static_cast<qint64>(margin.values.size()))
            out = strongest(out, margin.values[static_cast<size_t>(i)]);
    return out;
}

void MapCanvas::paintMargin(QPainter& painter, const MapMargin& margin, const QRectF& area, bool ofRows) {
    if (!margin.shown || tiles_.grid.empty()) return;
    const QFontMetrics metrics(views::font(Text::caption));
    const qint64 count = ofRows ? tiles_.grid.rows : tiles_.grid.columns;
    std::vector<float> values(static_cast<size_t>(count));
    float most = 0;
    for (qint64 i = 0; i < count; ++i) {
        const float value = values[static_cast<size_t>(i)] = marginValue(margin, ofRows, i);
        if (std::isfinite(value)) most = std::max(most, value);
    }
    // Bars of given values run from 0 to their largest; those of drawn values follow the colours' scale.
    const bool given = !margin.values.empty();
    const double threshold = given ? margin.threshold : colors_.threshold.value_or(std::nan(""));
    if (given)
        most = std::max(most, *std::ranges::max_element(margin.values, [](float a, float b) {
                            return !(a >= b) && !std::isnan(b);
                        }));
    const QColor plain = barColor(dark()), beyond = Theme::get().series(1, dark()).color;
    painter.save();
    painter.setClipRect(area);
    const QRectF& plot = geometry_.plot;
    const double scale = ofRows ? plot.height() / window_.height() : plot.width() / window_.width();
    const double origin = ofRows ? plot.top() + (tiles_.area.top() - window_.top()) * scale
                                 : plot.left() + (tiles_.area.left() - window_.left()) * scale;
    const double side = double(ofRows ? tiles_.rowSpan : tiles_.columnSpan) * scale;
    const double thick = side >= 3 ? side - 1 : side;
    for (qint64 i = 0; i < count; ++i) {
        const double value = double(values[static_cast<size_t>(i)]);
        if (!(value > 0)) continue;
        const double share = given ? (most > 0 ? value / double(most) : 0) : colors_.scale.position(value);
        const double length = std::max(1.0, share * (ofRows ? area.width() : area.height()));
        const double at = origin + double(i) * side;
        const QRectF bar = ofRows ? QRectF(area.left(), at, length, thick)
                                  : QRectF(at, area.bottom() - length, thick, length);
        painter.fillRect(bar, value >= threshold ? beyond : plain);
    }
    painter.restore();
    if (ofRows && !margin.title.isEmpty()) {
        painter.setFont(views::font(Text::caption));
        painter.setPen(ink(Token::text2));
        painter.drawText(
            QRectF(area.left(), area.top() - barGap - metrics.height(), 90, metrics.height()),
            Qt::AlignLeft,
            margin.title
        );
    }
}

void MapCanvas::paintBar(QPainter& painter) {
    if (barPlace_ == BarPlace::none) return;
    const QRectF& bar = geometry_.bar;
    const bool flat = barPlace_ == BarPlace::below;
    const Paint paint(colors_, dark());
    const int steps = static_cast<int>(flat ? bar.width() : bar.height());
    for (int i = 0; i < steps; ++i) {
        const double share = (i + 0.5) / steps;
        painter.fillRect(
            flat ? QRectF(bar.left() + i, bar.top(), 1, bar.height())
                 : QRectF(bar.left(), bar.bottom() - i - 1, bar.width(), 1),
            QColor::fromRgb(paint.at(share))
        );
    }
    painter.setPen(QPen(ink(Token::axis), 1));
    painter.drawRect(bar.adjusted(-0.5, -0.5, 0.5, 0.5));

    const QFontMetrics metrics(views::font(Text::caption));
    const int line = metrics.height();
    painter.setFont(views::font(Text::caption));
    painter.setPen(ink(Token::text2));
    const ValueScale& scale = colors_.scale;
    const QString unit = colors_.unit.isEmpty() ? QString() : QStringLiteral(" ") + colors_.unit;
    if (flat) {
        const QRectF labels(bar.left(), bar.bottom() + barGap, bar.width(), line);
        const QString low = number(scale.low, 3), high = number(scale.high, 3) + unit;
        painter.drawText(labels, Qt::AlignLeft, low);
        painter.drawText(labels, Qt::AlignRight, high);
        QString words = scaleName(colors_);
        if (const QString clipped = clippedText(colors_.clippedShare); !clipped.isEmpty())
            words += QStringLiteral(", ") + clipped;
        const int ends = std::max(metrics.horizontalAdvance(low), metrics.horizontalAdvance(high));
        if (metrics.horizontalAdvance(words) + 2 * ends + 16 > labels.width()) words = scaleName(colors_);
        painter.drawText(labels, Qt::AlignHCenter, words);
        return;
    }
    // Ends always; between them what leaves room for all, the flag included.
    QVector<double> values{scale.low, scale.high};
    const auto room = [&](double value) {
        return std::ranges::all_of(values, [&](double other) {
            return std::abs(barPosition(value) - barPosition(other)) >= line + 2;
        });
    };
    if (colors_.threshold) {
        // The flag hides the end that it covers.
        values.removeIf([&](double end) {
            return std::abs(barPosition(end) - barPosition(*colors_.threshold)) < line;
        });
        values.push_back(*colors_.threshold);
    }
    if (scale.high > scale.low) {
        if (scale.scale == MapScale::log) {
            const double first = scale.low > 0 ? scale.low : scale.high * 1e-6;
            for (double at = std::pow(10, std::ceil(std::log10(first))); at < scale.high; at *= 10)
                if (room(at)) values.push_back(at);
        } else {
            const double step = niceStep((scale.high - scale.low) * 28 / std::max(28.0, bar.height()));
            for (double at = std::ceil(scale.low / step) * step; at < scale.high; at += step)
                if (room(at)) values.push_back(std::abs(at) < step / 2 ? 0 : at);
        }
    }
    for (const double value : values) {
        if (colors_.threshold && value == *colors_.threshold) continue;
        painter.drawText(
            QRectF(bar.right() + barGap, barPosition(value) - line, 60, 2 * line),
            Qt::AlignLeft | Qt::AlignVCenter,
            number(value, 3)
        );
    }
    painter.drawText(
        QRectF(bar.left() - 60, bar.top() - barGap - line, width() - bar.left() + 60 - pad + 4, line),
        Qt::AlignRight,
        colors_.title + unit
    );
    const double wordsLeft = geometry_.plot.right() + (rightBars_.shown ? 24 : 2);
    const QRectF words(wordsLeft, bar.bottom() + 5, width() - wordsLeft - pad + 4, line);
    const QString clipped = clippedText(colors_.clippedShare);
    if (columnAxis_.shown && !columnAxis_.title.isEmpty()) {
        painter.drawText(words, Qt::AlignRight, scaleName(colors_));
        painter.drawText(words.translated(0, line + 2), Qt::AlignRight, clipped);
    } else {
        const QString both =
            clipped.isEmpty() ? scaleName(colors_) : scaleName(colors_) + QStringLiteral(", ") + clipped;
        painter.drawText(QRectF(0, words.top(), words.right(), line), Qt::AlignRight, both);
    }
    if (!colors_.threshold) return;
    const double y = barPosition(*colors_.threshold);
    painter.setPen(QPen(ink(Token::accent), 2));
    painter.drawLine(QPointF(bar.left() - 4, y), QPointF(bar.right() + 2, y));
    QPainterPath flag;
    const double left = bar.right() + 2, high = line + 2;
    const double wide = metrics.horizontalAdvance(number(*colors_.threshold, 3)) + 12;
    flag.moveTo(left, y);
    flag.lineTo(left + 6, y - high / 2);
    flag.lineTo(left + wide + 4, y - high / 2);
    flag.lineTo(left + wide + 4, y + high / 2);
    flag.lineTo(left + 6, y + high / 2);
    flag.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(flag, ink(Token::accent));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(ink(Token::onAccent));
    painter.setFont(views::font(Text::captionMedium));
    painter.drawText(
        QRectF(left + 5, y - high / 2, wide, high), Qt::AlignCenter, number(*colors_.threshold, 3)
    );
}

void MapCanvas::paintFrames(QPainter& painter) {
    const QRectF& plot = geometry_.plot;
    if (cursorColumn_ >= 0) {
        const QRectF at = pixelsOf({.frame = 0, .row = 0, .column = cursorColumn_, .rows = 1, .columns = 1});
        if (at.right() >= plot.left() && at.left() <= plot.right())
            painter.fillRect(QRectF(at.center().x() - 1, plot.top(), 2, plot.height()), ink(Token::accent));
    }
    if (!selection_.empty()) {
        QRectF frame = pixelsOf(selection_);
        // A small one is drawn around what it marks.
        const double grow = std::min(frame.width(), frame.height()) < 10 ? 2 : 0;
        frame.adjust(-grow, -grow, grow, grow);
        painter.save();
        painter.setClipRect(plot.adjusted(-3, -3, 3, 3));
        painter.setPen(QPen(ink(Token::pane), 4));
        painter.drawRect(frame);
        painter.setPen(QPen(ink(Token::accent), 2));
        painter.drawRect(frame);
        painter.restore();
    }
    if (drag_ == Drag::box && moved_) {
        const QRectF box = QRectF(pressed_, pointer_).normalized().intersected(plot);
        QColor fill = ink(Token::accent);
        fill.setAlphaF(0.12F);
        painter.fillRect(box, fill);
        QPen pen(ink(Token::accent), 1);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.drawRect(box);
    }
    if (keyboardFocus()) {
        painter.setPen(QPen(ink(Token::accent), 2));
        painter.drawRect(plot.adjusted(-2, -2, 2, 2));
    }
}

void MapCanvas::paintReadout(QPainter& painter) {
    if (!pointerIn_ || drag_ != Drag::none || tiles_.grid.empty()) return;
    const QStringList lines = readout_(probe(tileAt(pointer_)));
    if (lines.isEmpty()) return;
    painter.setFont(views::font(Text::number));
    const QFontMetrics metrics(views::font(Text::number));
    int wide = 0;
    for (const auto& text : lines)
        wide = std::max(wide, metrics.horizontalAdvance(text));
    QRectF card(0, 0, wide + 16, metrics.lineSpacing() * lines.size() + 12);
    card.moveTopLeft(pointer_ + QPointF(14, 14));
    if (card.right() > width()) card.moveRight(pointer_.x() - 14);
    if (card.bottom() > height()) card.moveBottom(pointer_.y() - 14);
    card.moveLeft(std::max(0.0, card.left()));
    card.moveTop(std::max(0.0, card.top()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink(Token::tip));
    painter.drawRoundedRect(card, 6, 6);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(ink(Token::tipText));
    for (qsizetype i = 0; i < lines.size(); ++i)
        painter.drawText(
            QRectF(
                card.left() + 8,
                card.top() + 6 + double(i) * metrics.lineSpacing(),
                wide,
                metrics.lineSpacing()
            ),
            Qt::AlignLeft | Qt::AlignVCenter,
            lines[i]
        );
}

void MapCanvas::paintAll(QPainter& painter) {
    if (rows_ <= 0 || columns_ <= 0) return;
    refreshImage();
    paintTiles(painter);
    if (showsTopBars()) paintMargin(painter, topBars_, geometry_.top, false);
    paintMargin(painter, rightBars_, geometry_.right, true);
    paintAxes(painter);
    paintBar(painter);
    paintFrames(painter);
}

void MapCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintAll(painter);
    paintReadout(painter);
}

// ---- Files: always in the light theme

bool MapCanvas::dark() const {
    return !inFile_ && Theme::get().dark();
}
QColor MapCanvas::ink(Token token) const {
    return Theme::get().color(token, dark());
}

void MapCanvas::paintFigure(QPainter& painter) {
    inFile_ = imageStale_ = true;
    painter.fillRect(rect(), ink(Token::pane));
    paintAll(painter);
    inFile_ = false;
    imageStale_ = true;
}

Status MapCanvas::exportFigure(const QString& path, const QString& title) {
    return writePicture(path, size(), title, [this](QPainter& painter) { paintFigure(painter); });
}

} // namespace rarebit::views

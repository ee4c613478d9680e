// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/map_canvas.hpp"

#include "views/core/numbers.hpp"
#include "views/core/theme.hpp"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr double smallestWindow = 4; // elements along a side
constexpr double zoomStep = 1.25;    // of a key or a notch of the wheel
constexpr qint64 wheelPause = 350;   // ms without a notch before the wheel leaves a level
constexpr int thresholdSteps = 40;   // along the colour bar

Region unite(const Region& a, const Region& b) {
    Region out;
    out.row = std::min(a.row, b.row);
    out.column = std::min(a.column, b.column);
    out.rows = std::max(a.row + a.rows, b.row + b.rows) - out.row;
    out.columns = std::max(a.column + a.columns, b.column + b.columns) - out.column;
    return out;
}

QStringList plainReadout(const MapProbe& probe) {
    const auto range = [](qint64 first, qint64 count) {
        return count == 1 ? grouped(first)
                          : QStringLiteral("%1–%2").arg(grouped(first), grouped(first + count - 1));
    };
    return {
        MapCanvas::tr("row %1, column %2")
            .arg(range(probe.row, probe.rows), range(probe.column, probe.columns)),
        number(probe.value)};
}

} // namespace

MapCanvas::MapCanvas(QWidget* parent) : QWidget(parent), readout_(plainReadout) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Map"));
    connect(&Theme::get(), &Theme::changed, this, [this] {
        imageStale_ = true;
        arrange();
        update();
    });
}

void MapCanvas::setExtent(qint64 rows, qint64 columns) {
    rows_ = rows;
    columns_ = columns;
    layers_.clear();
    marks_.clear();
    cellTexts_.clear();
    selection_ = {};
    window_ = everything();
    drag_ = Drag::none;
    tilesStale_ = true;
    arrange();
    update();
}
void MapCanvas::setLayers(QVector<MapLayer> layers) {
    layers_ = std::move(layers);
    tilesStale_ = true;
    update();
}
void MapCanvas::setColors(const MapColors& colors) {
    colors_ = colors;
    imageStale_ = true;
    arrange();
    update();
}
void MapCanvas::setRowAxis(const MapAxis& axis) {
    rowAxis_ = axis;
    arrange();
    update();
}
void MapCanvas::setColumnAxis(const MapAxis& axis) {
    columnAxis_ = axis;
    arrange();
    update();
}
void MapCanvas::setTopBars(const MapMargin& margin) {
    topBars_ = margin;
    arrange();
    update();
}
void MapCanvas::setRightBars(const MapMargin& margin) {
    rightBars_ = margin;
    arrange();
    update();
}
void MapCanvas::setBarPlace(BarPlace place) {
    barPlace_ = place;
    arrange();
    update();
}
void MapCanvas::setTilePixels(double pixels) {
    tilePixels_ = pixels;
    tilesStale_ = true;
    update();
}
void MapCanvas::setZoomable(bool on) {
    zoomable_ = on;
}
void MapCanvas::setMarks(std::vector<CellMark> marks) {
    marks_ = std::move(marks);
    update();
}
void MapCanvas::setCellTexts(const QStringList& texts) {
    cellTexts_ = texts;
    update();
}
int MapCanvas::tilesBeyond(double value) {
    refreshTiles();
    return static_cast<int>(std::ranges::count_if(tiles_.grid.values, [&](float tile) {
        return double(tile) >= value;
    }));
}
void MapCanvas::setCursorColumn(qint64 column) {
    if (std::exchange(cursorColumn_, column) != column) update();
}
void MapCanvas::setLeftMargin(int pixels) {
    if (std::exchange(leftMargin_, pixels) == pixels) return;
    arrange();
    update();
}
void MapCanvas::setLetter(const QString& letter) {
    letter_ = letter;
    arrange();
    update();
}
void MapCanvas::setReadout(std::function<QStringList(const MapProbe&)> readout) {
    readout_ = std::move(readout);
}

QSizeF MapCanvas::fitting(QSizeF size) const {
    return {
        std::clamp(size.width(), std::min(smallestWindow, double(columns_)), double(columns_)),
        std::clamp(size.height(), std::min(smallestWindow, double(rows_)), double(rows_))};
}

void MapCanvas::setWindow(const QRectF& wanted) {
    QRectF next(wanted.topLeft(), fitting(wanted.size()));
    next.moveLeft(std::clamp(next.left(), 0.0, double(columns_) - next.width()));
    next.moveTop(std::clamp(next.top(), 0.0, double(rows_) - next.height()));
    if (next == window_) return;
    window_ = next;
    tilesStale_ = true;
    update();
    emit windowChanged();
}

QSize MapCanvas::tileSpan() const {
    return {static_cast<int>(tiles_.columnSpan), static_cast<int>(tiles_.rowSpan)};
}

void MapCanvas::setSelection(const Region& region) {
    if (selection_ == region) return;
    selection_ = region;
    if (!region.empty()) bringIntoView(region);
    update();
}

const MapLayer* MapCanvas::drawnLayer() const {
    const QRectF all = everything();
    for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer)
        if (layer->data && layer->area().contains(window_.intersected(all))) return &*layer;
    return layers_.isEmpty() ? nullptr : &layers_.front();
}

MapProbe MapCanvas::probe(const Region& region) const {
    MapProbe out{region.row, region.column, region.rows, region.columns};
    const QRectF area(double(region.column), double(region.row), double(region.columns), double(region.rows));
    for (const auto& layer : layers_) {
        if (!layer.data || !layer.area().contains(area)) continue;
        // Later layers are finer.
        const MapTiles cells = tilesOf(layer, area, QSizeF(256, 256), 1);
        out.value = std::nanf("");
        for (const float value : cells.grid.values)
            out.value = strongest(out.value, value);
    }
    return out;
}

void MapCanvas::refreshTiles() {
    if (!tilesStale_) return;
    tilesStale_ = false;
    imageStale_ = true;
    tiles_ = {};
    if (const MapLayer* layer = drawnLayer())
        tiles_ = tilesOf(*layer, window_, geometry_.plot.size(), zoomable_ ? tilePixels_ : 0);
    const MapGrid& grid = tiles_.grid;
    holes_ = false;
    strongestRows_.assign(static_cast<size_t>(grid.rows), std::nanf(""));
    strongestColumns_.assign(static_cast<size_t>(grid.columns), std::nanf(""));
    for (qint64 row = 0; row < grid.rows; ++row) {
        const float* from = grid.values.data() + row * grid.columns;
        float most = std::nanf("");
        for (qint64 column = 0; column < grid.columns; ++column) {
            const float size = std::abs(from[column]);
            float& above = strongestColumns_[static_cast<size_t>(column)];
            holes_ = holes_ || std::isnan(size);
            if (!(most >= size)) most = strongest(most, size);
            if (!(above >= size)) above = strongest(above, size);
        }
        strongestRows_[static_cast<size_t>(row)] = most;
    }
}

QPointF MapCanvas::elementAt(QPointF pixel) const {
    const QRectF& plot = geometry_.plot;
    return {
        window_.left() + (pixel.x() - plot.left()) / plot.width() * window_.width(),
        window_.top() + (pixel.y() - plot.top()) / plot.height() * window_.height()};
}

QRectF MapCanvas::pixelsOf(const Region& region) const {
    const QRectF& plot = geometry_.plot;
    const double sx = plot.width() / window_.width(), sy = plot.height() / window_.height();
    return {
        plot.left() + (double(region.column) - window_.left()) * sx,
        plot.top() + (double(region.row) - window_.top()) * sy,
        double(region.columns) * sx,
        double(region.rows) * sy};
}

Region MapCanvas::tileAt(QPointF pixel) const {
    if (tiles_.grid.empty()) return {};
    const QPointF at = elementAt(pixel);
    const auto snap = [](double element, double origin, qint64 span, qint64 extent) {
        const auto first = static_cast<qint64>(origin);
        const auto steps = static_cast<qint64>(std::floor((element - origin) / double(span)));
        const qint64 begin = std::clamp<qint64>(first + steps * span, 0, extent - 1);
        return std::pair{begin, std::min(span, extent - begin)};
    };
    const auto [row, rows] = snap(at.y(), tiles_.area.top(), tiles_.rowSpan, rows_);
    const auto [column, columns] = snap(at.x(), tiles_.area.left(), tiles_.columnSpan, columns_);
    return {.frame = 0, .row = row, .column = column, .rows = rows, .columns = columns};
}

void MapCanvas::zoom(double factor, QPointF at) {
    const QPointF fixed = elementAt(at);
    const QSizeF size = fitting(window_.size() / factor);
    const double sx = size.width() / window_.width(), sy = size.height() / window_.height();
    setWindow(
        {fixed.x() - (fixed.x() - window_.left()) * sx,
         fixed.y() - (fixed.y() - window_.top()) * sy,
         size.width(),
         size.height()}
    );
}

void MapCanvas::bringIntoView(const Region& region) {
    QRectF next = window_;
    const double left = double(region.column), right = left + double(region.columns);
    const double top = double(region.row), bottom = top + double(region.rows);
    if (left < next.left() || right - left > next.width())
        next.moveLeft(left);
    else if (right > next.right())
        next.moveRight(right);
    if (top < next.top() || bottom - top > next.height())
        next.moveTop(top);
    else if (bottom > next.bottom())
        next.moveBottom(bottom);
    setWindow(next);
}

void MapCanvas::choose(const Region& region) {
    if (region.empty()) return;
    selection_ = region;
    say(region);
    update();
    emit selected(region);
}

void MapCanvas::say(const Region& region) {
    const QString text = readout_(probe(region)).join(QStringLiteral(", "));
    setAccessibleDescription(text);
    emit probed(text);
}

void MapCanvas::moveSelection(int rows, int columns, bool resize) {
    refreshTiles();
    if (tiles_.grid.empty()) return;
    const qint64 rowSpan = tiles_.rowSpan, columnSpan = tiles_.columnSpan;
    Region next = selection_;
    if (next.empty()) {
        next = tileAt(geometry_.plot.center());
    } else if (resize) {
        next.rows = std::clamp(next.rows + rows * rowSpan, std::min(rowSpan, rows_), rows_ - next.row);
        next.columns = std::clamp(
            next.columns + columns * columnSpan, std::min(columnSpan, columns_), columns_ - next.column
        );
    } else {
        const auto move = [](qint64 at, qint64 steps, qint64 span, qint64 extent) {
            return std::clamp<qint64>((at / span + steps) * span, 0, (extent - 1) / span * span);
        };
        next.row = move(next.row, rows, rowSpan, rows_);
        next.column = move(next.column, columns, columnSpan, columns_);
        next.rows = std::min(rowSpan, rows_ - next.row);
        next.columns = std::min(columnSpan, columns_ - next.column);
    }
    bringIntoView(next);
    choose(next);
}

// ---- Colour bar

double MapCanvas::barPosition(double value) const {
    const double share = std::clamp(colors_.scale.position(value), 0.0, 1.0);
    const QRectF& bar = geometry_.bar;
    return barPlace_ == BarPlace::below ? bar.left() + share * bar.width()
                                        : bar.bottom() - share * bar.height();
}

double MapCanvas::valueOfBar(QPointF pixel) const {
    const QRectF& bar = geometry_.bar;
    const double wanted = barPlace_ == BarPlace::below ? (pixel.x() - bar.left()) / bar.width()
                                                       : (bar.bottom() - pixel.y()) / bar.height();
    // The scale has no inverse of its own; positions rise with values.
    double low = colors_.scale.low, high = colors_.scale.high;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (colors_.scale.position(middle) < wanted ? low : high) = middle;
    }
    return (low + high) / 2;
}

bool MapCanvas::onFlag(QPointF pixel) const {
    if (!colors_.threshold || barPlace_ != BarPlace::right) return false;
    return geometry_.bar.adjusted(-8, -8, 40, 8).contains(pixel);
}

void MapCanvas::nudgeThreshold(int steps) {
    if (!colors_.threshold) return;
    const QRectF& bar = geometry_.bar;
    const double at = barPosition(*colors_.threshold) - steps * bar.height() / thresholdSteps;
    const double value = valueOfBar({bar.center().x(), std::clamp(at, bar.top(), bar.bottom())});
    colors_.threshold = value;
    imageStale_ = true;
    update();
    emit thresholdDragged(value);
    emit thresholdChosen(value);
}

// ---- Input

void MapCanvas::wheelEvent(QWheelEvent* event) {
    const int notches = event->angleDelta().y();
    if (notches == 0 || rows_ == 0) return event->ignore();
    event->accept();
    const bool paused = !lastWheel_.isValid() || lastWheel_.elapsed() > wheelPause;
    lastWheel_.start();
    if (notches < 0 && (!zoomable_ || showsEverything())) {
        if (paused) emit left();
        return;
    }
    if (!zoomable_) {
        if (paused && geometry_.plot.contains(event->position())) {
            choose(tileAt(event->position()));
            emit activated(selection_);
        }
        return;
    }
    zoom(std::pow(zoomStep, notches / 120.0), event->position());
}

void MapCanvas::mousePressEvent(QMouseEvent* event) {
    pressed_ = event->position();
    pressedWindow_ = window_;
    moved_ = false;
    drag_ = Drag::none;
    if (event->button() == Qt::LeftButton && onFlag(pressed_)) {
        drag_ = Drag::threshold;
        mouseMoveEvent(event);
    } else if (geometry_.plot.contains(pressed_)) {
        const bool box = event->button() == Qt::LeftButton &&
                         (showsEverything() || (event->modifiers() & Qt::ShiftModifier));
        if (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton)
            drag_ = box ? Drag::box : Drag::pan;
    }
}

void MapCanvas::mouseMoveEvent(QMouseEvent* event) {
    pointer_ = event->position();
    pointerIn_ = geometry_.plot.contains(pointer_);
    if ((pointer_ - pressed_).manhattanLength() >= 4) moved_ = true;
    if (drag_ == Drag::threshold) {
        const QRectF& bar = geometry_.bar;
        colors_.threshold = valueOfBar({pointer_.x(), std::clamp(pointer_.y(), bar.top(), bar.bottom())});
        imageStale_ = true;
        emit thresholdDragged(*colors_.threshold);
    } else if (drag_ == Drag::pan && moved_) {
        const QPointF by = pointer_ - pressed_;
        const QRectF& plot = geometry_.plot;
        setWindow(pressedWindow_.translated(
            -by.x() / plot.width() * window_.width(), -by.y() / plot.height() * window_.height()
        ));
        setCursor(Qt::ClosedHandCursor);
    } else if (drag_ == Drag::none) {
        setCursor(onFlag(pointer_) ? Qt::SizeVerCursor : Qt::ArrowCursor);
    }
    if (pointerIn_ && !tiles_.grid.empty()) {
        const Region tile = tileAt(pointer_);
        say(tile);
        emit columnPointed(tile.column);
    } else {
        emit probed({});
        emit columnPointed(-1);
    }
    update();
}

void MapCanvas::mouseReleaseEvent(QMouseEvent*) {
    const Drag drag = std::exchange(drag_, Drag::none);
    setCursor(Qt::ArrowCursor);
    if (drag == Drag::threshold) emit thresholdChosen(*colors_.threshold);
    if (drag == Drag::box && moved_)
        choose(unite(tileAt(pressed_), tileAt(pointer_)));
    else if ((drag == Drag::box || drag == Drag::pan) && !moved_)
        choose(tileAt(pressed_));
    update();
}

void MapCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !geometry_.plot.contains(event->position())) return;
    choose(tileAt(event->position()));
    emit activated(selection_);
}

void MapCanvas::leaveEvent(QEvent*) {
    pointerIn_ = false;
    emit probed({});
    emit columnPointed(-1);
    update();
}

void MapCanvas::keyPressEvent(QKeyEvent* event) {
    const bool resize = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveSelection(0, -1, resize);
    case Qt::Key_Right:
        return moveSelection(0, 1, resize);
    case Qt::Key_Up:
        return moveSelection(-1, 0, resize);
    case Qt::Key_Down:
        return moveSelection(1, 0, resize);
    case Qt::Key_PageUp:
        return moveSelection(-8, 0, resize);
    case Qt::Key_PageDown:
        return moveSelection(8, 0, resize);
    case Qt::Key_Home:
        return moveSelection(0, -int(tiles_.grid.columns), resize);
    case Qt::Key_End:
        return moveSelection(0, int(tiles_.grid.columns), resize);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (selection_.empty()) moveSelection(0, 0, false);
        if (!selection_.empty()) emit activated(selection_);
        return;
    case Qt::Key_Backspace:
        emit left();
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        if (zoomable_)
            zoom(zoomStep, selection_.empty() ? geometry_.plot.center() : pixelsOf(selection_).center());
        return;
    case Qt::Key_Minus:
        if (zoomable_) zoom(1 / zoomStep, geometry_.plot.center());
        return;
    case Qt::Key_F:
    case Qt::Key_0:
        setWindow(everything());
        return;
    case Qt::Key_BracketLeft:
        return nudgeThreshold(-1);
    case Qt::Key_BracketRight:
        return nudgeThreshold(1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void MapCanvas::resizeEvent(QResizeEvent*) {
    arrange();
    emit resized();
}
void MapCanvas::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) arrange();
    QWidget::changeEvent(event);
}
void MapCanvas::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}
void MapCanvas::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

} // namespace rarebit::views

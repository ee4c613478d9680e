// SPDX-License-Identifier: GPL-3.0-or-later
// A map: a grid of values as coloured tiles with axes, bars along two sides, a colour bar with scale, range
// and clipped share, zoom and pan, a selection and a read-out. Whoever uses it gives values and hears what
// the user chose; it knows nothing of tensors.
//
// Wheel, + and -: zoom at the pointer. Drag: pan where there is more to see, else a box; Shift+drag: always a
// box. Arrows: move the selection by a tile, with Shift: resize it. Enter, double click: activated.
// Backspace: left. F, 0: everything. [ and ]: threshold.
#pragma once

#include "views/core/color_map.hpp"
#include "views/core/hub.hpp"
#include "views/core/theme.hpp"
#include "views/maps/map_grid.hpp"

#include <QElapsedTimer>
#include <QImage>
#include <QStringList>
#include <QVector>
#include <QWidget>

#include <functional>
#include <optional>

namespace rarebit::views {

/// How values become colours. kind outlierBelow with a threshold: grey below it, warm above.
struct MapColors {
    MapKind kind = MapKind::viridis;
    ValueScale scale{};
    QString title{}, unit{};            // over the colour bar: "max |z|"
    double clippedShare = std::nan(""); // of the values, outside of the range; NaN: not known
    std::optional<double> threshold{};
};

/// Numbers from `first`, or a name for each row or column.
struct MapAxis {
    QString title{}, unit{};
    QStringList names{};
    qint64 first = 0;
    bool shown = true;
};

/// Bars along a side: one value per row or column of the map, or (empty) the strongest of what is drawn.
struct MapMargin {
    bool shown = false;
    QString title{};
    std::vector<float> values{};
    double threshold = std::nan(""); // bars beyond stand out; of drawn values: that of the colours
};

/// What lies under the pointer or the selection. `value` is the strongest there, NaN where there is none.
struct MapProbe {
    qint64 row = 0, column = 0, rows = 0, columns = 0;
    float value = std::nanf("");
    bool single() const { return rows == 1 && columns == 1; }
};

enum class CellMark : uint8_t { value, pending, absent };

class MapCanvas : public QWidget {
    Q_OBJECT
public:
    enum class BarPlace : uint8_t { right, below, none };

    explicit MapCanvas(QWidget* parent = nullptr);

    /// The elements of the map; everything is in sight again and nothing is selected.
    void setExtent(qint64 rows, qint64 columns);
    qint64 rows() const { return rows_; }
    qint64 columns() const { return columns_; }
    /// Coarse ones first; the last that covers the window is drawn.
    void setLayers(QVector<MapLayer> layers);
    const QVector<MapLayer>& layers() const { return layers_; }
    void setColors(const MapColors& colors);
    const MapColors& colors() const { return colors_; }
    void setRowAxis(const MapAxis& axis);
    void setColumnAxis(const MapAxis& axis);
    void setTopBars(const MapMargin& margin);   // of columns
    void setRightBars(const MapMargin& margin); // of rows
    void setBarPlace(BarPlace place);
    /// Tiles are at least so large where elements are smaller.
    void setTilePixels(double pixels);
    /// Off: a small fixed grid of cells with gaps, where the wheel zooms in or out of a cell instead.
    void setZoomable(bool on);
    /// Of such cells, rows first: those without a value yet, and those that do not exist. Empty: all have
    /// one.
    void setMarks(std::vector<CellMark> marks);
    /// Words in such cells, where there is room for them.
    void setCellTexts(const QStringList& texts);
    /// A column that is marked by a line through the map; -1: none.
    void setCursorColumn(qint64 column);
    /// Room for row labels, so that maps below each other line up.
    void setLeftMargin(int pixels);
    int neededLeftMargin() const;
    /// Left of the row labels, large: "K".
    void setLetter(const QString& letter);
    /// How high the widget must be for tiles of this height in all.
    int heightFor(int plotHeight);
    /// Text of the read-out, line by line; what it says is also the accessible description.
    void setReadout(std::function<QStringList(const MapProbe&)> readout);

    const QRectF& window() const { return window_; } // in elements: x and width are columns
    void setWindow(const QRectF& window);
    QRectF everything() const { return QRectF(0, 0, double(columns_), double(rows_)); }
    bool showsEverything() const { return window_ == everything(); }
    /// Elements along the sides of one drawn tile.
    QSize tileSpan() const;
    /// Drawn tiles with at least this value.
    int tilesBeyond(double value);

    const Region& selection() const { return selection_; }
    void setSelection(const Region& region); // emits nothing
    MapProbe probe(const Region& region) const;
    /// Where the tiles are drawn, in pixels.
    QRectF plotRect() const { return geometry_.plot; }
    QRectF pixelsOf(const Region& region) const;
    /// What is shown, in the light theme, for files.
    void paintFigure(QPainter& painter);
    /// Writes it as png, svg or pdf.
    Status exportFigure(const QString& path, const QString& title);
    QSize sizeHint() const override { return {480, 260}; }
    QSize minimumSizeHint() const override { return {160, 96}; }

signals:
    void windowChanged();
    void resized();                                      // other tiles are drawn
    void selected(const rarebit::views::Region& region); // by the user
    void activated(const rarebit::views::Region& region);
    void left(); // Backspace, or zooming out when everything is in sight
    void thresholdDragged(double value);
    void thresholdChosen(double value);
    void probed(const QString& text); // one line; empty: the pointer left
    void columnPointed(qint64 column);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    struct Geometry {
        QRectF plot, top, right, bar;
        double around = 0; // height of everything above and below the tiles
    };
    struct Tick {
        double at; // in elements
        QString text;
    };
    void arrange();
    bool showsTopBars() const;
    void refreshTiles();
    void refreshImage();
    const MapLayer* drawnLayer() const;
    QPointF elementAt(QPointF pixel) const;
    Region tileAt(QPointF pixel) const;
    QSizeF fitting(QSizeF size) const;
    void zoom(double factor, QPointF at);
    void moveSelection(int rows, int columns, bool resize);
    void bringIntoView(const Region& region);
    void choose(const Region& region);
    bool onFlag(QPointF pixel) const;
    double valueOfBar(QPointF pixel) const;
    double barPosition(double value) const; // pixel along the bar
    void nudgeThreshold(int steps);
    void say(const Region& region);
    bool keyboardFocus() const;
    QVector<Tick> ticks(const MapAxis& axis, double low, double high, double pixels, int labelSize) const;
    int namesHeight() const;
    QColor contrast(float value) const;
    float marginValue(const MapMargin& margin, bool ofRows, qint64 tile) const;

    bool dark() const;
    QColor ink(Token token) const;
    void paintAll(QPainter& painter);
    void paintTiles(QPainter& painter);
    void paintMarks(QPainter& painter);
    void paintCellTexts(QPainter& painter);
    void paintNumbers(QPainter& painter);
    void paintAxes(QPainter& painter);
    void paintMargin(QPainter& painter, const MapMargin& margin, const QRectF& area, bool ofRows);
    void paintBar(QPainter& painter);
    void paintFrames(QPainter& painter);
    void paintReadout(QPainter& painter);

    qint64 rows_ = 0, columns_ = 0;
    QVector<MapLayer> layers_;
    MapColors colors_;
    MapAxis rowAxis_, columnAxis_;
    MapMargin topBars_, rightBars_;
    BarPlace barPlace_ = BarPlace::right;
    double tilePixels_ = 1;
    bool zoomable_ = true;
    std::vector<CellMark> marks_;
    QStringList cellTexts_;
    qint64 cursorColumn_ = -1;
    int leftMargin_ = 0;
    QString letter_;
    std::function<QStringList(const MapProbe&)> readout_;

    QRectF window_;
    Region selection_;
    Geometry geometry_;
    MapTiles tiles_;
    std::vector<float> strongestRows_, strongestColumns_; // magnitudes among the tiles
    bool holes_ = false;                                  // some tiles have no value
    QImage image_;
    bool tilesStale_ = true, imageStale_ = true;
    bool inFile_ = false; // painting a file

    enum class Drag : uint8_t { none, pan, box, threshold } drag_ = Drag::none;
    QPointF pressed_, pointer_;
    QRectF pressedWindow_;
    bool moved_ = false, pointerIn_ = false;
    QElapsedTimer lastWheel_;
};

} // namespace rarebit::views

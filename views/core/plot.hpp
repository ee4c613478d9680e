// SPDX-License-Identifier: GPL-3.0-or-later
// Charts: a figure is described by plain values; Plot shows it on the screen and lets users explore it,
// renderFigure writes the same description to a file. Behind it is QCustomPlot, which no other file sees.
#pragma once

#include "engine/core/result.hpp"
#include "views/core/theme.hpp"

#include <QAbstractTableModel>
#include <QPolygonF>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

class QCustomPlot;

namespace rarebit::views {

class PlotCardWidget;

inline constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

enum class AxisScale : uint8_t { linear, log, symlog };
enum class BetterIs : uint8_t { unknown, lower, higher };

struct Axis {
    QString name, unit;
    AxisScale scale = AxisScale::linear;
    double linearBelow = 1; // symlog: values below this magnitude are spread evenly
    bool reversed = false;  // large values left or below
    BetterIs better = BetterIs::unknown;
    double low = notANumber, high = notANumber; // NaN: as the data need it
};

/// What a series looks like. `bins`: x holds n + 1 edges, y n heights.
enum class Mark : uint8_t {
    curve,    // markers joined by a line
    points,   // markers
    line,     // a line without markers
    bins,     // filled steps, axis colour
    binsLine, // the outline of steps, series colour
    front,    // stepped accent band: Pareto front
    hull,     // thin accent line
    ghost,    // faint line for comparison, from elsewhere
    planned,  // hollow markers with dashed edge: not measured yet
    failed,   // crosses on the x axis
    ticks     // short strokes at the foot of the plot: code levels
};

struct Series {
    QString name; // in the legend; empty: not listed
    Mark mark = Mark::curve;
    int style = 0; // number of the series, the same in every view
    std::vector<double> x, y;
    std::vector<double> error{}; // of y, standard error; empty or NaN: none
    std::vector<int> ids{};      // what the owner calls each point; empty: points cannot be pointed at
    std::vector<int> pieces{};   // where a new line begins, beside the first point
};

/// A line that is no data: a bound, a limit. Across the whole plot where one coordinate is NaN.
struct Reference {
    QString label;
    double x = notANumber, y = notANumber;
    std::vector<double> xs{}, ys{}; // or a curve
};

/// A stretch of the x axis that is set apart, behind the data.
struct Band {
    double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
};

/// A movable mark on the x axis: a dashed line with a pennant at its top. Who made the figure moves it.
struct Handle {
    double x = 0;
    QString label{};
};

/// Text in a corner of the plot.
struct Note {
    QString text;
    Qt::Corner corner = Qt::TopRightCorner;
};

enum class Legend : uint8_t { none, inside, above };

struct Figure {
    Axis x, y;
    std::vector<Series> series;
    std::vector<Reference> references{};
    std::vector<Band> bands{};
    std::vector<Handle> handles{};
    std::vector<Note> notes{};
    Legend legend = Legend::inside;
    bool better = false; // show where "better" is
    QString title{};     // of exported files and for screen readers
};

/// What the card beside a point says.
struct PlotCard {
    QString title;
    std::vector<std::pair<QString, QString>> rows;
    QString footer;
};

/// A figure's points as a table: series, x, y, error.
class FigureTable : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setFigure(std::shared_ptr<const Figure> figure);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::pair<size_t, size_t> at(int row) const; // series, point
    std::shared_ptr<const Figure> figure_;
    std::vector<int> starts_; // first row of each series, and the count at the end
};

/// Shows a figure. Wheel zooms at the cursor (over an axis: that axis), dragging pans, Shift+drag chooses by
/// a box, L and drag by a lasso; arrows walk along a series, Tab goes to the next, Enter opens, A to H
/// assign.
class Plot : public QWidget {
    Q_OBJECT
public:
    explicit Plot(QWidget* parent = nullptr);
    ~Plot() override;

    /// Keeps the view (zoom) while `keepView`, so that a growing curve does not jump under the hand.
    void setFigure(std::shared_ptr<const Figure> figure, bool keepView = false);
    const std::shared_ptr<const Figure>& figure() const { return figure_; }

    void setCard(std::function<PlotCard(int id)> card) { card_ = std::move(card); }
    void setSelected(const std::vector<int>& ids);
    /// Letters beside points: A for slot 0.
    void setLetters(const std::vector<std::pair<int, int>>& idAndSlot);
    /// Highlights a point that another view hovers; -1: none.
    void setHighlighted(int id);
    /// Extra painting above the plot and below the pointer's things, in this widget's coordinates.
    void setOverlay(std::function<void(QPainter&)> paint);

    QStringList hiddenSeries() const { return hidden_; }
    void setHiddenSeries(const QStringList& names);

    bool zoomed() const { return zoomed_; }
    void fit();
    void setLasso(bool on);
    /// The rectangle between the axes.
    QRect plotRect() const;
    QPointF toPixel(double x, double y) const;
    QPointF toValue(QPointF pixel) const;
    /// Series and index of the visible point nearest to a position, at most 16 pixels away.
    std::optional<std::pair<int, int>> nearest(QPointF position) const;
    /// Moves the current point with the keyboard's steps (for tests and tours too).
    void walk(int series, int point);
    std::optional<int> currentId() const;
    void zoomAt(QPointF position, double factor);
    void panBy(QPointF pixels);
    /// Draws at once what is still to be drawn.
    void redraw();

    QSize sizeHint() const override { return {520, 320}; }
    QSize minimumSizeHint() const override { return {180, 120}; }

signals:
    void hovered(int id); // -1: none
    void chosen(const std::vector<int>& ids, bool add);
    void opened(int id);
    void assigned(int id, int slot);
    void hiddenChanged();
    /// A click on an axis' title: horizontal for x.
    void titleClicked(Qt::Orientation axis);
    void viewChanged();

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    class Overlay;
    struct Canvas;
    void rebuild(bool keepView);
    void changeView();
    void setCurrent(std::optional<std::pair<int, int>> point, bool byKeyboard);
    void showCard();
    void choose(const QPolygonF& area, bool add);
    std::optional<std::pair<int, int>> find(int id) const;
    QPointF pixelOf(std::pair<int, int> point) const;
    bool isHidden(size_t series) const;
    bool walkSeries(int step);
    void updateOverlay();
    void toggleSeries(const QString& name);
    void showAllSeries();
    std::vector<std::pair<int, QRectF>> legendRowsNow() const; // series and place
    std::optional<Qt::Orientation> titleAt(QPointF position) const;

    std::shared_ptr<const Figure> figure_;
    std::unique_ptr<Canvas> canvas_;
    Overlay* overlay_;
    PlotCardWidget* cardWidget_;
    std::function<PlotCard(int)> card_;
    std::vector<int> selected_;
    std::vector<std::pair<int, int>> letters_;
    int highlighted_ = -1;
    QStringList hidden_;
    std::optional<std::pair<int, int>> current_; // series, point: hovered or walked to
    bool byKeyboard_ = false;
    bool zoomed_ = false;
    bool lasso_ = false;
    enum class Drag : uint8_t { none, pan, box, lasso } drag_ = Drag::none;
    QPointF pressed_, last_;
    bool moved_ = false;
    QPolygonF area_;
};

/// Writes a figure in light colours: png, svg or pdf, as the name's suffix says. Size in logical pixels; a
/// PNG has `scale` times as many points.
Status renderFigure(const Figure& figure, const QString& path, QSize size, double scale = 2);

} // namespace rarebit::views

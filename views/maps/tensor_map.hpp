// SPDX-License-Identifier: GPL-3.0-or-later
// One tensor as a map: its pyramid at first, the values themselves where the map is zoomed in, and the
// strongest elements as a list. Of the values, of their distance from the mean, or of the error of a
// reconstruction.
#pragma once

#include "views/core/previews.hpp"
#include "views/maps/map_canvas.hpp"
#include "views/maps/part_plane.hpp"
#include "views/maps/pyramid_detail.hpp"

#include <QAbstractTableModel>
#include <QWidget>

#include <array>

class QLabel;
class QPushButton;
class QTableView;
class QTimer;

namespace rarebit::views {

enum class MapValue : uint8_t { magnitude, zScore, error };
QString valueTitle(MapValue value);

/// The strongest elements, those beyond the threshold only.
class StrongestTable : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Spot {
        qint64 row = 0, column = 0; // of the plane
        QString index;
        double value = 0, shown = 0; // as stored, and as the map shows it
    };
    using QAbstractTableModel::QAbstractTableModel;
    /// Strongest first.
    void setSpots(QVector<Spot> spots, const QString& valueName);
    void setThreshold(double threshold);
    int total() const { return static_cast<int>(spots_.size()); }
    const Spot& spot(int row) const { return spots_[row]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVector<Spot> spots_;
    QString valueName_;
    int beyond_ = 0;
};

class TensorMap : public QWidget {
    Q_OBJECT
public:
    TensorMap(Previews& previews, QWidget* parent);

    /// `spec` null: there is no reconstruction. The same again changes nothing.
    void setPart(const Source& original, const PartItem& part, const Json& spec);
    void clear();
    void setValue(MapValue value);
    MapValue value() const { return value_; }
    void setScale(MapScale scale);
    MapScale scale() const { return scale_; }
    void setSelection(const Region& plane);
    /// One step nearer to the selection: block, then elements. False: it is at the elements already.
    bool descend();
    /// One step back; false: everything is in sight already.
    bool ascend();
    /// "rows 256–511, columns 0–511"; empty while everything is in sight.
    QString windowText() const;
    const PartPlane& plane() const { return plane_; }
    const PartItem& part() const { return part_; }
    QAbstractItemModel* table() { return &strongest_; }
    MapCanvas& canvas() { return canvas_; }

    bool busy() const { return static_cast<bool>(pyramidTicket_) || static_cast<bool>(outliersTicket_); }
    /// Set while the map cannot be shown; null where it can.
    const Error* error() const { return error_ ? &*error_ : nullptr; }

signals:
    void regionChosen(const rarebit::views::Region& plane);
    void left();
    void stateChanged(); // busy, error
    void windowChanged();
    void probed(const QString& text);

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    // What the engine told of the values, and of the error: asked for once each.
    struct Base {
        PyramidCells cells;
        Json outliers; // null: not yet
        double mean = 0, deviation = 0, largest = 0;
        bool complete() const { return !cells.empty() && outliers.isObject(); }
    };
    // Values of some whole rows (of a vector: of all), where the window needs them.
    struct Detail {
        qint64 row = 0, rows = 0, column = 0, columns = 0;
        std::vector<float> original, decoded;
        bool covers(const QRectF& window) const;
        size_t at(qint64 r, qint64 c) const {
            return static_cast<size_t>((r - row) * columns + (c - column));
        }
    };
    Base& base() { return bases_[value_ == MapValue::error ? 1 : 0]; }
    const Base& base() const { return bases_[value_ == MapValue::error ? 1 : 0]; }
    Source decoded() const;
    void ask();
    void askBase();
    void takePyramid(Base& to, Result<Derived> answer);
    void takeOutliers(Base& to, Result<Derived> answer);
    void fail(const Error& error);
    void rebuild();
    void rebuildList();
    void planDetail();
    void loadDetail(qint64 first, qint64 count);
    void takeDetail(Detail detail);
    void showDetail();
    void thresholdMoved(double value);
    void arrangeSide();
    void showCount();
    void zoomTo(QPointF centre, double cellPixels);
    QStringList describe(const MapProbe& probe) const;

    Previews& previews_;
    Source original_;
    PartItem part_;
    PartPlane plane_{PartItem{}};
    Json spec_;
    MapValue value_ = MapValue::zScore;
    MapScale scale_ = MapScale::linear;
    std::array<Base, 2> bases_;                       // of values, of the error
    std::array<std::optional<double>, 3> thresholds_; // chosen ones, by MapValue
    std::optional<Error> error_;
    std::shared_ptr<const Detail> detail_;
    std::shared_ptr<const MapPyramid> detailPyramid_;
    MapLayer baseLayer_;
    int generation_ = 0; // counts what makes late answers useless
    Ticket pyramidTicket_, outliersTicket_, originalTicket_, decodedTicket_;
    QVector<QRectF> visited_; // windows to go back to

    MapCanvas canvas_;
    StrongestTable strongest_;
    QWidget *side_, *line_;
    QLabel *count_, *note_;
    QTableView* list_;
    QPushButton* zoom_;
    QTimer* settle_;
};

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// A whole model at a glance: layers by kinds of tensor, coloured by one figure of each, filled while the
// figures come in. Parts of no layer stand in a strip of their own below.
#pragma once

#include "views/maps/layer_grid.hpp"
#include "views/maps/map_canvas.hpp"
#include "views/maps/part_statistics.hpp"

#include <QAbstractTableModel>
#include <QWidget>

namespace rarebit::views {

enum class PartFigure : uint8_t { maxZ, kurtosis, relativeError };
QString figureTitle(PartFigure figure);
double figureOf(const PartFigures& figures, PartFigure which);

/// The parts with their figures, one row each.
class PartTable : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit PartTable(PartStatistics& statistics, QObject* parent)
        : QAbstractTableModel(parent), statistics_(statistics) {}
    void setParts(QVector<PartItem> parts);
    void refresh(int part);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    PartStatistics& statistics_;
    QVector<PartItem> parts_;
};

class ModelMap : public QWidget {
    Q_OBJECT
public:
    ModelMap(Previews& previews, QWidget* parent);

    /// A spec: figures of its reconstruction too. The same asset and spec again change nothing.
    void setAsset(const AssetPtr& asset, const Json& spec);
    void setFigure(PartFigure figure);
    PartFigure figure() const { return figure_; }
    void setScale(MapScale scale);
    MapScale scale() const;
    void selectPart(const QString& part);
    /// Asks for figures only while it is looked at.
    void setActive(bool active);
    QAbstractItemModel* table() { return &table_; }
    int known() const { return statistics_.known(); }
    int total() const { return statistics_.size(); }
    /// The first failure, null where there was none.
    const Error* error() const;
    MapCanvas& grid() { return grid_; }
    MapCanvas& rest() { return rest_; }

signals:
    void partChosen(const QString& part);
    void partActivated(const QString& part);
    void progressed();
    void probed(const QString& text);

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    void inOrder();
    void arrangeParts();
    void ask();
    void refill();
    int partAt(const MapCanvas& canvas, const Region& region) const;
    QStringList describe(int part) const;

    AssetPtr asset_;
    Json spec_;
    QVector<PartItem> parts_; // those with numbers
    LayerGrid layers_;
    PartFigure figure_ = PartFigure::maxZ;
    MapScale scales_[3] = {MapScale::linear, MapScale::log, MapScale::linear}; // by figure
    double threshold_;
    bool active_ = false;
    PartStatistics statistics_;
    PartTable table_;
    MapCanvas grid_, rest_;
    class QTimer* refresh_;
};

} // namespace rarebit::views

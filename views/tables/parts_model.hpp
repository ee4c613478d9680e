// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of an asset with their figures, sorted and filtered.
#pragma once

#include "views/core/hub.hpp"
#include "views/core/part_filter.hpp"
#include "views/maps/part_statistics.hpp"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <unordered_map>

namespace rarebit::views {

class PartsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        name,
        roleName,
        type,
        shape,
        bytes,
        mean,
        deviation,
        low,
        high,
        score,
        kurtosis,
        entropy,
        zeros,
        broken,
        columns
    };
    enum Role { sortRole = Qt::UserRole };
    PartsModel(Previews& previews, QObject* parent);

    void setAsset(const AssetPtr& asset);
    const AssetPtr& asset() const { return asset_; }
    const PartItem& part(int row) const { return asset_->parts[row]; }
    int rowOf(const QString& part) const;
    /// Asks for the figures of these rows, in this order; what was asked for before and is not among them is
    /// not asked for any more.
    void want(const QVector<int>& rows);
    bool filling() const { return statistics_.filling(); }
    /// Rows whose figures are known, or never will be.
    int known() const { return static_cast<int>(figures_.size() + refused_.size()) + without_; }
    /// By the names that a filter knows (figureNames); NaN: not known.
    double figure(int row, const QString& figure) const;
    static QStringList figureNames();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void figuresArrived();

private:
    void arrived(int item);
    double value(int row, int column) const;

    PartStatistics statistics_;
    AssetPtr asset_;
    QVector<int> asked_; // rows, as the items of statistics_
    std::unordered_map<int, PartFigures> figures_;
    QHash<int, QString> refused_; // why
    int without_ = 0;             // parts that are no tensors of numbers
};

/// Rows that a filter takes. Numbers sort as numbers, unknown ones stand last.
class PartsOrder : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit PartsOrder(PartsModel& model, QObject* parent);
    void setFilter(PartFilter filter);
    const PartFilter& filter() const { return filter_; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& a, const QModelIndex& b) const override;

private:
    PartsModel& model_;
    PartFilter filter_;
};

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// All parts of an asset that hold numbers, with a small histogram of each, in the order of one statistic.
#pragma once

#include "views/charts/distribution_figure.hpp"
#include "views/core/hub.hpp"
#include "views/maps/part_statistics.hpp"

#include <QAbstractListModel>

#include <map>

class QTimer;

namespace rarebit::views {

enum class WallOrder : uint8_t { stored, name, size, deviation, kurtosis, maxZ, zeros, entropy, error };
QString orderTitle(WallOrder order);
/// Whether it needs the statistics of all parts.
bool needsStatistics(WallOrder order);

class WallModel : public QAbstractListModel {
    Q_OBJECT
public:
    WallModel(Previews& previews, QObject* parent);

    /// A spec: histograms of the reconstruction too. Parts without numbers are left out.
    void setAsset(const AssetPtr& asset, const Json& spec);
    void setOrder(WallOrder order);
    WallOrder order() const { return order_; }
    void setFilter(const QString& text);
    /// Rows in sight: their histograms are asked for, one after the other; others are not.
    void setVisible(const QVector<int>& rows);

    const PartItem& part(int row) const { return parts_[rows_[row]]; }
    int rowOf(const QString& part) const;
    /// Null: not here yet.
    const Distribution* distribution(int row) const;
    const Error* error(int row) const;
    /// NaN: not known, or the order is no statistic.
    double figure(int row) const;
    int total() const { return static_cast<int>(parts_.size()); }
    int drawn() const { return static_cast<int>(known_.size()); }
    PartStatistics& statistics() { return statistics_; }
    const QVector<PartItem>& parts() const { return parts_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

signals:
    void progressed();

private:
    void arrange();
    void next();
    void answered(const QString& part, Result<Derived> answer);
    double figureOf(int part, WallOrder order) const;

    Previews& previews_;
    AssetPtr asset_;
    Json spec_;
    QVector<PartItem> parts_;
    QVector<int> rows_; // part of each row
    WallOrder order_ = WallOrder::stored;
    QString filter_;
    PartStatistics statistics_;
    std::map<QString, Distribution> known_; // by part
    std::map<QString, Error> errors_;
    QStringList wanted_; // parts in sight without a histogram
    QString asked_;
    Ticket ticket_;
    QTimer* later_;
};

} // namespace rarebit::views

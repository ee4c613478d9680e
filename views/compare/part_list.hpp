// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a model or a KV cache with the error of each under the result in B, the worst first. Errors
// are asked for one part after the other while nothing else waits.
#pragma once

#include "views/core/hub.hpp"
#include "views/maps/part_statistics.hpp"

#include <QAbstractTableModel>
#include <QWidget>

class QLabel;
class QSortFilterProxyModel;
class QTableView;

namespace rarebit::views {

class PartErrors : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { name, error, columns };
    enum Role { sortRole = Qt::UserRole };
    PartErrors(Previews& previews, QObject* parent);

    /// `like`: a source of B whose part is replaced; without a spec nothing is asked for.
    void show(const AssetPtr& asset, const Source& like);
    void stop() { statistics_.stop(); }
    const QStringList& parts() const { return parts_; }
    int known() const { return statistics_.known(); }
    bool filling() const { return statistics_.filling(); }
    /// Root mean square of the error over that of the original; NaN: not known.
    double relativeError(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    PartStatistics statistics_;
    QStringList parts_;
    AssetPtr asset_;
    Source like_;
};

class PartList : public QWidget {
    Q_OBJECT
public:
    PartList(Previews& previews, QWidget* parent);
    void show(const AssetPtr& asset, const Source& like, const QString& current);
    void clear();
    PartErrors& model() { return *errors_; }

signals:
    void chosen(const QString& part);

private:
    void tell();
    PartErrors* errors_;
    QSortFilterProxyModel* sorted_;
    QTableView* view_;
    QLabel* note_;
};

} // namespace rarebit::views

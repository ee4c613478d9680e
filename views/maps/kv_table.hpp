// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens and channels of a head with their means: the table twin of the KV cache's maps.
#pragma once

#include "views/maps/kv_head.hpp"

#include <QAbstractTableModel>

namespace rarebit::views {

class KvTable : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    /// Either side may be null.
    void setSides(std::shared_ptr<const KvSide> keys, std::shared_ptr<const KvSide> values);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const KvSide> sides_[2];
    int tokens_ = 0, channels_ = 0;
};

} // namespace rarebit::views

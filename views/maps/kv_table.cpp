// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/kv_table.hpp"

#include "views/core/numbers.hpp"

namespace rarebit::views {

void KvTable::setSides(std::shared_ptr<const KvSide> keys, std::shared_ptr<const KvSide> values) {
    beginResetModel();
    const auto& any = keys ? keys : values;
    tokens_ = any ? static_cast<int>(any->perToken.size()) : 0;
    channels_ = any ? static_cast<int>(any->perChannel.size()) : 0;
    sides_[0] = std::move(keys);
    sides_[1] = std::move(values);
    endResetModel();
}
int KvTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : tokens_ + channels_;
}
int KvTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 6;
}
QVariant KvTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole && index.column() > 0) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const bool channel = index.row() < channels_;
    const int at = channel ? index.row() : index.row() - channels_;
    if (index.column() == 0) return channel ? tr("channel") : tr("token");
    if (index.column() == 1) return grouped(at);
    const KvSide* side = sides_[(index.column() - 2) / 2].get();
    if (!side) return {};
    const auto& means = channel ? side->perChannel : side->perToken;
    if (at >= static_cast<int>(means.size())) return {};
    const double mean = double(means[static_cast<size_t>(at)]);
    const double median = channel ? side->channelMedian : side->tokenMedian;
    return number(index.column() % 2 == 0 ? mean : median > 0 ? mean / median : std::nan(""), 3);
}
QVariant KvTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case 0:
        return tr("Along");
    case 1:
        return tr("Index");
    case 2:
        return tr("K mean |value|");
    case 3:
        return tr("K × median");
    case 4:
        return tr("V mean |value|");
    default:
        return tr("V × median");
    }
}

} // namespace rarebit::views

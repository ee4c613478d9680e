// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/region_table.hpp"

#include "views/core/numbers.hpp"
#include "views/core/theme.hpp"

namespace rarebit::views {

void RegionTable::show(
    const QStringList& channels, const PictureError& error, const std::optional<RegionError>& region
) {
    beginResetModel();
    peak_ = error.peak;
    lines_ = {{tr("All"), region ? region->all : error.all, error.all}};
    for (qsizetype i = 0; channels.size() > 1 && i < channels.size(); ++i) {
        const auto plane = static_cast<size_t>(i);
        lines_.push_back(
            {channels[i], region ? region->planes[plane] : error.planes[plane], error.planes[plane]}
        );
    }
    endResetModel();
}

void RegionTable::clear() {
    beginResetModel();
    lines_.clear();
    endResetModel();
}

int RegionTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}
int RegionTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant RegionTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Line& line = lines_[index.row()];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::AlignVCenter | (index.column() == channel ? Qt::AlignLeft : Qt::AlignRight)
        );
    if (role == Qt::FontRole) return font(index.column() == channel ? Text::body : Text::number);
    if (index.column() == channel) return role == Qt::DisplayRole ? line.name : QVariant();
    const double value = index.column() == psnr      ? line.here.psnr(peak_)
                         : index.column() == mse     ? line.here.mse()
                         : index.column() == largest ? line.here.largest
                                                     : line.whole.psnr(peak_);
    if (role == Qt::UserRole) return value;
    return role == Qt::DisplayRole ? number(value) : QVariant();
}

QVariant RegionTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == channel ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Channel"), tr("PSNR, dB"), tr("MSE"), tr("Max error"), tr("Whole, dB")};
    return titles[section];
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// PSNR, mean squared and largest error of each channel, of the region and of the whole.
#pragma once

#include "views/compare/picture_error.hpp"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>

namespace rarebit::views {

class RegionTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { channel, psnr, mse, largest, whole, columns };

    using QAbstractTableModel::QAbstractTableModel;

    /// Without a region the numbers are those of the whole.
    void
    show(const QStringList& channels, const PictureError& error, const std::optional<RegionError>& region);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line {
        QString name;
        ErrorSums here, whole;
    };
    QVector<Line> lines_;
    double peak_ = 255;
};

} // namespace rarebit::views

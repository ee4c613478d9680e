// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/numbers.hpp"
#include "views/core/plot.hpp"

#include <algorithm>

namespace rarebit::views {

void FigureTable::setFigure(std::shared_ptr<const Figure> figure) {
    beginResetModel();
    figure_ = std::move(figure);
    starts_.assign(1, 0);
    if (figure_)
        for (const auto& series : figure_->series)
            starts_.push_back(starts_.back() + static_cast<int>(series.y.size()));
    endResetModel();
}

int FigureTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || starts_.empty() ? 0 : starts_.back();
}

int FigureTable::columnCount(const QModelIndex& parent) const {
    if (parent.isValid() || !figure_) return 0;
    const bool errors =
        std::ranges::any_of(figure_->series, [](const Series& series) { return !series.error.empty(); });
    return errors ? 4 : 3;
}

std::pair<size_t, size_t> FigureTable::at(int row) const {
    const auto after = std::ranges::upper_bound(starts_, row);
    const auto series = static_cast<size_t>(after - starts_.begin()) - 1;
    return {series, static_cast<size_t>(row - starts_[series])};
}

QVariant FigureTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight))
        );
    if (role != Qt::DisplayRole) return {};
    const auto [s, point] = at(index.row());
    const Series& series = figure_->series[s];
    switch (index.column()) {
    case 0:
        return series.name;
    case 1: // of bins: where they begin and end
        if (series.x.size() > series.y.size())
            return number(series.x[point]) + QStringLiteral(" … ") + number(series.x[point + 1]);
        return number(series.x[point], 6);
    case 2:
        return number(series.y[point], 6);
    default:
        return point < series.error.size() ? number(series.error[point], 3) : QString();
    }
}

QVariant FigureTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole || !figure_) return {};
    if (orientation == Qt::Vertical) return section + 1;
    const auto title = [](const Axis& axis) {
        return axis.unit.isEmpty() ? axis.name : axis.name + QStringLiteral(", ") + axis.unit;
    };
    switch (section) {
    case 0:
        return tr("Series");
    case 1:
        return title(figure_->x);
    case 2:
        return title(figure_->y);
    default:
        return tr("Standard error");
    }
}

} // namespace rarebit::views

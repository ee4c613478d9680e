// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/parts_model.hpp"

#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"
#include "views/maps/layer_grid.hpp"

#include <cmath>

namespace rarebit::views {
namespace {

double elements(const PartItem& part) {
    double out = 1;
    for (const qint64 extent : part.shape)
        out *= double(extent);
    return out;
}

constexpr double warnScore = 9; // standard deviations

} // namespace

PartsModel::PartsModel(Previews& previews, QObject* parent)
    : QAbstractTableModel(parent), statistics_(previews, this) {
    connect(&statistics_, &PartStatistics::arrived, this, &PartsModel::arrived);
    connect(&statistics_, &PartStatistics::finished, this, &PartsModel::figuresArrived);
}

void PartsModel::setAsset(const AssetPtr& asset) {
    if (asset == asset_) return;
    beginResetModel();
    statistics_.stop();
    asset_ = asset;
    asked_.clear();
    figures_.clear();
    refused_.clear();
    without_ = 0;
    if (asset_)
        for (const auto& part : asset_->parts)
            without_ += hasNumbers(part) ? 0 : 1;
    endResetModel();
}

int PartsModel::rowOf(const QString& partName) const {
    for (int row = 0; asset_ && row < asset_->parts.size(); ++row)
        if (asset_->parts[row].name == partName) return row;
    return -1;
}

void PartsModel::want(const QVector<int>& rows) {
    if (!asset_) return;
    QVector<int> missing;
    for (const int row : rows) {
        const auto known = figures_.find(row);
        const bool final = known != figures_.end() && known->second.share >= 1;
        if (!final && !refused_.contains(row) && hasNumbers(part(row))) missing.push_back(row);
    }
    if (missing == asked_ && statistics_.filling()) return;
    asked_ = missing;
    QVector<PartStatistics::Item> items;
    for (const int row : asked_)
        items.push_back({{asset_->path, asset_->reader, asset_->hash, part(row).name, {}}, {}});
    statistics_.ask(std::move(items), false);
}

void PartsModel::arrived(int item) {
    const int row = asked_[item];
    if (const Error* why = statistics_.error(item))
        refused_[row] = QString::fromStdString(why->what);
    else if (const PartFigures* figures = statistics_.figures(item))
        figures_.insert_or_assign(row, *figures);
    emit dataChanged(index(row, mean), index(row, broken));
    emit figuresArrived();
}

QStringList PartsModel::figureNames() {
    return {
        QStringLiteral("bytes"),
        QStringLiteral("elements"),
        QStringLiteral("mean"),
        QStringLiteral("sd"),
        QStringLiteral("min"),
        QStringLiteral("max"),
        QStringLiteral("score"),
        QStringLiteral("kurtosis"),
        QStringLiteral("entropy"),
        QStringLiteral("zeros"),
        QStringLiteral("broken")};
}

double PartsModel::figure(int row, const QString& figureName) const {
    static constexpr int places[]{
        bytes, -1, mean, deviation, low, high, score, kurtosis, entropy, zeros, broken};
    const auto at = figureNames().indexOf(figureName);
    if (at < 0) return std::nan("");
    return places[at] < 0 ? elements(part(row)) : value(row, places[at]);
}

double PartsModel::value(int row, int column) const {
    if (column == bytes) return double(part(row).bytes);
    const auto found = figures_.find(row);
    if (found == figures_.end()) return std::nan("");
    const Json& stats = found->second.values;
    const auto of = [&](const char* member) { return stats.at(member).asDouble(std::nan("")); };
    switch (column) {
    case mean:
        return of("mean");
    case deviation:
        return of("std");
    case low:
        return of("min");
    case high:
        return of("max");
    case score:
        return found->second.maxZ();
    case kurtosis:
        return of("kurtosis");
    case entropy:
        return of("entropy_bits");
    case zeros: // percent
        return 100 * of("zeros") / std::max(1.0, of("count") + of("nan") + of("inf"));
    case broken:
        return of("nan") + of("inf");
    default:
        return std::nan("");
    }
}

int PartsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !asset_ ? 0 : static_cast<int>(asset_->parts.size());
}

QVariant PartsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row(), column = index.column();
    const PartItem& shown = part(row);
    const bool figures = column >= mean;
    switch (role) {
    case Qt::TextAlignmentRole:
        return int((column >= shape ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (figures && refused_.contains(row)) return refused_[row];
        return column == name ? shown.name : QVariant();
    case inkRole:
        if (column == score && value(row, score) >= warnScore) return int(Token::warn);
        if (column == broken && value(row, broken) > 0) return int(Token::bad);
        return column == roleName ? int(Token::text2) : QVariant();
    case sortRole:
        switch (column) {
        case name:
            return row; // the file's order
        case roleName:
            return shown.role;
        case type:
            return shown.dtype;
        case shape:
            return elements(shown);
        default:
            return value(row, column);
        }
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case name:
        return shown.name;
    case roleName:
        return shown.role;
    case type:
        return shown.form == QStringLiteral("tensor") ? shown.dtype : shown.form;
    case shape:
        return shapeText(shown.shape);
    case bytes:
        return byteSize(double(shown.bytes));
    default:
        break;
    }
    const double figure = value(row, column);
    if (std::isnan(figure)) return {};
    if (column == zeros) return tr("%1 %").arg(number(figure, 3));
    return column == broken ? grouped(static_cast<int64_t>(figure)) : number(figure, 3);
}

QVariant PartsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columns) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= shape ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QStringList titles{
        tr("Part"),
        tr("Role"),
        tr("Type"),
        tr("Shape"),
        tr("Size"),
        tr("Mean"),
        tr("SD"),
        tr("Min"),
        tr("Max"),
        tr("max |z|"),
        tr("Kurtosis"),
        tr("Entropy, bits"),
        tr("Zeros"),
        tr("Not finite")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role != Qt::ToolTipRole) return {};
    switch (section) {
    case name:
        return tr("In the order of the file");
    case deviation:
        return tr("Standard deviation. Filter: sd>0.1");
    case score:
        return tr("Largest distance from the mean in standard deviations. Filter: score>9");
    case kurtosis:
        return tr("Fourth standardised moment, 3 for a normal distribution. Filter: kurtosis>8");
    case entropy:
        return tr("Bits per value, of the values as they are. Filter: entropy<4");
    case zeros:
        return tr("Share of values that are zero. Filter in percent: zeros>50");
    case broken:
        return tr("Values that are NaN or infinite. Filter: broken>0");
    default:
        return {};
    }
}

PartsOrder::PartsOrder(PartsModel& model, QObject* parent) : QSortFilterProxyModel(parent), model_(model) {
    setSourceModel(&model);
    setSortRole(PartsModel::sortRole);
}

void PartsOrder::setFilter(PartFilter filter) {
    filter_ = std::move(filter);
    invalidateFilter();
}

bool PartsOrder::filterAcceptsRow(int row, const QModelIndex&) const {
    const PartItem& part = model_.part(row);
    return filter_.matches(part.name, model_.asset()->kind, &part, [&](const QString& figure) {
        return model_.figure(row, figure);
    });
}

bool PartsOrder::lessThan(const QModelIndex& a, const QModelIndex& b) const {
    const QVariant x = a.data(sortRole()), y = b.data(sortRole());
    if (x.typeId() != QMetaType::Double || y.typeId() != QMetaType::Double)
        return QSortFilterProxyModel::lessThan(a, b);
    const double left = x.toDouble(), right = y.toDouble();
    if (std::isnan(left) || std::isnan(right)) // last in either order
        return std::isnan(right) && !std::isnan(left)   ? sortOrder() == Qt::AscendingOrder
               : std::isnan(left) && !std::isnan(right) ? sortOrder() == Qt::DescendingOrder
                                                        : false;
    return left < right;
}

} // namespace rarebit::views

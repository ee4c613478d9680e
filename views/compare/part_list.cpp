// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/part_list.hpp"

#include "views/core/controls.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"
#include "views/maps/layer_grid.hpp"

#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace rarebit::views {

PartErrors::PartErrors(Previews& previews, QObject* parent)
    : QAbstractTableModel(parent), statistics_(previews, this) {
    connect(&statistics_, &PartStatistics::arrived, this, [this](int item) {
        emit dataChanged(index(item, error), index(item, error));
    });
}

void PartErrors::show(const AssetPtr& asset, const Source& like) {
    QStringList parts;
    for (const auto& part : asset->parts)
        if (hasNumbers(part)) parts.push_back(part.name);
    Source template_ = like;
    template_.part.clear();
    if (asset == asset_ && parts == parts_ && template_ == like_) return;
    beginResetModel();
    asset_ = asset;
    parts_ = parts;
    like_ = template_;
    endResetModel();
    statistics_.stop();
    if (like.spec.isNull()) return;
    QVector<PartStatistics::Item> items;
    for (const auto& part : parts_) {
        Source source = like;
        source.part = part;
        items.push_back({source, {}});
    }
    statistics_.ask(std::move(items), true);
}

double PartErrors::relativeError(int row) const {
    const PartFigures* figures = like_.spec.isNull() ? nullptr : statistics_.figures(row);
    return figures ? figures->relativeError() : std::nan("");
}

int PartErrors::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(parts_.size());
}

QVariant PartErrors::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row();
    if (index.column() == name)
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? parts_[row] : QVariant();
    const double value = relativeError(row);
    switch (role) {
    case Qt::DisplayRole:
        if (statistics_.error(row)) return tr("refused");
        return std::isnan(value) ? QString() : tr("%1 %").arg(number(100 * value, 3));
    case Qt::ToolTipRole:
        if (const Error* why = statistics_.error(row)) return QString::fromStdString(why->what);
        return {};
    case sortRole:
        return std::isnan(value) ? -1.0 : value;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant PartErrors::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == error) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == error)
        return tr("Root mean square of the error, relative to that of the original");
    return role == Qt::DisplayRole ? (section == name ? tr("Part") : tr("Error")) : QVariant();
}

PartList::PartList(Previews& previews, QWidget* parent)
    : QWidget(parent), errors_(new PartErrors(previews, this)), sorted_(new QSortFilterProxyModel(this)),
      view_(new QTableView(this)), note_(makeLabel({}, Text::caption, Token::text2, this)) {
    sorted_->setSourceModel(errors_);
    sorted_->setSortRole(PartErrors::sortRole);
    sorted_->sort(PartErrors::error, Qt::DescendingOrder); // unknown ones stay in the file's order behind
    view_->setObjectName(QStringLiteral("partErrors"));
    view_->setAccessibleName(tr("Parts, the largest error first"));
    view_->setModel(sorted_);
    dressTable(view_);
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    view_->setTextElideMode(Qt::ElideLeft);
    view_->horizontalHeader()->setSectionResizeMode(PartErrors::name, QHeaderView::Stretch);
    view_->horizontalHeader()->setSectionResizeMode(PartErrors::error, QHeaderView::Fixed);
    view_->horizontalHeader()->resizeSection(PartErrors::error, 72);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(view_, 1);
    note_->setContentsMargins(12, 4, 12, 4);
    column->addWidget(note_);
    for (auto signal : {&QTableView::activated, &QTableView::clicked})
        connect(view_, signal, this, [this](const QModelIndex& index) {
            emit chosen(errors_->parts()[sorted_->mapToSource(index).row()]);
        });
    connect(errors_, &QAbstractItemModel::dataChanged, this, &PartList::tell);
    connect(errors_, &QAbstractItemModel::modelReset, this, &PartList::tell);
}

void PartList::show(const AssetPtr& asset, const Source& like, const QString& current) {
    errors_->show(asset, like);
    const auto row = static_cast<int>(errors_->parts().indexOf(current));
    if (row < 0) return;
    const QModelIndex index = sorted_->mapFromSource(errors_->index(row, 0));
    view_->selectRow(index.row());
    view_->scrollTo(index);
    tell();
}

void PartList::clear() {
    errors_->stop();
}

void PartList::tell() {
    const int all = errors_->rowCount(), known = errors_->known();
    note_->setText(
        errors_->filling() ? tr("%1 of %2 parts measured").arg(grouped(known), grouped(all))
                           : tr("%1 parts").arg(grouped(all))
    );
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/wall_model.hpp"

#include "views/core/numbers.hpp"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rarebit::views {
namespace {

constexpr int smallBins = 48;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Wall)
};

} // namespace

QString orderTitle(WallOrder order) {
    switch (order) {
    case WallOrder::stored:
        return Words::tr("As stored");
    case WallOrder::name:
        return Words::tr("Name");
    case WallOrder::size:
        return Words::tr("Size");
    case WallOrder::deviation:
        return Words::tr("Standard deviation");
    case WallOrder::kurtosis:
        return Words::tr("Kurtosis");
    case WallOrder::maxZ:
        return Words::tr("Largest |z|");
    case WallOrder::zeros:
        return Words::tr("Share of zeros");
    case WallOrder::entropy:
        return Words::tr("Entropy");
    case WallOrder::error:
        return Words::tr("Relative error");
    }
    return {};
}

bool needsStatistics(WallOrder order) {
    return order >= WallOrder::deviation;
}

WallModel::WallModel(Previews& previews, QObject* parent)
    : QAbstractListModel(parent), previews_(previews), statistics_(previews, this), later_(new QTimer(this)) {
    // Statistics come in by the dozen a second: tiles that jump at each could not be read.
    later_->setSingleShot(true);
    later_->setInterval(400);
    connect(later_, &QTimer::timeout, this, &WallModel::arrange);
    connect(&statistics_, &PartStatistics::arrived, this, [this] {
        if (!later_->isActive()) later_->start();
        emit progressed();
    });
    connect(&statistics_, &PartStatistics::finished, this, [this] {
        arrange();
        emit progressed();
    });
}

void WallModel::setAsset(const AssetPtr& asset, const Json& spec) {
    if (asset == asset_ && spec == spec_) return;
    beginResetModel();
    asset_ = asset;
    spec_ = spec;
    parts_.clear();
    rows_.clear();
    known_.clear();
    errors_.clear();
    wanted_.clear();
    asked_.clear();
    ticket_.reset();
    statistics_.stop();
    if (asset_)
        for (const auto& part : asset_->parts)
            if (part.form == QStringLiteral("tensor")) parts_.push_back(part);
    endResetModel();
    const WallOrder order = order_;
    order_ = WallOrder::stored;
    arrange();
    setOrder(order == WallOrder::error && !spec_.isObject() ? WallOrder::stored : order);
}

void WallModel::setOrder(WallOrder order) {
    order_ = order;
    if (needsStatistics(order) && asset_) {
        QVector<PartStatistics::Item> items;
        for (const auto& part : parts_)
            items.push_back({{asset_->path, asset_->reader, asset_->hash, part.name, spec_}, {}});
        statistics_.ask(items, spec_.isObject());
    } else {
        statistics_.stop();
    }
    arrange();
    emit progressed();
}

void WallModel::setFilter(const QString& text) {
    filter_ = text;
    arrange();
}

double WallModel::figureOf(int part, WallOrder order) const {
    if (!needsStatistics(order) || part >= statistics_.size()) return std::nan("");
    const PartFigures* figures = statistics_.figures(part);
    if (!figures) return std::nan("");
    const auto value = [&](const char* name) { return figures->values.at(name).asDouble(std::nan("")); };
    switch (order) {
    case WallOrder::deviation:
        return value("std");
    case WallOrder::kurtosis:
        return figures->kurtosis();
    case WallOrder::maxZ:
        return figures->maxZ();
    case WallOrder::zeros:
        return value("zeros") / value("count");
    case WallOrder::entropy:
        return value("entropy_bits");
    case WallOrder::error:
        return figures->relativeError();
    default:
        return std::nan("");
    }
}

// Largest first; what is not known yet stands last, as stored.
void WallModel::arrange() {
    later_->stop();
    QVector<int> rows;
    for (int part = 0; part < parts_.size(); ++part)
        if (filter_.isEmpty() || parts_[part].name.contains(filter_, Qt::CaseInsensitive)) rows << part;
    if (order_ == WallOrder::name) {
        std::ranges::stable_sort(rows, {}, [&](int part) { return parts_[part].name; });
    } else if (order_ == WallOrder::size) {
        std::ranges::stable_sort(rows, std::greater<>(), [&](int part) { return parts_[part].bytes; });
    } else if (needsStatistics(order_)) {
        std::ranges::stable_sort(rows, std::greater<>(), [&](int part) {
            const double value = figureOf(part, order_);
            return std::isnan(value) ? -std::numeric_limits<double>::infinity() : value;
        });
    }
    if (rows == rows_) {
        if (!rows.isEmpty()) emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    rows_ = rows;
    endResetModel();
}

void WallModel::setVisible(const QVector<int>& rows) {
    wanted_.clear();
    for (const int row : rows)
        if (const QString& name = part(row).name; !known_.contains(name) && !errors_.contains(name))
            wanted_ << name;
    if (!asked_.isEmpty() && !wanted_.contains(asked_)) { // scrolled away
        ticket_.reset();
        asked_.clear();
    }
    if (asked_.isEmpty()) next();
}

void WallModel::next() {
    wanted_.removeIf([&](const QString& name) { return known_.contains(name) || errors_.contains(name); });
    asked_ = wanted_.value(0);
    if (asked_.isEmpty() || !asset_) return;
    Source source{asset_->path, asset_->reader, asset_->hash, asked_, {}};
    const Source original = source;
    source.spec = spec_;
    ticket_ = previews_.derive(
        QStringLiteral("histogram"),
        Json::object({{"bins", smallBins}}),
        source,
        spec_.isObject() ? &original : nullptr,
        [this, name = asked_](Result<Derived> answer) { answered(name, std::move(answer)); }
    );
}

// The first answer is enough for a small picture, even of a sample.
void WallModel::answered(const QString& name, Result<Derived> answer) {
    if (name != asked_) return;
    asked_.clear();
    Distribution distribution;
    const Status taken = answer ? take(distribution, answer->details) : Status(answer.error());
    if (taken)
        known_[name] = std::move(distribution);
    else
        errors_.insert_or_assign(name, taken.error());
    if (const int row = rowOf(name); row >= 0) emit dataChanged(index(row), index(row));
    emit progressed();
    // Later, since this is called from within the ticket that the next request replaces.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (asked_.isEmpty()) next();
        },
        Qt::QueuedConnection
    );
}

int WallModel::rowOf(const QString& name) const {
    for (int row = 0; row < rows_.size(); ++row)
        if (parts_[rows_[row]].name == name) return row;
    return -1;
}

const Distribution* WallModel::distribution(int row) const {
    const auto found = known_.find(part(row).name);
    return found == known_.end() ? nullptr : &found->second;
}

const Error* WallModel::error(int row) const {
    const auto found = errors_.find(part(row).name);
    return found == errors_.end() ? nullptr : &found->second;
}

double WallModel::figure(int row) const {
    return figureOf(rows_[row], order_);
}

int WallModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant WallModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const PartItem& item = part(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return item.name;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: {
        QStringList lines{item.name, item.dtype + QStringLiteral(", ") + shapeText(item.shape)};
        if (const double value = figure(index.row()); !std::isnan(value))
            lines << orderTitle(order_) + QLatin1Char(' ') + number(value);
        if (const Error* failed = error(index.row()))
            lines << QString::fromStdString(failed->what) << QString::fromStdString(failed->fix);
        return lines.join(QLatin1Char('\n'));
    }
    default:
        return {};
    }
}

} // namespace rarebit::views

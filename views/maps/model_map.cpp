// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/model_map.hpp"

#include "views/core/numbers.hpp"

#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

constexpr double usualThreshold = 9; // scores of parts are marked from here everywhere
constexpr int restHeight = 24;       // of the cells of other parts
constexpr int refreshPause = 60;     // ms between repaints while figures come in

Region cellOf(qint64 index, qint64 columns) {
    return {.frame = 0, .row = index / columns, .column = index % columns, .rows = 1, .columns = 1};
}

} // namespace

QString figureTitle(PartFigure figure) {
    switch (figure) {
    case PartFigure::maxZ:
        return ModelMap::tr("max |z|");
    case PartFigure::kurtosis:
        return ModelMap::tr("kurtosis");
    case PartFigure::relativeError:
        break;
    }
    return ModelMap::tr("relative error");
}

double figureOf(const PartFigures& figures, PartFigure which) {
    switch (which) {
    case PartFigure::maxZ:
        return figures.maxZ();
    case PartFigure::kurtosis:
        return figures.kurtosis();
    case PartFigure::relativeError:
        break;
    }
    return figures.relativeError();
}

// ---- Table

void PartTable::setParts(QVector<PartItem> parts) {
    beginResetModel();
    parts_ = std::move(parts);
    endResetModel();
}
void PartTable::refresh(int part) {
    emit dataChanged(index(part, 0), index(part, columnCount() - 1));
}
int PartTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(parts_.size());
}
int PartTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 5;
}
QVariant PartTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= parts_.size()) return {};
    if (role == Qt::TextAlignmentRole && index.column() >= 2) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const PartItem& part = parts_[index.row()];
    if (index.column() == 0) return part.name;
    if (index.column() == 1) return shapeText(part.shape);
    if (index.row() >= statistics_.size()) return {};
    const PartFigures* figures = statistics_.figures(index.row());
    return figures ? number(figureOf(*figures, static_cast<PartFigure>(index.column() - 2))) : QString();
}
QVariant PartTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    if (section == 0) return tr("Tensor");
    if (section == 1) return tr("Shape");
    return figureTitle(static_cast<PartFigure>(section - 2));
}

// ---- Map

ModelMap::ModelMap(Previews& previews, QWidget* parent)
    : QWidget(parent), threshold_(usualThreshold), statistics_(previews, nullptr),
      table_(statistics_, nullptr), refresh_(new QTimer(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(&grid_, 1);
    layout->addWidget(&rest_);
    grid_.setObjectName(QStringLiteral("modelGrid"));
    grid_.setAccessibleName(tr("Map of layers and tensors"));
    rest_.setObjectName(QStringLiteral("modelRest"));
    rest_.setAccessibleName(tr("Tensors outside of layers"));
    rest_.setBarPlace(MapCanvas::BarPlace::none);
    for (MapCanvas* canvas : {&grid_, &rest_}) {
        canvas->setZoomable(false);
        canvas->setReadout([this, canvas](const MapProbe& probe) {
            return describe(
                partAt(*canvas, {.row = probe.row, .column = probe.column, .rows = 1, .columns = 1})
            );
        });
        connect(canvas, &MapCanvas::selected, this, [this, canvas](const Region& region) {
            const int part = partAt(*canvas, region);
            (canvas == &grid_ ? rest_ : grid_).setSelection({});
            if (part >= 0) emit partChosen(parts_[part].name);
        });
        connect(canvas, &MapCanvas::activated, this, [this, canvas](const Region& region) {
            const int part = partAt(*canvas, region);
            if (part >= 0) emit partActivated(parts_[part].name);
        });
        connect(canvas, &MapCanvas::probed, this, &ModelMap::probed);
    }
    connect(&grid_, &MapCanvas::thresholdDragged, this, [this](double value) {
        threshold_ = value;
        MapColors colors = rest_.colors();
        colors.threshold = value;
        rest_.setColors(colors);
    });
    refresh_->setSingleShot(true);
    refresh_->setInterval(refreshPause);
    connect(refresh_, &QTimer::timeout, this, &ModelMap::refill);
    connect(&statistics_, &PartStatistics::arrived, this, [this](int part) {
        table_.refresh(part);
        if (!refresh_->isActive()) refresh_->start();
        emit progressed();
    });
    connect(&statistics_, &PartStatistics::finished, this, &ModelMap::progressed);
}

void ModelMap::setAsset(const AssetPtr& asset, const Json& spec) {
    if (asset == asset_ && spec == spec_) return;
    const bool same =
        asset && asset_ && asset->path == asset_->path && asset->parts.size() == asset_->parts.size();
    asset_ = asset;
    spec_ = spec;
    if (!same) {
        parts_.clear();
        if (asset)
            for (const auto& part : asset->parts)
                if (hasNumbers(part)) parts_.push_back(part);
        inOrder();
        arrangeParts();
    }
    ask();
    table_.setParts(parts_);
    refill();
}

void ModelMap::setActive(bool active) {
    if (std::exchange(active_, active) == active) return;
    ask();
    refill(); // what is known already does not arrive again
}

void ModelMap::ask() {
    if (!asset_ || !active_) return statistics_.stop();
    QVector<PartStatistics::Item> items;
    for (const auto& part : parts_)
        items.push_back({{asset_->path, asset_->reader, asset_->hash, part.name, spec_}, {}});
    statistics_.ask(items, !spec_.isNull());
}

// Layer by layer, as figures are asked for and listed.
void ModelMap::inOrder() {
    const LayerGrid grid = layerGrid(parts_);
    QVector<PartItem> sorted;
    for (const int part : grid.others + grid.cells)
        if (part >= 0) sorted.push_back(parts_[part]);
    parts_ = std::move(sorted);
}

// Layers by types; without layers all parts in a field of cells that carry their names.
void ModelMap::arrangeParts() {
    layers_ = layerGrid(parts_);
    if (layers_.layers.isEmpty()) {
        const auto count = static_cast<qint64>(layers_.others.size());
        const auto columns =
            std::max<qint64>(1, static_cast<qint64>(std::ceil(std::sqrt(double(count) / 4))));
        layers_.cells = layers_.others;
        layers_.others.clear();
        while (layers_.cells.size() % columns != 0)
            layers_.cells.push_back(-1);
        grid_.setExtent(layers_.cells.size() / columns, columns);
        grid_.setRowAxis({});
        grid_.setColumnAxis({.shown = false});
        QStringList texts;
        for (const int part : layers_.cells)
            texts.push_back(part < 0 ? QString() : shortName(parts_[part].name));
        grid_.setCellTexts(texts);
    } else {
        grid_.setExtent(layers_.layers.size(), layers_.types.size());
        grid_.setRowAxis({.title = tr("Layer"), .names = layers_.layers});
        grid_.setColumnAxis({.title = tr("Tensor"), .names = layers_.types});
    }
    QStringList names;
    for (const int part : layers_.others)
        names.push_back(shortName(parts_[part].name));
    rest_.setVisible(!names.isEmpty());
    rest_.setExtent(1, names.size());
    rest_.setRowAxis({.names = {tr("other")}});
    rest_.setColumnAxis({.names = names});
    const int left = std::max(grid_.neededLeftMargin(), names.isEmpty() ? 0 : rest_.neededLeftMargin());
    grid_.setLeftMargin(left);
    rest_.setLeftMargin(left);
    rest_.setFixedHeight(rest_.heightFor(restHeight));
}

void ModelMap::resizeEvent(QResizeEvent*) {
    rest_.setFixedHeight(rest_.heightFor(restHeight));
}

void ModelMap::refill() {
    refresh_->stop();
    if (parts_.isEmpty() || statistics_.size() == 0) return;
    double low = INFINITY, high = -INFINITY;
    const auto fill = [&](MapCanvas& canvas, const QVector<int>& cells) {
        MapGrid grid{canvas.rows(), canvas.columns(), {}};
        std::vector<CellMark> marks;
        for (const int part : cells) {
            float value = std::nanf("");
            CellMark mark = CellMark::absent;
            if (part >= 0) {
                const PartFigures* figures = statistics_.figures(part);
                mark = figures || statistics_.error(part) ? CellMark::value : CellMark::pending;
                if (figures) value = static_cast<float>(figureOf(*figures, figure_));
            }
            if (std::isfinite(value)) {
                low = std::min(low, double(value));
                high = std::max(high, double(value));
            }
            grid.values.push_back(value);
            marks.push_back(mark);
        }
        canvas.setLayers({{std::make_shared<const MapPyramid>(std::move(grid)), 0, 0, 1, 1}});
        canvas.setMarks(std::move(marks));
    };
    fill(grid_, layers_.cells);
    if (!layers_.others.isEmpty()) fill(rest_, layers_.others);

    MapColors colors;
    colors.title = figureTitle(figure_);
    colors.scale.scale = scale();
    colors.clippedShare = 0;
    const bool some = low <= high;
    if (figure_ == PartFigure::maxZ) {
        colors.kind = MapKind::outlierBelow;
        colors.threshold = threshold_;
        colors.scale.low = 0;
        colors.scale.high = std::max(some ? high : 0, usualThreshold * 1.2);
    } else {
        colors.scale.low = some ? low : 0;
        colors.scale.high = some ? std::max(high, low + 1e-9) : 1;
    }
    grid_.setColors(colors);
    rest_.setColors(colors);
}

void ModelMap::setFigure(PartFigure figure) {
    figure_ = figure;
    refill();
}
void ModelMap::setScale(MapScale scale) {
    scales_[static_cast<size_t>(figure_)] = scale;
    refill();
}
MapScale ModelMap::scale() const {
    return scales_[static_cast<size_t>(figure_)];
}

void ModelMap::selectPart(const QString& name) {
    const auto at = [&](const QVector<int>& cells) {
        return std::ranges::find_if(cells, [&](int part) { return part >= 0 && parts_[part].name == name; }) -
               cells.begin();
    };
    const auto cell = at(layers_.cells), other = at(layers_.others);
    grid_.setSelection(cell < layers_.cells.size() ? cellOf(cell, grid_.columns()) : Region{});
    rest_.setSelection(other < layers_.others.size() ? cellOf(other, rest_.columns()) : Region{});
}

const Error* ModelMap::error() const {
    for (int i = 0; i < statistics_.size(); ++i)
        if (const Error* error = statistics_.error(i)) return error;
    return nullptr;
}

int ModelMap::partAt(const MapCanvas& canvas, const Region& region) const {
    const auto& cells = &canvas == &grid_ ? layers_.cells : layers_.others;
    const qint64 index = region.row * canvas.columns() + region.column;
    return index >= 0 && index < cells.size() ? cells[static_cast<qsizetype>(index)] : -1;
}

QStringList ModelMap::describe(int index) const {
    if (index < 0) return {};
    const PartItem& part = parts_[index];
    QStringList out{part.name, tr("%1, %2").arg(shapeText(part.shape), part.dtype)};
    if (index >= statistics_.size()) return out;
    if (const Error* error = statistics_.error(index)) {
        out.push_back(QString::fromStdString(error->what));
    } else if (const PartFigures* figures = statistics_.figures(index)) {
        out.push_back(
            tr("max |z| %1, kurtosis %2").arg(number(figures->maxZ(), 3), number(figures->kurtosis(), 3))
        );
        if (!spec_.isNull()) out.push_back(tr("relative error %1").arg(number(figures->relativeError(), 3)));
        if (figures->share < 1)
            out.push_back(tr("from %1 % of the values").arg(number(100 * figures->share, 2)));
    } else {
        out.push_back(tr("not measured yet"));
    }
    return out;
}

} // namespace rarebit::views

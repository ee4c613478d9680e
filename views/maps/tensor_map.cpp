// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/tensor_map.hpp"

#include "engine/core/values.hpp"
#include "views/core/background.hpp"
#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"
#include "views/core/style.hpp"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTimer>

namespace rarebit::views {
namespace {

constexpr double tilePixels = 5;
constexpr int listWidth = 216;
constexpr int listed = 100;
constexpr double usualZ = 6;             // standard deviations
constexpr qint64 mostDetail = 8'000'000; // values that are loaded for a window
constexpr double blockPixels = 14, elementPixels = 56;

// Loaded values of a whole part or of entries of its first axis, as cells of the plane: of several values in
// a cell the strongest.
std::vector<float> ofCells(std::vector<float> values, qint64 inner) {
    if (inner <= 1) return values;
    std::vector<float> out(values.size() / static_cast<size_t>(inner));
    for (size_t i = 0; i < out.size(); ++i) {
        float value = std::nanf("");
        for (qint64 k = 0; k < inner; ++k)
            value = strongest(value, values[i * static_cast<size_t>(inner) + static_cast<size_t>(k)]);
        out[i] = value;
    }
    return out;
}

} // namespace

QString valueTitle(MapValue value) {
    switch (value) {
    case MapValue::magnitude:
        return TensorMap::tr("Magnitude");
    case MapValue::zScore:
        return TensorMap::tr("z-score");
    case MapValue::error:
        break;
    }
    return TensorMap::tr("Error");
}

// ---- List

void StrongestTable::setSpots(QVector<Spot> spots, const QString& valueName) {
    beginResetModel();
    spots_ = std::move(spots);
    valueName_ = valueName;
    beyond_ = 0;
    endResetModel();
}
void StrongestTable::setThreshold(double threshold) {
    const auto beyond = static_cast<int>(
        std::ranges::find_if(spots_, [&](const Spot& spot) { return !(spot.shown >= threshold); }) -
        spots_.begin()
    );
    if (beyond > beyond_) {
        beginInsertRows({}, beyond_, beyond - 1);
        beyond_ = beyond;
        endInsertRows();
    } else if (beyond < beyond_) {
        beginRemoveRows({}, beyond, beyond_ - 1);
        beyond_ = beyond;
        endRemoveRows();
    }
}
int StrongestTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : beyond_;
}
int StrongestTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 3;
}
QVariant StrongestTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= beyond_) return {};
    const Spot& spot = spots_[index.row()];
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::FontRole) return views::font(Text::number);
    if (role == Qt::ToolTipRole) return spot.index;
    if (role != Qt::DisplayRole) return {};
    if (index.column() == 0) return grouped(spot.row);
    if (index.column() == 1) return grouped(spot.column);
    return number(spot.value);
}
QVariant StrongestTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Row") : section == 1 ? tr("Column") : valueName_;
}

// ---- Widget

TensorMap::TensorMap(Previews& previews, QWidget* parent)
    : QWidget(parent), previews_(previews), side_(new QWidget(this)), line_(new QWidget(this)),
      count_(makeLabel({}, Text::strong, Token::text, side_)),
      note_(makeLabel({}, Text::caption, Token::text2, side_)), list_(new QTableView(side_)),
      zoom_(new QPushButton(icon(QStringLiteral("zoom-in")), tr("Zoom"), side_)), settle_(new QTimer(this)) {
    canvas_.setObjectName(QStringLiteral("tensorMap"));
    canvas_.setAccessibleName(tr("Map of the tensor"));
    canvas_.setTilePixels(tilePixels);
    canvas_.setRowAxis({.title = tr("Row")});
    canvas_.setColumnAxis({.title = tr("Column")});
    canvas_.setTopBars({.shown = true});
    canvas_.setRightBars({.shown = true});
    canvas_.setReadout([this](const MapProbe& probe) { return describe(probe); });
    list_->setObjectName(QStringLiteral("strongest"));
    list_->setAccessibleName(tr("Strongest elements"));
    list_->setModel(&strongest_);
    dressTable(list_);
    list_->setSelectionMode(QAbstractItemView::SingleSelection);
    list_->setTabKeyNavigation(false);
    list_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    zoom_->setObjectName(QStringLiteral("zoom"));
    zoom_->setToolTip(tr("One step nearer to the selection (Enter)"));
    note_->setWordWrap(true);

    auto* sideLayout = new QVBoxLayout(side_);
    sideLayout->setContentsMargins(0, 8, 0, 8);
    sideLayout->setSpacing(4);
    auto* words = new QVBoxLayout;
    words->setContentsMargins(12, 0, 12, 4);
    words->setSpacing(2);
    words->addWidget(count_);
    words->addWidget(note_);
    sideLayout->addLayout(words);
    sideLayout->addWidget(list_, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 4, 12, 0);
    buttons->addWidget(zoom_);
    buttons->addStretch(1);
    sideLayout->addLayout(buttons);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(&canvas_, 1);
    layout->addWidget(line_);
    layout->addWidget(side_);
    line_->setFixedWidth(1);
    line_->setAutoFillBackground(true);
    line_->setBackgroundRole(QPalette::Mid);
    connect(&Theme::get(), &Theme::changed, this, &TensorMap::arrangeSide);

    settle_->setSingleShot(true);
    settle_->setInterval(80);
    connect(settle_, &QTimer::timeout, this, &TensorMap::planDetail);
    connect(&canvas_, &MapCanvas::windowChanged, this, [this] {
        settle_->start();
        showCount();
        emit windowChanged();
    });
    connect(&canvas_, &MapCanvas::resized, this, &TensorMap::showCount);
    connect(&canvas_, &MapCanvas::selected, this, &TensorMap::regionChosen);
    connect(&canvas_, &MapCanvas::activated, this, [this] { descend(); });
    connect(&canvas_, &MapCanvas::left, this, [this] {
        if (!ascend()) emit left();
    });
    connect(&canvas_, &MapCanvas::probed, this, &TensorMap::probed);
    connect(&canvas_, &MapCanvas::thresholdDragged, this, &TensorMap::thresholdMoved);
    connect(zoom_, &QPushButton::clicked, this, [this] { descend(); });
    connect(
        list_->selectionModel(),
        &QItemSelectionModel::currentRowChanged,
        this,
        [this](const QModelIndex& index) {
            if (!index.isValid()) return;
            const auto& spot = strongest_.spot(index.row());
            const Region region{.frame = 0, .row = spot.row, .column = spot.column, .rows = 1, .columns = 1};
            canvas_.setSelection(region);
            emit regionChosen(region);
        }
    );
    connect(list_, &QTableView::activated, this, [this] { descend(); });
}

// A narrow pane is for the map; the list is the view's table as well.
void TensorMap::arrangeSide() {
    const int wide = Theme::get().scaled(listWidth);
    side_->setFixedWidth(wide);
    const bool room = width() >= 3 * wide;
    side_->setVisible(room);
    line_->setVisible(room);
}
void TensorMap::resizeEvent(QResizeEvent*) {
    arrangeSide();
}

Source TensorMap::decoded() const {
    Source out = original_;
    out.spec = spec_;
    return out;
}

void TensorMap::setPart(const Source& original, const PartItem& part, const Json& spec) {
    const bool same = original == original_;
    if (same && spec == spec_) return;
    spec_ = spec;
    if (same) {
        bases_[1] = {};
        thresholds_[2].reset();
    } else {
        original_ = original;
        part_ = part;
        plane_ = PartPlane(part);
        bases_ = {};
        thresholds_ = {};
        visited_.clear();
        baseLayer_ = {};
        canvas_.setExtent(plane_.rows, plane_.columns);
    }
    ask();
}

// Anew; what is on its way for what was shown before is not wanted any more.
void TensorMap::ask() {
    ++generation_;
    detail_.reset();
    detailPyramid_.reset();
    error_.reset();
    askBase();
    rebuild();
}

void TensorMap::clear() {
    setPart({}, {}, {});
}

void TensorMap::setValue(MapValue value) {
    if (std::exchange(value_, value) == value) return;
    ask();
}

void TensorMap::setScale(MapScale scale) {
    scale_ = scale;
    rebuild();
}

void TensorMap::setSelection(const Region& plane) {
    canvas_.setSelection(plane);
}

// ---- What the engine knows of the whole tensor

void TensorMap::askBase() {
    pyramidTicket_.reset();
    outliersTicket_.reset();
    Base& to = base();
    const bool pair = value_ == MapValue::error;
    if (!original_.path.isEmpty() && !to.complete() && !(pair && spec_.isNull())) {
        const Source source = pair ? decoded() : original_;
        const Source* against = pair ? &original_ : nullptr;
        pyramidTicket_ =
            previews_.derive(QStringLiteral("pyramid"), {}, source, against, [this, &to](auto answer) {
                takePyramid(to, std::move(answer));
            });
        outliersTicket_ = previews_.derive(
            QStringLiteral("outliers"),
            Json::object({{"top", listed}}),
            source,
            against,
            [this, &to](auto answer) { takeOutliers(to, std::move(answer)); }
        );
    }
    emit stateChanged();
}

void TensorMap::takePyramid(Base& to, Result<Derived> answer) {
    if (!answer) return fail(answer.error());
    to.cells = pyramidCells(*answer);
    pyramidTicket_.reset();
    rebuild();
    emit stateChanged();
}

void TensorMap::takeOutliers(Base& to, Result<Derived> answer) {
    if (!answer) return fail(answer.error());
    for (const auto& detail : answer->details)
        if (detail.name == "outliers") to.outliers = detail.about;
    to.mean = to.outliers.at("mean").asDouble();
    to.deviation = to.outliers.at("std").asDouble();
    to.largest = to.outliers.at("absmax").asDouble();
    outliersTicket_.reset();
    rebuild();
    emit stateChanged();
}

void TensorMap::fail(const Error& error) {
    error_ = error;
    pyramidTicket_.reset();
    outliersTicket_.reset();
    emit stateChanged();
}

// ---- What is drawn

void TensorMap::rebuild() {
    const Base& from = base();
    MapColors colors;
    colors.kind = MapKind::outlierBelow;
    colors.scale.scale = scale_;
    colors.clippedShare = 0;
    baseLayer_ = {};
    if (!from.complete()) {
        canvas_.setLayers({});
        strongest_.setSpots({}, {});
        canvas_.setColors(colors);
        showCount();
        return;
    }
    const bool z = value_ == MapValue::zScore;
    const double mean = from.mean, deviation = from.deviation > 0 ? from.deviation : 1;
    const PyramidCells& cells = from.cells;
    MapGrid grid{cells.rows, cells.columns, std::vector<float>(cells.low.size())};
    float most = 0;
    for (size_t i = 0; i < grid.values.size(); ++i) {
        const double low = cells.low[i], high = cells.high[i];
        grid.values[i] = static_cast<float>(
            z ? std::max(high - mean, mean - low) / deviation : std::max(std::abs(low), std::abs(high))
        );
        if (std::isfinite(grid.values[i])) most = std::max(most, grid.values[i]);
    }
    baseLayer_ = {
        std::make_shared<const MapPyramid>(std::move(grid)), 0, 0, cells.cellRows, cells.cellColumns};
    colors.scale.low = 0;
    colors.scale.high = most > 0 ? double(most) : 1;
    const double usual = z ? usualZ : std::abs(mean) + usualZ * deviation;
    auto& threshold = thresholds_[static_cast<size_t>(value_)];
    colors.threshold = std::min(threshold.value_or(usual), colors.scale.high);
    colors.title = z ? tr("max |z|") : value_ == MapValue::error ? tr("max |error|") : tr("max |value|");
    canvas_.setColors(colors);
    rebuildList();
    showDetail();
    showCount();
    settle_->start();
}

void TensorMap::rebuildList() {
    const Base& from = base();
    const bool z = value_ == MapValue::zScore;
    QVector<StrongestTable::Spot> spots;
    for (const auto& entry : from.outliers.at("top").elements()) {
        const auto& index = entry.at("index").elements();
        StrongestTable::Spot spot;
        qint64 flat = 0;
        for (size_t axis = 0; axis < index.size(); ++axis)
            flat = flat * (qsizetype(axis) < part_.shape.size() ? part_.shape[qsizetype(axis)] : 1) +
                   index[axis].asInt();
        flat /= plane_.inner;
        spot.row = flat / plane_.columns;
        spot.column = flat % plane_.columns;
        spot.index = elementIndex(part_, spot.row, spot.column);
        spot.value = entry.at("value").asDouble();
        spot.shown = z ? std::abs(spot.value - from.mean) / (from.deviation > 0 ? from.deviation : 1)
                       : std::abs(spot.value);
        spots.push_back(spot);
    }
    std::ranges::stable_sort(spots, std::greater<>{}, &StrongestTable::Spot::shown);
    strongest_.setSpots(std::move(spots), value_ == MapValue::error ? tr("Error") : tr("Value"));
    strongest_.setThreshold(*canvas_.colors().threshold);
}

void TensorMap::thresholdMoved(double value) {
    thresholds_[static_cast<size_t>(value_)] = value;
    strongest_.setThreshold(value);
    showCount();
}

void TensorMap::showCount() {
    zoom_->setEnabled(base().complete());
    if (!base().complete() || !canvas_.colors().threshold) {
        count_->clear();
        note_->clear();
        return;
    }
    const double threshold = *canvas_.colors().threshold;
    const int tiles = canvas_.tilesBeyond(threshold);
    const QString limit =
        (value_ == MapValue::zScore ? QStringLiteral("z ") : QString()) + number(threshold, 3);
    count_->setText(
        tiles == 1 ? tr("1 tile beyond %1").arg(limit) : tr("%1 tiles beyond %2").arg(grouped(tiles), limit)
    );
    const int spots = strongest_.rowCount();
    note_->setText(
        spots == 0                    ? tr("no element is that strong")
        : spots == 1                  ? tr("1 element")
        : spots == strongest_.total() ? tr("the %1 strongest elements").arg(grouped(spots))
                                      : tr("%1 elements, strongest first").arg(grouped(spots))
    );
}

// ---- Values themselves, where the window is small enough

bool TensorMap::Detail::covers(const QRectF& window) const {
    return QRectF(double(column), double(row), double(columns), double(rows)).contains(window);
}

void TensorMap::planDetail() {
    if (!baseLayer_.data || (baseLayer_.cellRows == 1 && baseLayer_.cellColumns == 1)) return;
    const QRectF& window = canvas_.window();
    if (detail_ && detail_->covers(window)) return;
    // Only where cells of the pyramid are larger than tiles have to be.
    const QRectF plot = canvas_.plotRect();
    const double cellWidth = double(baseLayer_.cellColumns) * plot.width() / window.width();
    const double cellHeight = double(baseLayer_.cellRows) * plot.height() / window.height();
    const bool coarse = (baseLayer_.cellColumns > 1 && cellWidth > 1.5 * tilePixels) ||
                        (baseLayer_.cellRows > 1 && cellHeight > 1.5 * tilePixels);
    if (!coarse) return;
    if (plane_.vector) return loadDetail(0, 1);
    const qint64 rowValues = plane_.columns * plane_.inner;
    const auto first = static_cast<qint64>(window.top());
    const qint64 last = std::min(plane_.rows, static_cast<qint64>(std::ceil(window.bottom())));
    const auto fits = [&](const Rows& entries) {
        return (entries.end - entries.begin) * plane_.rowsPerEntry * rowValues <= mostDetail;
    };
    const qint64 spare = (last - first) / 2;
    const qint64 wideFirst = std::max<qint64>(0, first - spare),
                 wideLast = std::min(plane_.rows, last + spare);
    if (fits(plane_.entries(wideFirst, wideLast - wideFirst)))
        return loadDetail(wideFirst, wideLast - wideFirst);
    if (fits(plane_.entries(first, last - first))) loadDetail(first, last - first);
}

void TensorMap::loadDetail(qint64 first, qint64 count) {
    const Rows entries = plane_.vector ? Rows{} : plane_.entries(first, count);
    const bool pair = value_ == MapValue::error;
    struct Loading {
        std::shared_ptr<const Payload> original, decoded;
    };
    auto loading = std::make_shared<Loading>();
    const auto arrived = [this, loading, pair, entries, generation = generation_] {
        if (!loading->original || (pair && !loading->decoded) || generation != generation_) return;
        const PartPlane plane = plane_;
        inBackground(
            this,
            [loading, plane, entries]() -> Result<Detail> {
                Detail out;
                out.row = plane.vector ? 0 : entries.begin * plane.rowsPerEntry;
                out.columns = plane.columns;
                for (auto [payload, to] :
                     {std::pair{loading->original, &out.original}, {loading->decoded, &out.decoded}}) {
                    if (!payload) continue;
                    const auto* tensor = std::get_if<TensorView>(payload.get());
                    if (!tensor)
                        return internalError("rows of a tensor came as something else", "outlier map");
                    RB_TRY(auto values, toFloats(*tensor));
                    *to = ofCells(std::move(values), plane.inner);
                }
                out.rows = static_cast<qint64>(out.original.size()) / std::max<qint64>(1, plane.columns);
                if (!out.decoded.empty() && out.decoded.size() != out.original.size())
                    return badInput(
                        "the reconstruction has other rows than the original",
                        "outlier map",
                        "choose another result"
                    );
                return out;
            },
            [this, generation](Result<Detail> detail) {
                if (generation != generation_) return;
                if (!detail) return fail(detail.error());
                takeDetail(std::move(*detail));
            }
        );
    };
    const auto take = [this, arrived](
                          std::shared_ptr<const Payload> Loading::*to,
                          const std::shared_ptr<Loading>& all,
                          Result<std::shared_ptr<const Payload>> answer
                      ) {
        if (!answer) return fail(answer.error());
        (*all).*to = *answer;
        arrived();
    };
    originalTicket_ = previews_.load(original_, entries, [take, loading](auto answer) {
        take(&Loading::original, loading, std::move(answer));
    });
    if (pair)
        decodedTicket_ = previews_.load(decoded(), entries, [take, loading](auto answer) {
            take(&Loading::decoded, loading, std::move(answer));
        });
}

void TensorMap::takeDetail(Detail detail) {
    const auto shared = std::make_shared<const Detail>(std::move(detail));
    const double mean = base().mean, deviation = base().deviation > 0 ? base().deviation : 1;
    inBackground(
        this,
        [shared, mean, deviation, value = value_] {
            MapGrid grid{shared->rows, shared->columns, shared->original};
            for (size_t i = 0; i < grid.values.size(); ++i) {
                float& v = grid.values[i];
                v = value == MapValue::zScore  ? static_cast<float>(std::abs(double(v) - mean) / deviation)
                    : value == MapValue::error ? std::abs(v - shared->decoded[i])
                                               : std::abs(v);
            }
            return std::make_shared<const MapPyramid>(std::move(grid));
        },
        [this, shared, generation = generation_](std::shared_ptr<const MapPyramid> pyramid) {
            if (generation != generation_) return;
            detail_ = shared;
            detailPyramid_ = std::move(pyramid);
            showDetail();
            showCount();
        }
    );
}

void TensorMap::showDetail() {
    QVector<MapLayer> layers{baseLayer_};
    if (detail_ && detailPyramid_) layers.push_back({detailPyramid_, detail_->row, detail_->column, 1, 1});
    canvas_.setLayers(layers);
}

// ---- Levels

void TensorMap::zoomTo(QPointF centre, double cellPixels) {
    const QRectF plot = canvas_.plotRect();
    const QSizeF size(plot.width() / cellPixels, plot.height() / std::max(cellPixels * 0.4, 14.0));
    visited_.push_back(canvas_.window());
    // Whole elements, so that no number is cut.
    canvas_.setWindow(QRectF(
        std::round(centre.x() - size.width() / 2),
        std::round(centre.y() - size.height() / 2),
        std::floor(size.width()),
        std::floor(size.height())
    ));
}

bool TensorMap::descend() {
    const double pixels = canvas_.plotRect().width() / std::max(1.0, canvas_.window().width());
    if (!base().complete() || pixels >= elementPixels * 0.9) return false;
    const Region& chosen = canvas_.selection();
    const QPointF centre = chosen.empty() ? canvas_.window().center()
                                          : QPointF(
                                                double(chosen.column) + double(chosen.columns) / 2,
                                                double(chosen.row) + double(chosen.rows) / 2
                                            );
    zoomTo(centre, pixels < blockPixels * 0.9 ? blockPixels : elementPixels);
    return true;
}

bool TensorMap::ascend() {
    if (canvas_.showsEverything()) {
        visited_.clear();
        return false;
    }
    canvas_.setWindow(visited_.isEmpty() ? canvas_.everything() : visited_.takeLast());
    return true;
}

QString TensorMap::windowText() const {
    if (canvas_.showsEverything()) return {};
    const QRectF& w = canvas_.window();
    const auto range = [](double low, double high) {
        return QStringLiteral("%1–%2").arg(grouped(qint64(low)), grouped(qint64(std::ceil(high)) - 1));
    };
    return tr("rows %1, columns %2").arg(range(w.top(), w.bottom()), range(w.left(), w.right()));
}

QStringList TensorMap::describe(const MapProbe& probe) const {
    const Base& from = base();
    const double deviation = from.deviation > 0 ? from.deviation : 1;
    if (probe.single()) {
        QStringList out{elementIndex(part_, probe.row, probe.column)};
        const QRectF cell(double(probe.column), double(probe.row), 1, 1);
        if (detail_ && detail_->covers(cell)) {
            const double x = detail_->original[detail_->at(probe.row, probe.column)];
            out.push_back(tr("value %1").arg(number(x)));
            if (!detail_->decoded.empty()) {
                const double y = detail_->decoded[detail_->at(probe.row, probe.column)];
                out.push_back(tr("after %1, error %2").arg(number(y), number(x - y)));
            } else {
                out.push_back(tr("z %1").arg(number(std::abs(x - from.mean) / deviation, 3)));
            }
            return out;
        }
        out.push_back(canvas_.colors().title + QLatin1Char(' ') + number(probe.value));
        return out;
    }
    const auto range = [](qint64 first, qint64 count) {
        return count == 1 ? grouped(first)
                          : QStringLiteral("%1–%2").arg(grouped(first), grouped(first + count - 1));
    };
    return {
        tr("rows %1, columns %2").arg(range(probe.row, probe.rows), range(probe.column, probe.columns)),
        canvas_.colors().title + QLatin1Char(' ') + number(probe.value)};
}

} // namespace rarebit::views

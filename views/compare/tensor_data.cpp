// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/tensor_data.hpp"

#include "engine/core/values.hpp"
#include "views/core/background.hpp"
#include "views/core/numbers.hpp"
#include "views/maps/pyramid_detail.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rarebit::views {
namespace {

constexpr int histogramBins = 8192;
constexpr int listedSpots = 100;
constexpr qint64 mostValues = 8'000'000; // that are loaded for a window or a region
constexpr double tilePixels = 4;
constexpr double usualShare = 0.995;

size_t indexOf(TensorSide side) {
    return static_cast<size_t>(side);
}

// Each cell shows its strongest value with its sign. The engine's error is A - B; here it is B - A.
MapGrid signedGrid(const PyramidCells& cells, bool negated) {
    MapGrid grid{cells.rows, cells.columns, std::vector<float>(cells.low.size())};
    for (size_t i = 0; i < grid.values.size(); ++i) {
        const float value = cells.strongestAt(i);
        grid.values[i] = negated ? -value : value;
    }
    return grid;
}

// Magnitudes in the middle of bins, so often as the bin counts, thinned to a few thousand.
std::vector<double> magnitudes(const std::vector<int64_t>& counts, double low, double high) {
    constexpr double kept = 20000;
    double total = 0;
    for (const auto count : counts)
        total += static_cast<double>(count);
    std::vector<std::pair<double, double>> bins; // magnitude, count
    const double width = (high - low) / static_cast<double>(std::max<size_t>(1, counts.size()));
    for (size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0)
            bins.emplace_back(
                std::abs(low + (static_cast<double>(i) + 0.5) * width), static_cast<double>(counts[i])
            );
    std::ranges::sort(bins);
    std::vector<double> out;
    double before = 0;
    for (const auto& [magnitude, count] : bins) {
        before += count;
        while (static_cast<double>(out.size()) < before / total * kept)
            out.push_back(magnitude);
    }
    return out;
}

SideFigures figuresFrom(const Json& statistics, bool negated) {
    SideFigures out;
    const double sign = negated ? -1 : 1;
    out.mean = sign * statistics.at("mean").asDouble(std::nan(""));
    out.deviation = statistics.at("std").asDouble(std::nan(""));
    out.low = statistics.at("min").asDouble(std::nan(""));
    out.high = statistics.at("max").asDouble(std::nan(""));
    if (negated) out = {out.mean, out.deviation, -out.high, -out.low, out.rms};
    out.rms = std::hypot(out.mean, out.deviation);
    return out;
}

SideFigures measured(const std::vector<float>& values) {
    SideFigures out;
    double sum = 0, squares = 0;
    qint64 count = 0;
    float low = INFINITY, high = -INFINITY;
    for (const float value : values) {
        if (!std::isfinite(value)) continue;
        ++count;
        sum += value;
        squares += double(value) * value;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (count == 0) return out;
    out.mean = sum / double(count);
    out.rms = std::sqrt(squares / double(count));
    // In a second pass: the difference of squares loses small deviations.
    double centred = 0;
    for (const float value : values)
        if (std::isfinite(value)) centred += (value - out.mean) * (value - out.mean);
    out.deviation = std::sqrt(centred / double(count));
    out.low = low;
    out.high = high;
    return out;
}

std::vector<float> difference(const std::vector<float>& a, const std::vector<float>& b) {
    std::vector<float> out(std::min(a.size(), b.size()));
    for (size_t i = 0; i < out.size(); ++i)
        out[i] = a[i] == b[i] ? 0 : b[i] - a[i];
    return out;
}

} // namespace

double PairFigures::signalToNoise() const {
    const double noise = sides[indexOf(TensorSide::error)].rms;
    return noise == 0 ? INFINITY : 20 * std::log10(sides[0].rms / noise);
}

PairFigures figuresOf(const std::vector<float>& a, const std::vector<float>& b) {
    PairFigures out;
    out.count = static_cast<qint64>(a.size());
    out.sides[0] = measured(a);
    if (b.empty()) return out;
    out.sides[1] = measured(b);
    out.sides[2] = measured(difference(a, b));
    double product = 0, squaresA = 0, squaresB = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        if (!std::isfinite(a[i]) || !std::isfinite(b[i])) continue;
        product += double(a[i]) * b[i];
        squaresA += double(a[i]) * a[i];
        squaresB += double(b[i]) * b[i];
    }
    out.cosine = product / std::sqrt(squaresA * squaresB);
    return out;
}

void TensorData::show(const Source& a, const std::optional<Source>& b, const PartItem& part) {
    clear();
    a_ = a;
    b_ = b;
    part_ = part;
    plane_ = PartPlane(part);
    if (plane_.elements() == 0) return;
    const auto pyramid = [this](TensorSide side) {
        return [this, side](const Derived& answer) { takePyramid(side, answer); };
    };
    const Source& shown = b_ ? *b_ : a_;
    const Source* against = b_ ? &a_ : nullptr;
    derive(QStringLiteral("pyramid"), {}, a_, nullptr, pyramid(TensorSide::a));
    if (b_) {
        derive(QStringLiteral("pyramid"), {}, *b_, nullptr, pyramid(TensorSide::b));
        derive(QStringLiteral("pyramid"), {}, *b_, against, pyramid(TensorSide::error));
    }
    const Json bins = Json::object({{"bins", histogramBins}});
    derive(QStringLiteral("histogram"), bins, shown, against, [this](const Derived& answer) {
        takeHistogram(answer);
    });
    derive(QStringLiteral("statistics"), {}, shown, against, [this](const Derived& answer) {
        takeStatistics(answer);
    });
    if (b_)
        derive(
            QStringLiteral("worst"),
            Json::object({{"top", listedSpots}}),
            shown,
            against,
            [this](const Derived& answer) { takeSpots(answer); }
        );
    if (plane_.vector && plane_.columns <= mostValues)
        load(
            0, 1, [this](ValuesPtr values) { takeValues(std::move(values)); }, windowTickets_
        );
}

void TensorData::clear() {
    ++generation_;
    tickets_.clear();
    windowTickets_ = {};
    regionTickets_ = {};
    waiting_ = 0;
    loadingFirst_ = -1;
    whole_ = {};
    values_ = nullptr;
    valuePyramids_ = {};
    figures_.reset();
    wholeFigures_.reset();
    figuresNote_.clear();
    asked_ = {};
    spots_.clear();
    error_.reset();
    b_.reset();
    plane_ = PartPlane(PartItem{});
}

void TensorData::derive(
    const QString& what,
    const Json& args,
    const Source& source,
    const Source* against,
    std::function<void(const Derived&)> take
) {
    ++waiting_;
    auto ticket = std::make_shared<Ticket>();
    tickets_.push_back(ticket);
    *ticket =
        previews_.derive(what, args, source, against, [this, take = std::move(take)](Result<Derived> answer) {
            if (!answer) return fail(answer.error());
            if (answer->share >= 1) --waiting_;
            take(*answer);
        });
}

void TensorData::fail(const Error& error) {
    error_ = error;
    waiting_ = 0;
    emit changed();
}

void TensorData::takePyramid(TensorSide side, const Derived& answer) {
    PyramidCells cells = pyramidCells(answer);
    if (cells.empty()) return;
    Whole& whole = whole_[indexOf(side)];
    whole.cellRows = cells.cellRows;
    whole.cellColumns = cells.cellColumns;
    ++waiting_;
    inBackground(
        this,
        [cells = std::move(cells), negated = side == TensorSide::error] {
            return std::make_shared<const MapPyramid>(signedGrid(cells, negated));
        },
        [this, side, generation = generation_](std::shared_ptr<const MapPyramid> pyramid) {
            if (generation != generation_) return;
            --waiting_;
            whole_[indexOf(side)].pyramid = std::move(pyramid);
            emit changed();
        }
    );
}

// Rows: values; of a pair original, decoded, error.
void TensorData::takeHistogram(const Derived& answer) {
    for (const auto& detail : answer.details) {
        const auto* tensor = std::get_if<TensorView>(&detail.values);
        if (detail.kind != "histogram" || !tensor || tensor->shape.size() != 2) continue;
        const auto bins = static_cast<size_t>(tensor->shape[1]);
        for (size_t row = 0; row < static_cast<size_t>(tensor->shape[0]) && row < whole_.size(); ++row) {
            std::vector<int64_t> counts(bins);
            std::memcpy(
                counts.data(), tensor->bytes.data() + row * bins * sizeof(int64_t), bins * sizeof(int64_t)
            );
            const Json& ends = detail.about.at(row == indexOf(TensorSide::error) ? "error_edges" : "edges");
            whole_[row].magnitudes = magnitudes(counts, ends.at(size_t{0}).asDouble(), ends.at(1).asDouble());
        }
    }
    emit changed();
}

void TensorData::takeStatistics(const Derived& answer) {
    PairFigures figures;
    for (const auto& detail : answer.details) {
        if (detail.kind != "statistics") continue;
        const TensorSide side = detail.name == "decoded" ? TensorSide::b
                                : detail.name == "error" ? TensorSide::error
                                                         : TensorSide::a;
        whole_[indexOf(side)].largest = detail.about.at("absmax").asDouble();
        figures.sides[indexOf(side)] = figuresFrom(detail.about, side == TensorSide::error);
        if (side == TensorSide::a) figures.count = detail.about.at("count").asInt();
    }
    wholeFigures_ = figures;
    if (asked_.empty()) {
        figures_ = figures;
        emit figuresChanged();
    }
    emit changed();
}

void TensorData::takeSpots(const Derived& answer) {
    spots_.clear();
    for (const auto& detail : answer.details)
        for (const auto& entry : detail.about.at("spots").elements()) {
            qint64 flat = 0;
            const auto& index = entry.at("index").elements();
            for (size_t axis = 0; axis < index.size() && axis < static_cast<size_t>(part_.shape.size());
                 ++axis)
                flat = flat * part_.shape[static_cast<qsizetype>(axis)] + index[axis].asInt();
            TensorSpot spot;
            spot.row = flat / plane_.columns;
            spot.column = flat % plane_.columns;
            spot.index = elementIndex(part_, spot.row, spot.column);
            spot.a = entry.at("original").asDouble(std::nan(""));
            spot.b = entry.at("decoded").asDouble(std::nan(""));
            if (spot.a != spot.b) spots_.push_back(spot);
        }
    emit changed();
}

QVector<MapLayer> TensorData::layers(TensorSide side, qint64 frameRow) const {
    const Whole& whole = whole_[indexOf(side)];
    QVector<MapLayer> out;
    if (whole.pyramid) out.push_back({whole.pyramid, -frameRow, 0, whole.cellRows, whole.cellColumns});
    if (valuePyramids_[indexOf(side)])
        out.push_back({valuePyramids_[indexOf(side)], values_->row - frameRow, 0, 1, 1});
    return out;
}

double TensorData::reach(bool ofError, bool largest) const {
    const auto of = [&](TensorSide side) {
        const Whole& whole = whole_[indexOf(side)];
        if (largest) return whole.largest;
        const auto& sorted = whole.magnitudes;
        if (sorted.empty()) return 0.0;
        const auto at = static_cast<size_t>(usualShare * static_cast<double>(sorted.size()));
        return sorted[std::min(at, sorted.size() - 1)];
    };
    const double known = ofError ? of(TensorSide::error) : std::max(of(TensorSide::a), of(TensorSide::b));
    // Nearly all values are zero: the percentile says nothing.
    return known > 0 || largest ? known : reach(ofError, true);
}

double TensorData::beyond(TensorSide side, double reach) const {
    const auto& sorted = whole_[indexOf(side)].magnitudes;
    if (sorted.empty()) return std::nan("");
    const auto inside = std::ranges::upper_bound(sorted, reach) - sorted.begin();
    return 1 - static_cast<double>(inside) / static_cast<double>(sorted.size());
}

std::optional<double> TensorData::value(TensorSide side, qint64 row, qint64 column) const {
    if (!values_ || !values_->covers(row, 1)) return {};
    const auto& values = values_->sides[indexOf(side)];
    if (values.empty()) return {};
    return values[values_->at(row, column)];
}

const std::vector<float>& TensorData::vectorValues(TensorSide side) const {
    static const std::vector<float> none;
    return plane_.vector && values_ ? values_->sides[indexOf(side)] : none;
}

void TensorData::want(const QRectF& window, QSizeF pixels) {
    const Whole& whole = whole_[0];
    if (plane_.vector || !whole.pyramid || (whole.cellRows == 1 && whole.cellColumns == 1) ||
        window.isEmpty())
        return;
    const double cellWidth = double(whole.cellColumns) * pixels.width() / window.width();
    const double cellHeight = double(whole.cellRows) * pixels.height() / window.height();
    const bool coarse = (whole.cellColumns > 1 && cellWidth > 1.5 * tilePixels) ||
                        (whole.cellRows > 1 && cellHeight > 1.5 * tilePixels);
    const auto first = std::max<qint64>(0, static_cast<qint64>(std::floor(window.top())));
    const qint64 count = std::min(plane_.rows, static_cast<qint64>(std::ceil(window.bottom()))) - first;
    if (!coarse || count <= 0 || (values_ && values_->covers(first, count))) return;
    if (loadingFirst_ >= 0 && first >= loadingFirst_ && first + count <= loadingFirst_ + loadingCount_)
        return;
    // Some rows more on either side, so that a pan finds them there.
    qint64 from = std::max<qint64>(0, first - count / 2);
    qint64 rows = std::min(plane_.rows, first + count + count / 2) - from;
    if (rows * plane_.columns > mostValues) {
        from = first;
        rows = count;
    }
    if (rows * plane_.columns > mostValues) return;
    loadingFirst_ = from;
    loadingCount_ = rows;
    load(
        from, rows, [this](ValuesPtr values) { takeValues(std::move(values)); }, windowTickets_
    );
}

void TensorData::load(
    qint64 first, qint64 count, std::function<void(ValuesPtr)> take, std::array<Ticket, 2>& tickets
) {
    const Rows entries = plane_.vector ? Rows{} : plane_.entries(first, count);
    struct Loading {
        std::array<std::shared_ptr<const Payload>, 2> payloads;
        int missing = 0;
    };
    auto loading = std::make_shared<Loading>();
    loading->missing = b_ ? 2 : 1;
    const auto arrived = [this, loading, entries, take = std::move(take), generation = generation_] {
        inBackground(
            this,
            [loading, entries, plane = plane_]() -> Result<std::shared_ptr<Values>> {
                auto values = std::make_shared<Values>();
                values->row = plane.vector ? 0 : entries.begin * plane.rowsPerEntry;
                values->columns = plane.columns;
                for (size_t side = 0; side < 2; ++side) {
                    if (!loading->payloads[side]) continue;
                    const auto* tensor = std::get_if<TensorView>(loading->payloads[side].get());
                    if (!tensor) return internalError("rows of a tensor came as something else", "Compare");
                    RB_TRY(values->sides[side], toFloats(*tensor));
                }
                if (loading->payloads[1]) {
                    if (values->sides[0].size() != values->sides[1].size())
                        return badInput(
                            "A and B have different numbers of values in these rows",
                            "Compare",
                            "choose sides whose parts have the same shape"
                        );
                    values->sides[2] = difference(values->sides[0], values->sides[1]);
                }
                values->rows =
                    static_cast<qint64>(values->sides[0].size()) / std::max<qint64>(1, plane.columns);
                return values;
            },
            [this, take, generation](Result<std::shared_ptr<Values>> values) {
                if (generation != generation_) return;
                if (!values) return fail(values.error());
                take(std::move(*values));
            }
        );
    };
    const Source sources[2]{a_, b_.value_or(Source{})};
    for (size_t side = 0; side < (b_ ? 2u : 1u); ++side)
        tickets[side] = previews_.load(
            sources[side],
            entries,
            [this, side, loading, arrived](Result<std::shared_ptr<const Payload>> payload) {
                if (!payload) return fail(payload.error());
                loading->payloads[side] = std::move(*payload);
                if (--loading->missing == 0) arrived();
            }
        );
}

void TensorData::takeValues(ValuesPtr values) {
    loadingFirst_ = -1;
    inBackground(
        this,
        [values] {
            std::array<std::shared_ptr<const MapPyramid>, 3> pyramids;
            for (size_t side = 0; side < pyramids.size(); ++side)
                if (!values->sides[side].empty())
                    pyramids[side] = std::make_shared<const MapPyramid>(MapGrid{
                        values->rows, values->columns, values->sides[side]});
            return pyramids;
        },
        [this, values, generation = generation_](std::array<std::shared_ptr<const MapPyramid>, 3> pyramids) {
            if (generation != generation_) return;
            values_ = values;
            valuePyramids_ = std::move(pyramids);
            emit changed();
        }
    );
}

void TensorData::askFigures(const Region& region) {
    if (region == asked_ && (figures_ || !figuresNote_.isEmpty())) return;
    asked_ = region;
    figures_.reset();
    figuresNote_.clear();
    if (region.empty()) {
        figures_ = wholeFigures_;
        emit figuresChanged();
        return;
    }
    const qint64 first = plane_.vector ? 0 : region.row, count = plane_.vector ? 1 : region.rows;
    if (values_ && values_->covers(first, count)) return measure(values_, region);
    if (count * plane_.columns > mostValues) {
        figuresNote_ =
            tr("More than %1 values in the rows of this region: choose fewer rows").arg(grouped(mostValues));
        emit figuresChanged();
        return;
    }
    emit figuresChanged();
    load(
        first, count, [this, region](ValuesPtr values) { measure(values, region); }, regionTickets_
    );
}

void TensorData::measure(const ValuesPtr& values, const Region& region) {
    inBackground(
        this,
        [values, region] {
            std::array<std::vector<float>, 2> cut;
            for (size_t side = 0; side < 2; ++side) {
                if (values->sides[side].empty()) continue;
                for (qint64 row = region.row;
                     row < std::min(region.row + region.rows, values->row + values->rows);
                     ++row)
                    for (qint64 column = region.column;
                         column < std::min(region.column + region.columns, values->columns);
                         ++column)
                        cut[side].push_back(values->sides[side][values->at(row, column)]);
            }
            return figuresOf(cut[0], cut[1]);
        },
        [this, region, generation = generation_](const PairFigures& figures) {
            if (generation != generation_ || !(region == asked_)) return;
            figures_ = figures;
            emit figuresChanged();
        }
    );
}

} // namespace rarebit::views

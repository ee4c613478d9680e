// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/distribution_figure.hpp"

#include "views/core/numbers.hpp"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

namespace rarebit::views {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Distribution)
};

Error notAsAgreed(const Detail& detail) {
    return internalError(
        "the detail \"" + detail.name + "\" of a worker is not what its protocol says", "distribution"
    );
}

template <class T>
std::vector<double> numbersOf(const TensorView& tensor) {
    std::vector<T> raw(tensor.bytes.size() / sizeof(T));
    std::memcpy(raw.data(), tensor.bytes.data(), raw.size() * sizeof(T));
    return {raw.begin(), raw.end()};
}

// Rows of counts with the ends of their bins.
Status takeHistogram(Distribution& into, const Detail& detail) {
    const auto* tensor = std::get_if<TensorView>(&detail.values);
    if (!tensor || tensor->dtype != DType::i64 || tensor->shape.size() != 2) return notAsAgreed(detail);
    const auto counts = numbersOf<int64_t>(*tensor);
    const auto rows = static_cast<size_t>(tensor->shape[0]), bins = static_cast<size_t>(tensor->shape[1]);
    if (counts.size() != rows * bins || (rows != 1 && rows != 3)) return notAsAgreed(detail);
    Histogram* const places[]{&into.original, &into.decoded, &into.error};
    into.decoded = into.error = {};
    for (size_t row = 0; row < rows; ++row) {
        Histogram& histogram = *places[row];
        histogram = {};
        const Json& edges = detail.about.at(row == 2 ? "error_edges" : "edges");
        if (edges.size() != 2) continue; // no finite value
        histogram.low = edges.at(size_t{0}).asDouble();
        histogram.high = edges.at(1).asDouble();
        const auto begin = counts.begin() + static_cast<ptrdiff_t>(row * bins);
        histogram.counts.assign(begin, begin + static_cast<ptrdiff_t>(bins));
        histogram.outside = detail.about.at("outside").at(row).asDouble();
        if (histogram.high > histogram.low) continue;
        // All values are the same: one bin around it.
        const double half = std::max(std::abs(histogram.low) * 0.01, 1e-9);
        histogram.counts = {histogram.total()};
        histogram.low -= half;
        histogram.high += half;
    }
    into.leftOut = detail.about.at("left_out").asDouble();
    return Ok{};
}

// Edges and heights of the bins. Heights of narrower bins are scaled to the width of the original's, so that
// equal areas are equal shares.
Series binsOf(const Histogram& histogram, double width) {
    Series series{.name = {}, .mark = Mark::bins, .x = {}, .y = {}};
    const double step = histogram.width();
    for (size_t i = 0; i <= histogram.counts.size(); ++i)
        series.x.push_back(histogram.low + step * static_cast<double>(i));
    for (const double count : histogram.counts)
        series.y.push_back(width > 0 ? count * width / step : count);
    return series;
}

QString percent(double share) {
    const double value = share * 100;
    return number(value, std::abs(value) < 1 || value > 99 ? 3 : 2) + QStringLiteral(" %");
}

} // namespace

double Histogram::total() const {
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

int Histogram::binOf(double x) const {
    if (empty() || !(x >= low && x <= high)) return -1;
    return std::min(static_cast<int>((x - low) / width()), static_cast<int>(counts.size()) - 1);
}

double Histogram::shareBelow(double x) const {
    const double all = total();
    if (all <= 0 || x <= low) return 0;
    if (x >= high) return 1;
    const auto bin = static_cast<size_t>(binOf(x));
    const double before = std::accumulate(counts.begin(), counts.begin() + static_cast<ptrdiff_t>(bin), 0.0);
    const double within = (x - low) / width() - static_cast<double>(bin);
    return (before + counts[bin] * within) / all;
}

double Histogram::quantile(double share) const {
    double left = share * total();
    for (size_t i = 0; i < counts.size(); ++i) {
        if (left <= counts[i] && counts[i] > 0)
            return low + width() * (static_cast<double>(i) + left / counts[i]);
        left -= counts[i];
    }
    return high;
}

Status take(Distribution& into, const std::vector<Detail>& details) {
    for (const Detail& detail : details) {
        if (detail.kind == "histogram") {
            RB_CHECK(takeHistogram(into, detail));
            into.levels.clear();
        } else if (detail.name == "levels") {
            const auto* tensor = std::get_if<TensorView>(&detail.values);
            if (!tensor || tensor->dtype != DType::f64) return notAsAgreed(detail);
            into.levels = numbersOf<double>(*tensor);
        } else if (detail.name == "statistics" || detail.name == "original") {
            into.statistics = detail.about;
        } else if (detail.name == "decoded") {
            into.decodedStatistics = detail.about;
        } else if (detail.name == "error") {
            into.errorStatistics = detail.about;
        }
    }
    return Ok{};
}

Figure distributionFigure(const Distribution& distribution, const DistributionOptions& options) {
    Figure figure;
    figure.legend = Legend::above;
    figure.x = {.name = Words::tr("Value"), .unit = {}, .scale = options.x};
    figure.y = {.name = Words::tr("%1 per bin").arg(options.values), .unit = {}, .scale = options.y};
    figure.title = Words::tr("Distribution");
    const Histogram& original = distribution.original;
    if (original.empty()) return figure;
    const double size = std::max(std::abs(original.low), std::abs(original.high));
    const double deviation = distribution.statistics.at("std").asDouble(size / 30);
    figure.x.linearBelow = std::max({deviation / 10, size * 1e-6, 1e-300});

    Series bars = binsOf(original, 0);
    bars.name = Words::tr("original");
    figure.series.push_back(std::move(bars));
    if (!distribution.decoded.empty()) {
        Series line = binsOf(distribution.decoded, original.width());
        line.name = options.decodedName;
        line.mark = Mark::binsLine;
        figure.series.push_back(std::move(line));
    }
    if (!distribution.error.empty()) {
        Series line = binsOf(distribution.error, original.width());
        line.name = Words::tr("error");
        line.mark = Mark::binsLine;
        line.style = 1;
        figure.series.push_back(std::move(line));
    }
    if (options.levels && !distribution.levels.empty()) {
        Series levels{.name = Words::tr("levels"), .mark = Mark::ticks, .x = distribution.levels, .y = {}};
        levels.y.assign(levels.x.size(), 0);
        figure.series.push_back(std::move(levels));
    }
    if (options.ruler) {
        const double low = original.quantile(options.low), high = original.quantile(options.high);
        figure.bands = {{.high = low}, {.low = high}};
        figure.handles = {{low, percent(options.low)}, {high, percent(options.high)}};
        figure.notes.push_back(
            {Words::tr("%1 beyond").arg(percent(options.low + 1 - options.high)), Qt::TopRightCorner}
        );
    }
    return figure;
}

} // namespace rarebit::views

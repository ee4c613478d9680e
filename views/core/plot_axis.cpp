// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/plot_axis.hpp"

#include "views/core/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

double niceStep(double rough) {
    const double magnitude = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (rough <= factor * magnitude * 1.0000001) return factor * magnitude;
    return 10 * magnitude;
}

// Labels of evenly spaced ticks carry as many decimals as the step needs.
QString evenLabel(double value, double step) {
    if (std::abs(value) < step * 1e-9) return QStringLiteral("0");
    const double size = std::abs(value);
    if (size >= 10000) {
        const double unit = std::pow(1000, std::floor(std::log10(size) / 3));
        if (step >= unit / 100) return compact(value);
    }
    if (size < 1e-4) return number(value, 3);
    int decimals = 0;
    for (double scaled = step; decimals < 7 && std::abs(scaled - std::round(scaled)) > 1e-6; scaled *= 10)
        ++decimals;
    if (decimals == 0) return grouped(std::llround(value));
    QString text = QString::number(size, 'f', decimals);
    return value < 0 ? QChar(0x2212) + text : text;
}

Ticks evenTicks(double low, double high, int count) {
    Ticks out;
    const double step = niceStep((high - low) / std::max(1, count));
    for (double k = std::ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k) {
        out.at.push_back(k * step);
        out.labels.push_back(evenLabel(k * step, step));
    }
    return out;
}

Ticks logTicks(double low, double high, int count) {
    const double decades = high - low;
    if (decades < 0.7) { // too narrow for powers: even steps of the value itself
        Ticks even = evenTicks(std::pow(10, low), std::pow(10, high), count);
        for (double& at : even.at)
            at = std::log10(at);
        return even;
    }
    Ticks out;
    const int every = std::max(1, static_cast<int>(std::ceil(decades / std::max(2, count))));
    std::vector<double> mantissas{1};
    if (decades * 3 <= count + 1) mantissas = {1, 2, 5};
    for (int power = static_cast<int>(std::floor(low)); power <= high; ++power) {
        for (int mantissa = 1; mantissa < 10; ++mantissa) {
            const double at = power + std::log10(mantissa);
            if (at < low - 1e-9 || at > high + 1e-9) continue;
            const bool major =
                power % every == 0 && std::ranges::find(mantissas, mantissa) != mantissas.end();
            if (major) {
                out.at.push_back(at);
                out.labels.push_back(compact(mantissa * std::pow(10, power)));
            } else if (mantissa == 1 || every == 1) {
                out.minor.push_back(at);
            }
        }
    }
    return out;
}

Ticks symlogTicks(const Axis& axis, double low, double high, int count) {
    Ticks out;
    const auto add = [&](double value) {
        const double at = toAxis(axis, value);
        if (at < low - 1e-9 || at > high + 1e-9) return;
        out.at.push_back(at);
        out.labels.push_back(value == 0 ? QStringLiteral("0") : compact(value));
    };
    const int first = static_cast<int>(std::ceil(std::log10(axis.linearBelow) - 1e-9));
    const int last =
        static_cast<int>(std::ceil(std::log10(std::abs(fromAxis(axis, std::max(-low, high))) + 1e-300)));
    const double perPower = std::max(1e-9, count * 1.0 / std::max(1e-9, high - low)); // ticks per decade
    const int every = std::max(1, static_cast<int>(std::ceil(1 / perPower)));
    for (int power = last; power >= first; --power)
        if ((power - first) % every == 0) add(-std::pow(10, power));
    add(0);
    for (int power = first; power <= last; ++power)
        if ((power - first) % every == 0) add(std::pow(10, power));
    return out;
}

bool isHidden(const Series& series, const QStringList& hidden) {
    return !series.name.isEmpty() && hidden.contains(series.name);
}

struct Extent {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    void take(double value) {
        if (!std::isfinite(value)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    bool empty() const { return low > high; }
};

// Room around the data, and something to look at where there is one value or none.
Span padded(const Axis& axis, Extent extent, bool padLow, bool padHigh) {
    if (extent.empty()) return {toAxis(axis, 1), toAxis(axis, 1) + 1};
    double size = extent.high - extent.low;
    if (size <= 0) {
        size = axis.scale == AxisScale::linear ? std::max(std::abs(extent.low) * 0.2, 1e-12) : 0.5;
        return {extent.low - size, extent.high + size};
    }
    if (padLow) extent.low -= size * 0.06;
    if (padHigh) extent.high += size * 0.06;
    return {extent.low, extent.high};
}

Span chosen(const Axis& axis, Span span) {
    if (const double low = toAxis(axis, axis.low); std::isfinite(low)) span.low = low;
    if (const double high = toAxis(axis, axis.high); std::isfinite(high)) span.high = high;
    if (!(span.high > span.low)) span.high = span.low + 1;
    return span;
}

} // namespace

double toAxis(const Axis& axis, double value) {
    switch (axis.scale) {
    case AxisScale::linear:
        return value;
    case AxisScale::log:
        return value > 0 ? std::log10(value) : notANumber;
    case AxisScale::symlog:
        return std::copysign(std::log10(1 + std::abs(value) / axis.linearBelow), value);
    }
    return value;
}

double fromAxis(const Axis& axis, double position) {
    switch (axis.scale) {
    case AxisScale::linear:
        return position;
    case AxisScale::log:
        return std::pow(10, position);
    case AxisScale::symlog:
        return std::copysign((std::pow(10, std::abs(position)) - 1) * axis.linearBelow, position);
    }
    return position;
}

Ticks ticksOf(const Axis& axis, double low, double high, int pixels, bool horizontal) {
    if (!(high > low)) return {};
    const int count = std::clamp(pixels / (horizontal ? 85 : 42), 1, 8);
    switch (axis.scale) {
    case AxisScale::linear:
        return evenTicks(low, high, count);
    case AxisScale::log:
        return logTicks(low, high, count);
    case AxisScale::symlog:
        return symlogTicks(axis, low, high, count);
    }
    return {};
}

Span fitX(const Figure& figure, const QStringList& hidden) {
    Extent extent;
    bool bins = false;
    for (const auto& series : figure.series) {
        if (isHidden(series, hidden)) continue;
        bins = bins || series.mark == Mark::bins;
        for (const double x : series.x)
            extent.take(toAxis(figure.x, x));
    }
    return chosen(figure.x, padded(figure.x, extent, !bins, !bins));
}

Span fitY(const Figure& figure, const QStringList& hidden) {
    Extent extent;
    bool bins = false;
    for (const auto& series : figure.series) {
        if (isHidden(series, hidden) || series.mark == Mark::failed || series.mark == Mark::ticks) continue;
        bins = bins || series.mark == Mark::bins;
        for (const double y : series.y)
            extent.take(toAxis(figure.y, y));
    }
    const bool linear = figure.y.scale == AxisScale::linear;
    // Infinite values stand at the end of the axis, clear of the others.
    bool above = false, below = false;
    for (const auto& series : figure.series)
        for (const double y : series.y) {
            above = above || y == std::numeric_limits<double>::infinity();
            below = below || y == -std::numeric_limits<double>::infinity();
        }
    if (above && !extent.empty()) extent.high += 0.1 * (extent.high - extent.low);
    if (below && !extent.empty()) extent.low -= 0.1 * (extent.high - extent.low);
    if (bins && !extent.empty()) { // counts stand on the axis: 0, or 1 on a log axis
        extent.low = linear ? 0 : std::min(extent.low, 0.0);
        return chosen(figure.y, padded(figure.y, extent, false, true));
    }
    // From zero where that costs little of the height, so that heights compare.
    const bool fromZero = linear && extent.low >= 0 && extent.low < 0.35 * extent.high;
    if (fromZero) extent.low = 0;
    return chosen(figure.y, padded(figure.y, extent, !fromZero, true));
}

} // namespace rarebit::views

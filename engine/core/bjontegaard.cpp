// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/bjontegaard.hpp"

#include "engine/core/front.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace rarebit {
namespace {

using Values = std::vector<double>;

// Slopes of a monotone piecewise cubic (Fritsch and Butland): the weighted harmonic mean of the neighbours,
// 0 where the direction turns, three-point slopes at the ends that keep the shape.
Values pchipSlopes(const Values& h, const Values& m) {
    const size_t n = m.size() + 1;
    Values d(n, 0);
    if (n == 2) return {m[0], m[0]};
    for (size_t k = 1; k + 1 < n; ++k) {
        if (m[k - 1] * m[k] <= 0) continue;
        const double w1 = 2 * h[k] + h[k - 1], w2 = h[k] + 2 * h[k - 1];
        d[k] = (w1 + w2) / (w1 / m[k - 1] + w2 / m[k]);
    }
    const auto end = [](double h0, double h1, double m0, double m1) {
        const double slope = ((2 * h0 + h1) * m0 - h0 * m1) / (h0 + h1);
        if (slope * m0 <= 0) return 0.0;
        return m0 * m1 <= 0 && std::abs(slope) > std::abs(3 * m0) ? 3 * m0 : slope;
    };
    d[0] = end(h[0], h[1], m[0], m[1]);
    d[n - 1] = end(h[n - 2], h[n - 3], m[n - 2], m[n - 3]);
    return d;
}

// Akima (1970): each slope leans to the side that changes less; two slopes continue the curve at each end.
Values akimaSlopes(const Values& m) {
    const size_t n = m.size() + 1;
    if (n == 2) return {m[0], m[0]};
    Values e(m.size() + 4);
    std::ranges::copy(m, e.begin() + 2);
    e[1] = 2 * e[2] - e[3];
    e[0] = 2 * e[1] - e[2];
    e[n + 1] = 2 * e[n] - e[n - 1];
    e[n + 2] = 2 * e[n + 1] - e[n];
    Values d(n);
    for (size_t k = 0; k < n; ++k) {
        const double left = std::abs(e[k + 3] - e[k + 2]), right = std::abs(e[k + 1] - e[k]);
        const double sum = left + right;
        d[k] = sum > 0 ? (left * e[k + 1] + right * e[k + 2]) / sum : (e[k + 1] + e[k + 2]) / 2;
    }
    return d;
}

// The integral of the Hermite piece over its part [a, b], exactly.
double hermite(double h, double y0, double y1, double d0, double d1, double a, double b) {
    const double m = (y1 - y0) / h;
    const double c2 = (3 * m - 2 * d0 - d1) / h, c3 = (d0 + d1 - 2 * m) / (h * h);
    const auto antiderivative = [&](double t) { return t * (y0 + t * (d0 / 2 + t * (c2 / 3 + t * c3 / 4))); };
    return antiderivative(b) - antiderivative(a);
}

// Least squares of degree 3 (less with fewer points) on [-1, 1], where powers are well behaved.
double polynomialIntegral(const Values& x, const Values& y, double low, double high) {
    const size_t terms = std::min<size_t>(4, x.size());
    const double middle = (x.front() + x.back()) / 2, half = (x.back() - x.front()) / 2;
    std::vector<Values> basis; // orthonormal over the points, as coefficients and as values
    std::vector<Values> at;
    Values fit(terms, 0);
    for (size_t term = 0; term < terms; ++term) {
        Values coefficients(terms, 0), values(x.size());
        coefficients[term] = 1;
        for (size_t i = 0; i < x.size(); ++i)
            values[i] = std::pow((x[i] - middle) / half, static_cast<double>(term));
        for (int pass = 0; pass < 2; ++pass) // twice is enough against rounding
            for (size_t k = 0; k < basis.size(); ++k) {
                double dot = 0;
                for (size_t i = 0; i < x.size(); ++i)
                    dot += at[k][i] * values[i];
                for (size_t i = 0; i < x.size(); ++i)
                    values[i] -= dot * at[k][i];
                for (size_t c = 0; c < terms; ++c)
                    coefficients[c] -= dot * basis[k][c];
            }
        double norm = 0, weight = 0;
        for (const double value : values)
            norm += value * value;
        norm = std::sqrt(norm);
        for (double& value : values)
            value /= norm;
        for (double& coefficient : coefficients)
            coefficient /= norm;
        for (size_t i = 0; i < x.size(); ++i)
            weight += values[i] * y[i];
        for (size_t c = 0; c < terms; ++c)
            fit[c] += weight * coefficients[c];
        basis.push_back(std::move(coefficients));
        at.push_back(std::move(values));
    }
    const auto antiderivative = [&](double position) {
        const double t = (position - middle) / half;
        double sum = 0;
        for (size_t c = terms; c-- > 0;)
            sum = sum * t + fit[c] / static_cast<double>(c + 1);
        return sum * t * half;
    };
    return antiderivative(high) - antiderivative(low);
}

// Of the curve y(x) over [low, high]; x rises.
double integral(const Values& x, const Values& y, BdFit fit, double low, double high) {
    if (fit == BdFit::cubic) return polynomialIntegral(x, y, low, high);
    Values h(x.size() - 1), m(x.size() - 1);
    for (size_t k = 0; k < h.size(); ++k) {
        h[k] = x[k + 1] - x[k];
        m[k] = (y[k + 1] - y[k]) / h[k];
    }
    const Values d = fit == BdFit::pchip ? pchipSlopes(h, m) : akimaSlopes(m);
    double sum = 0;
    for (size_t k = 0; k < h.size(); ++k) {
        const double a = std::max(low, x[k]), b = std::min(high, x[k + 1]);
        if (a < b) sum += hermite(h[k], y[k], y[k + 1], d[k], d[k + 1], a - x[k], b - x[k]);
    }
    return sum;
}

struct Curve {
    Values quality, rate; // both rise; rate: log10
    size_t leftOut = 0, duplicates = 0, turning = 0;
};

Curve curveOf(std::span<const BdPoint> points, bool hull) {
    Curve out;
    std::vector<std::pair<double, double>> kept; // quality, log10 of the rate
    for (const auto& point : points)
        if (std::isfinite(point.quality) && std::isfinite(point.rate) && point.rate > 0)
            kept.emplace_back(point.quality, std::log10(point.rate));
    out.leftOut = points.size() - kept.size();
    std::ranges::sort(kept);
    const auto again = std::ranges::unique(kept, {}, &std::pair<double, double>::first);
    out.duplicates = again.size();
    kept.erase(again.begin(), again.end());
    for (size_t k = 1; k < kept.size(); ++k)
        out.turning += kept[k].second <= kept[k - 1].second;
    if (out.turning > 0 && hull) {
        Values cost, loss;
        for (const auto& [quality, rate] : kept) {
            cost.push_back(rate);
            loss.push_back(-quality);
        }
        std::vector<std::pair<double, double>> corners;
        for (const size_t i : hullOf(frontOf(cost, loss), cost, loss))
            corners.push_back(kept[i]);
        out.turning = kept.size() - corners.size();
        kept = std::move(corners);
    }
    for (const auto& [quality, rate] : kept) {
        out.quality.push_back(quality);
        out.rate.push_back(rate);
    }
    return out;
}

// The mean of test - anchor over the x that both cover; nothing where that is none.
std::optional<double>
meanDifference(const Values& xa, const Values& ya, const Values& xt, const Values& yt, BdFit fit) {
    const double low = std::max(xa.front(), xt.front()), high = std::min(xa.back(), xt.back());
    if (!(low < high)) return std::nullopt;
    return (integral(xt, yt, fit, low, high) - integral(xa, ya, fit, low, high)) / (high - low);
}

} // namespace

std::optional<BdFit> bdFit(std::string_view name) {
    const auto found = std::ranges::find(bdFitNames, name);
    if (found == bdFitNames.end()) return std::nullopt;
    return static_cast<BdFit>(found - bdFitNames.begin());
}

bool isDoubt(BdNote note) {
    return note <= BdNote::tooFew;
}

std::string describe(const BdWarning& warning) {
    switch (warning.note) {
    case BdNote::noOverlap:
        return "no overlap: the curves share no quality";
    case BdNote::notMonotone:
        return fmt::format("not monotone: {:.0f} points beside the hull", warning.value);
    case BdNote::fewPoints:
        return fmt::format("{:.0f} points, fewer than {}", warning.value, bdMinimumPoints);
    case BdNote::smallOverlap:
        return fmt::format("overlap {:.0f} %, under {:.0f} %", warning.value, 100 * bdMinimumOverlap);
    case BdNote::fitsDiffer:
        return fmt::format("the fits differ by {:.1f} points", warning.value);
    case BdNote::tooFew:
        return "fewer than two points";
    case BdNote::duplicates:
        return fmt::format("{:.0f} points of equal quality left out", warning.value);
    case BdNote::leftOut:
        return fmt::format("{:.0f} points without finite quality or rate left out", warning.value);
    }
    return {};
}

bool BdDelta::significant() const {
    return rate &&
           std::ranges::none_of(warnings, [](const BdWarning& warning) { return isDoubt(warning.note); });
}

BdDelta
bjontegaard(std::span<const BdPoint> anchor, std::span<const BdPoint> test, const BdOptions& options) {
    const Curve a = curveOf(anchor, options.hull), t = curveOf(test, options.hull);
    BdDelta out;
    out.points = t.rate.size();
    out.anchorPoints = a.rate.size();
    const auto warn = [&](bool is, BdNote note, double value) {
        if (is) out.warnings.push_back({note, value});
    };
    const auto counted = [&](size_t count, BdNote note) {
        warn(count > 0, note, static_cast<double>(count));
    };
    const size_t fewest = std::min(out.points, out.anchorPoints);
    counted(a.turning + t.turning, BdNote::notMonotone);
    counted(a.duplicates + t.duplicates, BdNote::duplicates);
    counted(a.leftOut + t.leftOut, BdNote::leftOut);
    if (fewest < 2) {
        warn(true, BdNote::tooFew, static_cast<double>(fewest));
        return out;
    }
    warn(fewest < bdMinimumPoints, BdNote::fewPoints, static_cast<double>(fewest));
    const double low = std::max(a.quality.front(), t.quality.front()),
                 high = std::min(a.quality.back(), t.quality.back());
    const double all =
        std::max(a.quality.back(), t.quality.back()) - std::min(a.quality.front(), t.quality.front());
    out.overlap = std::max(0.0, high - low) / all;
    if (!(low < high)) {
        warn(true, BdNote::noOverlap, 0);
        return out;
    }
    warn(out.overlap < bdMinimumOverlap, BdNote::smallOverlap, 100 * out.overlap);
    if (!options.hull && a.turning + t.turning > 0) return out;
    double least = INFINITY, most = -INFINITY;
    for (size_t fit = 0; fit < bdFitNames.size(); ++fit) {
        const auto mean = meanDifference(a.quality, a.rate, t.quality, t.rate, static_cast<BdFit>(fit));
        if (!mean) continue;
        const double percent = 100 * (std::pow(10, *mean) - 1);
        out.rates[fit] = percent;
        least = std::min(least, percent);
        most = std::max(most, percent);
    }
    warn(most - least > bdLargestSpread, BdNote::fitsDiffer, most - least);
    out.rate = out.rates[static_cast<size_t>(options.fit)];
    out.quality = meanDifference(a.rate, a.quality, t.rate, t.quality, options.fit);
    return out;
}

} // namespace rarebit

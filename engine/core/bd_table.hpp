// SPDX-License-Identifier: GPL-3.0-or-later
// Bjontegaard deltas of the results of a project: which results make one curve, every curve against an
// anchor per asset, and their averages. What `rarebit bd` and the window show.
#pragma once

#include "engine/core/bjontegaard.hpp"
#include "engine/core/json.hpp"

#include <map>

namespace rarebit {

/// Of a set of points, how much of the spread of x lies between the values of a parameter rather than within
/// them: what varies along a curve is the parameter with the most. NaN is a value like others.
double influence(std::span<const double> parameter, std::span<const double> x);

/// A result as far as curves need it.
struct BdRow {
    std::string assetHash, asset, parts, method;
    /// Those that differ from their defaults, as text; where the run had rules, "rules" (rulesText) as well.
    std::map<std::string, std::string> params;
    BdPoint point;
};

/// "GLOB=SPEC" of every rule of a row's or a spec's list, with spaces between; empty for none.
std::string rulesText(const Json& rules);

/// How a rate column and a metric become points: deltas need a rate to save and a quality to gain.
struct BdAxes {
    bool rateIsGain = false;    // more is better (a ratio): its inverse is the rate
    bool lowerIsBetter = false; // of the metric: its negative is the quality
    bool logQuality = false;    // log10 of the metric, for errors that span decades
    BdPoint point(double rate, double metric) const;
    /// What a delta of quality is for the metric: in its unit, or in percent of it where the axis is log.
    double change(double quality) const;
};

/// A method with its settings but one, which varies along the curve.
struct BdCurve {
    std::string name; // spec: "jpeg", "rtn:group=64": the settings that tell it from the method's others
    std::string method, along;
    std::vector<size_t> rows;
};
/// In order of their names.
std::vector<BdCurve> bdCurves(std::span<const BdRow> rows);

/// The curve that a spec means; an error names the curves that there are.
Result<size_t>
findBdCurve(std::span<const BdRow> rows, std::span<const BdCurve> curves, std::string_view spec);
/// Where none is asked for: the one of the most assets, then of the most points, then the first by name.
size_t usualBdAnchor(std::span<const BdRow> rows, std::span<const BdCurve> curves);

struct BdTableRow {
    std::string asset, assetHash, parts, method; // method: the curve's name
    BdDelta delta;
};
struct BdMean {
    std::string method;
    std::optional<double> rate, quality; // means of the assets' deltas that have a value
    size_t of = 0, assets = 0;           // how many have one, of how many
    /// The delta of the curves of means: at each setting the mean rate and the mean quality over all assets.
    /// Only of several assets, with at least two settings that all of them share.
    std::optional<BdDelta> ofMean{};
    bool significant = false; // every asset's delta is
};
struct BdTable {
    std::vector<BdTableRow> rows; // by asset, then by curve
    std::vector<BdMean> means;    // by curve
};
BdTable bdTable(
    std::span<const BdRow> rows, std::span<const BdCurve> curves, size_t anchor, const BdOptions& options
);

} // namespace rarebit

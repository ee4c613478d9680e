// SPDX-License-Identifier: GPL-3.0-or-later
// How the values of a part are distributed: of the original, of its reconstruction, of the error.
#pragma once

#include "engine/core/json.hpp"
#include "engine/core/metric.hpp"
#include "views/core/plot.hpp"

namespace rarebit::views {

/// Counts of equal bins from `low` to `high`.
struct Histogram {
    double low = 0, high = 0;
    std::vector<double> counts;
    double outside = 0; // finite values beyond the ends
    bool empty() const { return counts.empty(); }
    double width() const { return empty() ? 0 : (high - low) / static_cast<double>(counts.size()); }
    double total() const;
    /// The share of values below x, even within a bin; of those that lie in the bins.
    double shareBelow(double x) const;
    /// The inverse.
    double quantile(double share) const;
    /// The bin that x is in; -1: none.
    int binOf(double x) const;
};

struct Distribution {
    Histogram original, decoded, error;
    std::vector<double> levels;
    double leftOut = 0;                                  // not finite
    Json statistics, decodedStatistics, errorStatistics; // as `info --stats`; null: not known yet
};

/// Puts what `derive` answered for "histogram" or "statistics" in its place. An error where a detail is not
/// what the protocol says.
Status take(Distribution& into, const std::vector<Detail>& details);

struct DistributionOptions {
    AxisScale x = AxisScale::linear, y = AxisScale::log;
    QString values;                   // what is counted: "Weights"
    bool levels = true;               // whether they are worth showing
    QString decodedName;              // "B"
    bool ruler = true;                // two handles
    double low = 0.001, high = 0.999; // shares of the values, where the handles stand
};

Figure distributionFigure(const Distribution& distribution, const DistributionOptions& options);

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// Results as curves of quality over rate: the figure of the rate-distortion view and of reports.
#pragma once

#include "views/core/plot.hpp"
#include "views/core/result_set.hpp"

#include <functional>

namespace rarebit::views {

enum class Choice : uint8_t { automatic, off, on };

struct CurveOptions {
    QString x = QStringLiteral("rate_bits_per_element"), y;
    Choice xLog = Choice::automatic, yLog = Choice::automatic;
    Choice xReversed = Choice::automatic, yReversed = Choice::automatic; // automatic: better is up and left
    bool front = true, hull = false, errors = true;
    QString asset;                        // hash; empty: all assets
    QStringList hidden{};                 // series that fronts and hulls leave out
    std::function<bool(int row)> shown{}; // none: every row
};

struct Curves {
    Figure figure;
    int points = 0;      // results on the chart
    int failed = 0;      // of them, failed
    int lacking = 0;     // results without a value on one of the axes
    int offScale = 0;    // with a value that a logarithmic axis has no place for
    bool errors = false; // some have error bars
};

/// One series per method of an asset. Along it the parameter varies that moves the rate most; where others
/// vary too, their combinations are lines of their own within the series. Point ids are rows.
Curves curvesOf(
    const ResultSet& results,
    const CurveOptions& options,
    const ResultSet* ghosts = nullptr,
    const QString& ghostName = {}
);

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// Axes in plain numbers: values become positions along a straight axis, whatever its scale.
#pragma once

#include "views/core/plot.hpp"

#include <QVector>

namespace rarebit::views {

/// Position on a straight axis; NaN where a log axis has no place for it.
double toAxis(const Axis& axis, double value);
double fromAxis(const Axis& axis, double position);

struct Ticks {
    QVector<double> at, minor; // positions
    QVector<QString> labels;
};
/// Ticks between two positions on an axis of that many pixels.
Ticks ticksOf(const Axis& axis, double low, double high, int pixels, bool horizontal);

struct Span {
    double low = 0, high = 1; // positions
    double size() const { return high - low; }
};
/// What the axes must show; hidden series are left out.
Span fitX(const Figure& figure, const QStringList& hidden);
Span fitY(const Figure& figure, const QStringList& hidden);

} // namespace rarebit::views

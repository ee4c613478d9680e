// SPDX-License-Identifier: GPL-3.0-or-later
// Markers of series, the same in every view.
#pragma once

#include "views/core/theme.hpp"

#include <QPainterPath>

class QPainter;

namespace rarebit::views {

/// Centred on the origin.
QPainterPath markerPath(Marker marker, double radius);
/// With an edge in the colour of the ground, so that it stands out from its line.
void paintMarker(QPainter& painter, QPointF at, const SeriesStyle& style, double radius, QColor ground);

} // namespace rarebit::views

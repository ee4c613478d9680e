// SPDX-License-Identifier: GPL-3.0-or-later
// The small signs that mean the same in every view: the letter of a slot, the marker of a series.
#pragma once

#include "views/core/theme.hpp"

#include <QPainterPath>

class QPainter;

namespace rarebit::views {

/// Centred on the origin.
QPainterPath markerPath(Marker marker, double radius);
/// With an edge in the colour of the ground, so that it stands out from its line.
void paintMarker(QPainter& painter, QPointF at, const SeriesStyle& style, double radius, QColor ground);

/// 16 x 16: A filled, B and later outlined.
void paintSlotLetter(QPainter& painter, const QRectF& rect, int slot);

} // namespace rarebit::views

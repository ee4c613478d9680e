// SPDX-License-Identifier: GPL-3.0-or-later
// A figure as a small picture without axes and words, in the colours of the shown theme.
#pragma once

#include "views/core/plot.hpp"

class QPainter;

namespace rarebit::views {

void paintMiniature(QPainter& painter, const QRect& rect, const Figure& figure);

} // namespace rarebit::views

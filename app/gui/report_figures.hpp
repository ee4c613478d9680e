// SPDX-License-Identifier: GPL-3.0-or-later
// Draws what a report shows: the charts of the screen, from the same descriptions, in light colours.
#pragma once

#include "engine/report/report.hpp"

namespace rarebit::gui {

/// Charts and the markers of their series. Stills are drawn by ReportStage.
Status drawCharts(Report& report);

} // namespace rarebit::gui

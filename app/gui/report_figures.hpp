// SPDX-License-Identifier: GPL-3.0-or-later
// Draws what a report shows: the charts of the screen, from the same descriptions, in light colours.
#pragma once

#include "engine/report/report.hpp"

#include <QString>

#include <functional>

namespace rarebit::gui {

/// What a writer of pictures puts into a file with this suffix.
Result<std::string> fileOf(const QString& suffix, const std::function<Status(const QString& path)>& write);
/// Charts and the markers of their series. report_stage.hpp draws stills.
Status drawCharts(Report& report);

} // namespace rarebit::gui

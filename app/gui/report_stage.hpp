// SPDX-License-Identifier: GPL-3.0-or-later
// Views without a window: the stills of a report.
#pragma once

#include "engine/report/report.hpp"

namespace rarebit::gui {

/// Opens the project, sets each still's view up as the still says, waits until it has shown everything, and
/// takes what the view's own export gives (a drawing where it can, else points).
Status drawStills(Report& report, const ReportOptions& options);

} // namespace rarebit::gui

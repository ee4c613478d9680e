// SPDX-License-Identifier: GPL-3.0-or-later
// `rarebit-gui --report OPTIONS`: what the command line starts, without a window, for a report with figures.
#pragma once

class QApplication;
class QString;

namespace rarebit::gui {

/// OPTIONS: a ReportOptions as JSON. Prints one JSON object, {"files",...} or {"error"}; the exit code.
int runReport(QApplication& application, const QString& options);

} // namespace rarebit::gui

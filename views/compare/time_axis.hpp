// SPDX-License-Identifier: GPL-3.0-or-later
// What time lines of clips and sounds share.
#pragma once

#include <QString>

namespace rarebit::views {

/// A step of 1, 2 or 5 times a power of ten that gives at most `most` steps.
double niceStep(double extent, double most);
/// "00:07.440".
QString timeText(double seconds);

} // namespace rarebit::views

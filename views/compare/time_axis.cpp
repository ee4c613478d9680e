// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/time_axis.hpp"

#include <algorithm>
#include <cmath>

namespace rarebit::views {

double niceStep(double extent, double most) {
    const double raw = extent / std::max(1.0, most);
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= raw) return factor * power;
    return 10 * power;
}

QString timeText(double seconds) {
    const auto milliseconds = static_cast<int64_t>(std::llround(seconds * 1000));
    return QStringLiteral("%1:%2.%3")
        .arg(milliseconds / 60'000, 2, 10, QChar('0'))
        .arg(milliseconds / 1000 % 60, 2, 10, QChar('0'))
        .arg(milliseconds % 1000, 3, 10, QChar('0'));
}

} // namespace rarebit::views

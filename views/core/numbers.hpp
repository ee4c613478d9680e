// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers read in the window: U+202F between thousands, U+2212 for minus, the unit beside the number.
// Files and command lines use the C locale instead.
#pragma once

#include <QString>

#include <cstdint>

namespace rarebit::views {

/// 1234567 -> "1 234 567".
QString grouped(int64_t value);
/// `digits` significant digits, without an exponent between 1e-4 and 1e7; "∞", "−∞", "–" for NaN (missing).
QString number(double value, int digits = 4);
/// "532 B", "1.18 MB", "16.1 GB" (powers of 1000).
QString byteSize(double bytes);
/// "0.8 ms", "12 s", "3 min 20 s", "2 h 5 min".
QString duration(double seconds);
/// "1k", "10M": tick labels.
QString compact(double value);
/// "4 096 × 14 336".
template <class Shape>
QString shapeText(const Shape& shape) {
    QString out;
    for (const auto extent : shape) {
        if (!out.isEmpty()) out += QStringLiteral(" × ");
        out += grouped(extent);
    }
    return out;
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/numbers.hpp"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace rarebit::views {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Numbers)
};

constexpr QChar narrowSpace(0x202f), minus(0x2212);
const QString missing = QStringLiteral("–");

// Digits of "-1234567.25e-09": thousands apart, a minus sign for each hyphen.
QString typeset(const QString& plain) {
    QString out = plain;
    qsizetype whole = out.startsWith(QLatin1Char('-')) ? 1 : 0;
    const qsizetype first = whole;
    while (whole < out.size() && out[whole].isDigit())
        ++whole;
    for (qsizetype at = whole - 3; at > first; at -= 3)
        out.insert(at, narrowSpace);
    return out.replace(QLatin1Char('-'), minus);
}

QString withoutTrailingZeros(QString text) {
    if (!text.contains(QLatin1Char('.'))) return text;
    while (text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.'))) text.chop(1);
    return text == QStringLiteral("-0") ? QStringLiteral("0") : text;
}

QString scientific(double value, int digits) {
    const QString text = QString::number(value, 'e', digits - 1);
    const qsizetype e = text.indexOf(QLatin1Char('e'));
    return withoutTrailingZeros(text.left(e)) + QLatin1Char('e') + QString::number(text.mid(e + 1).toInt());
}

QString infinite(double value) {
    if (std::isnan(value)) return missing;
    return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
}

// Three significant digits of a value below 1000.
QString three(double value) {
    const double size = std::abs(value);
    return QString::number(value, 'f', size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

} // namespace

QString grouped(int64_t value) {
    return typeset(QString::number(value));
}

QString number(double value, int digits) {
    if (!std::isfinite(value)) return infinite(value);
    if (value == 0) return QStringLiteral("0");
    const double size = std::abs(value);
    if (size < 1e-4 || size >= 1e7) return typeset(scientific(value, digits));
    const int decimals = digits - 1 - static_cast<int>(std::floor(std::log10(size)));
    return typeset(withoutTrailingZeros(QString::number(value, 'f', std::max(0, decimals))));
}

QString byteSize(double bytes) {
    if (!std::isfinite(bytes)) return infinite(bytes);
    static constexpr std::array units{"B", "kB", "MB", "GB", "TB", "PB"};
    size_t unit = 0;
    while (std::abs(bytes) >= 999.5 && unit + 1 < units.size()) {
        bytes /= 1000;
        ++unit;
    }
    const QString value = unit == 0 ? QString::number(bytes, 'f', 0) : three(bytes);
    return typeset(value) + QLatin1Char(' ') + QLatin1String(units[unit]);
}

QString duration(double seconds) {
    if (!std::isfinite(seconds)) return infinite(seconds);
    const auto plain = [](double value, const char* unit) {
        return typeset(QString::number(value, 'f', std::abs(value) < 9.95 ? 1 : 0)) + QLatin1Char(' ') +
               QString::fromUtf8(unit);
    };
    if (seconds == 0) return QStringLiteral("0 s");
    if (seconds < 1e-4) return plain(seconds * 1e6, "µs");
    if (seconds < 0.9995) return plain(seconds * 1e3, "ms");
    if (seconds < 59.5) return plain(seconds, "s");
    const auto whole = static_cast<int64_t>(std::llround(seconds));
    const auto two = [](int64_t large, const QString& unit, int64_t rest, const QString& smaller) {
        const QString text = grouped(large) + QLatin1Char(' ') + unit;
        return rest == 0 ? text : text + QLatin1Char(' ') + grouped(rest) + QLatin1Char(' ') + smaller;
    };
    const QString min = Words::tr("min"), h = Words::tr("h"), d = Words::tr("d");
    if (whole < 3600) return two(whole / 60, min, whole % 60, QStringLiteral("s"));
    const int64_t minutes = (whole + 30) / 60;
    if (minutes < 24 * 60) return two(minutes / 60, h, minutes % 60, min);
    const int64_t hours = (minutes + 30) / 60;
    return two(hours / 24, d, hours % 24, h);
}

QString compact(double value) {
    if (!std::isfinite(value)) return infinite(value);
    static constexpr std::array suffixes{"", "k", "M", "G", "T"};
    if (std::abs(value) >= 1e15) return number(value, 3);
    size_t suffix = 0;
    while (std::abs(value) >= 999.95 && suffix + 1 < suffixes.size()) {
        value /= 1000;
        ++suffix;
    }
    return number(value, 4) + QLatin1String(suffixes[suffix]);
}

} // namespace rarebit::views

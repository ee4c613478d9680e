// SPDX-License-Identifier: GPL-3.0-or-later
// What the columns of a row are called, in the user's language.
#include "engine/core/row_text.hpp"
#include "views/core/numbers.hpp"
#include "views/core/result_set.hpp"

#include <QCoreApplication>

#include <cmath>

namespace rarebit::views {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ResultColumn)
};

} // namespace

ColumnText describeColumn(const QString& column) {
    const QString errorOf = QStringLiteral("metric_errors.");
    const bool isError = column.startsWith(errorOf);
    const ColumnInfo info =
        columnInfo((isError ? QStringLiteral("metrics.") + column.mid(errorOf.size()) : column).toStdString()
        );
    const auto text = [](const std::string& word) {
        return word.empty() ? QString() : Words::tr(word.c_str());
    };
    if (isError) return {Words::tr("Standard error of %1").arg(text(info.name)), text(info.unit)};
    return {text(info.name), text(info.unit), info.order == Order::lower, info.order != Order::unknown};
}

QString valueText(const QString& column, double value, bool withUnit) {
    const bool flag = column == QStringLiteral("lossless") || column == QStringLiteral("star");
    if (flag && !std::isnan(value)) return value != 0 ? Words::tr("yes") : Words::tr("no");
    const ColumnText text = describeColumn(column);
    if (column.startsWith(QStringLiteral("size_bytes.")) || column.endsWith(QStringLiteral("_bytes")))
        return byteSize(value);
    const QString digits = number(value);
    return withUnit && !std::isnan(value) && !text.unit.isEmpty() ? digits + QLatin1Char(' ') + text.unit
                                                                  : digits;
}

QString usualMetric(const ResultSet& results, const QString& kind) {
    // A project holds assets of several kinds, each with metrics of its own.
    const auto filled = [&](const std::string& name) {
        const QString column = QString::fromStdString(name);
        for (int row = 0; row < results.size(); ++row)
            if (!std::isnan(results.number(row, column)) &&
                (kind.isEmpty() || results.text(row, QStringLiteral("asset_kind")) == kind))
                return true;
        return false;
    };
    return QString::fromStdString(rarebit::usualMetric(kind.toStdString(), filled));
}

} // namespace rarebit::views

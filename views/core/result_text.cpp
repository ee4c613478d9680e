// SPDX-License-Identifier: GPL-3.0-or-later
// What the columns of a row are called. Metrics and parameters describe themselves in the registry.
#include "engine/core/registry.hpp"
#include "views/core/numbers.hpp"
#include "views/core/result_set.hpp"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace rarebit::views {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ResultColumn)
};

struct Named {
    const char* column;
    const char* name;
    const char* unit;
    enum : uint8_t { unknown, lower, higher } better;
};
// Bytes and milliseconds are units of the row's own numbers.
constexpr std::array named{
    Named{"asset", QT_TRANSLATE_NOOP("ResultColumn", "Asset"), "", Named::unknown},
    Named{"asset_hash", QT_TRANSLATE_NOOP("ResultColumn", "Hash of the asset"), "", Named::unknown},
    Named{"asset_kind", QT_TRANSLATE_NOOP("ResultColumn", "Kind"), "", Named::unknown},
    Named{"method", QT_TRANSLATE_NOOP("ResultColumn", "Method"), "", Named::unknown},
    Named{"parts", QT_TRANSLATE_NOOP("ResultColumn", "Parts"), "", Named::unknown},
    Named{"rules", QT_TRANSLATE_NOOP("ResultColumn", "Rules"), "", Named::unknown},
    Named{"rest", QT_TRANSLATE_NOOP("ResultColumn", "Method of the rest"), "", Named::unknown},
    Named{"backend", QT_TRANSLATE_NOOP("ResultColumn", "Backend"), "", Named::unknown},
    Named{"seed", QT_TRANSLATE_NOOP("ResultColumn", "Seed"), "", Named::unknown},
    Named{"fit", QT_TRANSLATE_NOOP("ResultColumn", "Fit"), "", Named::unknown},
    Named{"lossless", QT_TRANSLATE_NOOP("ResultColumn", "Lossless"), "", Named::higher},
    Named{"elements", QT_TRANSLATE_NOOP("ResultColumn", "Elements"), "", Named::unknown},
    Named{
        "rate_bits_per_element",
        QT_TRANSLATE_NOOP("ResultColumn", "Rate"),
        QT_TRANSLATE_NOOP("ResultColumn", "bits per element"),
        Named::lower},
    Named{"ratio", QT_TRANSLATE_NOOP("ResultColumn", "Compression ratio"), "", Named::higher},
    Named{"ratio_with_model", QT_TRANSLATE_NOOP("ResultColumn", "Ratio with model"), "", Named::higher},
    Named{
        "size_bytes.total",
        QT_TRANSLATE_NOOP("ResultColumn", "Size"),
        QT_TRANSLATE_NOOP("ResultColumn", "bytes"),
        Named::lower},
    Named{
        "size_bytes.original",
        QT_TRANSLATE_NOOP("ResultColumn", "Original size"),
        QT_TRANSLATE_NOOP("ResultColumn", "bytes"),
        Named::unknown},
    Named{
        "size_bytes.header",
        QT_TRANSLATE_NOOP("ResultColumn", "Header"),
        QT_TRANSLATE_NOOP("ResultColumn", "bytes"),
        Named::lower},
    Named{
        "size_bytes.payload",
        QT_TRANSLATE_NOOP("ResultColumn", "Payload"),
        QT_TRANSLATE_NOOP("ResultColumn", "bytes"),
        Named::lower},
    Named{
        "size_bytes.side",
        QT_TRANSLATE_NOOP("ResultColumn", "Side information"),
        QT_TRANSLATE_NOOP("ResultColumn", "bytes"),
        Named::lower},
    Named{
        "size_bytes.model",
        QT_TRANSLATE_NOOP("ResultColumn", "Model"),
        QT_TRANSLATE_NOOP("ResultColumn", "bytes"),
        Named::lower},
    Named{
        "original_file_bytes",
        QT_TRANSLATE_NOOP("ResultColumn", "File size"),
        QT_TRANSLATE_NOOP("ResultColumn", "bytes"),
        Named::unknown},
    Named{"encode_ms.median", QT_TRANSLATE_NOOP("ResultColumn", "Encode time"), "ms", Named::lower},
    Named{"encode_ms.min", QT_TRANSLATE_NOOP("ResultColumn", "Shortest encode time"), "ms", Named::lower},
    Named{"encode_ms.repeats", QT_TRANSLATE_NOOP("ResultColumn", "Encode repeats"), "", Named::unknown},
    Named{"decode_ms.median", QT_TRANSLATE_NOOP("ResultColumn", "Decode time"), "ms", Named::lower},
    Named{"decode_ms.min", QT_TRANSLATE_NOOP("ResultColumn", "Shortest decode time"), "ms", Named::lower},
    Named{"decode_ms.repeats", QT_TRANSLATE_NOOP("ResultColumn", "Decode repeats"), "", Named::unknown},
    Named{
        "peak_memory_bytes",
        QT_TRANSLATE_NOOP("ResultColumn", "Peak memory"),
        QT_TRANSLATE_NOOP("ResultColumn", "bytes"),
        Named::lower},
    Named{"error.kind", QT_TRANSLATE_NOOP("ResultColumn", "Kind of failure"), "", Named::unknown},
    Named{"error.what", QT_TRANSLATE_NOOP("ResultColumn", "What failed"), "", Named::unknown},
    Named{"error.where", QT_TRANSLATE_NOOP("ResultColumn", "Where it failed"), "", Named::unknown},
    Named{"error.fix", QT_TRANSLATE_NOOP("ResultColumn", "What to do"), "", Named::unknown},
    Named{"blind.told_apart", QT_TRANSLATE_NOOP("ResultColumn", "Told apart blind"), "%", Named::lower},
    Named{"blind.told_apart_trials", QT_TRANSLATE_NOOP("ResultColumn", "ABX trials"), "", Named::unknown},
    Named{"blind.preferred", QT_TRANSLATE_NOOP("ResultColumn", "Preferred blind"), "%", Named::higher},
    Named{"blind.preferred_trials", QT_TRANSLATE_NOOP("ResultColumn", "Blind votes"), "", Named::unknown},
    Named{"star", QT_TRANSLATE_NOOP("ResultColumn", "Star"), "", Named::unknown},
    Named{"note", QT_TRANSLATE_NOOP("ResultColumn", "Note"), "", Named::unknown},
    Named{"tags", QT_TRANSLATE_NOOP("ResultColumn", "Tags"), "", Named::unknown},
};

// "metrics.perplexity:context=512" is the metric with parameters.
ColumnText describeMetric(const QString& id) {
    const QString plain = id.section(QLatin1Char(':'), 0, 0), parameters = id.section(QLatin1Char(':'), 1);
    const auto all = allMetrics();
    const auto found = std::ranges::find(all, plain.toStdString(), &MetricInfo::id);
    if (found == all.end()) return {.name = id, .unit = {}};
    QString name = QString::fromStdString(found->title);
    if (!parameters.isEmpty()) name += QStringLiteral(" (") + parameters + QLatin1Char(')');
    return {name, QString::fromStdString(found->unit), found->better == "lower", true};
}

// A column holds a parameter of all methods that have it: it has a unit where theirs agree.
ColumnText describeParameter(const QString& name) {
    std::set<std::string> units;
    for (const auto& method : allMethods())
        for (const auto& parameter : method.params.elements())
            if (parameter.at("name").asString() == name.toStdString())
                units.insert(parameter.at("unit").asString());
    return {.name = name, .unit = units.size() == 1 ? QString::fromStdString(*units.begin()) : QString()};
}

// The quality that people of a field plot.
const char* customary(const QString& kind) {
    if (kind == QStringLiteral("image") || kind == QStringLiteral("video")) return "metrics.psnr_db";
    if (kind == QStringLiteral("audio")) return "metrics.snr_db";
    return "metrics.rel_l2";
}

} // namespace

ColumnText describeColumn(const QString& column) {
    for (const auto& entry : named)
        if (column == QLatin1String(entry.column))
            return {
                Words::tr(entry.name),
                *entry.unit ? Words::tr(entry.unit) : QString(),
                entry.better == Named::lower,
                entry.better != Named::unknown};
    const QString rest = column.section(QLatin1Char('.'), 1);
    if (column.startsWith(QStringLiteral("metrics."))) return describeMetric(rest);
    if (column.startsWith(QStringLiteral("params."))) return describeParameter(rest);
    if (column.startsWith(QStringLiteral("metric_errors."))) {
        ColumnText text = describeMetric(rest);
        return {Words::tr("Standard error of %1").arg(text.name), text.unit};
    }
    return {.name = column, .unit = {}};
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
    const auto filled = [&](const QString& column) {
        for (int row = 0; row < results.size(); ++row)
            if (!std::isnan(results.number(row, column)) &&
                (kind.isEmpty() || results.text(row, QStringLiteral("asset_kind")) == kind))
                return true;
        return false;
    };
    if (const QString usual = QLatin1String(customary(kind)); filled(usual)) return usual;
    // Whether a copy is exact draws no curve, and a rate is no quality.
    for (const auto& metric : allMetrics()) {
        const QString column = QStringLiteral("metrics.") + QString::fromStdString(metric.id);
        if (metric.id != "exact" && metric.id != "bits_per_pixel" && filled(column)) return column;
    }
    const QString time = QStringLiteral("encode_ms.median");
    return filled(time) ? time : QString();
}

} // namespace rarebit::views

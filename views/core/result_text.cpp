// SPDX-License-Identifier: GPL-3.0-or-later
// What the columns of results are called.
#include "engine/core/registry.hpp"
#include "views/core/result_set.hpp"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace rarebit::views {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("rarebit::views::ResultSet", text);
}

} // namespace

ColumnText describeColumn(const QString& column) {
    static const QString metrics = QStringLiteral("metrics.");
    if (column.startsWith(metrics)) {
        // A metric's parameters stay in its name: "perplexity:context=512".
        const QString spec = column.mid(metrics.size());
        const QString id = spec.section(QLatin1Char(':'), 0, 0);
        for (const auto& info : allMetrics())
            if (QString::fromStdString(info.id) == id)
                return {
                    QString::fromStdString(info.title) + spec.mid(id.size()),
                    QString::fromStdString(info.unit),
                    info.better == "lower",
                    true};
        return {spec, {}, false, false};
    }
    const QHash<QString, ColumnText> known{
        {"rate_bits_per_element", {tr("Rate"), tr("bits per element"), true, true}},
        {"ratio", {tr("Ratio"), {}, false, true}},
        {"ratio_with_model", {tr("Ratio with model"), {}, false, true}},
        {"size_bytes.total", {tr("Size"), tr("bytes"), true, true}},
        {"size_bytes.original", {tr("Original"), tr("bytes"), false, false}},
        {"size_bytes.payload", {tr("Payload"), tr("bytes"), true, true}},
        {"size_bytes.side", {tr("Side information"), tr("bytes"), true, true}},
        {"size_bytes.header", {tr("Header"), tr("bytes"), true, true}},
        {"size_bytes.model", {tr("Model"), tr("bytes"), true, true}},
        {"encode_ms.median", {tr("Encode"), tr("ms"), true, true}},
        {"encode_ms.min", {tr("Encode, fastest"), tr("ms"), true, true}},
        {"decode_ms.median", {tr("Decode"), tr("ms"), true, true}},
        {"decode_ms.min", {tr("Decode, fastest"), tr("ms"), true, true}},
        {"peak_memory_bytes", {tr("Peak memory"), tr("bytes"), true, true}},
        {"original_file_bytes", {tr("File"), tr("bytes"), false, false}},
        {"asset", {tr("Asset"), {}, false, false}},
        {"method", {tr("Method"), {}, false, false}},
        {"parts", {tr("Parts"), {}, false, false}},
        {"seed", {tr("Seed"), {}, false, false}},
        {"backend", {tr("Backend"), {}, false, false}},
        {"lossless", {tr("Lossless"), {}, false, true}},
    };
    if (const auto found = known.constFind(column); found != known.cend()) return *found;
    static const QString params = QStringLiteral("params.");
    if (column.startsWith(params)) return {column.mid(params.size()), {}, false, false};
    return {column, {}, false, false};
}

QString usualMetric(const ResultSet& results, const QString& kind) {
    const auto filled = [&](const QString& name) {
        const int index = results.columnIndex(name);
        return index >= 0 && results.columns()[static_cast<size_t>(index)].filled > 0;
    };
    // The catalogue says what a kind is measured by unasked; of these a quality that falls as the rate does.
    for (const bool varied : {true, false})
        for (const auto& info : allMetrics()) {
            const QString column = QStringLiteral("metrics.") + QString::fromStdString(info.id);
            if (!filled(column) || info.id == "exact" || info.id == "bits_per_pixel") continue;
            if (varied && !results.columns()[static_cast<size_t>(results.columnIndex(column))].varies)
                continue;
            const bool usual =
                std::ranges::find(info.defaultFor, kind.toStdString()) != info.defaultFor.end();
            if (usual || kind.isEmpty()) return column;
        }
    return filled(QStringLiteral("encode_ms.median")) ? QStringLiteral("encode_ms.median") : QString();
}

} // namespace rarebit::views

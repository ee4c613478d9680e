// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/metric_entries.hpp"

#include "app/gui/catalogue.hpp"

#include <algorithm>

namespace rarebit::gui {
namespace {

ChipList::Entry entryOf(const MetricInfo& metric, const QString& spec) {
    const auto unit = QString::fromStdString(metric.unit);
    ChipList::Entry out{spec, QString::fromStdString(metric.title)};
    if (spec.contains(QLatin1Char(':'))) out.title += QLatin1Char(' ') + spec.section(QLatin1Char(':'), 1);
    if (!unit.isEmpty()) out.title += QStringLiteral(", ") + unit;
    out.tip =
        metric.better == "higher" ? ChipList::tr("Higher is better.") : ChipList::tr("Lower is better.");
    return out;
}

} // namespace

QList<ChipList::Entry> metricEntries(const QString& kind) {
    QList<ChipList::Entry> out;
    for (const bool usual : {true, false})
        for (const auto& metric : allMetrics()) {
            const auto& kinds = metric.defaultFor;
            if ((std::ranges::find(kinds, kind.toStdString()) != kinds.end()) == usual)
                out.push_back(entryOf(metric, QString::fromStdString(metric.id)));
        }
    return out;
}

QList<ChipList::Entry> entriesOf(const QStringList& metrics) {
    QList<ChipList::Entry> out;
    for (const auto& spec : metrics) {
        const auto* info = metricInfo(spec);
        out.push_back(info ? entryOf(*info, spec) : ChipList::Entry{spec, spec});
    }
    return out;
}

} // namespace rarebit::gui

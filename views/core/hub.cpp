// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/hub.hpp"

#include <algorithm>

namespace rarebit::views {

bool AssetItem::hasTensors() const {
    return std::ranges::any_of(parts, [](const PartItem& item) {
        return item.form == QStringLiteral("tensor");
    });
}

bool AssetItem::hasPictures() const {
    return std::ranges::any_of(parts, &PartItem::isPicture);
}

const PartItem* AssetItem::part(const QString& partName) const {
    const auto found = std::ranges::find(parts, partName, &PartItem::name);
    return found == parts.end() ? nullptr : &*found;
}

void Hub::change(const QString& what, const HubState& next) {
    if (next == state_) return;
    emit aboutToChange(what);
    setState(next);
}

void Hub::setState(const HubState& next) {
    const HubState before = std::exchange(state_, next);
    if (before == next) return;
    if (before.asset != next.asset || before.part != next.part) emit assetChanged();
    if (before.region != next.region) emit regionChanged();
    if (before.results != next.results) emit resultsChanged();
    if (before.slotted != next.slotted) emit slotsChanged();
    if (before.rateColumn != next.rateColumn || before.metricColumn != next.metricColumn)
        emit columnsChanged();
    emit changed();
}

void Hub::setAsset(const QString& path, const QString& part) {
    HubState next = state_;
    next.asset = path;
    next.part = part;
    if (path != state_.asset || part != state_.part) next.region = {};
    change(tr("Choose asset"), next);
}
void Hub::setPart(const QString& part) {
    setAsset(state_.asset, part);
}
void Hub::setRegion(const Region& region) {
    HubState next = state_;
    next.region = region;
    change(tr("Choose region"), next);
}
void Hub::setResults(const QStringList& keys) {
    HubState next = state_;
    next.results = keys;
    change(tr("Choose results"), next);
}
void Hub::setSlot(int slot, const Slot& content) {
    HubState next = state_;
    next.slotted.at(static_cast<size_t>(slot)) = content;
    change(tr("Assign slot %1").arg(QChar('A' + slot)), next);
}
void Hub::swapSlots() {
    HubState next = state_;
    std::swap(next.slotted[0], next.slotted[1]);
    change(tr("Swap A and B"), next);
}
void Hub::setRateColumn(const QString& column) {
    HubState next = state_;
    next.rateColumn = column;
    change(tr("Choose rate"), next);
}
void Hub::setMetricColumn(const QString& column) {
    HubState next = state_;
    next.metricColumn = column;
    change(tr("Choose metric"), next);
}
void Hub::setHover(const QString& key) {
    if (std::exchange(hover_, key) != key) emit hoverChanged();
}

} // namespace rarebit::views

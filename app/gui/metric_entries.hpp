// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics for chips and menus.
#pragma once

#include "app/gui/chip_list.hpp"

namespace rarebit::gui {

/// All metrics, those that suit the kind first: "PSNR, dB".
QList<ChipList::Entry> metricEntries(const QString& kind);
/// Those of a list of metric specs.
QList<ChipList::Entry> entriesOf(const QStringList& metrics);

} // namespace rarebit::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// Projects that were open, the last one first, and what Home says of them.
#pragma once

#include "views/core/plot.hpp"

#include <QDateTime>
#include <QString>
#include <QVector>

#include <memory>

namespace rarebit::gui {

struct RecentEntry {
    QString folder;
    QDateTime opened;
};
QVector<RecentEntry> recentProjects();
/// Opened now: to the front.
void noteRecent(const QString& folder);
void forgetRecent(const QString& folder);
/// Found again elsewhere: in its place.
void moveRecent(const QString& from, const QString& to);

struct ProjectSummary {
    bool missing = false;
    int results = 0, assets = 0;
    std::shared_ptr<const views::Figure>
        figure{}; // rate-distortion of the asset with most results; may be null
};
/// Reads the project, or takes from the cache folder what was read before where its files are the same. Takes
/// time: not for the GUI thread.
ProjectSummary summarise(const QString& folder);

} // namespace rarebit::gui

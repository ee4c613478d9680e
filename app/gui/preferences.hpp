// SPDX-License-Identifier: GPL-3.0-or-later
// What the user chose for all projects: a plain value, kept in the settings file.
#pragma once

#include "views/core/theme.hpp"

#include <QString>

#include <functional>

namespace rarebit::gui {

struct Preferences {
    views::ThemeChoice theme = views::ThemeChoice::system;
    int textPercent = 100; // 90 to 150
    bool highContrast = false, reducedMotion = false;
    QString language = QStringLiteral("system");
    int workers = 0;          // processes of a sweep at the same time; 0: one for each thread
    int threads = 0;          // of a run, shared by its workers; 0: all
    int memoryMegabytes = 0;  // of a run or a preview; 0: half of the machine's
    int cacheMegabytes = 512; // of loaded previews
    bool tourOffered = false;
    bool operator==(const Preferences&) const = default;

    static Preferences read();
    /// Reads, changes, writes and puts in force what takes effect at once.
    static void edit(const std::function<void(Preferences&)>& change);

    /// Theme, sizes, contrast and motion; the memory limit of processes that start from now on.
    void apply() const;
    /// The limit that holds, in bytes.
    uint64_t memoryLimit() const;
};

} // namespace rarebit::gui

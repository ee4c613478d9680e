// SPDX-License-Identifier: GPL-3.0-or-later
// A crash loses nothing: the open project, assets and selection are written a moment after each change, and
// marked as closed when the window is closed in order.
#pragma once

#include "engine/core/json.hpp"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>

namespace rarebit::gui {

class Recovery : public QObject {
    Q_OBJECT
public:
    /// `folder`: where the journal lies; `snapshot` gives what to keep.
    Recovery(const QString& folder, std::function<Json()> snapshot, QObject* parent = nullptr);

    /// What a window that was not closed in order left behind: {"when","project","assets","selection"}. Each
    /// running window has a file of its own; those of windows that still run are not offered.
    std::optional<Json> left() const;
    /// The offer was taken or refused.
    void forget();

    /// Something changed: written within two seconds, off the GUI thread.
    void touch();
    /// Closed in order: nothing to restore.
    void close();

private:
    void write();
    QString folder_, file_;
    std::function<Json()> snapshot_;
    QTimer timer_;
    QString leftFile_;
    bool closed_ = false;
};

} // namespace rarebit::gui

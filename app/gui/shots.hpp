// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window in a fixed list of states, all of them on the sample project and its real results.
#pragma once

#include "engine/core/result.hpp"

#include <QString>

#include <functional>

namespace rarebit::gui {

/// Settings, data and state of the program in a folder of its own until this is destroyed: whoever takes
/// pictures neither sees nor changes what the user has. Make it before anything reads settings.
class OwnPlace {
public:
    explicit OwnPlace(const QString& folder);
    ~OwnPlace();
    OwnPlace(const OwnPlace&) = delete;
};

/// Writes NAME-light.png and NAME-dark.png at 1440 x 900 for each state into `folder`; NAME-small-...png at
/// 1024 x 640 for the chief ones. Where a pixel of the window is several of the screen (QT_SCALE_FACTOR=2)
/// it writes the latter only, as NAME-2x-...png. `said` is told of each file.
/// Errors: a state that is not reached within a minute; a folder that cannot be written.
Status takeShots(const QString& folder, const std::function<void(const QString& file)>& said);

} // namespace rarebit::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// A session as views see it.
#pragma once

#include "app/gui/session.hpp"
#include "views/core/view.hpp"

#include <memory>

namespace rarebit::gui {

/// Lives no longer than the session. Actions, the command log and other projects are the window's: whoever
/// has one fills them in.
std::unique_ptr<views::ViewContext> contextOf(Session& session, views::Hub& hub);

} // namespace rarebit::gui

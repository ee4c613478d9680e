// SPDX-License-Identifier: GPL-3.0-or-later
// The selection as JSON, for layout and recovery files.
#pragma once

#include "views/core/hub.hpp"

namespace rarebit::gui {

Json toJson(const views::HubState& state);
/// Members that are missing or of another type keep their defaults.
views::HubState hubFromJson(const Json& json);

} // namespace rarebit::gui

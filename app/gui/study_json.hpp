// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe and the sweep as JSON, for recovery.
#pragma once

#include "app/gui/study.hpp"
#include "engine/core/json.hpp"

namespace rarebit::gui {

Json toJson(const StudyState& state);
StudyState studyFromJson(const Json& json);

} // namespace rarebit::gui

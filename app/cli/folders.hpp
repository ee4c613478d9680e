// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/result.hpp"

#include <filesystem>

namespace rarebit::cli {

/// resources/help: beside an installed program (../share/rarebit/help), else in the source tree it was built
/// from.
Result<std::filesystem::path> helpFolder();

} // namespace rarebit::cli

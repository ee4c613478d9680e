// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/asset.hpp"
#include "engine/core/result.hpp"

#include <string>

namespace rarebit::cli {

/// Writes a decoded asset in its own format, or as `format` (a reader's id; "csv" makes a folder of a
/// workbook).
Status writeDecoded(const Asset& asset, const std::string& path, const std::string& format, JobContext& job);

} // namespace rarebit::cli

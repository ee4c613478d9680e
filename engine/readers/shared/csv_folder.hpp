// SPDX-License-Identifier: GPL-3.0-or-later
// Worksheets as a folder of CSV files, for programs that read nothing else.
#pragma once

#include "engine/core/asset.hpp"

#include <filesystem>

namespace rarebit {

/// Writes 001.csv, 002.csv ... in worksheet order and sheets.json with their names. Cells from A1: numbers
/// with 15 significant digits, dates as serial day numbers, TRUE and FALSE, error texts, formulas as their
/// cached results. UTF-8, LF, quotes by RFC 4180. The folder must not exist yet; on an error none is left
/// behind.
Status writeCsvFolder(const Asset& asset, const std::filesystem::path& folder, JobContext& job);

} // namespace rarebit

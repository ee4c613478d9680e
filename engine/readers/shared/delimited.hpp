// SPDX-License-Identifier: GPL-3.0-or-later
// Delimited text (CSV, TSV) as a table, and every byte back. The table has the values; what it cannot say
// (delimiter, encoding, quoting habits, line ends, field counts) is the asset's container.
#pragma once

#include "engine/core/asset.hpp"

#include <filesystem>

namespace rarebit {

/// delimiter 0: detected among comma, semicolon, tab and bar.
Result<Asset> openDelimited(const std::filesystem::path& path, char delimiter, JobContext& job);
/// `reader`: whose container the asset may carry; assets of other readers are written plainly.
Status writeDelimited(
    const Asset& asset,
    std::string_view reader,
    char delimiter,
    const std::filesystem::path& path,
    JobContext& job
);

/// One field of plain RFC 4180 text: quoted where it has the delimiter, a quote or a line end.
void appendField(std::string& out, std::string_view text, char delimiter);

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
// A report as pages of A4: PDF, or pictures of the pages.
#pragma once

#include "engine/report/report.hpp"

namespace rarebit::gui {

/// NAME.pdf, or NAME-1.png, NAME-2.png ...; the files that were written.
Result<std::vector<std::filesystem::path>>
writeReportPages(const Report& report, const std::filesystem::path& path);

} // namespace rarebit::gui

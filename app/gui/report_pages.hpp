// SPDX-License-Identifier: GPL-3.0-or-later
// A report as pages of A4: PDF, or pictures of the pages.
#pragma once

#include "engine/report/report.hpp"

namespace rarebit::gui {

struct WrittenPages {
    std::vector<std::filesystem::path> files;
    size_t pages = 0; // of the report, written or not
};
/// NAME.pdf, or NAME-1.png, NAME-2.png ..., at most `most` of them (0: all).
Result<WrittenPages>
writeReportPages(const Report& report, const std::filesystem::path& path, size_t most = 0);

} // namespace rarebit::gui

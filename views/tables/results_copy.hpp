// SPDX-License-Identifier: GPL-3.0-or-later
// Results as text for other programs and papers.
#pragma once

#include "views/core/table_text.hpp"
#include "views/tables/results_model.hpp"

namespace rarebit::views {

/// The given results (rows of the ResultSet) in the model's columns. CSV has the names and full precision of
/// `rarebit results --csv`; Markdown and LaTeX (booktabs) say what the table says.
QString copyText(
    const ResultsModel& model, const ResultSet& results, const std::vector<int>& rows, CopyFormat format
);

} // namespace rarebit::views

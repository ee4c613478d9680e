// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/results_copy.hpp"

namespace rarebit::views {
namespace {

// Columns that are signs on the screen only.
bool isSign(const QString& column) {
    return column == ResultsModel::slotColumn || column == ResultsModel::starColumn;
}

} // namespace

QString copyText(
    const ResultsModel& model, const ResultSet& results, const std::vector<int>& rows, CopyFormat format
) {
    const bool csv = format == CopyFormat::csv;
    QStringList columns, head;
    QVector<bool> numeric;
    for (const QString& column : model.columns()) {
        if (isSign(column)) continue;
        columns << column;
        numeric << model.isNumeric(column);
        head
            << (!csv                                       ? columnTitle(column)
                : column == ResultsModel::parametersColumn ? QStringLiteral("params")
                                                           : column);
    }
    QVector<QStringList> cells;
    for (const int row : rows) {
        cells.emplace_back();
        for (const QString& column : columns)
            cells.back()
                << (csv && column != ResultsModel::parametersColumn ? results.text(row, column)
                                                                    : model.text(row, column));
    }
    return tableText(head, numeric, cells, format);
}

} // namespace rarebit::views

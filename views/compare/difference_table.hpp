// SPDX-License-Identifier: GPL-3.0-or-later
// The differences of two texts as a table: which lines, and their first lines as they are read in.
#pragma once

#include "views/compare/compared_text.hpp"

#include <QAbstractTableModel>
#include <QHash>

namespace rarebit::views {

class DifferenceTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kind, linesOfA, linesOfB, textOfA, textOfB, columns };

    DifferenceTable(Previews& previews, QObject* parent) : QAbstractTableModel(parent), previews_(previews) {}

    /// Null: nothing. Sources as in the text's input.
    void setText(ComparedText* text, const Source& a, const Source& b, std::optional<TextFormat> format);
    /// The row of the text where a difference begins.
    int64_t rowOf(int row) const { return starts_[static_cast<size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void grow();
    QString lines(int row, int side) const;
    QString firstLine(int row, int side) const;

    Previews& previews_;
    ComparedText* text_ = nullptr;
    Source sources_[2];
    std::optional<TextFormat> format_;
    std::vector<int64_t> starts_, ends_;
    mutable QHash<qint64, QString> read_[2];
    mutable std::unordered_map<int64_t, Ticket> reading_[2];
};

} // namespace rarebit::views

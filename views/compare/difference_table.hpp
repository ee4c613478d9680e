// SPDX-License-Identifier: GPL-3.0-or-later
// The differences of two texts or sequences as a table: where, and what stands there, as it is read in.
#pragma once

#include "views/compare/alignment.hpp"
#include "views/core/previews.hpp"

#include <QAbstractTableModel>
#include <QHash>
#include <QStringList>

#include <functional>
#include <unordered_map>

namespace rarebit::views {

class DifferenceTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { kind, placeInA, placeInB, textOfA, textOfB, columns };
    /// What is listed. `read` loads the text of some lines of a side and hands it over.
    struct Content {
        std::function<const Alignment&()> alignment;
        std::function<bool()> complete;
        std::function<QString(int64_t line)> label;
        std::function<Ticket(int side, int64_t line, int64_t count, std::function<void(QString)> done)> read;
        QStringList kinds;   // changed, only in A, only in B
        QStringList headers; // of the columns
    };

    using QAbstractTableModel::QAbstractTableModel;
    void setContent(Content content);
    void clear() { setContent({}); }
    /// More is compared.
    void grow();
    /// The row of the alignment where a difference begins.
    int64_t rowOf(int row) const { return starts_[static_cast<size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Range {
        int64_t first = -1, last = -1; // lines of a side; -1: it has none
    };
    Range lines(int row, int side) const;
    QString text(int row, int side) const;

    Content content_;
    std::vector<int64_t> starts_, ends_;
    mutable QHash<qint64, QString> texts_[2]; // by first line
    mutable std::unordered_map<int64_t, Ticket> reading_[2];
};

} // namespace rarebit::views

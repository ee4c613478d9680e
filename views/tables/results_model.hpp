// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the results table: results filtered, sorted and grouped as a whole, headings of groups, and the
// details of failed results opened in place.
#pragma once

#include "views/core/parameter_text.hpp"
#include "views/core/result_set.hpp"
#include "views/core/series_numbers.hpp"

#include <QAbstractTableModel>
#include <QSet>

#include <array>
#include <optional>

namespace rarebit::views {

/// What a cell of the results table says beside its text.
enum ResultRole : int {
    lettersRole = Qt::UserRole + 200, // of the slot column: "AB"
    seriesRole,                       // of the method column: number of the series
    rankRole,                         // 1: best of its asset, -1: worst
    entryRole,                        // of each column: ResultsModel::Kind
    detailRole                        // of a detail row: what, where, fix
};

class ResultsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Kind : uint8_t { result, heading, detail };
    /// Columns beside those of the ResultSet.
    static const QString slotColumn, methodColumn, parametersColumn, starColumn;

    explicit ResultsModel(const ResultSet& results, QObject* parent = nullptr);

    /// Ids of columns, in order.
    void setColumns(const QStringList& columns);
    const QStringList& columns() const { return columns_; }
    /// Columns that tell the shown results apart, in the order of the table.
    QStringList differingColumns() const;
    QStringList allColumns() const;

    /// Only these results; nothing: all.
    void setFilter(std::optional<QStringList> keys);
    void setAsset(const QString& hash); // empty: of all assets
    void setGroupBy(const QString& column);
    const QString& groupBy() const { return groupBy_; }
    void setRanks(bool on);
    void setLetters(const QHash<QString, QString>& byKey);
    void sort(int column, Qt::SortOrder order) override;
    const QString& sortColumn() const { return sortColumn_; }
    Qt::SortOrder sortOrder() const { return order_; }
    /// Opens or closes what stands below a row: a group, or the reason of a failure.
    void toggle(int modelRow);

    Kind kind(int modelRow) const { return entries_[static_cast<size_t>(modelRow)].kind; }
    /// Row of the ResultSet; -1 for headings.
    int resultAt(int modelRow) const;
    int modelRowOf(int result) const;
    /// Results that pass the filter.
    int shownCount() const { return static_cast<int>(shown_.size()); }
    /// Whether `column` holds numbers, so that it stands right.
    bool isNumeric(const QString& column) const;
    QString text(int result, const QString& column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

signals:
    /// Somebody changed a star, note or tags.
    void annotated(const QString& key, const rarebit::Json& change);

private:
    struct Entry {
        Kind kind = result;
        int row = 0; // of the ResultSet; of a heading its first
        int count = 0;
    };
    struct Rank {
        double best = 0, worst = 0;
        bool told = false; // three different values at least
    };
    void choose();
    void arrange();
    void rank();
    std::vector<double> sortKeys(const QString& column) const;
    QString groupText(int row) const;

    const ResultSet& results_;
    SeriesNumbers numbers_;
    std::optional<ParameterText> parameters_; // made again with each change
    QStringList columns_;
    std::optional<QSet<QString>> filter_;
    QString asset_, groupBy_, sortColumn_;
    Qt::SortOrder order_ = Qt::AscendingOrder;
    bool ranks_ = true;
    QHash<QString, QString> letters_;
    QSet<QString> closed_, opened_; // groups by their text, failed results by their key
    std::vector<int> shown_;
    std::vector<Entry> entries_;
    std::vector<int> places_;                     // model row of each result, -1: not there
    QHash<QString, QHash<QString, Rank>> rankOf_; // by column, then asset
};

/// "PSNR, dB".
QString columnTitle(const QString& column);

} // namespace rarebit::views

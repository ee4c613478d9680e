// SPDX-License-Identifier: GPL-3.0-or-later
// The result rows of the open project, column by column, so that 100,000 of them are small and quick to draw.
// Grows while a sweep runs. On the GUI thread.
#pragma once

#include "engine/core/json.hpp"

#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVector>

#include <vector>

namespace rarebit::views {

/// A column of cli.md's row ("ratio", "params.bits", "metrics.psnr_db"): numbers, or words from a list.
struct ResultColumn {
    QString name;
    bool numeric = true;
    std::vector<double> numbers; // NaN: missing. Flags are 0 and 1
    std::vector<int> words;      // index into `dictionary`, -1: missing; of a column that is not numeric
    QStringList dictionary;
    QHash<QString, int> wordOf; // the dictionary, to look up
    bool varies = false;        // at least two different values, a missing one among them
    size_t filled = 0;          // rows with a value
    size_t counted = 0;         // rows that `filled` and `differs` speak of
    bool differs = false;       // two different values
};

class ResultSet : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    int size() const { return static_cast<int>(keys_.size()); }
    const QString& key(int row) const { return keys_[row]; }
    int rowOf(const QString& key) const { return rows_.value(key, -1); }

    const std::vector<ResultColumn>& columns() const { return columns_; }
    int columnIndex(const QString& name) const { return byName_.value(name, -1); }
    /// NaN or empty where the row lacks it. Text of a number is its shortest spelling.
    double number(int row, const QString& column) const;
    QString text(int row, const QString& column) const;
    /// "rtn bits=4 group=64": method and the parameters that differ from their defaults.
    const QString& label(int row) const { return labels_[row]; }
    bool failed(int row) const { return failed_[row]; }

    /// Adds rows, or replaces those whose key is there; one signal for all of them.
    void add(const std::vector<Json>& rows);
    void clear();

signals:
    void rowsAdded(int first, int count);
    void rowsChanged(); // replaced ones, or new columns of old rows
    void cleared();

private:
    int addColumn(const QString& name, bool numeric);
    void setValue(int row, const std::string& name, const Json& value);
    void forget(int row);
    void count(bool again);
    QVector<QString> keys_, labels_;
    QVector<bool> failed_;
    QHash<QString, int> rows_, byName_;
    std::vector<ResultColumn> columns_;
};

/// What a column measures, for axis titles and headers.
struct ColumnText {
    QString name; // "PSNR", "Rate", "Size"
    QString unit; // "dB", "bits per element", "bytes"; empty: none
    bool lowerIsBetter = false;
    bool known = false; // whether better is defined at all
};
ColumnText describeColumn(const QString& column);
/// A value of a column as people read it: bytes as sizes, flags as words; with its unit where it has one.
QString valueText(const QString& column, double value, bool withUnit = true);
/// The metric that a curve of this asset kind shows unasked, among the columns that have values.
QString usualMetric(const ResultSet& results, const QString& kind);

} // namespace rarebit::views

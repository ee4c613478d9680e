// SPDX-License-Identifier: GPL-3.0-or-later
// Statistics of many parts (or of rows of parts), asked for one after the other while nothing else waits.
#pragma once

#include "views/core/previews.hpp"

#include <QHash>
#include <QVector>

namespace rarebit::views {

/// Figures of one part, or of a pair of original and reconstruction.
struct PartFigures {
    Json values;      // the `stats` of `rarebit info --stats`
    Json error;       // of a pair: those of the difference
    double share = 1; // of the data they come from
    /// Largest distance from the mean in standard deviations; NaN where all values are the same.
    double maxZ() const;
    double kurtosis() const;
    /// Root mean square of the error relative to that of the original; NaN of a part alone.
    double relativeError() const;
};

class PartStatistics : public QObject {
    Q_OBJECT
public:
    struct Item {
        Source source;
        Rows rows; // of the first axis; all of them by default
        bool operator==(const Item& other) const {
            return source == other.source && rows.begin == other.rows.begin && rows.end == other.rows.end;
        }
    };
    PartStatistics(Previews& previews, QObject* parent) : QObject(parent), previews_(previews) {}

    /// Asks for all items, in this order; those that are known already stay. With `original`, each item's
    /// source is a reconstruction and is compared with the part as stored.
    void ask(QVector<Item> items, bool compared);
    /// Asks for nothing more; what is known stays.
    void stop();
    int size() const { return static_cast<int>(items_.size()); }
    /// Null: not known yet, or failed.
    const PartFigures* figures(int item) const;
    const Error* error(int item) const;
    int known() const; // final answers and failures
    bool filling() const { return current_ >= 0; }

signals:
    void arrived(int item);
    void finished();

private:
    static QString keyOf(const Item& item, bool compared);
    void next();
    void answered(int item, Result<Derived> answer);

    Previews& previews_;
    QVector<Item> items_;
    QVector<QString> keys_;
    bool compared_ = false;
    int current_ = -1;
    int asked_ = 0; // counts calls of ask and stop
    Ticket ticket_;
    QHash<QString, PartFigures> known_;
    QHash<QString, std::shared_ptr<Error>> errors_;
};

} // namespace rarebit::views

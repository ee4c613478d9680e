// SPDX-License-Identifier: GPL-3.0-or-later
// A blind test as data: what was hidden in each trial, what was answered, and what that proves.
#pragma once

#include "engine/core/binomial.hpp"
#include "engine/core/json.hpp"

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace rarebit::views {

struct BlindTrials {
    /// abx: is X the first or the second? preference: which of the two is better?
    enum class Kind : uint8_t { abx, preference } kind = Kind::abx;
    int planned = 16;
    uint64_t seed = 1;
    std::vector<int> answers{}; // 0: the first side, 1: the second

    int done() const { return static_cast<int>(answers.size()); }
    bool over() const { return done() >= planned; }
    /// The side behind X: of a counter-based generator, so the order can be had again from the seed.
    int hidden(int trial) const;
    /// abx: right answers. preference: answers for the second side.
    int hits() const;
    /// The chance of that by guessing: one-sided of abx, two-sided of a preference.
    double chance() const;
    bool proves() const { return done() > 0 && chance() < 0.05; }
    ShareInterval interval() const { return wilson(hits(), done()); }
    /// As results keep it, of the side's result: the other's key (empty: the original), hits of that side.
    Json note(int side, const QString& against, const QString& when) const;
};

/// Trial by trial; nothing before the test is over.
class BlindTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { trial, hidden, answer, right, columns };
    using QAbstractTableModel::QAbstractTableModel;
    void show(const BlindTrials& trials, const QString& first, const QString& second);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    BlindTrials trials_;
    QString names_[2];
};

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/blind_trials.hpp"

#include "engine/core/rng.hpp"

namespace rarebit::views {

int BlindTrials::hidden(int trial) const {
    return static_cast<int>(Rng(seed, "blind test").fork(static_cast<uint64_t>(trial)).below(2));
}

int BlindTrials::hits() const {
    int out = 0;
    for (int trial = 0; trial < done(); ++trial) {
        const int answered = answers[static_cast<size_t>(trial)];
        out += kind == Kind::abx ? answered == hidden(trial) : answered == 1;
    }
    return out;
}

double BlindTrials::chance() const {
    return kind == Kind::abx ? chanceOfAtLeast(hits(), done()) : chanceOfAsFar(hits(), done());
}

Json BlindTrials::note(int side, const QString& against, const QString& when) const {
    std::string text;
    for (const int one : answers)
        text += one == 0 ? 'A' : 'B';
    const bool mine = kind == Kind::abx || side == 1;
    return Json::object(
        {{"kind", kind == Kind::abx ? "abx" : "preference"},
         {"side", side == 0 ? "A" : "B"},
         {"against", against.toStdString()},
         {"trials", done()},
         {"hits", mine ? hits() : done() - hits()},
         {"answers", text},
         {"seed", static_cast<int64_t>(seed)},
         {"when", when.toStdString()}}
    );
}

void BlindTable::show(const BlindTrials& trials, const QString& first, const QString& second) {
    beginResetModel();
    trials_ = trials;
    names_[0] = first;
    names_[1] = second;
    endResetModel();
}
int BlindTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : trials_.done();
}
int BlindTable::columnCount(const QModelIndex& parent) const {
    if (parent.isValid()) return 0;
    return trials_.kind == BlindTrials::Kind::abx ? columns : right; // a preference is never wrong
}
QVariant BlindTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole)
        return index.column() == trial ? int(Qt::AlignRight | Qt::AlignVCenter)
                                       : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const int behind = trials_.hidden(index.row());
    const int answered = trials_.answers[static_cast<size_t>(index.row())];
    switch (index.column()) {
    case trial:
        return index.row() + 1;
    case hidden:
        return names_[behind];
    case answer:
        return names_[answered];
    default:
        return answered == behind ? tr("right") : tr("wrong");
    }
}
QVariant BlindTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return section == trial ? int(Qt::AlignRight | Qt::AlignVCenter)
                                : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case trial:
        return tr("Trial");
    case hidden:
        return tr("X was");
    case answer:
        return trials_.kind == BlindTrials::Kind::abx ? tr("Answer") : tr("Preferred");
    default:
        return tr("Right");
    }
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/difference_table.hpp"

namespace rarebit::views {
namespace {

constexpr size_t mostListed = 100000;
constexpr int keptTexts = 2000;

} // namespace

void DifferenceTable::setContent(Content content) {
    beginResetModel();
    content_ = std::move(content);
    starts_.clear();
    ends_.clear();
    for (int side = 0; side < 2; ++side) {
        texts_[side].clear();
        reading_[side].clear();
    }
    endResetModel();
    grow();
}

// A difference is listed once its end is known.
void DifferenceTable::grow() {
    if (!content_.alignment) return;
    const Alignment& rows = content_.alignment();
    std::vector<int64_t> starts, ends;
    for (int64_t from = ends_.empty() ? 0 : ends_.back(); starts_.size() + starts.size() < mostListed;) {
        const int64_t start = rows.differs(from) ? from : rows.nextDifference(from, 1);
        if (start < 0) break;
        const int64_t end = rows.endOfDifference(start);
        if (end >= rows.comparedRows() && !content_.complete()) break;
        starts.push_back(start);
        ends.push_back(end);
        from = end;
    }
    if (starts.empty()) return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(starts.size()) - 1);
    starts_.insert(starts_.end(), starts.begin(), starts.end());
    ends_.insert(ends_.end(), ends.begin(), ends.end());
    endInsertRows();
}

int DifferenceTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(starts_.size());
}

DifferenceTable::Range DifferenceTable::lines(int row, int side) const {
    const auto lineAt = [&](int64_t at) {
        const AlignedRow aligned = content_.alignment().row(at);
        return side == 0 ? aligned.a : aligned.b;
    };
    int64_t from = starts_[static_cast<size_t>(row)], to = ends_[static_cast<size_t>(row)] - 1;
    while (from <= to && lineAt(from) < 0)
        ++from;
    while (to > from && lineAt(to) < 0)
        --to;
    return from > to ? Range{} : Range{lineAt(from), lineAt(to)};
}

QString DifferenceTable::text(int row, int side) const {
    const Range range = lines(row, side);
    if (range.first < 0) return {};
    if (const auto found = texts_[side].constFind(range.first); found != texts_[side].cend()) return *found;
    if (reading_[side].contains(range.first)) return {};
    auto* self = const_cast<DifferenceTable*>(this); // what is cached changes, not what is listed
    reading_[side][range.first] = content_.read(
        side,
        range.first,
        range.last - range.first + 1,
        [self, side, range, row](const QString& text) {
            if (self->texts_[side].size() >= keptTexts) self->texts_[side].clear();
            self->texts_[side][range.first] = text;
            self->reading_[side].erase(range.first);
            const QModelIndex index = self->index(row, side == 0 ? textOfA : textOfB);
            emit self->dataChanged(index, index);
        }
    );
    return {};
}

QVariant DifferenceTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case kind: {
        const AlignedRow aligned = content_.alignment().row(starts_[static_cast<size_t>(index.row())]);
        return content_.kinds[aligned.b < 0 ? 1 : aligned.a < 0 ? 2 : 0];
    }
    case placeInA:
    case placeInB: {
        const Range range = lines(index.row(), index.column() == placeInA ? 0 : 1);
        if (range.first < 0) return tr("none");
        const QString first = content_.label(range.first);
        return range.first == range.last ? first : tr("%1 to %2").arg(first, content_.label(range.last));
    }
    default:
        return text(index.row(), index.column() == textOfA ? 0 : 1);
    }
}

QVariant DifferenceTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columns)
        return {};
    return section < content_.headers.size() ? content_.headers[section] : QString();
}

} // namespace rarebit::views

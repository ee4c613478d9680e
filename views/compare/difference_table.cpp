// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/difference_table.hpp"

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr size_t mostListed = 100000;
constexpr int keptTexts = 2000;
constexpr int shownCharacters = 200;

} // namespace

void DifferenceTable::setText(
    ComparedText* text, const Source& a, const Source& b, std::optional<TextFormat> format
) {
    beginResetModel();
    text_ = text;
    sources_[0] = a;
    sources_[1] = b;
    format_ = format;
    starts_.clear();
    ends_.clear();
    for (int side = 0; side < 2; ++side) {
        read_[side].clear();
        reading_[side].clear();
    }
    endResetModel();
    if (!text_) return;
    connect(text_, &ComparedText::changed, this, &DifferenceTable::grow);
    grow();
}

// A difference is listed once its end is known.
void DifferenceTable::grow() {
    const Alignment& rows = text_->alignment();
    const bool complete = text_->scan() && text_->scan()->finished();
    std::vector<int64_t> starts, ends;
    for (int64_t from = ends_.empty() ? 0 : ends_.back(); starts_.size() + starts.size() < mostListed;) {
        const int64_t start = rows.differs(from) ? from : rows.nextDifference(from, 1);
        if (start < 0) break;
        int64_t end = start + 1;
        while (rows.differs(end))
            ++end;
        if (end >= rows.comparedRows() && !complete) break;
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

QString DifferenceTable::lines(int row, int side) const {
    const auto lineAt = [&](int64_t at) {
        const AlignedRow lines = text_->alignment().row(at);
        return side == 0 ? lines.a : lines.b;
    };
    int64_t from = starts_[static_cast<size_t>(row)], to = ends_[static_cast<size_t>(row)] - 1;
    while (from <= to && lineAt(from) < 0)
        ++from;
    while (to > from && lineAt(to) < 0)
        --to;
    if (from > to) return tr("none");
    const QString first = text_->label(lineAt(from));
    return from == to ? first : tr("%1 to %2").arg(first, text_->label(lineAt(to)));
}

QString DifferenceTable::firstLine(int row, int side) const {
    const AlignedRow lines = text_->alignment().row(starts_[static_cast<size_t>(row)]);
    const int64_t line = side == 0 ? lines.a : lines.b;
    if (line < 0) return {};
    if (const auto found = read_[side].constFind(line); found != read_[side].cend()) return *found;
    if (reading_[side].contains(line)) return {};
    const int64_t unit = format_ ? 1 : 16;
    auto* self = const_cast<DifferenceTable*>(this); // the answer changes what is cached, not what is listed
    reading_[side][line] = previews_.load(
        sources_[side],
        {line * unit, (line + 1) * unit},
        [self, side, line, row](Result<std::shared_ptr<const Payload>> result) {
            if (self->read_[side].size() >= keptTexts) self->read_[side].clear();
            QString text = tr("not readable");
            if (result)
                text = self->format_ ? shownText(bytesOf(**result), *self->format_).text.left(shownCharacters)
                                     : shownBytes(bytesOf(**result));
            self->read_[side][line] = text;
            self->reading_[side].erase(line);
            const QModelIndex index = self->index(row, side == 0 ? textOfA : textOfB);
            emit self->dataChanged(index, index);
        }
    );
    return {};
}

QVariant DifferenceTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !text_ || role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case kind: {
        const AlignedRow lines = text_->alignment().row(starts_[static_cast<size_t>(index.row())]);
        return lines.a < 0 ? tr("only in B") : lines.b < 0 ? tr("only in A") : tr("changed");
    }
    case linesOfA:
        return lines(index.row(), 0);
    case linesOfB:
        return lines(index.row(), 1);
    case textOfA:
        return firstLine(index.row(), 0);
    default:
        return firstLine(index.row(), 1);
    }
}

QVariant DifferenceTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columns)
        return {};
    const QString names[]{
        tr("Difference"),
        format_ ? tr("Lines of A") : tr("Bytes of A"),
        format_ ? tr("Lines of B") : tr("Bytes of B"),
        tr("A"),
        tr("B")};
    return names[section];
}

} // namespace rarebit::views

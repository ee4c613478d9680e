// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/results_model.hpp"

#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"

#include <QCollator>

#include <algorithm>
#include <cmath>

namespace rarebit::views {
namespace {

const ResultColumn* columnOf(const ResultSet& results, const QString& name) {
    const int index = results.columnIndex(name);
    return index < 0 ? nullptr : &results.columns()[static_cast<size_t>(index)];
}

// In which order columns stand, by how their names begin.
int rankOfName(const QString& name) {
    static const std::array order{
        "asset",
        "method",
        "parts",
        "backend",
        "rate_",
        "ratio",
        "size_bytes.total",
        "metrics.",
        "encode_ms",
        "decode_ms",
        "peak_memory",
        "lossless",
        "size_bytes",
        "params.",
        "seed",
        "fit",
        "error",
        "tags",
        "note"};
    for (size_t i = 0; i < order.size(); ++i)
        if (name.startsWith(QLatin1String(order[i]))) return static_cast<int>(i);
    return static_cast<int>(order.size());
}

// What is said by another column, or to programs alone.
bool isMachinery(const QString& name) {
    for (const char* start :
         {"asset_hash", "metric_errors.", "metric_revisions.", "metric_notes", "inputs", "error.", "star"})
        if (name.startsWith(QLatin1String(start))) return true;
    return name == QStringLiteral("error") || name == QStringLiteral("method");
}

// Shown where it differs without being asked for; the rest only when all columns are wanted.
bool isTelling(const QString& name) {
    for (const char* start :
         {"params.",
          "size_bytes.header",
          "size_bytes.payload",
          "size_bytes.side",
          "size_bytes.original",
          "ratio_with_model",
          "encode_ms.min",
          "encode_ms.repeats",
          "decode_ms.min",
          "decode_ms.repeats",
          "original_file_bytes",
          "elements",
          "asset_kind",
          "rest",
          "metrics.exact"})
        if (name.startsWith(QLatin1String(start))) return false;
    return true;
}

double valueOf(const ResultColumn* column, int row) {
    const auto at = static_cast<size_t>(row);
    if (!column) return std::nan("");
    if (column->numeric) return column->numbers[at];
    return column->words[at] < 0 ? std::nan("") : column->words[at];
}

QString tagsText(const QString& json) {
    const auto tags = Json::parse(json.toStdString(), "tags");
    if (!tags) return json;
    QStringList out;
    for (const Json& tag : tags->elements())
        out << QString::fromStdString(tag.asString());
    return out.join(QStringLiteral(", "));
}

} // namespace

const QString ResultsModel::slotColumn = QStringLiteral("#slot");
const QString ResultsModel::methodColumn = QStringLiteral("method");
const QString ResultsModel::parametersColumn = QStringLiteral("#parameters");
const QString ResultsModel::starColumn = QStringLiteral("star");

QString columnTitle(const QString& column) {
    if (column == ResultsModel::slotColumn || column == ResultsModel::starColumn) return {};
    if (column == ResultsModel::parametersColumn) return ResultsModel::tr("Parameters");
    const ColumnText text = describeColumn(column);
    // Sizes say their unit in each cell.
    const bool plain = text.unit.isEmpty() || column.startsWith(QStringLiteral("size_bytes.")) ||
                       column.endsWith(QStringLiteral("_bytes"));
    return plain ? text.name : text.name + QStringLiteral(", ") + text.unit;
}

ResultsModel::ResultsModel(const ResultSet& results, QObject* parent)
    : QAbstractTableModel(parent), results_(results), numbers_(results), parameters_(results) {
    columns_ = {slotColumn, methodColumn, parametersColumn, starColumn};
    const auto refresh = [this] {
        beginResetModel();
        numbers_ = SeriesNumbers(results_);
        parameters_.emplace(results_);
        choose();
        endResetModel();
    };
    connect(&results_, &ResultSet::rowsAdded, this, refresh);
    connect(&results_, &ResultSet::rowsChanged, this, refresh);
    connect(&results_, &ResultSet::cleared, this, refresh);
    choose();
}

void ResultsModel::setColumns(const QStringList& columns) {
    if (columns == columns_) return;
    beginResetModel();
    columns_ = columns;
    rank();
    endResetModel();
}

QStringList ResultsModel::differingColumns() const {
    QStringList out;
    for (const auto& column : results_.columns()) {
        if (isMachinery(column.name) || !isTelling(column.name) || column.filled == 0) continue;
        double first = std::nan("");
        bool any = false, differs = false;
        for (const int row : shown_) {
            const double value = valueOf(&column, row);
            if (!any) first = value;
            any = true;
            differs = value != first && !(std::isnan(value) && std::isnan(first));
            if (differs) break;
        }
        if (differs) out << column.name;
    }
    std::ranges::stable_sort(out, {}, rankOfName);
    return QStringList{slotColumn, methodColumn, parametersColumn} + out + QStringList{starColumn};
}

QStringList ResultsModel::allColumns() const {
    QStringList out;
    for (const auto& column : results_.columns())
        if (!isMachinery(column.name) && column.filled > 0) out << column.name;
    std::ranges::stable_sort(out, {}, rankOfName);
    return QStringList{slotColumn, methodColumn, parametersColumn} + out + QStringList{starColumn};
}

void ResultsModel::setFilter(std::optional<QStringList> keys) {
    beginResetModel();
    filter_.reset();
    if (keys) filter_ = QSet<QString>(keys->begin(), keys->end());
    choose();
    endResetModel();
}

void ResultsModel::setAsset(const QString& hash) {
    if (hash == asset_) return;
    beginResetModel();
    asset_ = hash;
    choose();
    endResetModel();
}

void ResultsModel::setGroupBy(const QString& column) {
    if (column == groupBy_) return;
    beginResetModel();
    groupBy_ = column;
    arrange();
    endResetModel();
}

void ResultsModel::setRanks(bool on) {
    ranks_ = on;
    if (!entries_.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {rankRole});
}

void ResultsModel::setLetters(const QHash<QString, QString>& byKey) {
    letters_ = byKey;
    const auto column = static_cast<int>(columns_.indexOf(slotColumn));
    if (column >= 0 && !entries_.empty())
        emit dataChanged(index(0, column), index(rowCount() - 1, column), {lettersRole});
}

void ResultsModel::sort(int column, Qt::SortOrder order) {
    beginResetModel();
    sortColumn_ = column >= 0 && column < columns_.size() ? columns_[column] : QString();
    order_ = order;
    arrange();
    endResetModel();
}

void ResultsModel::toggle(int modelRow) {
    const Entry entry = entries_[static_cast<size_t>(modelRow)];
    auto& set = entry.kind == heading ? closed_ : opened_;
    const QString name = entry.kind == heading ? groupText(entry.row) : results_.key(entry.row);
    if (entry.kind == result && !results_.failed(entry.row)) return;
    beginResetModel();
    if (!set.remove(name)) set.insert(name);
    arrange();
    endResetModel();
}

void ResultsModel::choose() {
    shown_.clear();
    const auto* asset = columnOf(results_, QStringLiteral("asset_hash"));
    const int wanted = asset && !asset_.isEmpty() ? asset->wordOf.value(asset_, -2) : -1;
    for (int row = 0; row < results_.size(); ++row) {
        if (wanted != -1 && asset->words[static_cast<size_t>(row)] != wanted) continue;
        if (filter_ && !filter_->contains(results_.key(row))) continue;
        shown_.push_back(row);
    }
    arrange();
    rank();
}

// A number per result that sorts as its text or value does; NaN where it is missing.
std::vector<double> ResultsModel::sortKeys(const QString& column) const {
    std::vector<double> keys(static_cast<size_t>(results_.size()), std::nan(""));
    const auto* values = columnOf(results_, column);
    if (values && values->numeric) {
        for (const int row : shown_)
            keys[static_cast<size_t>(row)] = values->numbers[static_cast<size_t>(row)];
        return keys;
    }
    const bool parameters = column == parametersColumn;
    if (!values && !parameters) return keys;
    QSet<QString> texts;
    const auto textOf = [&](int row) { return parameters ? text(row, column) : results_.text(row, column); };
    for (const int row : shown_)
        texts.insert(textOf(row));
    // The C locale knows no numeric order.
    const QLocale locale;
    QCollator order(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale);
    order.setNumericMode(true); // bits 10 after bits 4
    QStringList sorted(texts.begin(), texts.end());
    std::sort(sorted.begin(), sorted.end(), order);
    QHash<QString, int> places;
    for (int i = 0; i < sorted.size(); ++i)
        places.insert(sorted[i], i);
    for (const int row : shown_)
        if (const QString own = textOf(row); !own.isEmpty()) keys[static_cast<size_t>(row)] = places[own];
    return keys;
}

void ResultsModel::arrange() {
    std::vector<int> order = shown_;
    if (!sortColumn_.isEmpty() && sortColumn_ != slotColumn) {
        // Missing values stand last, whichever way it goes.
        const auto keys = sortKeys(sortColumn_);
        const auto key = [&](int row) { return keys[static_cast<size_t>(row)]; };
        const auto missing =
            std::stable_partition(order.begin(), order.end(), [&](int row) { return !std::isnan(key(row)); });
        std::stable_sort(order.begin(), missing, [&](int a, int b) {
            return order_ == Qt::AscendingOrder ? key(a) < key(b) : key(b) < key(a);
        });
    }
    entries_.clear();
    const auto add = [&](int row) {
        entries_.push_back({result, row, 0});
        if (results_.failed(row) && opened_.contains(results_.key(row))) entries_.push_back({detail, row, 0});
    };
    if (groupBy_.isEmpty()) {
        for (const int row : order)
            add(row);
    } else {
        // Groups in the order of their first result.
        QHash<QString, size_t> known;
        std::vector<std::vector<int>> groups;
        for (const int row : order) {
            const QString name = groupText(row);
            const auto found = known.constFind(name);
            const size_t group = found == known.cend() ? groups.size() : *found;
            if (found == known.cend()) {
                known.insert(name, group);
                groups.emplace_back();
            }
            groups[group].push_back(row);
        }
        for (const auto& rows : groups) {
            entries_.push_back({heading, rows.front(), static_cast<int>(rows.size())});
            if (closed_.contains(groupText(rows.front()))) continue;
            for (const int row : rows)
                add(row);
        }
    }
    places_.assign(static_cast<size_t>(results_.size()), -1);
    for (size_t i = 0; i < entries_.size(); ++i)
        if (entries_[i].kind == result) places_[static_cast<size_t>(entries_[i].row)] = static_cast<int>(i);
}

// Best and worst are of one asset: results of different assets are no rivals.
void ResultsModel::rank() {
    rankOf_.clear();
    for (const QString& name : columns_) {
        const auto* column = columnOf(results_, name);
        const ColumnText text = describeColumn(name);
        if (!column || !column->numeric || !text.known) continue;
        QHash<QString, std::array<double, 3>> seen; // three different values at most
        QHash<QString, int> count;
        auto& ranks = rankOf_[name];
        for (const int row : shown_) {
            const double value = valueOf(column, row);
            if (std::isnan(value)) continue;
            const QString asset = results_.text(row, QStringLiteral("asset_hash"));
            auto& values = seen[asset];
            int& different = count[asset];
            if (different < 3 &&
                std::find(values.begin(), values.begin() + different, value) == values.begin() + different)
                values[static_cast<size_t>(different++)] = value;
            auto [best, worst, told] = ranks.value(asset, {value, value, false});
            if (text.lowerIsBetter ? value < best : value > best) best = value;
            if (text.lowerIsBetter ? value > worst : value < worst) worst = value;
            ranks[asset] = {best, worst, different >= 3};
        }
    }
}

QString ResultsModel::groupText(int row) const {
    return text(row, groupBy_);
}

int ResultsModel::resultAt(int modelRow) const {
    if (modelRow < 0 || modelRow >= rowCount()) return -1;
    const Entry& entry = entries_[static_cast<size_t>(modelRow)];
    return entry.kind == heading ? -1 : entry.row;
}

int ResultsModel::modelRowOf(int row) const {
    return row < 0 || static_cast<size_t>(row) >= places_.size() ? -1 : places_[static_cast<size_t>(row)];
}

bool ResultsModel::isNumeric(const QString& column) const {
    const auto* found = columnOf(results_, column);
    return found && found->numeric && column != starColumn;
}

QString ResultsModel::text(int row, const QString& column) const {
    if (column == slotColumn || column == starColumn) return {};
    if (column == parametersColumn) return parameters_->of(row);
    const auto* found = columnOf(results_, column);
    if (!found) return {};
    if (!found->numeric) {
        const QString words = results_.text(row, column);
        return column == QStringLiteral("tags") ? tagsText(words) : words;
    }
    const double value = found->numbers[static_cast<size_t>(row)];
    if (std::isnan(value)) return {};
    QString out = valueText(column, value, false);
    if (column.startsWith(QStringLiteral("metrics."))) {
        const double error = results_.number(row, QStringLiteral("metric_errors.") + column.mid(8));
        if (error > 0) out += QStringLiteral(" ±") + number(error, 2);
    }
    return out;
}

int ResultsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

int ResultsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant ResultsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const Entry& entry = entries_[static_cast<size_t>(index.row())];
    const QString& column = columns_[index.column()];
    if (role == entryRole) return static_cast<int>(entry.kind);
    if (entry.kind == heading) {
        if (index.column() != 0 || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) return {};
        const QString name = groupText(entry.row);
        return QStringLiteral("%1 %2 (%3)")
            .arg(columnTitle(groupBy_), name.isEmpty() ? QStringLiteral("–") : name, grouped(entry.count));
    }
    if (entry.kind == detail) {
        if (role == rowStateRole) return static_cast<int>(RowState::failed);
        if (index.column() != 0) return {};
        const QStringList lines{
            results_.text(entry.row, QStringLiteral("error.what")),
            results_.text(entry.row, QStringLiteral("error.where")),
            results_.text(entry.row, QStringLiteral("error.fix"))};
        if (role == detailRole) return lines;
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) return lines.join(u'\n');
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        // The reason takes the place of what a failed result lacks.
        if (results_.failed(entry.row) && column == parametersColumn) {
            const QString parameters = text(entry.row, column);
            const QString reason = results_.text(entry.row, QStringLiteral("error.what"));
            return parameters.isEmpty() ? reason : parameters + QStringLiteral(": ") + reason;
        }
        return text(entry.row, column);
    case Qt::EditRole:
        if (column == starColumn) return results_.number(entry.row, column) > 0;
        if (column == QStringLiteral("tags") || column == parametersColumn) return text(entry.row, column);
        return isNumeric(column) ? QVariant(results_.number(entry.row, column))
                                 : QVariant(results_.text(entry.row, column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft))
        );
    case Qt::ToolTipRole:
        if (results_.failed(entry.row))
            return results_.text(entry.row, QStringLiteral("error.what")) + u'\n' +
                   results_.text(entry.row, QStringLiteral("error.fix"));
        if (column == starColumn) return tr("Star");
        return column == QStringLiteral("note") ? text(entry.row, column) : QVariant();
    case Qt::AccessibleTextRole:
        if (column == starColumn)
            return results_.number(entry.row, column) > 0 ? tr("starred") : tr("not starred");
        if (column == slotColumn) return letters_.value(results_.key(entry.row));
        return text(entry.row, column);
    case rowStateRole:
        return static_cast<int>(results_.failed(entry.row) ? RowState::failed : RowState::normal);
    case inkRole:
        if (results_.failed(entry.row) && column == parametersColumn) return static_cast<int>(Token::bad);
        return column == parametersColumn ? QVariant(static_cast<int>(Token::text2)) : QVariant();
    case lettersRole:
        return column == slotColumn ? letters_.value(results_.key(entry.row)) : QVariant();
    case seriesRole:
        return column == methodColumn ? numbers_.of(entry.row) : QVariant();
    case rankRole: {
        const auto ranks = rankOf_.constFind(column);
        if (!ranks_ || ranks == rankOf_.cend()) return 0;
        const Rank rank = ranks->value(results_.text(entry.row, QStringLiteral("asset_hash")));
        const double value = results_.number(entry.row, column);
        return !rank.told ? 0 : value == rank.best ? 1 : value == rank.worst ? -1 : 0;
    }
    default:
        return {};
    }
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical || section < 0 || section >= columns_.size()) return {};
    const QString& column = columns_[section];
    if (role == Qt::DisplayRole) return columnTitle(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft))
        );
    if (role == Qt::AccessibleTextRole && column == slotColumn) return tr("Slot");
    if ((role == Qt::AccessibleTextRole || role == Qt::ToolTipRole) && column == starColumn)
        return tr("Star");
    if (role == Qt::ToolTipRole && !column.startsWith(u'#')) return column; // as filters and files call it
    return {};
}

Qt::ItemFlags ResultsModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return {};
    Qt::ItemFlags flags = Qt::ItemIsEnabled;
    if (kind(index.row()) != heading) flags |= Qt::ItemIsSelectable;
    const QString& column = columns_[index.column()];
    if (kind(index.row()) == result && (column == QStringLiteral("note") || column == QStringLiteral("tags")))
        flags |= Qt::ItemIsEditable;
    return flags | Qt::ItemNeverHasChildren;
}

bool ResultsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid() || kind(index.row()) != result) return false;
    const QString key = results_.key(resultAt(index.row()));
    const QString& column = columns_[index.column()];
    if (column == starColumn) {
        emit annotated(key, Json::object({{"star", value.toBool()}}));
    } else if (column == QStringLiteral("note")) {
        emit annotated(key, Json::object({{"note", value.toString().trimmed().toStdString()}}));
    } else if (column == QStringLiteral("tags")) {
        Json tags = Json::array();
        for (const QString& tag : value.toString().split(u',', Qt::SkipEmptyParts))
            if (!tag.trimmed().isEmpty()) tags.push(tag.trimmed().toStdString());
        emit annotated(key, Json::object({{"tags", tags}}));
    } else {
        return false;
    }
    return true;
}

} // namespace rarebit::views

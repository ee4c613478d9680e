// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/sheet_model.hpp"

#include "engine/core/text.hpp"
#include "views/compare/cell_format.hpp"
#include "views/core/numbers.hpp"
#include "views/core/theme.hpp"

#include <QPainter>
#include <QPainterPath>
#include <QStringList>
#include <QTableView>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace rarebit::views {
namespace {

constexpr int emptyRows = 4, emptyColumns = 2; // room behind the last cell
constexpr int mostRows = INT32_MAX / 64;       // what item views can lay out
constexpr int corner = 6;
constexpr double leastContrast = 3;

QStringList fields(const std::string& text) {
    QStringList out;
    for (QString field : QString::fromStdString(text).split(u';'))
        out.push_back(field.replace(QStringLiteral("%3B"), QStringLiteral(";"))
                          .replace(QStringLiteral("%25"), QStringLiteral("%")));
    return out;
}

// The theme of new workbooks; that of a file is not read.
constexpr std::array<QRgb, 10> themeColors{
    0xFFFFFF, 0x000000, 0xE7E6E6, 0x44546A, 0x4472C4, 0xED7D31, 0xA5A5A5, 0xFFC000, 0x5B9BD5, 0x70AD47};
constexpr std::array<QRgb, 56> indexedColors{
    // from index 8 on; 0 to 7 are the same as 8 to 15
    0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x800000, 0x008000,
    0x000080, 0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080, 0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF,
    0x660066, 0xFF8080, 0x0066CC, 0xCCCCFF, 0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF, 0x800080, 0x800000,
    0x008080, 0x0000FF, 0x00CCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99,
    0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600, 0x666699, 0x969696, 0x003366, 0x339966,
    0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333};

std::optional<QColor> cellColor(const QString& text) {
    if (text.size() == 8) {
        bool ok = false;
        const QRgb value = text.toUInt(&ok, 16);
        if (ok) return QColor(value | 0xFF000000);
    }
    const QStringList words = text.split(u'/');
    const auto index = words.size() > 1 ? words[1].toUInt() : 0;
    if (words[0] == u"indexed" && index < 64) return QColor(indexedColors[index < 8 ? index : index - 8]);
    if (words[0] != u"theme" || index >= themeColors.size()) return {};
    QColor color(themeColors[index]);
    const double tint = words.size() > 2 ? words[2].toDouble() : 0;
    const float light = color.lightnessF();
    const auto tinted = static_cast<float>(tint < 0 ? light * (1 + tint) : light + (1 - light) * tint);
    color.setHslF(color.hslHueF(), color.hslSaturationF(), std::clamp(tinted, 0.0F, 1.0F));
    return color;
}

double luminance(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}
double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return std::max(x, y) / std::min(x, y);
}

std::optional<QColor> fillOf(const CellStyle& style) {
    const QStringList fill = fields(style.fill);
    if (fill.size() < 2 || fill[0].isEmpty() || fill[0] == u"none") return {};
    return cellColor(fill[1]);
}

Qt::Alignment alignmentOf(const Cell& cell, const CellStyle& style) {
    const QStringList alignment = fields(style.alignment);
    const QString& along = alignment[0];
    const bool numeric = cell.kind == CellKind::number || cell.kind == CellKind::date;
    const bool centred = cell.kind == CellKind::boolean || cell.kind == CellKind::error;
    Qt::Alignment out = numeric ? Qt::AlignRight : centred ? Qt::AlignHCenter : Qt::AlignLeft;
    if (along == u"left" || along == u"start") out = Qt::AlignLeft;
    if (along == u"right" || along == u"end") out = Qt::AlignRight;
    if (along.startsWith(u"center")) out = Qt::AlignHCenter;
    return out | Qt::AlignVCenter;
}

QFont fontOf(const Cell& cell, const CellStyle& style) {
    const bool numeric = cell.kind == CellKind::number || cell.kind == CellKind::date;
    QFont out = font(numeric ? Text::number : Text::small);
    const QStringList names = fields(style.font);
    const auto flag = [&](int at) { return names.size() > at && !names[at].isEmpty(); };
    out.setBold(flag(2));
    out.setItalic(flag(3));
    out.setUnderline(flag(4));
    out.setStrikeOut(flag(5));
    return out;
}

constexpr int farthestSpill = 16; // columns

bool isLeftText(const QModelIndex& index) {
    return !index.data().toString().isEmpty() &&
           (index.data(Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignLeft);
}

// Long text goes on over empty cells to its right, as in spreadsheet programs; not out of merged cells.
bool spillsRight(const QTableView* grid, const QModelIndex& index) {
    if (!grid || !isLeftText(index) || grid->columnSpan(index.row(), index.column()) > 1) return false;
    const QModelIndex next = index.siblingAtColumn(index.column() + 1);
    return next.isValid() && next.data().toString().isEmpty();
}

QModelIndex spilledFrom(const QTableView* grid, const QModelIndex& index) {
    for (int column = index.column() - 1; column >= std::max(0, index.column() - farthestSpill); --column) {
        const QModelIndex left = index.siblingAtColumn(column);
        if (!left.data().toString().isEmpty()) return spillsRight(grid, left) ? left : QModelIndex();
    }
    return {};
}

// The text of a cell that begins at `cell`, as far as it lies in `shown`.
void paintText(
    QPainter& painter,
    const QModelIndex& index,
    const QRect& cell,
    const QRect& shown,
    const QColor& ink,
    bool spills
) {
    const QString text = index.data().toString().simplified();
    const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    painter.save();
    painter.setClipRect(shown);
    painter.setFont(index.data(Qt::FontRole).value<QFont>());
    painter.setPen(ink.isValid() ? ink : index.data(Qt::ForegroundRole).value<QColor>());
    const QFontMetrics metrics = painter.fontMetrics();
    QRect room = cell.adjusted(6, 0, -7, 0);
    const int width = metrics.horizontalAdvance(text);
    if (spills) {
        room.setWidth(width + 1);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, text);
    } else if (width > room.width() && (alignment & Qt::AlignRight)) {
        // A number that is cut would read as another one.
        painter.drawText(
            room, int(alignment), QString(room.width() / std::max(1, metrics.horizontalAdvance(u'#')), u'#')
        );
    } else
        painter.drawText(room, int(alignment), metrics.elidedText(text, Qt::ElideRight, room.width()));
    painter.restore();
}

} // namespace

std::vector<CellChange>::const_iterator SheetPair::firstChange(int64_t row, int64_t column) const {
    return std::ranges::lower_bound(changes, std::tuple(row, column), {}, [](const CellChange& change) {
        return std::tuple<int64_t, int64_t>(change.row, change.column);
    });
}

const CellChange* SheetPair::changeAt(int64_t row, int64_t column) const {
    const auto found = firstChange(row, column);
    return found != changes.end() && found->row == row && found->column == column ? &*found : nullptr;
}

bool isSlight(const CellChange& change, double tolerance) {
    return change.kind == CellChange::formula || change.kind == CellChange::style ||
           (change.kind == CellChange::number && std::abs(change.delta) <= tolerance);
}

QString changeText(CellChange::Kind kind) {
    switch (kind) {
    case CellChange::number:
        return ChangeModel::tr("number");
    case CellChange::value:
        return ChangeModel::tr("value");
    case CellChange::formula:
        return ChangeModel::tr("formula");
    case CellChange::style:
        break;
    }
    return ChangeModel::tr("format");
}

void SheetModel::setPair(SheetPairPtr pair) {
    beginResetModel();
    pair_ = std::move(pair);
    endResetModel();
}

void SheetModel::setTolerance(double tolerance) {
    tolerance_ = tolerance;
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {changeRole});
}

const Sheet* SheetModel::sheet() const {
    if (!pair_) return nullptr;
    return side_ == 0 || !pair_->b ? pair_->a.get() : pair_->b.get();
}

const Cell* SheetModel::cell(const QModelIndex& index) const {
    return sheet() ? sheet()->at(index.row(), index.column()) : nullptr;
}

int SheetModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() || !pair_) return 0;
    return static_cast<int>(std::min<int64_t>(pair_->rows() + emptyRows, mostRows));
}

int SheetModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid() || !pair_) return 0;
    return static_cast<int>(std::min<int64_t>(pair_->columns() + emptyColumns, mostRows));
}

QVariant SheetModel::data(const QModelIndex& index, int role) const {
    if (!pair_ || !checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == changeRole) {
        const CellChange* change = pair_->changeAt(index.row(), index.column());
        return !change ? 0 : isSlight(*change, tolerance_) ? 1 : 2;
    }
    const Cell* shown = cell(index);
    if (!shown) return {};
    const CellStyle& style = sheet()->table().styles[shown->style];
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*shown, sheet()->table());
    case Qt::FontRole:
        return fontOf(*shown, style);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(alignmentOf(*shown, style));
    case Qt::BackgroundRole:
        if (const auto fill = fillOf(style)) return *fill;
        return {};
    case Qt::ForegroundRole: {
        const QStringList names = fields(style.font);
        const auto ink = names.size() > 6 ? cellColor(names[6]) : std::nullopt;
        const QColor ground = fillOf(style).value_or(color(Token::pane));
        if (ink && contrast(*ink, ground) >= leastContrast) return *ink;
        return contrast(color(Token::text), ground) >= leastContrast ? color(Token::text)
               : luminance(ground) > 0.2                             ? QColor(Qt::black)
                                                                     : QColor(Qt::white);
    }
    default:
        return {};
    }
}

QVariant SheetModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignCenter);
    if (role != Qt::DisplayRole) return {};
    return orientation == Qt::Horizontal ? columnName(section) : QString::number(section + 1);
}

void ChangeModel::setPair(SheetPairPtr pair) {
    beginResetModel();
    pair_ = std::move(pair);
    endResetModel();
}

int ChangeModel::rowAt(int64_t row, int64_t column) const {
    if (!pair_) return 0;
    return static_cast<int>(pair_->firstChange(row, column) - pair_->changes.begin());
}

int ChangeModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() || !pair_) return 0;
    return static_cast<int>(std::min<size_t>(pair_->changes.size(), mostRows));
}

QVariant ChangeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const bool numeric = index.column() >= valueA;
    if (role == Qt::TextAlignmentRole && numeric) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const CellChange& changed = change(index.row());
    const auto value = [&](const Sheet& sheet) {
        const Cell* shown = sheet.at(changed.row, changed.column);
        if (!shown) return QString();
        if (changed.kind == CellChange::formula)
            return QString(u'=' + QString::fromStdString(validUtf8(shown->formula)));
        return changed.kind == CellChange::style ? cellText(*shown, sheet.table()) : cellValue(*shown);
    };
    switch (index.column()) {
    case cell:
        return cellName(changed.row, changed.column);
    case kind:
        return changeText(changed.kind);
    case valueA:
        return value(*pair_->a);
    case valueB:
        return value(*pair_->b);
    default:
        return changed.kind == CellChange::number ? number(changed.delta) : QString();
    }
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columns) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= valueA ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    return QStringList{tr("Cell"), tr("Differs in"), tr("A"), tr("B"), tr("B − A")}[section];
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
    const {
    const QRect area = option.rect;
    const int change = index.data(SheetModel::changeRole).toInt();
    const Token ink = change == 2 ? Token::bad : Token::warn;
    const QVariant fill = index.data(Qt::BackgroundRole);
    painter->fillRect(
        area,
        change == 2      ? color(Token::badBg)
        : change == 1    ? color(Token::warnBg)
        : fill.isValid() ? fill.value<QColor>()
                         : color(Token::pane)
    );
    painter->setPen(color(Token::grid));
    painter->drawLine(area.topRight(), area.bottomRight());
    painter->drawLine(area.bottomLeft(), area.bottomRight());
    const auto* grid = qobject_cast<const QTableView*>(option.widget);
    if (!index.data().toString().isEmpty())
        paintText(*painter, index, area, area, change ? color(ink) : QColor(), spillsRight(grid, index));
    else if (const QModelIndex from = spilledFrom(grid, index); from.isValid())
        paintText(
            *painter,
            from,
            QRect(grid->columnViewportPosition(from.column()), area.top(), 0, area.height()),
            area,
            {},
            true
        );
    if (change) {
        QPainterPath triangle;
        triangle.moveTo(area.right() - corner, area.top());
        triangle.lineTo(area.right(), area.top());
        triangle.lineTo(area.right(), area.top() + corner);
        triangle.closeSubpath();
        painter->fillPath(triangle, color(ink));
    }
    if (option.state & QStyle::State_Selected) {
        painter->setPen(QPen(color(Token::accent), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(area.adjusted(0, 0, -2, -2));
    }
}

} // namespace rarebit::views

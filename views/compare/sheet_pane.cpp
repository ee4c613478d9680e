// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/sheet_pane.hpp"

#include "engine/core/text.hpp"
#include "views/compare/cell_format.hpp"
#include "views/core/background.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"

#include <QDoubleValidator>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::views {

ComparePane* createSheetPane(ViewContext& context, QWidget* parent) {
    return new SheetPane(context, parent);
}

namespace {

constexpr int rowPixels = 22;
constexpr int narrowest = 56, widest = 220;
constexpr int fittedColumns = 256, fittedRows = 200; // what column widths are measured on
constexpr size_t mostSpans = 20000;                  // item views search through them
constexpr int listHeight = 150;

} // namespace

CellLine::CellLine(QWidget* parent)
    : QWidget(parent), slot_(new SlotBadge(0, this)),
      value_(new ElidedLabel(Text::number, Token::text, this)),
      formula_(new ElidedLabel(Text::number, Token::text2, this)),
      format_(new ElidedLabel(Text::small, Token::text2, this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(slot_);
    row->addWidget(value_);
    row->addWidget(formula_);
    row->addWidget(format_);
    row->addStretch(1);
}

void CellLine::setCell(int slot, const Cell* cell, const Sheet* sheet) {
    slot_->setSlot(slot);
    value_->setText(
        !sheet                                   ? QString()
        : !cell || cell->kind == CellKind::empty ? tr("empty")
                                                 : cellValue(*cell).simplified()
    );
    formula_->setText(
        cell && !cell->formula.empty() ? u'=' + QString::fromStdString(validUtf8(cell->formula)).simplified()
                                       : QString()
    );
    format_->setText(
        cell && sheet ? QString::fromStdString(validUtf8(sheet->table().styles[cell->style].numberFormat))
                      : QString()
    );
    format_->setToolTip(tr("Number format"));
    setAccessibleName(
        QStringList{QString(QChar('A' + slot)), value_->text(), formula_->text(), format_->text()}.join(
            QStringLiteral(", ")
        )
    );
}

SheetPane::SheetPane(ViewContext& context, QWidget* parent)
    : SidesPane(context, parent, BusyState::Shape::tiles, QStringLiteral(".xlsx"), QStringLiteral("exact")) {
    changes_ = new ChangeModel(this);
    status_ = new StatusLine(this);
    content().addWidget(makeCellBar());
    auto* columns = new QSplitter(Qt::Horizontal, this);
    for (int side = 0; side < 2; ++side) {
        models_[side] = new SheetModel(side, this);
        sides_[side] = new QWidget(columns);
        auto* column = new QVBoxLayout(sides_[side]);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        headers_[side] = new SideHeader(sides_[side]);
        grids_[side] = makeGrid(side);
        column->addWidget(headers_[side]);
        column->addWidget(grids_[side], 1);
    }
    for (int side = 0; side < 2; ++side) {
        const QTableView *from = grids_[side], *to = grids_[1 - side];
        for (const auto& [bar, other] :
             {std::pair{from->verticalScrollBar(), to->verticalScrollBar()},
              {from->horizontalScrollBar(), to->horizontalScrollBar()}})
            connect(bar, &QScrollBar::valueChanged, other, &QScrollBar::setValue);
        connect(
            from->horizontalHeader(),
            &QHeaderView::sectionResized,
            to->horizontalHeader(),
            [header = to->horizontalHeader()](int section, int, int size) {
                header->resizeSection(section, size);
            }
        );
    }
    list_ = new QTableView(this);
    list_->setObjectName(QStringLiteral("changedCells"));
    list_->setAccessibleName(tr("Cells that differ"));
    list_->setModel(changes_);
    list_->setFixedHeight(listHeight);
    list_->hide();
    dressTable(list_);
    list_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    connect(
        list_->selectionModel(),
        &QItemSelectionModel::currentRowChanged,
        this,
        [this](const QModelIndex& index) {
            if (index.isValid() && !moving_)
                goTo(changes_->change(index.row()).row, changes_->change(index.row()).column);
        }
    );
    tabs_ = new QTabBar(this);
    tabs_->setObjectName(QStringLiteral("sheets"));
    tabs_->setAccessibleName(tr("Worksheets"));
    tabs_->setShape(QTabBar::RoundedSouth);
    tabs_->setExpanding(false);
    tabs_->setUsesScrollButtons(true);
    tabs_->setElideMode(Qt::ElideRight);
    connect(tabs_, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index >= 0) context_.hub.setPart(tabs_->tabData(index).toString());
    });
    content().addWidget(columns, 1);
    content().addWidget(tabs_);
    content().addWidget(list_);
    content().addWidget(status_);
    toleranceField_ = new QLineEdit(QStringLiteral("0"), this);
    toleranceField_->setObjectName(QStringLiteral("tolerance"));
    toleranceField_->setAccessibleName(tr("Numbers differ by more than"));
    toleranceField_->setAlignment(Qt::AlignRight);
    toleranceField_->setFixedWidth(88);
    setCompact(toleranceField_);
    dress(toleranceField_, Text::number);
    auto* validator = new QDoubleValidator(0, 1e300, 17, toleranceField_);
    validator->setLocale(QLocale::c());
    toleranceField_->setValidator(validator);
    connect(toleranceField_, &QLineEdit::textChanged, this, &SheetPane::toleranceChanged);
    status_->addWidget(makeLabel(tr("Tolerance"), Text::small, Token::text2, status_));
    status_->addWidget(toleranceField_);
    listButton_ = addButton(
        QStringLiteral("listChanges"), QStringLiteral("list-ul"), tr("List of the cells that differ")
    );
    listButton_->setCheckable(true);
    connect(listButton_, &QToolButton::toggled, list_, &QTableView::setVisible);
    setFocusProxy(grids_[1]);
    setMode(showB);
}

QWidget* SheetPane::makeCellBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(12);
    name_ = new QLineEdit(bar);
    name_->setObjectName(QStringLiteral("cellName"));
    name_->setAccessibleName(tr("Current cell"));
    name_->setToolTip(tr("Type the name of a cell to go there"));
    name_->setFixedWidth(80);
    setCompact(name_);
    connect(name_, &QLineEdit::returnPressed, this, [this] {
        int64_t to = 0, column = 0;
        const bool known = parseCellName(name_->text(), to, column) && pair_ && to < models_[0]->rowCount() &&
                           column < models_[0]->columnCount();
        setWrong(name_, known ? QString() : tr("there is no such cell in this sheet"));
        if (known) goTo(to, column);
    });
    row->addWidget(name_);
    for (auto& line : lines_) {
        line = new CellLine(bar);
        row->addWidget(line, 1);
    }
    delta_ = new ElidedLabel(Text::number, Token::text2, bar);
    row->addWidget(delta_);
    return bar;
}

QTableView* SheetPane::makeGrid(int side) {
    auto* grid = new QTableView(sides_[side]);
    grid->setObjectName(side == 0 ? QStringLiteral("gridA") : QStringLiteral("gridB"));
    grid->setAccessibleName(side == 0 ? tr("Cells of A") : tr("Cells of B"));
    grid->setModel(models_[side]);
    grid->setItemDelegate(new CellDelegate(grid));
    grid->setFrameShape(QFrame::NoFrame);
    grid->setShowGrid(false);
    grid->setWordWrap(false);
    grid->setSelectionMode(QAbstractItemView::SingleSelection);
    grid->setEditTriggers(QAbstractItemView::NoEditTriggers);
    grid->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    grid->setCornerButtonEnabled(false);
    const int height = Theme::get().scaled(rowPixels);
    for (QHeaderView* header : {grid->verticalHeader(), grid->horizontalHeader()}) {
        header->setHighlightSections(true);
        header->setDefaultAlignment(Qt::AlignCenter);
    }
    grid->verticalHeader()->setMinimumSectionSize(height);
    grid->verticalHeader()->setDefaultSectionSize(height);
    grid->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    grid->horizontalHeader()->setDefaultSectionSize(narrowest);
    connect(grid->selectionModel(), &QItemSelectionModel::currentChanged, this, &SheetPane::currentMoved);
    connect(grid, &QTableView::clicked, this, [this](const QModelIndex& index) {
        context_.hub.setRegion({0, index.row(), index.column(), 1, 1});
    });
    return grid;
}

QStringList SheetPane::modes() const {
    return {tr("A"), tr("B"), tr("Side by side")};
}

void SheetPane::modeSet() {
    const bool both = b() != nullptr;
    sides_[0]->setVisible(!both || mode() != showB);
    sides_[1]->setVisible(both && mode() != showA);
}

void SheetPane::sidesChanged() {
    forget();
    const PartItem* part = input().partItem();
    showTabs();
    headers_[0]->setSide(a());
    if (b()) headers_[1]->setSide(*b());
    modeSet();
    setSubject(tr("%1, sheet %2").arg(input().asset->name, part ? part->name : QString()));
    showBusy(tr("reading the sheet"));
    const Source sources[2]{a().source, b() ? b()->source : Source{}};
    for (int side = 0; side < (b() ? 2 : 1); ++side)
        loaded_[side].ticket = context_.previews.load(
            sources[side],
            {},
            [this, side](Result<std::shared_ptr<const Payload>> result) { arrived(side, std::move(result)); }
        );
}

void SheetPane::forget() {
    for (auto& side : loaded_)
        side = {};
    pair_ = nullptr;
    for (auto* model : models_)
        model->setPair(nullptr);
    changes_->setPair(nullptr);
    status_->setVerdict({});
    status_->setPlace({});
    setPosition({});
}

void SheetPane::arrived(int side, Result<std::shared_ptr<const Payload>> result) {
    if (!result) return showError(result.error());
    const auto* table = std::get_if<std::shared_ptr<const Table>>(&**result);
    if (!table)
        return showError(
            badInput("this part is no worksheet", input().part.toStdString(), "choose a worksheet in Assets")
        );
    loaded_[side].table = *table;
    if (loaded_[0].table && (!b() || loaded_[1].table)) compareLoaded();
}

void SheetPane::compareLoaded() {
    showBusy(tr("comparing"));
    inBackground(
        this,
        [tableA = loaded_[0].table, tableB = loaded_[1].table] {
            auto pair = std::make_shared<SheetPair>();
            pair->a = std::make_shared<const Sheet>(tableA);
            pair->filled = std::ranges::count_if(tableA->cells, &Cell::hasContent);
            if (tableB) {
                pair->b = std::make_shared<const Sheet>(tableB);
                pair->changes = changedCells(*tableA, *tableB);
            }
            return pair;
        },
        [this, tableA = loaded_[0].table, tableB = loaded_[1].table](std::shared_ptr<SheetPair> pair) {
            if (tableA == loaded_[0].table && tableB == loaded_[1].table) showPair(std::move(pair));
        }
    );
}

void SheetPane::showPair(SheetPairPtr pair) {
    pair_ = std::move(pair);
    if (pair_->rows() == 0)
        return showEmpty(
            QStringLiteral("table"), tr("The sheet is empty"), tr("Choose another one below, or in Assets.")
        );
    for (int side = 0; side < 2; ++side) {
        models_[side]->setPair(pair_);
        spanMerges(grids_[side], *models_[side]->sheet());
    }
    changes_->setPair(pair_);
    fitColumns(grids_[0]);
    toleranceChanged();
    showContent();
    setState({});
    const Region& region = context_.hub.state().region;
    if (region.empty())
        goTo(0, 0);
    else
        regionChanged();
}

void SheetPane::spanMerges(QTableView* grid, const Sheet& sheet) const {
    grid->clearSpans();
    size_t spans = 0;
    for (const auto& merge : sheet.table().merges) {
        const int rows = merge.lastRow - merge.firstRow + 1,
                  columns = merge.lastColumn - merge.firstColumn + 1;
        const bool inside =
            merge.lastRow < grid->model()->rowCount() && merge.lastColumn < grid->model()->columnCount();
        if (inside && rows * columns > 1 && ++spans <= mostSpans)
            grid->setSpan(merge.firstRow, merge.firstColumn, rows, columns);
    }
}

void SheetPane::fitColumns(QTableView* grid) const {
    const Sheet& sheet = *pair_->a;
    const QFontMetrics metrics(views::font(Text::number));
    std::vector<int> widths(
        static_cast<size_t>(std::min<int64_t>(fittedColumns, grid->model()->columnCount())), narrowest
    );
    for (const auto& cell : sheet.table().cells) {
        if (cell.row >= fittedRows) break;
        if (static_cast<size_t>(cell.column) >= widths.size()) continue;
        const bool merged = grid->columnSpan(cell.row, cell.column) > 1;
        const int width = merged ? 0 : metrics.horizontalAdvance(cellText(cell, sheet.table())) + 18;
        int& widthOfColumn = widths[static_cast<size_t>(cell.column)];
        widthOfColumn = std::max(widthOfColumn, std::min(width, widest));
    }
    for (size_t i = 0; i < widths.size(); ++i)
        grid->setColumnWidth(static_cast<int>(i), widths[i]);
}

void SheetPane::showTabs() {
    QStringList names;
    for (const auto& part : input().asset->parts)
        if (part.form == QStringLiteral("table")) names.push_back(part.name);
    bool same = names.size() == tabs_->count();
    for (int i = 0; same && i < names.size(); ++i)
        same = tabs_->tabData(i).toString() == names[i];
    if (!same) {
        while (tabs_->count() > 0)
            tabs_->removeTab(0);
        for (const auto& name : names)
            tabs_->setTabData(tabs_->addTab(QString(name).replace(u'&', QStringLiteral("&&"))), name);
    }
    tabs_->setCurrentIndex(static_cast<int>(names.indexOf(input().part)));
    tabs_->setVisible(names.size() > 1);
}

void SheetPane::goTo(int64_t row, int64_t column) {
    for (auto* grid : grids_) {
        const QModelIndex index = grid->model()->index(static_cast<int>(row), static_cast<int>(column));
        grid->setCurrentIndex(index);
        grid->scrollTo(index);
    }
}

void SheetPane::currentMoved(const QModelIndex& index) {
    if (!index.isValid() || moving_ || !pair_) return;
    moving_ = true;
    for (auto* grid : grids_)
        grid->setCurrentIndex(grid->model()->index(index.row(), index.column()));
    const CellChange* change = pair_->changeAt(index.row(), index.column());
    const int listed = changes_->rowAt(index.row(), index.column());
    if (change && listed < changes_->rowCount() && changes_->change(listed) == *change)
        list_->selectRow(listed);
    moving_ = false;
    name_->setText(cellName(index.row(), index.column()));
    setWrong(name_, {});
    lines_[0]->setCell(a().slot, pair_->a->at(index.row(), index.column()), pair_->a.get());
    lines_[1]->setVisible(pair_->b != nullptr);
    if (pair_->b) lines_[1]->setCell(b()->slot, pair_->b->at(index.row(), index.column()), pair_->b.get());
    QString delta;
    if (change && change->kind == CellChange::number)
        delta = (change->delta > 0 ? QStringLiteral("+") : QString()) + number(change->delta);
    else if (change)
        delta = tr("differs in %1").arg(changeText(change->kind));
    delta_->setText(delta);
    tellPosition();
}

void SheetPane::toleranceChanged() {
    bool ok = false;
    const double tolerance = QLocale::c().toDouble(toleranceField_->text(), &ok);
    setWrong(toleranceField_, ok && tolerance >= 0 ? QString() : tr("a number from 0 on"));
    if (!ok || tolerance < 0) return;
    tolerance_ = tolerance;
    for (auto* model : models_)
        model->setTolerance(tolerance);
    tellCounts();
    tellPosition();
}

void SheetPane::tellCounts() {
    if (!pair_) return;
    const Table& table = pair_->a->table();
    status_->setPlace(tr("%1 × %2, %3 cells with content")
                          .arg(grouped(table.rows), grouped(table.columns), grouped(pair_->filled)));
    if (!pair_->b)
        return status_->setVerdict(
            {}, BadgeKind::neutral, tr("A alone: put a result into slot B to compare")
        );
    const auto slight = std::ranges::count_if(pair_->changes, [&](const CellChange& change) {
        return isSlight(change, tolerance_);
    });
    const auto full = static_cast<int64_t>(pair_->changes.size()) - slight;
    if (pair_->changes.empty())
        status_->setVerdict(
            tr("identical"), BadgeKind::good, tr("values, formulas and formats of all cells")
        );
    else if (full == 0)
        status_->setVerdict(
            tr("within the tolerance"), BadgeKind::warn, tr("%1 cells differ slightly").arg(grouped(slight))
        );
    else
        status_->setVerdict(
            full == 1 ? tr("1 cell differs") : tr("%1 cells differ").arg(grouped(full)),
            BadgeKind::bad,
            slight > 0 ? tr("and %1 only slightly").arg(grouped(slight)) : QString()
        );
}

void SheetPane::tellPosition() {
    if (!pair_) return;
    const QModelIndex current = grids_[1]->currentIndex();
    const CellChange* change = current.isValid() ? pair_->changeAt(current.row(), current.column()) : nullptr;
    setPosition(
        pair_->changes.empty() ? QString()
        : change               ? tr("%1, difference %2 of %3")
                       .arg(
                           cellName(current.row(), current.column()),
                           grouped(changes_->rowAt(current.row(), current.column()) + 1),
                           grouped(changes_->rowCount())
                       )
                 : tr("%1 differences").arg(grouped(changes_->rowCount()))
    );
}

void SheetPane::nextSpot(int step) {
    if (!pair_ || changes_->rowCount() == 0) return;
    const QModelIndex current = grids_[1]->currentIndex();
    int row = changes_->rowAt(std::max(0, current.row()), std::max(0, current.column()));
    const bool here = row < changes_->rowCount() && changes_->change(row).row == current.row() &&
                      changes_->change(row).column == current.column();
    row = step > 0 ? row + (here ? 1 : 0) : row - 1;
    if (row < 0 || row >= changes_->rowCount()) return;
    goTo(changes_->change(row).row, changes_->change(row).column);
}

void SheetPane::regionChanged() {
    if (!pair_ || context_.hub.state().part != input().part) return;
    const Region& region = context_.hub.state().region;
    if (region.empty() || region.row >= models_[0]->rowCount() || region.column >= models_[0]->columnCount())
        return;
    goTo(region.row, region.column);
}

Json SheetPane::settings() const {
    return Json::object({{"tolerance", tolerance_}, {"list", listButton_->isChecked()}});
}

void SheetPane::restore(const Json& settings) {
    toleranceField_->setText(QString::fromStdString(spellNumber(settings.at("tolerance").asDouble(0))));
    listButton_->setChecked(settings.at("list").asBool());
}

} // namespace rarebit::views

// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for worksheets: formats, merges, what differs and by how much.
#include "tests/gui/compare_fixture.hpp"
#include "views/compare/sheet_pane.hpp"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

using namespace rarebit;
using namespace rarebit::views;

namespace {

struct Fixture : test::CompareFixture {
    SheetPane pane{context, nullptr};
    Fixture() {
        pane.resize(1000, 520);
        pane.setVisible(true);
        CHECK(QTest::qWaitForWindowExposed(&pane));
    }
    QString verdict() { return pane.findChild<StatusLine*>()->verdict(); }
    QString text(int side, int row, int column) {
        return pane.grid(side)->model()->index(row, column).data().toString();
    }
};

Table smallTable() {
    Table table;
    table.styles.push_back(
        {.numberFormat = "0.00%", .font = ";;1;;;;", .fill = "solid;FFFFFF00;", .border = {}, .alignment = {}}
    );
    table.cells = {
        {.row = 0, .column = 0, .kind = CellKind::text, .text = "title"},
        {.row = 1, .column = 0, .kind = CellKind::number, .number = 0.25, .formula = "B2/4", .style = 1},
        {.row = 1, .column = 1, .kind = CellKind::number, .number = 1},
        {.row = 3, .column = 2, .kind = CellKind::boolean, .number = 1},
    };
    table.fitUsedRange();
    return table;
}

} // namespace

RB_TEST(changesOfCellsHaveTheirKind) {
    const Table a = smallTable();
    CHECK(changedCells(a, a).empty());
    Table b = a;
    b.cells[0].text = "Title";
    b.cells[1].number = 0.2501;
    b.cells[2].style = 1;
    b.cells.erase(b.cells.begin() + 3);
    b.cells.push_back({.row = 9, .column = 9, .kind = CellKind::number, .number = 0, .formula = "1-1"});
    CHECK(
        changedCells(a, b) == (std::vector<CellChange>{
                                  {CellChange::value, 0, 0, 0},
                                  {CellChange::number, 1, 0, 0.2501 - 0.25},
                                  {CellChange::style, 1, 1, 0},
                                  {CellChange::value, 3, 2, 0},
                                  {CellChange::value, 9, 9, 0}})
    );
    b = a;
    b.cells[1].formula = "B2/5";
    CHECK(changedCells(a, b) == (std::vector<CellChange>{{CellChange::formula, 1, 0, 0}}));
    b = a;
    b.cells[2].number = -0.0;
    CHECK_EQ(changedCells(a, b).size(), size_t(1));
    const Sheet sheet(std::make_shared<const Table>(a));
    CHECK(sheet.at(1, 1) && sheet.at(1, 1)->number == 1);
    CHECK(!sheet.at(2, 0) && !sheet.at(1, 5) && !sheet.at(99, 0) && sheet.at(3, 2));
}

RB_TEST(aWorkbookLooksLikeItself) {
    Fixture f;
    const auto path = test::dataFolder() / "sheets" / "AverageTaxRates.xlsx";
    f.pane.show(f.input(path, {}, Json::object({{"method", "zstd"}})));
    CHECK(f.wait([&] { return f.verdict() == "identical"; }));
    CHECK_EQ(f.pane.pair()->changes.size(), size_t(0));
    QAbstractItemModelTester tester(f.pane.grid(1)->model());
    CHECK(f.pane.grid(1)->model()->headerData(27, Qt::Horizontal).toString() == "AB");
    CHECK(f.pane.findChild<QTabBar*>()->count() > 1);
    f.shoot(f.pane, "sheet-identical");
    f.pane.setMode(SheetPane::sideBySide);
    f.shoot(f.pane, "sheet-sides");
    // Another sheet is another part of the hub.
    QTest::mouseClick(
        f.pane.findChild<QTabBar*>(), Qt::LeftButton, {}, f.pane.findChild<QTabBar*>()->tabRect(1).center()
    );
    CHECK(f.hub.state().part == f.pane.findChild<QTabBar*>()->tabData(1).toString());
    f.pane.clear();
    CHECK(!f.pane.table());
}

RB_TEST(mergesSpanAndDatesRead) {
    Fixture f;
    f.pane.show(f.input(test::dataFolder() / "sheets" / "merge_cells.xlsx", {}, {}));
    CHECK(f.wait([&] { return f.pane.pair() != nullptr; }));
    bool spanned = false;
    for (const auto& merge : f.pane.pair()->a->table().merges)
        spanned = spanned || f.pane.grid(0)->columnSpan(merge.firstRow, merge.firstColumn) ==
                                 merge.lastColumn - merge.firstColumn + 1;
    CHECK(spanned);
    f.shoot(f.pane, "sheet-merged");
    f.pane.show(f.input(test::dataFolder() / "sheets" / "simple-monthly-budget.xlsx", {}, {}));
    CHECK(f.wait([&] {
        return f.pane.pair() && f.pane.subject().contains(QStringLiteral("budget")) &&
               f.pane.state().kind == ViewState::Kind::fresh;
    }));
    f.shoot(f.pane, "sheet-budget");
}

RB_TEST(differingCellsAreMarkedListedAndWalked) {
    Fixture f;
    const auto folder = test::temporaryFolder();
    std::string a = "year,rate,name\n", b = a;
    for (int i = 0; i < 40; ++i) {
        const double rate = 0.2 + i * 0.0137;
        a += fmt::format("{},{:.4f},row {}\n", 1990 + i, rate, i);
        b += fmt::format(
            "{},{:.4f},{}\n",
            1990 + i,
            i % 4 == 1 ? rate + (i % 8 == 1 ? 0.0001 : -0.003) : rate,
            i == 20 ? "other" : fmt::format("row {}", i)
        );
    }
    f.write(folder / "a.csv", a);
    f.write(folder / "b.csv", b);
    f.pane.show(f.pair(folder / "a.csv", folder / "b.csv"));
    CHECK(f.wait([&] { return f.verdict() == "11 cells differ"; }));
    auto* tolerance = f.pane.findChild<QLineEdit*>(QStringLiteral("tolerance"));
    tolerance->setText(QStringLiteral("0.0002"));
    CHECK(f.verdict() == "6 cells differ");
    tolerance->setText(QStringLiteral("x"));
    CHECK(f.verdict() == "6 cells differ"); // what is no number changes nothing
    tolerance->setText(QStringLiteral("0.0002"));
    f.pane.findChild<QToolButton*>(QStringLiteral("listChanges"))->setChecked(true);
    f.pane.nextSpot(1);
    CHECK_EQ(f.pane.grid(1)->currentIndex().row(), 2);
    f.pane.nextSpot(1);
    CHECK_EQ(f.pane.grid(1)->currentIndex().row(), 6);
    f.pane.nextSpot(-1);
    CHECK_EQ(f.pane.grid(0)->currentIndex().row(), 2);
    CHECK_EQ(f.pane.grid(0)->currentIndex().column(), 1);
    CHECK_EQ(f.pane.grid(1)->model()->index(2, 1).data(SheetModel::changeRole).toInt(), 1);
    CHECK_EQ(f.pane.grid(1)->model()->index(6, 1).data(SheetModel::changeRole).toInt(), 2);
    QAbstractItemModelTester tester(f.pane.table());
    CHECK_EQ(f.pane.table()->rowCount(), 11);
    CHECK(f.pane.table()->index(0, ChangeModel::cell).data().toString() == "B3");
    auto* name = f.pane.findChild<QLineEdit*>(QStringLiteral("cellName"));
    name->setText(QStringLiteral("c22"));
    QTest::keyClick(name, Qt::Key_Return);
    CHECK_EQ(f.pane.grid(1)->currentIndex().row(), 21);
    f.shoot(f.pane, "sheet-differs");
    QTest::mouseClick(
        f.pane.grid(1)->viewport(),
        Qt::LeftButton,
        {},
        f.pane.grid(1)->visualRect(f.pane.grid(1)->model()->index(20, 1)).center()
    );
    CHECK_EQ(f.hub.state().region.row, 20);
    CHECK_EQ(f.hub.state().region.column, 1);
}

RB_TEST(anEmptySheetAndAMissingFileSaySo) {
    Fixture f;
    const auto folder = test::temporaryFolder();
    f.write(folder / "a.csv", "1\n");
    const CompareInput gone = f.input(folder / "a.csv", {}, {});
    std::filesystem::remove(folder / "a.csv");
    f.pane.show(gone);
    CHECK(f.wait([&] { return f.pane.state().kind == ViewState::Kind::failed; }));
    CHECK(f.pane.findChild<ErrorCard*>()->isVisible());
    f.shoot(f.pane, "sheet-error");
}

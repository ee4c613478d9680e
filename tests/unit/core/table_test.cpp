// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rng.hpp"
#include "engine/core/table.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

namespace {

Table sample() {
    Table table;
    table.name = "Größe";
    table.date1904 = true;
    table.styles.push_back(
        {"0.00%", "Arial;10;1;;;;FF0000FF", "solid;theme/4/-0.25;", "thin:auto;;;", ";;1;;"}
    );
    table.merges.push_back({0, 0, 1, 3});
    table.arrays.push_back({2, 1, 3, 1});
    table.cells = {
        {0, 0, CellKind::text, 0, "a", "", 0},
        {0, 1, CellKind::number, -0.125, "", "B2*2", 1},
        {0, 16383, CellKind::boolean, 1, "", "", 0},
        {2, 1, CellKind::error, 0, "#DIV/0!", "1/0", 0},
        {2, 2, CellKind::date, 43831.5, "", "", 1},
        {1048575, 16383, CellKind::number, 1e300, "", "", 0},
        {1048576, 20000, CellKind::empty, 0, "", "", 1},
    };
    table.fitUsedRange();
    return table;
}

} // namespace

RB_TEST(tablesComeBack) {
    const Table table = sample();
    const auto bytes = table.serialise();
    CHECK_EQ(bytes.size(), table.serialisedSize());
    CHECK_EQ(table.rows, 1048576);
    CHECK_EQ(table.columns, 16384);
    const auto back = REQUIRE(Table::parse(bytes, "test"));
    CHECK(*back == table);
    CHECK(back->serialise() == bytes);
    const auto empty = REQUIRE(Table::parse(Table{}.serialise(), "test"));
    CHECK(*empty == Table{});
}

RB_TEST(formulasWithoutResultsCountAsUsed) {
    Table table;
    table.cells = {
        {4, 2, CellKind::empty, 0, "", "NOW()", 0},
        {9, 9, CellKind::empty, 0, "", "", 0},
        {10, 2, CellKind::text, 0, "", "IF(A1,1,\"\")", 0}};
    table.fitUsedRange();
    CHECK_EQ(table.rows, 5);
    CHECK_EQ(table.columns, 3);
    CHECK(*REQUIRE(Table::parse(table.serialise(), "test")) == table);
}

RB_TEST(damagedTablesAreErrors) {
    const auto good = sample().serialise();
    for (size_t size = 0; size < good.size(); ++size)
        CHECK_ERROR(Table::parse(std::span(good).first(size), "test"), ErrorKind::badInput);
    auto longer = good;
    longer.push_back(std::byte{0});
    CHECK_ERROR(Table::parse(longer, "test"), ErrorKind::badInput);
    Rng rng(3, "table damage");
    for (int round = 0; round < 20000; ++round) {
        auto bytes = good;
        for (int i = 0; i < 2; ++i)
            bytes[rng.below(bytes.size())] = static_cast<std::byte>(rng.next32());
        const auto table = Table::parse(bytes, "test");
        if (!table) continue; // what is accepted is whole and in order
        const auto& cells = (*table)->cells;
        for (size_t i = 1; i < cells.size(); ++i)
            CHECK(
                cells[i - 1].row < cells[i].row ||
                (cells[i - 1].row == cells[i].row && cells[i - 1].column < cells[i].column)
            );
    }
}

RB_TEST(hugeCountsAreRefused) {
    // version, name "", 1900, then rows, columns, styles ... as varints of ten bytes
    for (size_t field = 0; field < 3; ++field) {
        std::vector<std::byte> bytes{std::byte{1}, std::byte{0}, std::byte{0}};
        for (size_t i = 0; i < field; ++i)
            bytes.push_back(std::byte{1});
        for (int i = 0; i < 9; ++i)
            bytes.push_back(std::byte{0xFF});
        bytes.push_back(std::byte{0x01});
        CHECK_ERROR(Table::parse(bytes, "test"), ErrorKind::badInput);
    }
}

RB_TEST(numbersAreSpelledShortest) {
    CHECK_EQ(spellNumber(0.1), "0.1");
    CHECK_EQ(spellNumber(-3), "-3");
    CHECK_EQ(spellNumber(123456789012345), "123456789012345");
    CHECK_EQ(spellNumber(1e20), "1e+20");
    CHECK_EQ(spellNumber(-0.0), "-0");
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/limits.hpp"
#include "engine/readers/shared/ods.hpp"
#include "tests/support/make_workbook.hpp"

using namespace rarebit;
using namespace rarebit::test;

namespace {

const char* const cells =
    "<table:table table:name=\"T\"><table:table-column table:number-columns-repeated=\"16384\"/>"
    "<table:table-row><table:table-cell office:value-type=\"float\" "
    "office:value=\"1.5\"><text:p>1.50</text:p>"
    "</table:table-cell><table:table-cell "
    "office:value-type=\"string\"><office:annotation><text:p>note</text:p>"
    "</office:annotation><text:p> two  <text:span>words</text:span><text:s text:c=\"2\"/>\n end "
    "</text:p><text:p>line</text:p>"
    "</table:table-cell><table:table-cell table:number-columns-repeated=\"3\" office:value-type=\"boolean\" "
    "office:boolean-value=\"true\"/><table:table-cell office:value-type=\"date\" "
    "office:date-value=\"2020-01-31\"/>"
    "<table:table-cell office:value-type=\"time\" office:time-value=\"PT06H00M00S\"/>"
    "<table:table-cell table:number-columns-repeated=\"16370\"/></table:table-row>"
    "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:style-name=\"ce1\" "
    "office:value-type=\"percentage\" office:value=\"0.25\" table:formula=\"of:=SUM([.A1:.B2];[$'My "
    "Sheet'.C3])\"/>"
    "<table:table-cell table:number-rows-spanned=\"2\" table:number-columns-spanned=\"3\" "
    "calcext:value-type=\"error\" "
    "office:value-type=\"string\" "
    "office:string-value=\"\"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
    "<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell "
    "table:number-columns-repeated=\"16384\"/>"
    "</table:table-row></table:table><table:table table:name=\"E\"/>";
const char* const percentStyle =
    "<number:percentage-style style:name=\"N11\"><number:number number:decimal-places=\"2\" "
    "number:min-integer-digits=\"1\"/><number:text>%</number:text></number:percentage-style>"
    "<style:style style:name=\"ce1\" style:family=\"table-cell\" style:data-style-name=\"N11\"/>";

std::string rowsOf(const std::string& rows) {
    return odsOf("<table:table table:name=\"T\">" + rows + "</table:table>");
}

} // namespace

RB_TEST(odsEveryCellType) {
    const auto asset = openedFile("t.ods", odsOf(cells, percentStyle));
    CHECK_EQ(asset.reader, "ods");
    CHECK_EQ(asset.parts.size(), 2u);
    CHECK(asset.parts[0].shape == (std::vector<int64_t>{3, 7}));
    CHECK(asset.parts[1].shape == (std::vector<int64_t>{0, 0}));
    const auto table = tableAt(asset);
    CHECK_EQ(cellAt(*table, 0, 0).number, 1.5);
    CHECK_EQ(cellAt(*table, 0, 1).text, "two words   end\nline");
    for (int column : {2, 3, 4})
        CHECK(cellAt(*table, 0, column).kind == CellKind::boolean && cellAt(*table, 0, column).number == 1);
    CHECK(cellAt(*table, 0, 5).kind == CellKind::date && cellAt(*table, 0, 5).number == 43861);
    CHECK(cellAt(*table, 0, 6).kind == CellKind::date && cellAt(*table, 0, 6).number == 0.25);
    CHECK_EQ(cellAt(*table, 2, 0).number, 0.25);
    CHECK_EQ(cellAt(*table, 2, 0).formula, "SUM(A1:B2,'My Sheet'!C3)");
    CHECK_EQ(table->styles[cellAt(*table, 2, 0).style].numberFormat, "0.00%");
    CHECK(cellAt(*table, 1, 1).kind == CellKind::error && cellAt(*table, 1, 1).text == "#DIV/0!");
    CHECK_EQ(table->cells.size(), 11u);
    CHECK(table->merges.at(0) == (MergedRange{1, 1, 2, 3}));
}

RB_TEST(odsFormulasInPlainNotation) {
    CHECK_EQ(ods::plainFormula("of:=[.A1]+[.$B$2]*[Sheet2.C3]"), "A1+$B$2*Sheet2!C3");
    CHECK_EQ(
        ods::plainFormula("of:=IF([.A1]=\"x;[.B1]\";{1;2|3;4};[.C1:.C9])"),
        "IF(A1=\"x;[.B1]\",{1,2;3,4},C1:C9)"
    );
    CHECK_EQ(ods::plainFormula("=1+1"), "1+1");
    CHECK_EQ(ods::plainFormula(""), "");
    CHECK_EQ(ods::plainFormula("of:=[.#REF!]+[$A.$B$1:.$C$2]~[.D1]"), "#REF!+A!$B$1:$C$2,D1");
    for (const char* broken : {"[", "of:=[", "\"", "of:=['", "[$", "{[}]", "of:=[.", ":="})
        (void)ods::plainFormula(broken);
}

RB_TEST(odsDecodesToAWorkbook) {
    const auto asset = openedFile("t.ods", odsOf(cells, percentStyle));
    JobContext job;
    const auto path = temporaryFolder() / "w.xlsx";
    REQUIRE(REQUIRE(findReader("ods"))->write(asset, path, job));
    const auto back = REQUIRE(openAsset(path, job));
    CHECK_EQ(back.reader, "xlsx");
    CHECK(*tableAt(back) == *tableAt(asset));
}

RB_TEST(odsRepeatedTextDoesNotGrowWithoutEnd) {
    limits().memberBytes = uint64_t(16) << 20;
    const auto path = fileOf(
        temporaryFolder(),
        "t.ods",
        rowsOf(
            "<table:table-row table:number-rows-repeated=\"15000\"><table:table-cell "
            "table:number-columns-repeated=\"1000\" office:value-type=\"string\" office:string-value=\"" +
            std::string(1000, 'x') + "\"/></table:table-row>"
        )
    );
    JobContext job;
    CHECK_ERROR(openAsset(path, job), ErrorKind::badInput);
}

RB_TEST(odsBrokenFilesByName) {
    const auto kind = ErrorKind::badInput;
    const std::string value = "office:value-type=\"float\" office:value=\"1\"";
    std::string deep;
    for (int i = 0; i < 100000; ++i)
        deep += "<text:p>";
    const std::string sound = odsOf(cells);
    checkBrokenFiles(
        ".ods",
        {{"empty", "", kind, "no zip archive"},
         {"truncated", sound.substr(0, sound.size() / 2), kind, "directory"},
         {"no content",
          zipOf({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}),
          kind,
          "content.xml"},
         {"no sheet", odsOf(""), kind, "without a worksheet"},
         {"encrypted",
          zipOf(
              {{"content.xml", "noise"},
               {"META-INF/manifest.xml", "<m><file-entry><encryption-data/></file-entry></m>"}}
          ),
          ErrorKind::unsupported,
          "encrypted"},
         {"entity", zipOf({{"content.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"}}), kind, "entities"},
         {"deep", rowsOf("<table:table-row><table:table-cell>" + deep), kind, "deeper"},
         {"rows 2^62",
          rowsOf("<table:table-row table:number-rows-repeated=\"4611686018427387904\"/>"),
          kind,
          "repeated rows"},
         {"rows -1", rowsOf("<table:table-row table:number-rows-repeated=\"-1\"/>"), kind, "repeated rows"},
         {"a value in 2^31 rows",
          rowsOf(
              "<table:table-row table:number-rows-repeated=\"2147483648\"><table:table-cell " + value +
              "/></table:table-row>"
          ),
          kind,
          "stored cells"},
         {"a boolean of neither kind",
          rowsOf("<table:table-row><table:table-cell office:value-type=\"boolean\" "
                 "office:boolean-value=\"maybe\"/></table:table-row>"),
          kind,
          "boolean 'maybe'"},
         {"a value in 2^31 columns",
          rowsOf(
              "<table:table-row><table:table-cell table:number-columns-repeated=\"2147483648\" " + value +
              "/></table:table-row>"
          ),
          kind,
          "stored cells"},
         {"a value behind 2^31 columns",
          rowsOf(
              "<table:table-row><table:table-cell "
              "table:number-columns-repeated=\"2147483648\"/><table:table-cell " +
              value + "/></table:table-row>"
          ),
          kind,
          "beyond the last column"},
         {"number",
          rowsOf("<table:table-row><table:table-cell office:value-type=\"float\" "
                 "office:value=\"x\"/></table:table-row>"),
          kind,
          "'x'"},
         {"date",
          rowsOf("<table:table-row><table:table-cell office:value-type=\"date\" "
                 "office:date-value=\"0\"/></table:table-row>"),
          kind,
          "date"}}
    );
}

RB_TEST(odsHugeRepeatsOfNothingAreFree) {
    std::string rows;
    for (int i = 0; i < 100; ++i)
        rows += "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell "
                "table:number-columns-repeated=\"1000000\"/></table:table-row>";
    const auto asset = openedFile("t.ods", rowsOf(rows));
    CHECK(asset.parts[0].shape == (std::vector<int64_t>{0, 0}));
}

RB_TEST(odsDamageNeverCrashes) {
    checkDamagedCopies("t.ods", odsOf(cells, percentStyle), 800);
    Members members{
        {"content.xml",
         "<office:document-content><office:spreadsheet>" + std::string(cells) +
             "</office:spreadsheet></office:document-content>"}};
    checkDamagedMembers("t.ods", members, 300);
}

// The same formulas were saved in both formats; where the results are numbers they must agree.
RB_TEST(odsRealDocumentsAgreeWithTheirWorkbooks) {
    JobContext job;
    const auto a = REQUIRE(openAsset(dataFolder() / "sheets/formula_stress_test.ods", job));
    const auto b = REQUIRE(openAsset(dataFolder() / "sheets/formula_stress_test.xlsx", job));
    int compared = 0, equal = 0;
    for (size_t i = 0; i < a.parts.size(); ++i) {
        const Part* other = findPart(b, a.parts[i].name);
        if (!other) continue;
        const auto x = tableAt(a, i), y = std::get<TablePtr>(REQUIRE(loadWhole(*other, job)));
        for (const auto& cell : x->cells) {
            const auto twin = cellAt(*y, cell.row, cell.column);
            if (cell.kind != CellKind::number || twin.kind != CellKind::number) continue;
            ++compared;
            equal +=
                std::abs(cell.number - twin.number) <= 1e-9 * std::max(1.0, std::abs(twin.number)) ? 1 : 0;
        }
    }
    fmt::print("{} of {} numbers of the document are the workbook's\n", equal, compared);
    CHECK(compared > 500);
    CHECK(equal * 10 > compared * 9);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/limits.hpp"
#include "engine/readers/shared/cell_ref.hpp"
#include "engine/readers/shared/csv_folder.hpp"
#include "engine/readers/shared/number_format.hpp"
#include "tests/support/make_assets.hpp"
#include "tests/support/make_workbook.hpp"

using namespace rarebit;
using namespace rarebit::test;

namespace {

TablePtr tableOfRows(const std::string& rows) {
    return tableAt(openedFile("t.xlsx", xlsxOfRows(rows)));
}

/// Writes the asset and opens it again: every table must be equal.
void checkWriter(const Asset& asset) {
    JobContext job;
    const auto path = temporaryFolder() / "w.xlsx";
    REQUIRE(REQUIRE(findReader("xlsx"))->write(asset, path, job));
    const auto back = REQUIRE(openAsset(path, job));
    CHECK_EQ(back.parts.size(), asset.parts.size());
    CHECK(back.meta == asset.meta);
    for (size_t i = 0; i < std::min(asset.parts.size(), back.parts.size()); ++i) {
        CHECK_EQ(back.parts[i].name, asset.parts[i].name);
        const auto a = tableAt(asset, i), b = tableAt(back, i);
        if (*a == *b) continue;
        fail(__FILE__, __LINE__, fmt::format("{}, sheet {}: the written table differs", asset.name, a->name));
        for (size_t c = 0; c < std::min(a->cells.size(), b->cells.size()); ++c)
            if (!(a->cells[c] == b->cells[c])) {
                const auto &x = a->cells[c], &y = b->cells[c];
                fail(
                    __FILE__,
                    __LINE__,
                    fmt::format(
                        "{}: '{}' {} ={} s{} / {}: '{}' {} ={} s{}",
                        cellName(x.row, x.column),
                        x.text,
                        x.number,
                        x.formula,
                        x.style,
                        cellName(y.row, y.column),
                        y.text,
                        y.number,
                        y.formula,
                        y.style
                    )
                );
                break;
            }
    }
}

std::filesystem::path written(const std::filesystem::path& folder, std::vector<Part> parts) {
    Asset asset;
    asset.kind = "sheet";
    asset.reader = "xlsx";
    asset.parts = std::move(parts);
    JobContext job;
    const ReaderDef* xlsx = REQUIRE(findReader("xlsx"));
    REQUIRE(xlsx->write(asset, folder / "book.xlsx", job));
    return folder / "book.xlsx";
}

} // namespace

RB_TEST(xlsxEveryCellType) {
    WorkbookText book;
    book.sheets = {
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>1.5</v></c><c r=\"B1\" t=\"s\"><v>0</v></c>"
        "<c r=\"C1\" t=\"b\"><v>1</v></c><c r=\"D1\" t=\"e\"><v>#DIV/0!</v></c>"
        "<c r=\"E1\" t=\"inlineStr\"><is><r><t>in</t></r><r><t xml:space=\"preserve\"> line</t></r>"
        "<rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></is></c><c r=\"F1\" "
        "t=\"str\"><f>A1&amp;\"x\"</f><v>1.5x</v></c>"
        "<c r=\"G1\" t=\"d\"><v>2020-01-31T12:00:00</v></c><c r=\"H1\" s=\"1\"><v>43861.5</v></c>"
        "<c r=\"I1\" t=\"s\"><v>1</v></c></row><row><c><v>2</v></c><c><v>-3E-2</v></c></row></sheetData>"};
    book.strings =
        "<si><r><rPr><b/></rPr><t>rich</t></r><r><t> text</t></r><rPh sb=\"0\" eb=\"4\"><t>yomi</t></rPh>"
        "<phoneticPr fontId=\"1\"/></si><si><t>_x005F_x0041_ _x000D_</t></si>";
    book.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
    const auto asset = openedFile("t.xlsx", xlsxOf(book));
    const auto table = tableAt(asset);
    CHECK(asset.parts.at(0).shape == (std::vector<int64_t>{2, 9}));
    CHECK_EQ(asset.parts.at(0).name, "S1");
    CHECK_EQ(asset.parts.at(0).byteSize, table->serialise().size());
    CHECK_EQ(cellAt(*table, 0, 0).number, 1.5);
    CHECK_EQ(cellAt(*table, 0, 1).text, "rich text");
    CHECK(cellAt(*table, 0, 2).kind == CellKind::boolean && cellAt(*table, 0, 2).number == 1);
    CHECK(cellAt(*table, 0, 3).kind == CellKind::error && cellAt(*table, 0, 3).text == "#DIV/0!");
    CHECK_EQ(cellAt(*table, 0, 4).text, "in line");
    CHECK_EQ(cellAt(*table, 0, 5).text, "1.5x");
    CHECK_EQ(cellAt(*table, 0, 5).formula, "A1&\"x\"");
    CHECK(cellAt(*table, 0, 6).kind == CellKind::date);
    CHECK_EQ(cellAt(*table, 0, 6).number, 43861.5);
    CHECK(cellAt(*table, 0, 7).kind == CellKind::date);
    CHECK_EQ(table->styles[cellAt(*table, 0, 7).style].numberFormat, "mm-dd-yy");
    CHECK_EQ(cellAt(*table, 0, 8).text, "_x0041_ _x000D_");
    CHECK_EQ(cellAt(*table, 1, 1).number, -0.03);
    checkWriter(asset);
}

RB_TEST(xlsxSharedAndArrayFormulas) {
    const auto asset = openedFile(
        "t.xlsx",
        xlsxOfRows("<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"7\"/><v>0</v></c></row>"
                   "<row r=\"2\"><c r=\"B2\"><f t=\"shared\" ref=\"A1:C3\" si=\"7\">"
                   "A1+$A1+A$1+SUM(B1:B2,C:C,2:2)+LOG10(4)&amp;\"A1\"&amp;'A1 s'!A1+Q1x</f><v>1</v></c></row>"
                   "<row r=\"3\"><c r=\"C3\"><f t=\"shared\" si=\"7\"/><v>2</v></c>"
                   "<c r=\"D3\"><f t=\"array\" ref=\"D3:D5\">SUM(A1:A3*2)</f><v>3</v></c></row>")
    );
    const auto table = tableAt(asset);
    CHECK_EQ(cellAt(*table, 2, 2).formula, "B2+$A2+B$1+SUM(C2:C3,D:D,3:3)+LOG10(4)&\"A1\"&'A1 s'!B2+Q1x");
    // Above and left of its master the references wrap at the edges of the grid.
    CHECK_EQ(
        cellAt(*table, 0, 0).formula,
        "XFD1048576+$A1048576+XFD$1+SUM(A1048576:A1,B:B,1:1)+LOG10(4)&\"A1\"&'A1 s'!XFD1048576+Q1x"
    );
    CHECK(table->arrays == (std::vector<MergedRange>{{2, 3, 4, 3}}));
    CHECK_EQ(cellAt(*table, 2, 3).formula, "SUM(A1:A3*2)");
    checkWriter(asset);
}

RB_TEST(xlsxStylesMergesAndDates) {
    WorkbookText book;
    book.properties = "<workbookPr date1904=\"true\"/>";
    book.styles = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"[Red]0.0&quot; d&quot;\"/>"
                  "<numFmt numFmtId=\"171\" formatCode=\"[h]:mm\"/></numFmts>"
                  "<fonts><font/><font><b/><sz val=\"11\"/><color theme=\"4\" tint=\"-0.25\"/><name "
                  "val=\"A;B%\"/></font></fonts>"
                  "<fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
                  "patternType=\"gray125\"/></fill>"
                  "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFF0000\"/><bgColor "
                  "indexed=\"64\"/></patternFill></fill></fills>"
                  "<borders><border/><border><left style=\"thin\"><color auto=\"1\"/></left><right/><bottom "
                  "style=\"thick\"/></border></borders>"
                  "<cellXfs><xf/><xf numFmtId=\"170\" fontId=\"1\" fillId=\"2\" borderId=\"1\"><alignment "
                  "horizontal=\"center\" wrapText=\"1\"/></xf>"
                  "<xf numFmtId=\"171\"/><xf numFmtId=\"0\" fontId=\"0\"/></cellXfs>"
                  "<dxfs><dxf><font><i/></font></dxf></dxfs>";
    book.sheets = {
        "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>1</v></c><c r=\"B1\" s=\"2\"><v>1.5</v></c>"
        "<c r=\"C1\" s=\"3\"/><c r=\"D1\" s=\"1\"/></row></sheetData><mergeCells><mergeCell "
        "ref=\"C5:A2\"/></mergeCells>"};
    const auto asset = openedFile("t.xlsx", xlsxOf(book));
    const auto table = tableAt(asset);
    CHECK(table->date1904);
    CHECK(asset.parts[0].shape == (std::vector<int64_t>{1, 2})); // D1 has a style only
    CHECK_EQ(table->cells.size(), 3u);                           // C1 not even that
    CHECK(table->merges == (std::vector<MergedRange>{{1, 0, 4, 2}}));
    const auto& style = table->styles[cellAt(*table, 0, 0).style];
    CHECK_EQ(style.numberFormat, "[Red]0.0\" d\"");
    CHECK_EQ(style.font, "A%3BB%25;11;1;;;;theme/4/-0.25");
    CHECK_EQ(style.fill, "solid;FFFF0000;indexed/64");
    CHECK_EQ(style.border, "thin:auto;;;thick:");
    CHECK_EQ(style.alignment, "center;;1;;");
    CHECK(cellAt(*table, 0, 0).kind == CellKind::number);
    CHECK(cellAt(*table, 0, 1).kind == CellKind::date);
    checkWriter(asset);
}

RB_TEST(xlsxUnusualButSoundFiles) {
    // Rows out of order, a cell twice (the last one counts), the corner of the grid, prefixes, strict
    // namespaces.
    const auto table = tableOfRows("<row r=\"3\"><c r=\"B3\"><v>3</v></c><c r=\"A3\"><v>1</v></c></row>"
                                   "<row r=\"1\"><c r=\"A1\"><v>2</v></c><c r=\"A1\"><v>9</v></c></row>");
    CHECK_EQ(table->cells.size(), 3u);
    CHECK_EQ(cellAt(*table, 0, 0).number, 9.0);
    CHECK_EQ(table->cells[1].column, 0);
    WorkbookText strict;
    strict.main = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    strict.relations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    strict.sheets = {
        "<x:sheetData xmlns:x=\"q\"><x:row r=\"1\"><x:c r=\"A1\"><x:v>4</x:v></x:c></x:row></x:sheetData>"};
    CHECK_EQ(cellAt(*tableAt(openedFile("t.xlsx", xlsxOf(strict))), 0, 0).number, 4.0);
    const auto kept = limits();
    const auto corner = xlsxOfRows("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    checkBrokenFiles(".xlsx", {{"corner", corner, ErrorKind::badInput, "used range"}});
    limits().sheetCells = uint64_t(1) << 34;
    CHECK(openedFile("t.xlsx", corner).parts[0].shape == (std::vector<int64_t>{1048576, 16384}));
    limits() = kept;
    const auto empty = openedFile("t.xlsx", xlsxOfRows(""));
    CHECK(empty.parts[0].shape == (std::vector<int64_t>{0, 0}));
    checkWriter(empty);
}

RB_TEST(xlsxBrokenFilesByName) {
    const auto row = [](const std::string& cell) { return xlsxOfRows("<row r=\"1\">" + cell + "</row>"); };
    const auto without = [](const std::string& name) {
        Members members = xlsxMembers({{"<sheetData/>"}});
        std::erase_if(members, [&](const auto& member) { return member.first == name; });
        return zipOf(members);
    };
    const auto with = [](const std::string& name, const std::string& text) {
        Members members = xlsxMembers({{"<sheetData/>"}});
        for (auto& member : members)
            if (member.first == name) member.second = text;
        return zipOf(members);
    };
    const std::string sound = row("<c r=\"A1\"><v>1</v></c>");
    std::string deep, encrypted = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    for (int i = 0; i < 100000; ++i)
        deep += "<a>";
    encrypted.resize(4096);
    std::string slip = sound, bomb(64 << 20, ' ');
    for (size_t at = 0; (at = slip.find("xl/strings.xml", at)) != std::string::npos;)
        slip.replace(at, 14, "../../../x.xml");
    const auto kind = ErrorKind::badInput;
    checkBrokenFiles(
        ".xlsx",
        {{"empty", "", kind, "no zip archive"},
         {"text", "hello", kind, "no zip archive"},
         {"truncated", sound.substr(0, sound.size() / 2), kind, "directory"},
         {"encrypted", encrypted, ErrorKind::unsupported, "encrypted"},
         {"missing workbook", without("xl/workbook.xml"), kind, "workbook"},
         {"missing sheet", without("xl/worksheets/s1.xml"), kind, "missing"},
         {"missing relations", without("xl/_rels/workbook.xml.rels"), kind, "no part"},
         {"no sheet", xlsxOf({}), kind, "without a worksheet"},
         {"zip slip", slip, kind, "leaves"},
         {"bomb", with("xl/worksheets/s1.xml", bomb), kind, "1000 to 1"},
         {"billion laughs",
          with(
              "xl/worksheets/s1.xml",
              "<!DOCTYPE w [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;</worksheet>"
          ),
          kind,
          "entities"},
         {"external entity",
          with(
              "xl/strings.xml",
              "<!DOCTYPE s [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst><si><t>&x;</t></si></sst>"
          ),
          kind,
          "entities"},
         {"deep", with("xl/worksheets/s1.xml", deep), kind, "deeper"},
         {"not closed", with("xl/worksheets/s1.xml", "<worksheet><sheetData>"), kind, "broken XML"},
         {"shared string 1 of 0", row("<c r=\"A1\" t=\"s\"><v>0</v></c>"), kind, "of 0"},
         {"shared string -1", row("<c r=\"A1\" t=\"s\"><v>-1</v></c>"), kind, "'-1'"},
         {"shared string 2^62",
          row("<c r=\"A1\" t=\"s\"><v>4611686018427387904</v></c>"),
          kind,
          "shared string"},
         {"style 5 of 0", row("<c r=\"A1\" s=\"5\"><v>1</v></c>"), kind, "style 5 of 0"},
         {"reference A0", row("<c r=\"A0\"><v>1</v></c>"), kind, "'A0'"},
         {"reference ZZZZ1", row("<c r=\"ZZZZ1\"><v>1</v></c>"), kind, "'ZZZZ1'"},
         {"reference A-1", row("<c r=\"A-1\"><v>1</v></c>"), kind, "'A-1'"},
         {"reference XFE1", row("<c r=\"XFE1\"><v>1</v></c>"), kind, "'XFE1'"},
         {"reference A1048577", row("<c r=\"A1048577\"><v>1</v></c>"), kind, "'A1048577'"},
         {"row 0", xlsxOfRows("<row r=\"0\"/>"), kind, "row 0"},
         {"row 2^62", xlsxOfRows("<row r=\"4611686018427387904\"/>"), kind, "row"},
         {"row -5", xlsxOfRows("<row r=\"-5\"/>"), kind, "row -5"},
         {"number abc", row("<c r=\"A1\"><v>abc</v></c>"), kind, "'abc'"},
         {"number 1e999", row("<c r=\"A1\"><v>1e999</v></c>"), kind, "'1e999'"},
         {"boolean 7", row("<c r=\"A1\" t=\"b\"><v>7</v></c>"), kind, "'7'"},
         {"date tomorrow", row("<c r=\"A1\" t=\"d\"><v>tomorrow</v></c>"), kind, "'tomorrow'"},
         {"type q", row("<c r=\"A1\" t=\"q\"><v>7</v></c>"), kind, "'q'"},
         {"shared formula without master",
          row("<c r=\"A1\"><f t=\"shared\" si=\"3\"/></c>"),
          kind,
          "never written"},
         {"merge X", xlsxOf({{"<mergeCells><mergeCell ref=\"X\"/></mergeCells>"}}), kind, "'X'"},
         {"font 9 of 0",
          xlsxOf({{"<sheetData/>"}, "", "<cellXfs><xf fontId=\"9\"/></cellXfs>"}),
          kind,
          "font 9"}}
    );
}

RB_TEST(xlsxLimitsAreErrors) {
    const auto kept = limits();
    limits().storedCells = 10;
    std::string rows;
    for (int i = 1; i <= 11; ++i)
        rows += fmt::format("<row r=\"{}\"><c><v>1</v></c></row>", i);
    checkBrokenFiles(".xlsx", {{"cells", xlsxOfRows(rows), ErrorKind::badInput, "stored cells"}});
    limits() = kept;
    // A shared string of 1 MB in 20,000 cells does not fit 1 GiB: the budget ends it.
    WorkbookText book;
    std::string cells;
    for (int i = 0; i < 20000; ++i)
        cells += "<c t=\"s\"><v>0</v></c>";
    std::string large;
    for (int i = 0; large.size() < (1 << 20); ++i)
        large += fmt::format("{} ", i);
    for (int i = 0; i < 2; ++i)
        book.sheets.push_back("<sheetData><row>" + cells.substr(0, cells.size() / 2) + "</row></sheetData>");
    book.strings = "<si><t>" + large + "</t></si>";
    JobOptions options;
    options.memoryBudget = uint64_t(1) << 30;
    JobContext job(options);
    const auto path = fileOf(temporaryFolder(), "t.xlsx", xlsxOf(book));
    CHECK_ERROR(openAsset(path, job), ErrorKind::outOfMemory);
    // Nor may it grow without end where memory is plenty.
    limits().memberBytes = uint64_t(64) << 20;
    limits().memberRatio = 200;
    CHECK_ERROR(openAsset(path, job), ErrorKind::badInput);
}

RB_TEST(xlsxRealWorkbooksAreWrittenEqual) {
    JobContext job;
    for (const auto& entry : std::filesystem::directory_iterator(dataFolder() / "sheets"))
        if (entry.path().extension() == ".xlsx") checkWriter(REQUIRE(openAsset(entry.path(), job)));
}

RB_TEST(xlsxChartSheetsAreNamed) {
    JobContext job;
    const auto asset = REQUIRE(openAsset(dataFolder() / "sheets/WithChartSheet.xlsx", job));
    CHECK_EQ(asset.counts.at("skipped_chart_sheets").size(), 1u);
    for (const auto& part : asset.parts)
        CHECK_EQ(part.role, "sheet");
}

RB_TEST(xlsxTextThatLooksEscapedComesBack) {
    Table table;
    table.name = "a&<b>";
    int32_t row = 0;
    for (const char* text :
         {"_x0041_", "_x005F_x0041_x0042_", "_x000D_", " lead", "a\r\nb\tc", "<&>\"'", "_x_", "_x12", ""})
        table.cells.push_back({row++, 0, CellKind::text, 0, text, "", 0});
    table.fitUsedRange();
    Asset asset;
    Part part;
    part.name = table.name;
    part.role = "sheet";
    part.shape = {table.rows, table.columns};
    asset.parts.push_back(memoryPart(part, Payload(std::make_shared<const Table>(table))));
    checkWriter(asset);
}

RB_TEST(xlsxHiddenSheetsStayHidden) {
    WorkbookText book;
    book.sheets = {"", "", ""};
    Members members = xlsxMembers(book);
    for (auto& [name, text] : members)
        if (name == "xl/workbook.xml") {
            text.replace(text.find("sheetId=\"2\""), 0, "state=\"hidden\" ");
            text.replace(text.find("sheetId=\"3\""), 0, "state=\"veryHidden\" ");
        }
    auto asset = openedFile("t.xlsx", zipOf(members));
    CHECK(asset.meta.at("hidden") == Json::array({"S2", "S3"}));
    CHECK(asset.meta.at("very_hidden") == Json::array({"S3"}));
    checkWriter(asset);
    asset.parts.erase(asset.parts.begin());
    JobContext job;
    const auto path = temporaryFolder() / "hidden.xlsx";
    REQUIRE(REQUIRE(findReader("xlsx"))->write(asset, path, job));
    CHECK(REQUIRE(openAsset(path, job)).meta.at("hidden") == Json::array({"S3"})); // one must be seen
}

RB_TEST(xlsxInlineStringWithoutTextIsNoValue) {
    const auto table = tableOfRows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"/>"
                                   "<c r=\"B1\" t=\"inlineStr\"><is><t/></is></c></row>");
    CHECK(cellAt(*table, 0, 0).kind == CellKind::empty);
    CHECK(cellAt(*table, 0, 1).kind == CellKind::text);
}

RB_TEST(csvFolderOfAWorkbook) {
    WorkbookText book;
    book.styles = "<cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>";
    book.sheets = {
        "<sheetData><row r=\"2\"><c r=\"B2\"><f>1/3</f><v>0.33333333333333331</v></c><c r=\"D2\" "
        "t=\"b\"><v>0</v></c></row>"
        "<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>a, \"b\"</t></is></c><c r=\"B4\" "
        "s=\"1\"><v>43861</v></c>"
        "<c r=\"C4\" t=\"e\"><v>#N/A</v></c></row></sheetData>",
        ""};
    const auto asset = openedFile("t.xlsx", xlsxOf(book));
    JobContext job;
    const auto folder = temporaryFolder() / "out";
    REQUIRE(writeCsvFolder(asset, folder, job));
    const auto text = [&](const char* name) { return std::string(REQUIRE(mapFile(folder / name)).text()); };
    CHECK_EQ(text("001.csv"), ",,,\n,0.333333333333333,,FALSE\n,,,\n\"a, \"\"b\"\"\",43861,#N/A,\n");
    CHECK_EQ(text("002.csv"), "");
    CHECK(REQUIRE(Json::parse(text("sheets.json"), "json")) == Json::array({"S1", "S2"}));
    CHECK_ERROR(writeCsvFolder(asset, folder, job), ErrorKind::io);
}

RB_TEST(xlsxDamageNeverCrashes) {
    WorkbookText book;
    book.styles = "<fonts><font><b/></font></fonts><cellXfs><xf numFmtId=\"14\"/><xf/></cellXfs>";
    book.strings = "<si><t>one</t></si><si><r><t>two</t></r></si>";
    book.sheets = {"<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><f t=\"shared\" ref=\"A1:A2\" "
                   "si=\"0\">B1+1</f><v>1.5</v></c>"
                   "<c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><f t=\"shared\" "
                   "si=\"0\"/><v>2</v></c>"
                   "<c r=\"C2\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>"
                   "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"};
    checkDamagedCopies("t.xlsx", xlsxOf(book), 1500);
    checkDamagedMembers("t.xlsx", xlsxMembers(book), 300);
}

RB_TEST(referencesAndFormats) {
    CHECK_EQ(cellName(1048575, 16383), "XFD1048576");
    CHECK_EQ(columnName(26), "AA");
    CHECK(!parseCellRef("A"));
    CHECK(!parseCellRef("1"));
    CHECK(!parseCellRef(""));
    CHECK(!parseCellRef("A01"));
    CHECK_EQ(
        shiftFormula("[1]Sheet1!A1+Table1[[#This Row],[A1]]+TRUE+1E5+A1.B", 1, 1),
        "[1]Sheet1!B2+Table1[[#This Row],[A1]]+TRUE+1E5+A1.B"
    );
    for (const char* format : {"d-mmm-yy", "[h]:mm:ss", "[$-409]h:mm AM/PM;@", "mm:ss.0", "\"at\" yyyy"})
        CHECK(isDateFormat(format));
    for (const char* format :
         {"General", "0.00", "[Red]0", "\"days\"0", "0\\d", "@", "#,##0_);[Red](#,##0)", "_d0"})
        CHECK(!isDateFormat(format));
    CHECK_EQ(*serialDay("1900-01-01", false), 1.0);
    CHECK_EQ(*serialDay("1900-03-01", false), 61.0);
    CHECK_EQ(*serialDay("1904-01-02", true), 1.0);
    CHECK_EQ(*serialDay("PT36H30M00S", false), 36.5 / 24);
    CHECK_EQ(*serialDay("06:00:00", false), 0.25);
    for (const char* text : {"", "2020-13-01", "2020-02-30", "x", "2020-01-01T", "-1", "PT", "1e5-01-01"})
        if (std::string_view(text) != "PT") CHECK(!serialDay(text, false));
}

RB_TEST(whatIsWrittenReadsBackEqual) {
    JobContext job;
    const Table sheet = make::sheet(20, Rng(3, "xlsx"));
    Table far;
    far.name = "Far";
    far.rows = 1000;
    far.columns = 16'384;
    far.cells.push_back({.row = 999, .column = 16'383, .kind = CellKind::number, .number = 0.1});
    const auto path = written(temporaryFolder(), {make::tablePart(sheet), make::tablePart(far)});
    const Asset asset = REQUIRE(openAsset(path, job));
    CHECK_EQ(asset.reader, "xlsx");
    CHECK_EQ(asset.parts.size(), 2u);
    CHECK(asset.parts[1].shape == (std::vector<int64_t>{1000, 16'384}));
    const Table again = *tableAt(asset);
    CHECK_EQ(again.name, sheet.name);
    CHECK_EQ(again.rows, sheet.rows);
    CHECK(again.merges == sheet.merges);
    CHECK_EQ(again.cells.size(), sheet.cells.size());
    for (size_t i = 0; i < std::min(again.cells.size(), sheet.cells.size()); ++i) {
        CHECK_EQ(again.cells[i].kind, sheet.cells[i].kind);
        CHECK_EQ(again.cells[i].number, sheet.cells[i].number);
        CHECK_EQ(again.cells[i].text, sheet.cells[i].text);
        CHECK_EQ(again.cells[i].formula, sheet.cells[i].formula);
        CHECK_EQ(
            again.styles[again.cells[i].style].numberFormat, sheet.styles[sheet.cells[i].style].numberFormat
        );
    }
}

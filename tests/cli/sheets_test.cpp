// SPDX-License-Identifier: GPL-3.0-or-later
// Worksheets through `encode` and `decode`, each in a process of its own.
#include "tests/support/make_workbook.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(workbooksComeBackFromAnotherProcess) {
    const auto folder = temporaryFolder();
    for (const char* name : {"formula_stress_test.xlsx", "WithChartSheet.xlsx"}) {
        const auto file = dataFolder() / "sheets" / name;
        CHECK_EQ(throughProcesses(file, folder / name).exitCode, 0);
        checkSameTables(file, folder / name);
    }
}

RB_TEST(openDocumentsBecomeWorkbooksUnderAnHonestName) {
    const auto folder = temporaryFolder();
    const auto file = dataFolder() / "sheets/SampleSS.ods";
    const auto refused = throughProcesses(file, folder / "again.ods");
    CHECK_EQ(refused.exitCode, 1);
    CHECK(refused.err.find("--as xlsx") != std::string::npos);
    CHECK(!std::filesystem::exists(folder / "again.ods"));
    CHECK_EQ(throughProcesses(file, folder / "again.xlsx").exitCode, 0);
    checkSameTables(file, folder / "again.xlsx");
    CHECK_EQ(throughProcesses(file, folder / "named", {"--as", "xlsx"}).exitCode, 0);
    CHECK(fileText(folder / "named") == fileText(folder / "again.xlsx"));
}

RB_TEST(delimitedFilesComeBackByteForByte) {
    const auto folder = temporaryFolder();
    using namespace std::string_view_literals;
    const std::pair<const char*, std::string_view> files[] = {
        {"quotes.csv", "a;\"x\",b\r\n1,\"line\nbreak\"\r\n,,"sv},
        {"empty.csv", ""sv},
        {"nul.csv", "a,\0b\n\xFF\xFE,1e5\n"sv},
        {"tabs.tsv", "a\tb,c\n\t\"\t1\n"sv},
    };
    for (const auto& [name, text] : files) {
        const auto file = fileOf(folder, name, text), again = folder / (std::string("again.") + name);
        CHECK_EQ(throughProcesses(file, again).exitCode, 0);
        CHECK(fileText(again) == text);
    }
}

RB_TEST(aWorkbookAsAFolderOfCsv) {
    const auto folder = temporaryFolder();
    WorkbookText book;
    book.sheets = {
        "<sheetData><row r=\"2\"><c r=\"B2\"><f>1/3</f><v>0.33333333333333331</v></c></row></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c></row></sheetData>"};
    const auto file = fileOf(folder, "t.xlsx", xlsxOf(book));
    CHECK_EQ(throughProcesses(file, folder / "csv", {"--as", "csv"}).exitCode, 0);
    CHECK_EQ(fileText(folder / "csv/001.csv"), ",\n,0.333333333333333\n");
    CHECK_EQ(fileText(folder / "csv/002.csv"), "TRUE\n");
    CHECK(REQUIRE(Json::parse(fileText(folder / "csv/sheets.json"), "json")) == Json::array({"S1", "S2"}));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/make_workbook.hpp"

#include <cstring>

using namespace rarebit;
using namespace rarebit::test;

namespace {

void record(ByteWriter& out, uint16_t type, ByteWriter body) {
    out.u16(type);
    const auto bytes = body.take();
    out.u16(static_cast<uint16_t>(bytes.size()));
    out.bytes(bytes);
}

void beginPart(ByteWriter& out, uint16_t type) {
    ByteWriter bof;
    bof.u16(0x0600);
    bof.u16(type);
    bof.u16(0x0DBB);
    bof.u16(1996);
    bof.u32(0);
    bof.u32(6);
    record(out, 0x0809, std::move(bof));
}

void number(ByteWriter& out, uint16_t row, uint16_t column, uint16_t format, double value) {
    ByteWriter body;
    body.u16(row);
    body.u16(column);
    body.u16(format);
    body.f64(value);
    record(out, 0x0203, std::move(body));
}

void unicode(ByteWriter& out, std::string_view text) {
    out.u8(0); // one byte a character
    out.bytes(std::as_bytes(std::span(text)));
}

/// A BIFF8 stream: sheet "Data" with a number, a date (format 14) and a shared string.
std::vector<std::byte> biffStream() {
    const auto globals = [](uint32_t sheetOffset) {
        ByteWriter out;
        beginPart(out, 0x0005);
        for (const uint16_t numberFormat : {0, 14}) {
            ByteWriter xf;
            xf.u16(0);
            xf.u16(numberFormat);
            for (int i = 0; i < 8; ++i)
                xf.u16(0);
            record(out, 0x00E0, std::move(xf));
        }
        ByteWriter sheet;
        sheet.u32(sheetOffset);
        sheet.u16(0);
        sheet.u8(4);
        unicode(sheet, "Data");
        record(out, 0x0085, std::move(sheet));
        ByteWriter strings;
        strings.u32(1);
        strings.u32(1);
        strings.u16(5);
        unicode(strings, "hello");
        record(out, 0x00FC, std::move(strings));
        record(out, 0x000A, {});
        return out;
    };
    auto size = globals(0).size();
    ByteWriter out = globals(static_cast<uint32_t>(size));
    beginPart(out, 0x0010);
    ByteWriter dimension;
    dimension.u32(0);
    dimension.u32(2);
    dimension.u16(0);
    dimension.u16(3);
    dimension.u16(0);
    record(out, 0x0200, std::move(dimension));
    number(out, 0, 0, 0, 2.5);
    number(out, 0, 2, 1, 43861);
    ByteWriter label;
    label.u16(1);
    label.u16(1);
    label.u16(0);
    label.u32(0);
    record(out, 0x00FD, std::move(label));
    record(out, 0x000A, {});
    auto bytes = out.take();
    bytes.resize(4096); // shorter streams would need a mini stream
    return bytes;
}

void entry(
    ByteWriter& out, std::string_view name, uint8_t type, uint32_t child, uint32_t start, uint32_t size
) {
    for (size_t i = 0; i < 32; ++i)
        out.u16(i < name.size() ? static_cast<uint16_t>(name[i]) : 0);
    out.u16(static_cast<uint16_t>(2 * name.size() + 2));
    out.u8(type);
    out.u8(1);
    out.u32(UINT32_MAX);
    out.u32(UINT32_MAX);
    out.u32(child);
    for (int i = 0; i < 9; ++i)
        out.u32(0);
    out.u32(start);
    out.u32(size);
    out.u32(0);
}

/// The compound file around it: sector 0 the FAT, 1 the directory, 2 to 9 the stream.
std::string compoundFile() {
    ByteWriter out;
    out.bytes(std::as_bytes(std::span("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8)));
    for (int i = 0; i < 4; ++i)
        out.u32(0);
    for (const uint16_t value : {0x3E, 3, 0xFFFE, 9, 6})
        out.u16(value);
    out.u16(0);
    out.u32(0);
    out.u32(0); // directory sectors
    out.u32(1); // FAT sectors
    out.u32(1); // first directory sector
    out.u32(0);
    out.u32(4096);       // shorter streams are in the mini stream
    out.u32(0xFFFFFFFE); // no mini FAT
    out.u32(0);
    out.u32(0xFFFFFFFE); // no more FAT lists
    out.u32(0);
    out.u32(0);
    for (int i = 1; i < 109; ++i)
        out.u32(UINT32_MAX);
    for (uint32_t i = 0; i < 128; ++i)
        out.u32(i == 0 ? 0xFFFFFFFD : i == 1 || i == 9 ? 0xFFFFFFFE : i < 9 ? i + 1 : UINT32_MAX);
    entry(out, "Root Entry", 5, 1, 0xFFFFFFFE, 0);
    entry(out, "Workbook", 2, UINT32_MAX, 2, 4096);
    entry(out, "", 0, UINT32_MAX, 0, 0);
    entry(out, "", 0, UINT32_MAX, 0, 0);
    out.bytes(biffStream());
    return textOf(out.take());
}

} // namespace

RB_TEST(xlsValuesAndDates) {
    const auto asset = openedFile("t.xls", compoundFile());
    CHECK_EQ(asset.reader, "xls");
    CHECK_EQ(asset.parts.size(), 1u);
    CHECK_EQ(asset.parts[0].name, "Data");
    CHECK(asset.parts[0].shape == (std::vector<int64_t>{2, 3}));
    const auto table = tableAt(asset);
    CHECK_EQ(cellAt(*table, 0, 0).number, 2.5);
    CHECK(cellAt(*table, 0, 2).kind == CellKind::date);
    CHECK_EQ(cellAt(*table, 0, 2).number, 43861.0);
    CHECK_EQ(cellAt(*table, 1, 1).text, "hello");
    CHECK(!asset.counts.at("not_read").asString().empty());
    JobContext job;
    const auto path = temporaryFolder() / "w.xlsx";
    REQUIRE(REQUIRE(findReader("xls"))->write(asset, path, job));
    CHECK(*tableAt(REQUIRE(openAsset(path, job))) == *table);
}

RB_TEST(xlsThroughOtherProcesses) {
    const auto folder = temporaryFolder();
    const auto file = fileOf(folder, "t.xls", compoundFile());
    const auto refused = throughProcesses(file, folder / "again.xls");
    CHECK_EQ(refused.exitCode, 1);
    CHECK(refused.err.find("--as xlsx") != std::string::npos);
    CHECK_EQ(throughProcesses(file, folder / "again.xlsx").exitCode, 0);
    checkSameTables(file, folder / "again.xlsx");
    CHECK_EQ(throughProcesses(file, folder / "csv", {"--as", "csv"}).exitCode, 0);
    CHECK_EQ(fileText(folder / "csv/001.csv"), "2.5,,43861\n,hello,\n");
}

RB_TEST(xlsBrokenFilesByName) {
    const auto kind = ErrorKind::badInput;
    const std::string good = compoundFile();
    checkBrokenFiles(
        ".xls",
        {{"empty", "", kind, "no binary workbook"},
         {"text", "hello", kind, "no binary workbook"},
         {"head alone", good.substr(0, 512), kind, "FreeXL"},
         {"half", good.substr(0, 1300), kind, "FreeXL"}}
    );
}

RB_TEST(xlsDamageNeverCrashes) {
    checkDamagedCopies("t.xls", compoundFile(), 1500);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/sheet_parts.hpp"
#include "tests/support/check.hpp"

#include <array>
#include <fstream>

using namespace rarebit;

namespace {

std::filesystem::path written(std::string_view text, const char* name = "t.csv") {
    static const auto folder = test::temporaryFolder();
    // Not writeFile: thousands of syncs would make the random tests slow.
    std::ofstream(folder / name, std::ios::binary) << text;
    return folder / name;
}

TablePtr tableOf(const Asset& asset, JobContext& job) {
    return std::get<TablePtr>(REQUIRE(loadWhole(asset.parts.at(0), job)));
}

/// The file again, by way of the table's bytes as a stream holds them.
std::string restored(const Asset& asset, JobContext& job) {
    Asset decoded = asset;
    const auto table = tableOf(asset, job);
    const auto bytes = table->serialise();
    CHECK_EQ(bytes.size(), asset.parts.at(0).byteSize);
    decoded.parts[0] = memoryPart(asset.parts[0], Payload(REQUIRE(Table::parse(bytes, "test"))));
    const auto path = written("", "back.csv");
    const auto* reader = REQUIRE(findReader(asset.reader));
    REQUIRE(reader->write(decoded, path, job));
    return std::string(REQUIRE(mapFile(path)).text());
}

void checkExact(std::string_view text, const char* name = "t.csv") {
    JobContext job;
    const auto asset = REQUIRE(openAsset(written(text, name), job));
    const auto back = restored(asset, job);
    if (back != text)
        test::fail(
            __FILE__, __LINE__, "not restored: '" + printable(text) + "' as '" + printable(back) + "'"
        );
}

} // namespace

RB_TEST(csvValuesAreTyped) {
    JobContext job;
    const auto asset =
        REQUIRE(openAsset(written("id,value,note\r\n1,2.50,\"a, \"\"b\"\"\"\r\n007,-3e2,\r\n"), job));
    CHECK_EQ(asset.reader, "csv");
    CHECK_EQ(asset.kind, "sheet");
    CHECK(asset.parts.at(0).shape == (std::vector<int64_t>{3, 3}));
    const auto table = tableOf(asset, job);
    CHECK_EQ(table->cells.size(), 8u);
    CHECK(table->cells[3] == (Cell{1, 0, CellKind::number, 1, "", "", 0}));
    CHECK(table->cells[4] == (Cell{1, 1, CellKind::number, 2.5, "2.50", "", 0}));
    CHECK(table->cells[5] == (Cell{1, 2, CellKind::text, 0, "a, \"b\"", "", 0}));
    CHECK(table->cells[6] == (Cell{2, 0, CellKind::text, 0, "007", "", 0}));
    CHECK(table->cells[7] == (Cell{2, 1, CellKind::number, -300, "-3e2", "", 0}));
}

RB_TEST(csvBytesAreRestored) {
    using namespace std::string_view_literals;
    for (const auto text :
         {""sv,
          "\n"sv,
          "a"sv,
          ",,,\n,,,\n"sv,
          "a,b\nc\n\nd,e,f,g"sv,
          "a;b\r\n1,5;2\r\n"sv,
          "\"a\",\"b\"\n\"1\",\"2\"\n"sv,
          "\"\",x\n\"y\"z,\"q\"\n"sv,
          "a\tb\nc\td\n"sv,
          "a,\"open\nb,c\n"sv,
          "mixed\r\nends\nhere\rx\r\n"sv,
          "old\rmac\rfile"sv,
          "\xEF\xBB\xBFname,\xC3\xA4\n"sv,
          "caf\xE9,1\n"sv,
          "caf\xE9,\xC3\xA4\n"sv,
          "\xFF\xFE\x61\x00\x2C\x00\x3D\xD8\x00\xDE\x0A\x00"sv,
          "\xFE\xFF\x00\x61\xD8\x00\x00\x2C\x07"sv,
          "nul\0here,\0\n"sv,
          "inf,nan,1e999,0x10,+1,.5,5.,-0,1.0\n"sv})
        checkExact(text);
}

RB_TEST(csvShapeIsTheUsedRange) {
    JobContext job;
    const auto asset = REQUIRE(openAsset(written("a,,,\n,,7,\n,,,\n"), job));
    CHECK(asset.parts.at(0).shape == (std::vector<int64_t>{2, 3}));
    CHECK_EQ(asset.counts.at("records").asInt(), 3);
    const auto empty = REQUIRE(openAsset(written(""), job));
    CHECK(empty.parts.at(0).shape == (std::vector<int64_t>{0, 0}));
}

RB_TEST(csvQuotingHabitsCostNothing) {
    JobContext job;
    std::string text;
    for (int i = 0; i < 5000; ++i)
        text += fmt::format("\"name {}\",{},\"{}\"\r\n", i, i, i % 7 ? "x" : "y");
    const auto asset = REQUIRE(openAsset(written(text), job));
    CHECK(asset.container.size() < 32);
    CHECK(restored(asset, job) == text);
}

RB_TEST(csvOfOneHugeLine) {
    JobContext job;
    std::string text;
    while (text.size() < size_t(20) << 20)
        text += fmt::format("{},", text.size() % 1000);
    CHECK(restored(REQUIRE(openAsset(written(text), job)), job) == text);
    const std::string field(size_t(20) << 20, 'x');
    CHECK(restored(REQUIRE(openAsset(written(field), job)), job) == field);
}

RB_TEST(csvLimitsAreErrors) {
    const auto kept = limits();
    limits().storedCells = 1000;
    JobContext job;
    std::string text;
    for (int i = 0; i < 70000; ++i)
        text += "1,2\n";
    CHECK_ERROR(openAsset(written(text), job), ErrorKind::badInput);
    limits() = kept;
    JobOptions options;
    options.memoryBudget = 10000;
    JobContext small(options);
    CHECK_ERROR(openAsset(written(text), small), ErrorKind::outOfMemory);
}

RB_TEST(csvChangedTablesAreWrittenByTheRules) {
    JobContext job;
    auto asset = REQUIRE(openAsset(written("\"odd\"x,1\n2,3\n"), job));
    Table changed = *tableOf(asset, job);
    changed.cells[0].text = "plain";
    changed.cells.push_back({3, 1, CellKind::number, 0.5, "", "", 0});
    changed.fitUsedRange();
    asset.parts[0] = memoryPart(asset.parts[0], Payload(std::make_shared<const Table>(changed)));
    const auto path = written("", "changed.csv");
    REQUIRE(REQUIRE(findReader("csv"))->write(asset, path, job));
    CHECK_EQ(std::string(REQUIRE(mapFile(path)).text()), "plain,1\n2,3\n\n,0.5\n");
}

RB_TEST(csvRandomFilesAreRestored) {
    using namespace std::string_view_literals;
    const auto pieces =
        std::array{","sv,           ","sv,  ";"sv,    "\t"sv,       "\""sv,   "\""sv,           "\"\""sv,
                   "\n"sv,          "\n"sv, "\r\n"sv, "\r"sv,       "a"sv,    "b c"sv,          "1"sv,
                   "2.50"sv,        "-"sv,  "\0"sv,   "\xC3\xA4"sv, "\xE9"sv, "\xED\xA0\x80"sv, "\xFF\xFE"sv,
                   "\xEF\xBB\xBF"sv};
    Rng rng(11, "csv");
    for (int round = 0; round < 400; ++round) {
        std::string text;
        const auto kind = rng.below(6);
        if (kind == 0) text = "\xFF\xFE";
        if (kind == 1) text = "\xFE\xFF";
        for (uint64_t i = rng.below(30); i > 0; --i)
            text += pieces[rng.below(kind == 2 ? 16 : pieces.size())];
        checkExact(text, round % 2 == 0 ? "t.csv" : "t.tsv");
    }
}

RB_TEST(csvDamagedContainersAreErrors) {
    JobContext job;
    auto asset = REQUIRE(openAsset(written("a,\"b\"\nc\n\nd,\"e\"x\n"), job));
    const auto good = asset.container;
    const auto* reader = REQUIRE(findReader("csv"));
    const auto path = written("", "damaged.csv");
    for (size_t size = 1; size < good.size(); ++size) { // without any, the table is written plainly
        asset.container = good.slice(0, size);
        CHECK_ERROR(reader->write(asset, path, job), ErrorKind::badInput);
    }
    Rng rng(5, "container");
    JobOptions options;
    options.memoryBudget = 1 << 20; // hostile run lengths meet the budget, not the machine
    JobContext small(options);
    for (int round = 0; round < 600; ++round) {
        std::vector<std::byte> bytes(good.view.begin(), good.view.end());
        for (int i = 0; i < 2; ++i)
            bytes[rng.below(bytes.size())] = static_cast<std::byte>(rng.next32());
        asset.container = ownBytes(std::move(bytes));
        (void)reader->write(asset, path, small);
    }
}

RB_TEST(csvRealFile) {
    JobContext job;
    const auto path = test::dataFolder() / "sheets/apachepoi_44593.xls.1.csv";
    const auto asset = REQUIRE(openAsset(path, job));
    CHECK(restored(asset, job) == std::string(REQUIRE(mapFile(path)).text()));
    fmt::print("container {} bytes, table {} bytes\n", asset.container.size(), asset.parts[0].byteSize);
}

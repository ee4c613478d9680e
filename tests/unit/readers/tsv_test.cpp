// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/sheet_parts.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

RB_TEST(tsvKeepsCommasAndRestoresBytes) {
    JobContext job;
    const auto folder = test::temporaryFolder();
    const std::string_view text = "a,b\tc\r\n\"x\ty\"\t1\r\n5'6\"\t\t\r\n";
    REQUIRE(writeFile(folder / "t.tsv", text));
    const auto asset = REQUIRE(openAsset(folder / "t.tsv", job));
    CHECK_EQ(asset.reader, "tsv");
    const auto table = std::get<TablePtr>(REQUIRE(loadWhole(asset.parts.at(0), job)));
    CHECK_EQ(table->rows, 3);
    CHECK_EQ(table->columns, 2);
    CHECK_EQ(table->cells.at(0).text, "a,b");
    CHECK_EQ(table->cells.at(2).text, "x\ty");
    REQUIRE(REQUIRE(findReader("tsv"))->write(asset, folder / "back.tsv", job));
    CHECK_EQ(std::string(REQUIRE(mapFile(folder / "back.tsv")).text()), std::string(text));
}

RB_TEST(tsvStrayQuoteDoesNotSwallowTheFile) {
    JobContext job;
    const auto folder = test::temporaryFolder();
    const std::string_view text = "size\tn\n\"5 inch\t1\nb\t2\n";
    REQUIRE(writeFile(folder / "t.tsv", text));
    const auto asset = REQUIRE(openAsset(folder / "t.tsv", job));
    const auto table = std::get<TablePtr>(REQUIRE(loadWhole(asset.parts.at(0), job)));
    CHECK_EQ(table->rows, 3);
    CHECK_EQ(table->cells.at(2).text, "\"5 inch");
    REQUIRE(REQUIRE(findReader("tsv"))->write(asset, folder / "back.tsv", job));
    CHECK_EQ(std::string(REQUIRE(mapFile(folder / "back.tsv")).text()), std::string(text));
}

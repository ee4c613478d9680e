// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"

using namespace rarebit;

namespace {

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

Table tableOf(const Part& part, JobContext& job) {
    return *std::get<std::shared_ptr<const Table>>(REQUIRE(loadWhole(part, job)));
}

} // namespace

RB_TEST(whatIsWrittenReadsBackEqual) {
    JobContext job;
    const Table sheet = make::sheet(20, Rng(3, "xlsx"));
    Table far;
    far.name = "Far";
    far.rows = 1000;
    far.columns = 16'384;
    far.cells.push_back({.row = 999, .column = 16'383, .kind = CellKind::number, .number = 0.1});
    const auto path = written(test::temporaryFolder(), {make::tablePart(sheet), make::tablePart(far)});
    const Asset asset = REQUIRE(openAsset(path, job));
    CHECK_EQ(asset.reader, "xlsx");
    CHECK_EQ(asset.parts.size(), 2u);
    CHECK(asset.parts[1].shape == (std::vector<int64_t>{1000, 16'384}));
    const Table again = tableOf(asset.parts[0], job);
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

RB_TEST(cutAndDamagedWorkbooksAreErrorsOrTables) {
    JobContext job;
    const auto folder = test::temporaryFolder();
    const Bytes bytes = REQUIRE(mapFile(written(folder, {make::tablePart(make::sheet(5, Rng(4, "xlsx")))})));
    Rng rng(5, "xlsx damage");
    for (int trial = 0; trial < 150; ++trial) {
        std::vector<std::byte> damaged(bytes.view.begin(), bytes.view.end());
        if (trial % 3 == 0)
            damaged.resize(rng.below(damaged.size()));
        else
            for (int i = 0; i < 1 + trial % 9; ++i)
                damaged[rng.below(damaged.size())] ^= std::byte(1u << rng.below(8));
        REQUIRE(writeFile(folder / "damaged.xlsx", damaged));
        const auto opened = openAsset(folder / "damaged.xlsx", job, "xlsx");
        if (!opened) {
            CHECK(!opened.error().what.empty() && !opened.error().fix.empty());
            continue;
        }
        for (const auto& part : opened->parts)
            (void)part.load({}, job);
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

RB_TEST(anyFileComesBackByteForByte) {
    JobContext job;
    const auto folder = test::temporaryFolder();
    for (const std::string_view text : {std::string_view("\x00\xff\x01", 3), std::string_view("")}) {
        REQUIRE(writeFile(folder / "a.bin", text));
        const Asset asset = REQUIRE(openAsset(folder / "a.bin", job, "bytes"));
        CHECK_EQ(asset.kind, "bytes");
        CHECK_EQ(asset.parts.size(), 1u);
        CHECK_EQ(asset.parts[0].byteSize, text.size());
        CHECK_EQ(payloadBytes(REQUIRE(loadWhole(asset.parts[0], job))).text(), text);
    }
}

RB_TEST(onlyRegularFilesAreOpened) {
    JobContext job;
    CHECK_ERROR(openAsset("/dev/zero", job), ErrorKind::io);
    CHECK_ERROR(openAsset("/no/such/file", job), ErrorKind::io);
    CHECK(!openAsset(test::temporaryFolder(), job));
}

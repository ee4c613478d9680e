// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/run.hpp"
#include "tests/support/byte_codec_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(zstdIsExactOnAwkwardData) {
    checkByteCodec({"zstd", "zstd:level=-7", "zstd:level=19,checksum=true"}, 0.001);
}

// Blocks are no longer than the window, and each costs 3 bytes.
RB_TEST(zstdIsExactInASmallWindow) {
    checkByteCodec({"zstd:level=1,window_log=10,long=true"}, 0.004);
}

RB_TEST(zstdRefusesDamage) {
    checkDamagedFrames("zstd");
    checkDamagedFrames("zstd:level=19,checksum=true");
}

RB_TEST(zstdAgreesWithTheTool) {
    checkAgainstTool("zstd", ".zst", "zstd:level=3", {"-3", "--single-thread", "--no-check"}, 16);
    checkAgainstTool("zstd", ".zst", "zstd:level=19,checksum=true", {"-19", "--single-thread"}, 16);
}

// The text card's acceptance 3 at a third of its size: level 3 looks back 2 MiB, long mode 128 MiB.
RB_TEST(longModeFindsTheFarRepeat) {
    const auto a = randomBytes(size_t(6) << 20, "a"), b = randomBytes(size_t(6) << 20, "b");
    ByteVector all = a;
    all.insert(all.end(), b.begin(), b.end());
    all.insert(all.end(), a.begin(), a.end());
    const Part part = bytesPart(std::move(all));
    JobContext job;
    const auto plain = frameOf(encodePart("zstd", part, job)).size();
    const auto far = frameOf(encodePart("zstd:long=true", part, job)).size();
    CHECK(plain > (size_t(18) << 20) - 4096);
    CHECK(far < (size_t(12) << 20) + 4096);
    checkRoundTrip("zstd:long=true", part);
}

RB_TEST(zstdDictionaryCountsAsModel) {
    const auto folder = temporaryFolder();
    const auto sample = englishBytes(20'000);
    REQUIRE(writeFile(folder / "dictionary.bin", randomBytes(5'000, "dictionary")));
    auto tail = randomBytes(5'000, "dictionary");
    tail.insert(tail.end(), sample.begin(), sample.end());
    Asset asset;
    asset.kind = "bytes";
    asset.reader = "bytes";
    asset.hash = "00";
    asset.parts.push_back(bytesPart(tail));
    JobContext job;
    RunSpec spec;
    spec.method = "zstd";
    const auto without = REQUIRE(runOne(spec, asset, job));
    spec.inputs["dictionary"] = {(folder / "dictionary.bin").string()};
    const auto with = REQUIRE(runOne(spec, asset, job));
    CHECK(with.lossless && without.lossless);
    CHECK(with.sizes.payload + 4'500 < without.sizes.payload);
    CHECK_EQ(with.sizes.model, 5'000u);
    CHECK_EQ(without.sizes.model, 0u);
}

RB_TEST(zstdRefusesAWindowThatItLacks) {
    JobContext job;
    const Part part = bytesPart(englishBytes(10));
    const MethodDef* method = REQUIRE(findMethod("zstd"));
    CHECK_ERROR(
        method->encode(std::span(&part, 1), paramsOf(*method, "zstd:window_log=5"), job), ErrorKind::badParams
    );
}

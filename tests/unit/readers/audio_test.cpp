// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <cstring>

using namespace rarebit;

namespace {

std::filesystem::path sound(const char* name) {
    return test::dataFolder() / "audio" / name;
}

} // namespace

RB_TEST(speechIsIntegersAsStored) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(sound("jfk.flac"), job));
    CHECK_EQ(asset.reader, "audio");
    CHECK_EQ(asset.kind, "audio");
    CHECK_EQ(asset.parts.size(), 1u);
    CHECK_EQ(asset.parts[0].name, "audio");
    CHECK_EQ(asset.parts[0].dtype, DType::i32); // 24 bits, not shifted
    CHECK_EQ(asset.meta.at("bits_per_sample").asInt(), 24);
    CHECK_EQ(asset.parts[0].shape[1], 2);
    CHECK_EQ(asset.meta.at("sample_rate").asInt(), 44100);
    CHECK_EQ(asset.parts[0].shape[0], 485100); // 11 s
    const Payload all = REQUIRE(loadWhole(asset.parts[0], job));
    int64_t largest = 0;
    const auto view = payloadBytes(all).view;
    for (size_t i = 0; i < view.size(); i += 4) {
        int32_t value = 0;
        std::memcpy(&value, view.data() + i, 4);
        largest = std::max<int64_t>(largest, std::abs(static_cast<int64_t>(value)));
    }
    CHECK(largest < 1 << 23 && largest > 1 << 19);
    for (const auto& [begin, end] :
         {std::pair{0, 10}, {100000, 100100}, {7, 9000}, {485090, 485100}, {5, 5}}) {
        const Payload some = REQUIRE(asset.parts[0].load({begin, end}, job));
        const Payload same = REQUIRE(sliceRows(all, {begin, end}, "test"));
        CHECK(std::ranges::equal(payloadBytes(some).view, payloadBytes(same).view));
    }
}

RB_TEST(lossySoundIsFloat) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(sound("vibe_ace.hq.ogg"), job));
    CHECK_EQ(asset.parts[0].dtype, DType::f32);
    CHECK_EQ(asset.parts[0].shape[1], 2);
    const auto rate = asset.meta.at("sample_rate").asInt();
    CHECK(asset.parts[0].shape[0] > 60 * rate && asset.parts[0].shape[0] < 63 * rate);
    const Payload all = REQUIRE(loadWhole(asset.parts[0], job));
    CHECK_EQ(payloadBytes(all).size(), asset.parts[0].byteSize);
    const Asset mono = REQUIRE(openAsset(sound("humpback.hq.ogg"), job));
    CHECK_EQ(mono.parts[0].shape[1], 1);
}

RB_TEST(samplesAreDecodedAgainWhereMemoryIsShort) {
    JobContext roomy;
    const Asset whole = REQUIRE(openAsset(sound("humpback.hq.ogg"), roomy));
    const Payload all = REQUIRE(loadWhole(whole.parts[0], roomy));
    JobOptions options;
    options.memoryBudget = 1 << 20;
    JobContext job(options);
    const Asset asset = REQUIRE(openAsset(sound("humpback.hq.ogg"), job));
    CHECK_ERROR(asset.parts[0].load({}, job), ErrorKind::outOfMemory);
    for (const int64_t begin : {0, 100000, 50000, 1000000}) { // forwards and back
        const Payload some = REQUIRE(asset.parts[0].load({begin, begin + 5000}, job));
        const Payload same = REQUIRE(sliceRows(all, {begin, begin + 5000}, "test"));
        CHECK(std::ranges::equal(payloadBytes(some).view, payloadBytes(same).view));
    }
}

RB_TEST(damagedSoundIsAnError) {
    JobContext job;
    const auto path = test::temporaryFolder() / "cut.flac";
    const Bytes good = REQUIRE(mapFile(sound("jfk.flac")));
    for (const double share : {0.0, 0.0001, 0.01, 0.5, 0.99}) {
        REQUIRE(
            writeFile(path, good.view.first(static_cast<size_t>(share * static_cast<double>(good.size()))))
        );
        const auto asset = openAsset(path, job);
        if (asset) CHECK_ERROR(asset->parts[0].load({}, job), ErrorKind::badInput);
    }
    std::vector<std::byte> bytes(good.view.begin(), good.view.end());
    bytes[bytes.size() / 2] ^= std::byte{0x55};
    REQUIRE(writeFile(path, bytes));
    const auto asset = openAsset(path, job);
    if (asset) CHECK_ERROR(asset->parts[0].load({}, job), ErrorKind::badInput);
    Rng rng(5, "flips");
    const auto oggPath = test::temporaryFolder() / "x.ogg";
    const Bytes ogg = REQUIRE(mapFile(sound("humpback.hq.ogg")));
    for (int k = 0; k < 6; ++k) {
        std::vector<std::byte> damaged(ogg.view.begin(), ogg.view.end());
        for (int n = 0; n < 20; ++n)
            damaged[rng.below(damaged.size())] ^= static_cast<std::byte>(1 + rng.below(255));
        REQUIRE(writeFile(oggPath, damaged));
        const auto broken = openAsset(oggPath, job);
        if (broken) (void)bool(broken->parts[0].load({}, job));
    }
}

RB_TEST(soundsAreWrittenWithoutLoss) {
    JobContext job;
    const auto folder = test::temporaryFolder();
    const ReaderDef* reader = REQUIRE(findReader("audio"));
    const Asset speech = REQUIRE(openAsset(sound("jfk.flac"), job));
    const Asset music = REQUIRE(openAsset(sound("humpback.hq.ogg"), job));
    for (const char* name : {"a.wav", "a.flac"}) {
        REQUIRE(reader->write(speech, folder / name, job));
        const Asset back = REQUIRE(openAsset(folder / name, job));
        CHECK(REQUIRE(sameContent(speech.parts[0], back.parts[0], job)));
        CHECK_EQ(back.meta.at("sample_rate").asInt(), 44100);
        CHECK_EQ(back.meta.at("bits_per_sample").asInt(), 24);
    }
    REQUIRE(reader->write(music, folder / "b.wav", job));
    const Asset back = REQUIRE(openAsset(folder / "b.wav", job));
    CHECK_EQ(back.reader, "wav");
    CHECK(REQUIRE(sameContent(music.parts[0], back.parts[0], job)));
    CHECK_ERROR(reader->write(music, folder / "b.flac", job), ErrorKind::unsupported);
    CHECK_ERROR(reader->write(music, folder / "b.ogg", job), ErrorKind::unsupported);
    CHECK(!std::filesystem::exists(folder / "b.flac"));
}

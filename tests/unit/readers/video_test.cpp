// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <fstream>

using namespace rarebit;

namespace {

std::string hashOf(const Part& part, Rows rows, JobContext& job) {
    return hashHex(payloadBytes(REQUIRE(part.load(rows, job))).view);
}

std::filesystem::path carphone() {
    return test::dataFolder() / "video/carphone_pristine.mp4";
}

void writeText(const std::filesystem::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

} // namespace

RB_TEST(carphoneHasThreePlanes) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(carphone(), job));
    CHECK_EQ(asset.reader, "video");
    CHECK_EQ(asset.kind, "video");
    CHECK_EQ(asset.parts.size(), 3u);
    CHECK_EQ(asset.parts[0].name, "y");
    CHECK_EQ(asset.counts.at("width").asInt(), 176);
    CHECK_EQ(asset.counts.at("height").asInt(), 144);
    CHECK_EQ(asset.parts[1].shape[1], 72);
    CHECK_EQ(asset.parts[2].shape[2], 88);
    CHECK_EQ(asset.parts[0].shape[0], asset.counts.at("frames").asInt());
    CHECK_EQ(asset.meta.at("pix_fmt").asString(), "yuv420p");
    CHECK(asset.meta.at("fps").asDouble() > 0);
    CHECK(!asset.meta.at("range").asString().empty());
    CHECK(!asset.meta.at("matrix").asString().empty());
}

RB_TEST(everyFrameIsTheSameInAnyOrder) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(test::dataFolder() / "video/bikes.mp4", job));
    const int64_t frames = asset.parts[0].shape[0];
    std::vector<std::string> forward;
    for (int64_t i = 0; i < frames; ++i)
        forward.push_back(hashOf(asset.parts[0], {i, i + 1}, job));
    Rng rng(7, "order");
    const Asset again = REQUIRE(openAsset(test::dataFolder() / "video/bikes.mp4", job));
    for (int k = 0; k < 20; ++k) {
        const auto i = static_cast<int64_t>(rng.below(static_cast<uint64_t>(frames)));
        CHECK_EQ(hashOf(again.parts[0], {i, i + 1}, job), forward[static_cast<size_t>(i)]);
    }
    // Backwards, with another plane in between.
    for (int64_t i = frames - 1; i > frames - 5; --i) {
        hashOf(again.parts[1], {i, i + 1}, job);
        CHECK_EQ(hashOf(again.parts[0], {i, i + 1}, job), forward[static_cast<size_t>(i)]);
    }
    const Payload whole = REQUIRE(loadWhole(again.parts[0], job));
    const Payload last = REQUIRE(sliceRows(whole, {frames - 1, frames}, "test"));
    CHECK_EQ(hashHex(payloadBytes(last).view), forward.back());
}

RB_TEST(streamingDoesNotNeedTheWholeClip) {
    JobOptions options;
    options.memoryBudget = 1 << 20;
    JobContext job(options);
    const Asset asset = REQUIRE(openAsset(test::dataFolder() / "video/bikes.mp4", job));
    CHECK(asset.parts[0].byteSize > options.memoryBudget);
    CHECK(bool(asset.parts[0].load({5, 6}, job)));
    CHECK_ERROR(asset.parts[0].load({}, job), ErrorKind::outOfMemory);
    CHECK_ERROR(asset.parts[0].load({asset.parts[0].shape[0] + 1, -1}, job), ErrorKind::badParams);
}

RB_TEST(truncatedAndDamagedFilesAreErrors) {
    JobContext job;
    const auto folder = test::temporaryFolder();
    const Bytes good = REQUIRE(mapFile(carphone()));
    const auto path = folder / "cut.mp4";
    for (const double share : {0.0, 0.0005, 0.01, 0.3, 0.6, 0.95, 0.999}) {
        const auto size = static_cast<size_t>(share * static_cast<double>(good.size()));
        REQUIRE(writeFile(path, good.view.first(size)));
        const auto asset = openAsset(path, job, "video");
        if (asset) CHECK_ERROR(asset->parts[0].load({}, job), ErrorKind::badInput);
        if (!asset) CHECK(!asset.error().fix.empty());
    }
    Rng rng(3, "flips");
    for (int k = 0; k < 12; ++k) {
        std::vector<std::byte> bytes(good.view.begin(), good.view.end());
        for (int n = 0; n < 40; ++n)
            bytes[rng.below(bytes.size())] ^= static_cast<std::byte>(1 + rng.below(255));
        REQUIRE(writeFile(path, bytes));
        const auto asset = openAsset(path, job, "video"); // an error or a clip, never a crash
        if (asset) (void)bool(asset->parts[0].load({}, job));
    }
}

RB_TEST(listsOfOtherFilesAreNeverFollowed) {
    JobContext job;
    const auto folder = test::temporaryFolder();
    std::filesystem::copy_file(carphone(), folder / "clip.mp4");
    const std::pair<const char*, std::string> cases[] = {
        {"list.mp4", "ffconcat version 1.0\nfile clip.mp4\n"},
        {"list.ts", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nclip.mp4\n#EXT-X-ENDLIST\n"},
        {"list.mkv", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"},
        {"list.mov",
         "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"></MPD>"},
        {"list.avi", "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n"},
    };
    for (const auto& [name, text] : cases) {
        writeText(folder / name, text);
        const auto asset = openAsset(folder / name, job, "video");
        CHECK(!asset);
        if (!asset) CHECK(!asset.error().what.empty() && !asset.error().fix.empty());
    }
}

RB_TEST(hugeFramesAreRefused) {
    JobContext job;
    const uint64_t before = limits().pixels;
    limits().pixels = 1000;
    const auto asset = openAsset(carphone(), job);
    limits().pixels = before;
    CHECK(!asset);
}

RB_TEST(cancelledJobsStop) {
    std::stop_source stop;
    JobOptions options;
    options.stop = stop.get_token();
    JobContext job(options);
    const Asset asset = REQUIRE(openAsset(carphone(), job));
    stop.request_stop();
    CHECK_ERROR(asset.parts[0].load({}, job), ErrorKind::cancelled);
}

RB_TEST(clipsAreWrittenWithoutLoss) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(carphone(), job));
    const auto folder = test::temporaryFolder();
    const ReaderDef* reader = REQUIRE(findReader("video"));
    for (const char* name : {"clip.mkv", "clip.y4m"}) {
        REQUIRE(reader->write(asset, folder / name, job));
        const Asset back = REQUIRE(openAsset(folder / name, job));
        CHECK_EQ(back.parts.size(), asset.parts.size());
        for (const auto& part : asset.parts)
            CHECK(REQUIRE(sameContent(part, *findPart(back, part.name), job)));
        CHECK_NEAR(back.meta.at("fps").asDouble(), asset.meta.at("fps").asDouble(), 1e-3);
        CHECK_EQ(back.meta.at("range").asString(), asset.meta.at("range").asString());
        CHECK_EQ(back.counts.at("frames").asInt(), asset.counts.at("frames").asInt());
    }
    REQUIRE(reader->write(asset, folder / "again.mkv", job)); // equal clips give equal files
    CHECK(REQUIRE(mapFile(folder / "clip.mkv")).text() == REQUIRE(mapFile(folder / "again.mkv")).text());
    CHECK_ERROR(reader->write(asset, folder / "clip.mp4", job), ErrorKind::unsupported);
    CHECK(!std::filesystem::exists(folder / "clip.mp4"));
}

RB_TEST(rgbClipsStayRgb) {
    JobContext job;
    Asset asset;
    asset.kind = "video";
    asset.meta = Json::object({{"fps", 30}});
    for (const char* name : {"r", "g", "b"}) {
        std::vector<uint8_t> samples(3 * 20 * 31);
        Rng rng(2, name);
        for (auto& sample : samples)
            sample = static_cast<uint8_t>(rng.below(256));
        Part part;
        part.name = name;
        part.role = "video.plane";
        part.group = "clip";
        asset.parts.push_back(
            memoryPart(part, TensorView{DType::u8, {3, 20, 31}, ownBytes(std::move(samples))})
        );
    }
    const auto path = test::temporaryFolder() / "rgb.mkv";
    REQUIRE(REQUIRE(findReader("video"))->write(asset, path, job));
    const Asset back = REQUIRE(openAsset(path, job));
    for (const auto& part : asset.parts) {
        const Part* found = findPart(back, part.name);
        CHECK(found != nullptr);
        if (found) CHECK(REQUIRE(sameContent(part, *found, job)));
    }
}

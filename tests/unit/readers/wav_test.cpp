// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <cstring>

using namespace rarebit;

namespace {

struct Made {
    uint16_t tag = 1, channels = 2, bits = 16;
    uint32_t rate = 44100;
    uint16_t valid = 0;            // > 0: extensible
    std::string before{}, after{}; // chunks around the samples
    uint32_t statedBytes = 0;      // 0: true size
    std::vector<std::byte> samples{};

    std::vector<std::byte> file() const {
        ByteWriter out;
        const auto word = [&](std::string_view t) {
            out.bytes(std::as_bytes(std::span(t.data(), t.size())));
        };
        const uint32_t fmtBytes = valid ? 40 : 16;
        word("RIFF");
        out.u32(static_cast<uint32_t>(4 + before.size() + 8 + fmtBytes + 8 + samples.size() + after.size()));
        word("WAVE");
        word(before);
        word("fmt ");
        out.u32(fmtBytes);
        out.u16(valid ? 0xFFFE : tag);
        out.u16(channels);
        out.u32(rate);
        out.u32(rate * channels * bits / 8);
        out.u16(static_cast<uint16_t>(channels * bits / 8));
        out.u16(bits);
        if (valid) {
            out.u16(22);
            out.u16(valid);
            out.u32(3);
            out.u16(tag);
            word({"\x00\x00\x00\x00\x10\x00\x80\x00\x00\xAA\x00\x38\x9B\x71", 14});
        }
        word("data");
        out.u32(statedBytes ? statedBytes : static_cast<uint32_t>(samples.size()));
        out.bytes(samples);
        word(after);
        return out.take();
    }
};

std::vector<std::byte> noise(size_t count) {
    std::vector<std::byte> out(count);
    Rng rng(9, "noise");
    for (auto& b : out)
        b = static_cast<std::byte>(rng.below(256));
    return out;
}

Result<Asset> openMade(const std::vector<std::byte>& file, JobContext& job) {
    const auto path = test::temporaryFolder() / "a.wav";
    REQUIRE(writeFile(path, file));
    return openAsset(path, job);
}

// write(open(f)) restores every byte of f, from the parts, meta and container alone.
void checkExact(const std::vector<std::byte>& file) {
    JobContext job;
    Asset asset = REQUIRE(openMade(file, job));
    CHECK_EQ(asset.reader, "wav");
    for (auto& part : asset.parts)
        part = memoryPart(part, REQUIRE(loadWhole(part, job)));
    const auto path = test::temporaryFolder() / "b.wav";
    REQUIRE(REQUIRE(findReader("wav"))->write(asset, path, job));
    CHECK(std::ranges::equal(REQUIRE(mapFile(path)).view, file));
}

} // namespace

RB_TEST(everySampleTypeComesBackExactly) {
    for (const auto& [tag, bits] :
         {std::pair<uint16_t, uint16_t>{1, 8}, {1, 16}, {1, 24}, {1, 32}, {3, 32}, {3, 64}})
        for (const uint16_t channels : {1, 2, 6}) {
            Made made{.tag = tag, .channels = channels, .bits = bits};
            made.samples = noise(static_cast<size_t>(channels) * (bits / 8u) * 33u);
            checkExact(made.file());
        }
}

RB_TEST(chunksAroundTheSamplesAreKept) {
    Made made;
    made.samples = noise(400);
    made.before = std::string("LIST\x06\0\0\0INFOab", 14);
    made.after = std::string("id3 \x04\0\0\0wxyz", 12);
    checkExact(made.file());
    Made odd{.channels = 1, .bits = 8}; // an odd number of bytes without its padding
    odd.samples = noise(7);
    checkExact(odd.file());
    odd.after = std::string(1, '\0');
    checkExact(odd.file());
    JobContext job;
    CHECK_EQ(REQUIRE(openMade(odd.file(), job)).container.size(), 0u); // canonical: nothing to carry
    Made extensible{.bits = 24, .valid = 20};
    extensible.samples = noise(600);
    checkExact(extensible.file());
    Made streamed;
    streamed.samples = noise(400);
    streamed.statedBytes = UINT32_MAX;
    checkExact(streamed.file());
    Made empty;
    checkExact(empty.file());
}

RB_TEST(samplesOf24BitsAreNotShifted) {
    Made made{.channels = 1, .bits = 24};
    for (const int b : {0xFF, 0xFF, 0x7F, 0x00, 0x00, 0x80, 0xFE, 0xFF, 0xFF})
        made.samples.push_back(static_cast<std::byte>(b));
    JobContext job;
    const Asset asset = REQUIRE(openMade(made.file(), job));
    const Bytes bytes = payloadBytes(REQUIRE(loadWhole(asset.parts[0], job)));
    int32_t values[3];
    std::memcpy(values, bytes.data(), sizeof values);
    CHECK_EQ(values[0], 8388607);
    CHECK_EQ(values[1], -8388608);
    CHECK_EQ(values[2], -2);
    CHECK_EQ(asset.meta.at("bits_per_sample").asInt(), 24);
    CHECK_EQ(asset.meta.at("sample_rate").asInt(), 44100);
    const Bytes last = payloadBytes(REQUIRE(asset.parts[0].load({2, 3}, job)));
    std::memcpy(values, last.data(), 4);
    CHECK_EQ(values[0], -2);
}

RB_TEST(rf64TakesItsSizeFromDs64) {
    ByteWriter out;
    const auto word = [&](std::string_view t) { out.bytes(std::as_bytes(std::span(t.data(), t.size()))); };
    word("RF64");
    out.u32(UINT32_MAX);
    word("WAVEds64");
    out.u32(28);
    out.u64(4 + 36 + 24 + 8 + 100);
    out.u64(100);
    out.u64(50);
    out.u32(0);
    word("fmt ");
    out.u32(16);
    out.u16(1);
    out.u16(1);
    out.u32(8000);
    out.u32(16000);
    out.u16(2);
    out.u16(16);
    word("data");
    out.u32(UINT32_MAX);
    out.bytes(noise(100));
    word("junk trailing");
    const auto file = out.take();
    JobContext job;
    const Asset asset = REQUIRE(openMade(file, job));
    CHECK_EQ(asset.parts[0].shape[0], 50);
    checkExact(file);
}

RB_TEST(brokenFilesAreErrors) {
    JobContext job;
    Made made;
    made.samples = noise(4000);
    const auto good = made.file();
    for (size_t size = 0; size < 60; ++size)
        CHECK(!openMade({good.begin(), good.begin() + static_cast<int64_t>(size)}, job));
    CHECK_ERROR(openMade({good.begin(), good.end() - 10}, job), ErrorKind::badInput);
    CHECK_ERROR(openMade(Made{.channels = 0, .samples = noise(8)}.file(), job), ErrorKind::badInput);
    CHECK_ERROR(openMade(Made{.rate = 0, .samples = noise(8)}.file(), job), ErrorKind::badInput);
    CHECK_ERROR(openMade(Made{.rate = 4'000'000'000u, .samples = noise(8)}.file(), job), ErrorKind::badInput);
    CHECK_ERROR(openMade(Made{.bits = 12, .samples = noise(12)}.file(), job), ErrorKind::unsupported);
    CHECK_ERROR(openMade(Made{.samples = noise(401)}.file(), job), ErrorKind::badInput);
    CHECK_ERROR(
        openMade(Made{.statedBytes = 0x7FFFFFFF, .samples = noise(8)}.file(), job), ErrorKind::badInput
    );
    Rng rng(4, "flips");
    for (int k = 0; k < 60; ++k) {
        auto bytes = good;
        bytes[rng.below(44)] ^= static_cast<std::byte>(1 + rng.below(255));
        const auto asset = openMade(bytes, job);
        if (asset) (void)bool(asset->parts[0].load({}, job));
    }
}

RB_TEST(otherPartsAreRefusedPolitely) {
    JobContext job;
    Asset asset;
    asset.kind = "audio";
    Part part;
    part.name = "audio";
    asset.parts.push_back(memoryPart(part, TensorView{DType::f16, {4, 2}, ownBytes(noise(16))}));
    asset.meta = Json::object({{"sample_rate", 8000}});
    const auto path = test::temporaryFolder() / "c.wav";
    CHECK_ERROR(REQUIRE(findReader("wav"))->write(asset, path, job), ErrorKind::unsupported);
    CHECK(!std::filesystem::exists(path));
}

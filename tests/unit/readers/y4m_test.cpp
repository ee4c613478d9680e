// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

#include <algorithm>

using namespace rarebit;

namespace {

std::string noise(size_t count) {
    std::string out(count, '\0');
    Rng rng(9, "noise");
    for (auto& c : out)
        c = static_cast<char>(rng.below(256));
    return out;
}

std::string
clip(std::string_view header, size_t frameBytes, int frames, std::string_view frameLine = "FRAME\n") {
    std::string out = std::string(header) + "\n";
    const std::string samples = noise(frameBytes * static_cast<size_t>(frames));
    for (int i = 0; i < frames; ++i)
        out += std::string(frameLine) + samples.substr(static_cast<size_t>(i) * frameBytes, frameBytes);
    return out;
}

Result<Asset> openText(const std::string& text, JobContext& job) {
    const auto path = test::temporaryFolder() / "a.y4m";
    REQUIRE(writeFile(path, text));
    return openAsset(path, job);
}

Asset checkExact(const std::string& text) {
    JobContext job;
    Asset asset = REQUIRE(openText(text, job));
    CHECK_EQ(asset.reader, "y4m");
    for (auto& part : asset.parts)
        part = memoryPart(part, REQUIRE(loadWhole(part, job)));
    const auto path = test::temporaryFolder() / "b.y4m";
    REQUIRE(REQUIRE(findReader("y4m"))->write(asset, path, job));
    CHECK(REQUIRE(mapFile(path)).text() == text);
    return asset;
}

} // namespace

RB_TEST(everyLayoutComesBackExactly) {
    struct Row {
        const char* tag;
        size_t bytes; // of a 7x5 frame
        const char* format;
    };
    const Row rows[] = {
        {"C420", 35 + 2 * 12, "yuv420p"},
        {"C420jpeg", 35 + 2 * 12, "yuv420p"},
        {"C420mpeg2", 35 + 2 * 12, "yuv420p"},
        {"C420paldv", 35 + 2 * 12, "yuv420p"},
        {"C422", 35 + 2 * 20, "yuv422p"},
        {"C411", 35 + 2 * 10, "yuv411p"},
        {"C444", 3 * 35, "yuv444p"},
        {"C444alpha", 4 * 35, "yuva444p"},
        {"Cmono", 35, "gray"},
        {"Cmono12", 70, "gray12le"},
        {"C420p10", 2 * (35 + 2 * 12), "yuv420p10le"},
        {"C422p12", 2 * (35 + 2 * 20), "yuv422p12le"},
        {"C444p16", 6 * 35, "yuv444p16le"},
    };
    for (const auto& row : rows) {
        const Asset asset =
            checkExact(clip(std::string("YUV4MPEG2 W7 H5 F30000:1001 Ip ") + row.tag, row.bytes, 3));
        CHECK_EQ(asset.meta.at("pix_fmt").asString(), row.format);
        CHECK_EQ(asset.container.size(), 0u);
        CHECK_EQ(asset.parts[0].shape[0], 3);
        CHECK_NEAR(asset.meta.at("fps").asDouble(), 29.97, 0.001);
    }
}

RB_TEST(unusualHeadersAreCarried) {
    const size_t bytes = 16 + 8;
    checkExact(clip("YUV4MPEG2 H4 W4 F25:1", bytes, 2)); // order of tags, no C
    checkExact(clip("YUV4MPEG2 W4 H4 F50:2 It A1:1 C420jpeg XYSCSS=420JPEG XCOLORRANGE=FULL", bytes, 2));
    checkExact(clip("YUV4MPEG2 W4 H4 F0:0 I? A0:0", bytes, 2));
    const Asset asset =
        checkExact(clip("YUV4MPEG2 W4 H4 F25:1 Ib C420 XCOLORRANGE=LIMITED", bytes, 2, "FRAME Ixyz\n"));
    CHECK_EQ(asset.meta.at("range").asString(), "limited");
    CHECK_EQ(asset.meta.at("matrix").asString(), "unspecified");
    CHECK_EQ(asset.meta.at("field_order").asString(), "bottom_first");
}

RB_TEST(rowsAreCutFromTheMapping) {
    JobContext job;
    const Asset asset = REQUIRE(openText(clip("YUV4MPEG2 W8 H6 F25:1 C420", 48 + 24, 5), job));
    const Payload all = REQUIRE(loadWhole(asset.parts[1], job));
    for (const auto& [begin, end] : {std::pair{0, 1}, {2, 4}, {4, 5}, {3, 3}, {0, -1}}) {
        const Payload some = REQUIRE(asset.parts[1].load({begin, end}, job));
        const Payload same = REQUIRE(sliceRows(all, {begin, end}, "test"));
        CHECK(std::ranges::equal(payloadBytes(some).view, payloadBytes(same).view));
    }
    CHECK_ERROR(asset.parts[1].load({6, 7}, job), ErrorKind::badParams);
}

RB_TEST(brokenFilesAreErrors) {
    JobContext job;
    const std::string good = clip("YUV4MPEG2 W8 H6 F25:1 C420", 48 + 24, 3);
    for (const size_t cut : {size_t{1}, size_t{71}, size_t{73}, size_t{77}})
        CHECK_ERROR(openText(good.substr(0, good.size() - cut), job), ErrorKind::badInput);
    CHECK_ERROR(openText("", job), ErrorKind::badInput);
    CHECK_ERROR(openText("YUV4MPEG2 W8 H6", job), ErrorKind::badInput);
    CHECK_ERROR(openText("YUV4MPEG2 W8 H6\n", job), ErrorKind::badInput);
    for (const char* header :
         {"YUV4MPEG2 W0 H6",
          "YUV4MPEG2 W8",
          "YUV4MPEG2 W-8 H6",
          "YUV4MPEG2 W8x H6",
          "YUV4MPEG2 W99999999999999999999 H6",
          "YUV4MPEG2 W8 H6 F25"})
        CHECK_ERROR(openText(clip(header, 72, 1), job), ErrorKind::badInput);
    CHECK_ERROR(openText(clip("YUV4MPEG2 W1000000 H1000000", 72, 1), job), ErrorKind::unsupported);
    CHECK_ERROR(openText(clip("YUV4MPEG2 W8 H6 C420p99", 72, 1), job), ErrorKind::unsupported);
    std::string wrong = good;
    wrong[wrong.find("FRAME", 40 + 72)] = 'X';
    CHECK_ERROR(openText(wrong, job), ErrorKind::badInput);
}

RB_TEST(planesOfOtherKindsAreRefused) {
    JobContext job;
    Asset asset;
    asset.kind = "video";
    for (const char* name : {"r", "g", "b"}) {
        Part part;
        part.name = name;
        asset.parts.push_back(memoryPart(part, TensorView{DType::u8, {1, 2, 2}, ownBytes(noise(4))}));
    }
    const auto path = test::temporaryFolder() / "c.y4m";
    CHECK_ERROR(REQUIRE(findReader("y4m"))->write(asset, path, job), ErrorKind::unsupported);
    CHECK(!std::filesystem::exists(path));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/bytes_io.hpp"
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "tests/support/make_clip.hpp"

using namespace rarebit;

RB_TEST(quantiserZeroIsLosslessInEveryLayout) {
    const make::ClipSpec specs[] = {
        {},
        {.height = 35, .width = 49},
        {.chromaX = 2, .chromaY = 1},
        {.height = 33, .width = 47, .chromaX = 1, .chromaY = 1},
        {.planes = "y", .height = 17, .width = 19},
        {.planes = "rgb", .height = 34, .width = 46},
    };
    for (const auto& spec : specs) {
        const auto result = make::runMethod("x264:qp=0,preset=superfast", make::clip(spec));
        if (result.error) test::fail(__FILE__, __LINE__, result.error->what);
        CHECK(result.lossless);
    }
}

RB_TEST(qualityFallsWithCrf) {
    const Asset asset = make::clip({.frames = 8, .height = 66, .width = 81});
    double lastPsnr = 99;
    uint64_t lastBytes = UINT64_MAX;
    for (const char* crf : {"10", "24", "40"}) {
        RunKeep keep;
        const auto result = make::runMethod(std::string("x264:preset=veryfast,crf=") + crf, asset, &keep);
        CHECK(!result.error);
        const double psnr = make::psnr(asset, keep.decoded, 255);
        CHECK(psnr < lastPsnr && psnr > 20);
        CHECK(result.sizes.payload < lastBytes);
        lastPsnr = psnr;
        lastBytes = result.sizes.payload;
    }
}

RB_TEST(tenBitsCarryEightAndTen) {
    for (const int bits : {8, 10, 12}) {
        const Asset asset = make::clip({.frames = 3, .bits = bits});
        RunKeep keep;
        const auto result = make::runMethod("x264:preset=superfast,bits=10,crf=4", asset, &keep);
        if (result.error) test::fail(__FILE__, __LINE__, result.error->what);
        CHECK(make::psnr(asset, keep.decoded, (1 << bits) - 1) > 44);
    }
}

RB_TEST(streamHoldsColourFlagsAndNoAdvertisement) {
    Json meta = Json::object({{"range", "full"}, {"matrix", "bt709"}});
    RunKeep keep;
    const auto result = make::runMethod("x264:preset=superfast", make::clip({.frames = 3}, meta), &keep);
    CHECK(!result.error);
    CHECK(keep.stream.text().find("x264 - core") == std::string_view::npos);
    const Stream stream = REQUIRE(parseStream(keep.stream, "test"));
    const Bytes codes = REQUIRE(findSection(stream.encoded[0], "codes"));
    ByteReader in(codes.view);
    in.u8();
    ByteWriter raw;
    raw.bytes(in.bytes(in.varint()));
    while (in.left() > 0)
        raw.bytes(in.bytes(in.varint()));
    const auto path = test::temporaryFolder() / "raw.h264";
    REQUIRE(writeFile(path, raw.take()));
    JobContext job;
    const Asset asset = REQUIRE(openAsset(path, job));
    CHECK_EQ(asset.meta.at("range").asString(), "full");
    CHECK_EQ(asset.meta.at("matrix").asString(), "bt709");
    CHECK_EQ(asset.counts.at("frames").asInt(), 3);
}

RB_TEST(framesAreAccountedFor) {
    const auto result = make::runMethod("x264:preset=veryfast,crf=30", make::clip({.frames = 9}));
    const auto detail = std::ranges::find(result.details, "bits_per_frame", &Detail::name);
    CHECK(detail != result.details.end());
    const Bytes bytes = payloadBytes(detail->values);
    uint64_t sum = 0;
    for (size_t i = 0; i < bytes.size(); i += 4) {
        uint32_t bits = 0;
        std::memcpy(&bits, bytes.data() + i, 4);
        CHECK(bits > 0);
        sum += bits;
    }
    CHECK(sum / 8 < result.sizes.payload && sum / 8 + 100 > result.sizes.payload);
}

RB_TEST(layoutsThatX264LacksAreRefused) {
    for (const auto& spec :
         {make::ClipSpec{.planes = "yuva", .chromaX = 1, .chromaY = 1},
          make::ClipSpec{.chromaX = 4, .chromaY = 1},
          make::ClipSpec{.planes = "rgb", .bits = 10}}) {
        const auto result = make::runMethod("x264:preset=superfast", make::clip(spec));
        CHECK(result.error && result.error->kind == ErrorKind::unsupported && !result.error->fix.empty());
    }
}

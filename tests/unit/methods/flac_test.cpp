// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "tests/support/make_sound.hpp"

#include <algorithm>

using namespace rarebit;

RB_TEST(everyIntegerTypeIsLossless) {
    const make::SoundSpec specs[] = {
        {},
        {.samples = 1, .channels = 1},
        {.samples = 17, .channels = 3, .rate = 44'100},
        {.samples = 9'999, .channels = 8, .rate = 8'000},
        {.samples = 5'000, .rate = 96'000, .dtype = DType::i32, .bits = 24},
        {.samples = 5'000, .dtype = DType::i32, .bits = 20},
        {.samples = 5'001, .channels = 1, .dtype = DType::u8},
    };
    for (const auto& spec : specs)
        for (const char* method : {"flac:level=0", "flac", "flac:level=12"}) {
            const auto result = make::runOn(method, make::chords(spec));
            if (result.error) test::fail(__FILE__, __LINE__, result.error->what);
            CHECK(result.lossless);
        }
}

RB_TEST(whatFlacCannotHoldIsRefused) {
    for (const auto& spec :
         {make::SoundSpec{.samples = 500, .dtype = DType::f32},
          make::SoundSpec{.samples = 500, .dtype = DType::i32, .bits = 32},
          make::SoundSpec{.samples = 500, .channels = 9}}) {
        const auto result = make::runOn("flac", make::chords(spec));
        CHECK(result.error && result.error->kind == ErrorKind::unsupported && !result.error->fix.empty());
    }
}

RB_TEST(payloadIsAFlacFile) {
    const Asset asset = make::chords({.samples = 20'000, .rate = 44'100});
    RunKeep keep;
    const auto result = make::runOn("flac", asset, &keep);
    CHECK(!result.error);
    const Stream stream = REQUIRE(parseStream(keep.stream, "test"));
    const Bytes codes = REQUIRE(findSection(stream.encoded[0], "codes"));
    const auto path = test::temporaryFolder() / "a.flac";
    REQUIRE(writeFile(path, codes.view));
    JobContext job;
    const Asset read = REQUIRE(openAsset(path, job));
    CHECK_EQ(read.meta.at("sample_rate").asInt(), 44'100);
    CHECK(REQUIRE(sameContent(asset.parts[0], read.parts[0], job)));
}

RB_TEST(speechAtHigherLevelsIsNoLarger) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(test::dataFolder() / "audio/jfk.flac", job));
    const auto low = make::runOn("flac:level=0", asset), high = make::runOn("flac:level=8", asset);
    CHECK(low.lossless && high.lossless);
    CHECK(high.sizes.total() <= low.sizes.total());
    CHECK(high.sizes.total() * 3 < high.sizes.original);
}

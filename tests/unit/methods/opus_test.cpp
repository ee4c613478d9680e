// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/reader.hpp"
#include "tests/support/make_sound.hpp"

#include <algorithm>

using namespace rarebit;

namespace {

// The first seconds of a real sound.
Asset excerpt(const char* file, int64_t seconds) {
    JobContext job;
    Asset asset = REQUIRE(openAsset(test::dataFolder() / "audio" / file, job));
    const int64_t rows = std::min(seconds * asset.meta.at("sample_rate").asInt(), asset.parts[0].shape[0]);
    asset.parts[0] = memoryPart(asset.parts[0], REQUIRE(asset.parts[0].load({0, rows}, job)));
    return asset;
}

} // namespace

RB_TEST(everyTypeAndRateIsAligned) {
    std::vector<make::SoundSpec> specs;
    for (const int rate : {8'000, 11'025, 16'000, 22'050, 44'100, 48'000, 96'000})
        specs.push_back({.samples = rate, .rate = rate});
    specs.push_back({.channels = 1, .dtype = DType::u8});
    specs.push_back({.rate = 44'100, .dtype = DType::i32, .bits = 24});
    specs.push_back({.rate = 44'100, .dtype = DType::i32, .bits = 32});
    specs.push_back({.channels = 1, .dtype = DType::f32});
    specs.push_back({.samples = 30'011, .channels = 6, .dtype = DType::f64});
    for (const auto& spec : specs) {
        const Asset asset = make::chords(spec);
        RunKeep keep;
        const auto result =
            make::runOn(spec.channels > 2 ? "opus:bitrate=500" : "opus:bitrate=200", asset, &keep);
        const std::string name = fmt::format("{} Hz, {}", spec.rate, info(spec.dtype).name);
        if (result.error) {
            test::fail(__FILE__, __LINE__, name + ": " + result.error->what);
            continue;
        }
        CHECK(keep.decoded.parts[0].shape == asset.parts[0].shape);
        CHECK(keep.decoded.parts[0].dtype == spec.dtype);
        const auto a = make::samplesOf(asset), b = make::samplesOf(keep.decoded);
        const double aligned = make::snr(a, b, spec.channels);
        if (aligned < 15) test::fail(__FILE__, __LINE__, fmt::format("{}: {} dB", name, aligned));
        for (const int64_t shift : {-3, -2, -1, 1, 2, 3})
            if (make::snr(a, b, spec.channels, shift) > aligned)
                test::fail(__FILE__, __LINE__, fmt::format("{}: better when shifted by {}", name, shift));
    }
}

RB_TEST(musicAtAHighRateIsCloseAndOnlyWhenAligned) {
    const Asset asset = excerpt("vibe_ace.hq.ogg", 20);
    RunKeep keep;
    const auto result = make::runOn("opus:bitrate=510", asset, &keep);
    CHECK(!result.error);
    const auto a = make::samplesOf(asset), b = make::samplesOf(keep.decoded);
    CHECK(make::snr(a, b, 2) > 20);
    CHECK(make::snr(a, b, 2, 10) < 15); // the measure notices a shift that the ear would not
}

RB_TEST(bitRateIsWhatWasAsked) {
    const Asset asset = excerpt("vibe_ace.hq.ogg", 35);
    const double seconds = static_cast<double>(asset.parts[0].shape[0]) /
                           static_cast<double>(asset.meta.at("sample_rate").asInt());
    CHECK(seconds >= 30);
    for (const int kilobits : {16, 32, 96, 256}) {
        const auto result = make::runOn(fmt::format("opus:complexity=3,bitrate={}", kilobits), asset);
        CHECK(!result.error);
        const double realised = static_cast<double>(result.sizes.total()) * 8 / seconds / 1000;
        if (std::abs(realised / kilobits - 1) > 0.1)
            test::fail(__FILE__, __LINE__, fmt::format("{} kbit/s asked, {} realised", kilobits, realised));
    }
}

RB_TEST(parametersChangeTheStream) {
    const Asset asset = make::chords({});
    const auto bytes = [&](const std::string& text) {
        RunKeep keep;
        const auto result = make::runOn(text, asset, &keep);
        if (result.error) test::fail(__FILE__, __LINE__, text + ": " + result.error->what);
        return std::string(keep.stream.text());
    };
    const std::string plain = bytes("opus");
    for (const char* other :
         {"opus:frame=60",
          "opus:frame=2.5,application=lowdelay",
          "opus:vbr=off",
          "opus:application=voip,bitrate=12"})
        CHECK(bytes(other) != plain);
}

RB_TEST(soundsThatAreNoneAreRefused) {
    CHECK(make::runOn("opus", make::chords({.samples = 100, .channels = 9})).error.has_value());
    CHECK(make::runOn("opus", make::chords({.samples = 0})).error.has_value());
    Asset asset = make::chords({.samples = 4, .channels = 1, .dtype = DType::f32});
    asset.parts[0] = memoryPart(
        asset.parts[0], TensorView{DType::f32, {4, 1}, ownBytes(std::vector<float>{0, NAN, 0, 0})}
    );
    CHECK(make::runOn("opus", asset).error.has_value());
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/make_clip.hpp"

using namespace rarebit;

RB_TEST(everyLayoutIsLossless) {
    const make::ClipSpec specs[] = {
        {},
        {.height = 35, .width = 49},
        {.frames = 1, .height = 1, .width = 1},
        {.chromaX = 2, .chromaY = 1, .bits = 10},
        {.chromaX = 1, .chromaY = 1, .bits = 12},
        {.chromaX = 4, .chromaY = 1},
        {.planes = "y"},
        {.planes = "y", .bits = 16},
        {.planes = "y", .bits = 11},
        {.planes = "rgb", .height = 7, .width = 5},
        {.planes = "rgb", .bits = 14},
        {.planes = "rgb", .bits = 16},
        {.planes = "yuva", .chromaX = 1, .chromaY = 1},
        {.frames = 2, .height = 300, .width = 400},
    };
    for (const auto& spec : specs)
        for (const char* method : {"ffv1", "ffv1:coder=rice,context=large,gop=3,slices=6"}) {
            if (spec.height < 48 && std::string_view(method) != "ffv1") continue; // too small for six slices
            const auto result = make::runMethod(method, make::clip(spec));
            if (result.error) test::fail(__FILE__, __LINE__, result.error->what);
            if (!result.lossless)
                test::fail(
                    __FILE__,
                    __LINE__,
                    fmt::format(
                        "{} {} {}x{} {} bits: not lossless",
                        method,
                        spec.planes,
                        spec.width,
                        spec.height,
                        spec.bits
                    )
                );
        }
}

RB_TEST(samplesAboveTheStatedDepthAreRefused) {
    Asset asset = make::clip({.planes = "y", .bits = 12});
    asset.meta["bits_per_sample"] = 10;
    const auto result = make::runMethod("ffv1", asset);
    CHECK(result.error && result.error->kind == ErrorKind::badInput);
}

RB_TEST(groupsThatAreNoClipAreRefused) {
    Asset asset = make::clip({});
    asset.parts.erase(asset.parts.begin());
    const auto result = make::runMethod("ffv1", asset); // u and v alone
    CHECK(result.error && result.error->kind == ErrorKind::unsupported);
    Asset wrong = make::clip({});
    wrong.parts[1] = make::clip({.frames = 3}).parts[1];
    CHECK(make::runMethod("ffv1", wrong).error.has_value());
}

RB_TEST(realClipIsLosslessAndSmaller) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(test::dataFolder() / "video/carphone_pristine.mp4", job));
    RunKeep keep;
    const auto result = make::runMethod("ffv1", asset, &keep);
    CHECK(result.lossless);
    CHECK(result.sizes.total() * 2 < result.sizes.original);
    const auto detail = std::ranges::find(result.details, "bits_per_frame", &Detail::name);
    CHECK(detail != result.details.end());
}

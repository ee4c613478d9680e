// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/make_clip.hpp"

using namespace rarebit;

RB_TEST(smallAndOddClipsComeBackInTheirSize) {
    for (const auto& spec :
         {make::ClipSpec{.frames = 3}, make::ClipSpec{.frames = 2, .height = 71, .width = 97}}) {
        const Asset asset = make::clip(spec);
        RunKeep keep;
        const auto result = make::runMethod("svtav1:preset=12,crf=20", asset, &keep);
        if (result.error) test::fail(__FILE__, __LINE__, result.error->what);
        for (const auto& part : asset.parts)
            CHECK(findPart(keep.decoded, part.name)->shape == part.shape);
        CHECK(make::psnr(asset, keep.decoded, 255) > 28);
    }
}

RB_TEST(sizeFallsWithCrf) {
    const Asset asset = make::clip({.frames = 6, .height = 72, .width = 96});
    RunKeep fine, coarse;
    const auto a = make::runMethod("svtav1:preset=12,crf=15", asset, &fine);
    const auto b = make::runMethod("svtav1:preset=12,crf=58", asset, &coarse);
    CHECK(!a.error && !b.error);
    CHECK(a.sizes.payload > b.sizes.payload);
    CHECK(make::psnr(asset, fine.decoded, 255) > make::psnr(asset, coarse.decoded, 255));
}

RB_TEST(tenBitClips) {
    const Asset asset = make::clip({.frames = 3, .height = 72, .width = 96, .bits = 10});
    RunKeep keep;
    const auto result = make::runMethod("svtav1:preset=12,crf=15", asset, &keep);
    if (result.error) test::fail(__FILE__, __LINE__, result.error->what);
    CHECK(make::psnr(asset, keep.decoded, 1023) > 30);
}

RB_TEST(onlyFourTwoZeroIsTaken) {
    for (const auto& spec :
         {make::ClipSpec{.planes = "rgb"},
          make::ClipSpec{.planes = "y"},
          make::ClipSpec{.chromaX = 1, .chromaY = 1}}) {
        const auto result = make::runMethod("svtav1:preset=12", make::clip(spec));
        CHECK(result.error && result.error->kind == ErrorKind::unsupported && !result.error->fix.empty());
    }
}

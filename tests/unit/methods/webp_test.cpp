// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/make_pictures.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(webpLosslessIsBitExact) {
    for (const auto& [h, w] : {std::pair{1, 1}, std::pair{7, 5}, std::pair{33, 17}})
        for (const int channels : {1, 3, 4})
            for (const bool noise : {false, true}) {
                const Asset asset = pictureAsset(picturePart(h, w, channels, DType::u8, noise));
                CHECK(samePixels(asset, code("webp:lossless=true", asset).decoded));
            }
}

// Colours below alpha 0 survive only with `exact`; opaque alpha may be left out of the file and comes back.
RB_TEST(webpAlpha) {
    Part part = picturePart(16, 16, 4, DType::u8, true);
    const auto withAlpha = [&](auto alphaAt) {
        const Bytes old = bytesOf(part);
        std::vector<std::byte> bytes(old.view.begin(), old.view.end());
        for (size_t i = 3; i < bytes.size(); i += 4)
            bytes[i] = std::byte(alphaAt(i / 4));
        return pictureAsset(memoryPart(part, TensorView{DType::u8, part.shape, ownBytes(std::move(bytes))}));
    };
    const Asset half = withAlpha([](size_t i) { return i % 2 ? 255 : 0; });
    CHECK(samePixels(half, code("webp:lossless=true", half).decoded));
    CHECK(!samePixels(half, code("webp:lossless=true,exact=false", half).decoded));
    const Asset opaque = withAlpha([](size_t) { return 255; });
    CHECK(samePixels(opaque, code("webp:lossless=true", opaque).decoded));
    const auto lossy = code("webp:quality=50", half);
    const Bytes a = bytesOf(half.parts[0]), b = bytesOf(lossy.decoded.parts[0]);
    for (size_t i = 3; i < a.size(); i += 4)
        CHECK_EQ(std::to_integer<int>(a.view[i]), std::to_integer<int>(b.view[i]));
}

RB_TEST(webpLadderGrowsInBytesAndQuality) {
    const Asset asset = kodim01();
    size_t bytes = 0;
    double quality = 0;
    for (int q = 5; q <= 95; q += 15) {
        const auto coded = code(fmt::format("webp:method=2,quality={}", q), asset);
        const double db = psnr(asset, coded.decoded);
        CHECK(coded.size() > bytes);
        CHECK(db > quality);
        bytes = coded.size();
        quality = db;
    }
    // 4:2:0 in limited range is a ceiling that no quality lifts.
    CHECK(quality < 50);
}

RB_TEST(webpGreyStaysGreyWhenLossy) {
    const Asset asset = pictureAsset(picturePart(48, 32, 1, DType::u8));
    const auto coded = code("webp:quality=90", asset);
    CHECK_EQ(coded.decoded.parts.at(0).shape.at(2), 1);
    CHECK(psnr(asset, coded.decoded) > 35);
}

RB_TEST(webpNearLosslessAndSharpChangeBytes) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(dataFolder() / "images/kodim03.png", job));
    const auto exact = code("webp:lossless=true", asset),
               near = code("webp:lossless=true,near_lossless=40", asset);
    CHECK(samePixels(asset, exact.decoded));
    CHECK(near.size() < exact.size());
    CHECK(psnr(asset, near.decoded) > 35);
    const auto plain = code("webp:method=1", asset), sharp = code("webp:method=1,sharp_yuv=true", asset);
    CHECK(!std::ranges::equal(plain.file().view, sharp.file().view));
    CHECK(psnr(asset, sharp.decoded) > 30);
}

RB_TEST(webpBytesAreAFileThatTheReaderOpens) {
    const Asset asset = pictureAsset(picturePart(40, 30, 3, DType::u8));
    const auto coded = code("webp:quality=90", asset);
    const auto path = temporaryFolder() / "coded.webp";
    CHECK(bool(writeFile(path, coded.file().view)));
    CHECK_EQ(std::filesystem::file_size(path), coded.size());
    JobContext job;
    CHECK(samePixels(REQUIRE(openAsset(path, job)), coded.decoded));
}

RB_TEST(webpRefusesWhatItCannotHold) {
    const auto method = REQUIRE(findMethod("webp"));
    CHECK_ERROR(method->accepts(picturePart(4, 4, 2, DType::u8)), ErrorKind::unsupported);
    CHECK_ERROR(method->accepts(picturePart(4, 4, 3, DType::u16)), ErrorKind::unsupported);
    CHECK_ERROR(method->accepts(picturePart(1, 16384, 1, DType::u8)), ErrorKind::unsupported);
}

RB_TEST(webpDamagedStreams) {
    checkDamaged("webp:quality=80", pictureAsset(picturePart(40, 30, 3, DType::u8)));
    checkDamaged("webp:lossless=true", pictureAsset(picturePart(40, 30, 4, DType::u8)));
}

RB_TEST(webpThreadsDoNotMatter) {
    const Asset asset = pictureAsset(picturePart(64, 80, 4, DType::u8));
    CHECK(std::ranges::equal(code("webp", asset, 1).file().view, code("webp", asset, 4).file().view));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/make_pictures.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(jpegKeepsShapeOnOddSizes) {
    for (const auto& [h, w] : {std::pair{1, 1}, std::pair{7, 5}, std::pair{33, 17}})
        for (const int channels : {1, 3})
            for (const char* chroma : {"420", "422", "444"}) {
                const Asset asset = pictureAsset(picturePart(h, w, channels, DType::u8));
                const auto coded = code(fmt::format("jpeg:quality=95,subsampling={}", chroma), asset);
                CHECK_EQ(coded.decoded.parts.at(0).shape == asset.parts[0].shape, true);
                CHECK(psnr(asset, coded.decoded) > 25);
            }
}

RB_TEST(jpegLadderGrowsInBytesAndQuality) {
    const Asset asset = kodim01();
    size_t bytes = 0;
    double quality = 0;
    for (int q = 5; q <= 95; q += 5) {
        const auto coded = code(fmt::format("jpeg:quality={}", q), asset);
        CHECK(coded.size() > bytes);
        const double db = psnr(asset, coded.decoded);
        CHECK(db > quality);
        bytes = coded.size();
        quality = db;
    }
}

RB_TEST(jpegTablesForThePictureAndScansSaveBytes) {
    const Asset asset = kodim01();
    for (const int q : {20, 50, 75, 95}) {
        const auto plain = code(fmt::format("jpeg:quality={}", q), asset);
        const auto optimised = code(fmt::format("jpeg:quality={},optimise=true", q), asset);
        const auto progressive = code(fmt::format("jpeg:quality={},progressive=true", q), asset);
        CHECK(optimised.size() <= plain.size());
        CHECK(progressive.size() <= plain.size());
        CHECK(samePixels(plain.decoded, optimised.decoded));
        CHECK(samePixels(plain.decoded, progressive.decoded));
    }
}

// Full-range BT.601 and back costs 53.0 dB on random colours before any quantisation; quality 100 rounds
// coefficients on top of that.
RB_TEST(jpegMatrixIsBt601FullRange) {
    std::vector<uint8_t> red(16 * 16 * 3, 0);
    for (size_t i = 0; i < red.size(); i += 3)
        red[i] = 255;
    Part part;
    part.name = "image";
    part.role = "image";
    const Asset asset = pictureAsset(memoryPart(part, TensorView{DType::u8, {16, 16, 3}, ownBytes(red)}));
    const auto coded = code("jpeg:quality=100,subsampling=444", asset);
    // Y' = 0.299 * 255 = 76.2 -> 76, Cb 85, Cr 255 (clipped from 255.5): R 254, G and B near 0.
    const Bytes pixels = bytesOf(coded.decoded.parts[0]);
    CHECK_NEAR(std::to_integer<int>(pixels.view[0]), 254, 1);
    CHECK_NEAR(std::to_integer<int>(pixels.view[1]), 0, 1);
    CHECK_NEAR(std::to_integer<int>(pixels.view[2]), 0, 1);
}

RB_TEST(jpegRefusesWhatItCannotHold) {
    const auto method = REQUIRE(findMethod("jpeg"));
    CHECK_ERROR(method->accepts(picturePart(4, 4, 4, DType::u8)), ErrorKind::unsupported);
    CHECK_ERROR(method->accepts(picturePart(4, 4, 3, DType::u16)), ErrorKind::unsupported);
    Part weight = picturePart(4, 4, 3, DType::u8);
    weight.role = "weight";
    CHECK_ERROR(method->accepts(weight), ErrorKind::unsupported);
}

RB_TEST(jpegBytesAreAFileThatTheReaderOpens) {
    const Asset asset = pictureAsset(picturePart(40, 30, 3, DType::u8));
    const auto coded = code("jpeg:quality=90", asset);
    const auto path = temporaryFolder() / "coded.jpg";
    CHECK(bool(writeFile(path, coded.file().view)));
    CHECK_EQ(std::filesystem::file_size(path), coded.size());
    JobContext job;
    const Asset file = REQUIRE(openAsset(path, job));
    CHECK(samePixels(file, coded.decoded));
}

RB_TEST(jpegDamagedStreams) {
    checkDamaged("jpeg:quality=80", pictureAsset(picturePart(40, 30, 3, DType::u8)));
    checkDamaged("jpeg:quality=80,progressive=true", pictureAsset(picturePart(40, 30, 3, DType::u8)));
}

RB_TEST(jpegThreadsDoNotMatter) {
    const Asset asset = pictureAsset(picturePart(64, 80, 3, DType::u8));
    CHECK(std::ranges::equal(code("jpeg", asset, 1).file().view, code("jpeg", asset, 4).file().view));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/make_pictures.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(jxlLosslessIsBitExact) {
    for (const auto& [h, w] : {std::pair{1, 1}, std::pair{7, 5}, std::pair{33, 17}})
        for (const int channels : {1, 2, 3, 4})
            for (const DType dtype : {DType::u8, DType::u16})
                for (const bool noise : {false, true}) {
                    const Asset asset = pictureAsset(picturePart(h, w, channels, dtype, noise));
                    CHECK(samePixels(asset, code("jxl:distance=0,effort=3", asset).decoded));
                }
}

RB_TEST(jxlLadderGrowsInBytesAndQuality) {
    const Asset asset = kodim01();
    size_t bytes = SIZE_MAX;
    double quality = 1000;
    for (const double distance : {0.3, 0.7, 1.0, 2.0, 4.0, 8.0, 15.0}) {
        const auto coded = code(fmt::format("jxl:effort=3,distance={}", distance), asset);
        const double db = psnr(asset, coded.decoded);
        CHECK(coded.size() < bytes);
        CHECK(db < quality);
        bytes = coded.size();
        quality = db;
    }
    CHECK(psnr(asset, code("jxl:effort=3,distance=0.3", asset).decoded) > 38);
}

RB_TEST(jxlLossyKeepsGreyAlphaAndSixteenBits) {
    for (const int channels : {1, 2, 3, 4})
        for (const DType dtype : {DType::u8, DType::u16}) {
            const Asset asset = pictureAsset(picturePart(40, 48, channels, dtype));
            for (const bool modular : {false, true}) {
                const auto coded = code(fmt::format("jxl:distance=0.5,effort=3,modular={}", modular), asset);
                CHECK(psnr(asset, coded.decoded) > 30);
            }
        }
}

RB_TEST(jxlBytesAreAFileThatTheReaderOpens) {
    JobContext job;
    for (const char* spec : {"jxl:distance=1,effort=3", "jxl:distance=0,effort=3"})
        for (const DType dtype : {DType::u8, DType::u16}) {
            const Asset asset = pictureAsset(picturePart(40, 30, 4, dtype));
            const auto coded = code(spec, asset);
            const auto path = temporaryFolder() / "coded.jxl";
            CHECK(bool(writeFile(path, coded.file().view)));
            CHECK_EQ(std::filesystem::file_size(path), coded.size());
            CHECK(samePixels(REQUIRE(openAsset(path, job)), coded.decoded));
        }
}

RB_TEST(jxlDamagedStreams) {
    checkDamaged("jxl:distance=1,effort=3", pictureAsset(picturePart(40, 30, 3, DType::u8)));
    checkDamaged("jxl:distance=0,effort=3", pictureAsset(picturePart(23, 30, 4, DType::u16)));
}

RB_TEST(jxlThreadsDoNotMatter) {
    const Asset asset = kodim01();
    for (const char* spec : {"jxl:effort=3", "jxl:distance=0,effort=3"}) {
        const auto one = code(spec, asset, 1), four = code(spec, asset, 4);
        CHECK(std::ranges::equal(one.file().view, four.file().view));
        CHECK(samePixels(one.decoded, four.decoded));
    }
}

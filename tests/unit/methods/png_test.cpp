// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/make_pictures.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(pngIsBitExact) {
    for (const auto& [h, w] : {std::pair{1, 1}, std::pair{7, 5}, std::pair{33, 17}, std::pair{64, 64}})
        for (const int channels : {1, 2, 3, 4})
            for (const DType dtype : {DType::u8, DType::u16})
                for (const bool noise : {false, true}) {
                    const Asset asset = pictureAsset(picturePart(h, w, channels, dtype, noise));
                    CHECK(samePixels(asset, code("png", asset).decoded));
                }
}

RB_TEST(pngEveryFilterLevelAndStrategy) {
    const Asset asset = pictureAsset(picturePart(40, 31, 3, DType::u16));
    for (const char* filter : {"none", "sub", "up", "average", "paeth", "adaptive", "search"})
        for (const int level : {0, 1, 9})
            for (const char* strategy : {"auto", "default", "filtered", "huffman", "rle"}) {
                const auto spec = fmt::format("png:filter={},level={},strategy={}", filter, level, strategy);
                CHECK(samePixels(asset, code(spec, asset).decoded));
            }
}

RB_TEST(pngSearchIsTheSmallest) {
    const Asset asset = kodim01();
    const size_t best = code("png:filter=search,level=1", asset).size();
    for (const char* filter : {"none", "sub", "up", "average", "paeth", "adaptive"})
        CHECK(best <= code(fmt::format("png:filter={},level=1", filter), asset).size());
    CHECK(code("png:level=1", asset).size() < code("png:level=0", asset).size());
}

RB_TEST(pngBytesAreAFileThatTheReaderOpens) {
    const Asset asset = pictureAsset(picturePart(21, 30, 4, DType::u16));
    const auto coded = code("png", asset);
    const auto path = temporaryFolder() / "coded.png";
    CHECK(bool(writeFile(path, coded.file().view)));
    CHECK_EQ(std::filesystem::file_size(path), coded.size());
    JobContext job;
    CHECK(samePixels(REQUIRE(openAsset(path, job)), asset));
}

RB_TEST(pngRefusesWhatItCannotHold) {
    const auto method = REQUIRE(findMethod("png"));
    CHECK_ERROR(method->accepts(picturePart(4, 4, 5, DType::u8)), ErrorKind::unsupported);
    Part real = picturePart(4, 4, 3, DType::u8);
    real.dtype = DType::f32;
    CHECK_ERROR(method->accepts(real), ErrorKind::unsupported);
    Part weight = picturePart(4, 4, 3, DType::u8);
    weight.role = "weight";
    CHECK_ERROR(method->accepts(weight), ErrorKind::unsupported);
}

RB_TEST(pngDamagedStreams) {
    checkDamaged("png", pictureAsset(picturePart(40, 30, 3, DType::u8)));
    checkDamaged("png", pictureAsset(picturePart(13, 9, 4, DType::u16)));
}

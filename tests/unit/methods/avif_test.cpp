// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/make_pictures.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(avifIdentityIsBitExact) {
    const char* spec = "avif:quantizer=0,matrix=identity,chroma=444,speed=9";
    for (const auto& [h, w] : {std::pair{1, 1}, std::pair{7, 5}, std::pair{33, 17}})
        for (const int channels : {1, 3, 4})
            for (const bool noise : {false, true}) {
                const Asset asset = pictureAsset(picturePart(h, w, channels, DType::u8, noise));
                CHECK(samePixels(asset, code(spec, asset).decoded));
            }
}

// A "lossless" codec behind a matrix is not lossless: what the matrix and 8 or 10 bits alone cost on
// uniformly random R, G, B.
RB_TEST(avifColourCeilings) {
    const Asset asset = pictureAsset(picturePart(256, 256, 3, DType::u8, true));
    const auto ceiling = [&](const char* matrix, const char* range, int depth) {
        const auto spec = fmt::format(
            "avif:quantizer=0,chroma=444,speed=10,matrix={},range={},depth={}", matrix, range, depth
        );
        return psnr(asset, code(spec, asset).decoded);
    };
    CHECK_NEAR(ceiling("bt601", "full", 8), 53.0, 0.1);
    CHECK_NEAR(ceiling("bt601", "limited", 8), 52.1, 0.1);
    // Two more bits carry 8-bit R, G, B exactly.
    CHECK(std::isinf(ceiling("bt601", "limited", 10)));
}

RB_TEST(avifColourCeilingOfTenBits) {
    // Random values of 10 bits, stretched to the 16 that the part holds, and rounded back to 10 afterwards.
    Rng rng(11, "ten bits");
    std::vector<uint16_t> ten(256 * 256 * 3), sixteen;
    for (auto& value : ten) {
        value = static_cast<uint16_t>(rng.below(1024));
        sixteen.push_back(static_cast<uint16_t>((value * 65535u + 511) / 1023));
    }
    Part part;
    part.name = "image";
    part.role = "image";
    const Asset asset =
        pictureAsset(memoryPart(part, TensorView{DType::u16, {256, 256, 3}, ownBytes(std::move(sixteen))}));
    const auto coded =
        code("avif:quantizer=0,chroma=444,speed=10,matrix=bt601,range=limited,depth=10", asset);
    const Bytes bytes = bytesOf(coded.decoded.parts[0]);
    double sum = 0;
    for (size_t i = 0; i < ten.size(); ++i) {
        uint16_t value = 0;
        std::memcpy(&value, bytes.data() + 2 * i, 2);
        const double error = std::round(value * 1023.0 / 65535) - ten[i];
        sum += error * error;
    }
    CHECK_NEAR(10 * std::log10(1023.0 * 1023 * double(ten.size()) / sum), 64.2, 0.1);
}

RB_TEST(avifMatrixAndRangeAreWhatTheFileSays) {
    const Asset asset = pictureAsset(picturePart(32, 32, 3, DType::u8));
    std::vector<Bytes> files;
    for (const char* matrix : {"bt601", "bt709"})
        for (const char* range : {"full", "limited"}) {
            const auto coded = code(
                fmt::format("avif:quantizer=4,chroma=444,speed=9,matrix={},range={}", matrix, range), asset
            );
            CHECK(
                psnr(asset, coded.decoded) > 38
            ); // a wrong matrix or range on the way back costs 10 dB or more
            files.push_back(coded.file());
        }
    CHECK(!std::ranges::equal(files[0].view, files[2].view));
    CHECK(!std::ranges::equal(files[0].view, files[1].view));
}

RB_TEST(avifLadderGrowsInBytesAndQuality) {
    const Asset asset = kodim01();
    size_t bytes = SIZE_MAX;
    double quality = 1000;
    for (const int q : {0, 8, 20, 32, 44, 56, 63}) {
        const auto coded = code(fmt::format("avif:speed=9,quantizer={}", q), asset);
        const double db = psnr(asset, coded.decoded);
        CHECK(coded.size() < bytes);
        CHECK(db < quality);
        bytes = coded.size();
        quality = db;
    }
}

RB_TEST(avifKeepsDepthsChromaAndAlpha) {
    for (const int channels : {1, 3, 4})
        for (const char* chroma : {"420", "422", "444"})
            for (const int depth : {8, 10, 12})
                for (const DType dtype : {DType::u8, DType::u16}) {
                    const Asset asset = pictureAsset(picturePart(17, 31, channels, dtype));
                    const auto spec =
                        fmt::format("avif:quantizer=8,speed=10,chroma={},depth={}", chroma, depth);
                    CHECK(psnr(asset, code(spec, asset).decoded) > 25);
                }
}

RB_TEST(avifRefusesWhatItCannotHold) {
    JobContext job;
    const auto method = REQUIRE(findMethod("avif"));
    CHECK_ERROR(method->accepts(picturePart(4, 4, 2, DType::u8)), ErrorKind::unsupported);
    const Asset asset = pictureAsset(picturePart(8, 8, 3, DType::u8));
    CHECK_ERROR(encodeAsset(specOf("avif:matrix=identity"), asset, {}, job), ErrorKind::badParams);
}

RB_TEST(avifBytesAreAFileThatTheReaderOpens) {
    JobContext job;
    const Asset asset = pictureAsset(picturePart(40, 30, 4, DType::u8));
    const auto coded = code("avif:speed=9", asset);
    const auto path = temporaryFolder() / "coded.avif";
    CHECK(bool(writeFile(path, coded.file().view)));
    CHECK_EQ(std::filesystem::file_size(path), coded.size());
    const Asset file = REQUIRE(openAsset(path, job));
    CHECK_EQ(file.reader, "image");
    CHECK(samePixels(file, coded.decoded));
}

RB_TEST(avifDamagedStreams) {
    checkDamaged("avif:speed=9", pictureAsset(picturePart(40, 30, 3, DType::u8)));
    checkDamaged("avif:speed=9,depth=10", pictureAsset(picturePart(23, 30, 4, DType::u8)));
}

RB_TEST(avifThreadsDoNotMatter) {
    const Asset asset = kodim01();
    CHECK(std::ranges::equal(
        code("avif:speed=9", asset, 1).file().view, code("avif:speed=9", asset, 4).file().view
    ));
}

// On photographs AVIF beats WebP beats JPEG: at no more bytes, a better picture.
RB_TEST(avifBeatsWebpBeatsJpeg) {
    const Asset asset = kodim01();
    const auto jpeg = code("jpeg:quality=50", asset);
    const auto nextBest = [&](const std::string& before, int from, int to, int step, size_t budget) {
        for (int value = from; value != to; value += step) {
            auto coded = code(fmt::format("{}{}", before, value), asset);
            if (coded.size() <= budget) return coded;
        }
        throw Stop{};
    };
    const auto webp = nextBest("webp:quality=", 90, 0, -2, jpeg.size());
    const auto avif = nextBest("avif:speed=8,quantizer=", 10, 63, 1, webp.size());
    const double a = psnr(asset, avif.decoded), w = psnr(asset, webp.decoded), j = psnr(asset, jpeg.decoded);
    CHECK(w > j);
    CHECK(a > w);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/bytes_io.hpp"
#include "engine/core/limits.hpp"
#include "tests/support/make_pictures.hpp"

#include <zlib.h>

#include <fstream>

using namespace rarebit;
using namespace rarebit::test;

namespace {

using Raw = std::vector<std::byte>;

Raw raw(std::string_view text) {
    const auto view = std::as_bytes(std::span(text.data(), text.size()));
    return {view.begin(), view.end()};
}

std::filesystem::path save(const std::string& name, std::span<const std::byte> bytes) {
    static int counter = 0;
    const auto folder = temporaryFolder() / fmt::format("case{}", counter++);
    std::filesystem::create_directories(folder);
    std::ofstream(folder / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return folder / name;
}

Raw readAll(const std::filesystem::path& path) {
    const Bytes bytes = REQUIRE(mapFile(path));
    return {bytes.view.begin(), bytes.view.end()};
}

// Opens and loads everything; the first error of either.
Status openAndLoad(const std::filesystem::path& path) {
    JobContext job;
    Status status = Ok{};
    const Status ended = guarded("reading", [&]() -> Status {
        RB_TRY(const Asset asset, openAsset(path, job));
        if (asset.reader != "image") return internalError("another reader took it: " + asset.reader, "test");
        for (const auto& part : asset.parts)
            if (const auto payload = loadWhole(part, job); !payload) return payload.error();
        return Ok{};
    });
    if (!ended && ended.error().kind == ErrorKind::internal)
        fail(__FILE__, __LINE__, path.string() + ": " + ended.error().what);
    return ended;
}

void checkBroken(const std::string& name, std::span<const std::byte> bytes) {
    const auto status = openAndLoad(save(name, bytes));
    if (status)
        fail(__FILE__, __LINE__, fmt::format("{} of {} bytes opens", name, bytes.size()));
    else
        CHECK(!status.error().what.empty() && !status.error().where.empty() && !status.error().fix.empty());
}

std::filesystem::path written(const std::string& name, const std::vector<Part>& parts) {
    JobContext job;
    Asset asset = pictureAsset(parts.front());
    asset.parts = parts;
    const auto path = save(name, {});
    const auto reader = REQUIRE(findReader("image"));
    REQUIRE(reader->write(asset, path, job));
    return path;
}

Part typedPart(DType dtype, std::vector<int64_t> shape) {
    Rng rng(5, "typed");
    std::vector<uint8_t> bytes(tensorBytes(dtype, shape).value());
    for (auto& b : bytes)
        b = static_cast<uint8_t>(rng.below(128)); // no NaN patterns in floats
    Part part;
    part.role = "image";
    part.name = "image";
    return memoryPart(part, TensorView{dtype, std::move(shape), ownBytes(std::move(bytes))});
}

void checkRoundTrip(const std::string& name, const std::vector<Part>& parts) {
    JobContext job;
    const Asset back = REQUIRE(openAsset(written(name, parts), job));
    CHECK_EQ(back.reader, "image");
    CHECK_EQ(back.kind, "image");
    CHECK_EQ(back.parts.size(), parts.size());
    for (size_t i = 0; i < std::min(back.parts.size(), parts.size()); ++i)
        if (!REQUIRE(sameContent(back.parts[i], parts[i], job)))
            fail(__FILE__, __LINE__, fmt::format("{} part {} differs", name, i));
}

// One whole file of each format that can be written here, and a JPEG, an AVIF and a GIF.
std::vector<std::pair<std::string, Raw>> wholeFiles() {
    std::vector<std::pair<std::string, Raw>> out;
    const Part u8 = picturePart(20, 23, 3, DType::u8), u16 = picturePart(20, 23, 1, DType::u16);
    for (const char* name : {"a.png", "a.bmp", "a.ppm", "a.webp", "a.tiff", "a.jxl"})
        out.emplace_back(name, readAll(written(name, {u8})));
    for (const char* name : {"b.png", "b.pgm", "b.tif"})
        out.emplace_back(name, readAll(written(name, {u16})));
    out.emplace_back("a.exr", readAll(written("a.exr", {typedPart(DType::f32, {9, 11, 3})})));
    out.emplace_back("a.pfm", readAll(written("a.pfm", {typedPart(DType::f32, {9, 11, 3})})));
    for (const char* spec : {"jpeg", "jpeg:progressive=true", "avif:speed=10", "webp"}) {
        const Bytes file = code(spec, pictureAsset(u8)).file();
        out.emplace_back(
            spec[0] == 'j'   ? "c.jpg"
            : spec[0] == 'a' ? "c.avif"
                             : "c.webp",
            Raw(file.view.begin(), file.view.end())
        );
    }
    return out;
}

// A GIF of 2 x 2 pixels with two frames; LZW codes of 3 bits: clear, four pixels, end.
Raw smallGif(std::string_view codes = std::string_view("\x44\x02\x05", 3)) {
    ByteWriter w;
    w.bytes(raw("GIF89a"));
    w.u16(2);
    w.u16(2);
    for (const int b : {0x80, 0, 0, 10, 20, 30, 200, 210, 220})
        w.u8(static_cast<uint8_t>(b));
    for (int frame = 0; frame < 2; ++frame) {
        w.bytes(raw(std::string_view("\x21\xf9\x04\x00\x00\x00\x00\x00", 8)));
        w.u8(0x2C);
        for (const int v : {0, 0, 2, 2})
            w.u16(static_cast<uint16_t>(v));
        w.u8(0);
        w.u8(2);
        w.u8(static_cast<uint8_t>(codes.size()));
        w.bytes(raw(codes));
        w.u8(0);
    }
    w.u8(0x3B);
    return w.take();
}

struct TiffEntry {
    uint16_t tag, type;
    uint32_t count, value;
};
// Little-endian TIFF of one directory at byte 8, followed by `tail`.
Raw tiff(const std::vector<TiffEntry>& entries, uint32_t next, std::string_view tail) {
    ByteWriter w;
    w.bytes(raw(std::string_view("II*\0\x08\0\0\0", 8)));
    w.u16(static_cast<uint16_t>(entries.size()));
    for (const auto& e : entries) {
        w.u16(e.tag);
        w.u16(e.type);
        w.u32(e.count);
        w.u32(e.value);
    }
    w.u32(next);
    w.bytes(raw(tail));
    return w.take();
}
std::vector<TiffEntry> tiffPicture(uint32_t width, uint32_t height, uint32_t offset, uint32_t count) {
    return {
        {256, 4, 1, width},
        {257, 4, 1, height},
        {258, 3, 1, 8},
        {259, 3, 1, 1},
        {262, 3, 1, 1},
        {273, 4, 1, offset},
        {277, 3, 1, 1},
        {278, 4, 1, height},
        {279, 4, 1, count}};
}

void put(Raw& bytes, size_t at, uint64_t value, size_t count, bool bigEndian) {
    for (size_t i = 0; i < count; ++i)
        bytes.at(at + (bigEndian ? count - 1 - i : i)) = static_cast<std::byte>(value >> (8 * i));
}

Bytes pixelsOf(const std::filesystem::path& path, size_t part = 0) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(path, job));
    return bytesOf(asset.parts.at(part));
}
std::string digits(const Bytes& bytes) {
    std::string out;
    for (const auto b : bytes.view)
        out += fmt::format("{} ", std::to_integer<int>(b));
    return out;
}

} // namespace

RB_TEST(picturesRoundTripThroughTheirFormats) {
    for (const auto& [h, w] : {std::pair{1, 1}, std::pair{7, 5}, std::pair{33, 70}}) {
        for (const int channels : {1, 2, 3, 4})
            for (const DType dtype : {DType::u8, DType::u16}) {
                const Part part = picturePart(h, w, channels, dtype, true);
                for (const char* name : {"a.png", "a.tiff", "a.pam", "a.jxl", "a"})
                    checkRoundTrip(name, {part});
                if (channels == 1) checkRoundTrip("a.pgm", {part});
                if (channels == 3) checkRoundTrip("a.ppm", {part});
                if (channels >= 3 && dtype == DType::u8) {
                    checkRoundTrip("a.bmp", {part});
                    checkRoundTrip("a.webp", {part});
                }
            }
        for (const int channels : {1, 2, 3, 4})
            checkRoundTrip("a.exr", {typedPart(DType::f32, {h, w, channels})});
        checkRoundTrip("a.pfm", {typedPart(DType::f32, {h, w, 3})});
    }
}

RB_TEST(tiffKeepsTypesBandsAndPages) {
    for (const DType dtype :
         {DType::u8,
          DType::i8,
          DType::u16,
          DType::i16,
          DType::u32,
          DType::i32,
          DType::f16,
          DType::f32,
          DType::f64})
        for (const int channels : {1, 3, 7})
            checkRoundTrip("a.tif", {typedPart(dtype, {5, 6, channels}), typedPart(DType::u8, {3, 2, 1})});
}

RB_TEST(lossyAndSinglePictureFormatsAreNotWritten) {
    JobContext job;
    const auto reader = REQUIRE(findReader("image"));
    const Asset asset = pictureAsset(picturePart(4, 4, 3, DType::u8));
    for (const char* name : {"a.jpg", "a.gif", "a.avif"})
        CHECK_ERROR(reader->write(asset, temporaryFolder() / name, job), ErrorKind::unsupported);
    Asset two = asset;
    two.parts.push_back(two.parts[0]);
    for (const char* name : {"a.png", "a.bmp", "a.webp", "a.exr", "a.jxl"})
        CHECK_ERROR(reader->write(two, temporaryFolder() / name, job), ErrorKind::unsupported);
    CHECK_ERROR(
        reader->write(pictureAsset(picturePart(4, 4, 3, DType::u16)), temporaryFolder() / "a.bmp", job),
        ErrorKind::unsupported
    );
}

RB_TEST(infoSaysWhatTheHeaderSays) {
    JobContext job;
    const Asset asset = kodim01();
    CHECK_EQ(asset.counts.at("format").asString(), "png");
    CHECK_EQ(asset.counts.at("width").asInt(), 768);
    CHECK_EQ(asset.counts.at("height").asInt(), 512);
    CHECK_EQ(asset.counts.at("channels").asInt(), 3);
    CHECK_EQ(asset.parts.at(0).byteSize, 768u * 512 * 3);
    CHECK(asset.meta.isNull());
    const Asset palette = REQUIRE(openAsset(dataFolder() / "images/formats/scribble_P_RGB.bmp", job));
    CHECK_EQ(palette.counts.at("palette").asString(), "expanded");
    const Asset geo = REQUIRE(openAsset(dataFolder() / "images/formats/geotiff.tif", job));
    CHECK(geo.counts.at("geotiff").asBool());
}

RB_TEST(rowRangesAreCutFromThePicture) {
    JobContext job;
    const Asset asset = kodim01();
    const Bytes whole = bytesOf(asset.parts.at(0));
    const Payload rows = REQUIRE(asset.parts[0].load({100, 110}, job));
    const auto& tensor = std::get<TensorView>(rows);
    CHECK_EQ(tensor.shape.at(0), 10);
    CHECK(std::ranges::equal(tensor.bytes.view, whole.view.subspan(100 * 768 * 3, 10 * 768 * 3)));
    CHECK_ERROR(asset.parts[0].load({600, 610}, job), ErrorKind::badParams);
}

RB_TEST(portableMapsByHand) {
    const auto at = [](const char* name, std::string_view text) {
        return digits(pixelsOf(save(name, raw(text))));
    };
    CHECK_EQ(at("a.pbm", "P1\n# a comment\n3 2\n0 1 0\n110\n"), "255 0 255 0 0 255 ");
    CHECK_EQ(at("a.pbm", std::string_view("P4 3 2\n\x40\xc0", 9)), "255 0 255 0 0 255 ");
    CHECK_EQ(at("a.pgm", "P2\n2 2 #\n255\n0 7\n255 9"), "0 7 255 9 ");
    CHECK_EQ(at("a.ppm", "P3 1 1 1000 1 2 1000\n"), "1 0 2 0 232 3 "); // values kept, two bytes each
    CHECK_EQ(at("a.pgm", std::string_view("P5 2 1 65535\n\x01\x02\x03\x04", 17)), "2 1 4 3 ");
    JobContext job;
    const Asset two = REQUIRE(openAsset(save("two.pgm", raw("P5 1 1 255\nAP5 1 1 255\nB")), job));
    CHECK_EQ(two.parts.size(), 2u);
    CHECK_EQ(digits(bytesOf(two.parts.at(1))), "66 ");
}

RB_TEST(bitmapRunsByHand) {
    // 4 x 2 pixels, 8 bits, run-length coded: bottom row 3 x entry 1, then literal 2; top row skipped to its
    // end.
    ByteWriter w;
    w.bytes(raw("BM"));
    for (const uint32_t v : {0u, 0u, 66u, 40u, 4u, 2u})
        w.u32(v);
    w.u16(1);
    w.u16(8);
    for (const uint32_t v : {1u, 0u, 0u, 0u, 3u, 0u})
        w.u32(v);
    for (const int b : {9, 9, 9, 0, 3, 2, 1, 0, 6, 5, 4, 0})
        w.u8(static_cast<uint8_t>(b));
    const Raw head = w.take();
    const auto with = [&](std::string_view runs) {
        Raw bytes = head;
        const Raw tail = raw(runs);
        bytes.insert(bytes.end(), tail.begin(), tail.end());
        return bytes;
    };
    const Raw whole = with(std::string_view("\x03\x01\x01\x02\x00\x00\x02\x02\x00\x01", 10));
    CHECK_EQ(digits(pixelsOf(save("a.bmp", whole))), "4 5 6 4 5 6 9 9 9 9 9 9 1 2 3 1 2 3 1 2 3 4 5 6 ");
    checkBroken("cut.bmp", with(std::string_view("\x03\x01\x01\x02\x00\x00\x02\x02", 8)));
    checkBroken("wide.bmp", with(std::string_view("\x05\x01\x00\x00\x00\x01", 6)));
}

RB_TEST(gifFramesInAnyOrder) {
    CHECK_EQ(digits(pixelsOf(save("a.gif", smallGif()), 1)), "10 20 30 200 210 220 200 210 220 10 20 30 ");
    JobContext job;
    const auto path = dataFolder() / "images/formats/newtonscradle.gif";
    const Asset inOrder = REQUIRE(openAsset(path, job));
    CHECK_EQ(inOrder.parts.size(), 36u);
    std::vector<Raw> frames;
    for (const auto& part : inOrder.parts) {
        const Bytes bytes = bytesOf(part);
        frames.emplace_back(bytes.view.begin(), bytes.view.end());
    }
    const Asset jumping = REQUIRE(openAsset(path, job));
    for (const size_t frame : {size_t{30}, size_t{2}, size_t{2}, size_t{35}, size_t{0}})
        CHECK(std::ranges::equal(bytesOf(jumping.parts.at(frame)).view, frames.at(frame)));
    CHECK(frames[0] != frames[20]);
}

RB_TEST(cutFilesAreErrors) {
    for (const auto& [name, bytes] : wholeFiles()) {
        CHECK(bool(openAndLoad(save(name, bytes))));
        Rng rng(9, name);
        for (int trial = 0; trial < 60; ++trial)
            checkBroken(
                name,
                std::span(bytes).first(trial < 20 ? static_cast<size_t>(trial) : rng.below(bytes.size()))
            );
    }
    const Raw gif = smallGif();
    for (size_t size = 0; size + 1 < gif.size(); ++size)
        checkBroken("a.gif", std::span(gif).first(size));
}

RB_TEST(flippedBitsNeverCrash) {
    auto files = wholeFiles();
    files.emplace_back("a.gif", smallGif());
    for (const auto& [name, bytes] : files) {
        Rng rng(10, name);
        for (int trial = 0; trial < 150; ++trial) {
            Raw damaged = bytes;
            // Half of the trials aim at the header.
            const size_t reach = trial % 2 ? damaged.size() : std::min<size_t>(damaged.size(), 100);
            for (int i = 0; i < 1 + trial % 4; ++i)
                damaged[rng.below(reach)] ^= std::byte(1 << rng.below(8));
            const auto status = openAndLoad(save(name, damaged));
            if (!status) CHECK(!status.error().fix.empty());
        }
    }
}

RB_TEST(contentThatIsNotThePictureOfItsName) {
    for (const char* suffix :
         {"png",
          "jpg",
          "jpeg",
          "webp",
          "tif",
          "tiff",
          "bmp",
          "gif",
          "pnm",
          "ppm",
          "pgm",
          "pbm",
          "exr",
          "jxl",
          "avif"}) {
        checkBroken(fmt::format("empty.{}", suffix), {});
        checkBroken(
            fmt::format("text.{}", suffix), raw("Just some text, several words of it.\nAnd a line.\n")
        );
        checkBroken(fmt::format("zeros.{}", suffix), Raw(3000));
    }
}

RB_TEST(hugeAndEmptyHeaders) {
    const auto files = wholeFiles();
    const auto whole = [&](std::string_view name) {
        for (const auto& [n, bytes] : files)
            if (n == name) return bytes;
        throw Stop{};
    };
    for (const uint64_t side : {uint64_t(0), uint64_t(0x7fffffff)}) {
        Raw png = whole("a.png"); // with a right checksum of the header, so that the size itself is met
        put(png, 16, side, 4, true);
        put(png, 20, side, 4, true);
        put(png, 29, crc32(0, reinterpret_cast<const Bytef*>(png.data() + 12), 17), 4, true);
        checkBroken("size.png", png);
        Raw bmp = whole("a.bmp");
        put(bmp, 18, side, 4, false);
        put(bmp, 22, side, 4, false);
        checkBroken("size.bmp", bmp);
        Raw exr = whole("a.exr");
        const std::string_view text(reinterpret_cast<const char*>(exr.data()), exr.size());
        put(exr, text.find("dataWindow") + 10 + 1 + 6 + 4 + 8, side - 1, 4, false);
        put(exr, text.find("dataWindow") + 10 + 1 + 6 + 4 + 12, side - 1, 4, false);
        checkBroken("size.exr", exr);
        const auto n = static_cast<uint32_t>(side);
        checkBroken("size.tif", tiff(tiffPicture(n, n, 122, 4), 0, "abcd"));
        checkBroken("size.ppm", raw(fmt::format("P6 {} {} 255\nabc", side, side)));
        checkBroken("size.pgm", raw(fmt::format("P2 {} {} 255 1 2 3", side, side)));
        Raw jpeg = whole("c.jpg");
        const std::string_view scan(reinterpret_cast<const char*>(jpeg.data()), jpeg.size());
        put(jpeg, scan.find("\xff\xc0") + 5, side & 0xffff, 2, true);
        put(jpeg, scan.find("\xff\xc0") + 7, side & 0xffff, 2, true);
        checkBroken("size.jpg", jpeg);
        Raw gif = smallGif();
        put(gif, 6, side & 0xffff, 2, false);
        put(gif, 8, side & 0xffff, 2, false);
        checkBroken("size.gif", gif);
    }
    Raw webp = whole("a.webp"); // VP8L: 14 bits each for width - 1 and height - 1
    put(webp, 21, 0xffffffff, 4, false);
    checkBroken("size.webp", webp);
}

RB_TEST(brokenFilesByName) {
    checkBroken("lzw.gif", smallGif(std::string_view("\xff\xff\xff", 3)));
    checkBroken("short.gif", smallGif(std::string_view("\x2c", 1)));
    checkBroken("cyclic.tif", tiff(tiffPicture(2, 2, 122, 4), 8, "abcd"));
    // A wrong count of a single strip is mended by libtiff, so the data itself has to be short.
    checkBroken("strip_count.tif", tiff(tiffPicture(2, 2, 122, 0xfffffff0), 0, "abc"));
    checkBroken("strip_offset.tif", tiff(tiffPicture(2, 2, 0xfffffff0, 4), 0, "abcd"));
    checkBroken("strip_short.tif", tiff(tiffPicture(2, 2, 122, 3), 0, "abc"));
    auto manyStrips = tiffPicture(1, 0x0fffffff, 122, 4);
    manyStrips[7].value = 1; // rows per strip: 2^28 strips, whose table does not fit into the file
    checkBroken("many_strips.tif", tiff(manyStrips, 0, "abcd"));
    auto samples = tiffPicture(2, 2, 122, 4);
    samples[6].value = 65535;
    checkBroken("many_samples.tif", tiff(samples, 0, "abcd"));
    auto bits = tiffPicture(2, 2, 122, 4);
    bits[2].value = 13;
    checkBroken("odd_bits.tif", tiff(bits, 0, "abcd"));
    checkBroken("no_entries.tif", tiff({}, 0, ""));
    CHECK_EQ(
        digits(pixelsOf(save("whole.tif", tiff(tiffPicture(2, 2, 122, 4), 0, "abcd")))), "97 98 99 100 "
    );
    checkBroken("huge.pgm", raw("P2 99999999999999999999999999 2 255 1 2"));
    checkBroken("largest.pgm", raw("P5 1 1 65536\nab"));
    checkBroken("nothing.pgm", raw("P5 1 1 0\nab"));
    checkBroken("over.pgm", raw("P2 2 1 9 3 10"));
    checkBroken("letters.pgm", raw("P2 2 1 9 3 x"));
    checkBroken("comment.pgm", raw("P5 # never ends"));
    checkBroken("negative.pgm", raw("P5 -1 -1 255\nabcd"));
    checkBroken("depth.pam", raw("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 99999999\nMAXVAL 255\nENDHDR\na"));
    checkBroken("endless.pam", raw("P7\nWIDTH 1\nHEIGHT 1\n"));
}

// The samples against Pillow's, where Python has it.
RB_TEST(samplesAgreeWithPillow) {
    const auto python = pythonWith("PIL");
    std::vector<std::filesystem::path> paths;
    for (const char* name :
         {"chelsea.png", "page.png", "text.png", "scribble_P_RGB.bmp", "newtonscradle.gif", "geotiff.tif"})
        paths.push_back(dataFolder() / "images/formats" / name);
    paths.push_back(dataFolder() / "images/kodim05.png");
    for (const char* spec : {"jpeg", "jpeg:progressive=true,subsampling=422", "webp", "webp:lossless=true"}) {
        const Bytes file = code(spec, kodim01()).file();
        paths.push_back(save(spec[0] == 'j' ? "a.jpg" : "a.webp", file.view));
    }
    for (const auto& path : paths) {
        const auto out = path.filename().string() + ".raw";
        const auto target = temporaryFolder() / out;
        const auto run = runCommand(
            {"/usr/bin/env",
             python,
             "-c",
             "import sys\nfrom PIL import Image\ni=Image.open(sys.argv[1])\n"
             "i=i.convert('RGB') if i.mode=='P' else i\nopen(sys.argv[2],'wb').write(i.tobytes())",
             path.string(),
             target.string()}
        );
        CHECK_EQ(run.exitCode, 0);
        if (!std::ranges::equal(readAll(target), pixelsOf(path).view))
            fail(__FILE__, __LINE__, path.string() + " differs from Pillow's samples");
    }
}

// Variants that only another program writes: Pillow makes the file and the samples that are due.
RB_TEST(variantsWrittenByPillow) {
    const auto python = pythonWith("PIL");
    static const char* const script = R"(
import sys, os
from PIL import Image, ImageChops, ImageSequence
out = sys.argv[2]
rgb = Image.open(sys.argv[1]).convert('RGB').crop((100, 100, 161, 147))
grey = rgb.convert('L'); bw = rgb.convert('1'); pal = rgb.quantize(16); rgba = rgb.copy(); rgba.putalpha(grey)
def save(name, image, due=None, **options):
    path = os.path.join(out, name)
    image.save(path, **options)
    due = due if due is not None else Image.open(path)
    if due.mode in ('P', '1'): due = due.convert('RGB' if due.mode == 'P' else 'L')
    open(path + '.raw', 'wb').write(due.tobytes())
save('grey1.png', bw); save('palette.png', pal); save('palette_bits.png', rgb.quantize(4), bits=2)
trans = rgb.quantize(16); trans.info['transparency'] = bytes([0, 128, 255])
save('palette_alpha.png', trans, trans.convert('RGBA'), transparency=bytes([0, 128, 255]))
for c in ('tiff_lzw', 'tiff_deflate', 'packbits', 'raw', 'tiff_adobe_deflate'):
    save('c_' + c + '.tif', rgb, compression=c); save('a_' + c + '.tif', rgba, compression=c)
save('g4.tif', bw, compression='group4'); save('g3.tif', bw, compression='group3'); save('bits.tif', bw)
save('palette.tif', pal); save('cmyk.tif', rgb.convert('CMYK')); save('lab.tif', grey)
save('float.tif', grey.convert('F')); save('int.tif', grey.convert('I'))
cmyk = os.path.join(out, 'cmyk.jpg'); rgb.convert('CMYK').save(cmyk) # stored inverted; Pillow turns it over
save('cmyk.jpg', rgb.convert('CMYK'), ImageChops.invert(Image.open(cmyk))); save('grey.jpg', grey)
save('restart.jpg', rgb, quality=60, restart_marker_blocks=3)
save('bw.bmp', bw, bw.convert('RGB')); save('palette.bmp', pal); save('rgba.bmp', rgba)
save('bw.pbm', bw); save('grey.pgm', grey); save('rgb.ppm', rgb); save('x.gif', pal)
# Animations: the frames one after another, as shown.
frames = [rgb.rotate(90 * i).crop((0, 0, 40, 40)) for i in range(4)]
path = os.path.join(out, 'anim.webp')
frames[0].save(path, save_all=True, append_images=frames[1:], lossless=True)
open(path + '.raw', 'wb').write(b''.join(f.convert('RGBA').tobytes() for f in ImageSequence.Iterator(Image.open(path))))
path = os.path.join(out, 'anim.gif')
frames[0].save(path, save_all=True, append_images=frames[1:], disposal=1)
open(path + '.raw', 'wb').write(b''.join(f.convert('RGB').tobytes() for f in ImageSequence.Iterator(Image.open(path))))
path = os.path.join(out, 'pages.tif')
frames[0].save(path, save_all=True, append_images=frames[1:])
open(path + '.raw', 'wb').write(b''.join(f.tobytes() for f in frames))
)";
    const auto folder = temporaryFolder() / "pillow";
    std::filesystem::create_directories(folder);
    const auto run = runCommand(
        {"/usr/bin/env",
         python,
         "-c",
         script,
         (dataFolder() / "images/kodim05.png").string(),
         folder.string()}
    );
    CHECK_EQ(run.err, "");
    CHECK_EQ(run.exitCode, 0);
    size_t compared = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".raw") continue;
        JobContext job;
        const Asset asset = REQUIRE(openAsset(entry.path(), job));
        Raw all;
        for (const auto& part : asset.parts) {
            const Bytes bytes = bytesOf(part);
            all.insert(all.end(), bytes.view.begin(), bytes.view.end());
        }
        if (all != readAll(entry.path().string() + ".raw"))
            fail(__FILE__, __LINE__, entry.path().filename().string() + " differs from Pillow's samples");
        ++compared;
    }
    CHECK(compared > 30);
}

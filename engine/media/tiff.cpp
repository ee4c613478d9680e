// SPDX-License-Identifier: GPL-3.0-or-later
// TIFF by libtiff: every directory a page, any number of channels, integers and floats of 8 to 64 bits as
// stored, strips and tiles, GeoTIFF. Bits and nibbles are scaled to 8, palettes expanded, "white is zero"
// turned over.
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <fmt/format.h>
#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstring>
#include <optional>

namespace rarebit::media {
namespace {

constexpr uint32_t tagPixelScale = 33550, tagTiepoint = 33922, tagGeoKeys = 34735;

// A TIFF in memory, read or written, with its last error.
class File {
public:
    explicit File(View input, std::string_view where) : input_(input), where_(where) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { close(); }

    bool open(const char* mode) {
        TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
        TIFFOpenOptionsSetErrorHandlerExtR(options, onError, this);
        TIFFOpenOptionsSetWarningHandlerExtR(
            options, [](TIFF*, void*, const char*, const char*, va_list) { return 1; }, this
        );
        // One strip or tile of the largest picture that is let in.
        const uint64_t most = std::min<uint64_t>(memoryBudget(), limits().pixels * 16);
        TIFFOpenOptionsSetMaxSingleMemAlloc(options, static_cast<tmsize_t>(most));
        tiff_ = TIFFClientOpenExt(
            "picture",
            mode,
            this,
            read,
            write,
            seek,
            [](thandle_t) { return 0; },
            size,
            nullptr,
            nullptr,
            options
        );
        TIFFOpenOptionsFree(options);
        return tiff_ != nullptr;
    }
    void close() {
        if (tiff_) TIFFClose(tiff_);
        tiff_ = nullptr;
    }
    TIFF* get() const { return tiff_; }
    Error wrong(std::string_view what) const {
        return damaged(
            "TIFF", message_.empty() ? std::string(what) : fmt::format("{} ({})", what, message_), where_
        );
    }
    bool failed() const { return !message_.empty(); }
    std::string_view where() const { return where_; }
    uint64_t inputSize() const { return input_.size(); }
    std::vector<std::byte> takeOutput() { return std::move(output_); }

private:
    static int onError(TIFF*, void* self, const char*, const char* format, va_list arguments) {
        char text[300];
        std::vsnprintf(text, sizeof text, format, arguments);
        auto& message = static_cast<File*>(self)->message_;
        if (message.empty()) message = text; // the first one is the cause
        return 1;
    }
    static tmsize_t read(thandle_t handle, void* to, tmsize_t count) {
        auto* self = static_cast<File*>(handle);
        const View from = self->output_.empty() ? self->input_ : View(self->output_);
        const uint64_t left = self->at_ < from.size() ? from.size() - self->at_ : 0;
        const auto n = std::min<uint64_t>(left, static_cast<uint64_t>(count));
        if (n) std::memcpy(to, from.data() + self->at_, n);
        self->at_ += n;
        return static_cast<tmsize_t>(n);
    }
    static tmsize_t write(thandle_t handle, void* from, tmsize_t count) {
        auto* self = static_cast<File*>(handle);
        const auto n = static_cast<size_t>(count);
        try {
            if (self->at_ + n > self->output_.size()) self->output_.resize(self->at_ + n);
        } catch (const std::exception&) {
            return 0; // libtiff reports the failed write
        }
        std::memcpy(self->output_.data() + self->at_, from, n);
        self->at_ += n;
        return count;
    }
    static toff_t seek(thandle_t handle, toff_t offset, int whence) {
        auto* self = static_cast<File*>(handle);
        self->at_ = whence == SEEK_SET   ? offset
                    : whence == SEEK_CUR ? self->at_ + offset
                                         : size(handle) + offset;
        return self->at_;
    }
    static toff_t size(thandle_t handle) {
        auto* self = static_cast<File*>(handle);
        return self->output_.empty() ? self->input_.size() : self->output_.size();
    }
    View input_;
    std::string where_, message_;
    std::vector<std::byte> output_;
    uint64_t at_ = 0;
    TIFF* tiff_ = nullptr;
};

struct Layout {
    PictureInfo info;
    uint16_t bits = 1, samples = 1, format = SAMPLEFORMAT_UINT, photometric = PHOTOMETRIC_MINISBLACK;
    uint16_t planar = PLANARCONFIG_CONTIG, compression = COMPRESSION_NONE;
    bool byLibrary = false; // colours that only the library's own conversion to RGBA 8 knows
};

template <class T>
T tag(TIFF* tiff, uint32_t id, T fallback) {
    T value = fallback;
    TIFFGetFieldDefaulted(tiff, id, &value);
    return value;
}

std::optional<DType> sampleType(uint16_t format, uint16_t bits) {
    if (format == SAMPLEFORMAT_IEEEFP)
        return bits == 16   ? std::optional(DType::f16)
               : bits == 32 ? std::optional(DType::f32)
               : bits == 64 ? std::optional(DType::f64)
                            : std::nullopt;
    if (format == SAMPLEFORMAT_INT)
        return bits == 8    ? std::optional(DType::i8)
               : bits == 16 ? std::optional(DType::i16)
               : bits == 32 ? std::optional(DType::i32)
                            : std::nullopt;
    if (format == SAMPLEFORMAT_UINT || format == SAMPLEFORMAT_VOID) {
        if (bits == 1 || bits == 2 || bits == 4 || bits == 8) return DType::u8;
        if (bits == 16) return DType::u16;
        if (bits == 32) return DType::u32;
    }
    return std::nullopt;
}

Json doubles(TIFF* tiff, uint32_t id) {
    uint16_t count = 0;
    void* data = nullptr;
    Json out = Json::array();
    const TIFFField* field = TIFFFindField(tiff, id, TIFF_DOUBLE);
    if (!field || !TIFFFieldPassCount(field)) return out;
    uint32_t count32 = 0;
    const bool found = TIFFFieldReadCount(field) == TIFF_VARIABLE2 ? TIFFGetField(tiff, id, &count32, &data)
                                                                   : TIFFGetField(tiff, id, &count, &data);
    const uint32_t n = std::min<uint32_t>(count32 ? count32 : count, 24);
    for (uint32_t i = 0; found && data && i < n; ++i)
        out.push(static_cast<const double*>(data)[i]);
    return out;
}

// Where the samples of the directory lie: within the file, and enough of them for the picture.
Status checkExtents(const File& file, const Layout& layout) {
    TIFF* tiff = file.get();
    const uint32_t count = TIFFIsTiled(tiff) ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
    if (count == 0) return file.wrong("it has no strips");
    // A strip or tile holds at least one byte, so more of them than bytes is a lie of the header.
    if (count > file.inputSize())
        return file.wrong(fmt::format("{} strips or tiles in {} bytes", count, file.inputSize()));
    uint64_t sum = 0;
    for (uint32_t i = 0; i < count; ++i) {
        int failed = 0;
        const uint64_t offset = TIFFGetStrileOffsetWithErr(tiff, i, &failed);
        const uint64_t size = failed ? 0 : TIFFGetStrileByteCountWithErr(tiff, i, &failed);
        if (failed) return file.wrong("its table of strips is unreadable");
        if (offset > file.inputSize() || size > file.inputSize() - offset)
            return file.wrong(
                fmt::format("strip or tile {} ends at byte {} of {}", i, offset + size, file.inputSize())
            );
        sum += size;
    }
    if (layout.compression == COMPRESSION_NONE && layout.bits >= 8 && !layout.byLibrary &&
        sum < layout.info.byteSize() / (layout.info.palette ? 3 : 1))
        return file.wrong(fmt::format("its strips hold {} bytes of {}", sum, layout.info.byteSize()));
    return Ok{};
}

void setColour(Layout& l) {
    switch (l.photometric) {
    case PHOTOMETRIC_PALETTE:
        l.info.palette = true;
        l.info.channels = 3;
        l.info.dtype = DType::u8;
        break;
    case PHOTOMETRIC_SEPARATED:
        l.info.color = "cmyk";
        break;
    case PHOTOMETRIC_CIELAB:
    case PHOTOMETRIC_ICCLAB:
    case PHOTOMETRIC_ITULAB:
        l.info.color = "lab";
        break;
    case PHOTOMETRIC_YCBCR:
        // JPEG inside: the codec gives R, G, B. Other compressions go through the library's conversion.
        l.byLibrary = l.compression != COMPRESSION_JPEG;
        if (l.byLibrary) l.info.channels = 3;
        break;
    default:
        break;
    }
}

Result<Layout> readLayout(const File& file) {
    TIFF* tiff = file.get();
    Layout l;
    l.info.width = tag<uint32_t>(tiff, TIFFTAG_IMAGEWIDTH, 0);
    l.info.height = tag<uint32_t>(tiff, TIFFTAG_IMAGELENGTH, 0);
    RB_CHECK(checkSize("TIFF", l.info.width, l.info.height, file.where()));
    l.bits = tag<uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    l.samples = tag<uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    l.format = tag<uint16_t>(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    l.planar = tag<uint16_t>(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    l.compression = tag<uint16_t>(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    l.photometric =
        tag<uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, l.samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK);
    const auto dtype = sampleType(l.format, l.bits);
    const auto refuse = [&](std::string what) {
        return unsupported(
            std::move(what), printable(file.where()), "convert it to samples of 8, 16 or 32 bits"
        );
    };
    if (!TIFFIsCODECConfigured(l.compression))
        return refuse(fmt::format("TIFF with compression {}, which this libtiff does not have", l.compression)
        );
    if (!dtype || l.photometric == PHOTOMETRIC_LOGL || l.photometric == PHOTOMETRIC_LOGLUV)
        return refuse(
            fmt::format("TIFF samples of format {} with {} bits, colours {}", l.format, l.bits, l.photometric)
        );
    if (l.samples == 0) return file.wrong("0 channels");
    l.info.channels = l.samples;
    l.info.dtype = *dtype;
    if (l.bits < 8) l.info.bits = l.bits;
    if (l.bits < 8 && l.samples != 1)
        return refuse(fmt::format("TIFF of {} channels with {} bits", l.samples, l.bits));
    if (l.photometric == PHOTOMETRIC_PALETTE &&
        (l.samples != 1 || l.bits > 16 || l.format != SAMPLEFORMAT_UINT || *dtype == DType::u32))
        return refuse("TIFF with a palette of an unknown kind");
    setColour(l);
    if (TIFFFindField(tiff, tagGeoKeys, TIFF_ANY)) {
        l.info.extra["geotiff"] = true;
        if (Json scale = doubles(tiff, tagPixelScale); scale.size())
            l.info.extra["pixel_scale"] = std::move(scale);
        if (Json point = doubles(tiff, tagTiepoint); point.size())
            l.info.extra["tiepoint"] = std::move(point);
    }
    RB_CHECK(checkExtents(file, l));
    return l;
}

Result<std::vector<PictureInfo>> pages(View bytes, std::string_view where, JobContext& job) {
    File file(bytes, where);
    if (!file.open("rm")) return file.wrong("its header or first directory is unreadable");
    std::vector<PictureInfo> out;
    while (true) {
        if (job.cancelled()) return cancelledError("TIFF directories");
        if (out.size() >= 65536) return file.wrong("it has more than 65536 pages");
        RB_TRY(const Layout layout, readLayout(file));
        out.push_back(layout.info);
        if (TIFFLastDirectory(file.get())) break;
        if (!TIFFReadDirectory(file.get()))
            return file.wrong(
                fmt::format("directory {} is unreadable, or one before it again", out.size() + 1)
            );
    }
    if (file.failed()) return file.wrong("its directories are damaged");
    return out;
}

// Rows or tiles of one plane set into `to`, whose rows hold all samples.
struct Target {
    std::byte* pixels;
    size_t rowBytes, pixelBytes;
};

void spread(const std::byte* from, std::byte* to, size_t count, size_t sampleBytes, size_t step) {
    for (size_t i = 0; i < count; ++i)
        std::memcpy(to + i * step, from + i * sampleBytes, sampleBytes);
}

Status readStrips(const File& file, const Layout& l, const Target& t, JobContext& job) {
    const auto scanline = static_cast<size_t>(TIFFScanlineSize64(file.get()));
    const bool separate = l.planar == PLANARCONFIG_SEPARATE && l.samples > 1;
    const size_t sampleBytes = t.pixelBytes / l.samples;
    const size_t width = static_cast<size_t>(l.info.width),
                 need =
                     l.bits < 8 ? (width * l.bits + 7) / 8 : width * (separate ? sampleBytes : t.pixelBytes);
    if (scanline < need) return file.wrong(fmt::format("its rows hold {} bytes of {}", scanline, need));
    RB_CHECK(job.fits(scanline, "a row of the picture", file.where()));
    std::vector<std::byte> row(scanline);
    for (uint16_t plane = 0; plane < (separate ? l.samples : 1); ++plane)
        for (int64_t y = 0; y < l.info.height; ++y) {
            if (job.cancelled()) return cancelledError("TIFF rows");
            if (TIFFReadScanline(file.get(), row.data(), static_cast<uint32_t>(y), plane) != 1)
                return file.wrong(fmt::format("row {} is unreadable", y));
            std::byte* to = t.pixels + static_cast<size_t>(y) * t.rowBytes;
            if (separate)
                spread(row.data(), to + plane * sampleBytes, width, sampleBytes, t.pixelBytes);
            else
                std::memcpy(to, row.data(), std::min(need, t.rowBytes));
        }
    return Ok{};
}

Status readTiles(const File& file, const Layout& l, const Target& t, JobContext& job) {
    const auto tileWidth = static_cast<int64_t>(tag<uint32_t>(file.get(), TIFFTAG_TILEWIDTH, 0));
    const auto tileHeight = static_cast<int64_t>(tag<uint32_t>(file.get(), TIFFTAG_TILELENGTH, 0));
    RB_CHECK(checkSize("TIFF tile", tileWidth, tileHeight, file.where()));
    const auto tileBytes = TIFFTileSize64(file.get()), tileRow = TIFFTileRowSize64(file.get());
    const bool separate = l.planar == PLANARCONFIG_SEPARATE && l.samples > 1;
    const size_t sampleBytes = t.pixelBytes / l.samples, step = separate ? sampleBytes : t.pixelBytes;
    if (tileRow < static_cast<uint64_t>(tileWidth) * step ||
        tileBytes < tileRow * static_cast<uint64_t>(tileHeight))
        return file.wrong(fmt::format("its tiles hold {} bytes", tileBytes));
    RB_CHECK(job.fits(tileBytes, "a tile of the picture", file.where()));
    std::vector<std::byte> tile(tileBytes);
    for (uint16_t plane = 0; plane < (separate ? l.samples : 1); ++plane)
        for (int64_t y = 0; y < l.info.height; y += tileHeight)
            for (int64_t x = 0; x < l.info.width; x += tileWidth) {
                if (job.cancelled()) return cancelledError("TIFF tiles");
                if (TIFFReadTile(
                        file.get(), tile.data(), static_cast<uint32_t>(x), static_cast<uint32_t>(y), 0, plane
                    ) < 0)
                    return file.wrong(fmt::format("the tile at {}, {} is unreadable", x, y));
                const auto columns = static_cast<size_t>(std::min(tileWidth, l.info.width - x));
                for (int64_t row = 0; row < std::min(tileHeight, l.info.height - y); ++row) {
                    const std::byte* from = tile.data() + static_cast<size_t>(row) * tileRow;
                    std::byte* to = t.pixels + static_cast<size_t>(y + row) * t.rowBytes +
                                    static_cast<size_t>(x) * t.pixelBytes;
                    if (separate)
                        spread(from, to + plane * sampleBytes, columns, sampleBytes, t.pixelBytes);
                    else
                        std::memcpy(to, from, columns * t.pixelBytes);
                }
            }
    return Ok{};
}

// Rows of packed bits to one byte a sample, in place of `packed` rows of `packedBytes`.
Pixels unpackBits(const Pixels& packed, size_t packedBytes, const Layout& l) {
    const auto width = static_cast<size_t>(l.info.width), height = static_cast<size_t>(l.info.height);
    const size_t perByte = 8 / l.bits;
    Pixels out(width * height);
    for (size_t y = 0; y < height; ++y)
        for (size_t x = 0; x < width; ++x) {
            const auto b = std::to_integer<unsigned>(packed[y * packedBytes + x / perByte]);
            out[y * width + x] = std::byte((b >> (8 - l.bits * (1 + x % perByte))) & ((1u << l.bits) - 1));
        }
    return out;
}

Result<Pixels> expandPalette(const File& file, const Layout& l, const Pixels& indices, JobContext& job) {
    uint16_t *red = nullptr, *green = nullptr, *blue = nullptr;
    if (!TIFFGetField(file.get(), TIFFTAG_COLORMAP, &red, &green, &blue) || !red)
        return file.wrong("its palette is missing");
    const size_t entries = size_t(1) << l.bits;
    // Some writers fill the 16-bit entries with 8-bit values.
    bool small = true;
    for (size_t i = 0; i < entries; ++i)
        small = small && red[i] < 256 && green[i] < 256 && blue[i] < 256;
    RB_TRY(Pixels pixels, allocate(l.info, indices.size(), file.where(), job));
    for (size_t i = 0; i < pixels.size() / 3; ++i) {
        uint16_t index = 0;
        std::memcpy(&index, indices.data() + (l.bits == 16 ? 2 * i : i), l.bits == 16 ? 2 : 1);
        const std::array entry{red[index], green[index], blue[index]};
        for (size_t c = 0; c < 3; ++c)
            pixels[3 * i + c] = static_cast<std::byte>(small ? entry[c] : entry[c] >> 8);
    }
    return pixels;
}

void scaleBits(Pixels& pixels, const Layout& l) {
    const unsigned top = (1u << l.bits) - 1;
    for (auto& sample : pixels)
        sample = static_cast<std::byte>(std::to_integer<unsigned>(sample) * 255 / top);
}

void turnOver(Pixels& pixels) { // white is zero, unsigned of any width
    for (auto& sample : pixels)
        sample = ~sample;
}

Result<Pixels> decodeByLibrary(const File& file, const Layout& l, JobContext& job) {
    RB_TRY(Pixels pixels, allocate(l.info, l.info.byteSize() / 3 * 4, file.where(), job));
    std::vector<uint32_t> rgba(pixels.size() / 3);
    if (!TIFFReadRGBAImageOriented(
            file.get(),
            static_cast<uint32_t>(l.info.width),
            static_cast<uint32_t>(l.info.height),
            rgba.data(),
            ORIENTATION_TOPLEFT,
            1
        ))
        return file.wrong("its picture cannot be decoded");
    for (size_t i = 0; i < rgba.size(); ++i)
        for (size_t c = 0; c < 3; ++c)
            pixels[3 * i + c] = static_cast<std::byte>(rgba[i] >> (8 * c));
    return pixels;
}

Result<Pixels> decode(const DecodeRequest& request, JobContext& job) {
    File file(request.bytes, request.where);
    if (!file.open("rm") || !TIFFSetDirectory(file.get(), static_cast<tdir_t>(request.page)))
        return file.wrong(fmt::format("directory {} is unreadable", request.page + 1));
    RB_TRY(Layout l, readLayout(file));
    RB_CHECK(checkExpected("TIFF", l.info, request.expected, request.where));
    if (l.byLibrary) return decodeByLibrary(file, l, job);
    if (l.photometric == PHOTOMETRIC_YCBCR)
        TIFFSetField(file.get(), TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    const auto width = static_cast<size_t>(l.info.width), height = static_cast<size_t>(l.info.height);
    const size_t pixelBytes = l.bits < 8 ? 1 : size_t(l.samples) * l.bits / 8;
    const size_t rowBytes = l.bits < 8 ? (width * l.bits + 7) / 8 : width * pixelBytes;
    if (l.bits < 8 && TIFFIsTiled(file.get()))
        return unsupported(
            "TIFF tiles with fewer than 8 bits", printable(request.where), "convert it to strips"
        );
    RB_CHECK(job.fits(rowBytes * height, "decoding the picture", request.where));
    Pixels pixels(rowBytes * height);
    const Target target{pixels.data(), rowBytes, pixelBytes};
    RB_CHECK(TIFFIsTiled(file.get()) ? readTiles(file, l, target, job) : readStrips(file, l, target, job));
    // A codec may fill what is missing and only say so: the picture is then not whole.
    if (file.failed()) return file.wrong("its picture is incomplete");
    if (l.bits < 8) pixels = unpackBits(pixels, rowBytes, l);
    if (l.info.palette) return expandPalette(file, l, pixels, job);
    if (l.bits < 8) scaleBits(pixels, l);
    if (l.photometric == PHOTOMETRIC_MINISWHITE && l.format != SAMPLEFORMAT_IEEEFP &&
        l.format != SAMPLEFORMAT_INT)
        turnOver(pixels);
    return pixels;
}

bool writePage(TIFF* tiff, const Picture& picture, JobContext& job) {
    const PictureInfo& info = picture.info;
    const auto kind = rarebit::info(info.dtype).kind;
    const bool real = kind == DTypeClass::real,
               isSigned = info.dtype == DType::i8 || info.dtype == DType::i16 || info.dtype == DType::i32;
    const auto set = [&](uint32_t id, auto value) { return TIFFSetField(tiff, id, value) == 1; };
    const int channels = info.channels, colours = channels >= 3 ? 3 : 1, extra = channels - colours;
    bool ok = set(TIFFTAG_IMAGEWIDTH, static_cast<uint32_t>(info.width)) &&
              set(TIFFTAG_IMAGELENGTH, static_cast<uint32_t>(info.height)) &&
              set(TIFFTAG_SAMPLESPERPIXEL, channels) &&
              set(TIFFTAG_BITSPERSAMPLE, static_cast<int>(8 * info.sampleBytes())) &&
              set(TIFFTAG_SAMPLEFORMAT,
                  real       ? SAMPLEFORMAT_IEEEFP
                  : isSigned ? SAMPLEFORMAT_INT
                             : SAMPLEFORMAT_UINT) &&
              set(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
              set(TIFFTAG_PHOTOMETRIC, colours == 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK) &&
              set(TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE) &&
              set(TIFFTAG_PREDICTOR, real ? PREDICTOR_FLOATINGPOINT : PREDICTOR_HORIZONTAL);
    if (ok && extra > 0) {
        std::vector<uint16_t> kinds(static_cast<size_t>(extra), EXTRASAMPLE_UNSPECIFIED);
        if (extra == 1) kinds[0] = EXTRASAMPLE_UNASSALPHA;
        ok = TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, extra, kinds.data()) == 1;
    }
    ok = ok && set(TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(tiff, 0));
    std::vector<std::byte> row(info.rowBytes()); // the predictor works in place
    for (int64_t y = 0; ok && y < info.height; ++y) {
        if (job.cancelled()) return false;
        std::memcpy(row.data(), picture.pixels.data() + static_cast<size_t>(y) * row.size(), row.size());
        ok = TIFFWriteScanline(tiff, row.data(), static_cast<uint32_t>(y), 0) == 1;
    }
    return ok && TIFFWriteDirectory(tiff) == 1;
}

Result<Bytes> encode(std::span<const Picture> pictures, std::string_view where, JobContext& job) {
    uint64_t total = 0;
    for (const auto& picture : pictures) {
        total += picture.pixels.size();
        const DType t = picture.info.dtype;
        const bool known = t == DType::u8 || t == DType::u16 || t == DType::u32 || t == DType::i8 ||
                           t == DType::i16 || t == DType::i32 || t == DType::f16 || t == DType::f32 ||
                           t == DType::f64;
        if (!known)
            return unsupported(
                fmt::format("TIFF holds no {} samples", rarebit::info(t).name),
                printable(where),
                "choose another format with --as"
            );
    }
    RB_CHECK(job.fits(total, "writing the pictures", where));
    File file({}, where);
    if (!file.open(total > (uint64_t(3) << 30) ? "w8" : "w"))
        return internalError("libtiff cannot start a file", std::string(where));
    for (const auto& picture : pictures)
        if (!writePage(file.get(), picture, job)) {
            if (job.cancelled()) return cancelledError("TIFF of " + std::string(where));
            return internalError(file.wrong("libtiff cannot write").what, std::string(where));
        }
    file.close();
    return ownBytes(file.takeOutput());
}

int score(View head) {
    using namespace std::string_view_literals;
    for (const auto magic : {"II*\0"sv, "MM\0*"sv, "II+\0\x08\0\0\0"sv, "MM\0+\0\x08\0\0"sv})
        if (startsWith(head, magic)) return 97;
    return 0;
}

} // namespace

const PictureFormat tiffFormat{
    .id = "tiff",
    .title = "TIFF",
    .extensions = {"tif", "tiff", "btf", "tf8"},
    .score = score,
    .pages = pages,
    .decode = decode,
    .encode = encode,
};

} // namespace rarebit::media

// SPDX-License-Identifier: GPL-3.0-or-later
// PNG by libpng. Palettes are expanded to R, G, B [A], grey of 1, 2 and 4 bits to 8; colour keys of grey and
// RGB pictures, gamma and profiles are left alone.
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <fmt/format.h>
#include <png.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>

namespace rarebit::media {
namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";

uint32_t big32(View bytes, size_t at) {
    uint32_t value = 0;
    for (size_t i = 0; i < 4; ++i)
        value = (value << 8) | std::to_integer<uint32_t>(bytes[at + i]);
    return value;
}

// The header chunk and the list of chunks up to IEND; no picture data is read.
Result<std::vector<PictureInfo>> pages(View bytes, std::string_view where, JobContext&) {
    const auto wrong = [&](std::string_view what) { return damaged("PNG", what, where); };
    if (!startsWith(bytes, signature)) return wrong("it does not start as a PNG does");
    PictureInfo info;
    int depth = 0, colour = 0;
    bool transparency = false, data = false, end = false;
    for (size_t at = signature.size(); !end;) {
        if (bytes.size() - at < 12)
            return wrong(fmt::format("it ends at byte {} without an end chunk", bytes.size()));
        const uint32_t length = big32(bytes, at);
        const std::string_view type(reinterpret_cast<const char*>(bytes.data() + at + 4), 4);
        if (length > bytes.size() - at - 12)
            return wrong(fmt::format(
                "chunk '{}' at byte {} has {} bytes, {} are left", type, at, length, bytes.size() - at - 12
            ));
        const View body = bytes.subspan(at + 8, length);
        if (depth == 0) {
            if (type != "IHDR" || length != 13) return wrong("the header chunk is missing");
            const auto* covered = reinterpret_cast<const Bytef*>(bytes.data() + at + 4);
            if (crc32(0, covered, 17) != big32(bytes, at + 21))
                return wrong("the header's checksum is wrong");
            info.width = big32(body, 0);
            info.height = big32(body, 4);
            depth = std::to_integer<int>(body[8]);
            colour = std::to_integer<int>(body[9]);
        } else if (type == "PLTE") {
            info.palette = colour == PNG_COLOR_TYPE_PALETTE;
        } else if (type == "tRNS") {
            transparency = transparency || !data;
        } else if (type == "acTL") {
            info.note = "only the first frame of the animation";
        }
        data = data || type == "IDAT";
        end = type == "IEND";
        at += 12 + size_t(length);
    }
    RB_CHECK(checkSize("PNG", info.width, info.height, where));
    if (depth > 16 || depth < 1 || !std::has_single_bit(static_cast<unsigned>(depth)))
        return wrong(fmt::format("{} bits per sample", depth));
    switch (colour) {
    case PNG_COLOR_TYPE_GRAY:
        info.channels = 1;
        break;
    case PNG_COLOR_TYPE_GRAY_ALPHA:
        info.channels = 2;
        break;
    case PNG_COLOR_TYPE_RGB:
        info.channels = 3;
        break;
    case PNG_COLOR_TYPE_RGB_ALPHA:
        info.channels = 4;
        break;
    case PNG_COLOR_TYPE_PALETTE:
        info.channels = transparency ? 4 : 3;
        break;
    default:
        return wrong(fmt::format("colour type {}", colour));
    }
    if ((colour == PNG_COLOR_TYPE_PALETTE) != info.palette) return wrong("the palette is missing");
    if (!data) return wrong("it has no picture data");
    if (depth < 8) info.bits = depth;
    info.dtype = depth == 16 ? DType::u16 : DType::u8;
    return std::vector{info};
}

// What libpng's callbacks see. Nothing here needs its destructor when longjmp leaves a function of this file.
struct Session {
    png_structp png = nullptr;
    png_infop info = nullptr;
    View input;
    size_t at = 0;
    std::vector<std::byte>* output = nullptr;
    JobContext* job = nullptr;
    char message[160] = "";
    bool cancelled = false, outOfMemory = false;
    int passes = 1;

    Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
};

[[noreturn]] void onError(png_structp png, png_const_charp message) {
    auto* session = static_cast<Session*>(png_get_error_ptr(png));
    std::snprintf(session->message, sizeof session->message, "%s", message);
    png_longjmp(png, 1);
}
void onWarning(png_structp, png_const_charp) {}

void readInput(png_structp png, png_bytep to, size_t count) {
    auto* session = static_cast<Session*>(png_get_io_ptr(png));
    if (count > session->input.size() - session->at) png_error(png, "it ends too early");
    std::memcpy(to, session->input.data() + session->at, count);
    session->at += count;
}

void writeOutput(png_structp png, png_bytep from, size_t count) {
    auto* session = static_cast<Session*>(png_get_io_ptr(png));
    try {
        const auto* data = reinterpret_cast<const std::byte*>(from);
        session->output->insert(session->output->end(), data, data + count);
    } catch (const std::exception&) {
        session->outOfMemory = true;
    }
    if (session->outOfMemory) png_error(png, "memory ran out");
}

struct Reader : Session {
    ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
};
struct Writer : Session {
    ~Writer() { png_destroy_write_struct(&png, &info); }
};

// Between setjmp and a possible longjmp these functions have no locals that need destructors.
bool readHeader(Reader& r) {
    r.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &r, onError, onWarning);
    if (!r.png) return false;
    r.info = png_create_info_struct(r.png);
    if (!r.info || setjmp(png_jmpbuf(r.png))) return false;
    png_set_read_fn(r.png, &r, readInput);
    png_set_user_limits(r.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX); // checkSize has the limit
    png_read_info(r.png, r.info);
    if (png_get_color_type(r.png, r.info) == PNG_COLOR_TYPE_PALETTE) {
        png_set_palette_to_rgb(r.png);
        if (png_get_valid(r.png, r.info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(r.png);
    } else if (png_get_bit_depth(r.png, r.info) < 8) {
        png_set_expand_gray_1_2_4_to_8(r.png);
    }
    png_set_swap(r.png); // 16-bit samples, high byte first in the file
    r.passes = png_set_interlace_handling(r.png);
    png_read_update_info(r.png, r.info);
    return true;
}

bool readRows(Reader& r, std::byte* pixels, size_t rowBytes, int64_t rows) {
    if (setjmp(png_jmpbuf(r.png))) return false;
    if (png_get_rowbytes(r.png, r.info) != rowBytes) png_error(r.png, "its rows have another length");
    for (int pass = 0; pass < r.passes; ++pass)
        for (int64_t row = 0; row < rows; ++row) {
            if (r.job->cancelled()) {
                r.cancelled = true;
                return false;
            }
            png_read_row(
                r.png, reinterpret_cast<png_bytep>(pixels + static_cast<size_t>(row) * rowBytes), nullptr
            );
        }
    png_read_end(r.png, nullptr);
    return true;
}

int filterFlags(const std::string& name) {
    static const std::array<std::pair<std::string_view, int>, 6> known{
        {{"none", PNG_FILTER_NONE},
         {"sub", PNG_FILTER_SUB},
         {"up", PNG_FILTER_UP},
         {"average", PNG_FILTER_AVG},
         {"paeth", PNG_FILTER_PAETH},
         {"adaptive", PNG_ALL_FILTERS}}};
    const auto found = std::ranges::find(known, name, &std::pair<std::string_view, int>::first);
    return found == known.end() ? PNG_ALL_FILTERS : found->second;
}

bool writeAll(Writer& w, const Picture& picture, const PngOptions& options) {
    w.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &w, onError, onWarning);
    if (!w.png) return false;
    w.info = png_create_info_struct(w.png);
    if (!w.info || setjmp(png_jmpbuf(w.png))) return false;
    static constexpr std::array colours{
        PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
    png_set_write_fn(w.png, &w, writeOutput, nullptr);
    png_set_user_limits(w.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_IHDR(
        w.png,
        w.info,
        static_cast<png_uint_32>(picture.info.width),
        static_cast<png_uint_32>(picture.info.height),
        picture.info.dtype == DType::u16 ? 16 : 8,
        colours[static_cast<size_t>(picture.info.channels - 1)],
        PNG_INTERLACE_NONE,
        PNG_COMPRESSION_TYPE_DEFAULT,
        PNG_FILTER_TYPE_DEFAULT
    );
    png_set_compression_level(w.png, options.level);
    png_set_filter(w.png, PNG_FILTER_TYPE_BASE, filterFlags(options.filter));
    if (options.strategy != "auto")
        png_set_compression_strategy(
            w.png,
            options.strategy == "filtered"  ? Z_FILTERED
            : options.strategy == "huffman" ? Z_HUFFMAN_ONLY
            : options.strategy == "rle"     ? Z_RLE
                                            : Z_DEFAULT_STRATEGY
        );
    png_write_info(w.png, w.info);
    png_set_swap(w.png);
    const size_t rowBytes = picture.info.rowBytes();
    for (int64_t row = 0; row < picture.info.height; ++row) {
        if (w.job->cancelled()) {
            w.cancelled = true;
            return false;
        }
        png_write_row(
            w.png,
            reinterpret_cast<png_const_bytep>(picture.pixels.data() + static_cast<size_t>(row) * rowBytes)
        );
    }
    png_write_end(w.png, w.info);
    return true;
}

Error failure(const Session& session, std::string_view where, bool reading) {
    if (session.cancelled) return cancelledError("PNG of " + std::string(where));
    if (session.outOfMemory || !session.png)
        return outOfMemory("memory ran out", printable(where), "choose a smaller picture");
    if (reading) return damaged("PNG", session.message, where);
    return internalError(fmt::format("libpng: {}", session.message), std::string(where));
}

Result<Bytes>
encodeOnce(const Picture& picture, const PngOptions& options, std::string_view where, JobContext& job) {
    std::vector<std::byte> out;
    Writer w;
    w.job = &job;
    w.output = &out;
    if (!writeAll(w, picture, options)) return failure(w, where, false);
    return ownBytes(std::move(out));
}

Result<Bytes> encodeFile(std::span<const Picture> pictures, std::string_view where, JobContext& job) {
    if (pictures.size() != 1 || pictures[0].info.channels > 4 ||
        (pictures[0].info.dtype != DType::u8 && pictures[0].info.dtype != DType::u16))
        return unsupported(
            "a PNG holds one picture of 1 to 4 channels and 8 or 16 bits",
            printable(where),
            "choose the suffix .tiff"
        );
    return encodePng(pictures[0], {}, where, job);
}

} // namespace

Result<Bytes>
encodePng(const Picture& picture, const PngOptions& options, std::string_view where, JobContext& job) {
    if (options.filter != "search") return encodeOnce(picture, options, where, job);
    Bytes best;
    for (const char* filter : {"none", "sub", "up", "average", "paeth", "adaptive"}) {
        PngOptions one = options;
        one.filter = filter;
        RB_TRY(Bytes file, encodeOnce(picture, one, where, job));
        if (best.size() == 0 || file.size() < best.size()) best = std::move(file);
    }
    return best;
}

Result<Pixels> decodePng(const DecodeRequest& request, JobContext& job) {
    RB_TRY(const auto found, pages(request.bytes, request.where, job));
    RB_CHECK(checkExpected("PNG", found.front(), request.expected, request.where));
    Reader r;
    r.job = &job;
    r.input = request.bytes;
    if (!readHeader(r)) return failure(r, request.where, true);
    RB_TRY(Pixels pixels, allocate(request.expected, 0, request.where, job));
    if (!readRows(r, pixels.data(), request.expected.rowBytes(), request.expected.height))
        return failure(r, request.where, true);
    return pixels;
}

const PictureFormat pngFormat{
    .id = "png",
    .title = "PNG",
    .extensions = {"png", "apng"},
    .score = [](View head) { return startsWith(head, signature) ? 98 : 0; },
    .pages = pages,
    .decode = decodePng,
    .encode = encodeFile,
};

} // namespace rarebit::media

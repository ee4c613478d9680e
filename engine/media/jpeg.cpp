// SPDX-License-Identifier: GPL-3.0-or-later
// JPEG by libjpeg(-turbo): Y'CbCr of BT.601, full range (JFIF), integer DCT. Samples as stored: no rotation
// by EXIF, CMYK stays CMYK.
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <fmt/format.h>
#include <jpeglib.h>

#include <csetjmp>
#include <cstdio>
#include <cstring>
// after jpeglib.h, which it needs
#include <jerror.h>

namespace rarebit::media {
namespace {

unsigned at16(View bytes, size_t at) {
    return std::to_integer<unsigned>(bytes[at]) << 8 | std::to_integer<unsigned>(bytes[at + 1]);
}

// Markers up to the first scan; then only whether an end marker follows.
Result<std::vector<PictureInfo>> pages(View bytes, std::string_view where, JobContext&) {
    const auto wrong = [&](std::string_view what) { return damaged("JPEG", what, where); };
    if (!startsWith(bytes, "\xff\xd8")) return wrong("it does not start as a JPEG does");
    PictureInfo info;
    for (size_t at = 2;;) {
        if (bytes.size() - at < 4)
            return wrong(fmt::format("it ends at byte {} within its header", bytes.size()));
        if (bytes[at] != std::byte{0xFF}) return wrong(fmt::format("no marker at byte {}", at));
        const unsigned marker = std::to_integer<unsigned>(bytes[at + 1]);
        if (marker == 0xFF || (marker >= 0xD0 && marker <= 0xD7) || marker == 0x01) {
            at += marker == 0xFF ? 1 : 2; // fill bytes, markers without a body
            continue;
        }
        const size_t length = at16(bytes, at + 2);
        if (length < 2 || length > bytes.size() - at - 2)
            return wrong(fmt::format(
                "the segment at byte {} has {} bytes, {} are left", at, length, bytes.size() - at - 2
            ));
        const View body = bytes.subspan(at + 4, length - 2);
        at += 2 + length;
        if (marker == 0xDA) {
            if (!info.channels) return wrong("a scan before the header of the picture");
            if (bytes.subspan(at).size() < 2 ||
                Bytes{bytes.subspan(at), {}}.text().rfind("\xff\xd9") == std::string_view::npos)
                return wrong("it ends without an end marker");
            return std::vector{info};
        }
        if (marker < 0xC0 || marker > 0xCF || marker == 0xC4 || marker == 0xC8 || marker == 0xCC) continue;
        if (body.size() < 6) return wrong("the header of the picture is too short");
        const auto precision = std::to_integer<unsigned>(body[0]);
        info.height = at16(body, 1);
        info.width = at16(body, 3);
        info.channels = std::to_integer<int>(body[5]);
        RB_CHECK(checkSize("JPEG", info.width, info.height, where));
        const bool known =
            marker == 0xC0 || marker == 0xC1 || marker == 0xC2 || marker == 0xC9 || marker == 0xCA;
        if (!known || precision != 8)
            return unsupported(
                fmt::format("JPEG of process {} with {} bits per sample", marker - 0xC0, precision),
                printable(where),
                "convert it to baseline or progressive JPEG of 8 bits"
            );
        if (info.channels < 1 || info.channels > 4) return wrong(fmt::format("{} channels", info.channels));
        if (info.channels == 4) info.color = "cmyk";
    }
}

// What libjpeg's callbacks see; left by longjmp, so nothing in it or between needs a destructor.
template <class Codec>
struct Session {
    Codec codec{};
    jpeg_error_mgr errors{};
    jpeg_progress_mgr progress{};
    jmp_buf jump;
    char message[JMSG_LENGTH_MAX] = "";
    JobContext* job = nullptr;
    bool cancelled = false;

    Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
};

template <class Codec>
[[noreturn]] void leave(j_common_ptr common) {
    auto* session = static_cast<Session<Codec>*>(common->client_data);
    if (!session->cancelled) common->err->format_message(common, session->message);
    longjmp(session->jump, 1);
}

// Warnings that mean missing or damaged data are errors; the rest (extra bytes, odd versions) are not.
void onMessage(j_common_ptr common, int level) {
    if (level >= 0) return;
    switch (common->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_NOT_SEQUENTIAL:
    case JWRN_ARITH_BAD_CODE:
        common->err->error_exit(common);
        break;
    default:
        break;
    }
}

template <class Codec>
void onProgress(j_common_ptr common) {
    constexpr int mostScans = 1000; // a bomb repeats scans of nothing
    auto* session = static_cast<Session<Codec>*>(common->client_data);
    if (session->job->cancelled()) {
        session->cancelled = true;
        leave<Codec>(common);
    }
    if (common->is_decompressor && reinterpret_cast<j_decompress_ptr>(common)->input_scan_number > mostScans)
        ERREXIT(common, JERR_BAD_PROGRESSION);
}

template <class Codec>
void prepare(Session<Codec>& s, JobContext& job) {
    s.job = &job;
    s.codec.err = jpeg_std_error(&s.errors);
    s.errors.error_exit = leave<Codec>;
    s.errors.emit_message = onMessage;
    s.errors.output_message = [](j_common_ptr) {};
    s.codec.client_data = &s;
    s.progress.progress_monitor = onProgress<Codec>;
}

struct Decoder : Session<jpeg_decompress_struct> {
    jpeg_source_mgr source{};
    ~Decoder() { jpeg_destroy_decompress(&codec); }
};
struct Encoder : Session<jpeg_compress_struct> {
    unsigned char* file = nullptr;
    unsigned long size = 0;
    ~Encoder() {
        jpeg_destroy_compress(&codec);
        std::free(file);
    }
};

bool startDecoding(Decoder& d, View bytes) {
    if (setjmp(d.jump)) return false;
    jpeg_create_decompress(&d.codec);
    d.codec.client_data = static_cast<Session<jpeg_decompress_struct>*>(&d);
    d.codec.progress = &d.progress;
    d.source.next_input_byte = reinterpret_cast<const JOCTET*>(bytes.data());
    d.source.bytes_in_buffer = bytes.size();
    d.source.init_source = [](j_decompress_ptr) {};
    d.source.fill_input_buffer = [](j_decompress_ptr codec) -> boolean {
        ERREXIT(codec, JERR_INPUT_EOF);
        return FALSE;
    };
    d.source.skip_input_data = [](j_decompress_ptr codec, long count) {
        if (count <= 0) return;
        if (static_cast<size_t>(count) > codec->src->bytes_in_buffer) ERREXIT(codec, JERR_INPUT_EOF);
        codec->src->next_input_byte += count;
        codec->src->bytes_in_buffer -= static_cast<size_t>(count);
    };
    d.source.resync_to_restart = jpeg_resync_to_restart;
    d.source.term_source = [](j_decompress_ptr) {};
    d.codec.src = &d.source;
    jpeg_read_header(&d.codec, TRUE);
    const int channels = d.codec.num_components;
    d.codec.out_color_space =
        channels == 1   ? JCS_GRAYSCALE
        : channels == 3 ? (d.codec.jpeg_color_space == JCS_UNKNOWN ? JCS_UNKNOWN : JCS_RGB)
        : channels == 4 ? (d.codec.jpeg_color_space == JCS_UNKNOWN ? JCS_UNKNOWN : JCS_CMYK)
                        : JCS_UNKNOWN;
    d.codec.dct_method = JDCT_ISLOW;
    d.codec.do_fancy_upsampling = TRUE;
    return true;
}

bool readRows(Decoder& d, std::byte* pixels, const PictureInfo& expected) {
    if (setjmp(d.jump)) return false;
    jpeg_start_decompress(&d.codec);
    if (d.codec.output_width != expected.width || d.codec.output_height != expected.height ||
        d.codec.output_components != expected.channels)
        ERREXIT(&d.codec, JERR_BAD_STATE);
    const size_t rowBytes = expected.rowBytes();
    while (d.codec.output_scanline < d.codec.output_height) {
        auto* row = reinterpret_cast<JSAMPROW>(pixels + d.codec.output_scanline * rowBytes);
        jpeg_read_scanlines(&d.codec, &row, 1);
    }
    jpeg_finish_decompress(&d.codec);
    return true;
}

bool writeAll(Encoder& e, const Picture& picture, const JpegOptions& options) {
    if (setjmp(e.jump)) return false;
    jpeg_create_compress(&e.codec);
    e.codec.client_data = static_cast<Session<jpeg_compress_struct>*>(&e);
    e.codec.progress = &e.progress;
    jpeg_mem_dest(&e.codec, &e.file, &e.size);
    const bool grey = picture.info.channels == 1;
    e.codec.image_width = static_cast<JDIMENSION>(picture.info.width);
    e.codec.image_height = static_cast<JDIMENSION>(picture.info.height);
    e.codec.input_components = picture.info.channels;
    e.codec.in_color_space = grey ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&e.codec);
    jpeg_set_colorspace(&e.codec, grey ? JCS_GRAYSCALE : JCS_YCbCr);
    jpeg_set_quality(&e.codec, options.quality, TRUE);
    e.codec.dct_method = JDCT_ISLOW;
    e.codec.optimize_coding = options.optimise ? TRUE : FALSE;
    if (!grey) {
        e.codec.comp_info[0].h_samp_factor = options.subsampling == "444" ? 1 : 2;
        e.codec.comp_info[0].v_samp_factor = options.subsampling == "420" ? 2 : 1;
    }
    if (options.progressive) jpeg_simple_progression(&e.codec);
    jpeg_start_compress(&e.codec, TRUE);
    const size_t rowBytes = picture.info.rowBytes();
    while (e.codec.next_scanline < e.codec.image_height) {
        auto* row = reinterpret_cast<JSAMPROW>(
            const_cast<std::byte*>(picture.pixels.data() + e.codec.next_scanline * rowBytes)
        );
        jpeg_write_scanlines(&e.codec, &row, 1);
    }
    jpeg_finish_compress(&e.codec);
    return true;
}

} // namespace

Result<Bytes>
encodeJpeg(const Picture& picture, const JpegOptions& options, std::string_view where, JobContext& job) {
    Encoder e;
    prepare(e, job);
    if (!writeAll(e, picture, options)) {
        if (e.cancelled) return cancelledError("JPEG of " + std::string(where));
        return internalError(fmt::format("libjpeg: {}", e.message), std::string(where));
    }
    const auto* begin = reinterpret_cast<const std::byte*>(e.file);
    return ownBytes(std::vector<std::byte>(begin, begin + e.size));
}

Result<Pixels> decodeJpeg(const DecodeRequest& request, JobContext& job) {
    RB_TRY(const auto found, pages(request.bytes, request.where, job));
    RB_CHECK(checkExpected("JPEG", found.front(), request.expected, request.where));
    Decoder d;
    prepare(d, job);
    const auto failure = [&] {
        return d.cancelled ? cancelledError("JPEG of " + request.where)
                           : damaged("JPEG", d.message, request.where);
    };
    if (!startDecoding(d, request.bytes)) return failure();
    // A progressive picture keeps all its coefficients, two bytes each.
    const uint64_t coefficients = d.codec.progressive_mode ? 2 * request.expected.byteSize() : 0;
    RB_TRY(Pixels pixels, allocate(request.expected, coefficients, request.where, job));
    if (!readRows(d, pixels.data(), request.expected)) return failure();
    return pixels;
}

const PictureFormat jpegFormat{
    .id = "jpeg",
    .title = "JPEG",
    .extensions = {"jpg", "jpeg", "jpe", "jfif"},
    .score = [](View head) { return startsWith(head, "\xff\xd8\xff") ? 97 : 0; },
    .pages = pages,
    .decode = decodeJpeg,
};

} // namespace rarebit::media

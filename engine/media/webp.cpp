// SPDX-License-Identifier: GPL-3.0-or-later
// WebP by libwebp. The lossy form is Y'CbCr of BT.601, limited range, 4:2:0, always; the lossless form is
// exact.
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <fmt/format.h>
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

#include <algorithm>
#include <cstring>

namespace rarebit::media {
namespace {

const uint8_t* data(View bytes) {
    return reinterpret_cast<const uint8_t*>(bytes.data());
}

Result<std::vector<PictureInfo>> pages(View bytes, std::string_view where, JobContext&) {
    const auto wrong = [&](std::string_view what) { return damaged("WebP", what, where); };
    if (!startsWith(bytes, "RIFF") || !startsWith(bytes, "WEBP", 8))
        return wrong("it does not start as a WebP does");
    const WebPData input{data(bytes), bytes.size()};
    const std::unique_ptr<WebPDemuxer, void (*)(WebPDemuxer*)> demux(WebPDemux(&input), WebPDemuxDelete);
    if (!demux) return wrong(fmt::format("it is cut or its chunks do not fit ({} bytes)", bytes.size()));
    PictureInfo info;
    info.width = WebPDemuxGetI(demux.get(), WEBP_FF_CANVAS_WIDTH);
    info.height = WebPDemuxGetI(demux.get(), WEBP_FF_CANVAS_HEIGHT);
    const auto flags = WebPDemuxGetI(demux.get(), WEBP_FF_FORMAT_FLAGS);
    RB_CHECK(checkSize("WebP", info.width, info.height, where));
    if (flags & ANIMATION_FLAG) {
        info.channels = 4;
        info.extra["animation"] = true;
        return std::vector(std::max<uint32_t>(1, WebPDemuxGetI(demux.get(), WEBP_FF_FRAME_COUNT)), info);
    }
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(data(bytes), bytes.size(), &features) != VP8_STATUS_OK)
        return wrong("the header of its picture is unreadable");
    if (features.width != info.width || features.height != info.height)
        return wrong("canvas and picture have different sizes");
    info.channels = features.has_alpha ? 4 : 3;
    return std::vector{info};
}

// Frames in order cost one pass: the player is kept between calls.
struct Player {
    WebPAnimDecoder* decoder = nullptr;
    size_t next = 0;
    ~Player() { WebPAnimDecoderDelete(decoder); }
};

Result<Pixels> decodeFrame(const DecodeRequest& request, JobContext& job) {
    auto player = std::static_pointer_cast<Player>(*request.state);
    request.state->reset();
    RB_TRY(Pixels pixels, allocate(request.expected, 3 * request.expected.byteSize(), request.where, job));
    if (!player || player->next > request.page) {
        player = std::make_shared<Player>();
        WebPAnimDecoderOptions options;
        WebPAnimDecoderOptionsInit(&options);
        options.color_mode = MODE_RGBA;
        const WebPData input{data(request.bytes), request.bytes.size()};
        player->decoder = WebPAnimDecoderNew(&input, &options);
        if (!player->decoder) return damaged("WebP", "its animation cannot be opened", request.where);
    }
    uint8_t* canvas = nullptr;
    for (; player->next <= request.page; ++player->next) {
        int timestamp = 0;
        if (job.cancelled()) return cancelledError("WebP frames");
        if (!WebPAnimDecoderGetNext(player->decoder, &canvas, &timestamp))
            return damaged(
                "WebP", fmt::format("frame {} cannot be decoded", player->next + 1), request.where
            );
    }
    std::memcpy(pixels.data(), canvas, pixels.size());
    *request.state = player;
    return pixels;
}

const char* describe(VP8StatusCode code) {
    switch (code) {
    case VP8_STATUS_OUT_OF_MEMORY:
        return "memory ran out";
    case VP8_STATUS_BITSTREAM_ERROR:
        return "its bit stream is damaged";
    case VP8_STATUS_UNSUPPORTED_FEATURE:
        return "it uses a feature that libwebp does not know";
    case VP8_STATUS_NOT_ENOUGH_DATA:
        return "it ends too early";
    default:
        return "it cannot be decoded";
    }
}

struct Writer {
    WebPPicture picture{};
    WebPMemoryWriter memory{};
    Writer() { WebPMemoryWriterInit(&memory); }
    ~Writer() {
        WebPPictureFree(&picture);
        WebPMemoryWriterClear(&memory);
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
};

Result<WebPConfig> makeConfig(const WebpOptions& options, std::string_view where) {
    WebPConfig config;
    if (!WebPConfigInit(&config)) return internalError("libwebp has another version", std::string(where));
    config.lossless = options.lossless;
    config.quality = options.quality;
    config.method = options.method;
    config.near_lossless = options.nearLossless;
    // With both, libwebp 1.2 leaves the samples alone at most efforts.
    config.exact = options.exact && options.nearLossless == 100;
    config.use_sharp_yuv = options.sharpYuv;
    config.alpha_quality = options.alphaQuality;
    if (!WebPValidateConfig(&config))
        return internalError("libwebp refuses the settings", std::string(where));
    return config;
}

bool import(WebPPicture& picture, const Picture& from) {
    const auto* pixels = data(from.pixels);
    const int stride = static_cast<int>(from.info.rowBytes());
    if (from.info.channels == 4) return WebPPictureImportRGBA(&picture, pixels, stride);
    if (from.info.channels == 3) return WebPPictureImportRGB(&picture, pixels, stride);
    std::vector<uint8_t> rgb(from.pixels.size() * 3);
    for (size_t i = 0; i < rgb.size(); ++i)
        rgb[i] = pixels[i / 3];
    return WebPPictureImportRGB(&picture, rgb.data(), 3 * stride);
}

Result<Bytes> encodeFile(std::span<const Picture> pictures, std::string_view where, JobContext& job) {
    const PictureInfo& info = pictures.front().info;
    if (pictures.size() != 1 || info.dtype != DType::u8 || (info.channels != 3 && info.channels != 4) ||
        std::max(info.width, info.height) > WEBP_MAX_DIMENSION)
        return unsupported(
            "a lossless WebP is written from one picture of 3 or 4 channels of 8 bits, up to 16383 pixels a "
            "side",
            printable(where),
            "choose the suffix .png or .tiff"
        );
    return encodeWebp(pictures.front(), {.lossless = true}, where, job);
}

} // namespace

Result<Bytes>
encodeWebp(const Picture& picture, const WebpOptions& options, std::string_view where, JobContext& job) {
    RB_TRY(const WebPConfig config, makeConfig(options, where));
    RB_CHECK(job.fits(8 * picture.info.byteSize(), "encoding WebP", where));
    Writer w;
    if (!WebPPictureInit(&w.picture)) return internalError("libwebp has another version", std::string(where));
    w.picture.width = static_cast<int>(picture.info.width);
    w.picture.height = static_cast<int>(picture.info.height);
    w.picture.use_argb = options.lossless || options.sharpYuv;
    w.picture.writer = WebPMemoryWrite;
    w.picture.custom_ptr = &w.memory;
    w.picture.user_data = &job;
    w.picture.progress_hook = [](int, const WebPPicture* p) -> int {
        return !static_cast<const JobContext*>(p->user_data)->cancelled();
    };
    if (!import(w.picture, picture))
        return outOfMemory("memory ran out", printable(where), "choose a smaller picture");
    if (!WebPEncode(&config, &w.picture)) {
        if (w.picture.error_code == VP8_ENC_ERROR_USER_ABORT)
            return cancelledError("WebP of " + std::string(where));
        return internalError(
            fmt::format("libwebp error {}", static_cast<int>(w.picture.error_code)), std::string(where)
        );
    }
    const auto* begin = reinterpret_cast<const std::byte*>(w.memory.mem);
    return ownBytes(std::vector<std::byte>(begin, begin + w.memory.size));
}

Result<Pixels> decodeWebp(const DecodeRequest& request, JobContext& job) {
    RB_TRY(const auto found, pages(request.bytes, request.where, job));
    const PictureInfo& expected = request.expected;
    PictureInfo due = expected;
    if (expected.channels == 1 || (expected.channels == 4 && found.front().channels == 3))
        due.channels = 3; // grey as R = G = B, opaque alpha left out
    RB_CHECK(checkExpected("WebP", found.front(), due, request.where));
    if (found.front().extra.contains("animation")) {
        if (request.state) return decodeFrame(request, job);
        return damaged("WebP", "an animation where a picture is due", request.where);
    }
    PictureInfo decoded = expected;
    decoded.channels = std::max(3, expected.channels);
    RB_TRY(Pixels pixels, allocate(decoded, decoded.byteSize(), request.where, job));
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return internalError("libwebp has another version", request.where);
    config.options.use_threads = job.threads() > 1;
    config.output.colorspace = decoded.channels == 4 ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = reinterpret_cast<uint8_t*>(pixels.data());
    config.output.u.RGBA.stride = static_cast<int>(decoded.rowBytes());
    config.output.u.RGBA.size = pixels.size();
    const auto code = WebPDecode(data(request.bytes), request.bytes.size(), &config);
    WebPFreeDecBuffer(&config.output);
    if (code != VP8_STATUS_OK) return damaged("WebP", describe(code), request.where);
    if (expected.channels == 1) {
        for (size_t i = 0; i < pixels.size() / 3; ++i)
            pixels[i] = pixels[3 * i + 1];
        pixels.resize(pixels.size() / 3);
    }
    return pixels;
}

const PictureFormat webpFormat{
    .id = "webp",
    .title = "WebP",
    .extensions = {"webp"},
    .score = [](View head) { return startsWith(head, "RIFF") && startsWith(head, "WEBP", 8) ? 98 : 0; },
    .pages = pages,
    .decode = decodeWebp,
    .encode = encodeFile,
    .pageName = "frame",
};

} // namespace rarebit::media

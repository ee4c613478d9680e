// SPDX-License-Identifier: GPL-3.0-or-later
// JPEG XL by libjxl. Lossless keeps the samples; lossy works in XYB and gives back sRGB.
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <fmt/format.h>
#include <jxl/decode.h>
#include <jxl/encode.h>
#include <jxl/thread_parallel_runner.h>

#include <array>
#include <cstring>
#include <optional>

namespace rarebit::media {
namespace {

using Decoder = std::unique_ptr<JxlDecoder, void (*)(JxlDecoder*)>;
using Encoder = std::unique_ptr<JxlEncoder, void (*)(JxlEncoder*)>;
using Runner = std::unique_ptr<void, void (*)(void*)>;

Runner makeRunner(const JobContext& job) {
    // One thread: the library works in the caller's.
    return {
        job.threads() > 1 ? JxlThreadParallelRunnerCreate(nullptr, static_cast<size_t>(job.threads()))
                          : nullptr,
        JxlThreadParallelRunnerDestroy};
}

Error wrong(std::string_view what, std::string_view where) {
    return damaged("JPEG XL", what, where);
}

Result<Decoder> startDecoder(View bytes, int events, std::string_view where) {
    Decoder decoder(JxlDecoderCreate(nullptr), JxlDecoderDestroy);
    if (!decoder) return outOfMemory("memory ran out", printable(where), "choose a smaller picture");
    if (JxlDecoderSubscribeEvents(decoder.get(), events) != JXL_DEC_SUCCESS ||
        JxlDecoderSetKeepOrientation(decoder.get(), JXL_TRUE) != JXL_DEC_SUCCESS ||
        JxlDecoderSetInput(decoder.get(), reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()) !=
            JXL_DEC_SUCCESS)
        return internalError("libjxl refuses the settings", std::string(where));
    JxlDecoderCloseInput(decoder.get());
    return decoder;
}

Result<PictureInfo> describe(const JxlBasicInfo& basic, std::string_view where) {
    PictureInfo info;
    info.width = basic.xsize;
    info.height = basic.ysize;
    RB_CHECK(checkSize("JPEG XL", info.width, info.height, where));
    info.channels = static_cast<int>(basic.num_color_channels) + (basic.alpha_bits ? 1 : 0);
    if (info.channels < 1 || info.channels > 4)
        return wrong(fmt::format("{} channels", info.channels), where);
    const bool real = basic.exponent_bits_per_sample > 0 || basic.bits_per_sample > 16;
    info.dtype = real ? DType::f32 : basic.bits_per_sample > 8 ? DType::u16 : DType::u8;
    if (!real && basic.bits_per_sample != 8 && basic.bits_per_sample != 16)
        info.bits = static_cast<int>(basic.bits_per_sample);
    if (basic.num_extra_channels > (basic.alpha_bits ? 1u : 0u))
        info.note = fmt::format(
            "{} extra channels are left out", basic.num_extra_channels - (basic.alpha_bits ? 1 : 0)
        );
    return info;
}

// Frame headers tell where the frames end: a cut file is found without decoding.
Result<std::vector<PictureInfo>> pages(View bytes, std::string_view where, JobContext& job) {
    RB_TRY(const Decoder decoder, startDecoder(bytes, JXL_DEC_BASIC_INFO | JXL_DEC_FRAME, where));
    std::optional<PictureInfo> info;
    size_t frames = 0;
    while (true) {
        if (job.cancelled()) return cancelledError("JPEG XL frames");
        switch (JxlDecoderProcessInput(decoder.get())) {
        case JXL_DEC_BASIC_INFO: {
            JxlBasicInfo basic;
            if (JxlDecoderGetBasicInfo(decoder.get(), &basic) != JXL_DEC_SUCCESS)
                return wrong("its header is unreadable", where);
            RB_TRY(info, describe(basic, where));
            break;
        }
        case JXL_DEC_FRAME:
            ++frames;
            break;
        case JXL_DEC_SUCCESS:
            if (!info || frames == 0) return wrong("it holds no picture", where);
            return std::vector(frames, *info);
        case JXL_DEC_NEED_MORE_INPUT:
            return wrong(fmt::format("it ends at byte {}", bytes.size()), where);
        default:
            return wrong("its header or frames are unreadable", where);
        }
    }
}

JxlPixelFormat pixelFormat(const PictureInfo& info) {
    return {
        static_cast<uint32_t>(info.channels),
        info.dtype == DType::f32   ? JXL_TYPE_FLOAT
        : info.dtype == DType::u16 ? JXL_TYPE_UINT16
                                   : JXL_TYPE_UINT8,
        JXL_NATIVE_ENDIAN,
        0};
}

// The library stretches samples of 9 to 15 bits to 16; the values of the file come back exactly.
void unstretch(Pixels& pixels, const PictureInfo& info) {
    if (info.bits == 0 || info.bits == 8 || info.dtype == DType::f32) return;
    const uint32_t top = (1u << info.bits) - 1;
    if (info.dtype == DType::u8) return; // 1 to 7 bits stay scaled to 8
    for (size_t i = 0; i < pixels.size(); i += 2) {
        uint16_t value = 0;
        std::memcpy(&value, pixels.data() + i, 2);
        value = static_cast<uint16_t>((value * uint64_t(top) + 32767) / 65535);
        std::memcpy(pixels.data() + i, &value, 2);
    }
}

Status setColour(JxlDecoder* decoder, std::string_view where) {
    JxlBasicInfo basic;
    if (JxlDecoderGetBasicInfo(decoder, &basic) != JXL_DEC_SUCCESS)
        return wrong("its header is unreadable", where);
    if (basic.uses_original_profile) return Ok{}; // stored samples, whatever they mean
    JxlColorEncoding colour;
    JxlColorEncodingSetToSRGB(&colour, basic.num_color_channels == 1);
    JxlDecoderSetPreferredColorProfile(decoder, &colour);
    return Ok{};
}

Status
encodeInto(JxlEncoder* encoder, const Picture& picture, const JxlOptions& options, std::string_view where) {
    const bool lossless = options.distance == 0, alpha = picture.info.channels % 2 == 0;
    JxlBasicInfo basic;
    JxlEncoderInitBasicInfo(&basic);
    basic.xsize = static_cast<uint32_t>(picture.info.width);
    basic.ysize = static_cast<uint32_t>(picture.info.height);
    basic.bits_per_sample = picture.info.dtype == DType::u16 ? 16 : 8;
    basic.num_color_channels = picture.info.channels < 3 ? 1 : 3;
    basic.num_extra_channels = alpha;
    basic.alpha_bits = alpha ? basic.bits_per_sample : 0;
    basic.uses_original_profile = lossless;
    JxlColorEncoding colour;
    JxlColorEncodingSetToSRGB(&colour, basic.num_color_channels == 1);
    const JxlPixelFormat format = pixelFormat(picture.info);
    const auto fine = [](JxlEncoderStatus status) { return status == JXL_ENC_SUCCESS; };
    // 16-bit lossless needs level 10 of the standard, which the container announces.
    if (!fine(JxlEncoderSetBasicInfo(encoder, &basic)) ||
        !fine(JxlEncoderSetColorEncoding(encoder, &colour)) ||
        !fine(JxlEncoderSetCodestreamLevel(
            encoder, JxlEncoderGetRequiredCodestreamLevel(encoder) == 10 ? 10 : 5
        )))
        return internalError("libjxl refuses the picture", std::string(where));
    auto* settings = JxlEncoderFrameSettingsCreate(encoder, nullptr);
    const bool set =
        settings && fine(JxlEncoderSetFrameLossless(settings, lossless ? JXL_TRUE : JXL_FALSE)) &&
        (lossless || fine(JxlEncoderSetFrameDistance(settings, options.distance))) &&
        fine(JxlEncoderFrameSettingsSetOption(settings, JXL_ENC_FRAME_SETTING_EFFORT, options.effort)) &&
        fine(JxlEncoderFrameSettingsSetOption(settings, JXL_ENC_FRAME_SETTING_KEEP_INVISIBLE, 1)) &&
        fine(JxlEncoderFrameSettingsSetOption(
            settings, JXL_ENC_FRAME_SETTING_MODULAR, options.modular || lossless ? 1 : -1
        ));
    if (!set) return internalError("libjxl refuses the settings", std::string(where));
    if (!fine(JxlEncoderAddImageFrame(settings, &format, picture.pixels.data(), picture.pixels.size())))
        return internalError("libjxl cannot encode the picture", std::string(where));
    JxlEncoderCloseInput(encoder);
    return Ok{};
}

Result<Bytes> encodeFile(std::span<const Picture> pictures, std::string_view where, JobContext& job) {
    const PictureInfo& info = pictures.front().info;
    if (pictures.size() != 1 || info.channels > 4 || (info.dtype != DType::u8 && info.dtype != DType::u16))
        return unsupported(
            "a lossless JPEG XL is written from one picture of 1 to 4 channels of 8 or 16 bits",
            printable(where),
            "choose the suffix .tiff"
        );
    return encodeJxl(pictures.front(), {.distance = 0}, where, job);
}

} // namespace

Result<Bytes>
encodeJxl(const Picture& picture, const JxlOptions& options, std::string_view where, JobContext& job) {
    // Planes of floats, several times over.
    RB_CHECK(job.fits(
        static_cast<uint64_t>(picture.info.width * picture.info.height * picture.info.channels) * 32,
        "encoding JPEG XL",
        where
    ));
    const Runner runner = makeRunner(job);
    const Encoder encoder(JxlEncoderCreate(nullptr), JxlEncoderDestroy);
    if (!encoder) return outOfMemory("memory ran out", printable(where), "choose a smaller picture");
    if (runner) JxlEncoderSetParallelRunner(encoder.get(), JxlThreadParallelRunner, runner.get());
    RB_CHECK(encodeInto(encoder.get(), picture, options, where));
    std::vector<std::byte> out(64 << 10);
    size_t have = 0;
    while (true) {
        if (job.cancelled()) return cancelledError("JPEG XL of " + std::string(where));
        auto* next = reinterpret_cast<uint8_t*>(out.data() + have);
        size_t room = out.size() - have;
        const auto status = JxlEncoderProcessOutput(encoder.get(), &next, &room);
        have = out.size() - room;
        if (status == JXL_ENC_SUCCESS) break;
        if (status != JXL_ENC_NEED_MORE_OUTPUT)
            return internalError(
                fmt::format("libjxl error {}", static_cast<int>(JxlEncoderGetError(encoder.get()))),
                std::string(where)
            );
        out.resize(out.size() * 2);
    }
    out.resize(have);
    return ownBytes(std::move(out));
}

Result<Pixels> decodeJxl(const DecodeRequest& request, JobContext& job) {
    constexpr int events = JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING | JXL_DEC_FULL_IMAGE;
    RB_TRY(const auto found, pages(request.bytes, request.where, job));
    if (request.page >= found.size()) return wrong("a frame is missing", request.where);
    RB_CHECK(checkExpected("JPEG XL", found.front(), request.expected, request.where));
    RB_TRY(
        Pixels pixels,
        allocate(
            request.expected,
            16 * (request.expected.byteSize() / request.expected.sampleBytes()),
            request.where,
            job
        )
    );
    const Runner runner = makeRunner(job);
    RB_TRY(const Decoder decoder, startDecoder(request.bytes, events, request.where));
    if (runner) JxlDecoderSetParallelRunner(decoder.get(), JxlThreadParallelRunner, runner.get());
    if (request.page) JxlDecoderSkipFrames(decoder.get(), request.page);
    const JxlPixelFormat format = pixelFormat(request.expected);
    while (true) {
        if (job.cancelled()) return cancelledError("JPEG XL of " + request.where);
        switch (JxlDecoderProcessInput(decoder.get())) {
        case JXL_DEC_BASIC_INFO:
            break;
        case JXL_DEC_COLOR_ENCODING:
            RB_CHECK(setColour(decoder.get(), request.where));
            break;
        case JXL_DEC_NEED_IMAGE_OUT_BUFFER: {
            size_t size = 0;
            if (JxlDecoderImageOutBufferSize(decoder.get(), &format, &size) != JXL_DEC_SUCCESS ||
                size != pixels.size() ||
                JxlDecoderSetImageOutBuffer(decoder.get(), &format, pixels.data(), size) != JXL_DEC_SUCCESS)
                return wrong("its picture has another size than its header says", request.where);
            break;
        }
        case JXL_DEC_FULL_IMAGE:
            unstretch(pixels, found.front());
            return pixels;
        case JXL_DEC_NEED_MORE_INPUT:
            return wrong("it ends too early", request.where);
        default:
            return wrong("its picture cannot be decoded", request.where);
        }
    }
}

const PictureFormat jxlFormat{
    .id = "jxl",
    .title = "JPEG XL",
    .extensions = {"jxl"},
    .score =
        [](View head) {
            using namespace std::string_view_literals;
            return startsWith(head, "\0\0\0\x0cJXL \r\n\x87\n"sv) ? 99
                   : startsWith(head, "\xff\x0a")                 ? 90
                                                                  : 0;
        },
    .pages = pages,
    .decode = decodeJxl,
    .encode = encodeFile,
    .pageName = "frame",
};

} // namespace rarebit::media

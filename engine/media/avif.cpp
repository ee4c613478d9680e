// SPDX-License-Identifier: GPL-3.0-or-later
// AVIF by libavif with libaom. R, G, B become Y'CbCr by the matrix and range that the file names, in floating
// point (libyuv's faster tables are not used), and come back the same way.
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <avif/avif.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace rarebit::media {
namespace {

using Decoder = std::unique_ptr<avifDecoder, void (*)(avifDecoder*)>;
using Image = std::unique_ptr<avifImage, void (*)(avifImage*)>;

Error wrong(std::string_view what, std::string_view where) {
    return damaged("AVIF", what, where);
}

Result<Decoder> openDecoder(View bytes, std::string_view where, const JobContext& job) {
    Decoder decoder(avifDecoderCreate(), avifDecoderDestroy);
    if (!decoder) return outOfMemory("memory ran out", printable(where), "choose a smaller picture");
    decoder->maxThreads = job.threads();
    decoder->ignoreExif = decoder->ignoreXMP = AVIF_TRUE;
    decoder->strictFlags = AVIF_STRICT_DISABLED; // old encoders left out boxes that the samples do not need
    decoder->imageSizeLimit =
        static_cast<uint32_t>(std::min<uint64_t>(limits().pixels, AVIF_DEFAULT_IMAGE_SIZE_LIMIT));
    if (avifDecoderSetIOMemory(decoder.get(), reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()) !=
        AVIF_RESULT_OK)
        return wrong("it is empty", where);
    if (const avifResult result = avifDecoderParse(decoder.get()); result != AVIF_RESULT_OK)
        return wrong(avifResultToString(result), where);
    return decoder;
}

Result<PictureInfo> describe(const avifDecoder& decoder, std::string_view where) {
    const avifImage& image = *decoder.image;
    PictureInfo info;
    info.width = image.width;
    info.height = image.height;
    RB_CHECK(checkSize("AVIF", info.width, info.height, where));
    info.channels = (image.yuvFormat == AVIF_PIXEL_FORMAT_YUV400 ? 1 : 3) + (decoder.alphaPresent ? 1 : 0);
    info.dtype = image.depth > 8 ? DType::u16 : DType::u8;
    if (image.depth > 8) info.bits = static_cast<int>(image.depth);
    return info;
}

// Extents of all items are part of the header: a cut file is found without decoding.
Result<std::vector<PictureInfo>> pages(View bytes, std::string_view where, JobContext& job) {
    RB_TRY(const Decoder decoder, openDecoder(bytes, where, job));
    RB_TRY(PictureInfo info, describe(*decoder, where));
    if (decoder->imageCount < 1) return wrong("it holds no picture", where);
    for (int i = 0; i < decoder->imageCount; ++i) {
        avifExtent extent{};
        if (avifDecoderNthImageMaxExtent(decoder.get(), static_cast<uint32_t>(i), &extent) !=
                AVIF_RESULT_OK ||
            extent.offset > bytes.size() || extent.size > bytes.size() - extent.offset)
            return wrong(
                fmt::format("the data of picture {} lies beyond its {} bytes", i + 1, bytes.size()), where
            );
    }
    return std::vector(static_cast<size_t>(decoder->imageCount), info);
}

avifMatrixCoefficients matrixOf(const std::string& name) {
    if (name == "identity") return AVIF_MATRIX_COEFFICIENTS_IDENTITY;
    return name == "bt709" ? AVIF_MATRIX_COEFFICIENTS_BT709 : AVIF_MATRIX_COEFFICIENTS_BT601;
}

void setRgb(avifRGBImage& rgb, const avifImage& image, uint32_t depth, bool alpha) {
    avifRGBImageSetDefaults(&rgb, &image);
    rgb.depth = depth;
    rgb.format = alpha ? AVIF_RGB_FORMAT_RGBA : AVIF_RGB_FORMAT_RGB;
    rgb.chromaUpsampling = AVIF_CHROMA_UPSAMPLING_BILINEAR;
    rgb.chromaDownsampling = AVIF_CHROMA_DOWNSAMPLING_AVERAGE;
    rgb.avoidLibYUV = AVIF_TRUE;
}

// R = G = B: the luma of grey is the grey itself, in any matrix.
Pixels spreadGrey(const Picture& picture) {
    const size_t size = picture.info.sampleBytes(), count = picture.pixels.size() / size;
    Pixels rgb(picture.pixels.size() * 3);
    for (size_t i = 0; i < 3 * count; ++i)
        std::memcpy(rgb.data() + i * size, picture.pixels.data() + i / 3 * size, size);
    return rgb;
}

Result<Image> toYuv(const Picture& picture, const AvifOptions& options, std::string_view where) {
    const bool grey = picture.info.channels == 1, alpha = picture.info.channels == 4;
    const auto format = grey                      ? AVIF_PIXEL_FORMAT_YUV400
                        : options.chroma == "444" ? AVIF_PIXEL_FORMAT_YUV444
                        : options.chroma == "422" ? AVIF_PIXEL_FORMAT_YUV422
                                                  : AVIF_PIXEL_FORMAT_YUV420;
    Image image(
        avifImageCreate(
            static_cast<uint32_t>(picture.info.width),
            static_cast<uint32_t>(picture.info.height),
            static_cast<uint32_t>(options.depth),
            format
        ),
        avifImageDestroy
    );
    if (!image) return outOfMemory("memory ran out", printable(where), "choose a smaller picture");
    image->yuvRange = options.range == "limited" ? AVIF_RANGE_LIMITED : AVIF_RANGE_FULL;
    image->colorPrimaries = AVIF_COLOR_PRIMARIES_BT709;
    image->transferCharacteristics = AVIF_TRANSFER_CHARACTERISTICS_SRGB;
    image->matrixCoefficients = matrixOf(grey ? "bt601" : options.matrix);
    avifRGBImage rgb;
    setRgb(rgb, *image, picture.info.dtype == DType::u16 ? 16 : 8, alpha);
    Pixels spread;
    if (grey) spread = spreadGrey(picture);
    rgb.pixels =
        reinterpret_cast<uint8_t*>(const_cast<std::byte*>(grey ? spread.data() : picture.pixels.data()));
    rgb.rowBytes = static_cast<uint32_t>(picture.info.rowBytes() * (grey ? 3 : 1));
    if (const auto result = avifImageRGBToYUV(image.get(), &rgb); result != AVIF_RESULT_OK)
        return internalError(fmt::format("libavif: {}", avifResultToString(result)), std::string(where));
    return image;
}

} // namespace

Result<Bytes>
encodeAvif(const Picture& picture, const AvifOptions& options, std::string_view where, JobContext& job) {
    if (options.matrix == "identity" && options.chroma != "444" && picture.info.channels != 1)
        return badParams(
            fmt::format("matrix identity with chroma {}", options.chroma),
            "avif",
            "identity keeps R, G, B as planes: add chroma=444"
        );
    RB_CHECK(
        job.fits(static_cast<uint64_t>(picture.info.width * picture.info.height) * 64, "encoding AVIF", where)
    );
    RB_TRY(const Image image, toYuv(picture, options, where));
    const std::unique_ptr<avifEncoder, void (*)(avifEncoder*)> encoder(
        avifEncoderCreate(), avifEncoderDestroy
    );
    if (!encoder) return outOfMemory("memory ran out", printable(where), "choose a smaller picture");
    encoder->codecChoice = AVIF_CODEC_CHOICE_AOM;
    encoder->maxThreads = 1; // libaom's choices depend on the number of threads
    encoder->speed = options.speed;
    const bool lossless = options.quantizer == 0;
    encoder->minQuantizer = 0;
    encoder->maxQuantizer = lossless ? 0 : 63;
    encoder->minQuantizerAlpha = 0;
    encoder->maxQuantizerAlpha = options.alphaQuantizer == 0 ? 0 : 63;
    const auto set = [&](const char* key, const std::string& value) {
        avifEncoderSetCodecSpecificOption(encoder.get(), key, value.c_str());
    };
    set("end-usage", "q");
    set("tune", options.tune);
    if (!lossless) set("color:cq-level", std::to_string(options.quantizer));
    if (options.alphaQuantizer) set("alpha:cq-level", std::to_string(options.alphaQuantizer));
    avifRWData file = AVIF_DATA_EMPTY;
    const auto result = avifEncoderWrite(encoder.get(), image.get(), &file);
    const auto* begin = reinterpret_cast<const std::byte*>(file.data);
    std::vector<std::byte> out(begin, begin + file.size);
    avifRWDataFree(&file);
    if (job.cancelled()) return cancelledError("AVIF of " + std::string(where));
    if (result == AVIF_RESULT_NO_CODEC_AVAILABLE)
        return unsupported(
            "libavif was built without libaom", std::string(where), "install libavif with libaom"
        );
    if (result != AVIF_RESULT_OK)
        return internalError(
            fmt::format("libavif: {} {}", avifResultToString(result), encoder->diag.error), std::string(where)
        );
    return ownBytes(std::move(out));
}

Result<Pixels> decodeAvif(const DecodeRequest& request, JobContext& job) {
    RB_TRY(const Decoder decoder, openDecoder(request.bytes, request.where, job));
    RB_TRY(const PictureInfo found, describe(*decoder, request.where));
    const PictureInfo& expected = request.expected;
    const bool grey = decoder->image->yuvFormat == AVIF_PIXEL_FORMAT_YUV400;
    const int colours = expected.channels < 3 ? 1 : 3;
    if (found.width != expected.width || found.height != expected.height || grey != (colours == 1) ||
        (decoder->alphaPresent && expected.channels % 2 == 1))
        return wrong(
            fmt::format(
                "it holds {} x {} x {} where {} x {} x {} is due",
                found.width,
                found.height,
                found.channels,
                expected.width,
                expected.height,
                expected.channels
            ),
            request.where
        );
    PictureInfo decoded = expected;
    decoded.channels = expected.channels % 2 == 0 ? 4 : 3; // the library gives no grey
    RB_TRY(Pixels pixels, allocate(decoded, 8 * decoded.byteSize(), request.where, job));
    if (const auto result = avifDecoderNthImage(decoder.get(), static_cast<uint32_t>(request.page));
        result != AVIF_RESULT_OK)
        return wrong(avifResultToString(result), request.where);
    avifRGBImage rgb;
    // Parts of a file keep its depth (bits); those of the method have the depth of the original.
    const auto depth = expected.dtype == DType::u8 ? 8u
                       : expected.bits             ? static_cast<unsigned>(expected.bits)
                                                   : 16u;
    setRgb(rgb, *decoder->image, depth, decoded.channels == 4);
    if (decoder->image->width != expected.width || decoder->image->height != expected.height)
        return wrong("its picture has another size than its header says", request.where);
    rgb.pixels = reinterpret_cast<uint8_t*>(pixels.data());
    rgb.rowBytes = static_cast<uint32_t>(decoded.rowBytes());
    if (const auto result = avifImageYUVToRGB(decoder->image, &rgb); result != AVIF_RESULT_OK)
        return wrong(avifResultToString(result), request.where);
    if (colours == 3) return pixels;
    const size_t size = expected.sampleBytes(), count = static_cast<size_t>(expected.width * expected.height);
    const size_t from = static_cast<size_t>(decoded.channels) * size,
                 to = static_cast<size_t>(expected.channels) * size;
    for (size_t i = 0; i < count; ++i) {
        std::memmove(pixels.data() + i * to, pixels.data() + i * from, size);
        if (expected.channels == 2)
            std::memmove(pixels.data() + i * to + size, pixels.data() + i * from + 3 * size, size);
    }
    pixels.resize(count * to);
    return pixels;
}

const PictureFormat avifFormat{
    .id = "avif",
    .title = "AVIF",
    .extensions = {"avif", "avifs"},
    .score =
        [](View head) {
            if (!startsWith(head, "ftyp", 4)) return 0;
            const avifROData data{reinterpret_cast<const uint8_t*>(head.data()), head.size()};
            return avifPeekCompatibleFileType(&data) ? 98 : 0;
        },
    .pages = pages,
    .decode = decodeAvif,
    .pageName = "frame",
};

} // namespace rarebit::media

// SPDX-License-Identifier: GPL-3.0-or-later
// WebP (RFC 9649) by libwebp: VP8 key frames, or the lossless format; 8 bits.
// Stream: "codes" (payload), a complete WebP file.
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

namespace rarebit::methods {
namespace {

Status accepts(const Part& part) {
    return media::acceptsPicture(part, {.codec = "WebP", .alpha = true, .maxSide = 16383});
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    RB_TRY(const auto loaded, media::loadPicture(parts, job));
    const media::WebpOptions options{
        .lossless = params.flag("lossless"),
        .exact = params.flag("exact"),
        .sharpYuv = params.flag("sharp_yuv"),
        .quality = static_cast<float>(params.number("quality")),
        .method = static_cast<int>(params.integer("method")),
        .nearLossless = static_cast<int>(params.integer("near_lossless")),
        .alphaQuality = static_cast<int>(params.integer("alpha_quality")),
    };
    RB_TRY(Bytes file, media::encodeWebp(loaded.picture(), options, parts.front().name, job));
    return media::encodedFile(std::move(file));
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(const auto coded, media::codedPicture(encoded, accepts));
    RB_TRY(
        media::Pixels pixels,
        media::decodeWebp({.bytes = coded.file.view, .expected = coded.info, .where = "webp stream"}, job)
    );
    return media::decodedPicture(encoded, std::move(pixels));
}

} // namespace

const MethodDef& webp() {
    static const MethodDef definition{
        .id = "webp",
        .title = "WebP",
        .family = "image",
        .paper = "RFC 9649 (2024); libwebp",
        .fidelity = Fidelity::lossy,
        .params =
            {{.name = "quality",
              .fallback = 75.0,
              .min = 0,
              .max = 100,
              .help = "lossy: strength of the quantisers, 100 is finest; lossless: effort"},
             {.name = "method",
              .fallback = int64_t{4},
              .min = 0,
              .max = 6,
              .help = "effort: 0 is fastest, 6 searches longest"},
             {.name = "lossless", .fallback = false, .help = "the lossless format instead of VP8"},
             {.name = "near_lossless",
              .fallback = int64_t{100},
              .min = 0,
              .max = 100,
              .help = "lossless only: 100 keeps every sample, less rounds them and turns exact off"},
             {.name = "exact",
              .fallback = true,
              .help = "keeps the colours of fully transparent pixels; off, they are made up to code well"},
             {.name = "sharp_yuv",
              .fallback = false,
              .help = "lossy only: slower conversion to 4:2:0 that keeps thin coloured lines"},
             {.name = "alpha_quality",
              .fallback = int64_t{100},
              .min = 0,
              .max = 100,
              .help = "lossy only: 100 codes alpha without loss, less with fewer levels"}},
        .quick = "webp:quality=80,method=2",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

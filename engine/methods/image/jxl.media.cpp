// SPDX-License-Identifier: GPL-3.0-or-later
// JPEG XL (ISO/IEC 18181) by libjxl: VarDCT, or modular; lossless at distance 0; 8 and 16 bits.
// Stream: "codes" (payload), a complete JPEG XL file.
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

namespace rarebit::methods {
namespace {

Status accepts(const Part& part) {
    return media::acceptsPicture(
        part, {.codec = "JPEG XL", .sixteenBit = true, .greyAlpha = true, .alpha = true, .maxSide = 1 << 30}
    );
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    RB_TRY(const auto loaded, media::loadPicture(parts, job));
    const media::JxlOptions options{
        .distance = static_cast<float>(params.number("distance")),
        .effort = static_cast<int>(params.integer("effort")),
        .modular = params.flag("modular"),
    };
    RB_TRY(Bytes file, media::encodeJxl(loaded.picture(), options, parts.front().name, job));
    return media::encodedFile(std::move(file));
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(const auto coded, media::codedPicture(encoded, accepts));
    RB_TRY(
        media::Pixels pixels,
        media::decodeJxl({.bytes = coded.file.view, .expected = coded.info, .where = "jxl stream"}, job)
    );
    return media::decodedPicture(encoded, std::move(pixels));
}

} // namespace

const MethodDef& jxl() {
    static const MethodDef definition{
        .id = "jxl",
        .title = "JPEG XL",
        .family = "image",
        .paper = "ISO/IEC 18181-1:2022; libjxl",
        .fidelity = Fidelity::lossy,
        .params =
            {{.name = "distance",
              .fallback = 1.0,
              .min = 0,
              .max = 15,
              .unit = "butteraugli distance",
              .help = "0 is lossless, 1 visually lossless, about JPEG quality 90; below 0.01 counts as 0.01"},
             {.name = "effort",
              .fallback = int64_t{7},
              .min = 1,
              .max = 9,
              .help = "1 is fastest, 9 searches longest"},
             {.name = "modular",
              .fallback = false,
              .help = "lossy coding by the modular mode (wavelet-like squeeze) instead of VarDCT"}},
        .quick = "jxl:distance=1,effort=3",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

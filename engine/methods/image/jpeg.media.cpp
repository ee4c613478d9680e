// SPDX-License-Identifier: GPL-3.0-or-later
// JPEG (ITU-T T.81) by libjpeg-turbo: baseline or progressive, Huffman coded, 8 bits.
// Stream: "codes" (payload), a complete JPEG file.
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

namespace rarebit::methods {
namespace {

Status accepts(const Part& part) {
    return media::acceptsPicture(part, {.codec = "JPEG", .maxSide = 65500}); // libjpeg's JPEG_MAX_DIMENSION
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    RB_TRY(const auto loaded, media::loadPicture(parts, job));
    const media::JpegOptions options{
        static_cast<int>(params.integer("quality")),
        params.text("subsampling"),
        params.flag("optimise"),
        params.flag("progressive"),
    };
    RB_TRY(Bytes file, media::encodeJpeg(loaded.picture(), options, parts.front().name, job));
    return media::encodedFile(std::move(file));
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(const auto coded, media::codedPicture(encoded, accepts));
    RB_TRY(
        media::Pixels pixels,
        media::decodeJpeg({.bytes = coded.file.view, .expected = coded.info, .where = "jpeg stream"}, job)
    );
    return media::decodedPicture(encoded, std::move(pixels));
}

} // namespace

const MethodDef& jpeg() {
    static const MethodDef definition{
        .id = "jpeg",
        .title = "JPEG",
        .family = "image",
        .paper = "ITU-T T.81 (1992); libjpeg-turbo",
        .fidelity = Fidelity::lossy,
        .params =
            {{.name = "quality",
              .fallback = int64_t{75},
              .min = 1,
              .max = 100,
              .help = "scales the quantisation tables of Annex K; 50 keeps them as they are"},
             {.name = "subsampling",
              .fallback = std::string("420"),
              .choices = {"420", "422", "444"},
              .help = "chroma samples: halved in both directions, horizontally, or kept"},
             {.name = "optimise",
              .fallback = false,
              .help = "Huffman tables made for the picture instead of the standard ones"},
             {.name = "progressive",
              .fallback = false,
              .help = "ten scans from coarse to fine; always with tables made for the picture"}},
        .quick = "jpeg:quality=80",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

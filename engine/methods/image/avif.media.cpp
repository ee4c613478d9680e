// SPDX-License-Identifier: GPL-3.0-or-later
// AVIF, one AV1 key frame, by libavif and libaom; 8, 10 and 12 bits inside.
// Stream: "codes" (payload), a complete AVIF file.
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <string>

namespace rarebit::methods {
namespace {

Status accepts(const Part& part) {
    return media::acceptsPicture(
        part, {.codec = "AVIF", .sixteenBit = true, .alpha = true, .maxSide = 16384}
    );
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    RB_TRY(const auto loaded, media::loadPicture(parts, job));
    const media::AvifOptions options{
        .quantizer = static_cast<int>(params.integer("quantizer")),
        .alphaQuantizer = static_cast<int>(params.integer("alpha_quantizer")),
        .speed = static_cast<int>(params.integer("speed")),
        .depth = std::stoi(params.text("depth")),
        .chroma = params.text("chroma"),
        .matrix = params.text("matrix"),
        .range = params.text("range"),
        .tune = params.text("tune"),
    };
    RB_TRY(Bytes file, media::encodeAvif(loaded.picture(), options, parts.front().name, job));
    return media::encodedFile(std::move(file));
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(const auto coded, media::codedPicture(encoded, accepts));
    RB_TRY(
        media::Pixels pixels,
        media::decodeAvif({.bytes = coded.file.view, .expected = coded.info, .where = "avif stream"}, job)
    );
    return media::decodedPicture(encoded, std::move(pixels));
}

} // namespace

const MethodDef& avif() {
    static const MethodDef definition{
        .id = "avif",
        .title = "AVIF",
        .family = "image",
        .paper = "AV1 Image File Format 1.1 (2022); libavif, libaom",
        .fidelity = Fidelity::lossy,
        .params =
            {{.name = "quantizer",
              .fallback = int64_t{24},
              .min = 0,
              .max = 63,
              .help = "constant-quality level of libaom (cq-level); 0 codes the planes without loss"},
             {.name = "speed",
              .fallback = int64_t{6},
              .min = 0,
              .max = 10,
              .help = "0 searches longest, 10 is fastest"},
             {.name = "chroma",
              .fallback = std::string("420"),
              .choices = {"420", "422", "444"},
              .help = "chroma samples: halved in both directions, horizontally, or kept"},
             {.name = "depth",
              .fallback = std::string("8"),
              .choices = {"8", "10", "12"},
              .unit = "bits",
              .help = "of the planes that are coded"},
             {.name = "matrix",
              .fallback = std::string("bt601"),
              .choices = {"bt601", "bt709", "identity"},
              .help = "R, G, B to luma and chroma; identity codes G, B, R as they are (chroma 444)"},
             {.name = "range",
              .fallback = std::string("full"),
              .choices = {"full", "limited"},
              .help = "of the planes: all values, or 16 to 235 (240) of 255"},
             {.name = "tune",
              .fallback = std::string("psnr"),
              .choices = {"psnr", "ssim"},
              .help = "what libaom's rate-distortion search aims at"},
             {.name = "alpha_quantizer",
              .fallback = int64_t{0},
              .min = 0,
              .max = 63,
              .help = "the same level for the alpha channel; 0 is lossless"}},
        .quick = "avif:quantizer=30,speed=9",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

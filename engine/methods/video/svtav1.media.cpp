// SPDX-License-Identifier: GPL-3.0-or-later
// AV1 by SVT-AV1: 4:2:0 of 8 or 10 bits.
// Stream: see engine/media/video_coder.hpp; packets are temporal units, the sequence header stands in the
// extradata.
#include "engine/media/video_coder.hpp"

#include <fmt/format.h>

namespace rarebit::methods {
namespace {

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    const Json meta = job.asset() ? job.asset()->meta : Json::object();
    RB_TRY(const auto layout, media::clipLayout(parts, media::statedBits(meta), "svtav1"));
    const auto& format = layout.format;
    if (format.rgb || format.mono || format.alpha || format.log2ChromaWidth != 1 ||
        format.log2ChromaHeight != 1)
        return unsupported(
            format.rgb    ? "planes of RGB"
            : format.mono ? "a single plane"
                          : "a clip that is not 4:2:0",
            "svtav1",
            "SVT-AV1 codes y, u, v of 4:2:0 clips; choose x264 or ffv1"
        );
    media::VideoEncoderSetup setup;
    setup.encoder = "libsvtav1";
    setup.sourceBits = format.bits;
    media::PlanarFormat coded = format;
    coded.bits = params.text("bits") == "8" || (params.text("bits") == "source" && format.bits == 8) ? 8 : 10;
    setup.format = media::planarFormat(coded);
    setup.align = 2;
    setup.minimumSide = 64;
    setup.gop = static_cast<int>(params.integer("gop"));
    setup.options = {
        {"preset", fmt::to_string(params.integer("preset"))},
        {"crf", fmt::to_string(params.integer("crf"))},
        // One logical processor: the same bytes on every machine.
        {"svtav1-params", fmt::format("lp=1:pin=0:tune={}", params.text("tune") == "psnr" ? 1 : 0)},
    };
    return media::encodeVideo(parts, setup, job);
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    return media::decodeVideo(encoded, {.decoder = "libdav1d"}, job);
}

} // namespace

const MethodDef& svtav1() {
    static const MethodDef definition{
        .id = "svtav1",
        .title = "AV1 (SVT-AV1)",
        .family = "video",
        .paper = "AV1 Bitstream & Decoding Process Specification; SVT-AV1 encoder",
        .fidelity = Fidelity::lossy,
        .granularity = Granularity::perGroup,
        .params =
            {{.name = "crf",
              .fallback = int64_t{35},
              .min = 1,
              .max = 63,
              .help = "constant quality: lower is better"},
             {.name = "preset",
              .fallback = int64_t{8},
              .min = 0,
              .max = 13,
              .help = "speed: 0 searches longest"},
             {.name = "tune",
              .fallback = std::string("psnr"),
              .choices = {"psnr", "visual"},
              .help = "what the encoder optimises for"},
             {.name = "gop",
              .fallback = int64_t{160},
              .min = 1,
              .max = 1000,
              .unit = "frames",
              .help = "distance of key frames"},
             {.name = "bits",
              .fallback = std::string("source"),
              .choices = {"source", "8", "10"},
              .help =
                  "coded depth; source: 8 for 8-bit clips, else 10. Samples are scaled and rounded back"}},
        .quick = "svtav1:preset=12",
        .accepts = media::acceptsPlane,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

// SPDX-License-Identifier: GPL-3.0-or-later
// H.264 by x264, one thread, so that the same clip gives the same bytes everywhere.
// Stream: see engine/media/video_coder.hpp; packets are Annex B access units, SPS and PPS stand in the
// extradata.
#include "engine/media/video_coder.hpp"

#include <fmt/format.h>

namespace rarebit::methods {
namespace {

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    const Json meta = job.asset() ? job.asset()->meta : Json::object();
    RB_TRY(const auto layout, media::clipLayout(parts, media::statedBits(meta), "x264"));
    const auto& format = layout.format;
    const auto refuse = [](std::string what) {
        return unsupported(std::move(what), "x264", "choose ffv1, or code single planes with --parts");
    };
    if (format.alpha) return refuse("x264 has no alpha plane");
    media::VideoEncoderSetup setup;
    setup.sourceBits = format.bits;
    media::PlanarFormat coded = format;
    coded.bits = params.text("bits") == "8" || (params.text("bits") == "source" && format.bits == 8) ? 8 : 10;
    setup.encoder = format.rgb ? "libx264rgb" : "libx264";
    if (format.rgb && coded.bits != 8) return refuse(fmt::format("RGB with {} bits a sample", coded.bits));
    const int x = format.log2ChromaWidth, y = format.log2ChromaHeight;
    if ((x == 1 && y > 1) || x > 1 || (x == 0 && y > 0)) return refuse("x264 codes 4:2:0, 4:2:2 and 4:4:4");
    setup.format = format.rgb ? AV_PIX_FMT_RGB24 : media::planarFormat(coded);
    setup.align = format.mono || format.rgb ? 1 : 2;
    setup.gop = static_cast<int>(params.integer("gop"));
    setup.dropSeiText = true;
    setup.options.emplace_back("preset", params.text("preset"));
    if (params.text("tune") != "none") setup.options.emplace_back("tune", params.text("tune"));
    if (params.integer("qp") >= 0)
        setup.options.emplace_back("qp", fmt::to_string(params.integer("qp")));
    else
        setup.options.emplace_back("crf", fmt::to_string(params.number("crf")));
    return media::encodeVideo(parts, setup, job);
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    return media::decodeVideo(encoded, {.decoder = "h264"}, job);
}

} // namespace

const MethodDef& x264() {
    static const MethodDef definition{
        .id = "x264",
        .title = "H.264 (x264)",
        .family = "video",
        .paper = "ITU-T H.264; x264 encoder",
        .fidelity = Fidelity::lossy,
        .granularity = Granularity::perGroup,
        .params =
            {{.name = "crf",
              .fallback = 23.0,
              .min = 0,
              .max = 51,
              .help = "constant quality: lower is better; 0 is lossless at 8 bits"},
             {.name = "qp",
              .fallback = int64_t{-1},
              .min = -1,
              .max = 51,
              .help = "constant quantiser in place of crf; -1: use crf"},
             {.name = "preset",
              .fallback = std::string("medium"),
              .choices =
                  {"ultrafast",
                   "superfast",
                   "veryfast",
                   "faster",
                   "fast",
                   "medium",
                   "slow",
                   "slower",
                   "veryslow",
                   "placebo"},
              .help = "effort of the search"},
             {.name = "tune",
              .fallback = std::string("none"),
              .choices =
                  {"none",
                   "psnr",
                   "ssim",
                   "film",
                   "animation",
                   "grain",
                   "stillimage",
                   "fastdecode",
                   "zerolatency"},
              .help = "what the encoder optimises for; psnr for rate-distortion curves in PSNR"},
             {.name = "gop",
              .fallback = int64_t{250},
              .min = 1,
              .max = 10'000,
              .unit = "frames",
              .help = "longest distance of key frames; 1: intra only"},
             {.name = "bits",
              .fallback = std::string("source"),
              .choices = {"source", "8", "10"},
              .help =
                  "coded depth; source: 8 for 8-bit clips, else 10. Samples are scaled and rounded back"}},
        .quick = "x264:preset=ultrafast",
        .accepts = media::acceptsPlane,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

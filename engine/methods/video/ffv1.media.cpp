// SPDX-License-Identifier: GPL-3.0-or-later
// FFV1 version 3 (RFC 9043): lossless video, planar YUV, RGB and grey of 8 to 16 bits, with alpha.
// Stream: see engine/media/video_coder.hpp.
#include "engine/media/video_coder.hpp"
#include "engine/media/video_writer.hpp"

namespace rarebit::methods {
namespace {

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    const Json meta = job.asset() ? job.asset()->meta : Json::object();
    RB_TRY(const auto layout, media::clipLayout(parts, media::statedBits(meta), "ffv1"));
    RB_TRY(media::VideoEncoderSetup setup, media::ffv1Setup(layout, "ffv1"));
    setup.gop = static_cast<int>(params.integer("gop"));
    // Small pictures cannot be cut; the encoder's own rule would depend on the number of threads.
    const bool small = layout.width <= 352 && layout.height <= 288;
    const std::string slices = small && params.text("slices") == "4" ? "1" : params.text("slices");
    setup.options = {
        {"level", "3"},
        {"slicecrc", "1"},
        {"slices", slices},
        {"context", params.text("context") == "large" ? "1" : "0"},
        {"coder", params.text("coder") == "rice" ? "rice" : "range_tab"},
    };
    return media::encodeVideo(parts, setup, job);
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    return media::decodeVideo(encoded, {.decoder = "ffv1", .sizeFromShape = media::ffv1SmallestSide}, job);
}

} // namespace

const MethodDef& ffv1() {
    static const MethodDef definition{
        .id = "ffv1",
        .title = "FFV1 (lossless video)",
        .family = "video",
        .paper = "RFC 9043: FFV1 Video Coding Format Versions 0, 1, and 3",
        .fidelity = Fidelity::lossless,
        .granularity = Granularity::perGroup,
        .params =
            {{.name = "coder",
              .fallback = std::string("range"),
              .choices = {"range", "rice"},
              .help = "entropy coder: range coder, or Golomb-Rice codes (faster; 8 bits only)"},
             {.name = "context",
              .fallback = std::string("small"),
              .choices = {"small", "large"},
              .help = "neighbours that choose the statistics: three or five"},
             {.name = "gop",
              .fallback = int64_t{1},
              .min = 1,
              .max = 1000,
              .unit = "frames",
              .help = "frames that share adapted statistics; 1: every frame stands alone"},
             {.name = "slices",
              .fallback = std::string("4"),
              .choices = {"4", "6", "9", "12", "16", "24"},
              .help = "independent pieces of a picture, each with a checksum (4 becomes 1 up to 352x288)"}},
        .quick = "ffv1",
        .accepts = media::acceptsPlane,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

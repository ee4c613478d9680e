// SPDX-License-Identifier: GPL-3.0-or-later
// PNG (ISO/IEC 15948) by libpng and zlib: five row filters and deflate, lossless, 8 and 16 bits.
// Stream: "codes" (payload), a complete PNG file.
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

namespace rarebit::methods {
namespace {

Status accepts(const Part& part) {
    return media::acceptsPicture(
        part, {.codec = "PNG", .sixteenBit = true, .greyAlpha = true, .alpha = true, .maxSide = 0x7fffffff}
    );
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    RB_TRY(const auto loaded, media::loadPicture(parts, job));
    const media::PngOptions options{
        static_cast<int>(params.integer("level")),
        params.text("filter"),
        params.text("strategy"),
    };
    RB_TRY(Bytes file, media::encodePng(loaded.picture(), options, parts.front().name, job));
    return media::encodedFile(std::move(file));
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(const auto coded, media::codedPicture(encoded, accepts));
    RB_TRY(
        media::Pixels pixels,
        media::decodePng({.bytes = coded.file.view, .expected = coded.info, .where = "png stream"}, job)
    );
    return media::decodedPicture(encoded, std::move(pixels));
}

} // namespace

const MethodDef& png() {
    static const MethodDef definition{
        .id = "png",
        .title = "PNG",
        .family = "image",
        .paper = "ISO/IEC 15948:2004; libpng, zlib",
        .fidelity = Fidelity::lossless,
        .params =
            {{.name = "level",
              .fallback = int64_t{6},
              .min = 0,
              .max = 9,
              .help = "effort of zlib: 0 stores, 1 is fastest, 9 searches longest"},
             {.name = "filter",
              .fallback = std::string("adaptive"),
              .choices = {"none", "sub", "up", "average", "paeth", "adaptive", "search"},
              .help =
                  "prediction of a row: one filter for all rows, the best by libpng's estimate for each row, "
                  "or the smallest file of all six"},
             {.name = "strategy",
              .fallback = std::string("auto"),
              .choices = {"auto", "default", "filtered", "huffman", "rle"},
              .help = "zlib's strategy; auto is default without a filter and filtered with one"}},
        .quick = "png",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

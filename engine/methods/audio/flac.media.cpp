// SPDX-License-Identifier: GPL-3.0-or-later
// FLAC: lossless sound of 8, 16 and 24 bits.
// Stream: "codes" (payload), a complete FLAC file with one STREAMINFO block.
#include "engine/media/audio_coder.hpp"

namespace rarebit::methods {
namespace {

Status accepts(const Part& part) {
    return media::acceptsSound(part, false);
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    const Json meta = job.asset() ? job.asset()->meta : Json::object();
    Encoded encoded;
    RB_TRY(
        Bytes file,
        media::encodeFlac(
            parts.front(),
            static_cast<int>(meta.at("sample_rate").asInt(48'000)),
            static_cast<int>(params.integer("level")),
            job
        )
    );
    encoded.sections.push_back({"codes", SectionRole::payload, std::move(file), 0});
    return encoded;
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(const auto parts, describedParts(encoded));
    RB_TRY(const Bytes codes, findSection(encoded, "codes"));
    if (parts.size() != 1)
        return badInput(
            "not exactly one part", "flac stream", "the stream is damaged; encode the asset again"
        );
    RB_TRY(Payload samples, media::decodeFlac(codes, parts[0], "flac stream", job));
    return decodedAsset(encoded, {std::move(samples)});
}

} // namespace

const MethodDef& flac() {
    static const MethodDef definition{
        .id = "flac",
        .title = "FLAC (lossless sound)",
        .family = "audio",
        .paper = "RFC 9639: Free Lossless Audio Codec",
        .fidelity = Fidelity::lossless,
        .granularity = Granularity::perPart,
        .params =
            {{.name = "level",
              .fallback = int64_t{5},
              .min = 0,
              .max = 12,
              .help = "effort: block size, order of prediction and search; above 8 beyond the reference "
                      "encoder"}},
        .quick = "flac",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

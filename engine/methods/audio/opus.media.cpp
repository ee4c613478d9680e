// SPDX-License-Identifier: GPL-3.0-or-later
// Opus by libopus, aligned with the original: pre-skip dropped, rate and length restored.
// Stream: see engine/media/audio_coder.hpp.
#include "engine/media/audio_coder.hpp"

namespace rarebit::methods {
namespace {

Status accepts(const Part& part) {
    return media::acceptsSound(part, true);
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    const Json meta = job.asset() ? job.asset()->meta : Json::object();
    const Part& part = parts.front();
    const auto width = static_cast<int64_t>(info(part.dtype).blockBytes) * 8;
    const int64_t stated = meta.at("bits_per_sample").asInt(width);
    // Only 24-bit samples in i32 are scaled by what the asset states; other types fill their range.
    const int64_t bits = part.dtype == DType::i32 && stated > 0 && stated < width ? stated : width;
    media::OpusSettings settings;
    settings.kilobits = params.number("bitrate");
    settings.application = params.text("application");
    settings.vbr = params.text("vbr");
    settings.frameMs = params.text("frame");
    settings.complexity = static_cast<int>(params.integer("complexity"));
    const int64_t rate = meta.at("sample_rate").asInt(48'000);
    if (rate < 1 || rate > 6'144'000)
        return unsupported("a sample rate that is no rate", "opus", "correct the asset's sample_rate");
    RB_TRY(
        Bytes codes, media::encodeOpus(part, static_cast<int>(rate), static_cast<int>(bits), settings, job)
    );
    Encoded encoded;
    encoded.sections.push_back({"codes", SectionRole::payload, std::move(codes), 0});
    return encoded;
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(const auto parts, describedParts(encoded));
    RB_TRY(const Bytes codes, findSection(encoded, "codes"));
    if (parts.size() != 1)
        return badInput(
            "not exactly one part", "opus stream", "the stream is damaged; encode the asset again"
        );
    RB_TRY(Payload samples, media::decodeOpus(codes, parts[0], "opus stream", job));
    return decodedAsset(encoded, {std::move(samples)});
}

} // namespace

const MethodDef& opus() {
    static const MethodDef definition{
        .id = "opus",
        .title = "Opus",
        .family = "audio",
        .paper = "RFC 6716: Definition of the Opus Audio Codec; libopus encoder",
        .fidelity = Fidelity::lossy,
        .granularity = Granularity::perPart,
        .params =
            {{.name = "bitrate",
              .fallback = 96.0,
              .min = 6,
              .max = 510,
              .scale = Scale::log,
              .unit = "kbit/s",
              .help = "target of all channels together; the stream's own bytes are what is counted"},
             {.name = "application",
              .fallback = std::string("audio"),
              .choices = {"audio", "voip", "lowdelay"},
              .help = "what the encoder tunes for: fidelity, intelligible speech, or delay"},
             {.name = "complexity",
              .fallback = int64_t{10},
              .min = 0,
              .max = 10,
              .help = "effort of the encoder"},
             {.name = "frame",
              .fallback = std::string("20"),
              .choices = {"2.5", "5", "10", "20", "40", "60"},
              .unit = "ms",
              .help = "duration of a packet"},
             {.name = "vbr",
              .fallback = std::string("constrained"),
              .choices = {"on", "constrained", "off"},
              .help =
                  "variable within a bound that keeps the target (libopus's default), freely variable (some "
                  "music takes 15 % more), or constant"}},
        .quick = "opus:complexity=2",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

// SPDX-License-Identifier: GPL-3.0-or-later
// LZMA2 in the .xz container by liblzma, one stream of one block a part, one thread.
// Stream: see blocks/byte_codec.hpp.
#include "engine/blocks/byte_codec.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>
#include <lzma.h>

#include <algorithm>

namespace rarebit::methods {
namespace {

constexpr const char* library = "xz";

struct Coder {
    lzma_stream stream = LZMA_STREAM_INIT;
    Coder() = default;
    Coder(const Coder&) = delete;
    Coder& operator=(const Coder&) = delete;
    ~Coder() { lzma_end(&stream); }
};

struct Filters {
    lzma_options_lzma options{};
    lzma_filter chain[2]{};
    lzma_check check = LZMA_CHECK_NONE;
    Filters(const Filters&) = delete;
    Filters& operator=(const Filters&) = delete;
    explicit Filters(const Params& params) {
        const auto preset = static_cast<uint32_t>(params.integer("preset"));
        lzma_lzma_preset(&options, preset | (params.flag("extreme") ? LZMA_PRESET_EXTREME : 0));
        if (const int64_t mebibytes = params.integer("dictionary"); mebibytes > 0)
            options.dict_size = static_cast<uint32_t>(mebibytes) << 20;
        chain[0] = {.id = LZMA_FILTER_LZMA2, .options = &options};
        chain[1] = {.id = LZMA_VLI_UNKNOWN, .options = nullptr};
        const std::string& name = params.text("check");
        if (name == "crc32") check = LZMA_CHECK_CRC32;
        if (name == "crc64") check = LZMA_CHECK_CRC64;
        if (name == "sha256") check = LZMA_CHECK_SHA256;
    }
};

const char* explain(lzma_ret code) {
    switch (code) {
    case LZMA_MEM_ERROR:
        return "no memory for its tables";
    case LZMA_MEMLIMIT_ERROR:
        return "it asks for a larger dictionary than its parameters say";
    case LZMA_FORMAT_ERROR:
        return "it does not begin as a .xz stream";
    case LZMA_BUF_ERROR:
        return "it ends too early, or its content is longer than declared";
    default:
        return "its data contradicts its checks";
    }
}

Status compress(std::span<const std::byte> raw, const Params& params, SpoolSink& sink, JobContext& job) {
    const Filters filters(params);
    RB_CHECK(job.fits(lzma_raw_encoder_memusage(filters.chain), "the dictionary of the encoder", "xz encoder")
    );
    Coder coder;
    if (const auto code = lzma_stream_encoder(&coder.stream, filters.chain, filters.check); code != LZMA_OK)
        return codecFailed(library, explain(code));
    std::vector<std::byte> scratch(codecStep);
    size_t at = 0;
    lzma_ret code = LZMA_OK;
    while (code != LZMA_STREAM_END) {
        if (job.cancelled()) return cancelledError("xz encoder");
        if (coder.stream.avail_in == 0 && at < raw.size()) {
            coder.stream.next_in = reinterpret_cast<const uint8_t*>(raw.data() + at);
            coder.stream.avail_in = std::min(codecStep, raw.size() - at);
            at += coder.stream.avail_in;
        }
        coder.stream.next_out = reinterpret_cast<uint8_t*>(scratch.data());
        coder.stream.avail_out = scratch.size();
        code = lzma_code(&coder.stream, at == raw.size() ? LZMA_FINISH : LZMA_RUN);
        if (code != LZMA_OK && code != LZMA_STREAM_END) return codecFailed(library, explain(code));
        RB_CHECK(sink.add(std::span(scratch).first(scratch.size() - coder.stream.avail_out)));
    }
    return Ok{};
}

Status decompress(
    std::span<const std::byte> frame, std::span<std::byte> raw, const Params& params, JobContext& job
) {
    const Filters filters(params);
    const uint64_t memory = lzma_raw_decoder_memusage(filters.chain) + (uint64_t(1) << 20);
    RB_CHECK(job.fits(memory, "the dictionary of the decoder", "xz decoder"));
    Coder coder;
    if (const auto code = lzma_stream_decoder(&coder.stream, memory, 0); code != LZMA_OK)
        return codecFailed(library, explain(code));
    coder.stream.next_in = reinterpret_cast<const uint8_t*>(frame.data());
    coder.stream.avail_in = frame.size();
    coder.stream.next_out = reinterpret_cast<uint8_t*>(raw.data());
    lzma_ret code = LZMA_OK;
    while (code == LZMA_OK) {
        if (job.cancelled()) return cancelledError("xz decoder");
        const size_t done = coder.stream.total_out;
        coder.stream.avail_out = std::min(16 * codecStep, raw.size() - done);
        code = lzma_code(&coder.stream, LZMA_FINISH);
    }
    if (code != LZMA_STREAM_END) return damagedFrame(library, explain(code));
    if (coder.stream.total_out != raw.size() || coder.stream.avail_in != 0)
        return damagedFrame(
            library, fmt::format("it holds {} bytes, not {}", coder.stream.total_out, raw.size())
        );
    return Ok{};
}

} // namespace

const MethodDef& xz() {
    static const MethodDef definition = byteCodec<compress, decompress>({
        .id = "xz",
        .title = "xz (LZMA2)",
        .family = "lossless",
        .paper = "The .xz File Format 1.1.0",
        .params =
            {{.name = "preset",
              .fallback = int64_t{6},
              .min = 0,
              .max = 9,
              .help = "effort and dictionary, as `xz -0` to `xz -9`"},
             {.name = "extreme", .fallback = false, .help = "more effort for the same dictionary (`-e`)"},
             {.name = "dictionary",
              .fallback = int64_t{0},
              .min = 0,
              .max = 1536,
              .unit = "MiB",
              .help = "how far back matches reach; 0: by preset (256 KiB to 64 MiB)"},
             {.name = "check",
              .fallback = std::string("none"),
              .choices = {"none", "crc32", "crc64", "sha256"},
              .help = "check of the content; the tool writes crc64"}},
        .quick = "xz:preset=1",
    });
    return definition;
}

} // namespace rarebit::methods

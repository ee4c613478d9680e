// SPDX-License-Identifier: GPL-3.0-or-later
// Zstandard (RFC 8878) by libzstd, one frame a part, one thread: more threads would change the bytes.
// Stream: see blocks/byte_codec.hpp; the frame records its content size.
#include "engine/blocks/byte_codec.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <bit>
#include <memory>

namespace rarebit::methods {
namespace {

constexpr int longWindowLog = 27;                   // what `zstd --long` means
constexpr int minWindowLog = 10, maxWindowLog = 31; // of libzstd on 64-bit machines
constexpr const char* library = "zstd";

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// The file as it is where one reader made typed parts of it: `zstd -D FILE` must see the same bytes.
Result<Bytes> dictionaryBytes(JobContext& job) {
    const Asset* asset = job.input("dictionary");
    if (!asset) return Bytes{};
    const auto plain = [](const Part& part) {
        return part.role == "bytes" || part.role == "text" || part.role == "log";
    };
    if (!std::ranges::all_of(asset->parts, plain) && !asset->path.empty()) return mapFile(asset->path);
    std::vector<std::byte> joined;
    for (const auto& part : asset->parts) {
        RB_TRY(const Payload payload, loadWhole(part, job));
        const Bytes bytes = payloadBytes(payload);
        if (asset->parts.size() == 1) return bytes;
        RB_CHECK(job.fits(joined.size() + bytes.size(), "the dictionary", asset->name));
        joined.insert(joined.end(), bytes.view.begin(), bytes.view.end());
    }
    return ownBytes(std::move(joined));
}

Status configure(ZSTD_CCtx* context, size_t rawSize, const Params& params, JobContext& job) {
    const bool longDistance = params.flag("long");
    int window = static_cast<int>(params.integer("window_log"));
    if (window != 0 && window < minWindowLog)
        return badParams(
            fmt::format("window_log {} lies below {}", window, minWindowLog),
            "zstd",
            "choose 0 (by level) or 10 to 31"
        );
    if (window == 0 && longDistance) window = longWindowLog;
    const auto set = [&](ZSTD_cParameter parameter, int value) {
        return ZSTD_isError(ZSTD_CCtx_setParameter(context, parameter, value));
    };
    if (set(ZSTD_c_compressionLevel, static_cast<int>(params.integer("level"))) ||
        set(ZSTD_c_windowLog, window) || set(ZSTD_c_enableLongDistanceMatching, longDistance ? 1 : 0) ||
        set(ZSTD_c_checksumFlag, params.flag("checksum") ? 1 : 0) ||
        ZSTD_isError(ZSTD_CCtx_setPledgedSrcSize(context, rawSize)))
        return codecFailed(library, "it refuses its parameters");
    RB_TRY(const Bytes dictionary, dictionaryBytes(job));
    if (const size_t code = ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size());
        ZSTD_isError(code))
        return badInput(
            fmt::format(
                "libzstd refuses the dictionary of {} bytes: {}", dictionary.size(), ZSTD_getErrorName(code)
            ),
            "input dictionary",
            "give a dictionary made by `zstd --train`, or any raw bytes"
        );
    return Ok{};
}

Status compress(std::span<const std::byte> raw, const Params& params, SpoolSink& sink, JobContext& job) {
    const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    if (!context) return codecFailed(library, "no memory for its state");
    RB_CHECK(configure(context.get(), raw.size(), params, job));
    std::vector<std::byte> scratch(ZSTD_CStreamOutSize());
    size_t at = 0;
    bool done = false;
    while (!done) {
        if (job.cancelled()) return cancelledError("zstd encoder");
        const size_t count = std::min(codecStep, raw.size() - at);
        ZSTD_inBuffer in{raw.data() + at, count, 0};
        at += count;
        const bool last = at == raw.size();
        do {
            ZSTD_outBuffer out{scratch.data(), scratch.size(), 0};
            const size_t left =
                ZSTD_compressStream2(context.get(), &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
            if (ZSTD_isError(left)) return codecFailed(library, ZSTD_getErrorName(left));
            RB_CHECK(sink.add(std::span(scratch).first(out.pos)));
            done = last && left == 0;
        } while (last ? !done : in.pos < in.size);
    }
    return Ok{};
}

Status
decompress(std::span<const std::byte> frame, std::span<std::byte> raw, const Params&, JobContext& job) {
    const unsigned long long declared = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (declared != raw.size())
        return damagedFrame(library, fmt::format("it does not declare {} bytes of content", raw.size()));
    const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    if (!context) return codecFailed(library, "no memory for its state");
    RB_TRY(const Bytes dictionary, dictionaryBytes(job));
    // No frame of ours has a window beyond its content and dictionary: bounds what a bad header can ask for.
    const int window = std::clamp(
        static_cast<int>(std::bit_width(raw.size() + dictionary.size())), minWindowLog, maxWindowLog
    );
    if (ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window)) ||
        ZSTD_isError(ZSTD_DCtx_loadDictionary(context.get(), dictionary.data(), dictionary.size())))
        return badInput(
            fmt::format("libzstd refuses the dictionary of {} bytes", dictionary.size()),
            "input dictionary",
            "give the dictionary that the stream was made with"
        );
    ZSTD_inBuffer in{frame.data(), frame.size(), 0};
    size_t at = 0;
    while (true) {
        if (job.cancelled()) return cancelledError("zstd decoder");
        ZSTD_outBuffer out{raw.data() + at, std::min(16 * codecStep, raw.size() - at), 0};
        const size_t before = in.pos;
        const size_t left = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(left)) return damagedFrame(library, ZSTD_getErrorName(left));
        at += out.pos;
        if (left == 0) break;
        if (in.pos == before && out.pos == 0)
            return damagedFrame(library, fmt::format("it ends after {} of {} bytes", at, raw.size()));
    }
    if (at != raw.size() || in.pos != in.size)
        return damagedFrame(library, fmt::format("it holds {} bytes, not {}", at, raw.size()));
    return Ok{};
}

} // namespace

const MethodDef& zstd() {
    static const MethodDef definition = byteCodec<compress, decompress>({
        .id = "zstd",
        .title = "Zstandard",
        .family = "lossless",
        .paper = "RFC 8878",
        .params =
            {{.name = "level",
              .fallback = int64_t{3},
              .min = -7,
              .max = 22,
              .help = "effort: -7 fastest, 3 usual, 20 and more with large tables; 0 means 3"},
             {.name = "window_log",
              .fallback = int64_t{0},
              .min = 0,
              .max = 31,
              .unit = "log2 bytes",
              .help = "how far back matches reach, 10 to 31; 0: by level, 27 with long"},
             {.name = "long",
              .fallback = false,
              .help = "long-distance matching: finds repeats many megabytes apart"},
             {.name = "checksum", .fallback = false, .help = "4 more bytes that check the content"}},
        .needs = {{.role = "dictionary", .kind = "bytes", .by = Stage::decode, .optional = true}},
        .quick = "zstd",
    });
    return definition;
}

} // namespace rarebit::methods

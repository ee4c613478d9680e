// SPDX-License-Identifier: GPL-3.0-or-later
// Brotli (RFC 7932) by libbrotli, one stream a part. It has a built-in dictionary of 120 KiB, mostly of web
// text, which both sides hold and no size counts.
// Stream: see blocks/byte_codec.hpp.
#include "engine/blocks/byte_codec.hpp"
#include "engine/jobs/job.hpp"

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace rarebit::methods {
namespace {

constexpr const char* library = "brotli";

struct FreeState {
    void operator()(BrotliEncoderState* state) const { BrotliEncoderDestroyInstance(state); }
    void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

BrotliEncoderMode modeOf(const std::string& name) {
    if (name == "text") return BROTLI_MODE_TEXT;
    if (name == "font") return BROTLI_MODE_FONT;
    return BROTLI_MODE_GENERIC;
}

Status compress(std::span<const std::byte> raw, const Params& params, SpoolSink& sink, JobContext& job) {
    const std::unique_ptr<BrotliEncoderState, FreeState> state(
        BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)
    );
    if (!state) return codecFailed(library, "no memory for its state");
    const auto set = [&](BrotliEncoderParameter parameter, int64_t value) {
        return BrotliEncoderSetParameter(state.get(), parameter, static_cast<uint32_t>(value));
    };
    const auto hint = static_cast<int64_t>(std::min(raw.size(), size_t(1) << 30));
    if (!set(BROTLI_PARAM_QUALITY, params.integer("quality")) ||
        !set(BROTLI_PARAM_LGWIN, params.integer("window")) ||
        !set(BROTLI_PARAM_MODE, modeOf(params.text("mode"))) || !set(BROTLI_PARAM_SIZE_HINT, hint))
        return codecFailed(library, "it refuses its parameters");
    size_t at = 0;
    while (!BrotliEncoderIsFinished(state.get())) {
        if (job.cancelled()) return cancelledError("brotli encoder");
        size_t left = std::min(codecStep, raw.size() - at);
        const auto* in = reinterpret_cast<const uint8_t*>(raw.data() + at);
        const bool last = at + left == raw.size();
        size_t room = 0; // its own buffer, taken below
        const size_t given = left;
        if (!BrotliEncoderCompressStream(
                state.get(),
                last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS,
                &left,
                &in,
                &room,
                nullptr,
                nullptr
            ))
            return codecFailed(library, "it stopped");
        at += given - left;
        while (BrotliEncoderHasMoreOutput(state.get())) {
            size_t size = 0;
            const uint8_t* out = BrotliEncoderTakeOutput(state.get(), &size);
            RB_CHECK(sink.add(std::as_bytes(std::span(out, size))));
        }
    }
    return Ok{};
}

Status
decompress(std::span<const std::byte> frame, std::span<std::byte> raw, const Params&, JobContext& job) {
    const std::unique_ptr<BrotliDecoderState, FreeState> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)
    );
    if (!state) return codecFailed(library, "no memory for its state");
    size_t left = frame.size();
    const auto* in = reinterpret_cast<const uint8_t*>(frame.data());
    size_t done = 0;
    auto code = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        if (job.cancelled()) return cancelledError("brotli decoder");
        size_t room = std::min(16 * codecStep, raw.size() - done);
        auto* out = reinterpret_cast<uint8_t*>(raw.data() + done);
        code = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &out, nullptr);
        done = static_cast<size_t>(out - reinterpret_cast<uint8_t*>(raw.data()));
        if (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && done == raw.size())
            return damagedFrame(library, fmt::format("it goes on after {} bytes of content", done));
    }
    if (code == BROTLI_DECODER_RESULT_ERROR)
        return damagedFrame(library, BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state.get())));
    if (code != BROTLI_DECODER_RESULT_SUCCESS || done != raw.size() || left != 0)
        return damagedFrame(library, fmt::format("it holds {} bytes, not {}", done, raw.size()));
    return Ok{};
}

} // namespace

const MethodDef& brotli() {
    static const MethodDef definition = byteCodec<compress, decompress>({
        .id = "brotli",
        .title = "Brotli",
        .family = "lossless",
        .paper = "RFC 7932",
        .params =
            {{.name = "quality",
              .fallback = int64_t{9},
              .min = 0,
              .max = 11,
              .help = "effort; 11 is a hundred times slower than 5"},
             {.name = "window",
              .fallback = int64_t{22},
              .min = 10,
              .max = 24,
              .unit = "log2 bytes",
              .help = "how far back matches reach"},
             {.name = "mode",
              .fallback = std::string("generic"),
              .choices = {"generic", "text", "font"},
              .help = "what the encoder expects: text is UTF-8"}},
        .quick = "brotli:quality=5",
    });
    return definition;
}

} // namespace rarebit::methods

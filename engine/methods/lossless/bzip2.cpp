// SPDX-License-Identifier: GPL-3.0-or-later
// Burrows-Wheeler transform, move-to-front and Huffman codes by libbzip2, one stream a part.
// Stream: see blocks/byte_codec.hpp.
#include "engine/blocks/byte_codec.hpp"
#include "engine/jobs/job.hpp"

#include <bzlib.h>
#include <fmt/format.h>

#include <algorithm>

namespace rarebit::methods {
namespace {

constexpr const char* library = "bzip2";

struct Compressor {
    bz_stream stream{};
    ~Compressor() { BZ2_bzCompressEnd(&stream); }
};
struct Decompressor {
    bz_stream stream{};
    ~Decompressor() { BZ2_bzDecompressEnd(&stream); }
};

// libbzip2 takes char pointers without const and never writes through next_in.
void giveInput(bz_stream& stream, std::span<const std::byte> data, size_t& at, size_t step) {
    if (stream.avail_in != 0 || at == data.size()) return;
    stream.next_in = reinterpret_cast<char*>(const_cast<std::byte*>(data.data() + at));
    stream.avail_in = static_cast<unsigned>(std::min(step, data.size() - at));
    at += stream.avail_in;
}

const char* explain(int code) {
    switch (code) {
    case BZ_MEM_ERROR:
        return "no memory for its tables";
    case BZ_DATA_ERROR_MAGIC:
        return "it does not begin as a bzip2 stream";
    case BZ_DATA_ERROR:
        return "its data contradicts its checks";
    default:
        return "unexpected answer of libbzip2";
    }
}

Status compress(std::span<const std::byte> raw, const Params& params, SpoolSink& sink, JobContext& job) {
    Compressor coder;
    const auto level = static_cast<int>(params.integer("level"));
    const auto work = static_cast<int>(params.integer("work_factor"));
    if (const int code = BZ2_bzCompressInit(&coder.stream, level, 0, work); code != BZ_OK)
        return codecFailed(library, explain(code));
    std::vector<std::byte> scratch(codecStep);
    size_t at = 0;
    int code = BZ_RUN_OK;
    while (code != BZ_STREAM_END) {
        if (job.cancelled()) return cancelledError("bzip2 encoder");
        giveInput(coder.stream, raw, at, codecStep);
        coder.stream.next_out = reinterpret_cast<char*>(scratch.data());
        coder.stream.avail_out = static_cast<unsigned>(scratch.size());
        code = BZ2_bzCompress(&coder.stream, at == raw.size() ? BZ_FINISH : BZ_RUN);
        if (code < 0) return codecFailed(library, explain(code));
        RB_CHECK(sink.add(std::span(scratch).first(scratch.size() - coder.stream.avail_out)));
    }
    return Ok{};
}

Status
decompress(std::span<const std::byte> frame, std::span<std::byte> raw, const Params&, JobContext& job) {
    Decompressor coder;
    if (const int code = BZ2_bzDecompressInit(&coder.stream, 0, 0); code != BZ_OK)
        return codecFailed(library, explain(code));
    size_t at = 0, done = 0;
    int code = BZ_OK;
    while (code != BZ_STREAM_END) {
        if (job.cancelled()) return cancelledError("bzip2 decoder");
        giveInput(coder.stream, frame, at, codecStep);
        const auto room = static_cast<unsigned>(std::min(16 * codecStep, raw.size() - done));
        coder.stream.next_out = reinterpret_cast<char*>(raw.data() + done);
        coder.stream.avail_out = room;
        const unsigned before = coder.stream.avail_in;
        code = BZ2_bzDecompress(&coder.stream);
        if (code < 0) return damagedFrame(library, explain(code));
        done += room - coder.stream.avail_out;
        const bool stuck = coder.stream.avail_in == before && coder.stream.avail_out == room;
        if (code == BZ_OK && stuck && (room == 0 || at == frame.size()))
            return damagedFrame(library, fmt::format("it does not end after {} bytes of content", done));
    }
    if (done != raw.size() || at - coder.stream.avail_in != frame.size())
        return damagedFrame(library, fmt::format("it holds {} bytes, not {}", done, raw.size()));
    return Ok{};
}

} // namespace

const MethodDef& bzip2() {
    static const MethodDef definition = byteCodec<compress, decompress>({
        .id = "bzip2",
        .title = "bzip2",
        .family = "lossless",
        .paper = "Burrows and Wheeler, A block-sorting lossless data compression algorithm, 1994",
        .params =
            {{.name = "level",
              .fallback = int64_t{9},
              .min = 1,
              .max = 9,
              .unit = "100 kB",
              .help = "size of the blocks that are sorted"},
             {.name = "work_factor",
              .fallback = int64_t{0},
              .min = 0,
              .max = 250,
              .help =
                  "patience of the usual sort with repetitive data before another takes over; 0 means 30; "
                  "changes time, not bytes"}},
        .quick = "bzip2",
    });
    return definition;
}

} // namespace rarebit::methods

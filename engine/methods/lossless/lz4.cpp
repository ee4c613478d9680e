// SPDX-License-Identifier: GPL-3.0-or-later
// LZ4 in its frame format by liblz4, one frame a part, one thread.
// Stream: see blocks/byte_codec.hpp.
#include "engine/blocks/byte_codec.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>
#include <lz4frame.h>

#include <algorithm>
#include <memory>

namespace rarebit::methods {
namespace {

constexpr const char* library = "lz4";

struct FreeContext {
    void operator()(LZ4F_cctx* context) const { LZ4F_freeCompressionContext(context); }
    void operator()(LZ4F_dctx* context) const { LZ4F_freeDecompressionContext(context); }
};

LZ4F_blockSizeID_t blockOf(const std::string& name) {
    if (name == "64KiB") return LZ4F_max64KB;
    if (name == "256KiB") return LZ4F_max256KB;
    if (name == "1MiB") return LZ4F_max1MB;
    return LZ4F_max4MB;
}

Result<LZ4F_preferences_t> preferences(const Params& params) {
    LZ4F_preferences_t out{};
    const int64_t level = params.integer("level"), acceleration = params.integer("acceleration");
    if (acceleration > 1 && level > 0)
        return badParams(
            fmt::format("acceleration {} with level {}", acceleration, level),
            "lz4",
            "acceleration is for level 0; choose level=0 or acceleration=1"
        );
    // In the frame interface a negative level is the acceleration, counted from 0.
    out.compressionLevel = static_cast<int>(acceleration > 1 ? 1 - acceleration : level);
    out.frameInfo.blockSizeID = blockOf(params.text("block"));
    out.frameInfo.blockMode = params.flag("linked") ? LZ4F_blockLinked : LZ4F_blockIndependent;
    out.frameInfo.contentChecksumFlag =
        params.flag("checksum") ? LZ4F_contentChecksumEnabled : LZ4F_noContentChecksum;
    return out;
}

Status compress(std::span<const std::byte> raw, const Params& params, SpoolSink& sink, JobContext& job) {
    RB_TRY(const LZ4F_preferences_t options, preferences(params));
    LZ4F_cctx* created = nullptr;
    if (LZ4F_isError(LZ4F_createCompressionContext(&created, LZ4F_VERSION)))
        return codecFailed(library, "no memory for its state");
    const std::unique_ptr<LZ4F_cctx, FreeContext> context(created);
    std::vector<std::byte> scratch(LZ4F_compressBound(codecStep, &options) + LZ4F_HEADER_SIZE_MAX);
    const auto add = [&](size_t size) -> Status {
        if (LZ4F_isError(size)) return codecFailed(library, LZ4F_getErrorName(size));
        return sink.add(std::span(scratch).first(size));
    };
    RB_CHECK(add(LZ4F_compressBegin(context.get(), scratch.data(), scratch.size(), &options)));
    for (size_t at = 0; at < raw.size(); at += codecStep) {
        if (job.cancelled()) return cancelledError("lz4 encoder");
        const size_t count = std::min(codecStep, raw.size() - at);
        RB_CHECK(add(LZ4F_compressUpdate(
            context.get(), scratch.data(), scratch.size(), raw.data() + at, count, nullptr
        )));
    }
    return add(LZ4F_compressEnd(context.get(), scratch.data(), scratch.size(), nullptr));
}

Status
decompress(std::span<const std::byte> frame, std::span<std::byte> raw, const Params&, JobContext& job) {
    LZ4F_dctx* created = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&created, LZ4F_VERSION)))
        return codecFailed(library, "no memory for its state");
    const std::unique_ptr<LZ4F_dctx, FreeContext> context(created);
    size_t at = 0, done = 0;
    while (true) {
        if (job.cancelled()) return cancelledError("lz4 decoder");
        size_t used = frame.size() - at, room = std::min(64 * codecStep, raw.size() - done);
        const size_t left =
            LZ4F_decompress(context.get(), raw.data() + done, &room, frame.data() + at, &used, nullptr);
        if (LZ4F_isError(left)) return damagedFrame(library, LZ4F_getErrorName(left));
        at += used;
        done += room;
        if (left == 0) break;
        if (used == 0 && room == 0)
            return damagedFrame(library, fmt::format("it does not end after {} bytes of content", done));
    }
    if (done != raw.size() || at != frame.size())
        return damagedFrame(library, fmt::format("it holds {} bytes, not {}", done, raw.size()));
    return Ok{};
}

} // namespace

const MethodDef& lz4() {
    static const MethodDef definition = byteCodec<compress, decompress>({
        .id = "lz4",
        .title = "LZ4",
        .family = "lossless",
        .paper = "LZ4 Frame Format 1.6",
        .params =
            {{.name = "level",
              .fallback = int64_t{0},
              .min = 0,
              .max = 12,
              .help = "0 to 2 the fast search, 3 to 9 hash chains (HC), 10 to 12 optimal parsing"},
             {.name = "acceleration",
              .fallback = int64_t{1},
              .min = 1,
              .max = 65'537,
              .scale = Scale::log,
              .help = "at level 0: steps over more positions, faster and larger"},
             {.name = "block",
              .fallback = std::string("4MiB"),
              .choices = {"64KiB", "256KiB", "1MiB", "4MiB"},
              .help = "size of a block; matches reach back 64 KiB whatever it is"},
             {.name = "linked", .fallback = true, .help = "matches may reach into earlier blocks"},
             {.name = "checksum", .fallback = false, .help = "4 more bytes that check the content"}},
        .quick = "lz4",
    });
    return definition;
}

} // namespace rarebit::methods

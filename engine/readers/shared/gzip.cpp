// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/gzip.hpp"

#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

namespace rarebit {
namespace {

constexpr int gzipOnly = 15 + 16; // largest window, gzip head and trailer
// Deflate reaches 1032:1 on zeros; short files of it do no harm.
constexpr uint64_t ratioFrom = uint64_t(1) << 20;

struct Inflater {
    z_stream stream{};
    bool ready = inflateInit2(&stream, gzipOnly) == Z_OK;
    Inflater() = default;
    ~Inflater() {
        if (ready) inflateEnd(&stream);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
};

// zlib reads through a pointer that is not const, and counts in 32 bits.
void feed(z_stream& stream, std::span<const std::byte> data) {
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(data.data()));
    stream.avail_in = static_cast<uInt>(std::min<size_t>(data.size(), size_t(1) << 30));
}

} // namespace

bool isGzip(std::span<const std::byte> head) {
    return head.size() >= 3 && head[0] == std::byte{0x1F} && head[1] == std::byte{0x8B} &&
           head[2] == std::byte{8};
}

std::vector<std::byte> gunzipHead(std::span<const std::byte> head, size_t count) {
    Inflater inflater;
    std::vector<std::byte> out(count);
    if (!inflater.ready) return {};
    feed(inflater.stream, head);
    inflater.stream.next_out = reinterpret_cast<Bytef*>(out.data());
    inflater.stream.avail_out = static_cast<uInt>(out.size());
    inflate(&inflater.stream, Z_SYNC_FLUSH);
    out.resize(count - inflater.stream.avail_out);
    return out;
}

Result<Bytes> gunzip(std::span<const std::byte> file, std::string_view where, JobContext& job) {
    const auto damaged = [&](std::string what) {
        return badInput(std::move(what), printable(where), "the file is damaged or cut off; get it again");
    };
    const auto refuse = [&](std::string what) {
        return unsupported(
            std::move(what),
            printable(where),
            "decompress the file first if you trust it, or raise the limits"
        );
    };
    Inflater inflater;
    if (!inflater.ready) return outOfMemory("zlib cannot start", printable(where), "free some memory");
    z_stream& stream = inflater.stream;
    SpoolSink sink;
    std::vector<std::byte> buffer(size_t(256) << 10);
    size_t at = 0; // next byte of the file
    for (bool more = true; more;) {
        const size_t memberAt = at;
        uint64_t memberBytes = 0;
        for (int code = Z_OK; code != Z_STREAM_END;) {
            if (job.cancelled()) return cancelledError(printable(where));
            const auto piece = file.subspan(at);
            feed(stream, piece);
            const uInt given = stream.avail_in;
            stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
            stream.avail_out = static_cast<uInt>(buffer.size());
            code = inflate(&stream, Z_NO_FLUSH);
            at += given - stream.avail_in;
            const size_t got = buffer.size() - stream.avail_out;
            if (code != Z_OK && code != Z_STREAM_END)
                return damaged(fmt::format(
                    "gzip data that {} at byte {}",
                    code == Z_BUF_ERROR ? "ends too early"
                    : stream.msg        ? stream.msg
                                        : "cannot be read",
                    at
                ));
            memberBytes += got;
            if (memberBytes > limits().memberBytes)
                return refuse(fmt::format(
                    "more than {} in one gzip member, the limit", humanBytes(limits().memberBytes)
                ));
            if (memberBytes > ratioFrom &&
                static_cast<double>(memberBytes) > limits().memberRatio * static_cast<double>(at - memberAt))
                return refuse(fmt::format(
                    "{} bytes of gzip data already hold {}: more than {} to 1",
                    at - memberAt,
                    humanBytes(memberBytes),
                    limits().memberRatio
                ));
            RB_CHECK(job.fits(sink.size() + got, "the decompressed file", where));
            RB_CHECK(sink.add(std::span(buffer).first(got)));
            if (code == Z_OK && got == 0 && piece.empty()) return damaged("gzip data that ends too early");
        }
        const auto rest = file.subspan(at);
        if (std::ranges::all_of(rest, [](std::byte b) { return b == std::byte{0}; })) {
            more = false; // padding, as on tapes
        } else if (!isGzip(rest) || inflateReset(&stream) != Z_OK) {
            return damaged(fmt::format("{} bytes behind the gzip data that are none", rest.size()));
        }
    }
    return sink.finish();
}

} // namespace rarebit

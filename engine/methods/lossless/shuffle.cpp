// SPDX-License-Identifier: GPL-3.0-or-later
// Byte planes: all first bytes of the elements, then all second bytes, and so on (the shuffle filter of HDF5
// and Blosc), each plane as one zstd frame. Exponents of floating-point numbers repeat, low mantissa bits do
// not. Stream: "codes" (payload), the frames one after another; "planes" (side), u32 bytes of each frame.
#include "engine/core/bytes_io.hpp"
#include "engine/core/method.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>
#include <zstd.h>

namespace rarebit::methods {
namespace {

Error damaged(std::string what) {
    return badInput(std::move(what), "shuffle stream", "the stream is damaged; encode the asset again");
}

Status accepts(const Part& part) {
    if (part.form == PayloadForm::tensor && info(part.dtype).blockElements == 1 &&
        info(part.dtype).blockBytes > 1)
        return Ok{};
    return unsupported(
        "not a tensor of elements of two bytes or more",
        part.name,
        "choose zstd, or a tensor of 16, 32 or 64 bits"
    );
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    const Part& part = parts.front();
    RB_TRY(const Payload payload, loadWhole(part, job));
    const Bytes raw = payloadBytes(payload);
    const auto planes = static_cast<size_t>(info(part.dtype).blockBytes);
    const size_t count = raw.size() / planes;
    std::vector<std::byte> plane(count), frame(ZSTD_compressBound(count)), codes;
    ByteWriter sizes;
    for (size_t p = 0; p < planes; ++p) {
        if (job.cancelled()) return cancelledError("shuffle, " + part.name);
        for (size_t i = 0; i < count; ++i)
            plane[i] = raw.view[i * planes + p];
        const auto level = static_cast<int>(params.integer("level"));
        const size_t bytes = ZSTD_compress(frame.data(), frame.size(), plane.data(), count, level);
        if (ZSTD_isError(bytes)) return internalError(ZSTD_getErrorName(bytes), "shuffle, " + part.name);
        codes.insert(codes.end(), frame.begin(), frame.begin() + static_cast<ptrdiff_t>(bytes));
        sizes.u32(static_cast<uint32_t>(bytes));
    }
    Encoded encoded;
    encoded.sections.push_back({"codes", SectionRole::payload, ownBytes(std::move(codes)), 0});
    encoded.sections.push_back({"planes", SectionRole::side, ownBytes(sizes.take()), 0});
    return encoded;
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(const auto parts, describedParts(encoded));
    RB_TRY(const Bytes codes, findSection(encoded, "codes"));
    RB_TRY(const Bytes sizes, findSection(encoded, "planes"));
    if (parts.size() != 1 || !accepts(parts[0]))
        return damaged("not one tensor of elements of two bytes or more");
    const auto planes = static_cast<size_t>(info(parts[0].dtype).blockBytes);
    if (sizes.size() != planes * sizeof(uint32_t))
        return damaged(fmt::format("{} bytes of plane sizes", sizes.size()));
    // zstd makes at most 2^17 bytes of one: a damaged shape cannot ask for more memory than the codes could
    // fill.
    if (parts[0].byteSize / (size_t(1) << 18) > codes.size())
        return damaged("a shape that the codes cannot fill");
    RB_CHECK(job.fits(parts[0].byteSize, "the decoded tensor", parts[0].name));
    const size_t count = parts[0].byteSize / planes;
    std::vector<std::byte> raw(parts[0].byteSize), plane(count);
    ByteReader in(sizes.view), frames(codes.view);
    for (size_t p = 0; p < planes; ++p) {
        if (job.cancelled()) return cancelledError("shuffle decoder");
        const auto frame = frames.bytes(in.u32());
        if (!frames.ok()) return damaged(fmt::format("plane {} is longer than the codes", p));
        const size_t bytes = ZSTD_decompress(plane.data(), count, frame.data(), frame.size());
        if (ZSTD_isError(bytes) || bytes != count)
            return damaged(fmt::format("plane {} does not decode to {} bytes", p, count));
        for (size_t i = 0; i < count; ++i)
            raw[i * planes + p] = plane[i];
    }
    return decodedAsset(encoded, {TensorView{parts[0].dtype, parts[0].shape, ownBytes(std::move(raw))}});
}

} // namespace

const MethodDef& shuffle() {
    static const MethodDef definition{
        .id = "shuffle",
        .title = "Byte planes with Zstandard",
        .family = "lossless",
        .paper = "the shuffle filter of HDF5; RFC 8878",
        .params = {{.name = "level", .fallback = int64_t(9), .min = 1, .max = 19, .help = "effort of zstd"}},
        .quick = "shuffle:level=3",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

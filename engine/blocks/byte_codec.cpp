// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/byte_codec.hpp"

#include "engine/core/bytes_io.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

namespace rarebit {
namespace {

constexpr const char* damagedFix = "the stream is damaged; encode the asset again";

Result<uint64_t> rawSize(const Part& part, const Encoded& encoded) {
    if (part.form != PayloadForm::table) return part.byteSize;
    RB_TRY(const Bytes bytes, findSection(encoded, "size"));
    ByteReader reader(bytes.view);
    const uint64_t size = reader.varint();
    if (!reader.ok() || reader.left() != 0)
        return badInput(
            fmt::format("the size of the table takes {} bytes", bytes.size()), part.name, damagedFix
        );
    return size;
}

} // namespace

Status acceptsAnyPart(const Part&) {
    return Ok{};
}

Error damagedFrame(std::string_view library, std::string_view detail) {
    return badInput(
        fmt::format("the {} frame is damaged: {}", library, detail),
        fmt::format("{} stream", library),
        damagedFix
    );
}

Error codecFailed(std::string_view library, std::string_view detail) {
    return internalError(fmt::format("{} failed: {}", library, detail), fmt::format("{} encoder", library));
}

Result<Encoded>
encodeBytes(CompressBytes compress, std::span<const Part> parts, const Params& params, JobContext& job) {
    const Part& part = parts.front();
    RB_TRY(const Payload payload, loadWhole(part, job));
    const Bytes raw = payloadBytes(payload);
    Encoded encoded;
    SpoolSink sink;
    RB_CHECK(compress(raw.view, params, sink, job));
    RB_TRY(Bytes frame, sink.finish());
    encoded.sections.push_back({"codes", SectionRole::payload, std::move(frame), 0});
    if (part.form == PayloadForm::table) {
        ByteWriter size;
        size.varint(raw.size());
        encoded.sections.push_back({"size", SectionRole::side, ownBytes(size.take()), 0});
    } else if (raw.size() != part.byteSize) {
        return internalError(
            fmt::format("the part holds {} bytes and declares {}", raw.size(), part.byteSize), part.name
        );
    }
    return encoded;
}

Result<Asset> decodeBytes(DecompressBytes decompress, const Encoded& encoded, JobContext& job) {
    RB_TRY(const auto parts, describedParts(encoded));
    if (parts.size() != 1)
        return badInput(
            fmt::format("{} parts in an entry that holds exactly one", parts.size()),
            encoded.method + " stream",
            damagedFix
        );
    const Part& part = parts.front();
    RB_TRY(const Bytes frame, findSection(encoded, "codes"));
    RB_TRY(const uint64_t size, rawSize(part, encoded));
    RB_CHECK(job.fits(size, "the decoded part", part.name));
    // Left uninitialised: a size that the frame does not hold costs address space, no memory.
    const auto buffer = std::make_shared_for_overwrite<std::byte[]>(size);
    const std::span<std::byte> raw(buffer.get(), size);
    RB_CHECK(decompress(frame.view, raw, encoded.params, job));
    RB_TRY(
        Payload payload, payloadFromBytes(part.form, part.dtype, part.shape, Bytes{raw, buffer}, part.name)
    );
    return decodedAsset(encoded, {std::move(payload)});
}

} // namespace rarebit

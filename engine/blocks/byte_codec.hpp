// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a method of a general-purpose byte compressor: any part of any form, as one plain frame that the
// compressor's own command-line tool can read.
// Stream: "codes" (payload), the frame; "size" (side, tables only), the number of raw bytes as a varint: all
// other forms say their size in the description of the part.
#pragma once

#include "engine/core/files.hpp"
#include "engine/core/method.hpp"

namespace rarebit {

/// Adds one frame to the sink.
using CompressBytes = Status (*)(std::span<const std::byte> raw, const Params&, SpoolSink&, JobContext&);
/// Fills `raw` to its last byte from a frame that ends where `frame` ends; anything else is an error.
using DecompressBytes =
    Status (*)(std::span<const std::byte> frame, std::span<std::byte> raw, const Params&, JobContext&);

/// Bytes handed to a compressor between two looks at cancellation.
constexpr size_t codecStep = size_t(64) << 10;

Result<Encoded>
encodeBytes(CompressBytes compress, std::span<const Part> parts, const Params& params, JobContext& job);
Result<Asset> decodeBytes(DecompressBytes decompress, const Encoded& encoded, JobContext& job);
Status acceptsAnyPart(const Part& part);
/// "the LIBRARY frame is damaged: DETAIL".
Error damagedFrame(std::string_view library, std::string_view detail);
/// An error of a compressor that was given good data.
Error codecFailed(std::string_view library, std::string_view detail);

/// Completes a definition: id, title, family, paper, params, needs and quick are the caller's.
template <CompressBytes compress, DecompressBytes decompress>
MethodDef byteCodec(MethodDef definition) {
    definition.fidelity = Fidelity::lossless;
    definition.granularity = Granularity::perPart;
    definition.accepts = acceptsAnyPart;
    definition.encode = [](std::span<const Part> parts, const Params& params, JobContext& job) {
        return encodeBytes(compress, parts, params, job);
    };
    definition.decode = [](const Encoded& encoded, JobContext& job) {
        return decodeBytes(decompress, encoded, job);
    };
    return definition;
}

} // namespace rarebit

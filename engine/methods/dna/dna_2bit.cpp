// SPDX-License-Identifier: GPL-3.0-or-later
// Two bits a base, four bases a byte, the first in the lowest bits; all parts as one sequence.
// Stream: see blocks/dna_bases.hpp; the coded bases are ceil(bases / 4) bytes, unused bits are 0.
#include "engine/blocks/dna_bases.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

namespace rarebit::methods {
namespace {

Result<std::vector<std::byte>> pack(std::span<const uint8_t> bases, const Params&, JobContext&) {
    return packBases(bases);
}

Status
unpack(std::span<const std::byte> code, uint64_t count, std::vector<uint8_t>& bases, const Params&, JobContext&) {
    if (code.size() != packedSize(count))
        return badInput(
            fmt::format("{} bytes for {} bases", code.size(), count),
            "dna_2bit stream",
            "the stream is damaged; encode the asset again"
        );
    bases.resize(count);
    unpackBases(code, bases);
    return Ok{};
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    return encodeDna(pack, parts, params, job);
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    return decodeDna(unpack, encoded, job);
}

} // namespace

const MethodDef& dna_2bit() {
    static const MethodDef definition{
        .id = "dna_2bit",
        .title = "DNA, 2 bits a base",
        .family = "dna",
        .paper = "",
        .fidelity = Fidelity::lossless,
        .granularity = Granularity::wholeAsset,
        .quick = "dna_2bit",
        .accepts = acceptsBases,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

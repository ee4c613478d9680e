// SPDX-License-Identifier: GPL-3.0-or-later
// Text of bases taken apart: A, C, G, T (or U) as numbers 0 to 3 so that the complement of b is 3 - b, and
// the rest (case, N runs, other letters, line ends) as runs that zstd packs. Any bytes come back exactly.
#pragma once

#include "engine/core/method.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace rarebit {

struct DnaBases {
    std::vector<uint8_t> bases;
    std::vector<std::byte> extras; // packed; empty where there is nothing but upper-case bases
    bool uracil = false;           // base 3 is U
};

/// All text parts one after the other.
Result<std::vector<std::byte>> joinTexts(std::span<const Part> parts, JobContext& job);
Result<DnaBases> splitBases(std::span<const std::byte> text, JobContext& job);

/// Four bases a byte, the first one in the lowest bits; unused bits are 0.
std::vector<std::byte> packBases(std::span<const uint8_t> bases);
constexpr uint64_t packedSize(uint64_t bases) {
    return bases / 4 + (bases % 4 != 0 ? 1 : 0);
}
/// packed.size() == packedSize(bases.size()).
void unpackBases(std::span<const std::byte> packed, std::span<uint8_t> bases);

/// What is left to know before the bases are decoded: their number.
class DnaExtras {
public:
    /// `characters` is the length of the text; everything is checked against it.
    static Result<DnaExtras> open(const Bytes& packed, uint64_t characters, JobContext& job);
    uint64_t bases() const { return bases_; }
    /// Writes the text; bases.size() == this->bases().
    void join(std::span<const uint8_t> bases, bool uracil, std::span<char> text) const;

private:
    struct Run {
        uint64_t at, length;
        char letter; // 0: lower case
    };
    std::vector<Run> cases_, others_;
    uint64_t bases_ = 0;
};

/// The stream that DNA methods share. Sections: "codes" (payload): a byte (0 stored text, 1 bases, 3 bases
/// with U), then the text or the coded bases; "extras" (side), only where there are some.
using EncodeBases =
    Result<std::vector<std::byte>> (*)(std::span<const uint8_t> bases, const Params& params, JobContext& job);
/// bases.size() is what the stream claims: the function checks whether `code` can hold so many before this is
/// allocated, and fills it.
using DecodeBases = Status (*)(
    std::span<const std::byte> code,
    uint64_t count,
    std::vector<uint8_t>& bases,
    const Params& params,
    JobContext& job
);
Result<Encoded>
encodeDna(EncodeBases encode, std::span<const Part> parts, const Params& params, JobContext& job);
Result<Asset> decodeDna(DecodeBases decode, const Encoded& encoded, JobContext& job);
Status acceptsBases(const Part& part);

} // namespace rarebit

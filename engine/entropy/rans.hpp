// SPDX-License-Identifier: GPL-3.0-or-later
// Static range asymmetric numeral systems (Duda 2013): 32-bit states renormalised by 16-bit words,
// frequencies of 12 to 16 bits, any number of interleaved lanes (Giesen 2014). Symbol i belongs to lane i mod
// lanes. Code: the lanes' states (u32 each), then the words in the order in which decoding takes them.
#pragma once

#include "engine/core/result.hpp"
#include "engine/entropy/bit_io.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

constexpr int minRansBits = 12, maxRansBits = 16, maxRansLanes = 64;
/// As many as keep a core's pipelines busy.
constexpr int fastRansLanes = 8;

/// Frequencies of an alphabet; they add up to 2^scaleBits, or are all 0 where nothing occurs.
struct RansModel {
    int scaleBits = minRansBits;
    std::vector<uint32_t> frequencies;
};

/// Every symbol that occurs gets a frequency of at least 1; the cost of the counts is as small as it can be.
Result<RansModel> ransModel(std::span<const uint64_t> counts, int scaleBits);

void writeRansModel(BitWriterMsb& out, const RansModel& model);
Result<RansModel> readRansModel(BitReaderMsb& in, size_t symbols, std::string_view where);

/// Codes symbols that all have a frequency. Symbol: uint8_t or uint16_t. lanes: 1 to 64.
template <class Symbol>
Result<std::vector<std::byte>> ransEncode(std::span<const Symbol> symbols, const RansModel& model, int lanes);

class RansDecoder {
public:
    static Result<RansDecoder> make(const RansModel& model, std::string_view where);
    /// Fills `out` from exactly the bytes of one code; an error where they are damaged.
    template <class Symbol>
    Status decode(std::span<const std::byte> code, int lanes, std::span<Symbol> out) const;

private:
    struct Narrow {      // 12 bits and bytes: a table that stays in the first-level cache
        uint32_t packed; // symbol << 24 | (frequency - 1) << 12 | offset
        uint32_t symbol() const { return packed >> 24; }
        uint32_t frequency() const { return ((packed >> 12) & 4095) + 1; }
        uint32_t offset() const { return packed & 4095; }
    };
    struct Wide {
        uint16_t value, frequencyLess1, start;
        uint32_t symbol() const { return value; }
        uint32_t frequency() const { return uint32_t(frequencyLess1) + 1; }
        uint32_t offset() const { return start; }
    };
    std::string where_;
    int scaleBits_ = minRansBits;
    bool empty_ = true;
    uint32_t largestSymbol_ = 0;
    std::vector<Narrow> narrow_;
    std::vector<Wide> wide_;
};

} // namespace rarebit

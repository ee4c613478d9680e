// SPDX-License-Identifier: GPL-3.0-or-later
// Length-limited canonical Huffman codes: optimal lengths by package-merge (Larmore and Hirschberg 1990),
// code words written with their first bit first (BitOrder::msb), tables kept as code lengths.
#pragma once

#include "engine/core/result.hpp"
#include "engine/entropy/bit_io.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace rarebit {

constexpr int maxHuffmanLength = 32;
constexpr size_t maxHuffmanSymbols = size_t(1) << 16;

/// Code lengths that minimise sum(count * length) with lengths up to maxLength (1 to 32). Symbols that do not
/// occur get 0; a lone symbol gets 1. Errors where so many symbols have no code of that length.
Result<std::vector<uint8_t>> huffmanLengths(std::span<const uint64_t> counts, int maxLength);

/// Canonical code words: shorter first, then by symbol. lengths as from huffmanLengths.
std::vector<uint32_t> huffmanCodes(std::span<const uint8_t> lengths);

/// Runs of absent symbols and differences of the lengths between them, in Elias gamma codes.
void writeHuffmanLengths(BitWriterMsb& out, std::span<const uint8_t> lengths);
/// The lengths of an alphabet of `symbols`; a complete code (or one or no symbol) or an error.
Result<std::vector<uint8_t>> readHuffmanLengths(BitReaderMsb& in, size_t symbols, std::string_view where);

class HuffmanDecoder {
public:
    /// Errors where the lengths are no complete prefix code (one or no symbol is fine).
    static Result<HuffmanDecoder> make(std::span<const uint8_t> lengths, std::string_view where);
    /// The next symbol; 0 where the bits are no code word, then ok() is false. Check in.ok() at the end.
    uint32_t decode(BitReaderMsb& in) {
        const Entry entry = table_[in.peek(tableBits_)];
        if (entry.length <= tableBits_) {
            in.skip(entry.length);
            ok_ = ok_ && entry.length > 0;
            return entry.symbol;
        }
        return decodeLong(in);
    }
    bool ok() const { return ok_; }

private:
    struct Entry {
        uint16_t symbol = 0;
        uint8_t length = 0; // 0: no code word; above tableBits_: a longer one starts like this
    };
    uint32_t decodeLong(BitReaderMsb& in);
    static constexpr int maxTableBits = 11;
    int tableBits_ = 1;
    bool ok_ = true;
    std::vector<Entry> table_;
    std::vector<uint16_t> sorted_; // symbols by length, then value
    std::vector<uint64_t> limit_ = std::vector<uint64_t>(maxHuffmanLength + 2);  // first code beyond length l
    std::vector<uint64_t> first_ = limit_;                                       // first code of length l
    std::vector<uint32_t> offset_ = std::vector<uint32_t>(maxHuffmanLength + 2); // its place in sorted_
};

/// The code words of the symbols; every symbol has a length.
template <class Symbol>
void huffmanEncode(BitWriterMsb& out, std::span<const Symbol> symbols, std::span<const uint8_t> lengths) {
    const auto codes = huffmanCodes(lengths);
    for (const Symbol symbol : symbols)
        out.put(codes[symbol], lengths[symbol]);
}

} // namespace rarebit

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/entropy/huffman.hpp"

#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rarebit {
namespace {

// 2^32 times the Kraft sum of a code that is complete.
constexpr uint64_t complete = uint64_t(1) << 32;

uint64_t kraftSum(std::span<const uint8_t> lengths) {
    uint64_t sum = 0;
    for (const uint8_t length : lengths)
        if (length > 0) sum += complete >> length;
    return sum;
}

Error damaged(std::string what, std::string_view where) {
    return badInput(std::move(what), std::string(where), "the stream is damaged; encode the asset again");
}

} // namespace

// Package-merge over sorted counts. Row l holds what can be bought for a coin of width 2^-l: the symbols
// themselves and pairs of row l+1. The first 2(n-1) entries of row 1 are taken; of a taken pair, its two
// halves in the row below are. Only the number of symbols taken per row is needed: the cheapest ones are.
Result<std::vector<uint8_t>> huffmanLengths(std::span<const uint64_t> counts, int maxLength) {
    const std::string where = "Huffman code";
    if (maxLength < 1 || maxLength > maxHuffmanLength)
        return badParams(
            fmt::format("a longest code of {} bits", maxLength),
            where,
            fmt::format("choose 1 to {}", maxHuffmanLength)
        );
    if (counts.size() > maxHuffmanSymbols)
        return badParams(
            fmt::format("an alphabet of {} symbols", counts.size()),
            where,
            fmt::format("use at most {} symbols", maxHuffmanSymbols)
        );
    std::vector<uint32_t> order;
    for (uint32_t s = 0; s < counts.size(); ++s)
        if (counts[s] > 0) order.push_back(s);
    std::vector<uint8_t> lengths(counts.size());
    if (order.size() < 2) {
        for (const uint32_t s : order)
            lengths[s] = 1;
        return lengths;
    }
    if (maxLength < 17 && order.size() > size_t(1) << maxLength)
        return badParams(
            fmt::format("{} symbols have no code of at most {} bits", order.size(), maxLength),
            where,
            "allow longer codes"
        );
    std::ranges::stable_sort(order, {}, [&](uint32_t s) { return counts[s]; });
    const size_t n = order.size();
    // Weights above 2^40 could overflow in 32 packages; scaled counts keep their order.
    const int shift = std::max(0, static_cast<int>(std::bit_width(counts[order.back()])) - 40);
    const auto weight = [&](size_t i) { return std::max<uint64_t>(1, counts[order[i]] >> shift); };

    std::vector<std::vector<bool>> isPair(static_cast<size_t>(maxLength));
    std::vector<uint64_t> row, below;
    for (size_t level = static_cast<size_t>(maxLength); level-- > 0;) {
        const size_t pairs = below.size() / 2;
        row.clear();
        for (size_t i = 0, p = 0; i < n || p < pairs;) {
            const uint64_t pair = p < pairs ? below[2 * p] + below[2 * p + 1] : 0;
            const bool takePair = i == n || (p < pairs && pair < weight(i));
            row.push_back(takePair ? pair : weight(i));
            isPair[level].push_back(takePair);
            takePair ? ++p : ++i;
        }
        std::swap(row, below);
    }
    size_t take = 2 * (n - 1);
    for (size_t level = 0; level < static_cast<size_t>(maxLength) && take > 0; ++level) {
        const auto pairs = static_cast<size_t>(
            std::count(isPair[level].begin(), isPair[level].begin() + static_cast<ptrdiff_t>(take), true)
        );
        for (size_t i = 0; i < take - pairs; ++i)
            ++lengths[order[i]];
        take = 2 * pairs;
    }
    return lengths;
}

std::vector<uint32_t> huffmanCodes(std::span<const uint8_t> lengths) {
    std::array<uint64_t, maxHuffmanLength + 2> next{};
    for (const uint8_t length : lengths)
        if (length > 0) ++next[length + 1u];
    for (size_t l = 1; l < next.size(); ++l)
        next[l] = (next[l - 1] + next[l]) << 1;
    std::vector<uint32_t> codes(lengths.size());
    for (size_t s = 0; s < lengths.size(); ++s)
        if (const uint8_t l = lengths[s]; l > 0) codes[s] = static_cast<uint32_t>(next[l]++);
    return codes;
}

void writeHuffmanLengths(BitWriterMsb& out, std::span<const uint8_t> lengths) {
    int previous = 8;
    for (size_t s = 0; s < lengths.size();) {
        const auto runOf = [&](bool present) {
            size_t end = s;
            while (end < lengths.size() && (lengths[end] > 0) == present)
                ++end;
            return end - s;
        };
        const size_t absent = runOf(false);
        out.putGamma(absent + 1);
        s += absent;
        if (s == lengths.size()) break;
        const size_t present = runOf(true);
        out.putGamma(present);
        for (const size_t end = s + present; s < end; ++s) {
            const int difference = lengths[s] - previous;
            out.putGamma(
                difference > 0 ? static_cast<uint64_t>(2 * difference)
                               : static_cast<uint64_t>(1 - 2 * difference)
            );
            previous = lengths[s];
        }
    }
}

Result<std::vector<uint8_t>> readHuffmanLengths(BitReaderMsb& in, size_t symbols, std::string_view where) {
    if (symbols > maxHuffmanSymbols)
        return damaged(fmt::format("a Huffman table of {} symbols", symbols), where);
    std::vector<uint8_t> lengths(symbols);
    int previous = 8;
    for (size_t s = 0; s < symbols;) {
        const uint64_t absent = in.getGamma() - 1;
        if (!in.ok() || absent > symbols - s) return damaged("a Huffman table with too many symbols", where);
        s += static_cast<size_t>(absent);
        if (s == symbols) break;
        const uint64_t present = in.getGamma();
        if (!in.ok() || present > symbols - s) return damaged("a Huffman table with too many symbols", where);
        for (const size_t end = s + static_cast<size_t>(present); s < end; ++s) {
            const uint64_t coded = in.getGamma();
            if (!in.ok() || coded > 2 * maxHuffmanLength + 1)
                return damaged("a Huffman table with an impossible code length", where);
            const int half = static_cast<int>(coded / 2);
            previous += coded % 2 == 0 ? half : -half;
            if (previous < 1 || previous > maxHuffmanLength)
                return damaged(fmt::format("a Huffman code of {} bits", previous), where);
            lengths[s] = static_cast<uint8_t>(previous);
        }
    }
    return lengths;
}

Result<HuffmanDecoder> HuffmanDecoder::make(std::span<const uint8_t> lengths, std::string_view where) {
    HuffmanDecoder out;
    size_t used = 0;
    int longest = 1;
    for (const uint8_t length : lengths) {
        if (length > maxHuffmanLength)
            return damaged(fmt::format("a Huffman code of {} bits", length), where);
        used += length > 0 ? 1 : 0;
        longest = std::max(longest, static_cast<int>(length));
    }
    if (lengths.size() > maxHuffmanSymbols)
        return damaged(fmt::format("a Huffman table of {} symbols", lengths.size()), where);
    if (used > 1 && kraftSum(lengths) != complete)
        return damaged("Huffman code lengths that are no complete prefix code", where);
    if (used == 1 && longest != 1) return damaged("a lone Huffman symbol with a long code", where);

    std::array<uint32_t, maxHuffmanLength + 2> count{};
    for (const uint8_t length : lengths)
        if (length > 0) ++count[length];
    uint64_t code = 0;
    uint32_t place = 0;
    for (size_t l = 1; l <= maxHuffmanLength; ++l) {
        code <<= 1;
        out.first_[l] = code;
        out.offset_[l] = place;
        code += count[l];
        place += count[l];
        out.limit_[l] = code;
    }
    out.sorted_.resize(used);
    auto next = out.offset_;
    for (size_t s = 0; s < lengths.size(); ++s)
        if (lengths[s] > 0) out.sorted_[next[lengths[s]]++] = static_cast<uint16_t>(s);

    out.tableBits_ = std::min(longest, maxTableBits);
    out.table_.resize(size_t(1) << out.tableBits_);
    const auto codes = huffmanCodes(lengths);
    for (size_t s = 0; s < lengths.size(); ++s) {
        const int l = lengths[s];
        if (l == 0) continue;
        const Entry entry{static_cast<uint16_t>(s), static_cast<uint8_t>(l)};
        if (l <= out.tableBits_) {
            const size_t step = size_t(1) << (out.tableBits_ - l);
            std::fill_n(out.table_.begin() + static_cast<ptrdiff_t>(codes[s] * step), step, entry);
        } else {
            out.table_[codes[s] >> (l - out.tableBits_)] = entry;
        }
    }
    return out;
}

uint32_t HuffmanDecoder::decodeLong(BitReaderMsb& in) {
    for (int l = tableBits_ + 1; l <= maxHuffmanLength; ++l) {
        const auto i = static_cast<size_t>(l);
        const uint64_t code = in.peek(l);
        if (code < limit_[i]) {
            in.skip(l);
            return sorted_[offset_[i] + static_cast<size_t>(code - first_[i])];
        }
    }
    ok_ = false;
    return 0;
}

} // namespace rarebit

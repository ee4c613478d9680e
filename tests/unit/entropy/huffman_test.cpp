// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rng.hpp"
#include "engine/entropy/huffman.hpp"
#include "tests/support/check.hpp"

#include <queue>

#include <algorithm>
#include <functional>

using namespace rarebit;

namespace {

uint64_t cost(std::span<const uint64_t> counts, std::span<const uint8_t> lengths) {
    uint64_t sum = 0;
    for (size_t s = 0; s < counts.size(); ++s)
        sum += counts[s] * lengths[s];
    return sum;
}

// Huffman's own algorithm: the cost is the sum of all merged weights.
uint64_t plainHuffmanCost(std::span<const uint64_t> counts) {
    std::priority_queue<uint64_t, std::vector<uint64_t>, std::greater<>> heap;
    for (const uint64_t count : counts)
        if (count > 0) heap.push(count);
    uint64_t sum = 0;
    while (heap.size() > 1) {
        const uint64_t a = heap.top();
        heap.pop();
        const uint64_t b = heap.top() + a;
        heap.pop();
        heap.push(b);
        sum += b;
    }
    return sum;
}

// The best limited code by trying all non-increasing length lists over counts in rising order.
uint64_t bruteForceCost(std::vector<uint64_t> counts, int maxLength) {
    std::ranges::sort(counts);
    uint64_t best = ~uint64_t(0);
    const std::function<void(size_t, int, uint64_t, uint64_t)> walk = [&](size_t i,
                                                                          int longest,
                                                                          uint64_t kraft,
                                                                          uint64_t sum) {
        if (kraft > uint64_t(1) << maxLength) return;
        if (i == counts.size()) {
            best = std::min(best, sum);
            return;
        }
        for (int l = longest; l >= 1; --l)
            walk(
                i + 1, l, kraft + (uint64_t(1) << (maxLength - l)), sum + counts[i] * static_cast<uint64_t>(l)
            );
    };
    walk(0, maxLength, 0, 0);
    return best;
}

void checkRoundTrip(std::span<const uint16_t> symbols, size_t alphabet, int maxLength) {
    std::vector<uint64_t> counts(alphabet);
    for (const uint16_t s : symbols)
        ++counts[s];
    const auto lengths = REQUIRE(huffmanLengths(counts, maxLength));
    CHECK(std::ranges::all_of(lengths, [&](uint8_t l) { return l <= maxLength; }));
    BitWriterMsb out;
    writeHuffmanLengths(out, lengths);
    huffmanEncode(out, symbols, std::span<const uint8_t>(lengths));
    const auto bytes = out.take();
    BitReaderMsb in(bytes);
    CHECK(REQUIRE(readHuffmanLengths(in, alphabet, "test")) == lengths);
    auto decoder = REQUIRE(HuffmanDecoder::make(lengths, "test"));
    size_t wrong = 0;
    for (const uint16_t s : symbols)
        wrong += decoder.decode(in) != s ? 1 : 0;
    CHECK_EQ(wrong, 0u);
    CHECK(decoder.ok() && in.ok());
    CHECK(bytes.size() * 8 - in.position() < 8);
}

} // namespace

// a 5, b 2, c 1, d 1: lengths 1, 2, 3, 3; canonical words 0, 10, 110, 111.
RB_TEST(smallCodeByHand) {
    const std::vector<uint64_t> counts{5, 2, 0, 1, 1};
    const auto lengths = REQUIRE(huffmanLengths(counts, 15));
    CHECK(lengths == (std::vector<uint8_t>{1, 2, 0, 3, 3}));
    CHECK(huffmanCodes(lengths) == (std::vector<uint32_t>{0, 0b10, 0, 0b110, 0b111}));
    BitWriterMsb out;
    const std::vector<uint8_t> text{0, 1, 3, 4, 0};
    huffmanEncode(out, std::span<const uint8_t>(text), std::span<const uint8_t>(lengths));
    const auto bytes = out.take(); // 0'10'110'11 1'0
    CHECK_EQ(std::to_integer<int>(bytes.at(0)), 0b01011011);
    CHECK_EQ(std::to_integer<int>(bytes.at(1)), 0b10000000);
}

// Counts 1, 1, 2, 3, 5, 8 (Fibonacci) give lengths 5, 5, 4, 3, 2, 1; limited to 3 bits the best code has
// two of 2 and four of 3: 2 * (8 + 5) + 3 * (3 + 2 + 1 + 1) = 47.
RB_TEST(lengthLimitByHand) {
    const std::vector<uint64_t> counts{1, 1, 2, 3, 5, 8};
    CHECK(REQUIRE(huffmanLengths(counts, 15)) == (std::vector<uint8_t>{5, 5, 4, 3, 2, 1}));
    const auto limited = REQUIRE(huffmanLengths(counts, 3));
    CHECK(limited == (std::vector<uint8_t>{3, 3, 3, 3, 2, 2}));
    CHECK_EQ(cost(counts, limited), 47u);
}

RB_TEST(optimalAgainstReferences) {
    Rng rng(1, "huffman");
    for (int round = 0; round < 60; ++round) {
        std::vector<uint64_t> counts(2 + rng.below(300));
        for (auto& count : counts)
            count = rng.below(3) == 0 ? 0 : 1 + (rng.next32() >> (4 + rng.below(24)));
        counts[0] = counts[1] = 1;
        const auto lengths = REQUIRE(huffmanLengths(counts, 32));
        CHECK_EQ(cost(counts, lengths), plainHuffmanCost(counts));
    }
    for (int round = 0; round < 60; ++round) {
        std::vector<uint64_t> counts(2 + rng.below(7));
        for (auto& count : counts)
            count = 1 + (rng.next32() >> (10 + rng.below(22)));
        for (const int maxLength : {3, 4, 5})
            CHECK_EQ(
                cost(counts, REQUIRE(huffmanLengths(counts, maxLength))), bruteForceCost(counts, maxLength)
            );
    }
}

RB_TEST(roundTripOfManyShapes) {
    Rng rng(2, "huffman");
    checkRoundTrip({}, 256, 15);
    checkRoundTrip(std::vector<uint16_t>(100, 7), 256, 15);
    checkRoundTrip(std::vector<uint16_t>{0, 65535, 0}, 65536, 15);
    for (const int maxLength : {8, 11, 15, 24, 32}) {
        std::vector<uint16_t> symbols(20000);
        for (auto& s : symbols) { // geometric: code words of all lengths
            s = 0;
            while (s < 255 && rng.below(2))
                ++s;
        }
        for (uint16_t s = 0; s < 200; ++s)
            symbols.push_back(s);
        checkRoundTrip(symbols, 256, maxLength);
    }
    std::vector<uint16_t> wide(30000);
    for (auto& s : wide)
        s = static_cast<uint16_t>(rng.below(3000));
    checkRoundTrip(wide, 65536, 16);
}

// Entropy <= mean length < entropy + 1.
RB_TEST(lengthIsWithinABitOfEntropy) {
    const std::vector<uint64_t> counts{1000, 500, 260, 120, 60, 31, 20, 5, 1};
    const auto lengths = REQUIRE(huffmanLengths(counts, 15));
    double total = 0, entropy = 0;
    for (const uint64_t count : counts)
        total += static_cast<double>(count);
    for (const uint64_t count : counts)
        entropy -= static_cast<double>(count) / total * std::log2(static_cast<double>(count) / total);
    const double mean = static_cast<double>(cost(counts, lengths)) / total;
    CHECK(mean >= entropy && mean < entropy + 1);
}

RB_TEST(impossibleCodesAreErrors) {
    const std::vector<uint64_t> counts(9, 1);
    CHECK_ERROR(huffmanLengths(counts, 3), ErrorKind::badParams);
    CHECK_ERROR(huffmanLengths(counts, 0), ErrorKind::badParams);
    CHECK_ERROR(huffmanLengths(counts, 33), ErrorKind::badParams);
    CHECK_ERROR(HuffmanDecoder::make(std::vector<uint8_t>{1, 1, 1}, "test"), ErrorKind::badInput);
    CHECK_ERROR(HuffmanDecoder::make(std::vector<uint8_t>{1, 2}, "test"), ErrorKind::badInput);
    CHECK_ERROR(HuffmanDecoder::make(std::vector<uint8_t>{40, 1}, "test"), ErrorKind::badInput);
    CHECK_ERROR(HuffmanDecoder::make(std::vector<uint8_t>{5}, "test"), ErrorKind::badInput);
}

RB_TEST(damagedTablesAreErrorsOrCodes) {
    Rng rng(3, "huffman");
    for (int round = 0; round < 3000; ++round) {
        std::vector<std::byte> bytes(rng.below(60));
        for (auto& b : bytes)
            b = static_cast<std::byte>(rng.next32());
        BitReaderMsb in(bytes);
        const auto lengths = readHuffmanLengths(in, 256, "test");
        if (!lengths) continue;
        auto decoder = HuffmanDecoder::make(*lengths, "test");
        if (!decoder) continue;
        for (int i = 0; i < 100; ++i)
            CHECK(decoder->decode(in) < 256);
    }
    BitReaderMsb in(std::span<const std::byte>{});
    CHECK_ERROR(readHuffmanLengths(in, 256, "test"), ErrorKind::badInput);
}

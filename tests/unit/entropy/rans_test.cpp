// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rng.hpp"
#include "engine/entropy/rans.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <numeric>

using namespace rarebit;

namespace {

template <class Symbol>
std::vector<uint64_t> countsOf(const std::vector<Symbol>& symbols, size_t alphabet) {
    std::vector<uint64_t> counts(alphabet);
    for (const Symbol s : symbols)
        ++counts[s];
    return counts;
}

// The coder of the definition, one lane: x -> (x / f) << bits | start + x % f, words given away at the limit.
std::vector<std::byte> naiveEncode(const std::vector<uint8_t>& symbols, const RansModel& model) {
    std::vector<uint32_t> start(model.frequencies.size() + 1);
    std::partial_sum(model.frequencies.begin(), model.frequencies.end(), start.begin() + 1);
    uint64_t x = 65536;
    std::vector<uint16_t> words;
    for (size_t i = symbols.size(); i-- > 0;) {
        const uint64_t f = model.frequencies[symbols[i]];
        while (x >= f << (32 - model.scaleBits)) {
            words.push_back(static_cast<uint16_t>(x));
            x >>= 16;
        }
        x = ((x / f) << model.scaleBits) + start[symbols[i]] + x % f;
    }
    std::vector<std::byte> out;
    for (int i = 0; i < 4; ++i)
        out.push_back(static_cast<std::byte>(x >> (8 * i)));
    for (size_t i = words.size(); i-- > 0;) {
        out.push_back(static_cast<std::byte>(words[i]));
        out.push_back(static_cast<std::byte>(words[i] >> 8));
    }
    return out;
}

template <class Symbol>
void checkRoundTrip(const std::vector<Symbol>& symbols, size_t alphabet, int scaleBits, int lanes) {
    const auto model = REQUIRE(ransModel(countsOf(symbols, alphabet), scaleBits));
    BitWriterMsb out;
    writeRansModel(out, model);
    const auto table = out.take();
    BitReaderMsb in(table);
    const auto back = REQUIRE(readRansModel(in, alphabet, "test"));
    CHECK(back.frequencies == model.frequencies && back.scaleBits == scaleBits);
    const auto code = REQUIRE(ransEncode(std::span<const Symbol>(symbols), model, lanes));
    double bits = 0;
    for (const Symbol s : symbols)
        bits -= std::log2(model.frequencies[s] / std::exp2(scaleBits));
    // A lane's state holds between 16 and 32 of its 32 bits as code. Frequencies of 16 bits leave states as
    // few as 0 bits to spare, which costs up to 0.1 %.
    const double slack = scaleBits <= 14 ? 1.0001 : 1.001;
    CHECK(static_cast<double>(code.size()) * 8 <= bits * slack + 32.0 * lanes + 2);
    const auto decoder = REQUIRE(RansDecoder::make(back, "test"));
    std::vector<Symbol> decoded(symbols.size());
    REQUIRE(decoder.decode(std::span<const std::byte>(code), lanes, std::span(decoded)));
    CHECK(decoded == symbols);
}

std::vector<uint8_t> geometric(size_t count, Rng& rng) {
    std::vector<uint8_t> symbols(count);
    for (auto& s : symbols)
        while (s < 255 && rng.below(4) != 0)
            ++s;
    return symbols;
}

} // namespace

// Counts 3 and 1 at 12 bits: 3072 and 1024. Symbols 0, 1 from the end: 65536 -> 1: 65536/1024 = 64, 64 * 4096
// + 3072 = 265216; 0: 265216/3072 = 86 rest 1024, 86 * 4096 + 1024 = 353280 = 0x00056400.
RB_TEST(twoSymbolsByHand) {
    const auto model = REQUIRE(ransModel(std::vector<uint64_t>{3, 1}, 12));
    CHECK(model.frequencies == (std::vector<uint32_t>{3072, 1024}));
    const std::vector<uint8_t> symbols{0, 1};
    const auto code = REQUIRE(ransEncode(std::span<const uint8_t>(symbols), model, 1));
    CHECK(
        code == (std::vector<std::byte>{std::byte{0x00}, std::byte{0x64}, std::byte{0x05}, std::byte{0x00}})
    );
}

RB_TEST(sameCodeAsTheDefinition) {
    Rng rng(1, "rans");
    for (const int bits : {12, 14, 16}) {
        const auto symbols = geometric(5000, rng);
        const auto model = REQUIRE(ransModel(countsOf(symbols, 256), bits));
        CHECK(
            REQUIRE(ransEncode(std::span<const uint8_t>(symbols), model, 1)) == naiveEncode(symbols, model)
        );
    }
}

// Sum exact, every present symbol at least 1, no single move of one count would make the code shorter.
RB_TEST(frequenciesAreExactAndOptimal) {
    Rng rng(2, "rans model");
    for (int round = 0; round < 40; ++round) {
        std::vector<uint64_t> counts(2 + rng.below(40));
        for (auto& count : counts)
            count = rng.below(3) == 0 ? 0 : rng.next64() >> (20 + rng.below(44));
        counts[1] += 1;
        const auto model = REQUIRE(ransModel(counts, 12));
        CHECK_EQ(std::accumulate(model.frequencies.begin(), model.frequencies.end(), 0u), 4096u);
        const auto costOf = [&](size_t s, double f) { return -static_cast<double>(counts[s]) * std::log(f); };
        for (size_t a = 0; a < counts.size(); ++a) {
            CHECK_EQ(model.frequencies[a] > 0, counts[a] > 0);
            for (size_t b = 0; b < counts.size(); ++b) {
                const double fa = model.frequencies[a], fb = model.frequencies[b];
                if (a == b || fa < 2 || fb < 1) continue;
                const double change = costOf(a, fa - 1) + costOf(b, fb + 1) - costOf(a, fa) - costOf(b, fb);
                // The midpoint rule for ln is off where frequencies are tiny.
                CHECK(change > -0.02 * static_cast<double>(counts[a] + counts[b]));
            }
        }
    }
    CHECK(REQUIRE(ransModel(std::vector<uint64_t>{0, 9, 0}, 14)).frequencies[1] == 16384u);
    CHECK(
        REQUIRE(ransModel(std::vector<uint64_t>(4096, 5), 12)).frequencies == std::vector<uint32_t>(4096, 1)
    );
    CHECK_ERROR(ransModel(std::vector<uint64_t>(4097, 5), 12), ErrorKind::badParams);
    CHECK_ERROR(ransModel(std::vector<uint64_t>{1}, 11), ErrorKind::badParams);
}

RB_TEST(roundTripOfManyShapes) {
    Rng rng(3, "rans");
    for (const int lanes : {1, 2, 8, 16, 64})
        for (const int bits : {12, 13, 16}) {
            checkRoundTrip(std::vector<uint8_t>{}, 256, bits, lanes);
            checkRoundTrip(std::vector<uint8_t>(1, 200), 256, bits, lanes);
            checkRoundTrip(std::vector<uint8_t>(777, 9), 256, bits, lanes);
            checkRoundTrip(geometric(1 + rng.below(3000), rng), 256, bits, lanes);
        }
    std::vector<uint8_t> skewed(60000, 0); // one rare symbol
    for (size_t i = 0; i < skewed.size(); i += 5000)
        skewed[i] = 255;
    std::vector<uint16_t> wide(20000);
    for (auto& s : wide)
        s = static_cast<uint16_t>(rng.below(1 + rng.below(40000)));
    std::vector<uint8_t> uniform(70000);
    for (auto& s : uniform)
        s = static_cast<uint8_t>(rng.next32());
    for (const int lanes : {1, 8}) {
        checkRoundTrip(skewed, 256, 12, lanes);
        checkRoundTrip(skewed, 256, 16, lanes);
        checkRoundTrip(uniform, 256, 12, lanes);
        checkRoundTrip(wide, 65536, 16, lanes);
    }
}

RB_TEST(missingSymbolsAreErrors) {
    const auto model = REQUIRE(ransModel(std::vector<uint64_t>{1, 0, 1}, 12));
    for (const uint8_t symbol : {uint8_t{1}, uint8_t{3}}) {
        const std::vector<uint8_t> symbols{0, symbol};
        CHECK_ERROR(ransEncode(std::span<const uint8_t>(symbols), model, 1), ErrorKind::badParams);
    }
}

RB_TEST(damagedCodesAreErrors) {
    Rng rng(4, "rans damage");
    const auto symbols = geometric(5000, rng);
    const auto model = REQUIRE(ransModel(countsOf(symbols, 256), 12));
    const auto decoder = REQUIRE(RansDecoder::make(model, "test"));
    std::vector<uint8_t> out(symbols.size());
    int refused = 0;
    for (const int lanes : {1, 3, 8}) {
        const auto code = REQUIRE(ransEncode(std::span<const uint8_t>(symbols), model, lanes));
        for (int i = 0; i < 300; ++i) { // refused, or by chance the right code of another text
            auto damaged = code;
            damaged[rng.below(damaged.size())] ^= static_cast<std::byte>(1u << rng.below(8));
            if (decoder.decode(std::span<const std::byte>(damaged), lanes, std::span(out))) {
                CHECK(out != symbols);
                CHECK(REQUIRE(ransEncode(std::span<const uint8_t>(out), model, lanes)) == damaged);
            } else {
                ++refused;
            }
        }
        for (size_t keep = 0; keep < code.size(); keep += 1 + keep / 7)
            CHECK_ERROR(
                decoder.decode(std::span(code).first(keep), lanes, std::span(out)), ErrorKind::badInput
            );
        auto longer = code;
        longer.resize(code.size() + 2);
        CHECK_ERROR(
            decoder.decode(std::span<const std::byte>(longer), lanes, std::span(out)), ErrorKind::badInput
        );
    }
    CHECK(refused > 870); // of 900
    RansModel wrong = model;
    wrong.frequencies[0] += 1;
    CHECK_ERROR(RansDecoder::make(wrong, "test"), ErrorKind::badInput);
}

RB_TEST(damagedTablesAreErrorsOrTables) {
    Rng rng(5, "rans tables");
    for (int round = 0; round < 3000; ++round) {
        std::vector<std::byte> bytes(rng.below(60));
        for (auto& b : bytes)
            b = static_cast<std::byte>(rng.next32());
        BitReaderMsb in(bytes);
        if (const auto model = readRansModel(in, 256, "test"); model)
            REQUIRE(RansDecoder::make(*model, "test"));
    }
}

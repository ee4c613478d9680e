// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rng.hpp"
#include "engine/entropy/range_coder.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

namespace {

struct Decision {
    bool bit;
    Probability one;
};

double idealBits(const std::vector<Decision>& decisions) {
    double bits = 0;
    for (const auto& [bit, one] : decisions)
        bits -= std::log2((bit ? one : 65536.0 - one) / 65536.0);
    return bits;
}

std::vector<std::byte> code(const std::vector<Decision>& decisions) {
    RangeEncoder encoder;
    for (const auto& [bit, one] : decisions)
        encoder.encode(bit, one);
    return encoder.finish();
}

void checkRoundTrip(const std::vector<Decision>& decisions) {
    const auto bytes = code(decisions);
    // Two bits for the end, up to seven to fill its byte.
    CHECK(static_cast<double>(bytes.size()) * 8 <= idealBits(decisions) * 1.0001 + 2 + 7);
    RangeDecoder decoder(bytes);
    size_t wrong = 0;
    for (const auto& [bit, one] : decisions)
        wrong += decoder.decode(one) != bit ? 1 : 0;
    CHECK_EQ(wrong, 0u);
    CHECK(decoder.ok());
    CHECK_EQ(decoder.left(), 0u);
}

// Bits drawn by the probability that they are coded with.
std::vector<Decision> drawn(size_t count, Probability (*choose)(Rng&)) {
    Rng rng(3, "range_coder");
    std::vector<Decision> out;
    for (size_t i = 0; i < count; ++i) {
        const Probability one = choose(rng);
        out.push_back({rng.below(65536) < one, one});
    }
    return out;
}

} // namespace

// By hand: the interval of [1, 0, 1, 1] at even odds, ones below, is [0.25, 0.3125): 0x40 names it in one
// byte.
RB_TEST(fourEvenBitsAreOneByte) {
    const auto bytes = code({{true, 32768}, {false, 32768}, {true, 32768}, {true, 32768}});
    CHECK_EQ(bytes.size(), 1u);
    CHECK_EQ(std::to_integer<int>(bytes.at(0)), 0x40);
}

// Ones take the lower end, where the code is nothing but zeros: nothing is written.
RB_TEST(certainOnesCostNothing) {
    CHECK_EQ(code(std::vector<Decision>(5000, {true, maxProbability})).size(), 0u);
    CHECK_EQ(code({}).size(), 0u);
}

RB_TEST(roundTripAndLengthBound) {
    checkRoundTrip(drawn(200000, [](Rng&) -> Probability { return 32768; }));
    checkRoundTrip(drawn(200000, [](Rng& rng) { return static_cast<Probability>(1 + rng.below(65535)); }));
    checkRoundTrip(drawn(400000, [](Rng&) { return minProbability; }));
    checkRoundTrip(drawn(400000, [](Rng&) { return maxProbability; }));
    checkRoundTrip(drawn(200000, [](Rng& rng) -> Probability { return rng.below(2) ? 60000 : 200; }));
    checkRoundTrip(std::vector<Decision>(3000, {false, maxProbability})); // always the unlikely one
    checkRoundTrip(std::vector<Decision>(3000, {true, minProbability}));
    for (size_t count = 0; count < 40; ++count)
        checkRoundTrip(drawn(count, [](Rng& rng) { return static_cast<Probability>(1 + rng.below(65535)); }));
}

// A long row of 0xFF bytes and then a carry through all of them.
RB_TEST(carryRunsBack) {
    std::vector<Decision> decisions{{true, 32768}};
    for (int i = 0; i < 400; ++i)
        decisions.push_back({false, 32768});
    decisions.push_back({false, 65000});
    decisions.push_back({false, 65000});
    checkRoundTrip(decisions);
    // Just below one half with odds that are no power of two: low passes 2^32 over and over.
    decisions.clear();
    for (int i = 0; i < 100000; ++i)
        decisions.push_back({i % 3 == 0, 43691});
    checkRoundTrip(decisions);
}

RB_TEST(directBits) {
    RangeEncoder encoder;
    encoder.encodeDirect(0xDEADBEEF, 32);
    encoder.encodeDirect(5, 3);
    encoder.encodeDirect(0, 0);
    const auto bytes = encoder.finish();
    CHECK_EQ(bytes.size(), 5u);
    RangeDecoder decoder(bytes);
    CHECK_EQ(decoder.decodeDirect(32), 0xDEADBEEFu);
    CHECK_EQ(decoder.decodeDirect(3), 5u);
    CHECK(decoder.ok());
}

RB_TEST(cutCodeIsNoticed) {
    const auto decisions = drawn(8000, [](Rng&) -> Probability { return 32768; });
    const auto bytes = code(decisions);
    for (const size_t keep : {size_t{0}, size_t{1}, bytes.size() / 2, bytes.size() - 6}) {
        RangeDecoder decoder(std::span<const std::byte>(bytes).first(keep));
        for (size_t i = 0; i < decisions.size(); ++i)
            decoder.decode(32768);
        CHECK(!decoder.ok());
    }
}

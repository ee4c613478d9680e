// SPDX-License-Identifier: GPL-3.0-or-later
// Probabilities from one half of the data, the code from the other. What was decoded is encoded and must
// decode to the same bits.
#include "engine/entropy/range_coder.hpp"
#include "tests/fuzz/entry.hpp"

#include <algorithm>

using namespace rarebit;

int fuzz::range_coder(std::span<const std::byte> data) {
    const size_t half = data.size() / 2;
    const auto code = data.first(half), odds = data.subspan(half);
    std::vector<std::pair<Probability, bool>> bits;
    RangeDecoder decoder(code);
    for (size_t i = 0; i + 1 < odds.size() && decoder.ok(); i += 2) {
        const uint32_t raw = std::to_integer<uint32_t>(odds[i]) << 8 | std::to_integer<uint32_t>(odds[i + 1]);
        const Probability one = std::max<uint32_t>(raw, minProbability);
        bits.emplace_back(one, decoder.decode(one));
    }
    RangeEncoder encoder;
    for (const auto& [one, bit] : bits)
        encoder.encode(bit, one);
    const auto again = encoder.finish();
    RangeDecoder check(again);
    for (const auto& [one, bit] : bits)
        if (check.decode(one) != bit) __builtin_trap();
    if (!check.ok() || check.left() != 0) __builtin_trap();
    return bits.empty() ? 0 : 1;
}

RB_FUZZ_TARGET(range_coder)

// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes, number of symbols, a frequency table, a code. What decodes is encoded again: the same bytes must
// come.
#include "engine/entropy/rans.hpp"
#include "tests/fuzz/entry.hpp"

#include <algorithm>

using namespace rarebit;

namespace {

template <class Symbol>
int decode(std::span<const std::byte> code, const RansModel& model, int lanes, size_t count) {
    const auto decoder = RansDecoder::make(model, "fuzz");
    if (!decoder) return 0;
    std::vector<Symbol> out(count);
    if (!decoder->decode(code, lanes, std::span(out))) return 1;
    const auto again = ransEncode(std::span<const Symbol>(out), model, lanes);
    if (!again || !std::ranges::equal(*again, code)) __builtin_trap();
    return 2;
}

} // namespace

int fuzz::rans(std::span<const std::byte> data) {
    BitReaderMsb in(data);
    const int lanes = static_cast<int>(in.get(6)) + 1;
    const bool wide = in.get(1) == 1;
    const auto count = static_cast<size_t>(in.get(13));
    const auto model = readRansModel(in, wide ? 5000 : 256, "fuzz");
    if (!model) return 0;
    const auto code = data.subspan(std::min<size_t>(data.size(), (in.position() + 7) / 8));
    return wide ? decode<uint16_t>(code, *model, lanes, count) : decode<uint8_t>(code, *model, lanes, count);
}

RB_FUZZ_TARGET(rans)

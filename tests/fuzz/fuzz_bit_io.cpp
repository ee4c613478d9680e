// SPDX-License-Identifier: GPL-3.0-or-later
// Reads fields of the widths that the data names; what was read is written and must read the same.
#include "engine/entropy/bit_io.hpp"
#include "tests/fuzz/entry.hpp"

using namespace rarebit;

namespace {

template <BitOrder order>
void fields(std::span<const std::byte> data) {
    BitReader<order> in(data), widths(data);
    BitWriter<order> out;
    std::vector<std::pair<uint64_t, int>> read;
    while (in.ok() && read.size() < 4096) {
        const int width = static_cast<int>(widths.get(6));
        if (width > 56) {
            if (const uint64_t value = in.getGamma(); value > 0) {
                out.putGamma(value);
                read.emplace_back(value, -1);
            }
        } else {
            in.peek(width / 2);
            const uint64_t value = in.get(width);
            out.put(value, width);
            read.emplace_back(value, width);
        }
        if (width == 0 && !widths.ok()) break;
    }
    const auto bytes = out.take();
    BitReader<order> check(bytes);
    for (const auto& [value, width] : read)
        if ((width < 0 ? check.getGamma() : check.get(width)) != value) __builtin_trap();
    if (!check.ok()) __builtin_trap();
}

} // namespace

int fuzz::bit_io(std::span<const std::byte> data) {
    fields<BitOrder::lsb>(data);
    fields<BitOrder::msb>(data);
    return 1;
}

RB_FUZZ_TARGET(bit_io)

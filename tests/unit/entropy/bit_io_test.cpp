// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/rng.hpp"
#include "engine/entropy/bit_io.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

namespace {

unsigned at(const std::vector<std::byte>& bytes, size_t i) {
    return std::to_integer<unsigned>(bytes.at(i));
}

// Random fields of 0 to 56 bits come back, also where the reader peeks further than it takes.
template <BitOrder order>
void roundTrip() {
    Rng rng(7, "bit_io");
    std::vector<std::pair<uint64_t, int>> fields;
    BitWriter<order> out;
    for (int i = 0; i < 5000; ++i) {
        const int count = static_cast<int>(rng.below(57));
        const uint64_t value = rng.next64() & ((uint64_t(1) << count) - 1);
        fields.emplace_back(value, count);
        out.put(value, count);
    }
    const uint64_t bits = out.bitCount();
    const auto bytes = out.take();
    CHECK_EQ(bytes.size(), (bits + 7) / 8);
    BitReader<order> in(bytes);
    for (const auto& [value, count] : fields) {
        if (rng.below(3) == 0) in.peek(static_cast<int>(rng.below(57)));
        CHECK_EQ(in.get(count), value);
    }
    CHECK(in.ok());
    CHECK_EQ(in.position(), bits);
    in.get(static_cast<int>(bytes.size() * 8 - bits));
    CHECK(in.ok());
    CHECK_EQ(in.get(1), 0u);
    CHECK(!in.ok());
}

} // namespace

RB_TEST(lsbFirstKnownBytes) {
    BitWriterLsb out; // 1, 01, 00011 -> 00011'01'1
    out.put(1, 1);
    out.put(1, 2);
    out.put(3, 5);
    out.put(0x1FF, 9);
    const auto bytes = out.take();
    CHECK_EQ(bytes.size(), 3u);
    CHECK_EQ(at(bytes, 0), 0b00011011u);
    CHECK_EQ(at(bytes, 1), 0xFFu);
    CHECK_EQ(at(bytes, 2), 0x01u);
}

RB_TEST(msbFirstKnownBytes) {
    BitWriterMsb out; // 1'01'00011, then nine ones
    out.put(1, 1);
    out.put(1, 2);
    out.put(3, 5);
    out.put(0x1FF, 9);
    const auto bytes = out.take();
    CHECK_EQ(bytes.size(), 3u);
    CHECK_EQ(at(bytes, 0), 0b10100011u);
    CHECK_EQ(at(bytes, 1), 0xFFu);
    CHECK_EQ(at(bytes, 2), 0x80u);
}

RB_TEST(randomFieldsBothOrders) {
    roundTrip<BitOrder::lsb>();
    roundTrip<BitOrder::msb>();
}

RB_TEST(gammaCodes) {
    BitWriterMsb out; // 1 -> 1, 2 -> 010, 5 -> 00101: 1'010'0010 1
    for (const uint64_t value : {1, 2, 5})
        out.putGamma(value);
    CHECK_EQ(out.bitCount(), 9u);
    const auto bytes = out.take();
    CHECK_EQ(at(bytes, 0), 0b10100010u);
    CHECK_EQ(at(bytes, 1), 0b10000000u);

    BitWriterLsb wide;
    const std::vector<uint64_t> values{1, 3, 255, 65536, uint64_t(1) << 40, ~uint64_t(0), uint64_t(1) << 63};
    for (const uint64_t value : values)
        wide.putGamma(value);
    const auto coded = wide.take();
    BitReaderLsb in(coded);
    for (const uint64_t value : values)
        CHECK_EQ(in.getGamma(), value);
    CHECK(in.ok());
}

RB_TEST(gammaOfZerosEnds) {
    const std::vector<std::byte> zeros(100);
    BitReaderMsb in(zeros);
    CHECK_EQ(in.getGamma(), 0u);
    CHECK(!in.ok());
    BitReaderLsb none(std::span<const std::byte>{});
    CHECK_EQ(none.get(56), 0u);
    CHECK(!none.ok());
}

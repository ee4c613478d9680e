// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/byte_codec_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(brotliIsExactOnAwkwardData) {
    checkByteCodec({"brotli:quality=1", "brotli", "brotli:quality=6,mode=text,window=24"}, 0.001);
}

RB_TEST(brotliBestQualityIsExact) {
    for (const size_t size : {size_t{0}, size_t{1}, size_t{100'000}})
        checkRoundTrip("brotli:quality=11", bytesPart(englishBytes(size)));
}

// A window of 1 KiB makes blocks of 1 KiB with a head each: more than a thousandth on random data.
RB_TEST(brotliSmallWindowIsExact) {
    for (const auto& sample : {ByteVector(70'000), randomBytes(100'000, "noise"), englishBytes(100'000)})
        checkRoundTrip("brotli:quality=0,window=10", bytesPart(sample));
}

RB_TEST(brotliRefusesDamage) {
    checkDamagedFrames("brotli:quality=5");
}

RB_TEST(brotliAgreesWithTheTool) {
    checkAgainstTool("brotli", ".br", "brotli:quality=5", {"-q", "5", "-w", "22"}, 16);
}

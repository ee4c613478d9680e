// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/byte_codec_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(lz4IsExactOnAwkwardData) {
    checkByteCodec(
        {"lz4",
         "lz4:level=12",
         "lz4:level=9,block=64KiB,linked=false,checksum=true",
         "lz4:level=3,block=256KiB"},
        0.001
    );
    checkRoundTrip("lz4:acceleration=50,block=1MiB", bytesPart(englishBytes(3'000'000)));
}

RB_TEST(lz4RefusesDamage) {
    checkDamagedFrames("lz4");
    checkDamagedFrames("lz4:checksum=true,block=64KiB");
}

RB_TEST(lz4AgreesWithTheTool) {
    checkAgainstTool("lz4", ".lz4", "lz4:level=1,linked=false", {"-1", "-BI", "--no-frame-crc"}, 0);
    checkAgainstTool("lz4", ".lz4", "lz4:level=9,linked=false,checksum=true", {"-9", "-BI"}, 0);
}

RB_TEST(accelerationMakesLargerFrames) {
    JobContext job;
    const Part part = bytesPart(englishBytes(300'000));
    CHECK(
        frameOf(encodePart("lz4:acceleration=100", part, job)).size() >
        frameOf(encodePart("lz4", part, job)).size()
    );
    const MethodDef* method = REQUIRE(findMethod("lz4"));
    CHECK_ERROR(
        method->encode(std::span(&part, 1), paramsOf(*method, "lz4:level=9,acceleration=2"), job),
        ErrorKind::badParams
    );
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/byte_codec_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(xzIsExactOnAwkwardData) {
    checkByteCodec({"xz:preset=0", "xz", "xz:preset=3,extreme=true,dictionary=1,check=sha256"}, 0.001);
}

RB_TEST(xzRefusesDamage) {
    checkDamagedFrames("xz:preset=0");
    checkDamagedFrames("xz:preset=0,check=crc64");
}

RB_TEST(xzAgreesWithTheTool) {
    checkAgainstTool("xz", ".xz", "xz:preset=2", {"-2", "-T1", "--check=none"}, 0);
    checkAgainstTool("xz", ".xz", "xz:preset=6,check=crc64", {"-6", "-T1"}, 0);
}

RB_TEST(xzAsksForNoMoreThanTheBudget) {
    JobOptions options;
    options.memoryBudget = 64 << 20;
    JobContext job(options);
    const Part part = bytesPart(englishBytes(1000));
    const MethodDef* method = REQUIRE(findMethod("xz"));
    CHECK_ERROR(
        method->encode(std::span(&part, 1), paramsOf(*method, "xz:preset=9"), job), ErrorKind::outOfMemory
    );
}

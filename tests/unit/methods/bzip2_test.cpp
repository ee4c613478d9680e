// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/byte_codec_checks.hpp"

using namespace rarebit;
using namespace rarebit::test;

RB_TEST(bzip2IsExactOnAwkwardData) {
    checkByteCodec({"bzip2:level=1", "bzip2", "bzip2:work_factor=250"}, 0.009);
}

RB_TEST(bzip2RefusesDamage) {
    checkDamagedFrames("bzip2");
}

RB_TEST(bzip2AgreesWithTheTool) {
    checkAgainstTool("bzip2", ".bz2", "bzip2:level=1", {"-1"}, 0);
    checkAgainstTool("bzip2", ".bz2", "bzip2:level=9", {"-9"}, 0);
}

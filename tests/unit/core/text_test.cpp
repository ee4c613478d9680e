// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/text.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

RB_TEST(whatATerminalMayShow) {
    CHECK_EQ(printable("plain, \xc3\xa9 and \xf0\x9f\x98\x80"), "plain, \xc3\xa9 and \xf0\x9f\x98\x80");
    CHECK_EQ(printable("\x1b[2J\n\x7f"), "\\x1b[2J\\x0a\\x7f");
    CHECK_EQ(
        printable("\xc2\x9b"
                  "31m"),
        "\\xc2\\x9b31m"
    ); // C1
    CHECK_EQ(
        printable("a\xe2\x80\xae"
                  "b\xe2\x81\xa6"),
        "a\\xe2\\x80\\xaeb\\xe2\\x81\\xa6"
    );                                                   // direction
    CHECK_EQ(printable("\xe2\x80\x93"), "\xe2\x80\x93"); // a dash
}

RB_TEST(bytesThatAreNoUtf8) {
    CHECK_EQ(
        validUtf8("\xff"
                  "a\xc0\x80"),
        "\\xffa\\xc0\\x80"
    );
    CHECK_EQ(validUtf8("\xed\xa0\x80"), "\\xed\\xa0\\x80"); // a surrogate
    CHECK_EQ(validUtf8("\xe2\x82"), "\\xe2\\x82");          // cut off
    CHECK_EQ(validUtf8("\n\x1b"), "\n\x1b");
}

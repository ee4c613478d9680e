// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of parts whose data is at hand: the same ranges that the readers of files give.
#include "engine/core/asset.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

namespace {

Part textPart(std::string role, std::string text, std::vector<int64_t> shape) {
    Part part;
    part.name = "t";
    part.role = std::move(role);
    part.shape = std::move(shape);
    return memoryPart(std::move(part), TextView{ownBytes(std::move(text))});
}

std::string rows(const Part& part, int64_t begin, int64_t end) {
    JobContext job;
    const Payload payload = REQUIRE(part.load({begin, end}, job));
    return std::string(payloadBytes(payload).text());
}

} // namespace

RB_TEST(linesOfATextAtHand) {
    const Part part = textPart("log", "one\ntwo\n\nfour", {4});
    CHECK_EQ(rows(part, 0, -1), "one\ntwo\n\nfour");
    CHECK_EQ(rows(part, 1, 3), "two\n\n");
    CHECK_EQ(rows(part, 3, 9), "four");
    JobContext job;
    CHECK_ERROR(part.load({5, 6}, job), ErrorKind::badParams);
}

RB_TEST(linesOfWideTextAndOfClassicMacText) {
    using namespace std::string_literals;
    // U+0A0A holds the byte of a line feed, but is none.
    const Part wide = textPart("text", "\xFF\xFE"s + "a\0\n\0\x0A\x0A\n\0b\0"s, {12});
    CHECK_EQ(rows(wide, 1, 2), "\x0A\x0A\n\0"s);
    CHECK_EQ(rows(wide, 2, 3), "b\0"s);
    const Part mac = textPart("text", "one\rtwo\rthree", {13});
    CHECK_EQ(rows(mac, 1, 2), "two\r");
}

RB_TEST(basesOfARecordAtHand) {
    const Part record = textPart("dna.bases", "ACGTNacgt", {9});
    CHECK_EQ(rows(record, 3, 6), "TNa");
    CHECK_EQ(rows(record, 8, 100), "t");
    const Part reads = textPart("dna.bases", "ACGT\nNN\n", {2}); // one line per read
    CHECK_EQ(rows(reads, 1, 2), "NN\n");
}

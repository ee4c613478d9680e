// SPDX-License-Identifier: GPL-3.0-or-later
// What the panes of text stand on: common runs, alignment of lines, visible characters, the comparison of
// files.
#include "tests/gui/direct_previews.hpp"
#include "tests/support/check.hpp"
#include "tests/support/make_assets.hpp"
#include "views/compare/compared_text.hpp"
#include "views/compare/sequence_diff.hpp"

#include <QtTest/QtTest>

#include <fstream>
#include <random>

using namespace rarebit;
using namespace rarebit::views;

namespace {

std::vector<uint64_t> letters(std::string_view text) {
    return {text.begin(), text.end()};
}

// Longest common subsequence by the plain table.
int64_t lcsLength(std::string_view a, std::string_view b) {
    std::vector<std::vector<int64_t>> table(a.size() + 1, std::vector<int64_t>(b.size() + 1));
    for (size_t i = 1; i <= a.size(); ++i)
        for (size_t j = 1; j <= b.size(); ++j)
            table[i][j] =
                a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    return table[a.size()][b.size()];
}

std::vector<std::string_view> linesOf(std::string_view text) {
    const auto starts = lineStarts(text, {});
    std::vector<std::string_view> lines;
    for (size_t i = 0; i + 1 < starts.size(); ++i)
        lines.push_back(text.substr(starts[i], starts[i + 1] - starts[i]));
    return lines;
}

Source file(const std::filesystem::path& path, const std::string& text, const char* reader = "log") {
    std::ofstream(path, std::ios::binary) << text;
    return {
        QString::fromStdString(path.string()),
        QString::fromLatin1(reader),
        {},
        QString::fromLatin1(reader),
        {}};
}

int64_t countLines(const std::string& text) {
    return static_cast<int64_t>(lineStarts(text, {}).size()) - 1;
}

std::unique_ptr<ComparedText> compared(Previews& previews, const std::string& a, const std::string& b) {
    const auto folder = test::temporaryFolder();
    return std::make_unique<ComparedText>(
        previews,
        ComparedText::Input{
            .a = file(folder / "a.log", a),
            .b = file(folder / "b.log", b),
            .format = TextFormat{},
            .rows = countLines(a),
            .bytes = static_cast<int64_t>(a.size())}
    );
}

bool waitFor(const std::function<bool()>& done) {
    return QTest::qWaitFor(done, 20000);
}

} // namespace

RB_TEST(commonRunsAreALongestCommonSubsequence) {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::string a, b;
        for (int i = 0; i < 30; ++i) {
            if (random() % 4 != 0) a += static_cast<char>('a' + random() % 4);
            if (random() % 4 != 0) b += static_cast<char>('a' + random() % 4);
        }
        const auto runs = commonRuns(letters(a), letters(b), 1000);
        int64_t total = 0, atA = 0, atB = 0;
        for (const auto& run : runs) {
            CHECK(run.a >= atA && run.b >= atB && run.count > 0);
            CHECK_EQ(
                a.substr(static_cast<size_t>(run.a), static_cast<size_t>(run.count)),
                b.substr(static_cast<size_t>(run.b), static_cast<size_t>(run.count))
            );
            atA = run.a + run.count;
            atB = run.b + run.count;
            total += run.count;
        }
        CHECK_EQ(total, lcsLength(a, b));
    }
    // A replaced letter stays opposite of what it was.
    CHECK(
        commonRuns(letters("GCATTG"), letters("GCCTTG"), 10, Edit::replaceToo) ==
        (std::vector<CommonRun>{{0, 0, 2}, {3, 3, 3}})
    );
    const auto cut = commonRuns(letters("xxabcdyy"), letters("xxefghyy"), 3);
    CHECK(cut == (std::vector<CommonRun>{{0, 0, 2}, {6, 6, 2}}));
}

RB_TEST(alignmentFindsRowsAndDifferences) {
    Alignment rows(10, 10);
    CHECK_EQ(rows.rows(), 10);
    CHECK_EQ(rows.row(9).b, 9);
    rows.append({Pairing::both, 3, false});
    rows.append({Pairing::both, 1, true});
    rows.append({Pairing::onlyB, 2, true});
    rows.append({Pairing::both, 100, false});
    rows.append({Pairing::onlyA, 1, true});
    rows.setLines(200, 200);
    CHECK_EQ(rows.comparedRows(), 107);
    CHECK_EQ(rows.usedA(), 105);
    CHECK_EQ(rows.usedB(), 106);
    CHECK_EQ(rows.rows(), 107 + 95);
    CHECK_EQ(rows.row(4).a, -1);
    CHECK_EQ(rows.row(4).b, 4);
    CHECK_EQ(rows.row(6).a, 4);
    CHECK_EQ(rows.row(6).b, 6);
    CHECK(rows.row(3).verdict == AlignedRow::Verdict::differs);
    CHECK(rows.row(106).verdict == AlignedRow::Verdict::differs);
    CHECK(rows.row(150).verdict == AlignedRow::Verdict::unknown);
    CHECK_EQ(rows.rowOfA(4), 6);
    CHECK_EQ(rows.rowOfA(150), 152);
    CHECK_EQ(rows.differences(), 2);
    CHECK_EQ(rows.nextDifference(0, 1), 3);
    CHECK_EQ(rows.nextDifference(3, 1), 106);
    CHECK_EQ(rows.nextDifference(106, 1), -1);
    CHECK_EQ(rows.nextDifference(200, -1), 106);
    CHECK_EQ(rows.nextDifference(106, -1), 3);
    CHECK_EQ(rows.nextDifference(5, -1), 3);
    CHECK_EQ(rows.nextDifference(3, -1), -1);
    CHECK_EQ(rows.endOfDifference(3), 6);
    CHECK_EQ(rows.endOfDifference(106), 107);
    CHECK_EQ(rows.endOfDifference(50), 50);
    CHECK_EQ(rows.differenceAt(2), 0);
    CHECK_EQ(rows.differenceAt(50), 1);
    CHECK_EQ(rows.differenceAt(106), 2);
    CHECK_EQ(rows.differing(0, 107), 4);
    CHECK_EQ(rows.differing(4, 60), 2);
}

RB_TEST(controlsAndInvalidBytesAreShown) {
    const ShownText shown = shownText("a\tb\xFF\xC3\xA4\x1B[0m\r\n", {});
    CHECK(shown.text == QString::fromUtf8("a\\tb\\xFF\u00E4\\x1B[0m\\r"));
    CHECK_EQ(shown.escapes.size(), 4);
    CHECK(shown.end == "\\n");
    TextFormat windows;
    windows.returnIsUsual = true;
    CHECK(shownText("a\r\n", windows).text == "a");
    CHECK(shownText("a\r\n", windows).end == "\\r\\n");
    CHECK(shownText("a", windows).end.isEmpty());
    TextFormat wide;
    wide.encoding = TextFormat::Encoding::utf16le;
    CHECK(shownText(std::string_view("\xE4\0\n\0", 4), wide).text == QString::fromUtf8("\u00E4"));
    const ShownText longLine = shownText(std::string(10000, 'x') + "\n", {});
    CHECK_EQ(longLine.text.size(), mostShown);
    CHECK_EQ(longLine.hiddenBytes, 10000 - mostShown);
    // Marks that turn the direction of reading would hide what follows.
    CHECK(shownText("\u202Egnp", {}).text == "\\xE2\\x80\\xAEgnp");
}

RB_TEST(wordsThatChangedAreMarked) {
    const TextChanges changes = changedWords(
        QStringLiteral("sshd[24287]: port 40652 ssh2"), QStringLiteral("sshd[<*>]: port <*> ssh2")
    );
    CHECK(changes.a == (QVector<TextMark>{{5, 5}, {18, 5}}));
    CHECK(changes.b == (QVector<TextMark>{{5, 3}, {16, 3}}));
}

RB_TEST(linesPairUp) {
    const auto a = linesOf("1\n2\n3\n4\n5\n6\n"), b = linesOf("1\n2\nx\n3\n4\n5\n");
    const LineStep whole = pairLines(a, b, true, true);
    CHECK(
        whole.stretches == (std::vector<PairedStretch>{
                               {Pairing::both, 2, false},
                               {Pairing::onlyB, 1, true},
                               {Pairing::both, 3, false},
                               {Pairing::onlyA, 1, true}})
    );
    CHECK_EQ(whole.usedA, 6);
    // A line that is inserted near the end does not turn the rest into changes.
    const auto many = linesOf("1\n2\n3\n4\n5\n6\n7\n8\n9\na\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n");
    const auto more = linesOf("1\n2\n3\n4\n5\n6\n7\n8\n9\na\nb\nc\nd\ne\nf\ng\nh\nx\ni\nj\nk\n");
    const LineStep late = pairLines(many, more, true, true);
    CHECK(
        late.stretches ==
        (std::vector<PairedStretch>{
            {Pairing::both, 17, false}, {Pairing::onlyB, 1, true}, {Pairing::both, 3, false}})
    );
    // Nothing in common: by position, so that a log whose every line lost a field stays side by side.
    const LineStep changed = pairLines(linesOf("a1\na2\na3\n"), linesOf("b1\nb2\nb3\n"), false, false);
    CHECK(changed.stretches == (std::vector<PairedStretch>{{Pairing::both, 3, true}}));
}

RB_TEST(equalFilesAreProvenIdentical) {
    test::DirectPreviews previews;
    const std::string text = make::log(40000, Rng(3, "log"));
    const auto both = compared(previews, text, text);
    CHECK(waitFor([&] { return both->scan()->finished(); }));
    CHECK_EQ(both->scan()->comparedBytes(), static_cast<int64_t>(text.size()));
    CHECK_EQ(both->alignment().differences(), 0);
    CHECK_EQ(both->rows(), 40000);
}

RB_TEST(insertedAndChangedLinesAreFoundInLargeFiles) {
    test::DirectPreviews previews;
    std::string a, b;
    for (int i = 0; i < 300000; ++i) { // several steps of the comparison
        const std::string line = fmt::format("{:06} worker {} took {} ms\n", i, i % 7, i * 31 % 977);
        a += line;
        if (i % 50000 == 49999) b += fmt::format("inserted before {}\n", i);
        if (i % 10000 == 5000)
            b += fmt::format("{:06} worker {} took <*> ms\n", i, i % 7);
        else if (i % 70000 != 1234)
            b += line;
    }
    b += "and one more";
    const auto both = compared(previews, a, b);
    CHECK(waitFor([&] { return both->scan()->finished(); }));
    const Alignment& rows = both->alignment();
    CHECK_EQ(rows.linesA(), 300000);
    CHECK_EQ(rows.linesB(), 300000 + 6 - 5 + 1);
    CHECK_EQ(rows.rows(), 300000 + 6 + 1);
    CHECK_EQ(rows.differences(), 30 + 6 + 5 + 1);
    const int64_t row = rows.rowOfA(205000);
    CHECK_EQ(rows.row(row).b, 205000 + 4 - 3);
    both->want(row, 1);
    CHECK(waitFor([&] { return both->row(row).sides[1].loaded && both->row(row).sides[0].loaded; }));
    CHECK(both->row(row).differs);
    CHECK(both->row(row).sides[1].shown.text == "205000 worker 5 took <*> ms");
    CHECK_EQ(both->row(row).sides[1].changes.size(), 1);
    CHECK(both->row(row).sides[0].label == QString::fromUtf8("205\u202F001"));
}

RB_TEST(aDifferenceInLineEndsIsSaid) {
    test::DirectPreviews previews;
    const auto both = compared(previews, "one\ntwo\n", "one\r\ntwo");
    both->want(0, 2);
    CHECK(waitFor([&] { return both->row(0).sides[1].loaded && both->row(1).sides[1].loaded; }));
    CHECK(both->row(0).sides[1].shown.text == "one\\r");
    CHECK_EQ(both->row(0).sides[1].changes.size(), 1);
    CHECK(both->row(1).sides[0].tail == "\\n");
    CHECK(both->row(1).sides[1].tail == "no line end");
    CHECK(both->row(1).sides[1].tailChanged);
}

RB_TEST(rawBytesAreComparedInPlace) {
    test::DirectPreviews previews;
    const auto folder = test::temporaryFolder();
    std::string a(1000, '\0'), b = a;
    b[20] = 'A';
    b += "tail";
    Source sourceA = file(folder / "a.bin", a, "bytes"), sourceB = file(folder / "b.bin", b, "bytes");
    sourceA.part = sourceB.part = QStringLiteral("data");
    ComparedText both(previews, {.a = sourceA, .b = sourceB, .format = {}, .rows = 1000, .bytes = 1000});
    CHECK(waitFor([&] { return both.scan()->finished(); }));
    CHECK_EQ(both.rows(), 63);
    CHECK_EQ(both.alignment().differences(), 2);
    both.want(0, 4);
    CHECK(waitFor([&] { return both.row(1).sides[0].loaded && both.row(1).sides[1].loaded; }));
    CHECK(both.row(1).sides[1].label == "00000010");
    CHECK(both.row(1).sides[1].shown.text.startsWith("00 00 00 00 41 00 00 00  00"));
    CHECK(both.row(1).sides[1].changes == (QVector<TextMark>{{12, 2}, {54, 1}}));
    QSignalSpy found(&both, &ComparedText::found);
    both.find(QStringLiteral("0x7461696C"), false, 0, 1);
    CHECK(waitFor([&] { return !found.isEmpty(); }));
    CHECK_EQ(found[0][0].toLongLong(), 62);
}

RB_TEST(findingGoesBothWaysAndEnds) {
    test::DirectPreviews previews;
    const std::string text = make::log(60000, Rng(5, "log"));
    const auto both = compared(previews, text + "The Needle\nend\n", text + "The Needle\nend\n");
    QSignalSpy found(both.get(), &ComparedText::found), missed(both.get(), &ComparedText::notFound);
    both->find(QStringLiteral("the needle"), false, 0, 1);
    CHECK(waitFor([&] { return !found.isEmpty(); }));
    CHECK_EQ(found[0][0].toLongLong(), 60000);
    both->find(QStringLiteral("the needle"), true, 0, 1);
    CHECK(waitFor([&] { return !missed.isEmpty(); }));
    both->find(QStringLiteral("The Needle"), true, 60001, -1);
    CHECK(waitFor([&] { return found.size() == 2; }));
    CHECK_EQ(found[1][0].toLongLong(), 60000);
}

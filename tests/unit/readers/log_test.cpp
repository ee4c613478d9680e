// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/jobs/job.hpp"
#include "engine/readers/shared/lines.hpp"
#include "tests/support/check.hpp"

#include <algorithm>

using namespace rarebit;
using namespace rarebit::test;

namespace {

Asset openContent(const std::string& name, std::string_view content) {
    JobContext job;
    const auto path = temporaryFolder() / name;
    REQUIRE(writeFile(path, content));
    return REQUIRE(openAsset(path, job));
}
std::string rowsOf(const Asset& asset, Rows rows) {
    JobContext job;
    return std::string(payloadBytes(REQUIRE(asset.parts.front().load(rows, job))).text());
}
Bytes asBytes(std::string text) {
    return ownBytes(std::move(text));
}

} // namespace

RB_TEST(realLogsListAndComeBack) {
    JobContext job;
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(dataFolder() / "logs")) {
        if (entry.path().extension() != ".log") continue;
        ++files;
        const Asset asset = REQUIRE(openAsset(entry.path(), job));
        CHECK_EQ(asset.reader, std::string("log"));
        CHECK_EQ(asset.kind, std::string("log"));
        CHECK_EQ(asset.parts.front().role, std::string("log"));
        CHECK_EQ(asset.parts.front().shape, std::vector<int64_t>{asset.counts.at("lines").asInt()});
        const Bytes original = REQUIRE(mapFile(entry.path()));
        const auto ends =
            std::ranges::count(original.text(), '\n') + (original.text().back() == '\n' ? 0 : 1);
        CHECK_EQ(asset.counts.at("lines").asInt(), static_cast<int64_t>(ends));
        const auto copy = temporaryFolder() / "copy.log";
        REQUIRE(writeLines(asset, copy, job));
        CHECK(std::ranges::equal(REQUIRE(mapFile(copy)).view, original.view));
    }
    CHECK(files >= 2);
}

RB_TEST(contentWithTimesIsALogUnderAnyName) {
    const std::string stamped =
        "2026-01-02 10:00:01 a\n2026-01-02 10:00:02 b\n\tat frame\n2026-01-02 10:00:03 c\n";
    CHECK_EQ(openContent("run.txt", stamped).kind, std::string("log"));
    CHECK_EQ(openContent("console", stamped).kind, std::string("log"));
    CHECK_EQ(openContent("app.log.1", "plain words\n").kind, std::string("log"));
    CHECK_EQ(openContent("syslog", "plain words\n").kind, std::string("log"));
    CHECK_EQ(openContent("notes.txt", "plain words\nmore\nand more\n").kind, std::string("text"));
    CHECK_EQ(openContent("table.json", stamped).kind, std::string("text"));
    CHECK_EQ(
        openContent(
            "a.out",
            std::string(
                "\x7f"
                "ELF\0\0\0\0\0\0\0\0",
                12
            )
        )
            .kind,
        std::string("bytes")
    );
}

RB_TEST(rowsAreLinesFoundThroughTheIndex) {
    std::string content;
    for (int i = 0; i < 2000; ++i)
        content += fmt::format("12:00:00 line {}\r\n", i);
    content += "12:00:01 last, without an end";
    const Asset asset = openContent("many.log", content);
    CHECK_EQ(asset.counts.at("lines").asInt(), 2001);
    CHECK_EQ(asset.counts.at("line_end").asString(), std::string("crlf"));
    CHECK_EQ(rowsOf(asset, {}), content);
    for (const int64_t line : {0, 1, 511, 512, 513, 1023, 1024, 1999})
        CHECK_EQ(rowsOf(asset, {line, line + 1}), fmt::format("12:00:00 line {}\r\n", line));
    CHECK_EQ(rowsOf(asset, {2000, 2001}), std::string("12:00:01 last, without an end"));
    CHECK_EQ(rowsOf(asset, {2001, -1}), std::string());
    CHECK_EQ(rowsOf(asset, {0, 1000}) + rowsOf(asset, {1000, -1}), content);
    JobContext job;
    CHECK_ERROR(asset.parts.front().load({5, 4}, job), ErrorKind::badParams);
    CHECK_ERROR(asset.parts.front().load({2002, -1}, job), ErrorKind::badParams);
}

RB_TEST(everyEncodingAndLineEndCountsItsLines) {
    JobContext job;
    const auto lines = [&](std::string text) {
        return REQUIRE(LineIndex::build(asBytes(std::move(text)), job)).lines();
    };
    CHECK_EQ(lines(""), 0);
    CHECK_EQ(lines("a"), 1);
    CHECK_EQ(lines("a\n"), 1);
    CHECK_EQ(lines("\n\n"), 2);
    CHECK_EQ(lines("a\rb\rc"), 3);
    CHECK_EQ(lines("a\rb\n"), 1);
    // U+0A0A (a letter of Gurmukhi's block) holds two bytes that look like line feeds.
    const std::string little(
        "\xFF\xFE"
        "a\0\n\0"
        "\x0A\x0A"
        "b\0\n\0",
        12
    );
    const std::string big(
        "\xFE\xFF"
        "\0a\0\n"
        "\x0A\x0A"
        "\0b\0\n",
        12
    );
    for (const auto& text : {little, big}) {
        const LineIndex index = REQUIRE(LineIndex::build(asBytes(text), job));
        CHECK_EQ(index.lines(), 2);
        CHECK_EQ(std::string(REQUIRE(index.rows({0, 1}, "test")).text()), text.substr(0, 6));
        CHECK_EQ(std::string(REQUIRE(index.rows({1, 2}, "test")).text()), text.substr(6));
        CHECK_EQ(lookAtText(asBytes(text).view).lineEnd, std::string("lf"));
    }
    CHECK_EQ(lookAtText(asBytes(little).view).encoding, std::string("utf-16le"));
    CHECK_EQ(lookAtText(asBytes(big).view).encoding, std::string("utf-16be"));
    CHECK_EQ(lookAtText(asBytes("größer\n").view).encoding, std::string("utf-8"));
    CHECK_EQ(
        lookAtText(asBytes("gr\xF6\xDF"
                           "er\r")
                       .view)
            .encoding,
        std::string("unknown")
    );
    CHECK_EQ(
        lookAtText(asBytes("gr\xF6\xDF"
                           "er\r")
                       .view)
            .lineEnd,
        std::string("cr")
    );
    CHECK_EQ(lookAtText(asBytes("a\r\nb\n").view).lineEnd, std::string("mixed"));
}

RB_TEST(countingLinesStopsWhenCancelled) {
    std::stop_source source;
    source.request_stop();
    JobOptions options;
    options.stop = source.get_token();
    JobContext job(options);
    CHECK_ERROR(LineIndex::build(asBytes("a\nb\n"), job), ErrorKind::cancelled);
}

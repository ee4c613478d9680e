// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/jobs/run.hpp"
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

} // namespace

RB_TEST(textIsOnePartOfBytes) {
    const Asset asset = openContent("poem.md", "größer\r\nand more");
    CHECK_EQ(asset.kind, std::string("text"));
    CHECK_EQ(asset.reader, std::string("text"));
    CHECK_EQ(asset.parts.size(), 1u);
    CHECK_EQ(asset.parts.front().role, std::string("text"));
    CHECK_EQ(asset.parts.front().shape, std::vector<int64_t>{18});
    CHECK_EQ(asset.parts.front().byteSize, 18u);
    CHECK_EQ(asset.counts.at("lines").asInt(), 2);
    CHECK_EQ(asset.counts.at("encoding").asString(), std::string("utf-8"));
    CHECK_EQ(asset.counts.at("line_end").asString(), std::string("crlf"));
}

RB_TEST(textByContentAndNotByGuess) {
    CHECK_EQ(openContent("README", "words and more words\n").kind, std::string("text"));
    CHECK_EQ(openContent("notes.xyz", "words and more words\n").kind, std::string("text"));
    CHECK_EQ(
        openContent(
            "wide",
            std::string_view(
                "\xFF\xFE"
                "a\0b\0\n\0",
                8
            )
        )
            .kind,
        std::string("text")
    );
    CHECK_EQ(openContent("blob", std::string_view("ab\0cd\x01\x02\x03", 8)).kind, std::string("bytes"));
    CHECK_EQ(openContent("noise.txt", std::string(64, '\0')).kind, std::string("bytes"));
    CHECK_EQ(openContent("empty.txt", "").kind, std::string("text"));
    CHECK_EQ(openContent("empty", "").kind, std::string("bytes"));
}

RB_TEST(everyByteOfTextComesBack) {
    JobContext job;
    for (const std::string& content :
         {std::string(),
          std::string("a"),
          std::string("\xEF\xBB\xBFx\r\n\xFF\xFE\r"),
          std::string("tab\tnul\0!", 9),
          std::string(200'000, 'x')}) {
        const Asset asset = openContent("sample.txt", content);
        const auto copy = temporaryFolder() / "copy.txt";
        REQUIRE(writeLines(asset, copy, job));
        CHECK_EQ(std::string(REQUIRE(mapFile(copy)).text()), content);
    }
}

RB_TEST(textRunsThroughACompressor) {
    JobContext job;
    Asset asset = REQUIRE(openAsset(dataFolder() / "text" / "wikitext-2.test.txt", job));
    CHECK_EQ(asset.kind, std::string("text"));
    RunSpec spec;
    spec.method = "zstd";
    const auto result = REQUIRE(runOne(spec, asset, job));
    CHECK(result.lossless);
    CHECK(result.sizes.total() * 2 < asset.bytes);
    CHECK_EQ(result.elements, static_cast<int64_t>(asset.bytes));
}

RB_TEST(aFolderOfThePartIsNoText) {
    JobContext job;
    const Asset asset = openContent("one.txt", "a\n");
    Asset two = asset;
    two.parts.push_back(asset.parts.front());
    CHECK_ERROR(writeLines(two, temporaryFolder() / "two.txt", job), ErrorKind::unsupported);
}

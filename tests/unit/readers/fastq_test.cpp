// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/rng.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

namespace {

std::filesystem::path fileOf(const std::string& name, std::string_view text) {
    const auto path = test::temporaryFolder() / name;
    REQUIRE(writeFile(path, text));
    return path;
}

std::string textOf(const Asset& asset, const char* name, Rows rows = {}) {
    JobContext job;
    const Part* part = findPart(asset, name);
    CHECK(part != nullptr);
    const Payload payload = REQUIRE(part->load(rows, job));
    return std::string(payloadBytes(payload).text());
}

std::string rewritten(const Asset& asset, const char* reader = "fastq") {
    JobContext job;
    const auto path = test::temporaryFolder() / "out";
    REQUIRE((*REQUIRE(findReader(reader))).write(asset, path, job));
    return std::string(REQUIRE(mapFile(path)).text());
}

} // namespace

RB_TEST(readsByHand) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(fileOf("a.fq", "@r1 x\nACGT\n+\nIIII\n@r2\nNN\n+r2\n@+\n"), job));
    CHECK_EQ(asset.kind, std::string("dna"));
    CHECK_EQ(asset.parts.size(), 3u);
    for (const auto& part : asset.parts)
        CHECK(part.shape == std::vector<int64_t>{2});
    CHECK_EQ(textOf(asset, "names"), std::string("r1 x\nr2\n"));
    CHECK_EQ(textOf(asset, "bases"), std::string("ACGT\nNN\n"));
    CHECK_EQ(textOf(asset, "qualities"), std::string("IIII\n@+\n"));
    CHECK_EQ(textOf(asset, "bases", {1, 2}), std::string("NN\n"));
    CHECK_EQ(asset.counts.at("records").asInt(), 2);
    CHECK_EQ(asset.counts.at("bases").asInt(), 6);
    CHECK_EQ(rewritten(asset, "fasta"), std::string(">r1 x\nACGT\n>r2\nNN\n"));
}

RB_TEST(everyByteComesBack) {
    JobContext job;
    for (const char* text :
         {"@a\nACGT\n+\nIIII\n",
          "@a\nACGT\n+\nIIII",
          "@a\r\nACGT\r\n+\r\nIIII\r\n@b\r\nAC\r\n+b\r\nII\r\n",
          "@a\nACGT\nACG\n+\n@III\nIII\n@b\nACGT\nAC\n+other\n+I@\nIII\n", // lines, starting like others do
          "\n\n@a\nA\n+\nI\n\n\n@b\nC\n+\nI\n\n\n\n",
          "@empty\n\n+\n\n@b\nC\n+\nI\n",
          "@empty\n+\n@b\nC\n+\nI\n",
          "@empty\n\n+\n@b\nC\n+\nI\n",
          "@\nACGT\n+\nIIII\n"}) {
        const Asset asset = REQUIRE(openAsset(fileOf("a.fastq", text), job));
        CHECK_EQ(rewritten(asset), std::string(text));
    }
}

RB_TEST(regularReadsNeedAlmostNoLayout) {
    Rng rng(1, "fastq");
    std::string text;
    for (int i = 0; i < 3000; ++i) {
        std::string bases, qualities;
        for (uint64_t k = 50 + rng.below(50); k > 0; --k) {
            bases += "ACGT"[rng.below(4)];
            qualities += static_cast<char>(33 + rng.below(94));
        }
        text += fmt::format("@read.{}\n{}\n+\n{}\n", i, bases, qualities);
    }
    JobContext job;
    const Asset asset = REQUIRE(openAsset(fileOf("reads", text), job)); // by content
    CHECK_EQ(asset.reader, std::string("fastq"));
    CHECK(asset.container.size() < 64);
    CHECK_EQ(rewritten(asset), text);
    CHECK_EQ(textOf(asset, "names", {2500, 2502}), std::string("read.2500\nread.2501\n"));
}

RB_TEST(brokenFilesAreErrorsWithTheLine) {
    JobContext job;
    const std::vector<std::pair<const char*, const char*>> cases{
        {"", "a.fq"},
        {"ACGT\n", "line 1"},
        {"@a\nACGT\n+\nIIII\n@b\nACGT\n", "line 7"},         // no '+'
        {"@a\nACGT\n+\nIII\n@b\nACGT\n+\nIIII\n", "line 4"}, // three qualities
        {"@a\nACGT\n+\nIIIII\n", "line 4"},                  // five
        {"@a\nACGT\n+\n", "line 4"},                         // none
        {"@a\nACGT\nIIII\n@b\n", "line 5"},
        {"@a\nAC T\n+\nIIII\n", "line 2"},
        {"@a\nACGT\n+\nI\x01II\n", "line 4"},
        {"@a\nACGT\n+\nIIII\nb\nACGT\n+\nIIII\n", "line 5"},
    };
    for (const auto& [text, where] : cases) {
        const auto opened = openAsset(fileOf("a.fq", text), job);
        CHECK_ERROR(opened, ErrorKind::badInput);
        if (!opened && opened.error().where.find(where) == std::string::npos)
            test::fail(__FILE__, __LINE__, fmt::format("{}: {}", printable(text), opened.error().where));
    }
}

RB_TEST(fastaHasNoQualitiesToWrite) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(fileOf("a.fa", ">a\nACGT\n"), job));
    const auto path = test::temporaryFolder() / "out";
    CHECK_ERROR(REQUIRE(findReader("fastq"))->write(asset, path, job), ErrorKind::unsupported);
    CHECK(!std::filesystem::exists(path));
}

RB_TEST(realReadsComeBack) {
    JobContext job;
    const auto path = test::dataFolder() / "dna/longreads_sanger.fastq";
    const Asset asset = REQUIRE(openAsset(path, job));
    CHECK_EQ(asset.counts.at("records").asInt(), 10);
    CHECK_EQ(rewritten(asset), std::string(REQUIRE(mapFile(path)).text()));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/files.hpp"
#include "engine/core/limits.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/core/rng.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

#include <zlib.h>

using namespace rarebit;

namespace {

std::filesystem::path fileOf(const std::string& name, std::string_view text) {
    const auto path = test::temporaryFolder() / name;
    REQUIRE(writeFile(path, text));
    return path;
}

std::string zipped(std::string_view text) {
    std::string out(compressBound(text.size()) + 64, '\0');
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string textOf(const Part& part, Rows rows = {}) {
    JobContext job;
    const Payload payload = REQUIRE(part.load(rows, job));
    return std::string(payloadBytes(payload).text());
}

std::string rewritten(const Asset& asset, const char* reader = "fasta") {
    JobContext job;
    const auto path = test::temporaryFolder() / "out";
    REQUIRE((*REQUIRE(findReader(reader))).write(asset, path, job));
    return std::string(REQUIRE(mapFile(path)).text());
}

void checkExact(std::string_view text) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(fileOf("a.fa", text), job));
    CHECK_EQ(asset.reader, std::string("fasta"));
    const std::string back = rewritten(asset);
    if (back != text)
        test::fail(__FILE__, __LINE__, fmt::format("{} came back as {}", printable(text), printable(back)));
}

} // namespace

RB_TEST(recordsByHand) {
    JobContext job;
    const Asset asset =
        REQUIRE(openAsset(fileOf("a.fa", ">one first\nACGT\nAC\n>two\n\n>one again\nnnNN\nRYK\n"), job));
    CHECK_EQ(asset.kind, std::string("dna"));
    CHECK_EQ(asset.parts.size(), 3u);
    CHECK_EQ(asset.parts[0].name, std::string("one"));
    CHECK_EQ(asset.parts[0].role, std::string("dna.bases"));
    CHECK(asset.parts[0].shape == std::vector<int64_t>{6});
    CHECK_EQ(textOf(asset.parts[0]), std::string("ACGTAC"));
    CHECK_EQ(textOf(asset.parts[0], {2, 5}), std::string("GTA"));
    CHECK_EQ(textOf(asset.parts[1]), std::string());
    CHECK_EQ(asset.parts[2].name, std::string("one#2"));
    CHECK_EQ(textOf(asset.parts[2]), std::string("nnNNRYK"));
    CHECK_EQ(asset.counts.at("records").asInt(), 3);
    CHECK_EQ(asset.counts.at("bases").asInt(), 13);
}

RB_TEST(everyByteComesBack) {
    for (const char* text :
         {">a\nACGT\n",
          ">a\nACGT",
          ">a",
          ">\n",
          ">a\r\nACGT\r",
          ">a\r\nACGT\r\nAC\r\n",
          ">a\r\nACGT\nAC\r\n>b\nAC\r\nG",
          "\n\n; old comment\n>a\nAC\n\n\nGT\n\n",
          ">a\nACGTACGT\nACGTACGT\nACG\n>b\nACGTACGT\nACGT\n>c\nAC\nACGT\n>d\nACGT\nACGT\n",
          ">a x y  z \nacgtNNNNNNACGT\n>a x y  z \n>a\n\n",
          ">p protein\nMKVLAT*\n>q\nAC GT\tAC\n",
          ">a\nACGT\nACGT\n\r\n>b\nACGT\nACGT\n"})
        checkExact(text);
}

RB_TEST(randomLayoutsComeBack) {
    Rng rng(1, "fasta");
    for (int round = 0; round < 60; ++round) {
        std::string text;
        const auto end = [&] { return rng.below(20) == 0 ? "\r\n" : "\n"; };
        for (uint64_t r = 0; r <= rng.below(12); ++r) {
            text += fmt::format(">r{} {}{}", rng.below(5), rng.below(1000), end());
            const uint64_t width = 1 + rng.below(9), lines = rng.below(9);
            for (uint64_t i = 0; i < lines; ++i) {
                for (uint64_t k = 0; k < (rng.below(6) ? width : rng.below(width + 1)); ++k)
                    text += "ACGTacgtN"[rng.below(9)];
                text += end();
            }
        }
        if (rng.below(2)) text.pop_back();
        checkExact(text);
    }
}

RB_TEST(manyRecordsBecomeColumns) {
    std::string text;
    for (int i = 0; i < 5000; ++i)
        text += fmt::format(">r{}\nACGTACGT\nAC{}\n", i, i % 7 ? "" : "GT");
    JobContext job;
    const Asset asset = REQUIRE(openAsset(fileOf("many.fasta", text), job));
    CHECK_EQ(asset.parts.size(), 2u);
    const Part* names = findPart(asset, "names");
    const Part* bases = findPart(asset, "bases");
    CHECK(names && bases && bases->shape == std::vector<int64_t>{5000});
    CHECK_EQ(textOf(*names, {3000, 3002}), std::string("r3000\nr3001\n"));
    CHECK_EQ(textOf(*bases, {4998, 5000}), std::string("ACGTACGTACGT\nACGTACGTAC\n"));
    CHECK_EQ(textOf(*bases).size(), bases->byteSize);
    CHECK_EQ(textOf(*names).size(), names->byteSize);
    CHECK_EQ(rewritten(asset), text);
    CHECK(asset.container.size() < 1500); // the layout of a regular file is small
}

RB_TEST(gzipIsReadAsItsContent) {
    const std::string text = ">a\nACGTACGTAC\nGT\n>b\nAC\n";
    JobContext job;
    const Asset asset = REQUIRE(openAsset(fileOf("a.fa.gz", zipped(text)), job));
    CHECK_EQ(asset.counts.at("compression").asString(), std::string("gzip"));
    CHECK_EQ(rewritten(asset), text);
    // Two members, as bgzip writes them, and no file extension.
    const Asset two = REQUIRE(openAsset(fileOf("reads", zipped(text) + zipped(text)), job));
    CHECK_EQ(two.reader, std::string("fasta"));
    CHECK_EQ(rewritten(two), text + text);
    std::string damaged = zipped(text);
    damaged[damaged.size() - 6] ^= 1; // checksum
    CHECK_ERROR(openAsset(fileOf("b.fa.gz", damaged), job), ErrorKind::badInput);
    CHECK_ERROR(openAsset(fileOf("c.fa.gz", zipped(text).substr(0, 30)), job), ErrorKind::badInput);
    CHECK_ERROR(openAsset(fileOf("d.fa.gz", zipped(text) + "more"), job), ErrorKind::badInput);
}

RB_TEST(gzipBombIsRefused) {
    std::string bomb = zipped(">a\n" + std::string(size_t(20) << 20, 'A'));
    JobContext job;
    CHECK_ERROR(openAsset(fileOf("bomb.fa.gz", bomb), job), ErrorKind::unsupported);
    const uint64_t before = std::exchange(limits().memberBytes, 100000);
    Rng rng(2, "bomb");
    std::string random = ">a\n";
    for (int i = 0; i < 200000; ++i)
        random += "ACGT"[rng.below(4)];
    CHECK_ERROR(openAsset(fileOf("big.fa.gz", zipped(random)), job), ErrorKind::unsupported);
    limits().memberBytes = before;
}

RB_TEST(brokenFilesAreErrors) {
    JobContext job;
    CHECK_ERROR(openAsset(fileOf("a.fa", ""), job), ErrorKind::badInput);
    CHECK_ERROR(openAsset(fileOf("a.fa", "ACGT\n"), job), ErrorKind::badInput);
    CHECK_ERROR(openAsset(fileOf("a.fasta", std::string(">a\nAC\0GT\n", 9)), job), ErrorKind::badInput);
    CHECK_ERROR(openAsset(fileOf("a.fna", "\x7f\x45LF\x02"), job), ErrorKind::badInput);
    const auto wrong = openAsset(fileOf("a.fa", ">a\nACGT\nAC\x01\n"), job);
    CHECK(!wrong && wrong.error().where.find("line 3") != std::string::npos);
}

RB_TEST(otherTextIsNotClaimed) {
    JobContext job;
    CHECK(
        REQUIRE(openAsset(fileOf("mail.txt", "> quoted text, he said\n> again\nanswer (1)\n"), job)).reader !=
        "fasta"
    );
    CHECK_EQ(REQUIRE(openAsset(fileOf("noext", ">a\nACGTACGT\n"), job)).reader, std::string("fasta"));
}

// Where parts and layout do not belong together the records are written with plain lines.
RB_TEST(someRecordsAreWrittenPlainly) {
    JobContext job;
    Asset asset = REQUIRE(openAsset(fileOf("a.fa", ">a long header\nACGT\nAC\n>b\nGG\n"), job));
    asset.parts.erase(asset.parts.begin() + 1);
    CHECK_EQ(rewritten(asset), std::string(">a\nACGTAC\n"));
}

RB_TEST(damagedLayoutsAreErrorsOrFiles) {
    JobContext job;
    Rng rng(3, "layout");
    Asset asset = REQUIRE(openAsset(fileOf("a.fa", "; c\n>a x\nACGT\nAC\n>b\r\nGG\n\nG\n>c"), job));
    const std::vector<std::byte> whole(asset.container.view.begin(), asset.container.view.end());
    const auto write = REQUIRE(findReader("fasta"))->write;
    for (int i = 0; i < 400; ++i) {
        auto bytes = whole;
        if (i < 40)
            bytes.resize(rng.below(bytes.size()));
        else
            bytes[rng.below(bytes.size())] ^= static_cast<std::byte>(1 + rng.below(255));
        asset.container = ownBytes(std::move(bytes));
        const auto path = test::temporaryFolder() / "out";
        const Status status = write(asset, path, job);
        CHECK_EQ(static_cast<bool>(status), std::filesystem::exists(path));
    }
}

RB_TEST(realFilesComeBack) {
    JobContext job;
    for (const char* name : {"dna/ls_orchid.fasta", "dna/yersinia_plasmid.fna"}) {
        const auto path = test::dataFolder() / name;
        const Asset asset = REQUIRE(openAsset(path, job));
        CHECK_EQ(asset.reader, std::string("fasta"));
        CHECK_EQ(rewritten(asset), std::string(REQUIRE(mapFile(path)).text()));
    }
}

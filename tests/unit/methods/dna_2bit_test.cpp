// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/registry.hpp"
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"

using namespace rarebit;

namespace {

Part basesPart(std::string name, std::string text) {
    Part part;
    part.name = std::move(name);
    part.role = "dna.bases";
    part.shape = {static_cast<int64_t>(text.size())};
    return memoryPart(std::move(part), TextView{ownBytes(std::move(text))});
}

Asset dnaAsset(const std::vector<std::string>& texts) {
    Asset asset;
    asset.name = "x.fa";
    asset.reader = "fasta";
    asset.kind = "dna";
    asset.hash = "00";
    for (size_t i = 0; i < texts.size(); ++i)
        asset.parts.push_back(basesPart(fmt::format("r{}", i), texts[i]));
    return asset;
}

RunResult run(const std::vector<std::string>& texts) {
    JobContext job;
    RunSpec spec;
    spec.method = "dna_2bit";
    const RunResult result = REQUIRE(runOne(spec, dnaAsset(texts), job));
    if (result.error) test::fail(__FILE__, __LINE__, result.error->what);
    CHECK(result.lossless);
    return result;
}

Encoded encodedOf(const std::vector<std::string>& texts) {
    JobContext job;
    RunSpec spec;
    spec.method = "dna_2bit";
    return REQUIRE(encodeAsset(spec, dnaAsset(texts), {}, job)).stream.encoded.at(0);
}

std::vector<int> bytesOf(const Bytes& bytes) {
    std::vector<int> out;
    for (const std::byte b : bytes.view)
        out.push_back(std::to_integer<int>(b));
    return out;
}

} // namespace

// A C G T are 0 1 2 3, the first base in the lowest bits: 11'10'01'00, then 00'00'00'10 for the fifth.
RB_TEST(codesByHand) {
    const Encoded encoded = encodedOf({"ACGTG"});
    CHECK_EQ(encoded.sections.size(), 1u);
    CHECK(bytesOf(encoded.sections[0].bytes) == (std::vector<int>{1, 0b11100100, 0b00000010}));
}

// Records are one sequence; U takes the place of T where there is more of it.
RB_TEST(recordsShareBytes) {
    CHECK(bytesOf(encodedOf({"AC", "", "GT"}).sections[0].bytes) == (std::vector<int>{1, 0b11100100}));
    CHECK(bytesOf(encodedOf({"ACGU"}).sections[0].bytes) == (std::vector<int>{3, 0b11100100}));
}

RB_TEST(everythingElseComesBack) {
    std::string all;
    for (int c = 0; c < 256; ++c)
        all += static_cast<char>(c);
    std::string mixed;
    for (int i = 0; i < 300; ++i)
        mixed += i % 50 < 20 ? "acgtacgtnnnn" : i % 7 == 0 ? "ACGTRYKMacgtNNNNN\n" : "ACGTTTGACGT";
    for (const std::vector<std::string>& texts : std::vector<std::vector<std::string>>{
             {""},
             {"A"},
             {"N"},
             {"acgt"},
             {"ACgtN\nnACGTacg\n"},
             {"ACGUacgu"},
             {"acgtACGTUu"},
             {all},
             {mixed, "", mixed, all},
             {"MKVLAAGIVGLLLAQWERTYPDFGHKLCVNM"}})
        run(texts);
}

// 400 kB of upper-case bases with a masked stretch and one run of N: hardly more than 2 bits.
RB_TEST(runsCostLittle) {
    Rng rng(1, "dna_2bit");
    std::string text;
    for (int i = 0; i < 400000; ++i)
        text += "ACGT"[rng.below(4)];
    text.replace(1000, 5000, 5000, 'N');
    for (size_t i = 9000; i < 12000; ++i)
        text[i] = static_cast<char>(text[i] | 0x20);
    const RunResult result = run({text});
    CHECK(result.sizes.payload == 1 + (400000 - 5000 + 3) / 4);
    CHECK(result.sizes.side < 40);
}

// Text that is no DNA is kept as it is, with one byte more.
RB_TEST(otherTextIsStored) {
    Rng rng(2, "dna_2bit");
    std::string noise;
    for (int i = 0; i < 50000; ++i)
        noise += static_cast<char>(rng.next32());
    const RunResult result = run({noise});
    CHECK_EQ(result.sizes.payload, 50001u);
    CHECK_EQ(result.sizes.side, 0u);
}

RB_TEST(damagedStreamsAreErrorsOrText) {
    JobContext job;
    Rng rng(3, "dna_2bit damage");
    const auto method = REQUIRE(findMethod("dna_2bit"));
    const Encoded whole = encodedOf({"ACGTNNNNNNNNNNNNNNNNNNNacgtacgtACGTACGTACGTTTTTTRYACGT", "ACGTAACCGT"});
    CHECK_EQ(whole.sections.size(), 2u);
    int errors = 0;
    for (int i = 0; i < 600; ++i) {
        Encoded damaged = whole;
        auto& bytes = damaged.sections[i % 2].bytes;
        std::vector<std::byte> copy(bytes.view.begin(), bytes.view.end());
        if (i % 5 == 0)
            copy.resize(rng.below(copy.size()));
        else
            copy[rng.below(copy.size())] ^= static_cast<std::byte>(1u << rng.below(8));
        bytes = ownBytes(std::move(copy));
        const auto decoded = method->decode(damaged, job);
        errors += decoded ? 0 : 1;
        if (decoded) CHECK_EQ(decoded->parts.size(), 2u);
    }
    CHECK(errors > 150);
    Encoded huge = whole;
    huge.shape = Json::array({Json::array({"r0", "dna.bases", 1, Json::array({5}), int64_t(1) << 50})});
    CHECK(!method->decode(huge, job));
    huge.shape = Json::array({Json::array({"r0", "dna.bases", 1, Json::array({5}), int64_t(1) << 30})});
    CHECK_ERROR(method->decode(huge, job), ErrorKind::badInput);
}

RB_TEST(namesAndTensorsAreRefused) {
    Part part = basesPart("names", "a\n");
    part.role = "dna.names";
    const auto method = REQUIRE(findMethod("dna_2bit"));
    CHECK_ERROR(method->accepts(part), ErrorKind::unsupported);
}

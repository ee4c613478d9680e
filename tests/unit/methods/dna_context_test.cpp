// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/reader.hpp"
#include "engine/core/registry.hpp"
#include "engine/jobs/run.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <cstring>

using namespace rarebit;

namespace {

Asset dnaAsset(const std::vector<std::string>& texts) {
    Asset asset;
    asset.name = "x.fa";
    asset.reader = "fasta";
    asset.kind = "dna";
    asset.hash = "00";
    for (size_t i = 0; i < texts.size(); ++i) {
        Part part;
        part.name = fmt::format("r{}", i);
        part.role = "dna.bases";
        part.shape = {static_cast<int64_t>(texts[i].size())};
        asset.parts.push_back(memoryPart(std::move(part), TextView{ownBytes(texts[i])}));
    }
    return asset;
}

RunSpec specOf(const char* method, Json params = Json::object()) {
    RunSpec spec;
    spec.method = method;
    spec.params = std::move(params);
    return spec;
}

Sizes run(const std::vector<std::string>& texts, Json params = Json::object()) {
    JobContext job;
    const RunResult result = REQUIRE(runOne(specOf("dna_context", std::move(params)), dnaAsset(texts), job));
    if (result.error) test::fail(__FILE__, __LINE__, result.error->what);
    CHECK(result.lossless);
    return result.sizes;
}

std::string randomBases(size_t count, uint64_t seed) {
    Rng rng(seed, "bases");
    std::string out(count, ' ');
    for (char& c : out)
        c = "ACGT"[rng.below(4)];
    return out;
}

std::string otherStrand(std::string text) {
    std::ranges::reverse(text);
    for (char& c : text)
        c = c == 'A' ? 'T' : c == 'C' ? 'G' : c == 'G' ? 'C' : 'A';
    return text;
}

} // namespace

RB_TEST(everythingComesBack) {
    std::string all;
    for (int c = 0; c < 256; ++c)
        all += static_cast<char>(c);
    const std::string bases = randomBases(3000, 1);
    for (const std::vector<std::string>& texts : std::vector<std::vector<std::string>>{
             {""},
             {"A"},
             {"ACGTACGT"},
             {bases},
             {bases + "\n" + bases + "\n"},
             {"acgtNNNN", bases, "", "nnn", "ACG"},
             {all},
             {"MKVLAAGIVGLLLAQ"}})
        run(texts);
    for (const char* name : {"order_low", "order_mid", "order_high"})
        run({bases}, Json::object({{name, 0}}));
    run({bases}, Json::object({{"order_low", 0}, {"order_mid", 0}, {"order_high", 0}}));
    run({bases}, Json::object({{"hash_bits", 12}, {"order_high", 24}, {"limit", 4}}));
}

// No model can predict noise: it is packed, 2 bits a base.
RB_TEST(noiseCostsTwoBits) {
    CHECK_EQ(run({randomBases(100000, 2)}).payload, 25001u);
}

// A chain of order 1 with probabilities 0.7, 0.1, 0.1, 0.1: 1.3568 bits a base.
RB_TEST(shortMemoryIsLearnt) {
    Rng rng(3, "chain");
    std::string text;
    int last = 0;
    for (int i = 0; i < 200000; ++i) {
        if (rng.below(10) >= 7) last = (last + 1 + static_cast<int>(rng.below(3))) % 4;
        text += "ACGT"[last];
    }
    const double bits = 8.0 * static_cast<double>(run({text}).payload) / 200000;
    CHECK(bits > 1.3568 * 0.99 && bits < 1.3568 * 1.02);
}

// A repeat costs almost nothing the second time, on the other strand only if that is looked at.
RB_TEST(repeatsOnBothStrands) {
    const std::string text = randomBases(40000, 4);
    const uint64_t once = run({text}).payload;
    const uint64_t twice = run({text, text}).payload;
    const uint64_t inverted = run({text, otherStrand(text)}).payload;
    const uint64_t blind = run({text, otherStrand(text)}, Json::object({{"inverted", false}})).payload;
    CHECK(twice < once + once / 12);
    CHECK(inverted < once + once / 12);
    CHECK(blind > 2 * once - once / 50);
}

RB_TEST(costPerBaseAddsUp) {
    JobOptions options;
    options.wantedDetails = {"cost_per_base"};
    JobContext job(options);
    const std::string text = randomBases(2500, 5);
    const auto coded =
        REQUIRE(encodeAsset(specOf("dna_context"), dnaAsset({text + text, "NNACGTN"}), {}, job));
    const auto details = job.takeDetails();
    CHECK_EQ(details.size(), 1u);
    CHECK_EQ(details.at(0).name, std::string("cost_per_base"));
    const auto& costs = std::get<TensorView>(details.at(0).values);
    CHECK(costs.shape == std::vector<int64_t>{5004});
    const Json& about = details.at(0).about;
    CHECK(about.at("starts") == Json::array({0, 5000}));
    CHECK_EQ(about.at("parts").size(), 2u);
    CHECK_EQ(about.at("letters").asString(), "ACGTacgt");
    double sum = 0;
    for (size_t i = 0; i < 5004; ++i) {
        float cost = 0;
        std::memcpy(&cost, costs.bytes.data() + 4 * i, 4);
        CHECK(cost > 0);
        sum += cost;
    }
    CHECK_NEAR(sum / 8, static_cast<double>(coded.sizes.payload) - 1, 2);
}

RB_TEST(damagedStreamsAreErrorsOrText) {
    JobContext job;
    Rng rng(6, "damage");
    const auto method = REQUIRE(findMethod("dna_context"));
    const auto spec = specOf("dna_context", Json::object({{"hash_bits", 14}}));
    const Encoded whole =
        REQUIRE(encodeAsset(spec, dnaAsset({randomBases(2000, 7), randomBases(2000, 7), "acgtNNN"}), {}, job))
            .stream.encoded.at(0);
    for (int i = 0; i < 200; ++i) {
        Encoded damaged = whole;
        auto& bytes = damaged.sections[i % 2].bytes;
        std::vector<std::byte> copy(bytes.view.begin(), bytes.view.end());
        if (i % 5 == 0)
            copy.resize(rng.below(copy.size()));
        else
            copy[rng.below(copy.size())] ^= static_cast<std::byte>(1u << rng.below(8));
        const bool cut = copy.size() + 5 < bytes.size() && i % 2 == 0;
        bytes = ownBytes(std::move(copy));
        const auto decoded = method->decode(damaged, job);
        CHECK(!(cut && decoded));
    }
    Encoded huge = whole;
    huge.shape = Json::array({Json::array({"r0", "dna.bases", 1, Json::array({5}), int64_t(1) << 31})});
    CHECK(!method->decode(huge, job));
}

RB_TEST(cancellationIsPrompt) {
    std::stop_source stop;
    JobOptions options;
    options.stop = stop.get_token();
    stop.request_stop();
    JobContext job(options);
    const auto result = encodeAsset(specOf("dna_context"), dnaAsset({randomBases(100000, 8)}), {}, job);
    CHECK_ERROR(result, ErrorKind::cancelled);
}

// Real genes: clearly below 2-bit packing and below xz.
RB_TEST(realGenesShrink) {
    JobContext job;
    const Asset asset = REQUIRE(openAsset(test::dataFolder() / "dna/ls_orchid.fasta", job));
    const auto context = REQUIRE(runOne(specOf("dna_context"), asset, job));
    const auto packed = REQUIRE(runOne(specOf("dna_2bit"), asset, job));
    const auto xz = REQUIRE(runOne(specOf("xz"), asset, job));
    CHECK(context.lossless && packed.lossless);
    CHECK(context.sizes.payload + context.sizes.side < 67518 * 1.0 / 8);
    CHECK(context.sizes.total() < packed.sizes.total());
    CHECK(context.sizes.total() < xz.sizes.total());
}

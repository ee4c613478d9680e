// SPDX-License-Identifier: GPL-3.0-or-later
// Small published models. Expected values were computed with other programs: safetensors parsed by hand and
// NumPy 2.4.6; GGUF with the Python package gguf 0.19.0; the checkpoint with Python's own unpickler.
#include "engine/ops/convert.hpp"
#include "tests/support/broken_files.hpp"

#include <algorithm>

using namespace rarebit;
using namespace rarebit::test;

namespace {

struct Expected {
    const char* name;
    DType dtype;
    std::vector<int64_t> shape;
    double least, greatest, mean, deviation;
};

void checkStatistics(const Asset& asset, const Expected& expected) {
    const Part* part = findPart(asset, expected.name);
    if (!part) {
        fail(__FILE__, __LINE__, fmt::format("no part {}", expected.name));
        return;
    }
    CHECK(part->dtype == expected.dtype);
    CHECK(part->shape == expected.shape);
    JobContext job;
    const Payload payload = REQUIRE(part->load({}, job));
    const auto values = REQUIRE(toFloats(std::get<TensorView>(payload)));
    double sum = 0, squares = 0;
    for (const float value : values) {
        sum += value;
        squares += static_cast<double>(value) * value;
    }
    const double count = static_cast<double>(values.size()), mean = sum / count;
    CHECK_NEAR(*std::ranges::min_element(values), expected.least, 1e-7);
    CHECK_NEAR(*std::ranges::max_element(values), expected.greatest, 1e-7);
    CHECK_NEAR(mean, expected.mean, 1e-9);
    CHECK_NEAR(std::sqrt(squares / count - mean * mean), expected.deviation, 1e-7);
}

bool sameFiles(const std::filesystem::path& a, const std::filesystem::path& b) {
    return std::ranges::equal(REQUIRE(mapFile(a)).view, REQUIRE(mapFile(b)).view);
}

std::filesystem::path smolFile() {
    return modelsFolder() / "smollm2/SmolLM2-135M-Instruct.Q4_1.gguf";
}

} // namespace

RB_TEST(miniLmInSafetensors) {
    const auto path = modelsFolder() / "minilm/model/model.safetensors";
    const Asset asset = openFile(path);
    CHECK_EQ(asset.reader, "safetensors");
    CHECK_EQ(asset.parts.size(), size_t{104});
    CHECK_EQ(asset.counts.at("elements").asInt(), 22'713'728);
    CHECK_EQ(std::ranges::count(asset.parts, "layers.5", &Part::group), 16);
    checkStatistics(
        asset,
        {"embeddings.word_embeddings.weight",
         DType::f32,
         {30522, 384},
         -0.50732421875,
         1.049399971961975,
         1.177862161491064e-05,
         0.0556233410704887}
    );
    checkStatistics(
        asset,
        {"encoder.layer.0.attention.self.query.weight",
         DType::f32,
         {384, 384},
         -0.7725161910057068,
         0.6507861614227295,
         9.17439377755835e-05,
         0.09545745232127346}
    );
    const auto out = temporaryFolder() / "again.safetensors";
    JobContext job;
    REQUIRE(REQUIRE(findReader("safetensors"))->write(asset, out, job));
    CHECK(sameFiles(path, out));
}

RB_TEST(smolLmInGguf) {
    const Asset asset = openFile(smolFile());
    CHECK_EQ(asset.reader, "gguf");
    CHECK_EQ(asset.parts.size(), size_t{272});
    CHECK_EQ(asset.counts.at("elements").asInt(), 134'515'008);
    const Expected all[] = {
        {"token_embd.weight",
         DType::q8_0,
         {49152, 576},
         -1.96112060546875,
         1.8748855590820312,
         -0.0005422890449153783,
         0.13557820779584165},
        {"blk.0.attn_q.weight",
         DType::q4_1,
         {576, 576},
         -4.78125,
         5.251953125,
         0.00017850363144168146,
         0.28394606853848364},
        {"blk.29.ffn_down.weight",
         DType::q4_1,
         {576, 1536},
         -4.34375,
         3.266357421875,
         5.6328338191465094e-05,
         0.18311777125933074},
        {"output_norm.weight", DType::f32, {576}, -2.125, 3.34375, 1.8026597764756944, 0.2945575854084647},
    };
    for (const auto& expected : all)
        checkStatistics(asset, expected);
}

RB_TEST(smolLmComesBackByteForByte) {
    const auto folder = temporaryFolder();
    const auto stream = (folder / "a.rbs").string(), out = (folder / "out.gguf").string();
    for (const char* method : {"store", "zstd:level=1"}) {
        const auto encoded = program({"encode", smolFile().string(), "--method", method, "-o", stream});
        if (encoded.exitCode != 0) fail(__FILE__, __LINE__, encoded.err);
        const auto decoded = program({"decode", stream, "-o", out});
        if (decoded.exitCode != 0) fail(__FILE__, __LINE__, decoded.err);
        CHECK(sameFiles(smolFile(), out));
    }
}

RB_TEST(blockTypesGoToSafetensorsAsFloats) {
    Asset asset = openFile(smolFile());
    std::erase_if(asset.parts, [](const Part& part) { return part.group != "layers.3"; });
    CHECK_EQ(asset.parts.size(), size_t{9});
    const auto bytes = writtenBytes(asset, "safetensors", "a.safetensors");
    const Asset again = openFile(fileOf(temporaryFolder(), "b.safetensors", bytes));
    JobContext job;
    for (const auto& part : asset.parts) {
        const Part* same = findPart(again, part.name);
        CHECK(same && same->dtype == DType::f32 && same->shape == part.shape);
        const Payload payload = REQUIRE(part.load({}, job));
        CHECK(same && valuesOf<float>(*same) == REQUIRE(toFloats(std::get<TensorView>(payload))));
    }
}

RB_TEST(efficientNetInTheOlderForm) {
    const Asset asset =
        openFile(modelsFolder() / "efficientnet_lite0/models/efficientnet-lite0-57934424.pth");
    CHECK_EQ(asset.reader, "torch");
    CHECK_EQ(asset.counts.at("form").asString(), "legacy");
    CHECK_EQ(asset.parts.size(), size_t{296});
    CHECK_EQ(asset.counts.at("elements").asInt(), 4'694'073);
    checkStatistics(
        asset,
        {"_conv_stem.weight",
         DType::f32,
         {32, 3, 3, 3},
         -3.713657855987549,
         3.500554084777832,
         -0.031031685892230598,
         0.77073496014409}
    );
    checkStatistics(
        asset,
        {"_fc.weight",
         DType::f32,
         {1000, 1280},
         -0.34110814332962036,
         0.48472315073013306,
         -0.0003676816932041305,
         0.0643795143238876}
    );
}

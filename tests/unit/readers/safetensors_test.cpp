// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/broken_files.hpp"

#include <chrono>
#include <fstream>

using namespace rarebit;
using namespace rarebit::test;

namespace {

std::string safetensorsBytes(std::string_view header, size_t dataBytes) {
    ByteWriter out;
    out.u64(header.size());
    out.bytes(std::as_bytes(std::span(header)));
    for (size_t i = 0; i < dataBytes; ++i)
        out.u8(static_cast<uint8_t>(i));
    return textOf(out.take());
}

std::string
entry(std::string_view name, std::string_view type, std::string_view shape, size_t begin, size_t end) {
    return fmt::format(
        R"("{}":{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})", name, type, shape, begin, end
    );
}

Part named(std::string_view name) {
    Part part;
    part.name = name;
    return part;
}

// Two layers, in the reference library's order and padding.
std::string smallModel() {
    std::string header = R"({"__metadata__":{"format":"pt"},)" +
                         entry("model.layers.1.mlp.down_proj.weight", "F32", "2,3", 0, 24) + "," +
                         entry("decoder.norm.weight", "F16", "4", 24, 32) + "," +
                         entry("model.layers.0.q.bias", "F16", "1", 32, 34) + "}";
    header.append((8 - header.size() % 8) % 8, ' ');
    return safetensorsBytes(header, 34);
}

std::string kvDump(std::string_view metadata, std::string_view vShape = "2,3,4", size_t vBytes = 48) {
    return safetensorsBytes(
        "{" + std::string(metadata) + entry("layers.0.k", "F16", "2,3,4", 0, 48) + "," +
            entry("layers.0.v", "F16", vShape, 48, 48 + vBytes) + "," +
            entry("layers.0.q_post", "F16", "1", 48 + vBytes, 50 + vBytes) + "}",
        50 + vBytes
    );
}

} // namespace

RB_TEST(partsRolesGroupsAndRows) {
    const Asset asset = openFile(fileOf(temporaryFolder(), "a.safetensors", smallModel()));
    CHECK_EQ(asset.kind, "model");
    CHECK_EQ(asset.reader, "safetensors");
    CHECK_EQ(asset.parts.size(), size_t{3});
    const Part* weight = findPart(asset, "model.layers.1.mlp.down_proj.weight");
    CHECK_EQ(weight->role, "weight");
    CHECK_EQ(weight->group, "layers.1");
    CHECK(weight->shape == (std::vector<int64_t>{2, 3}));
    CHECK_EQ(weight->byteSize, uint64_t{24});
    CHECK_EQ(findPart(asset, "decoder.norm.weight")->role, "norm");
    CHECK_EQ(findPart(asset, "model.layers.0.q.bias")->role, "bias");
    CHECK_EQ(valueOf<uint8_t>(*weight, 0, {1, 2}), uint8_t{12});
    CHECK_EQ(asset.counts.at("metadata").at("format").asString(), "pt");
}

RB_TEST(writesTheSameBytes) {
    const auto folder = temporaryFolder();
    const std::string reference = smallModel();
    const Asset sorted = openFile(fileOf(folder, "a.safetensors", reference));
    CHECK(sorted.container.size() < 20); // the header is rebuilt, only the metadata is kept
    CHECK(writtenBytes(sorted, "safetensors", "b.safetensors") == reference);
    // Another order, spaces and escapes: the header is kept.
    const std::string odd = safetensorsBytes(
        "{ " + entry("b\\u0041\\n", "U8", "2", 0, 2) + " ,\n" + entry("a", "F8_E4M3", "2", 2, 4) + " }", 4
    );
    const Asset kept = openFile(fileOf(folder, "c.safetensors", odd));
    CHECK_EQ(kept.parts[0].name, "bA\\x0a");
    CHECK(writtenBytes(kept, "safetensors", "d.safetensors") == odd);
    const std::string empty = safetensorsBytes("{}", 0);
    CHECK(
        writtenBytes(openFile(fileOf(folder, "e.safetensors", empty)), "safetensors", "f.safetensors") ==
        empty
    );
}

RB_TEST(writesAValidFileWhenTypesChange) {
    const auto folder = temporaryFolder();
    Asset asset = openFile(fileOf(folder, "a.safetensors", smallModel()));
    std::vector<float> values{1, 2, 3, 4, 5, 6.5f};
    asset.parts[0] =
        memoryPart(asset.parts[0], TensorView{DType::f64, {6}, ownBytes(std::vector<double>(6, 2.5))});
    asset.parts.push_back(memoryPart(named("new"), TensorView{DType::f32, {6}, ownBytes(values)}));
    // Blocks have no word in this format: their values are written.
    std::vector<std::byte> block(18);
    block[1] = std::byte{0x40}; // d = 2
    asset.parts.push_back(memoryPart(named("q"), TensorView{DType::q4_0, {32}, ownBytes(block)}));
    const Asset again =
        openFile(fileOf(folder, "b.safetensors", writtenBytes(asset, "safetensors", "x.safetensors")));
    CHECK_EQ(again.parts.size(), size_t{5});
    CHECK(valuesOf<float>(*findPart(again, "new")) == values);
    CHECK_EQ(valueOf<double>(*findPart(again, asset.parts[0].name), 5), 2.5);
    CHECK_EQ(valueOf<float>(*findPart(again, "q"), 0), -16.0f);
    CHECK_EQ(again.counts.at("metadata").at("format").asString(), "pt");
}

RB_TEST(kvDumps) {
    const auto folder = temporaryFolder();
    const Asset byName = openFile(fileOf(folder, "a.safetensors", kvDump("")));
    CHECK_EQ(byName.kind, "kv");
    CHECK_EQ(findPart(byName, "layers.0.k")->role, "kv.key");
    CHECK_EQ(findPart(byName, "layers.0.v")->role, "kv.value");
    CHECK_EQ(findPart(byName, "layers.0.v")->group, "layers.0");
    CHECK(!findPart(byName, "layers.0.v")->context);
    CHECK(findPart(byName, "layers.0.q_post")->context);
    CHECK_EQ(byName.counts.at("tokens").asInt(), 3);
    const auto metadata = [](std::string_view more) {
        return fmt::format(R"("__metadata__":{{"format":"rarebit-kv","version":"1"{}}},)", more);
    };
    CHECK_EQ(openFile(fileOf(folder, "b.safetensors", kvDump(metadata("")))).kind, "kv");
    checkBrokenFiles(
        ".safetensors",
        {
            {"tokens_differ", kvDump("", "2,2,4", 32), ErrorKind::badInput, "heads and tokens"},
            {"value_is_flat", kvDump(metadata(""), "24", 48), ErrorKind::badInput, "dimensions"},
            {"later_version",
             kvDump(R"("__metadata__":{"format":"rarebit-kv","version":"2"},)"),
             ErrorKind::unsupported,
             "version 2"},
            {"declares_other_tokens",
             kvDump(metadata(R"(,"n_tokens":"4")")),
             ErrorKind::badInput,
             "n_tokens"},
            {"declares_other_layers",
             kvDump(metadata(R"(,"n_layers":"4")")),
             ErrorKind::badInput,
             "4 layers"},
            {"no_value",
             safetensorsBytes("{" + metadata("") + entry("layers.0.k", "F16", "2,3,4", 0, 48) + "}", 48),
             ErrorKind::badInput,
             "no value"},
        }
    );
}

RB_TEST(brokenFiles) {
    const auto one = [](std::string_view type, std::string_view shape, size_t begin, size_t end) {
        return "{" + entry("a", type, shape, begin, end) + "}";
    };
    const auto file = [](const std::string& header, size_t data) { return safetensorsBytes(header, data); };
    ByteWriter huge, beyond;
    huge.u64(uint64_t(1) << 62);
    huge.bytes(std::as_bytes(std::span("{}", 2)));
    beyond.u64(1000);
    beyond.bytes(std::as_bytes(std::span("{}", 2)));
    std::string deep(100'000, '[');
    checkBrokenFiles(
        ".safetensors",
        {
            {"empty", ""},
            {"seven_bytes", "1234567"},
            {"header_length_2_62", textOf(huge.take()), ErrorKind::badInput, "4611686018427387904"},
            {"header_beyond_the_file", textOf(beyond.take()), ErrorKind::badInput, "1000 bytes"},
            {"header_not_json", file("not json at all", 0)},
            {"deep_json", file("{\"a\":" + deep, 0)},
            {"deep_json_in_metadata", file("{\"__metadata__\":{\"a\":" + deep, 0)},
            {"deep_json_in_shape", file("{\"a\":{\"shape\":" + deep, 0)},
            {"text_after_header",
             file(one("U8", "2", 0, 2) + "x", 2),
             ErrorKind::badInput,
             "after the header"},
            {"unknown_type", file(one("F4", "4", 0, 2), 2), ErrorKind::unsupported, "'F4'"},
            {"too_few_bytes", file(one("F32", "2", 0, 7), 7), ErrorKind::badInput, "need 8"},
            {"data_cut_off", file(one("F32", "2", 0, 8), 7), ErrorKind::badInput, "end at byte 8 of 7"},
            {"data_left_over", file(one("F32", "2", 0, 8), 9)},
            {"hole", file(one("U8", "2", 1, 3), 3), ErrorKind::badInput, "hole"},
            {"backwards", file(one("U8", "2", 3, 1), 3)},
            {"shape_overflow",
             file(one("U8", "4294967296,4294967296,4", 0, 0), 0),
             ErrorKind::badInput,
             "impossible"},
            {"shape_2_64", file(one("U8", "18446744073709551616", 0, 0), 0)},
            {"shape_negative", file(one("U8", "-1", 0, 1), 1)},
            {"shape_fraction", file(one("U8", "1.5", 0, 1), 1)},
            {"offsets_overflow", file(one("U8", "2", 18446744073709551615u, 1), 2)},
            {"overlap",
             file("{" + entry("a", "U8", "4", 0, 4) + "," + entry("b", "U8", "4", 2, 6) + "}", 6),
             ErrorKind::badInput,
             "inside the one before"},
            {"two_of_one_name",
             file("{" + entry("a", "U8", "1", 0, 1) + "," + entry("a", "U8", "1", 1, 2) + "}", 2),
             ErrorKind::badInput,
             "a second tensor 'a'"},
            {"two_names_that_print_alike",
             file(
                 "{" + entry("a\\u0001", "U8", "1", 0, 1) + "," + entry("a\\\\x01", "U8", "1", 1, 2) + "}", 2
             ),
             ErrorKind::badInput,
             "two tensors"},
            {"no_shape",
             file(R"({"a":{"dtype":"U8","data_offsets":[0,1]}})", 1),
             ErrorKind::badInput,
             "lacks"},
            {"second_dtype", file(R"({"a":{"dtype":"U8","dtype":"I8"}})", 1)},
            {"metadata_not_text", file(R"({"__metadata__":{"a":1}})", 0)},
            {"invalid_utf8", file("{\"a\xff\":1}", 0), ErrorKind::badInput, "UTF-8"},
            {"half_surrogate", file(R"({"\ud800":1})", 0), ErrorKind::badInput, "surrogate"},
        }
    );
}

RB_TEST(namesAreShownSafely) {
    const std::string names = "{" + entry("../../etc/passwd", "U8", "1", 0, 1) + "," +
                              entry("a\\u0000b", "U8", "1", 1, 2) + "," +
                              entry("\\u001b[31m", "U8", "1", 2, 3) + "}";
    const Asset asset = openFile(fileOf(temporaryFolder(), "a.safetensors", safetensorsBytes(names, 3)));
    CHECK_EQ(asset.parts[0].name, "../../etc/passwd"); // a name, never a path
    CHECK_EQ(asset.parts[1].name, "a\\x00b");
    CHECK_EQ(asset.parts[2].name, "\\x1b[31m");
}

RB_TEST(damagedFilesNeverCrash) {
    const auto path = fileOf(temporaryFolder(), "a.safetensors", smallModel());
    checkTruncations(path);
    checkFlips(path, 400);
}

RB_TEST(shards) {
    const auto folder = temporaryFolder();
    fileOf(folder, "m-1.safetensors", safetensorsBytes("{" + entry("a", "U8", "2", 0, 2) + "}", 2));
    fileOf(folder, "m-2.safetensors", safetensorsBytes("{" + entry("b", "F16", "2", 0, 4) + "}", 4));
    const auto index = [&](std::string_view map) {
        return fileOf(folder, "m.safetensors.index.json", fmt::format(R"({{"weight_map":{{{}}}}})", map));
    };
    Asset asset = openFile(index(R"("a":"m-1.safetensors","b":"m-2.safetensors")"));
    CHECK_EQ(asset.parts.size(), size_t{2});
    CHECK_EQ(asset.counts.at("files").size(), size_t{2});
    JobContext job;
    const auto hash = REQUIRE(hashAsset(asset, job));
    fileOf(folder, "m-2.safetensors", safetensorsBytes("{" + entry("b", "BF16", "2", 0, 4) + "}", 4));
    Asset changed = openFile(folder / "m.safetensors.index.json");
    CHECK(REQUIRE(hashAsset(changed, job)) != hash);
    const auto refused = [&](std::string_view map, ErrorKind kind) {
        CHECK_ERROR(openAsset(index(map), job), kind);
    };
    refused(R"("a":"../m-1.safetensors")", ErrorKind::badInput);
    refused(R"("a":"/etc/passwd")", ErrorKind::badInput);
    refused(R"("a":"missing.safetensors")", ErrorKind::io);
    refused(R"("c":"m-1.safetensors")", ErrorKind::badInput);
    refused(R"("a":7)", ErrorKind::badInput);
    refused("", ErrorKind::badInput);
    fileOf(folder, "deep.safetensors.index.json", "{\"weight_map\":" + std::string(100'000, '['));
    CHECK_ERROR(openAsset(folder / "deep.safetensors.index.json", job), ErrorKind::badInput);
}

RB_TEST(listsAHundredGigabytesInAMoment) {
    // 20 sparse shards of 5 GB with 50 tensors each: only the headers are read.
    const auto folder = temporaryFolder();
    constexpr uint64_t tensorBytes = 100'000'000;
    std::string map;
    for (int shard = 0; shard < 20; ++shard) {
        std::string header = "{";
        const auto file = fmt::format("m-{}.safetensors", shard);
        for (uint64_t i = 0; i < 50; ++i) {
            const auto name = fmt::format("model.layers.{}.w{}", shard, i);
            header +=
                (i ? "," : "") + entry(name, "F16", "5000,10000", i * tensorBytes, (i + 1) * tensorBytes);
            map += fmt::format("{}\"{}\":\"{}\"", map.empty() ? "" : ",", name, file);
        }
        const auto path = fileOf(folder, file, safetensorsBytes(header + "}", 0));
        std::filesystem::resize_file(path, std::filesystem::file_size(path) + 50 * tensorBytes);
    }
    const auto index =
        fileOf(folder, "m.safetensors.index.json", fmt::format(R"({{"weight_map":{{{}}}}})", map));
    const auto start = std::chrono::steady_clock::now();
    const Asset asset = openFile(index);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    CHECK_EQ(asset.parts.size(), size_t{1000});
    CHECK(asset.bytes > 100'000'000'000u);
    CHECK(seconds.count() < 0.3);
    CHECK_EQ(valuesOf<uint16_t>(asset.parts.back(), {4999, 5000}).size(), size_t{10000});
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/broken_files.hpp"

#include <fstream>
#include <sstream>

using namespace rarebit;
using namespace rarebit::test;

namespace {

void text(ByteWriter& out, std::string_view value) {
    out.u64(value.size());
    out.bytes(std::as_bytes(std::span(value)));
}

// One f32 [2,3] and one q4_0 [1,32], with one text in the metadata.
std::string smallModel(uint32_t version = 3, uint32_t type = 2, uint64_t offset = 32) {
    ByteWriter out;
    out.u32(0x46554747);
    out.u32(version);
    out.u64(2);
    out.u64(1);
    text(out, "general.name");
    out.u32(8);
    text(out, "small");
    text(out, "blk.1.ffn.weight");
    out.u32(2);
    out.u64(3);
    out.u64(2);
    out.u32(0);
    out.u64(0);
    text(out, "q.weight");
    out.u32(2);
    out.u64(32);
    out.u64(1);
    out.u32(type);
    out.u64(offset);
    while (out.size() % 32)
        out.u8(0);
    for (int i = 0; i < 6; ++i)
        out.f32(static_cast<float>(i));
    out.u64(0);
    for (int i = 0; i < 18; ++i)
        out.u8(static_cast<uint8_t>(i));
    return textOf(out.take());
}

// A head with this metadata and one tensor of one f32, up to its aligned data.
struct Front {
    uint64_t tensors = 1, pairs = 1, alignment = 32;
    std::vector<uint64_t> extents{1}; // fastest first
    uint32_t axes = 0;                // 0: as many as extents
    uint32_t type = 0;
};
std::string modelWith(std::string_view metadata, const Front& front = {}, size_t dataBytes = 4) {
    ByteWriter out;
    out.u32(0x46554747);
    out.u32(3);
    out.u64(front.tensors);
    out.u64(front.pairs);
    out.bytes(std::as_bytes(std::span(metadata)));
    text(out, "w");
    out.u32(front.axes ? front.axes : static_cast<uint32_t>(front.extents.size()));
    for (const uint64_t extent : front.extents)
        out.u64(extent);
    out.u32(front.type);
    out.u64(0);
    while (out.size() % front.alignment)
        out.u8(0);
    for (size_t i = 0; i < dataBytes; ++i)
        out.u8(static_cast<uint8_t>(i + 1));
    return textOf(out.take());
}

std::string pair(std::string_view key, uint32_t type, std::string_view value) {
    ByteWriter out;
    text(out, key);
    out.u32(type);
    return textOf(out.take()) + std::string(value);
}
std::string array(uint32_t type, uint64_t count, std::string_view items) {
    ByteWriter out;
    out.u32(type);
    out.u64(count);
    return textOf(out.take()) + std::string(items);
}
std::string u64Text(uint64_t value) {
    ByteWriter out;
    out.u64(value);
    return textOf(out.take());
}
std::string u32Text(uint32_t value) {
    return u64Text(value).substr(0, 4);
}

constexpr size_t valueBytes[] = {
    1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8}; // by the type's number; 0: text, array

void checkComesBack(std::string_view bytes) {
    const Asset asset = openFile(fileOf(temporaryFolder(), "a.gguf", bytes));
    CHECK_EQ(asset.parts.size(), size_t{1});
    CHECK(writtenBytes(asset, "gguf", "b.gguf") == bytes);
}

} // namespace

RB_TEST(readsAndWritesTheSameBytes) {
    const auto folder = temporaryFolder();
    for (const uint32_t version : {2U, 3U}) {
        const auto bytes = smallModel(version);
        const Asset asset = openFile(fileOf(folder, "a.gguf", bytes));
        CHECK_EQ(asset.reader, "gguf");
        CHECK(asset.parts[0].shape == (std::vector<int64_t>{2, 3}));
        CHECK_EQ(asset.parts[0].group, "layers.1");
        CHECK_EQ(valueOf<float>(asset.parts[0], 5), 5.0f);
        CHECK(asset.parts[1].dtype == DType::q4_0);
        CHECK(writtenBytes(asset, "gguf", "b.gguf") == bytes);
    }
}

RB_TEST(writesAValidFileWhenTypesChange) {
    const auto folder = temporaryFolder();
    Asset asset = openFile(fileOf(folder, "a.gguf", smallModel()));
    asset.parts[1] =
        memoryPart(asset.parts[1], TensorView{DType::f32, {1, 32}, ownBytes(std::vector<float>(32, 2.5f))});
    const auto bytes = writtenBytes(asset, "gguf", "b.gguf");
    const Asset again = openFile(fileOf(folder, "c.gguf", bytes));
    CHECK_EQ(valueOf<float>(again.parts[1], 31), 2.5f);
    CHECK(bytes.find("general.name") != std::string::npos);
}

RB_TEST(everyMetadataType) {
    std::string all;
    uint64_t pairs = 0;
    const auto add = [&](uint32_t type, const std::string& value) {
        all += pair(fmt::format("key.{}", pairs++), type, value);
    };
    for (uint32_t type = 0; type <= 12; ++type) {
        if (type == 9) continue;
        const std::string value = type == 8 ? u64Text(3) + "abc" : std::string(valueBytes[type], '\5');
        add(type, value);
        add(9, array(type, 3, value + value + value));
        add(9, array(type, 0, ""));
        add(9, array(9, 2, array(type, 1, value) + array(type, 2, value + value)));
    }
    checkComesBack(modelWith(all, {.pairs = pairs}));
}

RB_TEST(nestedArraysToTheLimit) {
    const auto nested = [](int depth) {
        std::string value = array(0, 1, "x");
        for (int i = 1; i < depth; ++i)
            value = array(9, 1, value);
        return modelWith(pair("deep", 9, value));
    };
    checkComesBack(nested(64));
    checkBrokenFiles(".gguf", {{"deep", nested(66), ErrorKind::badInput, "unsound"}});
    checkBrokenFiles(".gguf", {{"very_deep", nested(5000), ErrorKind::badInput, "unsound"}});
}

RB_TEST(alignments) {
    const auto with = [](uint32_t alignment, size_t dataBytes) {
        return modelWith(
            pair("general.alignment", 4, u32Text(alignment)),
            {.alignment = std::max(alignment, 1U)},
            dataBytes
        );
    };
    for (const uint32_t alignment : {8U, 16U, 32U, 64U, 4096U}) {
        checkComesBack(with(alignment, 4));
        checkComesBack(with(alignment, 4) + std::string(alignment - 4, '\0')); // padded at the end too
    }
    for (const uint32_t alignment : {0U, 4U, 12U, 1U << 21})
        checkBrokenFiles(
            ".gguf",
            {{fmt::format("alignment_{}", alignment), with(alignment, 4), ErrorKind::badInput, "alignment"}}
        );
}

RB_TEST(everyTypeHasItsNumber) {
    std::ifstream golden(sourceFolder() / "tests/golden/gguf_types.txt");
    size_t count = 0;
    for (std::string line; std::getline(golden, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream fields(line);
        std::string name;
        uint32_t number = 0;
        size_t values = 0, bytes = 0;
        fields >> name >> number >> values >> bytes;
        const auto file = modelWith("", {.pairs = 0, .extents = {3 * values, 2}, .type = number}, 6 * bytes);
        const Asset asset = openFile(fileOf(temporaryFolder(), "a.gguf", file));
        CHECK_EQ(info(asset.parts[0].dtype).name, name);
        CHECK_EQ(asset.parts[0].byteSize, 6 * bytes);
        CHECK(asset.parts[0].shape == (std::vector<int64_t>{2, static_cast<int64_t>(3 * values)}));
        CHECK(writtenBytes(asset, "gguf", "b.gguf") == file);
        ++count;
    }
    CHECK_EQ(count, size_t{33});
}

RB_TEST(hostileNumbers) {
    constexpr uint64_t huge = uint64_t(1) << 62;
    const auto texts = [](uint64_t count) { return pair("t", 9, array(8, count, u64Text(1) + "x")); };
    using enum ErrorKind;
    checkBrokenFiles(
        ".gguf",
        {
            {"pairs", modelWith("", {.pairs = huge}), badInput, "unsound"},
            {"tensors", modelWith("", {.tensors = huge, .pairs = 0}), badInput, "tensors in"},
            {"text_length", modelWith(pair("k", 8, u64Text(huge) + "x")), badInput, "unsound"},
            {"key_length", modelWith(u64Text(~uint64_t(0))), badInput, "unsound"},
            {"array_length", modelWith(pair("k", 9, array(10, huge, ""))), badInput, "unsound"},
            {"array_wraps", modelWith(pair("k", 9, array(10, huge * 2, ""))), badInput, "unsound"},
            {"array_of_texts", modelWith(texts(huge)), badInput, "unsound"},
            {"array_of_arrays", modelWith(pair("k", 9, array(9, huge, ""))), badInput, "unsound"},
            {"value_type", modelWith(pair("k", 13, "x")), badInput, "type 13"},
            {"item_type", modelWith(pair("k", 9, array(77, 1, "x"))), badInput, "unsound"},
            {"axes", modelWith("", {.pairs = 0, .axes = 0xFFFFFFFF}), badInput, "4294967295 dimensions"},
            {"product", modelWith("", {.pairs = 0, .extents = {huge, huge}}), badInput, "impossible shape"},
            {"negative",
             modelWith("", {.pairs = 0, .extents = {~uint64_t(0)}}),
             badInput,
             "impossible shape"},
            {"half_block",
             modelWith("", {.pairs = 0, .extents = {33}, .type = 2}),
             badInput,
             "impossible shape"},
            {"beyond", modelWith("", {.pairs = 0, .extents = {huge / 4}}), badInput, "ends beyond"},
            {"more_data", modelWith("", {.pairs = 0}, 64), badInput, "after the last tensor"},
            {"padding", modelWith("", {.pairs = 0}, 5), badInput, "after the last tensor"},
            {"q1_0", modelWith("", {.pairs = 0, .type = 41}), unsupported, "type 41"},
            {"removed_type", modelWith("", {.pairs = 0, .type = 4}), unsupported, "type 4"},
            {"big_endian",
             std::string("GGUF\0\0\0\3", 8) + std::string(64, '\0'),
             unsupported,
             "version 50331648"},
        }
    );
}

RB_TEST(brokenFiles) {
    checkBrokenFiles(
        ".gguf",
        {
            {"version", smallModel(9), ErrorKind::unsupported, "version 9"},
            {"type", smallModel(3, 99), ErrorKind::unsupported, "type 99"},
            {"overlap", smallModel(3, 2, 0), ErrorKind::badInput, "expected"},
            {"hole", smallModel(3, 2, 96), ErrorKind::badInput, "expected 32"},
        }
    );
    const auto path = fileOf(temporaryFolder(), "a.gguf", smallModel());
    checkTruncations(path);
    checkFlips(path, 500);
}

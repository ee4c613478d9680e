// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/broken_files.hpp"

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

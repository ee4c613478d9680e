// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/ggml_blocks.hpp"
#include "engine/core/files.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <set>

using namespace rarebit;

namespace {

std::vector<std::byte> fromHex(std::string_view hex) {
    std::vector<std::byte> out;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
        out.push_back(static_cast<std::byte>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    return out;
}

// Every line of a table: "type block values", hex.
void checkTable(const std::filesystem::path& path, bool everyType) {
    const Bytes file = REQUIRE(mapFile(path));
    std::set<DType> seen;
    for (const auto& line : split(file.text(), '\n')) {
        if (line.empty() || line[0] == '#') continue;
        const auto fields = split(line, ' ');
        CHECK_EQ(fields.size(), size_t{3});
        const auto dtype = dtypeByName(fields[0]);
        CHECK(dtype.has_value());
        const auto block = fromHex(fields[1]), expected = fromHex(fields[2]);
        std::vector<float> values(static_cast<size_t>(info(*dtype).blockElements));
        REQUIRE(dequantiseBlocks(*dtype, block, values));
        CHECK_EQ(values.size() * sizeof(float), expected.size());
        size_t wrong = 0;
        for (size_t i = 0; i < values.size(); ++i) {
            float want = 0;
            std::memcpy(&want, expected.data() + i * sizeof(float), sizeof(float));
            // Zeros of either sign are the same value.
            if (std::bit_cast<uint32_t>(values[i]) != std::bit_cast<uint32_t>(want) && values[i] != want &&
                !(std::isnan(values[i]) && std::isnan(want)))
                ++wrong;
        }
        if (wrong) test::fail(__FILE__, __LINE__, fmt::format("{}: {} values differ", fields[0], wrong));
        seen.insert(*dtype);
    }
    if (!everyType) return;
    for (const auto& type : allDTypes())
        if (type.kind == DTypeClass::block && !seen.contains(type.dtype))
            test::fail(__FILE__, __LINE__, fmt::format("no golden block of {}", type.name));
}

} // namespace

RB_TEST(everyTypeAsTheReference) {
    checkTable(test::sourceFolder() / "tests/golden/ggml_blocks.txt", true);
    // A larger table made elsewhere, when somebody wants one.
    if (const char* more = std::getenv("RAREBIT_BLOCK_TABLE")) checkTable(more, false);
}

RB_TEST(knownBlocksByHand) {
    // Q4_0 of -16..15: d = 2 (0x4000).
    const auto block = fromHex("00408091"
                               "91A2A2B3B3C4C4D5D5E6E6F7F7F8");
    std::vector<float> y(32);
    REQUIRE(dequantiseBlocks(DType::q4_0, block, y));
    double squared = 0;
    for (int i = 0; i < 32; ++i)
        squared += (y[static_cast<size_t>(i)] - (i - 16)) * (y[static_cast<size_t>(i)] - (i - 16));
    CHECK_EQ(squared, 16.0);
    // MXFP4 of (6, 3, -1.5, 0.5, 0 ...): scale byte 0x7F is 1.
    auto mx = fromHex("7F07050B01");
    mx.resize(17);
    REQUIRE(dequantiseBlocks(DType::mxfp4, mx, y));
    CHECK_EQ(y[0], 6.0f);
    CHECK_EQ(y[1], 3.0f);
    CHECK_EQ(y[2], -1.5f);
    CHECK_EQ(y[3], 0.5f);
    // Q6_K of (-32, 0 ...): d = 0xA000, first scale -128.
    std::vector<std::byte> q6(210);
    for (size_t i = 1; i < 16; ++i)
        q6[128 + i] = std::byte{2};
    q6[192] = std::byte{0x80};
    q6[209] = std::byte{0xA0};
    std::vector<float> k(256);
    REQUIRE(dequantiseBlocks(DType::q6_k, q6, k));
    CHECK_EQ(k[0], -32.0f);
    for (size_t i = 1; i < 256; ++i)
        CHECK_EQ(k[i], 0.0f);
}

RB_TEST(refusesPartsOfBlocks) {
    std::vector<std::byte> bytes(36);
    std::vector<float> out(64);
    CHECK(dequantiseBlocks(DType::q4_0, bytes, out));
    CHECK_ERROR(dequantiseBlocks(DType::q4_0, std::span(bytes).first(35), out), ErrorKind::badInput);
    CHECK_ERROR(dequantiseBlocks(DType::q4_0, bytes, std::span(out).first(63)), ErrorKind::badInput);
    CHECK_ERROR(dequantiseBlocks(DType::f32, bytes, out), ErrorKind::unsupported);
    CHECK(dequantiseBlocks(DType::q4_0, {}, {}));
}

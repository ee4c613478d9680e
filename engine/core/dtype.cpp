// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/dtype.hpp"

#include "engine/core/result.hpp"

#include <array>

namespace rarebit {
namespace {

using enum DTypeClass;
constexpr std::array table{
    DTypeInfo{DType::f64, "f64", real, 1, 8},
    DTypeInfo{DType::f32, "f32", real, 1, 4},
    DTypeInfo{DType::f16, "f16", real, 1, 2},
    DTypeInfo{DType::bf16, "bf16", real, 1, 2},
    DTypeInfo{DType::f8_e4m3, "f8_e4m3", real, 1, 1},
    DTypeInfo{DType::f8_e5m2, "f8_e5m2", real, 1, 1},
    DTypeInfo{DType::f8_e8m0, "f8_e8m0", real, 1, 1},
    DTypeInfo{DType::i64, "i64", integer, 1, 8},
    DTypeInfo{DType::i32, "i32", integer, 1, 4},
    DTypeInfo{DType::i16, "i16", integer, 1, 2},
    DTypeInfo{DType::i8, "i8", integer, 1, 1},
    DTypeInfo{DType::u64, "u64", integer, 1, 8},
    DTypeInfo{DType::u32, "u32", integer, 1, 4},
    DTypeInfo{DType::u16, "u16", integer, 1, 2},
    DTypeInfo{DType::u8, "u8", integer, 1, 1},
    DTypeInfo{DType::boolean, "bool", DTypeClass::boolean, 1, 1},
    DTypeInfo{DType::c64, "c64", complex, 1, 8},
    DTypeInfo{DType::q4_0, "q4_0", block, 32, 18},
    DTypeInfo{DType::q4_1, "q4_1", block, 32, 20},
    DTypeInfo{DType::q5_0, "q5_0", block, 32, 22},
    DTypeInfo{DType::q5_1, "q5_1", block, 32, 24},
    DTypeInfo{DType::q8_0, "q8_0", block, 32, 34},
    DTypeInfo{DType::q8_1, "q8_1", block, 32, 36},
    DTypeInfo{DType::q2_k, "q2_k", block, 256, 84},
    DTypeInfo{DType::q3_k, "q3_k", block, 256, 110},
    DTypeInfo{DType::q4_k, "q4_k", block, 256, 144},
    DTypeInfo{DType::q5_k, "q5_k", block, 256, 176},
    DTypeInfo{DType::q6_k, "q6_k", block, 256, 210},
    DTypeInfo{DType::q8_k, "q8_k", block, 256, 292},
    DTypeInfo{DType::iq1_s, "iq1_s", block, 256, 50},
    DTypeInfo{DType::iq1_m, "iq1_m", block, 256, 56},
    DTypeInfo{DType::iq2_xxs, "iq2_xxs", block, 256, 66},
    DTypeInfo{DType::iq2_xs, "iq2_xs", block, 256, 74},
    DTypeInfo{DType::iq2_s, "iq2_s", block, 256, 82},
    DTypeInfo{DType::iq3_xxs, "iq3_xxs", block, 256, 98},
    DTypeInfo{DType::iq3_s, "iq3_s", block, 256, 110},
    DTypeInfo{DType::iq4_nl, "iq4_nl", block, 32, 18},
    DTypeInfo{DType::iq4_xs, "iq4_xs", block, 256, 136},
    DTypeInfo{DType::tq1_0, "tq1_0", block, 256, 54},
    DTypeInfo{DType::tq2_0, "tq2_0", block, 256, 66},
    DTypeInfo{DType::mxfp4, "mxfp4", block, 32, 17},
    DTypeInfo{DType::nvfp4, "nvfp4", block, 64, 36},
};

} // namespace

const DTypeInfo& info(DType dtype) {
    const auto index = static_cast<size_t>(dtype);
    RB_ASSERT(index < table.size() && table[index].dtype == dtype);
    return table[index];
}

std::optional<DType> dtypeByName(std::string_view name) {
    for (const auto& entry : table)
        if (entry.name == name) return entry.dtype;
    return std::nullopt;
}

std::span<const DTypeInfo> allDTypes() {
    return table;
}

std::optional<int64_t> elementCount(std::span<const int64_t> shape) {
    int64_t count = 1;
    for (const int64_t extent : shape) {
        if (extent < 0 || (extent > 0 && count > (int64_t(1) << 62) / extent)) return std::nullopt;
        count *= extent;
    }
    return count;
}

std::optional<uint64_t> tensorBytes(DType dtype, std::span<const int64_t> shape) {
    const auto& type = info(dtype);
    const auto count = elementCount(shape);
    if (!count) return std::nullopt;
    const int64_t last = shape.empty() ? 1 : shape.back();
    if (type.blockElements > 1 && last % type.blockElements != 0) return std::nullopt;
    const auto blocks = static_cast<uint64_t>(*count / type.blockElements);
    if (blocks > (uint64_t(1) << 62) / static_cast<uint64_t>(type.blockBytes)) return std::nullopt;
    return blocks * static_cast<uint64_t>(type.blockBytes);
}

} // namespace rarebit

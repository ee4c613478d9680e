// SPDX-License-Identifier: GPL-3.0-or-later
// Element types of tensors, the block formats of GGUF included.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace rarebit {

// The order is part of the stream format: append only.
enum class DType : uint8_t {
    f64,
    f32,
    f16,
    bf16,
    f8_e4m3,
    f8_e5m2,
    f8_e8m0,
    i64,
    i32,
    i16,
    i8,
    u64,
    u32,
    u16,
    u8,
    boolean,
    c64,
    // Block formats: one block holds `blockElements` values in `blockBytes` bytes (ggml's layouts).
    q4_0,
    q4_1,
    q5_0,
    q5_1,
    q8_0,
    q8_1,
    q2_k,
    q3_k,
    q4_k,
    q5_k,
    q6_k,
    q8_k,
    iq1_s,
    iq1_m,
    iq2_xxs,
    iq2_xs,
    iq2_s,
    iq3_xxs,
    iq3_s,
    iq4_nl,
    iq4_xs,
    tq1_0,
    tq2_0,
    mxfp4,
    nvfp4,
};

enum class DTypeClass : uint8_t { real, integer, boolean, complex, block };

struct DTypeInfo {
    DType dtype;
    std::string_view name; // as shown: "f16", "q4_0", "bool"
    DTypeClass kind;
    int blockElements; // 1 for plain types
    int blockBytes;
};

const DTypeInfo& info(DType dtype);
std::optional<DType> dtypeByName(std::string_view name);
std::span<const DTypeInfo> allDTypes();
/// A plain floating-point type or a block format that stands for one.
inline bool isReal(DType dtype) {
    return info(dtype).kind == DTypeClass::real || info(dtype).kind == DTypeClass::block;
}

/// Product of the dimensions; nothing where one is negative or the product exceeds 2^62.
std::optional<int64_t> elementCount(std::span<const int64_t> shape);
/// Bytes of a tensor; nothing on overflow or where the last dimension is no multiple of the block.
std::optional<uint64_t> tensorBytes(DType dtype, std::span<const int64_t> shape);

} // namespace rarebit

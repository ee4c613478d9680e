// SPDX-License-Identifier: GPL-3.0-or-later
// Q4_0 of GGUF: 32 values share a scale d = v / -8, v the value of largest magnitude. A block: d as f16, 16
// bytes with value j in the low and value j + 16 in the high four bits; w = d (q - 8).
#include "engine/blocks/gguf_quantiser.hpp"
#include "engine/ops/convert.hpp"

#include <cmath>

namespace rarebit::methods {
namespace {

Status accepts(const Part& part) {
    return acceptsBlocks(part, DType::q4_0);
}

// Codes are chosen with the scale before it is rounded; the signed extreme gets level 0 exactly.
float quantise(std::span<const float> x, std::span<std::byte> block) {
    float extreme = 0;
    for (const float value : x)
        if (std::abs(value) > std::abs(extreme)) extreme = value; // the first on ties
    const float scale = extreme / -8;
    float perUnit = scale != 0 ? 1 / scale : 0;
    if (!std::isfinite(perUnit)) perUnit = 0; // the scale is 0 in f16
    const uint16_t stored = floatToF16(scale);
    block[0] = static_cast<std::byte>(stored & 0xFF);
    block[1] = static_cast<std::byte>(stored >> 8);
    const auto code = [&](float value) {
        return static_cast<unsigned>(std::min(15, static_cast<int>(value * perUnit + 8.5f)));
    };
    for (size_t j = 0; j < 16; ++j)
        block[2 + j] = static_cast<std::byte>(code(x[j]) | code(x[j + 16]) << 4);
    return scale;
}

Result<Encoded> encode(std::span<const Part> parts, const Params&, JobContext& job) {
    return encodeBlocks(parts, DType::q4_0, quantise, job);
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    return decodeBlocks(encoded, DType::q4_0, job);
}

} // namespace

const MethodDef& q4_0() {
    static const MethodDef definition{
        .id = "q4_0",
        .title = "GGUF Q4_0",
        .family = "weights",
        .paper = "GGUF block formats (ggml-org/ggml)",
        .fidelity = Fidelity::lossy,
        .quick = "q4_0",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

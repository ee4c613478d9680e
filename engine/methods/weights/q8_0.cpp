// SPDX-License-Identifier: GPL-3.0-or-later
// Q8_0 of GGUF: 32 values share a scale d = absmax / 127. A block: d as f16, 32 signed bytes.
#include "engine/blocks/gguf_quantiser.hpp"
#include "engine/ops/convert.hpp"

#include <cmath>

namespace rarebit::methods {
namespace {

Status accepts(const Part& part) {
    return acceptsBlocks(part, DType::q8_0);
}

// Codes are chosen with the scale before it is rounded; half away from zero.
float quantise(std::span<const float> x, std::span<std::byte> block) {
    float largest = 0;
    for (const float value : x)
        largest = std::max(largest, std::abs(value));
    const float scale = largest / 127;
    float perUnit = scale > 0 ? 1 / scale : 0;
    if (!std::isfinite(perUnit)) perUnit = 0; // the scale is 0 in f16
    const uint16_t stored = floatToF16(scale);
    block[0] = static_cast<std::byte>(stored & 0xFF);
    block[1] = static_cast<std::byte>(stored >> 8);
    for (size_t i = 0; i < x.size(); ++i)
        block[2 + i] = static_cast<std::byte>(static_cast<int8_t>(std::round(x[i] * perUnit)));
    return scale;
}

Result<Encoded> encode(std::span<const Part> parts, const Params&, JobContext& job) {
    return encodeBlocks(parts, DType::q8_0, quantise, job);
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    return decodeBlocks(encoded, DType::q8_0, job);
}

} // namespace

const MethodDef& q8_0() {
    static const MethodDef definition{
        .id = "q8_0",
        .title = "GGUF Q8_0",
        .family = "weights",
        .paper = "GGUF block formats (ggml-org/ggml)",
        .fidelity = Fidelity::lossy,
        .quick = "q8_0",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

// SPDX-License-Identifier: GPL-3.0-or-later
// Encoding and decoding one tensor by a method's spec, without a runner.
#pragma once

#include "engine/ops/convert.hpp"
#include "tests/support/byte_codec_checks.hpp"
#include "tests/support/make_assets.hpp"

namespace rarebit::test {

inline Part weightOf(std::vector<float> values, std::vector<int64_t> shape) {
    return make::tensorPart("w", "weight", DType::f32, std::move(shape), ownBytes(std::move(values)));
}

inline Result<Encoded> tryEncode(std::string_view spec, const Part& part) {
    JobContext job;
    const std::string id(spec.substr(0, spec.find(':')));
    const MethodDef* method = REQUIRE(findMethod(id));
    const Params params = paramsOf(*method, spec);
    auto encoded = method->encode(std::span(&part, 1), params, job);
    if (encoded) encoded->method = id, encoded->params = params;
    return encoded;
}

inline Result<Asset> tryDecode(const Encoded& encoded) {
    JobContext job;
    return REQUIRE(findMethod(encoded.method))->decode(encoded, job);
}

inline std::vector<float> decoded(const Encoded& encoded) {
    JobContext job;
    const Asset asset = REQUIRE(tryDecode(encoded));
    return REQUIRE(toFloats(std::get<TensorView>(REQUIRE(loadWhole(asset.parts.at(0), job)))));
}

inline std::vector<int> bytesOf(const Encoded& encoded, std::string_view section) {
    std::vector<int> out;
    for (const std::byte b : REQUIRE(findSection(encoded, section)).view)
        out.push_back(std::to_integer<int>(b));
    return out;
}

} // namespace rarebit::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/float_tensor.hpp"

#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rarebit {
namespace {

constexpr size_t step = size_t(1) << 20;

Error damaged(const Encoded& encoded, std::string what) {
    return badInput(
        std::move(what), encoded.method + " stream", "the stream is damaged; encode the asset again"
    );
}

} // namespace

Result<std::vector<float>> finiteFloats(std::span<const Part> parts, JobContext& job) {
    const Part& part = parts.front();
    RB_CHECK(acceptsRealTensor(part));
    const auto count = static_cast<uint64_t>(part.elements());
    RB_CHECK(job.fits(count * 8 + part.byteSize, "the tensor as floats", part.name));
    RB_TRY(const Payload payload, loadWhole(part, job));
    if (job.cancelled()) return cancelledError("quantiser");
    RB_TRY(auto values, toFloats(std::get<TensorView>(payload)));
    for (size_t i = 0; i < values.size(); i += step) {
        if (job.cancelled()) return cancelledError("quantiser");
        const auto piece = std::span(values).subspan(i, std::min(step, values.size() - i));
        const auto bad = std::ranges::find_if(piece, [](float v) { return !std::isfinite(v); });
        if (bad != piece.end())
            return badInput(
                fmt::format("element {} is {}", i + static_cast<size_t>(bad - piece.begin()), *bad),
                printable(part.name),
                "repair the tensor, or leave it out with --parts"
            );
    }
    return values;
}

Json describeAsF32(const Part& part) {
    Part decoded = part;
    decoded.dtype = DType::f32;
    decoded.byteSize = static_cast<uint64_t>(part.elements()) * sizeof(float);
    Json shape = Json::array();
    shape.push(describePart(decoded));
    return shape;
}

Result<Part> describedF32(const Encoded& encoded) {
    RB_TRY(auto parts, describedParts(encoded));
    if (parts.size() != 1) return damaged(encoded, fmt::format("{} parts described, not 1", parts.size()));
    Part part = std::move(parts.front());
    if (part.form != PayloadForm::tensor || part.dtype != DType::f32 || part.elements() < 1)
        return damaged(encoded, "the part described is no f32 tensor with elements");
    return part;
}

Result<Asset> decodedF32(const Encoded& encoded, Part part, std::vector<float> values) {
    std::vector<Payload> payloads;
    payloads.emplace_back(TensorView{DType::f32, part.shape, ownBytes(std::move(values))});
    return decodedAsset(encoded, std::move(payloads));
}

Result<Bytes> sectionOfSize(const Encoded& encoded, std::string_view name, uint64_t size) {
    RB_TRY(Bytes bytes, findSection(encoded, name));
    if (bytes.size() != size)
        return damaged(
            encoded, fmt::format("section '{}' has {} bytes, its tensor needs {}", name, bytes.size(), size)
        );
    return bytes;
}

} // namespace rarebit

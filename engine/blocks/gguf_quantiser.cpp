// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/gguf_quantiser.hpp"

#include "engine/blocks/float_tensor.hpp"
#include "engine/blocks/ggml_blocks.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit {
namespace {

constexpr size_t blocksOfTask = 1024;
constexpr float largestF16 = 65'504;

Status forTasks(size_t blocks, JobContext& job, const std::function<Status(size_t first, size_t n)>& body) {
    const size_t tasks = (blocks + blocksOfTask - 1) / blocksOfTask;
    return parallelFor(static_cast<int64_t>(tasks), job, [&](int64_t task) {
        const size_t first = static_cast<size_t>(task) * blocksOfTask;
        return body(first, std::min(blocksOfTask, blocks - first));
    });
}

} // namespace

Status acceptsBlocks(const Part& part, DType type) {
    RB_CHECK(acceptsRealTensor(part));
    const int64_t last = part.shape.empty() ? 1 : part.shape.back();
    if (last % info(type).blockElements == 0) return Ok{};
    return unsupported(
        fmt::format(
            "the last dimension is {}, no multiple of {}'s blocks of {}",
            last,
            info(type).name,
            info(type).blockElements
        ),
        printable(part.name),
        "choose other parts with --parts, or a method without fixed blocks, such as rtn"
    );
}

Result<Encoded>
encodeBlocks(std::span<const Part> parts, DType type, QuantiseBlock quantise, JobContext& job) {
    RB_TRY(const auto x, finiteFloats(parts, job));
    const auto values = static_cast<size_t>(info(type).blockElements);
    const auto size = static_cast<size_t>(info(type).blockBytes);
    std::vector<std::byte> blocks(x.size() / values * size);
    RB_CHECK(forTasks(x.size() / values, job, [&](size_t first, size_t n) -> Status {
        for (size_t i = first; i < first + n; ++i) {
            const auto in = std::span(x).subspan(i * values, values);
            const float scale = quantise(in, std::span(blocks).subspan(i * size, size));
            if (std::abs(scale) > largestF16)
                return badInput(
                    fmt::format("block {} needs the scale {}, beyond float16 (65504)", i, scale),
                    printable(parts.front().name),
                    "scale the tensor down, or leave it out with --parts"
                );
        }
        return Ok{};
    }));
    Encoded encoded;
    encoded.shape = describeAsF32(parts.front());
    encoded.sections.push_back({"blocks", SectionRole::payload, ownBytes(std::move(blocks)), 0});
    return encoded;
}

Result<Asset> decodeBlocks(const Encoded& encoded, DType type, JobContext& job) {
    RB_TRY(Part part, describedF32(encoded));
    const auto bytes = tensorBytes(type, part.shape);
    if (!bytes)
        return badInput(
            fmt::format("a tensor whose last dimension is no multiple of {}", info(type).blockElements),
            encoded.method + " stream",
            "the stream is damaged; encode the asset again"
        );
    RB_TRY(const Bytes blocks, sectionOfSize(encoded, "blocks", *bytes));
    RB_CHECK(job.fits(part.byteSize, "the decoded tensor", part.name));
    const auto values = static_cast<size_t>(info(type).blockElements);
    const auto size = static_cast<size_t>(info(type).blockBytes);
    std::vector<float> out(static_cast<size_t>(part.elements()));
    RB_CHECK(forTasks(out.size() / values, job, [&](size_t first, size_t n) {
        return dequantiseBlocks(
            type,
            blocks.view.subspan(first * size, n * size),
            std::span(out).subspan(first * values, n * values)
        );
    }));
    return decodedF32(encoded, std::move(part), std::move(out));
}

} // namespace rarebit

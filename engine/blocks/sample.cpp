// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/sample.hpp"

#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace rarebit {
namespace {

constexpr uint64_t smallBytes = uint64_t(16) << 20; // read whole as quickly
constexpr int64_t blockElements = 32'768;
constexpr int64_t mostBlocks = 64;
constexpr std::chrono::milliseconds patience{100};

bool canBeCut(const Part& part) {
    return part.form == PayloadForm::tensor && !part.shape.empty() &&
           (part.shape.size() > 1 || info(part.dtype).blockElements == 1);
}

// 0, 32, 16, 48, 8 ...: wherever reading ends, what was read is spread evenly.
int64_t spread(int64_t i) {
    int64_t out = 0;
    for (int64_t bit = 1; bit < mostBlocks; bit *= 2)
        if (i & bit) out += mostBlocks / 2 / bit;
    return out;
}

} // namespace

Result<std::optional<Sample>> samplePart(std::span<const Part* const> parts, JobContext& job) {
    const auto end = std::chrono::steady_clock::now() + patience;
    const Part& first = *parts.front();
    const bool large = std::ranges::any_of(parts, [](const Part* p) { return p->byteSize > smallBytes; });
    if (!large || !std::ranges::all_of(parts, [](const Part* p) { return canBeCut(*p); }))
        return std::optional<Sample>{};
    const int64_t rows = first.shape[0],
                  perRow = std::max<int64_t>(1, first.elements() / std::max<int64_t>(rows, 1));
    const int64_t block =
        std::clamp<int64_t>(blockElements / perRow, 1, std::max<int64_t>(1, rows / (2 * mostBlocks)));
    std::vector<std::vector<std::byte>> bytes(parts.size());
    std::vector<DType> dtypes(parts.size());
    int64_t taken = 0;
    for (int64_t i = 0; i < mostBlocks && taken < rows / 2; ++i) {
        if (i > 0 && std::chrono::steady_clock::now() > end) break;
        if (job.cancelled()) return cancelledError("sampling " + printable(first.name));
        const int64_t begin = (rows - block) * spread(i) / mostBlocks;
        for (size_t k = 0; k < parts.size(); ++k) {
            RB_TRY(const Payload payload, parts[k]->load({begin, begin + block}, job));
            const auto* tensor = std::get_if<TensorView>(&payload);
            if (!tensor) return internalError("the loaded rows are no tensor", printable(first.name));
            dtypes[k] = tensor->dtype;
            bytes[k].insert(bytes[k].end(), tensor->bytes.view.begin(), tensor->bytes.view.end());
        }
        taken += block;
    }
    if (taken == 0) return std::optional<Sample>{};
    Sample out;
    out.share = static_cast<double>(taken) / static_cast<double>(rows);
    for (size_t k = 0; k < parts.size(); ++k) {
        auto shape = parts[k]->shape;
        shape[0] = taken;
        out.parts.push_back(memoryPart(*parts[k], TensorView{dtypes[k], shape, ownBytes(std::move(bytes[k]))})
        );
    }
    return std::optional(std::move(out));
}

} // namespace rarebit

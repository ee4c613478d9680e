// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/plane_rows.hpp"

#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"

#include <algorithm>
#include <array>

namespace rarebit {
namespace {

constexpr int64_t pieceElements = 4096;

// Elements [begin, end) of a chunk, which lie in one row of the plane from value `first` on.
Status walk(
    const PairChunk& chunk,
    int64_t begin,
    int64_t end,
    int64_t row,
    int64_t first,
    const std::function<Status(const PlanePiece&)>& body
) {
    std::array<double, pieceElements> x, y;
    for (int64_t at = begin; at < end; at += pieceElements) {
        const auto n = static_cast<size_t>(std::min(pieceElements, end - at));
        RB_CHECK(toDoubles(chunk.original, at, std::span(x).first(n)));
        RB_CHECK(toDoubles(chunk.decoded, at, std::span(y).first(n)));
        RB_CHECK(body({row, first + at - begin, std::span(x).first(n), std::span(y).first(n)}));
    }
    return Ok{};
}

} // namespace

Status forEachPlaneRow(
    const PartPair& pair,
    int64_t groupRows,
    JobContext& job,
    const std::function<Status(const PlanePiece&)>& body
) {
    const PlaneView plane = planeOf(*pair.original);
    const int64_t width = plane.columns * plane.inner, elements = pair.original->elements();
    if (elements == 0) return Ok{};
    const int64_t perRow = pair.original->shape.empty() ? 1 : elements / pair.original->shape[0];
    const auto visit = [&](const PairChunk& chunk) -> Status {
        const int64_t begin = chunk.rows.begin * perRow; // in elements of the part
        const int64_t end = begin + elementCount(chunk.original.shape).value_or(0);
        const int64_t firstRow = begin / width, endRow = (end + width - 1) / width;
        const int64_t groups = (plane.rows + groupRows - 1) / groupRows;
        return parallelFor(groups, job, [&](int64_t group) -> Status {
            // The rows of this group, in every plane of the stack that the chunk touches.
            for (int64_t stack = firstRow / plane.rows; stack * plane.rows < endRow; ++stack) {
                const int64_t from = stack * plane.rows + group * groupRows;
                const int64_t to = std::min(from + groupRows, (stack + 1) * plane.rows);
                for (int64_t row = std::max(from, firstRow); row < std::min(to, endRow); ++row) {
                    const int64_t a = std::max(row * width, begin), b = std::min((row + 1) * width, end);
                    RB_CHECK(walk(chunk, a - begin, b - begin, row % plane.rows, a - row * width, body));
                }
            }
            return Ok{};
        });
    };
    return visitChunks(pair, job, visit);
}

} // namespace rarebit

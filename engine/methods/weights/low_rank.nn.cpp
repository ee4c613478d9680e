// SPDX-License-Identifier: GPL-3.0-or-later
// Truncated singular value decomposition W ~ (U sqrt(S)) (sqrt(S) V^T) of a matrix: the first axis by all
// others. Stream: "left", rows x rank, and "right", rank x columns, both f16.
#include "engine/blocks/float_tensor.hpp"
#include "engine/core/text.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"
#include "engine/ops/op_table.hpp"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rarebit::methods {
namespace {

struct Matrix {
    int64_t rows = 0, columns = 0;
    int64_t fullRank() const { return std::min(rows, columns); }
};
Matrix matrixOf(const Part& part) {
    return {part.shape.front(), part.elements() / part.shape.front()};
}

Status accepts(const Part& part) {
    RB_CHECK(acceptsRealTensor(part));
    if (part.shape.size() >= 2) return Ok{};
    return unsupported(
        fmt::format("a tensor with {} axes is no matrix", part.shape.size()),
        printable(part.name),
        "choose tensors of two or more axes with --parts"
    );
}

Result<Bytes> halves(const at::Tensor& factor, std::string_view where) {
    const at::Tensor values = factor.contiguous();
    const auto count = static_cast<size_t>(values.numel());
    const float largest = values.abs().max().item<float>();
    if (!(largest <= 65'504))
        return badInput(
            fmt::format("a factor has the value {}, beyond float16 (65504)", largest),
            printable(where),
            "scale the tensor down, or leave it out with --parts"
        );
    std::vector<std::byte> out(2 * count);
    cpuOps().floatsToF16(values.data_ptr<float>(), out.data(), count);
    return ownBytes(std::move(out));
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    const Part& part = parts.front();
    const Matrix matrix = matrixOf(part);
    const int64_t rank = std::min(params.integer("rank"), matrix.fullRank());
    // W, its copy for LAPACK, U, S, V and the work space of divide and conquer.
    const auto small = static_cast<uint64_t>(matrix.fullRank());
    RB_CHECK(job.fits(
        static_cast<uint64_t>(part.elements()) * 16 + small * small * 20, "the decomposition", part.name
    ));
    RB_TRY(auto x, finiteFloats(parts, job));
    Encoded encoded;
    encoded.shape = describeAsF32(part);
    const auto w = at::from_blob(x.data(), {matrix.rows, matrix.columns}, at::kFloat);
    const auto [u, s, v] = at::linalg_svd(w, false);
    if (job.cancelled()) return cancelledError("low_rank");
    const at::Tensor root = s.slice(0, 0, rank).sqrt();
    RB_TRY(Bytes left, halves(u.slice(1, 0, rank) * root, part.name));
    RB_TRY(Bytes right, halves(v.slice(0, 0, rank) * root.unsqueeze(1), part.name));
    encoded.sections.push_back({"left", SectionRole::payload, std::move(left), 0});
    encoded.sections.push_back({"right", SectionRole::payload, std::move(right), 0});
    return encoded;
}

Result<std::vector<float>> factor(const Bytes& bytes, JobContext& job) {
    RB_CHECK(job.fits(bytes.size() * 2, "a factor", "low_rank stream"));
    std::vector<float> out(bytes.size() / 2);
    cpuOps().f16ToFloats(bytes.data(), out.data(), out.size());
    return out;
}

// The product in plain loops: the same bits with any library and any count of threads.
Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(Part part, describedF32(encoded));
    const Error damaged = badInput(
        "the factors do not fit the tensor",
        "low_rank stream",
        "the stream is damaged; encode the asset again"
    );
    if (part.shape.size() < 2) return damaged;
    const Matrix matrix = matrixOf(part);
    RB_TRY(const Bytes leftBytes, findSection(encoded, "left"));
    const uint64_t rank = leftBytes.size() / 2 / static_cast<uint64_t>(matrix.rows);
    const auto rows = static_cast<uint64_t>(matrix.rows), columns = static_cast<uint64_t>(matrix.columns);
    RB_TRY(const Bytes rightBytes, findSection(encoded, "right"));
    if (rank < 1 || rank > static_cast<uint64_t>(matrix.fullRank()) || leftBytes.size() / 2 != rank * rows ||
        leftBytes.size() % 2 != 0 || rightBytes.size() / 2 / rank != columns ||
        rightBytes.size() != 2 * rank * columns)
        return damaged;
    RB_CHECK(job.fits(part.byteSize, "the decoded tensor", part.name));
    RB_TRY(const auto left, factor(leftBytes, job));
    RB_TRY(const auto right, factor(rightBytes, job));
    std::vector<float> out(rows * columns);
    constexpr size_t width = 1024; // columns of a task: right's share of them stays in cache
    const size_t across = (columns + width - 1) / width;
    RB_CHECK(parallelFor(static_cast<int64_t>(rows * across), job, [&](int64_t task) -> Status {
        const size_t row = static_cast<size_t>(task) / across,
                     begin = static_cast<size_t>(task) % across * width;
        const size_t end = std::min<size_t>(begin + width, columns);
        float* to = &out[row * columns];
        for (size_t k = 0; k < rank; ++k) {
            const float scale = left[row * rank + k];
            const float* from = &right[k * columns];
            for (size_t column = begin; column < end; ++column)
                to[column] += scale * from[column];
        }
        return Ok{};
    }));
    return decodedF32(encoded, std::move(part), std::move(out));
}

} // namespace

const MethodDef& low_rank() {
    static const MethodDef definition{
        .id = "low_rank",
        .title = "Truncated SVD",
        .family = "weights",
        .paper = "Eckart and Young 1936 (The approximation of one matrix by another of lower rank)",
        .fidelity = Fidelity::lossy,
        .params =
            {{.name = "rank",
              .fallback = int64_t{16},
              .min = 1,
              .max = 1 << 16,
              .help = "of the factors; at most the smaller side of the matrix"}},
        .quick = "low_rank:rank=4",
        .accepts = accepts,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

// SPDX-License-Identifier: GPL-3.0-or-later
// 8-bit floating point with a scale per tensor, row or tile: the largest magnitude becomes the largest finite
// number of the type. Stream: "codes", a byte per element; "scales", f32 per tensor, row or tile in row-major
// order.
#include "engine/blocks/float_tensor.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"
#include "engine/ops/op_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>

namespace rarebit::methods {
namespace {

constexpr size_t step = size_t(1) << 15; // elements of a task
constexpr size_t tile = 128;

// Lines run along the last axis; a scale belongs to a rectangle of lines and columns.
struct Layout {
    size_t count = 0, width = 0, lines = 0, columns = 0;
    size_t across() const { return (width + columns - 1) / columns; }
    size_t scales() const { return (count / width + lines - 1) / lines * across(); }
};

Layout layoutOf(const Part& part, const Params& params) {
    Layout out;
    out.count = static_cast<size_t>(part.elements());
    out.width = part.shape.empty() ? 1 : static_cast<size_t>(part.shape.back());
    const size_t lines = out.count / out.width;
    const std::string& granularity = params.text("granularity");
    out.lines = granularity == "tile" ? tile : lines;
    out.columns = granularity == "tile" ? tile : out.width;
    if (granularity == "row" && part.shape.size() > 1)
        out.lines = lines / static_cast<size_t>(part.shape.front());
    return out;
}

// Calls body(scale, first, n) for runs of elements with one scale; tasks of `step` elements in parallel.
Status forRuns(
    const Layout& layout,
    JobContext& job,
    const std::function<void(size_t scale, size_t first, size_t n)>& body
) {
    const size_t tasks = (layout.count + step - 1) / step;
    return parallelFor(static_cast<int64_t>(tasks), job, [&](int64_t task) -> Status {
        const size_t end = std::min((static_cast<size_t>(task) + 1) * step, layout.count);
        for (size_t at = static_cast<size_t>(task) * step; at < end;) {
            const size_t line = at / layout.width, column = at % layout.width;
            const size_t stop = std::min((column / layout.columns + 1) * layout.columns, layout.width);
            const size_t n = std::min(stop - column, end - at);
            body(line / layout.lines * layout.across() + column / layout.columns, at, n);
            at += n;
        }
        return Ok{};
    });
}

bool isE4m3(const Params& params) {
    return params.text("format") == "e4m3";
}

Result<std::vector<float>>
fitScales(const std::vector<float>& x, const Layout& layout, float largest, JobContext& job) {
    std::vector<float> scales(layout.scales());
    std::mutex mutex; // the maximum is the same in any order
    RB_CHECK(forRuns(layout, job, [&](size_t scale, size_t first, size_t n) {
        float absmax = 0;
        cpuOps().absmaxBlocks(&x[first], n, n, &absmax);
        const std::lock_guard lock(mutex);
        scales[scale] = std::max(scales[scale], absmax);
    }));
    for (float& scale : scales) // no division by zero, nor by a subnormal number
        scale = scale == 0 ? 1 : std::max(scale / largest, std::numeric_limits<float>::min());
    return scales;
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    RB_TRY(const auto x, finiteFloats(parts, job));
    const Layout layout = layoutOf(parts.front(), params);
    const auto narrow = isE4m3(params) ? cpuOps().floatsToE4m3 : cpuOps().floatsToE5m2;
    RB_TRY(auto scales, fitScales(x, layout, isE4m3(params) ? 448.f : 57'344.f, job));
    std::vector<std::byte> codes(x.size());
    RB_CHECK(forRuns(layout, job, [&](size_t scale, size_t first, size_t n) {
        std::array<float, 512> scaled;
        for (size_t at = 0; at < n; at += scaled.size()) {
            const size_t piece = std::min(scaled.size(), n - at);
            for (size_t i = 0; i < piece; ++i)
                scaled[i] = x[first + at + i] / scales[scale];
            narrow(scaled.data(), &codes[first + at], piece);
        }
    }));
    Encoded encoded;
    encoded.shape = describeAsF32(parts.front());
    encoded.sections.push_back({"codes", SectionRole::payload, ownBytes(std::move(codes)), 0});
    encoded.sections.push_back({"scales", SectionRole::side, ownBytes(std::move(scales)), 0});
    return encoded;
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(Part part, describedF32(encoded));
    const Layout layout = layoutOf(part, encoded.params);
    RB_TRY(const Bytes codes, sectionOfSize(encoded, "codes", layout.count));
    RB_TRY(const Bytes stored, sectionOfSize(encoded, "scales", sizeof(float) * uint64_t(layout.scales())));
    RB_CHECK(job.fits(part.byteSize + stored.size(), "the decoded tensor", part.name));
    std::vector<float> scales(layout.scales()), out(layout.count);
    std::memcpy(scales.data(), stored.data(), stored.size());
    const auto widen = isE4m3(encoded.params) ? cpuOps().e4m3ToFloats : cpuOps().e5m2ToFloats;
    RB_CHECK(forRuns(layout, job, [&](size_t scale, size_t first, size_t n) {
        widen(codes.data() + first, &out[first], n);
        for (size_t i = first; i < first + n; ++i)
            out[i] *= scales[scale];
    }));
    return decodedF32(encoded, std::move(part), std::move(out));
}

} // namespace

const MethodDef& fp8() {
    static const MethodDef definition{
        .id = "fp8",
        .title = "8-bit floating point",
        .family = "weights",
        .paper = "Micikevicius et al. 2022 (FP8 formats for deep learning), arXiv:2209.05433",
        .fidelity = Fidelity::lossy,
        .params =
            {{.name = "format",
              .fallback = std::string("e4m3"),
              .choices = {"e4m3", "e5m2"},
              .help = "4 bits of exponent and 3 of mantissa (up to 448), or 5 and 2 (up to 57344)"},
             {.name = "granularity",
              .fallback = std::string("row"),
              .choices = {"tensor", "row", "tile"},
              .help =
                  "what shares a scale: all, an index of the first axis, 128 x 128 of the last two axes"}},
        .quick = "fp8",
        .accepts = acceptsRealTensor,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

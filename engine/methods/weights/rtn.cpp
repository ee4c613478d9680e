// SPDX-License-Identifier: GPL-3.0-or-later
// Round to nearest: every group of values on a uniform grid of its own. Stream: "codes", b bits each in order
// of the elements; "scales", f16 per group; "zeros" (asymmetric only), b bits per group.
#include "engine/blocks/float_tensor.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"
#include "engine/ops/ops.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rarebit::methods {
namespace {

constexpr size_t step = size_t(1) << 15;  // elements between two looks at cancellation
constexpr int clipSteps = 80;             // of GPTQ's search: the range shrinks to 21 %
constexpr float smallestScale = 0x1p-24f; // the least f16 above zero

// Groups lie within lines: the last of each line may be shorter.
struct Layout {
    size_t count = 0, line = 0, group = 0;
    size_t groupsInLine() const { return (line + group - 1) / group; }
    size_t lines() const { return count / line; }
    size_t groups() const { return lines() * groupsInLine(); }
    size_t begin(size_t g) const { return g / groupsInLine() * line + g % groupsInLine() * group; }
    size_t size(size_t g) const { return std::min(group, line - g % groupsInLine() * group); }
};

Layout layoutOf(const Part& part, const Params& params) {
    const auto count = static_cast<size_t>(part.elements());
    Layout layout{count, count, count};
    const std::string& granularity = params.text("granularity");
    if (granularity == "row" && part.shape.size() > 1)
        layout.line = layout.group = count / static_cast<size_t>(part.shape.front());
    if (granularity == "group") {
        if (!part.shape.empty()) layout.line = static_cast<size_t>(part.shape.back());
        layout.group = std::min(layout.line, static_cast<size_t>(params.integer("group")));
    }
    return layout;
}

struct Grid {
    float scale = 1, zero = 0;
};

struct Quantiser {
    std::string mode;
    int bits = 4;
    bool forceZero = true, clip = false;

    bool asymmetric() const { return mode == "asymmetric"; }
    int top() const { return (1 << bits) - 1; }
    int middle() const { return 1 << (bits - 1); }
    int low() const { return mode == "restricted" ? 1 : 0; }

    Grid grid(double min, double max, double shrink) const {
        if (asymmetric()) {
            if (forceZero || min == max) min = std::min(min, 0.0), max = std::max(max, 0.0);
            if (min == max) min = -1, max = 1;
            min *= shrink;
            const float scale = stored((max * shrink - min) / top());
            return {scale, std::clamp(std::nearbyint(static_cast<float>(-min / scale)), 0.f, float(top()))};
        }
        // The value of largest magnitude, its sign kept.
        double peak = (-min > max ? min : max) * shrink;
        if (peak == 0) peak = shrink;
        double scale = peak / -middle();
        if (mode == "restricted") scale = std::abs(peak) / (middle() - 1);
        if (mode == "gptq") scale = 2 * std::abs(peak) / top();
        return {stored(scale), static_cast<float>(middle())};
    }

    static float stored(double scale) {
        const float rounded = roundToF16(static_cast<float>(scale));
        return rounded == 0 ? std::copysign(smallestScale, static_cast<float>(scale)) : rounded;
    }
};

Quantiser quantiserOf(const Params& params) {
    return {
        params.text("mode"),
        static_cast<int>(params.integer("bits")),
        params.text("range") == "zero_forced",
        params.text("clip") == "mse",
    };
}

// Runs body on pieces of a group with a look at cancellation before each.
template <class Body>
Status pieces(size_t begin, size_t size, size_t most, JobContext& job, Body body) {
    for (size_t at = 0; at < size; at += most) {
        if (job.cancelled()) return cancelledError("rtn");
        body(begin + at, std::min(most, size - at));
    }
    return Ok{};
}

Result<Grid> fitGroup(std::span<const float> x, const Quantiser& quantiser, JobContext& job) {
    const auto [low, high] = std::ranges::minmax(x);
    Grid best = quantiser.grid(low, high, 1);
    if (!std::isfinite(best.scale))
        return badInput(
            fmt::format("values from {} to {} need a scale beyond float16 (65504)", low, high),
            "rtn",
            "scale the tensor down, or leave it out with --parts"
        );
    double least = -1;
    for (int i = 0; i < (quantiser.clip ? clipSteps : 0); ++i) {
        const Grid grid = quantiser.grid(low, high, 1 - i / 100.0);
        double error = 0;
        RB_CHECK(pieces(0, x.size(), step, job, [&](size_t at, size_t n) {
            error +=
                cpuOps().clipError(x.data() + at, n, grid.scale, grid.zero, quantiser.low(), quantiser.top());
        }));
        if (least < 0 || error < least) least = error, best = grid;
    }
    return best;
}

// Groups in runs of about `step` elements, one run a task.
Status forGroups(const Layout& layout, JobContext& job, const std::function<Status(size_t)>& body) {
    const size_t run = std::max<size_t>(1, step / layout.group);
    const size_t groups = layout.groups();
    return parallelFor(static_cast<int64_t>((groups + run - 1) / run), job, [&](int64_t task) -> Status {
        const size_t first = static_cast<size_t>(task) * run;
        for (size_t g = first; g < std::min(groups, first + run); ++g)
            RB_CHECK(body(g));
        return Ok{};
    });
}

Result<Bytes> packed(const std::vector<uint8_t>& codes, int bits, JobContext& job) {
    std::vector<std::byte> out(packedBytes(codes.size(), bits));
    RB_CHECK(ops::packBits(codes, bits, out, job));
    return ownBytes(std::move(out));
}

// Equal groups go to the job's backend as a whole; where each line ends with a shorter one, group by group.
bool equalGroups(const Layout& layout) {
    return layout.line % layout.group == 0;
}

Status quantiseAll(
    const std::vector<float>& x,
    const Layout& layout,
    const Quantiser& quantiser,
    const ops::Groups& grids,
    std::vector<uint8_t>& codes,
    JobContext& job
) {
    const int low = quantiser.low(), top = quantiser.top();
    if (equalGroups(layout)) return ops::quantiseGroups(x, grids, low, top, codes, job);
    return forGroups(layout, job, [&](size_t g) {
        return pieces(layout.begin(g), layout.size(g), step, job, [&](size_t at, size_t n) {
            cpuOps().quantiseGroups(&x[at], n, n, &grids.scales[g], &grids.zeros[g], low, top, &codes[at]);
        });
    });
}

Status dequantiseAll(
    const std::vector<uint8_t>& codes,
    const Layout& layout,
    const ops::Groups& grids,
    std::vector<float>& out,
    JobContext& job
) {
    if (equalGroups(layout)) return ops::dequantiseGroups(codes, grids, out, job);
    return forGroups(layout, job, [&](size_t g) {
        return pieces(layout.begin(g), layout.size(g), step, job, [&](size_t at, size_t n) {
            cpuOps().dequantiseGroups(&codes[at], n, n, &grids.scales[g], &grids.zeros[g], &out[at]);
        });
    });
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    const Quantiser quantiser = quantiserOf(params);
    if (quantiser.mode == "restricted" && quantiser.bits == 1)
        return badParams("mode restricted has no levels but 0 at 1 bit", "rtn", "choose 2 bits or more");
    RB_TRY(const auto x, finiteFloats(parts, job));
    const Layout layout = layoutOf(parts.front(), params);
    const size_t groups = layout.groups();
    std::vector<float> scales(groups), zeros(groups);
    RB_CHECK(forGroups(layout, job, [&](size_t g) -> Status {
        RB_TRY(
            const Grid grid, fitGroup(std::span(x).subspan(layout.begin(g), layout.size(g)), quantiser, job)
        );
        scales[g] = grid.scale;
        zeros[g] = grid.zero;
        return Ok{};
    }));
    std::vector<uint8_t> codes(x.size());
    RB_CHECK(quantiseAll(x, layout, quantiser, {layout.group, scales, zeros}, codes, job));
    Encoded encoded;
    encoded.shape = describeAsF32(parts.front());
    RB_TRY(Bytes codeBits, packed(codes, quantiser.bits, job));
    encoded.sections.push_back({"codes", SectionRole::payload, std::move(codeBits), 0});
    std::vector<std::byte> halves(2 * groups);
    RB_CHECK(ops::narrow(DType::f16, scales, halves, job));
    encoded.sections.push_back({"scales", SectionRole::side, ownBytes(std::move(halves)), 0});
    if (quantiser.asymmetric()) {
        RB_TRY(Bytes bits, packed({zeros.begin(), zeros.end()}, quantiser.bits, job));
        encoded.sections.push_back({"zeros", SectionRole::side, std::move(bits), 0});
    }
    return encoded;
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    const Quantiser quantiser = quantiserOf(encoded.params);
    RB_TRY(Part part, describedF32(encoded));
    const Layout layout = layoutOf(part, encoded.params);
    const size_t groups = layout.groups();
    RB_TRY(const Bytes codeBits, sectionOfSize(encoded, "codes", packedBytes(layout.count, quantiser.bits)));
    RB_TRY(const Bytes halves, sectionOfSize(encoded, "scales", 2 * uint64_t(groups)));
    RB_CHECK(job.fits(uint64_t(layout.count) * 5 + uint64_t(groups) * 9, "the decoded tensor", part.name));
    std::vector<float> scales(groups), zeros(groups, static_cast<float>(quantiser.middle()));
    RB_CHECK(ops::widen(DType::f16, halves.view, scales, job));
    if (quantiser.asymmetric()) {
        RB_TRY(const Bytes bits, sectionOfSize(encoded, "zeros", packedBytes(groups, quantiser.bits)));
        std::vector<uint8_t> whole(groups);
        RB_CHECK(ops::unpackBits(bits.view, quantiser.bits, whole, job));
        std::ranges::copy(whole, zeros.begin());
    }
    std::vector<uint8_t> codes(layout.count);
    RB_CHECK(ops::unpackBits(codeBits.view, quantiser.bits, codes, job));
    std::vector<float> out(layout.count);
    RB_CHECK(dequantiseAll(codes, layout, {layout.group, scales, zeros}, out, job));
    return decodedF32(encoded, std::move(part), std::move(out));
}

} // namespace

const MethodDef& rtn() {
    static const MethodDef definition{
        .id = "rtn",
        .title = "Round to nearest",
        .family = "weights",
        .paper = "Frantar et al. 2022 (GPTQ), arXiv:2210.17323: the baseline's quantiser",
        .fidelity = Fidelity::lossy,
        .params =
            {{.name = "bits",
              .fallback = int64_t{4},
              .min = 1,
              .max = 8,
              .unit = "bits",
              .help = "of a code"},
             {.name = "granularity",
              .fallback = std::string("group"),
              .choices = {"group", "row", "tensor"},
              .help = "what shares a scale: a run along the last axis, an index of the first axis, all"},
             {.name = "group",
              .fallback = int64_t{128},
              .min = 1,
              .max = 1 << 20,
              .unit = "values",
              .help = "of a group; the last one along the axis may be shorter"},
             {.name = "mode",
              .fallback = std::string("asymmetric"),
              .choices = {"asymmetric", "restricted", "gptq", "q4_0_like"},
              .help = "with an integer zero point, or one of three symmetric conventions"},
             {.name = "range",
              .fallback = std::string("zero_forced"),
              .choices = {"zero_forced", "plain"},
              .help = "asymmetric only: the range holds zero, or is the smallest and largest value"},
             {.name = "clip",
              .fallback = std::string("none"),
              .choices = {"none", "mse"},
              .help = "mse: shrinks the range where that lowers the sum of |error|^2.4"}},
        .quick = "rtn:bits=4",
        .accepts = acceptsRealTensor,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

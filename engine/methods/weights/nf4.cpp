// SPDX-License-Identifier: GPL-3.0-or-later
// NormalFloat of QLoRA: blocks of consecutive values, scaled by their largest magnitude, on 16 levels that
// are equally likely for normal values. Stream: "codes", two to a byte, the first in the high four bits;
// "scales", f32 per block. With double quantisation instead: "scales", 8 bits per block; "groups", f32 per
// 256 blocks; "offset", f32.
#include "engine/blocks/float_tensor.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/op_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace rarebit::methods {
namespace {

constexpr size_t step = size_t(1) << 15; // elements of a task: a multiple of every block size
constexpr size_t scalesOfGroup = 256;

constexpr std::array<float, 16> levels{
    -1.f,
    -0.6961928f,
    -0.52507305f,
    -0.39491749f,
    -0.28444138f,
    -0.18477343f,
    -0.09105004f,
    0.f,
    0.0795803f,
    0.1609302f,
    0.2461123f,
    0.33791524f,
    0.44070983f,
    0.562617f,
    0.72295684f,
    1.f};

// Index of the nearest of some sorted levels; the lower one in the middle.
size_t nearest(std::span<const float> sorted, float value) {
    const auto above = std::ranges::lower_bound(sorted, value);
    if (above == sorted.begin()) return 0;
    if (above == sorted.end()) return sorted.size() - 1;
    const auto i = static_cast<size_t>(above - sorted.begin());
    return double(value) - sorted[i - 1] <= double(sorted[i]) - value ? i - 1 : i;
}

// The signed 8-bit dynamic map of Dettmers et al. 2021 (arXiv:2110.02861): decades from 10^-6 to 1, each with
// twice the levels of the one below.
const std::array<float, 256>& dynamicMap() {
    static const auto map = [] {
        std::array<float, 256> out{};
        size_t n = 0;
        for (int i = 0; i < 7; ++i) {
            const int levelsOfDecade = 1 << i;
            for (int k = 0; k < levelsOfDecade; ++k) {
                const double middle = 0.1 + 0.9 * (k + 0.5) / levelsOfDecade;
                const auto level = static_cast<float>(middle * std::pow(10.0, i - 6));
                out[n++] = level;
                out[n++] = -level;
            }
        }
        out[n++] = 0;
        out[n++] = 1;
        std::ranges::sort(out);
        return out;
    }();
    return map;
}

Status forTasks(size_t count, JobContext& job, const std::function<Status(size_t first, size_t n)>& body) {
    return parallelFor(static_cast<int64_t>((count + step - 1) / step), job, [&](int64_t task) {
        const size_t first = static_cast<size_t>(task) * step;
        return body(first, std::min(step, count - first));
    });
}

size_t blocksOf(size_t count, size_t block) {
    return (count + block - 1) / block;
}

template <class T>
void addSection(Encoded& encoded, const char* name, SectionRole role, std::vector<T> values) {
    encoded.sections.push_back({name, role, ownBytes(std::move(values)), 0});
}

Status encodeScales(Encoded& encoded, const std::vector<float>& scales, JobContext& job) {
    double sum = 0;
    for (const float scale : scales)
        sum += scale;
    const auto offset = static_cast<float>(sum / static_cast<double>(scales.size()));
    std::vector<float> groups(blocksOf(scales.size(), scalesOfGroup));
    std::vector<uint8_t> codes(scales.size());
    RB_CHECK(parallelFor(static_cast<int64_t>(groups.size()), job, [&](int64_t group) -> Status {
        const size_t first = static_cast<size_t>(group) * scalesOfGroup;
        const size_t end = std::min(first + scalesOfGroup, scales.size());
        float& largest = groups[static_cast<size_t>(group)];
        for (size_t i = first; i < end; ++i)
            largest = std::max(largest, std::abs(scales[i] - offset));
        for (size_t i = first; i < end; ++i)
            codes[i] =
                static_cast<uint8_t>(nearest(dynamicMap(), largest > 0 ? (scales[i] - offset) / largest : 0));
        return Ok{};
    }));
    addSection(encoded, "scales", SectionRole::side, std::move(codes));
    addSection(encoded, "groups", SectionRole::side, std::move(groups));
    addSection(encoded, "offset", SectionRole::side, std::vector<float>{offset});
    return Ok{};
}

Result<std::vector<float>> floatsOf(const Encoded& encoded, const char* name, size_t count) {
    RB_TRY(const Bytes bytes, sectionOfSize(encoded, name, sizeof(float) * uint64_t(count)));
    std::vector<float> out(count);
    std::memcpy(out.data(), bytes.data(), bytes.size());
    return out;
}

Result<std::vector<float>> decodeScales(const Encoded& encoded, size_t count) {
    if (!encoded.params.flag("double_quant")) return floatsOf(encoded, "scales", count);
    RB_TRY(const Bytes codes, sectionOfSize(encoded, "scales", count));
    RB_TRY(const auto groups, floatsOf(encoded, "groups", blocksOf(count, scalesOfGroup)));
    RB_TRY(const auto offset, floatsOf(encoded, "offset", 1));
    std::vector<float> out(count);
    for (size_t i = 0; i < count; ++i)
        out[i] = dynamicMap()[std::to_integer<size_t>(codes.view[i])] * groups[i / scalesOfGroup] + offset[0];
    return out;
}

Result<Encoded> encode(std::span<const Part> parts, const Params& params, JobContext& job) {
    RB_TRY(const auto x, finiteFloats(parts, job));
    const auto block = static_cast<size_t>(std::stoul(params.text("block")));
    std::vector<float> scales(blocksOf(x.size(), block));
    std::vector<uint8_t> codes((x.size() + 1) / 2);
    RB_CHECK(forTasks(x.size(), job, [&](size_t first, size_t n) -> Status {
        cpuOps().absmaxBlocks(&x[first], n, block, &scales[first / block]);
        for (size_t i = first; i < first + n; ++i) {
            const float scale = scales[i / block];
            const size_t code = nearest(levels, scale > 0 ? x[i] / scale : 0);
            codes[i / 2] = static_cast<uint8_t>(codes[i / 2] | code << (i % 2 == 0 ? 4 : 0));
        }
        return Ok{};
    }));
    Encoded encoded;
    encoded.shape = describeAsF32(parts.front());
    addSection(encoded, "codes", SectionRole::payload, std::move(codes));
    if (params.flag("double_quant")) {
        RB_CHECK(encodeScales(encoded, scales, job));
    } else {
        addSection(encoded, "scales", SectionRole::side, std::move(scales));
    }
    return encoded;
}

Result<Asset> decode(const Encoded& encoded, JobContext& job) {
    RB_TRY(Part part, describedF32(encoded));
    const auto count = static_cast<size_t>(part.elements());
    const auto block = static_cast<size_t>(std::stoul(encoded.params.text("block")));
    RB_TRY(const Bytes codes, sectionOfSize(encoded, "codes", (uint64_t(count) + 1) / 2));
    RB_CHECK(job.fits(part.byteSize + part.byteSize / block, "the decoded tensor", part.name));
    RB_TRY(const auto scales, decodeScales(encoded, blocksOf(count, block)));
    std::vector<float> out(count);
    RB_CHECK(forTasks(count, job, [&](size_t first, size_t n) -> Status {
        for (size_t i = first; i < first + n; ++i) {
            const auto byte = std::to_integer<size_t>(codes.view[i / 2]);
            out[i] = levels[i % 2 == 0 ? byte >> 4 : byte & 15] * scales[i / block];
        }
        return Ok{};
    }));
    return decodedF32(encoded, std::move(part), std::move(out));
}

} // namespace

const MethodDef& nf4() {
    static const MethodDef definition{
        .id = "nf4",
        .title = "NF4 (4-bit NormalFloat)",
        .family = "weights",
        .paper = "Dettmers et al. 2023 (QLoRA), arXiv:2305.14314",
        .fidelity = Fidelity::lossy,
        .params =
            {{.name = "block",
              .fallback = std::string("64"),
              .choices = {"32", "64", "128", "256", "512", "1024", "2048", "4096"},
              .unit = "values",
              .help = "that share a scale, in the order of the elements; the last block may be shorter"},
             {.name = "double_quant",
              .fallback = false,
              .help = "scales take 8 bits instead of 32: 4.127 instead of 4.5 bits a weight"}},
        .quick = "nf4",
        .accepts = acceptsRealTensor,
        .encode = encode,
        .decode = decode,
    };
    return definition;
}

} // namespace rarebit::methods

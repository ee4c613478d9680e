// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/readers/shared/strided_part.hpp"

#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace rarebit {
namespace {

constexpr int64_t checkEvery = int64_t(1) << 18; // elements between two looks at cancellation
constexpr int64_t mostElements = int64_t(1) << 62;

size_t elementBytesOf(DType dtype) {
    return static_cast<size_t>(info(dtype).blockBytes);
}

template <size_t width>
void copyRun(std::byte* to, const std::byte* from, int64_t count, int64_t step) {
    for (int64_t i = 0; i < count; ++i)
        std::memcpy(to + static_cast<size_t>(i) * width, from + i * step, width);
}

void copyElements(std::byte* to, const std::byte* from, size_t width, int64_t count, int64_t stride) {
    const int64_t step = stride * static_cast<int64_t>(width);
    if (stride == 1) {
        std::memcpy(to, from, static_cast<size_t>(count) * width);
        return;
    }
    switch (width) {
    case 1:
        return copyRun<1>(to, from, count, step);
    case 2:
        return copyRun<2>(to, from, count, step);
    case 4:
        return copyRun<4>(to, from, count, step);
    default:
        RB_ASSERT(width == 8);
        copyRun<8>(to, from, count, step);
    }
}

Result<Payload> loadRows(const StridedSource& source, Rows rows, std::string_view name, JobContext& job) {
    RB_TRY(Bytes bytes, source.bytes(job));
    const size_t width = elementBytesOf(source.dtype);
    const auto needed = source.needed();
    if (!needed || bytes.size() / width < static_cast<uint64_t>(*needed))
        return badInput(
            fmt::format("{} bytes of data; {} elements are needed", bytes.size(), needed.value_or(-1)),
            std::string(name),
            "the file is damaged; get it again"
        );
    const auto count = elementCount(source.shape).value_or(0);
    if (source.dense()) {
        const size_t size = static_cast<size_t>(count) * width;
        const size_t at = count ? static_cast<size_t>(source.first) * width : 0;
        return sliceRows(TensorView{source.dtype, source.shape, bytes.slice(at, size)}, rows, name);
    }
    auto shape = source.shape;
    int64_t first = source.first;
    if (!rows.all() && !shape.empty()) {
        const int64_t end = rows.last(shape[0]);
        if (rows.begin < 0 || rows.begin > end)
            return badParams(
                fmt::format("rows {} to {} of {}", rows.begin, rows.end, shape[0]),
                std::string(name),
                "ask for rows that exist"
            );
        first += rows.begin * source.strides[0];
        shape[0] = end - rows.begin;
    }
    RB_TRY(Bytes out, gatherStrided(bytes.view, width, first, shape, source.strides, job));
    if (source.swapped) {
        std::vector<std::byte> swapped(out.view.begin(), out.view.end());
        swapElements(swapped, source.dtype);
        out = ownBytes(std::move(swapped));
    }
    if (!rows.all() && shape.empty()) return sliceRows(TensorView{source.dtype, {}, out}, rows, name);
    return Payload(TensorView{source.dtype, std::move(shape), std::move(out)});
}

} // namespace

std::vector<int64_t> denseStrides(std::span<const int64_t> shape, bool columnMajor) {
    std::vector<int64_t> strides(shape.size());
    const bool empty = std::ranges::find(shape, 0) != shape.end(); // other extents may be anything then
    int64_t step = 1;
    for (size_t i = 0; i < shape.size(); ++i) {
        const size_t axis = columnMajor ? i : shape.size() - 1 - i;
        strides[axis] = step;
        if (!empty) step *= shape[axis];
    }
    return strides;
}

Result<Bytes> gatherStrided(
    std::span<const std::byte> source,
    size_t elementBytes,
    int64_t first,
    std::span<const int64_t> shape,
    std::span<const int64_t> strides,
    JobContext& job
) {
    const auto count = static_cast<size_t>(elementCount(shape).value_or(0));
    RB_CHECK(job.fits(
        count > UINT64_MAX / elementBytes ? UINT64_MAX : count * elementBytes,
        "gathering a tensor's elements",
        "a strided tensor"
    ));
    std::vector<std::byte> out(count * elementBytes);
    std::vector<int64_t> index(shape.size(), 0);
    const size_t inner = shape.empty() ? 0 : shape.size() - 1;
    const int64_t run = shape.empty() ? 1 : shape[inner], step = shape.empty() ? 1 : strides[inner];
    int64_t from = first, sinceCheck = 0;
    for (std::byte *to = out.data(), *end = to + out.size(); to != end;) {
        for (int64_t i = 0; i < run;) {
            const int64_t n = std::min(run - i, checkEvery);
            copyElements(
                to, source.data() + static_cast<size_t>(from + i * step) * elementBytes, elementBytes, n, step
            );
            to += static_cast<size_t>(n) * elementBytes;
            i += n;
            if ((sinceCheck += n) < checkEvery) continue;
            sinceCheck = 0;
            if (job.cancelled()) return cancelledError("gathering a tensor's elements");
        }
        for (size_t axis = inner; axis-- > 0;) { // the next row: an odometer over the outer axes
            from += strides[axis];
            if (++index[axis] < shape[axis]) break;
            from -= strides[axis] * shape[axis];
            index[axis] = 0;
        }
    }
    return ownBytes(std::move(out));
}

bool StridedSource::dense() const {
    if (swapped && elementBytesOf(dtype) > 1) return false;
    const auto rowMajor = denseStrides(shape);
    for (size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == 0)
            return true;
        else if (shape[i] > 1 && strides[i] != rowMajor[i])
            return false;
    return true;
}

std::optional<int64_t> StridedSource::needed() const {
    const auto count = elementCount(shape);
    if (!count || first < 0 || first > mostElements || strides.size() != shape.size()) return std::nullopt;
    if (*count == 0) return 0;
    int64_t last = first;
    for (size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == 1) continue;
        if (strides[i] < 0 || strides[i] > (mostElements - last) / (shape[i] - 1)) return std::nullopt;
        last += strides[i] * (shape[i] - 1);
    }
    return last + 1;
}

Part stridedPart(Part like, StridedSource source) {
    like.form = PayloadForm::tensor;
    like.dtype = source.dtype;
    like.shape = source.shape;
    like.byteSize = tensorBytes(source.dtype, source.shape).value_or(0);
    like.load = [source = std::move(source), name = like.name](Rows rows, JobContext& job) {
        return loadRows(source, rows, name, job);
    };
    return like;
}

void swapElements(std::span<std::byte> bytes, DType dtype) {
    const size_t width = dtype == DType::c64 ? 4 : elementBytesOf(dtype);
    if (width == 1) return;
    for (size_t at = 0; at + width <= bytes.size(); at += width)
        std::reverse(
            bytes.begin() + static_cast<std::ptrdiff_t>(at),
            bytes.begin() + static_cast<std::ptrdiff_t>(at + width)
        );
}

} // namespace rarebit

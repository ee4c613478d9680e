// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ops/ops.hpp"

#include "engine/jobs/job.hpp"
#include "gpu/abi/ops/block_extremes.h"
#include "gpu/abi/ops/convert.h"
#include "gpu/abi/ops/histogram.h"
#include "gpu/abi/ops/moments.h"
#include "gpu/abi/ops/pack_bits.h"
#include "gpu/abi/ops/quantise_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <mutex>

namespace rarebit::ops {
namespace {

static_assert(sizeof(rb_moments) == sizeof(Moments) && RB_MOMENTS_BLOCK == momentsBlock);
static_assert(offsetof(rb_moments, max) == offsetof(Moments, max));
static_assert(offsetof(rb_moments, infinite) == offsetof(Moments, infinite));

constexpr size_t step = size_t(1) << 16; // elements of a task: a multiple of momentsBlock and of 8

// Tasks of about `step` elements that begin at multiples of `unit`.
Status forTasks(size_t n, size_t unit, JobContext& job, const std::function<void(size_t, size_t)>& body) {
    const size_t run = std::max<size_t>(1, step / unit) * unit;
    return parallelFor(static_cast<int64_t>((n + run - 1) / run), job, [&](int64_t task) -> Status {
        const size_t first = static_cast<size_t>(task) * run;
        body(first, std::min(run, n - first));
        return Ok{};
    });
}

// The same, with runs cut at the ends of groups; a group above `step` elements becomes several tasks.
Status forRuns(size_t n, size_t group, JobContext& job, const std::function<void(size_t, size_t)>& body) {
    if (group <= step) return forTasks(n, group, job, body);
    return forTasks(n, 1, job, [&](size_t first, size_t count) {
        for (size_t at = first; at < first + count;) {
            const size_t end = std::min(first + count, (at / group + 1) * group);
            body(at, end - at);
            at = end;
        }
    });
}

Status sizesAgree(bool agree, const char* op) {
    if (agree) return Ok{};
    return internalError("sizes of the arguments do not agree", op);
}

size_t blocksOf(size_t n, size_t block) {
    return block > 0 ? (n + block - 1) / block : 0;
}

// One op on the device of the job: uploads, runs, downloads. The first failure stays.
class OnDevice {
public:
    OnDevice(const char* op, JobContext& job)
        : op_(op), device_(job.backend().device), function_(device_ ? device_->find(op) : nullptr) {
        static std::mutex mutex; // the contract: one call at a time
        if (function_) lock_ = std::unique_lock(mutex);
    }
    ~OnDevice() {
        for (rb_buffer* buffer : buffers_)
            device_->release(buffer);
    }
    OnDevice(const OnDevice&) = delete;
    OnDevice& operator=(const OnDevice&) = delete;
    /// Is there a device, and has it this op?
    explicit operator bool() const { return function_ != nullptr; }

    template <class T>
    rb_buffer* in(std::span<const T> values) {
        rb_buffer* buffer = make(values.size_bytes());
        if (buffer) check(device_->upload(buffer, values.data(), values.size_bytes()));
        return buffer;
    }
    template <class T>
    rb_buffer* out(std::span<T> values) {
        return make(values.size_bytes());
    }
    template <class Function, class... Arguments>
    void run(Arguments... arguments) {
        if (good_) check(reinterpret_cast<Function*>(function_)(arguments...));
    }
    template <class T>
    void get(const rb_buffer* buffer, std::span<T> values) {
        if (good_) check(device_->download(buffer, values.data(), values.size_bytes()));
    }
    Status status() const { return good_ ? Status(Ok{}) : Status(error_); }

private:
    rb_buffer* make(size_t bytes) {
        if (!good_) return nullptr;
        rb_buffer* buffer = device_->alloc(bytes);
        if (buffer)
            buffers_.push_back(buffer);
        else
            fail(outOfMemory(
                fmt::format("{} bytes do not fit in the GPU's memory ({})", bytes, device_->last_error()),
                op_,
                "use --backend cpu, or choose fewer parts with --parts"
            ));
        return buffer;
    }
    void check(int failed) {
        if (failed)
            fail(unsupported(
                fmt::format("{} failed: {}", device_->name, device_->last_error()),
                op_,
                "use --backend cpu, and report this"
            ));
    }
    void fail(Error error) {
        if (good_) error_ = std::move(error);
        good_ = false;
    }
    const char* op_;
    const rb_device* device_;
    rb_fn function_;
    std::unique_lock<std::mutex> lock_{};
    std::vector<rb_buffer*> buffers_{};
    bool good_ = true;
    Error error_{};
};

struct Conversion {
    const char *widenName = nullptr, *narrowName = nullptr;
    void (*widen)(const std::byte*, float*, size_t) = nullptr;
    void (*narrow)(const float*, std::byte*, size_t) = nullptr;
};
Result<Conversion> conversionOf(DType dtype) {
    const OpTable& cpu = cpuOps();
    switch (dtype) {
    case DType::f16:
        return Conversion{"f16_to_floats", "floats_to_f16", cpu.f16ToFloats, cpu.floatsToF16};
    case DType::bf16:
        return Conversion{"bf16_to_floats", "floats_to_bf16", cpu.bf16ToFloats, cpu.floatsToBf16};
    case DType::f8_e4m3:
        return Conversion{"e4m3_to_floats", "floats_to_e4m3", cpu.e4m3ToFloats, cpu.floatsToE4m3};
    case DType::f8_e5m2:
        return Conversion{"e5m2_to_floats", "floats_to_e5m2", cpu.e5m2ToFloats, cpu.floatsToE5m2};
    default:
        return unsupported(
            fmt::format("{} is no floating-point type of 8 or 16 bits", info(dtype).name),
            "element conversion",
            "use f16, bf16, f8_e4m3 or f8_e5m2"
        );
    }
}

} // namespace

Status widen(DType dtype, std::span<const std::byte> codes, std::span<float> floats, JobContext& job) {
    RB_TRY(const Conversion conversion, conversionOf(dtype));
    const auto size = static_cast<size_t>(info(dtype).blockBytes);
    RB_CHECK(sizesAgree(codes.size() == floats.size() * size, conversion.widenName));
    if (OnDevice gpu(conversion.widenName, job); gpu) {
        rb_buffer *from = gpu.in(codes), *to = gpu.out(floats);
        gpu.run<rb_widen>(from, floats.size(), to);
        gpu.get(to, floats);
        return gpu.status();
    }
    return forTasks(floats.size(), 1, job, [&](size_t first, size_t n) {
        conversion.widen(&codes[first * size], &floats[first], n);
    });
}

Status narrow(DType dtype, std::span<const float> floats, std::span<std::byte> codes, JobContext& job) {
    RB_TRY(const Conversion conversion, conversionOf(dtype));
    const auto size = static_cast<size_t>(info(dtype).blockBytes);
    RB_CHECK(sizesAgree(codes.size() == floats.size() * size, conversion.narrowName));
    if (OnDevice gpu(conversion.narrowName, job); gpu) {
        rb_buffer *from = gpu.in(floats), *to = gpu.out(codes);
        gpu.run<rb_narrow>(from, floats.size(), to);
        gpu.get(to, codes);
        return gpu.status();
    }
    return forTasks(floats.size(), 1, job, [&](size_t first, size_t n) {
        conversion.narrow(&floats[first], &codes[first * size], n);
    });
}

Status absmaxBlocks(std::span<const float> x, size_t block, std::span<float> out, JobContext& job) {
    RB_CHECK(sizesAgree(block > 0 && out.size() == blocksOf(x.size(), block), "absmax_blocks"));
    if (OnDevice gpu("absmax_blocks", job); gpu) {
        rb_buffer *from = gpu.in(x), *to = gpu.out(out);
        gpu.run<rb_absmax_blocks>(from, x.size(), block, to);
        gpu.get(to, out);
        return gpu.status();
    }
    if (block <= step)
        return forTasks(x.size(), block, job, [&](size_t first, size_t n) {
            cpuOps().absmaxBlocks(&x[first], n, block, &out[first / block]);
        });
    for (size_t i = 0; i < out.size(); ++i) { // few and large: from the maxima of pieces
        const auto piece = x.subspan(i * block, std::min(block, x.size() - i * block));
        std::vector<float> maxima(blocksOf(piece.size(), step));
        RB_CHECK(absmaxBlocks(piece, step, maxima, job));
        cpuOps().absmaxBlocks(maxima.data(), maxima.size(), maxima.size(), &out[i]);
    }
    return Ok{};
}

Status rangeBlocks(
    std::span<const float> x, size_t block, std::span<float> low, std::span<float> high, JobContext& job
) {
    const size_t blocks = blocksOf(x.size(), block);
    RB_CHECK(sizesAgree(block > 0 && low.size() == blocks && high.size() == blocks, "range_blocks"));
    if (OnDevice gpu("range_blocks", job); gpu) {
        rb_buffer *from = gpu.in(x), *a = gpu.out(low), *b = gpu.out(high);
        gpu.run<rb_range_blocks>(from, x.size(), block, a, b);
        gpu.get(a, low);
        gpu.get(b, high);
        return gpu.status();
    }
    if (block <= step)
        return forTasks(x.size(), block, job, [&](size_t first, size_t n) {
            cpuOps().rangeBlocks(&x[first], n, block, &low[first / block], &high[first / block]);
        });
    for (size_t i = 0; i < blocks; ++i) { // few and large: from the extremes of pieces
        const auto piece = x.subspan(i * block, std::min(block, x.size() - i * block));
        std::vector<float> lows(blocksOf(piece.size(), step)), highs(lows);
        RB_CHECK(rangeBlocks(piece, step, lows, highs, job));
        float unused = 0;
        cpuOps().rangeBlocks(lows.data(), lows.size(), lows.size(), &low[i], &unused);
        cpuOps().rangeBlocks(highs.data(), highs.size(), highs.size(), &unused, &high[i]);
    }
    return Ok{};
}

Result<Moments> moments(std::span<const float> x, JobContext& job) {
    std::vector<Moments> blocks(blocksOf(x.size(), momentsBlock));
    const auto onBlocks = [&](size_t first, size_t n) {
        for (size_t at = 0; at < n; at += momentsBlock)
            cpuOps().momentsBlock(
                &x[first + at], std::min(momentsBlock, n - at), &blocks[(first + at) / momentsBlock]
            );
    };
    if (OnDevice gpu("moments_blocks", job); gpu) {
        rb_buffer *from = gpu.in(x), *to = gpu.out(std::span(blocks));
        gpu.run<rb_moments_blocks>(from, x.size(), to);
        gpu.get(to, std::span(blocks));
        RB_CHECK(gpu.status());
    } else {
        RB_CHECK(forTasks(x.size(), momentsBlock, job, onBlocks));
    }
    Moments all;
    for (const Moments& block : blocks)
        all = combine(all, block);
    return all;
}

Status
histogram(std::span<const float> x, float low, float high, std::span<uint64_t> counts, JobContext& job) {
    RB_CHECK(sizesAgree(counts.size() > 3 && low < high, "histogram"));
    const auto bins = static_cast<uint32_t>(counts.size() - 3);
    if (OnDevice gpu("histogram", job); gpu) {
        rb_buffer *from = gpu.in(x), *to = gpu.in(std::span<const uint64_t>(counts));
        gpu.run<rb_histogram>(from, x.size(), low, high, bins, to);
        gpu.get(to, counts);
        return gpu.status();
    }
    std::mutex mutex; // counts add up to the same in any order
    return forTasks(x.size(), 1, job, [&](size_t first, size_t n) {
        std::vector<uint64_t> own(counts.size());
        cpuOps().histogram(&x[first], n, low, high, bins, own.data());
        const std::lock_guard lock(mutex);
        for (size_t i = 0; i < own.size(); ++i)
            counts[i] += own[i];
    });
}

Status quantiseGroups(
    std::span<const float> x,
    const Groups& groups,
    int low,
    int high,
    std::span<uint8_t> codes,
    JobContext& job
) {
    const size_t size = groups.size, count = blocksOf(x.size(), size);
    RB_CHECK(sizesAgree(
        size > 0 && groups.scales.size() == count && groups.zeros.size() == count && codes.size() == x.size(),
        "quantise_groups"
    ));
    if (OnDevice gpu("quantise_groups", job); gpu) {
        rb_buffer *from = gpu.in(x), *scales = gpu.in(groups.scales), *zeros = gpu.in(groups.zeros);
        rb_buffer* to = gpu.out(codes);
        gpu.run<rb_quantise_groups>(from, x.size(), size, scales, zeros, low, high, to);
        gpu.get(to, codes);
        return gpu.status();
    }
    return forRuns(x.size(), size, job, [&](size_t first, size_t n) {
        const size_t group = first / size;
        cpuOps().quantiseGroups(
            &x[first], n, size, &groups.scales[group], &groups.zeros[group], low, high, &codes[first]
        );
    });
}

Status dequantiseGroups(
    std::span<const uint8_t> codes, const Groups& groups, std::span<float> out, JobContext& job
) {
    const size_t size = groups.size, count = blocksOf(codes.size(), size);
    RB_CHECK(sizesAgree(
        size > 0 && groups.scales.size() == count && groups.zeros.size() == count &&
            codes.size() == out.size(),
        "dequantise_groups"
    ));
    if (OnDevice gpu("dequantise_groups", job); gpu) {
        rb_buffer *from = gpu.in(codes), *scales = gpu.in(groups.scales), *zeros = gpu.in(groups.zeros);
        rb_buffer* to = gpu.out(out);
        gpu.run<rb_dequantise_groups>(from, codes.size(), size, scales, zeros, to);
        gpu.get(to, out);
        return gpu.status();
    }
    return forRuns(codes.size(), size, job, [&](size_t first, size_t n) {
        const size_t group = first / size;
        cpuOps().dequantiseGroups(
            &codes[first], n, size, &groups.scales[group], &groups.zeros[group], &out[first]
        );
    });
}

Status packBits(std::span<const uint8_t> codes, int bits, std::span<std::byte> out, JobContext& job) {
    RB_CHECK(sizesAgree(bits >= 1 && bits <= 8 && out.size() == packedBytes(codes.size(), bits), "pack_bits")
    );
    if (OnDevice gpu("pack_bits", job); gpu) {
        rb_buffer *from = gpu.in(codes), *to = gpu.out(out);
        gpu.run<rb_pack_bits>(from, codes.size(), bits, to);
        gpu.get(to, out);
        return gpu.status();
    }
    return forTasks(codes.size(), 8, job, [&](size_t first, size_t n) {
        cpuOps().packBits(&codes[first], n, bits, &out[packedBytes(first, bits)]);
    });
}

Status unpackBits(std::span<const std::byte> in, int bits, std::span<uint8_t> codes, JobContext& job) {
    RB_CHECK(sizesAgree(bits >= 1 && bits <= 8 && in.size() == packedBytes(codes.size(), bits), "unpack_bits")
    );
    if (OnDevice gpu("unpack_bits", job); gpu) {
        rb_buffer *from = gpu.in(in), *to = gpu.out(codes);
        gpu.run<rb_unpack_bits>(from, codes.size(), bits, to);
        gpu.get(to, codes);
        return gpu.status();
    }
    return forTasks(codes.size(), 8, job, [&](size_t first, size_t n) {
        cpuOps().unpackBits(&in[packedBytes(first, bits)], n, bits, &codes[first]);
    });
}

} // namespace rarebit::ops

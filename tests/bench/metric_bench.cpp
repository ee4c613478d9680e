// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the metrics. Floors, measured in the same run: for sums one pass that reads both tensors; for SSIM
// one pass of five separable 11 x 11 filters in single precision, written plainly.
#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>

using namespace rarebit;

namespace {

volatile double sink = 0; // results that are used, so that nothing is optimised away

double seconds(const std::function<void()>& body) {
    double best = 1e30;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::chrono::steady_clock::now();
        body();
        best =
            std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

Asset assetOf(const char* kind, const char* role, DType dtype, std::vector<int64_t> shape, Bytes bytes) {
    Asset asset;
    asset.kind = kind;
    Part part;
    part.name = "data";
    part.role = role;
    asset.parts.push_back(memoryPart(std::move(part), TensorView{dtype, std::move(shape), std::move(bytes)}));
    return asset;
}

double timeMetric(const char* id, const Asset& a, const Asset& b, JobContext& job) {
    const auto metric = findMetric(id);
    const auto params = makeParams((*metric)->params, Json::object(), id);
    const std::vector<std::string> parts{"data"};
    return seconds([&] {
        const auto value = (*metric)->measure({a, b, parts, *params, nullptr}, job);
        sink = sink + (value ? value->value : 0);
    });
}

// Reads every byte with eight independent sums.
double timeRead(const Bytes& a, const Bytes& b, JobContext& job) {
    constexpr int64_t block = 1 << 20;
    return seconds([&] {
        const auto blocks = static_cast<int64_t>(a.size()) / block;
        std::vector<uint64_t> sums(static_cast<size_t>(blocks));
        const Status status = parallelFor(blocks, job, [&](int64_t i) -> Status {
            std::array<uint64_t, 8> sum{};
            for (const auto* bytes : {&a, &b})
                for (int64_t at = i * block; at < (i + 1) * block; at += 64) {
                    std::array<uint64_t, 8> words;
                    std::memcpy(words.data(), bytes->data() + at, 64);
                    for (size_t k = 0; k < 8; ++k)
                        sum[k] ^= words[k];
                }
            for (const uint64_t s : sum)
                sums[static_cast<size_t>(i)] ^= s;
            return Ok{};
        });
        for (const uint64_t s : sums)
            sink = sink + static_cast<double>(s & 1);
        if (!status) sink = sink + 1;
    });
}

void benchSums(DType dtype, size_t elementBytes, JobContext& job) {
    const int64_t count = int64_t(256) << 20;
    std::vector<std::byte> x(static_cast<size_t>(count)), y(x.size());
    Rng rng(1, "bench");
    for (size_t i = 0; i < x.size(); i += elementBytes) { // exponents and signs stay small
        const uint32_t word = (rng.next32() & 0x00FF'FFFF) | 0x3C00'0000;
        const uint32_t half = (word & 0x3FF) | 0x3C00;
        std::memcpy(x.data() + i, elementBytes == 2 ? &half : &word, elementBytes);
        std::memcpy(y.data() + i, elementBytes == 2 ? &half : &word, elementBytes);
        y[i] ^= std::byte{3};
    }
    const std::vector<int64_t> shape{1024, count / 1024 / static_cast<int64_t>(elementBytes)};
    const Bytes a = ownBytes(std::move(x)), b = ownBytes(std::move(y));
    const Asset original = assetOf("tensor", "weight", dtype, shape, a),
                decoded = assetOf("tensor", "weight", dtype, shape, b);
    const double floor = timeRead(a, b, job);
    const double gigabytes = 2.0 * static_cast<double>(count) / 1e9;
    for (const auto* id : {"rel_l2", "mse"}) {
        const double time = timeMetric(id, original, decoded, job);
        fmt::print(
            "{:8} {:4} {:6.2f} GB/s, reading {:6.2f} GB/s: {:.2f} of it\n",
            id,
            info(dtype).name,
            gigabytes / time,
            gigabytes / floor,
            floor / time
        );
    }
}

// x, y, x^2, y^2, xy through rows, then columns, of an 11-tap filter: the work that the textbook form needs.
void naiveFilters(const std::vector<float>& x, const std::vector<float>& y, int64_t rows, int64_t columns) {
    std::array<float, 11> taps;
    taps.fill(1.0F / 11);
    std::vector<float> image(x.size()), half(x.size()), whole(x.size());
    for (int which = 0; which < 5; ++which) {
        for (size_t i = 0; i < x.size(); ++i)
            image[i] = which == 0   ? x[i]
                       : which == 1 ? y[i]
                       : which == 2 ? x[i] * x[i]
                       : which == 3 ? y[i] * y[i]
                                    : x[i] * y[i];
        for (int64_t r = 0; r < rows; ++r)
            for (int64_t c = 0; c + 11 <= columns; ++c) {
                float sum = 0;
                for (int k = 0; k < 11; ++k)
                    sum += taps[static_cast<size_t>(k)] * image[static_cast<size_t>(r * columns + c + k)];
                half[static_cast<size_t>(r * columns + c)] = sum;
            }
        for (int64_t r = 0; r + 11 <= rows; ++r)
            for (int64_t c = 0; c < columns; ++c) {
                float sum = 0;
                for (int k = 0; k < 11; ++k)
                    sum += taps[static_cast<size_t>(k)] * half[static_cast<size_t>((r + k) * columns + c)];
                whole[static_cast<size_t>(r * columns + c)] = sum;
            }
        sink = sink + static_cast<double>(whole[x.size() / 2]);
    }
}

void benchSsim(JobContext& job) {
    const int64_t rows = 2048, columns = 2048;
    std::vector<uint8_t> samples;
    std::vector<float> x, y;
    Rng rng(2, "picture");
    for (int64_t i = 0; i < rows * columns; ++i) {
        samples.push_back(static_cast<uint8_t>(rng.next32()));
        x.push_back(samples.back());
        y.push_back(static_cast<float>(samples.back() ^ 5));
    }
    auto changed = samples;
    for (auto& sample : changed)
        sample ^= 5;
    const Asset a = assetOf("image", "image", DType::u8, {rows, columns, 1}, ownBytes(std::move(samples)));
    const Asset b = assetOf("image", "image", DType::u8, {rows, columns, 1}, ownBytes(std::move(changed)));
    const double pixels = static_cast<double>(rows * columns) / 1e6;
    const double floor = seconds([&] { naiveFilters(x, y, rows, columns); });
    for (const auto* id : {"ssim", "ms_ssim", "psnr_db"}) {
        const double time = timeMetric(id, a, b, job);
        fmt::print(
            "{:8} u8   {:6.1f} MP/s, five plain filters {:6.1f} MP/s: {:.2f} times as fast\n",
            id,
            pixels / time,
            pixels / floor,
            floor / time
        );
    }
}

} // namespace

int main() {
    for (const int threads : {1, 0}) {
        JobOptions options;
        options.threads = threads;
        JobContext job(options);
        fmt::print("{} thread{}\n", job.threads(), job.threads() == 1 ? "" : "s");
        benchSums(DType::f32, 4, job);
        benchSums(DType::f16, 2, job);
        benchSsim(job);
    }
}

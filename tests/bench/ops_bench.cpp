// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of statistics against one pass that reads the tensor (all threads), and of quantising and packing
// against memcpy of the same floats (one thread). Floors are measured in the same run; processor time of all
// threads, so that other programs on the machine count little.
#include "engine/blocks/stats.hpp"
#include "engine/jobs/job.hpp"
#include "engine/ops/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>

using namespace rarebit;

namespace {

volatile double sink = 0; // results that are used, so that nothing is optimised away

double seconds(const std::function<void()>& body) {
    double best = 1e30;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::clock();
        body();
        best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

// Reads every byte with eight independent sums.
double timeRead(const Bytes& bytes, JobContext& job) {
    constexpr int64_t block = 1 << 20;
    const auto blocks = static_cast<int64_t>(bytes.size()) / block;
    std::vector<uint64_t> sums(static_cast<size_t>(blocks));
    return seconds([&] {
        const Status status = parallelFor(blocks, job, [&](int64_t i) -> Status {
            std::array<uint64_t, 8> sum{};
            for (int64_t at = i * block; at < (i + 1) * block; at += 64) {
                std::array<uint64_t, 8> words{};
                std::memcpy(words.data(), bytes.data() + at, sizeof words);
                for (size_t k = 0; k < 8; ++k)
                    sum[k] += words[k];
            }
            for (const uint64_t value : sum)
                sums[static_cast<size_t>(i)] += value;
            return Ok{};
        });
        sink = sink + (status ? static_cast<double>(sums[0]) : 0);
    });
}

void statistics(const char* name, DType dtype, const Bytes& bytes, JobContext& job) {
    const auto count = static_cast<int64_t>(bytes.size()) / info(dtype).blockBytes;
    Part part;
    part.name = name;
    const Part whole = memoryPart(part, TensorView{dtype, {count / 1024, 1024}, bytes});
    const double floor = timeRead(bytes, job);
    const double found = seconds([&] {
        const auto json = partStatistics(whole, job);
        sink = sink + (json ? json->at("mean").asDouble() : 0);
    });
    const double gigabytes = static_cast<double>(bytes.size()) * 1e-9;
    fmt::print(
        "statistics of {}: {:.2f} GB/s a core, {:.0f} % of one read at {:.2f} GB/s a core\n",
        name,
        gigabytes / found,
        100 * floor / found,
        gigabytes / floor
    );
}

// The one-pass part alone: count, mean, second to fourth moments, range, zeros, NaN and infinities.
void moments(const Bytes& bytes, JobContext& job) {
    constexpr int64_t task = 64; // blocks
    const auto* values = reinterpret_cast<const float*>(bytes.data());
    const auto tasks = static_cast<int64_t>(bytes.size() / sizeof(float) / momentsBlock) / task;
    std::vector<Moments> found(static_cast<size_t>(tasks));
    const double floor = timeRead(bytes, job);
    const double took = seconds([&] {
        const Status status = parallelFor(tasks, job, [&](int64_t t) -> Status {
            Moments sum;
            for (int64_t b = t * task; b < (t + 1) * task; ++b) {
                Moments block;
                cpuOps().momentsBlock(values + static_cast<size_t>(b) * momentsBlock, momentsBlock, &block);
                sum = combine(sum, block);
            }
            found[static_cast<size_t>(t)] = sum;
            return Ok{};
        });
        sink = sink + (status ? found[0].mean : 0);
    });
    const double gigabytes = static_cast<double>(bytes.size()) * 1e-9;
    fmt::print(
        "moments of f32: {:.2f} GB/s a core, {:.0f} % of one read at {:.2f} GB/s a core\n",
        gigabytes / took,
        100 * floor / took,
        gigabytes / floor
    );
}

// In pieces that stay in cache, as rtn works: range, codes, packed bits.
void quantisation(const std::vector<float>& x, int bits) {
    constexpr size_t piece = 1 << 14, group = 128;
    std::vector<float> copy(x.size()), low(piece / group), high(low), scale(low), zero(low);
    std::vector<uint8_t> codes(piece);
    std::vector<std::byte> packed(packedBytes(x.size(), bits));
    const OpTable& ops = cpuOps();
    const auto top = static_cast<float>((1 << bits) - 1);
    const double floor = seconds([&] {
        std::memcpy(copy.data(), x.data(), x.size() * sizeof(float));
        sink = sink + static_cast<double>(copy[x.size() / 2]);
    });
    const double found = seconds([&] {
        for (size_t at = 0; at < x.size(); at += piece) {
            ops.rangeBlocks(&x[at], piece, group, low.data(), high.data());
            for (size_t g = 0; g < low.size(); ++g) {
                scale[g] = (std::max(high[g], 0.f) - std::min(low[g], 0.f)) / top;
                zero[g] = std::nearbyint(-std::min(low[g], 0.f) / scale[g]);
            }
            ops.quantiseGroups(
                &x[at], piece, group, scale.data(), zero.data(), 0, static_cast<int>(top), codes.data()
            );
            ops.packBits(codes.data(), piece, bits, &packed[packedBytes(at, bits)]);
        }
        sink = sink + std::to_integer<int>(packed[packed.size() / 2]);
    });
    const double gigabytes = static_cast<double>(x.size()) * sizeof(float) * 1e-9;
    fmt::print(
        "quantise and pack {} bits: {:.2f} GB/s a core, {:.0f} % of memcpy at {:.2f} GB/s a core\n",
        bits,
        gigabytes / found,
        100 * floor / found,
        gigabytes / floor
    );
}

} // namespace

int main() {
    JobContext job;
    Rng rng(1, "bench");
    std::vector<float> weights(size_t(1) << 26);
    for (size_t i = 0; i < weights.size(); ++i)
        weights[i] = i < 1 << 20 ? static_cast<float>(0.02 * rng.normal()) : weights[i % (1 << 20)];
    std::vector<std::byte> half(weights.size() * 2), brain(half);
    cpuOps().floatsToF16(weights.data(), half.data(), weights.size());
    cpuOps().floatsToBf16(weights.data(), brain.data(), weights.size());
    fmt::print("{} threads, {}\n", job.threads(), cpuOps().name);
    moments(ownBytes(weights), job);
    statistics("f32", DType::f32, ownBytes(weights), job);
    statistics("f16", DType::f16, ownBytes(half), job);
    statistics("bf16", DType::bf16, ownBytes(brain), job);
    statistics("u8", DType::u8, ownBytes(half), job);
    for (const int bits : {3, 4, 8})
        quantisation(weights, bits);
}

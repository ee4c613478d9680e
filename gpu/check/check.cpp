// SPDX-License-Identifier: GPL-3.0-or-later
// Compares every slot of the device with plain loops over odd sizes and special values. Exit code 0: all
// alike, 1: some differ, 3: there is no device.
#include "gpu/abi/ops/block_extremes.h"
#include "gpu/abi/ops/convert.h"
#include "gpu/abi/ops/histogram.h"
#include "gpu/abi/ops/moments.h"
#include "gpu/abi/ops/pack_bits.h"
#include "gpu/abi/ops/quantise_groups.h"
#include "gpu/ops/arithmetic.hpp"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

extern "C" const rb_device* rb_open(const char** why);

namespace {

using namespace rb_gpu;

const rb_device* device = nullptr;
int failures = 0;

void report(const std::string& what, size_t n, bool good) {
    if (good) return;
    ++failures;
    std::printf("differs: %s, %zu elements: %s\n", what.c_str(), n, device->last_error());
}

// Memory of the device that is given back.
class Buffer {
public:
    explicit Buffer(size_t bytes) : bytes_(bytes), buffer_(device->alloc(bytes)) {}
    template <class T>
    explicit Buffer(const std::vector<T>& values) : Buffer(values.size() * sizeof(T)) {
        if (buffer_ && device->upload(buffer_, values.data(), bytes_) != 0) ++failures;
    }
    ~Buffer() { device->release(buffer_); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    operator rb_buffer*() const { return buffer_; }
    template <class T>
    std::vector<T> get() const {
        std::vector<T> out(bytes_ / sizeof(T));
        if (!buffer_ || device->download(buffer_, out.data(), bytes_) != 0) ++failures;
        return out;
    }

private:
    size_t bytes_;
    rb_buffer* buffer_;
};

template <class Function>
Function* find(const char* op) {
    auto* function = reinterpret_cast<Function*>(device->find(op));
    if (!function) ++failures, std::printf("missing: %s\n", op);
    return function;
}

uint64_t state = 88'172'645'463'325'252u;
uint32_t next() { // xorshift64
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<uint32_t>(state >> 32);
}
std::vector<float> anyFloats(size_t n) {
    std::vector<float> out(n);
    for (auto& value : out)
        value = floatOf(next());
    return out;
}
std::vector<float> tameFloats(size_t n) {
    std::vector<float> out(n);
    for (auto& value : out)
        value = static_cast<float>(static_cast<int>(next() % 20'001) - 10'000) / 997;
    return out;
}
bool sameFloats(const std::vector<float>& a, const std::vector<float>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float x, float y) {
        return bitsOf(x) == bitsOf(y) || (x != x && y != y);
    });
}

template <class Code>
void checkFormat(const std::string& name, Format format, size_t n) {
    const auto floats = anyFloats(n);
    std::vector<Code> codes(n), expectedCodes;
    std::vector<float> expected;
    for (auto& code : codes) {
        code = static_cast<Code>(next());
        expected.push_back(widened(format, code));
    }
    for (const float value : floats)
        expectedCodes.push_back(static_cast<Code>(narrowed(format, value)));
    if (auto* widen = find<rb_widen>((name + "_to_floats").c_str())) {
        const Buffer from(codes), to(n * sizeof(float));
        report(name + "_to_floats", n, widen(from, n, to) == 0 && sameFloats(to.get<float>(), expected));
    }
    if (auto* narrow = find<rb_narrow>(("floats_to_" + name).c_str())) {
        const Buffer from(floats), to(n * sizeof(Code));
        report("floats_to_" + name, n, narrow(from, n, to) == 0 && to.get<Code>() == expectedCodes);
    }
}

void checkExtremes(size_t n, size_t block) {
    const auto x = anyFloats(n);
    std::vector<float> low, high, absmax;
    for (size_t at = 0; at < n; at += block) {
        int32_t least = INT32_MAX, most = INT32_MIN;
        uint32_t largest = 0;
        for (size_t i = at; i < std::min(n, at + block); ++i) {
            least = std::min(least, orderKey(x[i]));
            most = std::max(most, orderKey(x[i]));
            largest = std::max(largest, bitsOf(x[i]) & 0x7FFFFFFF);
        }
        low.push_back(valueOfKey(least));
        high.push_back(valueOfKey(most));
        absmax.push_back(floatOf(largest));
    }
    const Buffer from(x), a(low.size() * 4), b(low.size() * 4), c(low.size() * 4);
    if (auto* op = find<rb_absmax_blocks>("absmax_blocks"))
        report("absmax_blocks", n, op(from, n, block, c) == 0 && sameFloats(c.get<float>(), absmax));
    if (auto* op = find<rb_range_blocks>("range_blocks"))
        report(
            "range_blocks",
            n,
            op(from, n, block, a, b) == 0 && sameFloats(a.get<float>(), low) &&
                sameFloats(b.get<float>(), high)
        );
}

bool close(double a, double b, double scale) {
    return std::abs(a - b) <= 1e-12 * scale + 1e-300;
}

void checkMoments(size_t n) {
    auto x = tameFloats(n);
    if (n > 10) x[3] = NAN, x[5] = INFINITY, x[7] = -INFINITY, x[8] = 0;
    const size_t blocks = (n + RB_MOMENTS_BLOCK - 1) / RB_MOMENTS_BLOCK;
    const Buffer from(x), to(blocks * sizeof(rb_moments));
    auto* op = find<rb_moments_blocks>("moments_blocks");
    if (!op || op(from, n, to) != 0) return report("moments_blocks", n, false);
    const auto found = to.get<rb_moments>();
    for (size_t block = 0; block < blocks; ++block) {
        Sums sums;
        Powers powers;
        double size = 0, size3 = 0;
        const size_t begin = block * RB_MOMENTS_BLOCK, end = std::min(n, begin + RB_MOMENTS_BLOCK);
        for (size_t i = begin; i < end; ++i)
            add(sums, x[i]);
        for (size_t i = begin; i < end; ++i) {
            if (isFinite(x[i])) {
                size += std::abs(double(x[i]));
                size3 += std::pow(std::abs(x[i] - meanOf(sums)), 3);
            }
            add(powers, x[i], meanOf(sums));
        }
        const rb_moments expected = momentsOf(sums, powers), got = found[block];
        report(
            "moments_blocks",
            n,
            got.count == expected.count && got.zeros == expected.zeros && got.nan == expected.nan &&
                got.infinite == expected.infinite && got.min == expected.min && got.max == expected.max &&
                close(got.mean, expected.mean, size) && close(got.m2, expected.m2, expected.m2) &&
                close(got.m3, expected.m3, size3) && close(got.m4, expected.m4, expected.m4)
        );
    }
}

void checkHistogram(size_t n) {
    auto x = tameFloats(n);
    if (n > 3) x[1] = NAN, x[2] = 1e9f, x[3] = -1e9f;
    for (const uint32_t bins : {1u, 7u, 1000u}) {
        std::vector<uint64_t> expected(bins + 3, 5);
        const Buffer from(x), to(expected);
        for (const float value : x)
            ++expected[binOf(value, -8.f, 9.f, bins)];
        if (auto* op = find<rb_histogram>("histogram"))
            report("histogram", n, op(from, n, -8.f, 9.f, bins, to) == 0 && to.get<uint64_t>() == expected);
    }
}

void checkQuantise(size_t n, size_t group) {
    const auto x = tameFloats(n);
    std::vector<float> scale, zero, expected;
    std::vector<uint8_t> codes;
    for (size_t g = 0; g < (n + group - 1) / group; ++g) {
        scale.push_back(0.1f + static_cast<float>(next() % 1000) / 500);
        zero.push_back(static_cast<float>(next() % 16));
    }
    for (size_t i = 0; i < n; ++i) {
        codes.push_back(quantised(x[i], scale[i / group], zero[i / group], 0, 15));
        expected.push_back(dequantised(codes[i], scale[i / group], zero[i / group]));
    }
    const Buffer from(x), s(scale), z(zero), to(n), back(n * 4);
    auto* quantise = find<rb_quantise_groups>("quantise_groups");
    auto* dequantise = find<rb_dequantise_groups>("dequantise_groups");
    if (!quantise || !dequantise) return;
    report(
        "quantise_groups", n, quantise(from, n, group, s, z, 0, 15, to) == 0 && to.get<uint8_t>() == codes
    );
    report(
        "dequantise_groups",
        n,
        dequantise(to, n, group, s, z, back) == 0 && sameFloats(back.get<float>(), expected)
    );
}

void checkPacking(size_t n) {
    for (int bits = 1; bits <= 8; ++bits) {
        std::vector<uint8_t> codes(n), expected;
        for (auto& code : codes)
            code = static_cast<uint8_t>(next() & ((1u << bits) - 1));
        for (size_t i = 0; i < packedBytes(n, bits); ++i)
            expected.push_back(packedByte(codes.data(), n, bits, i));
        const Buffer from(codes), to(expected.size()), back(n);
        auto* pack = find<rb_pack_bits>("pack_bits");
        auto* unpack = find<rb_unpack_bits>("unpack_bits");
        if (!pack || !unpack) return;
        report("pack_bits", n, pack(from, n, bits, to) == 0 && to.get<uint8_t>() == expected);
        report("unpack_bits", n, unpack(to, n, bits, back) == 0 && back.get<uint8_t>() == codes);
    }
}

} // namespace

int main() {
    const char* why = nullptr;
    device = rb_open(&why);
    if (!device) {
        std::printf("not checked: %s\n", why);
        return 3;
    }
    std::printf("%s\n", device->name);
    for (const size_t n : {1, 2, 3, 31, 33, 127, 257, 4'095, 4'097, 100'003, 3'000'001}) {
        checkFormat<uint16_t>("f16", f16(), n);
        checkFormat<uint16_t>("bf16", bf16(), n);
        checkFormat<uint8_t>("e4m3", e4m3(), n);
        checkFormat<uint8_t>("e5m2", e5m2(), n);
        for (const size_t block : {1, 32, 100, 5'000}) {
            checkExtremes(n, block);
            checkQuantise(n, block);
        }
        checkMoments(n);
        checkHistogram(n);
        checkPacking(n);
    }
    std::printf("%d differences\n", failures);
    return failures == 0 ? 0 : 1;
}

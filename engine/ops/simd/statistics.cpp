// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges, moments and histograms.
#include "engine/ops/simd/targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/ops/simd/statistics.cpp"
#include "engine/ops/simd/slots.hpp"

#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cmath>

HWY_BEFORE_NAMESPACE();
namespace rarebit::simd::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;
using F = hn::ScalableTag<float>;
using I = hn::RebindToSigned<F>;
using H = hn::Rebind<float, hn::ScalableTag<double>>; // half a vector of floats
using D = hn::ScalableTag<double>;

int32_t orderKey(float v) {
    const auto bits = std::bit_cast<int32_t>(v);
    return bits < 0 ? bits ^ 0x7FFFFFFF : bits;
}
float fromOrderKey(int32_t key) {
    return std::bit_cast<float>(key < 0 ? key ^ 0x7FFFFFFF : key);
}
template <class V>
V orderKeys(V bits) {
    return hn::Xor(bits, hn::And(hn::ShiftRight<31>(bits), hn::Set(I(), 0x7FFFFFFF)));
}

struct KeyRange {
    int32_t low, high;
};
KeyRange rangeOf(const float* x, size_t n) {
    const I d;
    const size_t lanes = hn::Lanes(d);
    KeyRange range{orderKey(x[0]), orderKey(x[0])};
    size_t i = 0;
    if (n >= 2 * lanes) {
        auto low0 = hn::Set(d, range.low), high0 = low0, low1 = low0, high1 = low0;
        for (; i + 2 * lanes <= n; i += 2 * lanes) {
            const auto a = orderKeys(hn::BitCast(d, hn::LoadU(F(), x + i)));
            const auto b = orderKeys(hn::BitCast(d, hn::LoadU(F(), x + i + lanes)));
            low0 = hn::Min(low0, a);
            high0 = hn::Max(high0, a);
            low1 = hn::Min(low1, b);
            high1 = hn::Max(high1, b);
        }
        range.low = hn::GetLane(hn::MinOfLanes(d, hn::Min(low0, low1)));
        range.high = hn::GetLane(hn::MaxOfLanes(d, hn::Max(high0, high1)));
    }
    for (; i < n; ++i) {
        range.low = std::min(range.low, orderKey(x[i]));
        range.high = std::max(range.high, orderKey(x[i]));
    }
    return range;
}

void rangeBlocks(const float* x, size_t n, size_t block, float* low, float* high) {
    for (size_t at = 0; at < n; at += block) {
        const KeyRange range = rangeOf(x + at, std::min(block, n - at));
        *low++ = fromOrderKey(range.low);
        *high++ = fromOrderKey(range.high);
    }
}

void absmaxBlocks(const float* x, size_t n, size_t block, float* out) {
    const I d;
    const size_t lanes = hn::Lanes(d);
    const auto mask = hn::Set(d, 0x7FFFFFFF);
    for (size_t at = 0; at < n; at += block) {
        const size_t end = std::min(n, at + block);
        size_t i = at;
        auto largest0 = hn::Zero(d), largest1 = hn::Zero(d);
        for (; i + 2 * lanes <= end; i += 2 * lanes) {
            largest0 = hn::Max(largest0, hn::And(mask, hn::BitCast(d, hn::LoadU(F(), x + i))));
            largest1 = hn::Max(largest1, hn::And(mask, hn::BitCast(d, hn::LoadU(F(), x + i + lanes))));
        }
        int32_t largest = hn::GetLane(hn::MaxOfLanes(d, hn::Max(largest0, largest1)));
        for (; i < end; ++i)
            largest = std::max(largest, std::bit_cast<int32_t>(x[i]) & 0x7FFFFFFF);
        *out++ = std::bit_cast<float>(largest);
    }
}

double sum(hn::Vec<D> a, hn::Vec<D> b) {
    return hn::GetLane(hn::SumOfLanes(D(), hn::Add(a, b)));
}

// Two passes over a block that stays in cache: sum and range, then powers of the deviation from the mean.
void momentsOf(const float* x, size_t n, Moments* out) {
    const F f;
    const I d;
    const H h;
    const D w;
    const size_t lanes = hn::Lanes(f), whole = n / lanes * lanes;
    auto sum0 = hn::Zero(w), sum1 = hn::Zero(w);
    auto low = hn::Set(d, INT32_MAX), high = hn::Set(d, INT32_MIN), zeros = hn::Zero(d);
    for (size_t i = 0; i < whole; i += lanes) {
        const auto v = hn::LoadU(f, x + i);
        const auto key = orderKeys(hn::BitCast(d, v));
        low = hn::Min(low, key);
        high = hn::Max(high, key);
        zeros = hn::Sub(zeros, hn::BitCast(d, hn::VecFromMask(f, hn::Eq(v, hn::Zero(f)))));
        sum0 = hn::Add(sum0, hn::PromoteTo(w, hn::LowerHalf(h, v)));
        sum1 = hn::Add(sum1, hn::PromoteTo(w, hn::UpperHalf(h, v)));
    }
    int32_t lowest = hn::GetLane(hn::MinOfLanes(d, low)), highest = hn::GetLane(hn::MaxOfLanes(d, high));
    double total = sum(sum0, sum1);
    uint64_t zeroCount = static_cast<uint64_t>(hn::GetLane(hn::SumOfLanes(d, zeros)));
    for (size_t i = whole; i < n; ++i) {
        lowest = std::min(lowest, orderKey(x[i]));
        highest = std::max(highest, orderKey(x[i]));
        zeroCount += x[i] == 0;
        total += static_cast<double>(x[i]);
    }
    if (n == 0 || !std::isfinite(fromOrderKey(lowest)) || !std::isfinite(fromOrderKey(highest)))
        return referenceOps().momentsBlock(x, n, out); // rare: values to leave out

    Moments m;
    m.count = n;
    m.zeros = zeroCount;
    m.min = fromOrderKey(lowest);
    m.max = fromOrderKey(highest);
    m.mean = total / static_cast<double>(n);
    const auto mean = hn::Set(w, m.mean);
    auto a2 = hn::Zero(w), b2 = a2, a3 = a2, b3 = a2, a4 = a2, b4 = a2;
    for (size_t i = 0; i < whole; i += lanes) {
        const auto v = hn::LoadU(f, x + i);
        const auto a = hn::Sub(hn::PromoteTo(w, hn::LowerHalf(h, v)), mean);
        const auto b = hn::Sub(hn::PromoteTo(w, hn::UpperHalf(h, v)), mean);
        const auto aa = hn::Mul(a, a), bb = hn::Mul(b, b);
        a2 = hn::Add(a2, aa);
        b2 = hn::Add(b2, bb);
        a3 = hn::MulAdd(aa, a, a3);
        b3 = hn::MulAdd(bb, b, b3);
        a4 = hn::MulAdd(aa, aa, a4);
        b4 = hn::MulAdd(bb, bb, b4);
    }
    m.m2 = sum(a2, b2);
    m.m3 = sum(a3, b3);
    m.m4 = sum(a4, b4);
    for (size_t i = whole; i < n; ++i) {
        const double e = static_cast<double>(x[i]) - m.mean;
        m.m2 += e * e;
        m.m3 += e * e * e;
        m.m4 += e * e * e * e;
    }
    *out = m;
}

// Indices by vector, counters one by one: bins 0 to bins-1, then below, above, NaN.
void histogram(const float* x, size_t n, float low, float high, uint32_t bins, uint64_t* counts) {
    const F f;
    const I d;
    const size_t lanes = hn::Lanes(f);
    const float perUnit = static_cast<float>(bins) / (high - low);
    const auto lows = hn::Set(f, low), highs = hn::Set(f, high), scale = hn::Set(f, perUnit);
    const auto below = hn::Set(d, static_cast<int32_t>(bins)),
               above = hn::Set(d, static_cast<int32_t>(bins) + 1);
    const auto nan = hn::Set(d, static_cast<int32_t>(bins) + 2),
               last = hn::Set(d, static_cast<int32_t>(bins) - 1);
    HWY_ALIGN int32_t index[hn::MaxLanes(d)];
    HWY_ALIGN float padded[hn::MaxLanes(f)] = {};
    for (size_t i = 0; i < n; i += lanes) {
        const size_t count = std::min(lanes, n - i);
        const float* from = x + i;
        if (count < lanes) {
            std::copy_n(from, count, padded);
            from = padded;
        }
        const auto v = hn::LoadU(f, from);
        // Out of range lanes are clamped before the conversion and named after it.
        const auto inside = hn::Min(hn::Max(v, lows), highs);
        auto bin = hn::Min(hn::ConvertTo(d, hn::Mul(hn::Sub(inside, lows), scale)), last);
        bin = hn::IfThenElse(hn::RebindMask(d, hn::Lt(v, lows)), below, bin);
        bin = hn::IfThenElse(hn::RebindMask(d, hn::Gt(v, highs)), above, bin);
        bin = hn::IfThenElse(hn::RebindMask(d, hn::IsNaN(v)), nan, bin);
        hn::Store(bin, d, index);
        for (size_t lane = 0; lane < count; ++lane)
            ++counts[static_cast<uint32_t>(index[lane])];
    }
}

} // namespace
} // namespace rarebit::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rarebit::simd {

HWY_EXPORT(absmaxBlocks);
HWY_EXPORT(rangeBlocks);
HWY_EXPORT(momentsOf);
HWY_EXPORT(histogram);

void fillStatistics(OpTable& table) {
    table.absmaxBlocks = &HWY_DYNAMIC_DISPATCH(absmaxBlocks);
    table.rangeBlocks = &HWY_DYNAMIC_DISPATCH(rangeBlocks);
    table.momentsBlock = &HWY_DYNAMIC_DISPATCH(momentsOf);
    table.histogram = &HWY_DYNAMIC_DISPATCH(histogram);
}

} // namespace rarebit::simd
#endif

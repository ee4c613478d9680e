// SPDX-License-Identifier: GPL-3.0-or-later
// Quantisation by groups. Division, rounding and products are exact IEEE operations: the codes and values are
// those of the reference on every CPU.
#include "engine/ops/simd/targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/ops/simd/quantise.cpp"
#include "engine/ops/simd/slots.hpp"

// The order matters.
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

#include <algorithm>
#include <cmath>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace rarebit::simd::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;
using F = hn::ScalableTag<float>;
using I = hn::RebindToSigned<F>;
using U8 = hn::Rebind<uint8_t, F>;
using V = hn::Vec<F>;

struct Grid {
    V scale, zero, low, high;
    Grid(float s, float z, int l, int h)
        : scale(hn::Set(F(), s)), zero(hn::Set(F(), z)), low(hn::Set(F(), static_cast<float>(l))),
          high(hn::Set(F(), static_cast<float>(h))) {}
    V code(V x) const { return hn::Min(hn::Max(hn::Add(hn::Round(hn::Div(x, scale)), zero), low), high); }
};

void quantiseGroups(
    const float* x,
    size_t n,
    size_t group,
    const float* scale,
    const float* zero,
    int low,
    int high,
    uint8_t* codes
) {
    const F f;
    const I d;
    const U8 bytes;
    const size_t lanes = hn::Lanes(f);
    HWY_ALIGN float padded[hn::MaxLanes(f)] = {};
    HWY_ALIGN uint8_t result[hn::MaxLanes(f)];
    for (size_t at = 0; at < n; at += group) {
        const Grid grid(*scale++, *zero++, low, high);
        const size_t end = std::min(n, at + group);
        size_t i = at;
        for (; i + lanes <= end; i += lanes)
            hn::StoreU(
                hn::DemoteTo(bytes, hn::ConvertTo(d, grid.code(hn::LoadU(f, x + i)))), bytes, codes + i
            );
        if (i == end) continue;
        std::memcpy(padded, x + i, (end - i) * sizeof(float));
        hn::StoreU(hn::DemoteTo(bytes, hn::ConvertTo(d, grid.code(hn::Load(f, padded)))), bytes, result);
        std::memcpy(codes + i, result, end - i);
    }
}

void dequantiseGroups(
    const uint8_t* codes, size_t n, size_t group, const float* scale, const float* zero, float* out
) {
    const F f;
    const I d;
    const U8 bytes;
    const size_t lanes = hn::Lanes(f);
    for (size_t at = 0; at < n; at += group, ++scale, ++zero) {
        const auto s = hn::Set(f, *scale), z = hn::Set(f, *zero);
        const size_t end = std::min(n, at + group);
        size_t i = at;
        for (; i + lanes <= end; i += lanes) {
            const auto code = hn::ConvertTo(f, hn::PromoteTo(d, hn::LoadU(bytes, codes + i)));
            hn::StoreU(hn::Mul(s, hn::Sub(code, z)), f, out + i);
        }
        for (; i < end; ++i)
            out[i] = *scale * (static_cast<float>(codes[i]) - *zero);
    }
}

// In units of the scale, so that nothing underflows: |e|^2.4 = e^2 exp(0.4 log |e|).
double clipError(const float* x, size_t n, float scale, float zero, int low, int high) {
    const F f;
    const hn::Rebind<float, hn::ScalableTag<double>> h;
    const hn::ScalableTag<double> w;
    const size_t lanes = hn::Lanes(f);
    const Grid grid(scale, zero, low, high);
    const auto unit = hn::Set(f, 1.0f / std::abs(scale)), power = hn::Set(f, 0.4f);
    const auto tiny = hn::Set(f, 1e-12f);
    auto sum0 = hn::Zero(w), sum1 = sum0;
    HWY_ALIGN float padded[hn::MaxLanes(f)];
    for (size_t i = 0; i < n; i += lanes) {
        V v;
        if (i + lanes <= n) {
            v = hn::LoadU(f, x + i);
        } else {
            // Padding decodes exactly: the code of `scale * (low - zero)` is `low`.
            std::fill_n(padded, lanes, scale * (static_cast<float>(low) - zero));
            std::memcpy(padded, x + i, (n - i) * sizeof(float));
            v = hn::Load(f, padded);
        }
        const auto decoded = hn::Mul(grid.scale, hn::Sub(grid.code(v), grid.zero));
        const auto e = hn::Mul(hn::Abs(hn::Sub(decoded, v)), unit);
        const auto raised = hn::Mul(hn::Mul(e, e), hn::Exp(f, hn::Mul(power, hn::Log(f, hn::Max(e, tiny)))));
        sum0 = hn::Add(sum0, hn::PromoteTo(w, hn::LowerHalf(h, raised)));
        sum1 = hn::Add(sum1, hn::PromoteTo(w, hn::UpperHalf(h, raised)));
    }
    const double sum = hn::GetLane(hn::SumOfLanes(w, hn::Add(sum0, sum1)));
    return sum * std::pow(std::abs(static_cast<double>(scale)), 2.4);
}

} // namespace
} // namespace rarebit::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rarebit::simd {

HWY_EXPORT(quantiseGroups);
HWY_EXPORT(dequantiseGroups);
HWY_EXPORT(clipError);

void fillQuantisers(OpTable& table) {
    table.quantiseGroups = &HWY_DYNAMIC_DISPATCH(quantiseGroups);
    table.dequantiseGroups = &HWY_DYNAMIC_DISPATCH(dequantiseGroups);
    table.clipError = &HWY_DYNAMIC_DISPATCH(clipError);
}

} // namespace rarebit::simd
#endif

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/blocks/metric_kernels.hpp"

#include "engine/ops/op_table.hpp"
#include "engine/ops/simd/targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/blocks/metric_kernels.cpp"

#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <type_traits>

HWY_BEFORE_NAMESPACE();
namespace rarebit::HWY_NAMESPACE {
namespace {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<double, sumChains>;

hn::Vec<D> load(const double* from) {
    return hn::LoadU(D(), from);
}
hn::Vec<D> load(const float* from) {
    return hn::PromoteTo(D(), hn::LoadU(hn::Rebind<float, D>(), from));
}

// A pass over the (cached) data for each group of chains that a vector holds.
template <class T>
void sum(const T* x, const T* y, size_t n, ChainSums* out) {
    const D d;
    for (size_t chain = 0; chain < sumChains; chain += hn::Lanes(d)) {
        auto error2 = hn::Zero(d), x2 = error2, y2 = error2, product = error2, largest = error2;
        for (size_t i = chain; i < n; i += sumChains) {
            const auto a = load(x + i), b = load(y + i);
            const auto error = hn::Sub(a, b);
            error2 = hn::Add(error2, hn::Mul(error, error));
            x2 = hn::Add(x2, hn::Mul(a, a));
            y2 = hn::Add(y2, hn::Mul(b, b));
            product = hn::Add(product, hn::Mul(a, b));
            largest = hn::Max(largest, hn::Abs(error));
        }
        hn::StoreU(error2, d, out->value[0] + chain);
        hn::StoreU(x2, d, out->value[1] + chain);
        hn::StoreU(y2, d, out->value[2] + chain);
        hn::StoreU(product, d, out->value[3] + chain);
        hn::StoreU(largest, d, out->value[4] + chain);
    }
}
void sumFloats(const float* x, const float* y, size_t n, ChainSums* out) {
    sum(x, y, n, out);
}
void sumDoubles(const double* x, const double* y, size_t n, ChainSums* out) {
    sum(x, y, n, out);
}

void filter(const double* in, size_t stride, const double* weights, size_t count, double* out) {
    const D d;
    for (size_t i = 0; i < count; i += hn::Lanes(d)) {
        auto total = hn::Mul(hn::Set(d, weights[ssimTaps / 2]), load(in + i + ssimTaps / 2 * stride));
        for (size_t k = 0; k < ssimTaps / 2; ++k) {
            const auto pair = hn::Add(load(in + i + k * stride), load(in + i + (ssimTaps - 1 - k) * stride));
            total = hn::Add(total, hn::Mul(hn::Set(d, weights[k]), pair));
        }
        hn::StoreU(total, d, out + i);
    }
}

void sumAndDifference(const double* x, const double* y, size_t count, size_t room, double* out) {
    const D d;
    double tailX[sumChains] = {}, tailY[sumChains] = {};
    for (size_t i = 0; i < count; i += hn::Lanes(d)) {
        const double *fromX = x + i, *fromY = y + i;
        if (count - i < hn::Lanes(d)) { // the rows end here
            std::copy(fromX, x + count, tailX);
            std::copy(fromY, y + count, tailY);
            fromX = tailX;
            fromY = tailY;
        }
        const auto a = load(fromX), b = load(fromY);
        const auto s = hn::Add(a, b), t = hn::Sub(a, b);
        hn::StoreU(s, d, out + i);
        hn::StoreU(t, d, out + room + i);
        hn::StoreU(hn::Mul(s, s), d, out + 2 * room + i);
        hn::StoreU(hn::Mul(t, t), d, out + 3 * room + i);
    }
}

void ssim(
    const double* means, size_t room, size_t count, double c1, double c2, double* out, double* contrastOut
) {
    const D d;
    const auto half = hn::Set(d, 0.5), constant1 = hn::Set(d, c1), constant2 = hn::Set(d, c2);
    for (size_t i = 0; i < count; i += hn::Lanes(d)) {
        const auto s = load(means + i), t = load(means + room + i);
        const auto s2 = hn::Mul(s, s), t2 = hn::Mul(t, t);
        const auto varianceS = hn::Sub(load(means + 2 * room + i), s2);
        const auto varianceT = hn::Sub(load(means + 3 * room + i), t2);
        const auto ratio = [&](auto a, auto b, auto constant) {
            return hn::Div(
                hn::Add(hn::Mul(hn::Sub(a, b), half), constant),
                hn::Add(hn::Mul(hn::Add(a, b), half), constant)
            );
        };
        const auto contrast = ratio(varianceS, varianceT, constant2);
        hn::StoreU(contrast, d, contrastOut + i);
        hn::StoreU(hn::Mul(ratio(s2, t2, constant1), contrast), d, out + i);
    }
}

} // namespace
} // namespace rarebit::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rarebit {
namespace {

HWY_EXPORT(sumFloats);
HWY_EXPORT(sumDoubles);
HWY_EXPORT(filter);
HWY_EXPORT(sumAndDifference);
HWY_EXPORT(ssim);

template <class T>
void plainSum(const T* x, const T* y, size_t n, ChainSums* out) {
    *out = {};
    for (size_t i = 0; i < n; ++i) {
        const size_t chain = i % sumChains;
        const double a = x[i], b = y[i], error = a - b;
        out->value[0][chain] += error * error;
        out->value[1][chain] += a * a;
        out->value[2][chain] += b * b;
        out->value[3][chain] += a * b;
        out->value[4][chain] = std::max(out->value[4][chain], std::abs(error));
    }
}

void plainFilter(const double* in, size_t stride, const double* weights, size_t count, double* out) {
    for (size_t i = 0; i < count; ++i) {
        double total = weights[ssimTaps / 2] * in[i + ssimTaps / 2 * stride];
        for (size_t k = 0; k < ssimTaps / 2; ++k)
            total += weights[k] * (in[i + k * stride] + in[i + (ssimTaps - 1 - k) * stride]);
        out[i] = total;
    }
}

void plainSumAndDifference(const double* x, const double* y, size_t count, size_t room, double* out) {
    for (size_t i = 0; i < count; ++i) {
        const double s = x[i] + y[i], t = x[i] - y[i];
        out[i] = s;
        out[room + i] = t;
        out[2 * room + i] = s * s;
        out[3 * room + i] = t * t;
    }
}

void plainSsim(
    const double* means, size_t room, size_t count, double c1, double c2, double* out, double* contrastOut
) {
    for (size_t i = 0; i < count; ++i) {
        const double s2 = means[i] * means[i], t2 = means[room + i] * means[room + i];
        const double varianceS = means[2 * room + i] - s2, varianceT = means[3 * room + i] - t2;
        const double contrast = ((varianceS - varianceT) * 0.5 + c2) / ((varianceS + varianceT) * 0.5 + c2);
        contrastOut[i] = contrast;
        out[i] = ((s2 - t2) * 0.5 + c1) / ((s2 + t2) * 0.5 + c1) * contrast;
    }
}

} // namespace

const MetricKernels& plainMetricKernels() {
    static const MetricKernels kernels{
        plainSum<float>, plainSum<double>, plainFilter, plainSumAndDifference, plainSsim};
    return kernels;
}

const MetricKernels& metricKernels() {
    static const MetricKernels kernels = [] {
        // The table of ops knows whether this CPU is too old for any of the targets.
        if (std::string_view(cpuOps().name) == referenceOps().name) return plainMetricKernels();
        return MetricKernels{
            &HWY_DYNAMIC_DISPATCH(sumFloats),
            &HWY_DYNAMIC_DISPATCH(sumDoubles),
            &HWY_DYNAMIC_DISPATCH(filter),
            &HWY_DYNAMIC_DISPATCH(sumAndDifference),
            &HWY_DYNAMIC_DISPATCH(ssim)};
    }();
    return kernels;
}

} // namespace rarebit
#endif

// SPDX-License-Identifier: GPL-3.0-or-later
// Small assets for the tests of metrics, and a metric by its id.
#pragma once

#include "engine/core/registry.hpp"
#include "engine/jobs/job.hpp"
#include "tests/support/check.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace rarebit::test {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

template <class T>
Part tensorOf(
    std::string name, std::string role, DType dtype, std::vector<int64_t> shape, std::vector<T> values
) {
    Part part;
    part.name = std::move(name);
    part.role = std::move(role);
    return memoryPart(std::move(part), TensorView{dtype, std::move(shape), ownBytes(std::move(values))});
}
inline Asset assetOf(std::string kind, std::vector<Part> parts, Json meta = Json::object()) {
    Asset asset;
    asset.kind = std::move(kind);
    asset.parts = std::move(parts);
    asset.meta = std::move(meta);
    return asset;
}
inline Asset vectorAsset(std::vector<float> values) {
    const auto size = static_cast<int64_t>(values.size());
    return assetOf("tensor", {tensorOf("w", "weight", DType::f32, {size}, std::move(values))});
}
inline Asset pictureAsset(int64_t height, int64_t width, int64_t channels, std::vector<uint8_t> samples) {
    return assetOf(
        "image", {tensorOf("image", "image", DType::u8, {height, width, channels}, std::move(samples))}
    );
}
/// Noise-free waves: a picture with structure at every scale; `strength` adds noise of that amplitude.
inline std::vector<uint8_t> wavePicture(int64_t height, int64_t width, int64_t channels, int strength) {
    Rng rng(5, "noise");
    std::vector<uint8_t> out;
    for (int64_t y = 0; y < height; ++y)
        for (int64_t x = 0; x < width; ++x)
            for (int64_t c = 0; c < channels; ++c) {
                const double wave = 127.5 +
                                    60 * std::sin(0.11 * static_cast<double>(x + 9 * c)) *
                                        std::cos(0.07 * static_cast<double>(y)) +
                                    30 * std::sin(0.9 * static_cast<double>(x + y));
                const double noise = strength * (2 * rng.uniform() - 1);
                out.push_back(static_cast<uint8_t>(std::clamp(wave + noise, 0.0, 255.0)));
            }
    return out;
}

inline Result<MetricValue> tryMetric(
    std::string_view id, const Asset& a, const Asset& b, JobContext& job, const Sizes* sizes = nullptr
) {
    const MetricDef* metric = REQUIRE(findMetric(id));
    const Params params = REQUIRE(makeParams(metric->params, Json::object(), id));
    std::vector<std::string> names;
    for (const auto& part : a.parts)
        if (metric->accepts(part)) names.push_back(part.name);
    return metric->measure({a, b, names, params, sizes}, job);
}
inline MetricValue metricOf(std::string_view id, const Asset& a, const Asset& b, JobContext& job) {
    return REQUIRE(tryMetric(id, a, b, job));
}
inline double valueOf(std::string_view id, const Asset& a, const Asset& b) {
    JobContext job;
    return metricOf(id, a, b, job).value;
}
inline const Detail* findDetail(const MetricValue& value, std::string_view name) {
    const auto found = std::ranges::find(value.details, name, &Detail::name);
    return found == value.details.end() ? nullptr : &*found;
}
template <class T>
std::vector<T> detailValues(const Detail& detail) {
    const auto& bytes = std::get<TensorView>(detail.values).bytes;
    std::vector<T> out(bytes.size() / sizeof(T));
    std::memcpy(out.data(), bytes.data(), bytes.size());
    return out;
}
/// One thread and four give the same number to the last bit.
inline void checkThreads(std::string_view id, const Asset& a, const Asset& b) {
    JobOptions one, four;
    one.threads = 1;
    four.threads = 4;
    JobContext first(one), second(four);
    CHECK_EQ(metricOf(id, a, b, first).value, metricOf(id, a, b, second).value);
}

} // namespace rarebit::test

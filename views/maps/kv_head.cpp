// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/maps/kv_head.hpp"

#include "engine/core/values.hpp"

#include <algorithm>
#include <map>

namespace rarebit::views {
namespace {

float medianOf(std::vector<float> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

// The magnitude that this share of the finite values does not pass.
double quantile(const std::vector<float>& values, double share) {
    std::vector<float> sizes;
    sizes.reserve(values.size());
    for (const float value : values)
        if (std::isfinite(value)) sizes.push_back(std::abs(value));
    if (sizes.empty()) return 0;
    const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(share * double(sizes.size() - 1));
    std::ranges::nth_element(sizes, at);
    return double(*at);
}

Result<std::vector<float>> floatsOf(const Payload& payload) {
    if (const auto* tensor = std::get_if<TensorView>(&payload)) return toFloats(*tensor);
    return internalError("a head came as something else than a tensor", "KV cache");
}

} // namespace

Result<KvSide> kvSide(const Payload& original, const Payload* decoded, KvShow show) {
    RB_TRY(const std::vector<float> stored, floatsOf(original));
    const auto& shape = std::get<TensorView>(original).shape;
    if (shape.size() != 3 || shape[0] != 1) return internalError("a head has another shape", "KV cache");
    std::vector<float> shown = stored;
    if (show != KvShow::original && decoded) {
        RB_TRY(shown, floatsOf(*decoded));
        if (shown.size() != stored.size())
            return unsupported(
                "the reconstruction holds " + std::to_string(shown.size()) +
                    " values of this head, the original " + std::to_string(stored.size()),
                "KV cache",
                "look at the original, or choose a result that keeps every token"
            );
        if (show == KvShow::error)
            for (size_t i = 0; i < shown.size(); ++i)
                shown[i] = stored[i] - shown[i];
    }
    const qint64 tokens = shape[1], channels = shape[2];
    KvSide out;
    out.perChannel.resize(static_cast<size_t>(channels));
    out.perToken.resize(static_cast<size_t>(tokens));
    out.tokenNorms.resize(static_cast<size_t>(tokens));
    MapGrid values{channels, tokens, std::vector<float>(shown.size())}, magnitudes = values;
    std::vector<double> channelSums(static_cast<size_t>(channels));
    for (qint64 token = 0; token < tokens; ++token) {
        double sum = 0, squares = 0;
        for (qint64 channel = 0; channel < channels; ++channel) {
            const float value = shown[static_cast<size_t>(token * channels + channel)];
            const auto to = static_cast<size_t>(channel * tokens + token);
            values.values[to] = value;
            magnitudes.values[to] = std::abs(value);
            if (!std::isfinite(value)) continue;
            sum += std::abs(double(value));
            squares += double(value) * double(value);
            channelSums[static_cast<size_t>(channel)] += std::abs(double(value));
        }
        out.perToken[static_cast<size_t>(token)] =
            static_cast<float>(sum / double(std::max<qint64>(channels, 1)));
        out.tokenNorms[static_cast<size_t>(token)] = static_cast<float>(std::sqrt(squares));
    }
    for (size_t channel = 0; channel < channelSums.size(); ++channel)
        out.perChannel[channel] =
            static_cast<float>(channelSums[channel] / double(std::max<qint64>(tokens, 1)));
    out.channelMedian = double(medianOf(out.perChannel));
    out.tokenMedian = double(medianOf(out.perToken));
    out.normMedian = double(medianOf(out.tokenNorms));
    // Both sides share the original's range, so that going back and forth shows what changed.
    const auto& ranged = show == KvShow::reconstruction ? stored : shown;
    out.end = quantile(ranged, 0.995);
    out.largest = quantile(ranged, 1);
    if (!(out.end > 0)) out.end = out.largest > 0 ? out.largest : 1;
    if (!(out.largest > 0)) out.largest = 1;
    const auto beyond = std::ranges::count_if(shown, [&](float v) { return std::abs(double(v)) > out.end; });
    out.beyondEnd = shown.empty() ? 0 : double(beyond) / double(shown.size());
    out.values = std::make_shared<const MapPyramid>(std::move(values));
    out.magnitudes = std::make_shared<const MapPyramid>(std::move(magnitudes));
    return out;
}

std::vector<float> attentionShares(const Payload& mass, qint64 head, qint64 heads, qint64 tokens) {
    const auto* tensor = std::get_if<TensorView>(&mass);
    if (!tensor || tensor->shape.empty() || tensor->shape.back() != tokens || tensor->shape.size() > 2)
        return {};
    const auto values = toFloats(*tensor);
    const qint64 queries = tensor->shape.size() == 2 ? tensor->shape[0] : 1;
    if (!values || (queries != 1 && queries % heads != 0)) return {};
    // Query heads stand in groups, one group for each head of the cache.
    const qint64 group = queries == 1 ? 1 : queries / heads, first = queries == 1 ? 0 : head * group;
    std::vector<double> sums(static_cast<size_t>(tokens));
    double all = 0;
    for (qint64 query = first; query < first + group; ++query)
        for (qint64 token = 0; token < tokens; ++token) {
            const double value = double((*values)[static_cast<size_t>(query * tokens + token)]);
            sums[static_cast<size_t>(token)] += value;
            all += value;
        }
    std::vector<float> out(sums.size());
    for (size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<float>(all > 0 ? sums[i] / all : 0);
    return out;
}

QVector<KvLayer> kvLayers(const AssetItem& asset) {
    std::map<int, KvLayer> layers;
    for (const auto& part : asset.parts) {
        bool number = false;
        const int layer = part.group.section(QLatin1Char('.'), -1).toInt(&number);
        if (!number) continue;
        KvLayer& entry = layers[layer];
        entry.number = layer;
        const QString last = part.name.section(QLatin1Char('.'), -1);
        if (part.role == QStringLiteral("kv.key") && last != QStringLiteral("k_pre"))
            entry.key = part.name;
        else if (part.role == QStringLiteral("kv.key") && entry.key.isEmpty())
            entry.key = part.name;
        else if (part.role == QStringLiteral("kv.value"))
            entry.value = part.name;
        else if (last == QStringLiteral("attn_mass") || last == QStringLiteral("score_sum"))
            entry.attention = part.name;
    }
    QVector<KvLayer> out;
    for (const auto& [number, layer] : layers) {
        const PartItem* key = asset.part(layer.key);
        if (key && key->shape.size() == 3 && asset.part(layer.value)) out.push_back(layer);
    }
    return out;
}

} // namespace rarebit::views

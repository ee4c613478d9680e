// SPDX-License-Identifier: GPL-3.0-or-later
// Keys or values of one head as a map shows them: channels down, tokens across, and what stands out in either
// direction.
#pragma once

#include "engine/core/payload.hpp"
#include "views/core/hub.hpp"
#include "views/maps/map_grid.hpp"

namespace rarebit::views {

/// What of a head is shown.
enum class KvShow : uint8_t { original, reconstruction, error };

struct KvSide {
    std::shared_ptr<const MapPyramid> values, magnitudes; // channels x tokens
    std::vector<float> perChannel, perToken;              // mean |value|
    std::vector<float> tokenNorms;
    double channelMedian = 0, tokenMedian = 0, normMedian = 0;
    double end = 1;       // 99.5 % of the values shown (of a reconstruction: of the original) are smaller
    double largest = 1;   // magnitude, likewise
    double beyondEnd = 0; // share of what is shown beyond `end`
};
/// Bars beyond so many medians stand out.
constexpr double kvOutlier = 3;

/// Of [1, tokens, channels]; `decoded` may be null where the original is shown. For background threads.
Result<KvSide> kvSide(const Payload& original, const Payload* decoded, KvShow show);

/// Share of the attention that each token gets, of the query heads that read this head; empty where the
/// tensor's shape does not fit. `mass` is [query heads, tokens] or [tokens].
std::vector<float> attentionShares(const Payload& mass, qint64 head, qint64 heads, qint64 tokens);

/// The layers of a KV dump.
struct KvLayer {
    int number = 0;
    QString key, value, attention; // names of parts; attention: empty where the dump has none
};
QVector<KvLayer> kvLayers(const AssetItem& asset);

} // namespace rarebit::views

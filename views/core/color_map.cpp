// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/color_map.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace rarebit::views {
namespace {

constexpr QRgb viridis[] = {
    0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6dcd59, 0xb4de2c, 0xfde725};
constexpr QRgb cividis[] = {
    0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838};
constexpr QRgb divergingLight[] = {0x0a3f73, 0x2b7cbf, 0x9cc9ea, 0xf8f8f6, 0xf7c08a, 0xd9731a, 0x7a3300};
constexpr QRgb divergingDark[] = {0xb5defc, 0x4a9be0, 0x1e4a75, 0x1d2025, 0x70390f, 0xe07b24, 0xffd3a3};
constexpr QRgb belowLight[] = {0xf4f5f7, 0xa9b1bd};
constexpr QRgb belowDark[] = {0x23272d, 0x5f6875};
constexpr QRgb aboveLight[] = {0xe9a100, 0xd55e00, 0x7a1600};
constexpr QRgb aboveDark[] = {0xb35900, 0xf09a30, 0xffe9b8};
constexpr QRgb grey[] = {0x000000, 0xffffff};

std::span<const QRgb> anchors(MapKind kind, bool dark) {
    using Anchors = std::span<const QRgb>;
    switch (kind) {
    case MapKind::viridis:
        return viridis;
    case MapKind::cividis:
        return cividis;
    case MapKind::diverging:
        return dark ? Anchors(divergingDark) : Anchors(divergingLight);
    case MapKind::outlierBelow:
        return dark ? Anchors(belowDark) : Anchors(belowLight);
    case MapKind::outlierAbove:
        return dark ? Anchors(aboveDark) : Anchors(aboveLight);
    case MapKind::grey:
        return grey;
    }
    return viridis;
}

} // namespace

std::array<QRgb, 256> colorMap(MapKind kind, bool dark) {
    const auto points = anchors(kind, dark);
    std::array<QRgb, 256> out{};
    for (size_t i = 0; i < out.size(); ++i) {
        const double at = double(i) / 255 * double(points.size() - 1);
        const size_t left = std::min(static_cast<size_t>(at), points.size() - 2);
        const double share = at - double(left);
        const auto mix = [&](int (*channel)(QRgb)) {
            return static_cast<int>(
                std::lround(channel(points[left]) * (1 - share) + channel(points[left + 1]) * share)
            );
        };
        out[i] = qRgb(mix(qRed), mix(qGreen), mix(qBlue));
    }
    return out;
}

double ValueScale::position(double value) const {
    if (std::isnan(value)) return value;
    if (!(high > low)) return value > low ? 1 : 0;
    if (scale == MapScale::log && high > 0) {
        // Where the range reaches zero, the six decades below its upper end are shown.
        const double first = low > 0 ? low : high * 1e-6;
        if (value <= first) return 0;
        return std::min(1.0, std::log(value / first) / std::log(high / first));
    }
    const double share = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return scale == MapScale::squareRoot ? std::sqrt(share) : share;
}

} // namespace rarebit::views

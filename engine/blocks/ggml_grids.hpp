// SPDX-License-Identifier: GPL-3.0-or-later
// The codebooks of GGUF's IQ block types: each entry is one lattice point, packed as level indices.
// iq2 and iq1: 8 levels of 2 bits, first in the low bits; iq3: 4 levels of 4 bits.
#pragma once

#include <array>
#include <cstdint>

namespace rarebit::ggml {

extern const std::array<uint16_t, 256> iq2XxsGrid;
extern const std::array<uint16_t, 512> iq2XsGrid;
extern const std::array<uint16_t, 1024> iq2SGrid;
extern const std::array<uint16_t, 256> iq3XxsGrid;
extern const std::array<uint16_t, 512> iq3SGrid;
extern const std::array<uint16_t, 2048> iq1Grid; // iq1_s and iq1_m

// What the level indices stand for.
inline constexpr std::array<float, 4> iq2Levels{8, 25, 43, 0};
inline constexpr std::array<float, 8> iq3XxsLevels{4, 12, 20, 28, 36, 44, 52, 62};
inline constexpr std::array<float, 8> iq3SLevels{1, 3, 5, 7, 9, 11, 13, 15};
inline constexpr std::array<float, 4> iq1Levels{-1, 0, 1, 0};
inline constexpr std::array<float, 16> iq4Levels{
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};
/// E2M1 times two; the block's scale is halved to match.
inline constexpr std::array<float, 16> e2m1Doubled{0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

} // namespace rarebit::ggml

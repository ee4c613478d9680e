// SPDX-License-Identifier: GPL-3.0-or-later
// Synthetic data with the features that real data of each kind has: heavy tails, outlier channels, edges,
// motion, templates, repeats. The same seed gives the same bytes everywhere.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/core/rng.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rarebit::make {

/// [rows, columns], normal values with log-normal scale: kurtosis far above 3, a few columns eight times
/// larger.
std::vector<float> weights(int64_t rows, int64_t columns, Rng rng);
/// [heads, tokens, channels] of a key cache: smooth along tokens, two outlier channels per head.
std::vector<float> keys(int64_t heads, int64_t tokens, int64_t channels, Rng rng);
/// [height, width, channels], 8 bit: gradients, discs, stripes and a little noise.
std::vector<uint8_t> picture(int64_t height, int64_t width, int64_t channels, Rng rng);
/// One frame's luma of a clip in which a disc moves over a textured ground; t counts frames.
std::vector<uint8_t> frame(int64_t height, int64_t width, int64_t t, Rng rng);
/// [samples, channels], 16 bit: a decaying chord with noise.
std::vector<int16_t> sound(int64_t samples, int64_t channels, int rate, Rng rng);
/// Lines of a service log: time stamps, levels, a handful of templates with numbers and addresses.
std::string log(int64_t lines, Rng rng);
/// Bases with repeats, inverted repeats, a run of N and a soft-masked (lower-case) stretch.
std::string dna(int64_t bases, Rng rng);
/// A sheet of bookings: dates, texts, amounts, a formula column, a total, one merged title.
Table sheet(int64_t rows, Rng rng);

Part tensorPart(std::string name, std::string role, DType dtype, std::vector<int64_t> shape, Bytes bytes);
Part textPart(std::string name, std::string role, std::string text);
Part tablePart(Table table);
/// f32 values as f16 or bf16 bit patterns.
std::vector<uint16_t> toHalf(const std::vector<float>& values, DType dtype);

} // namespace rarebit::make

// SPDX-License-Identifier: GPL-3.0-or-later
// Which points of a cost and a loss nobody beats. Less of either is better.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace rarebit {

/// Positions of the points for which no other costs at most as much and loses at most as much, with one of
/// the two strictly less. NaN takes no part, infinite values do. Sorted by cost, then by position; equal
/// points are all kept.
std::vector<size_t> frontOf(std::span<const double> cost, std::span<const double> loss);

/// Of a front (positions as frontOf returns them), the corners of its lower convex hull: what mixing two
/// points by time-sharing cannot beat. Infinite points take no part.
std::vector<size_t>
hullOf(std::span<const size_t> front, std::span<const double> cost, std::span<const double> loss);

} // namespace rarebit

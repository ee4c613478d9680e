// SPDX-License-Identifier: GPL-3.0-or-later
// Points of a sweep drawn at random instead of a whole grid, the same ones for the same seed; and the order
// in which a curve shows its shape early.
#pragma once

#include "engine/core/params.hpp"

#include <span>

namespace rarebit {

struct RunSpec;

struct Sampling {
    /// latin: each parameter's range falls into as many equal strata as there are points, and each stratum
    /// has one point (McKay, Beckman and Conover 1979).
    enum class Kind : uint8_t { random, latin } kind = Kind::random;
    int64_t points = 0; // of each method
    uint64_t seed = 1;  // of the points, not of the runs
};
Json toJson(const Sampling& sampling); // {"kind":"latin","points":20,"seed":1}
Result<Sampling> samplingFromJson(const Json& json);

/// Parameter objects of text values. Lists are drawn from; a..b lies anywhere between its ends (whole for
/// whole parameters), a..b/s at multiples of s, a..b~n evenly on a log scale. Random points are distinct, and
/// more of them begin with the same ones; a method without spreads has one point.
Result<std::vector<Json>>
samplePoints(const SpecText& spec, const ParamSchema& schema, const Sampling& sampling);

/// Positions of the specs: first the ends of every parameter, then the middle, then the quarters, of all
/// methods and assets side by side.
std::vector<size_t> coarseFirst(std::span<const RunSpec* const> specs);

} // namespace rarebit

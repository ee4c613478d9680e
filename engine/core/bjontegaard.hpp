// SPDX-License-Identifier: GPL-3.0-or-later
// Bjontegaard deltas of two curves of quality over rate: how much rate one saves at equal quality, how much
// quality it gains at equal rate, on average over what both cover. Log10 of the rate; negative rates save.
// Bjontegaard, VCEG-M33 (2001); Herglotz et al., arXiv 2202.12565 and 2304.12852.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rarebit {

/// How a curve runs between its points: monotone cubic Hermite, Akima's spline, or one least-squares
/// polynomial of degree 3 through all of them (the method of 2001).
enum class BdFit : uint8_t { pchip, akima, cubic };
inline constexpr std::array<std::string_view, 3> bdFitNames{"pchip", "akima", "cubic"};
std::optional<BdFit> bdFit(std::string_view name);

/// Above rate 0; more quality is better.
struct BdPoint {
    double rate = 0, quality = 0;
    bool operator==(const BdPoint&) const = default;
};

/// What a reader of the number has to know. The first six make it doubtful.
enum class BdNote : uint8_t {
    noOverlap,    // no value at all
    notMonotone,  // value: points left out by the hull (or, where the hull is refused, in the way: no value)
    fewPoints,    // value: of the curve with fewer
    smallOverlap, // value: percent
    fitsDiffer,   // value: points of percent between the three fits
    tooFew,       // under two points: no value at all
    duplicates,   // value: points of equal quality left out; those of lower rate stay
    leftOut       // value: points without finite quality or a rate above 0
};
struct BdWarning {
    BdNote note{};
    double value = 0;
    bool operator==(const BdWarning&) const = default;
};
bool isDoubt(BdNote note);
std::string describe(const BdWarning& warning);

struct BdOptions {
    BdFit fit = BdFit::pchip;
    /// Curves that turn back are replaced by their upper convex hull; otherwise they have no delta.
    bool hull = true;
};

inline constexpr size_t bdMinimumPoints = 4;
inline constexpr double bdMinimumOverlap = 0.5; // of the qualities that either covers
inline constexpr double bdLargestSpread = 1;    // percentage points between the fits

struct BdDelta {
    std::optional<double> rate;                                 // percent; negative: the test saves
    std::optional<double> quality;                              // positive: the test is better
    std::array<std::optional<double>, bdFitNames.size()> rates; // by each fit
    double overlap = 0;                                         // of the qualities, 0 to 1
    size_t points = 0, anchorPoints = 0;                        // that the fits went through
    std::vector<BdWarning> warnings;
    /// There is a value, and nothing speaks against it.
    bool significant() const;
};
BdDelta
bjontegaard(std::span<const BdPoint> anchor, std::span<const BdPoint> test, const BdOptions& options = {});

} // namespace rarebit

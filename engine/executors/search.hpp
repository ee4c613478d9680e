// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps that choose their own points: towards a target (a size or a metric), or where a curve bends most.
// Each probe is an ordinary row of the project.
#pragma once

#include "engine/executors/sweep.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rarebit {

/// The parameter that is moved.
struct SearchAxis {
    std::string param;
    double low = 0, high = 1;
    bool whole = false, log = false;

    /// Between two values; nothing where there is no value between them worth a probe.
    std::optional<double> middle(double a, double b) const;
};
/// Method specs with one range a..b (the axis); lists and stepped ranges of other parameters are expanded,
/// each combination is a search of its own.
struct SearchSpec {
    std::string method;
    SearchAxis axis;
    std::vector<Json> fixed; // parameter objects without the axis
};
Result<SearchSpec> parseSearch(std::string_view methodSpec);

struct Target {
    std::string column; // of a result row
    double value = 0;
    bool atLeast = false; // values from `value` up meet it (higher is better), else values up to it
    std::string metric;   // where the column is a metric
    bool metBy(double found) const { return atLeast ? found >= value : found <= value; }
};
/// "psnr_db=35", "total_bytes=40000", "ratio=8", "rate=2.5" (bits per element), or any metric or column.
Result<Target> parseTarget(std::string_view text);

/// What a value of the axis gave. NaN: it failed or has no such number.
struct Probe {
    double at = 0;
    double value = 0; // the target's column; quality of a hull
    double rate = 0;  // cost of a hull
};
/// Values to probe next, given all that were probed; none: the search is over. Both begin with the ends.
std::vector<double>
nextForTarget(const SearchAxis& axis, const Target& target, std::span<const Probe> probes);
std::vector<double> nextForHull(const SearchAxis& axis, int points, std::span<const Probe> probes);
/// The probe that meets the target most closely; nothing where none does.
std::optional<Probe> answerOf(const Target& target, std::span<const Probe> probes);
/// As many probes as a search for a target takes at most.
int mostProbes(const SearchAxis& axis);

struct SearchOptions {
    SweepOptions sweep;             // its specs are not used
    Json experiment;                // as expand() takes it; each method with one range
    std::optional<Target> target{}; // else a hull
    int hullPoints = 0;
    std::string quality{}; // a hull's column; empty: the first metric of the row, else the time of encoding
    bool dryRun = false;   // only through points that are present
};
struct SearchOutcome {
    std::string asset, method;
    Json fixed;
    SearchAxis axis;
    std::vector<Probe> probes; // in order of the axis
    std::vector<std::string> keys;
    std::optional<size_t> answer;     // of a target that was met
    size_t remaining = 0;             // of a dry run: probes still to come, at most
    std::optional<SweepPoint> next{}; // of a dry run: the first of them
};
struct SearchSummary {
    SweepSummary sweep;
    std::vector<SearchOutcome> searches;
};
Result<SearchSummary> runSearch(
    const SearchOptions& options,
    ProjectStore& store,
    JobContext& job,
    const std::function<void(const Json& row)>& onRow = {}
);

} // namespace rarebit

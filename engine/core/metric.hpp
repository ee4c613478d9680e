// SPDX-License-Identifier: GPL-3.0-or-later
// A metric: a scalar for the curve, details for histograms, maps, per-layer bars.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/core/method.hpp"
#include "engine/core/params.hpp"

#include <cmath>
#include <span>
#include <string>
#include <vector>

namespace rarebit {

/// Data for a view. kind: "series", "histogram", "map", "pyramid", "table"; `about` names axes and units.
struct Detail {
    std::string name, kind;
    Json about;
    Payload values;
};

struct MetricValue {
    double value = std::nan(""); // +inf: exact (psnr)
    double standardError = std::nan("");
    int64_t count = 0; // of samples behind the value
    std::vector<Detail> details{};
};

enum class Better : uint8_t { higher, lower };

struct Sizes {
    uint64_t original = 0, header = 0, payload = 0, side = 0, model = 0;
    uint64_t total() const { return header + payload + side; }
};

struct MetricInput {
    const Asset& original;
    const Asset& decoded;
    std::span<const std::string> parts; // names, compared by name
    const Params& params;
    const Sizes* sizes = nullptr; // null where two files are compared
};

struct MetricDef {
    std::string id, title, unit;
    Better better = Better::higher;
    Granularity granularity = Granularity::perPart;
    uint32_t revision = 1;
    std::vector<std::string> defaultFor{}; // asset kinds for which a run measures it unasked
    ParamSchema params{};
    std::vector<Need> needs{};
    Status (*accepts)(const Part&){};
    Result<MetricValue> (*measure)(const MetricInput&, JobContext&){};
};

} // namespace rarebit

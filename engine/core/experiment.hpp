// SPDX-License-Identifier: GPL-3.0-or-later
// What to run, and what came out. An experiment is JSON; expanding it is a pure function.
#pragma once

#include "engine/core/metric.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rarebit {

/// Other parameters or another method for the parts whose names match the glob; the last match wins.
struct Rule {
    std::string match, method;
    Json set; // parameter values
};

struct RunSpec {
    std::string asset; // path, or the name of an asset of the project
    std::string parts = "*";
    std::string method;
    std::string rest = "store"; // for parts that the method refuses
    std::string backend = "cpu";
    Json params; // values as text or typed; defaults left out
    std::vector<Rule> rules;
    std::map<std::string, std::vector<std::string>>
        inputs;                       // role -> files; the product of fit has role "fit"
    std::vector<std::string> metrics; // metric specs; empty: the defaults of the kind
    uint64_t seed = 1;
    int repeats = 1;
};
Json toJson(const RunSpec& spec);
Result<RunSpec> runSpecFromJson(const Json& json);

struct Timing {
    double medianMs = 0, minMs = 0;
    int repeats = 0;
};

struct RunResult {
    std::string key;
    RunSpec spec;
    std::string assetName, assetHash, assetKind;
    Json inputs; // role -> content hashes
    std::string fit;
    Sizes sizes;
    uint64_t originalFileBytes = 0;
    int64_t elements = 0;
    Timing encode, decode;
    std::optional<uint64_t> peakMemoryBytes;
    bool lossless = false;
    std::map<std::string, MetricValue> metrics;     // by metric spec
    std::map<std::string, std::string> metricNotes; // why a metric that was asked for has no value
    std::vector<Detail> details;
    std::optional<Error> error;
    Json environment;
};
/// The row of cli.md ("A result row").
Json toJson(const RunResult& result);
Result<RunResult> runResultFromJson(const Json& row);

/// An experiment document:
/// {"assets":[path...],"methods":[spec...],"metrics":[spec...],"parts":glob,"seed":n,"repeats":n,"backend":..,
///  "rules":[..],"inputs":{role:[file...]},"sample":{..}}  -> one RunSpec per asset and point, in this order.
/// With "sample" (sampling.hpp) points of each method are drawn from its ranges instead of their grid.
Result<std::vector<RunSpec>> expand(const Json& experiment);

/// Key of a run: a hash over the canonical spec (without metrics, repeats and paths), the content hashes of
/// the asset and inputs, and the method's format and revision.
std::string runKey(const RunSpec& canonical, std::string_view assetHash, const Json& inputHashes);

} // namespace rarebit

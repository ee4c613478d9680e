// SPDX-License-Identifier: GPL-3.0-or-later
// What views draw of a part or of a pair: statistics, histograms, pyramids, outliers, worst spots, series,
// error maps. The operation `derive` of the worker protocol.
#pragma once

#include "engine/core/metric.hpp"
#include "engine/executors/warm_assets.hpp"

#include <functional>

namespace rarebit::executors {

/// `share` of the data is in the details; 1: all of it, the last answer.
using DeriveAnswer = std::function<void(double share, std::vector<Detail> details)>;

/// Of one part, or of the pair of an original and its reconstruction.
struct DeriveSubject {
    const Asset& asset;             // has the part: the original of a pair
    const Asset* decoded = nullptr; // null: the part alone
    std::string part;
    std::string decodedPart; // its name in `decoded`; empty: the same
};
/// what, args and the details: resources/help/developers/worker_protocol.md.
Status derive(
    const DeriveSubject& subject,
    const std::string& what,
    const Json& args,
    JobContext& job,
    const DeriveAnswer& answer
);

/// A request of the protocol.
Status derive(const Json& request, WarmAssets& assets, JobContext& job, const DeriveAnswer& answer);

} // namespace rarebit::executors

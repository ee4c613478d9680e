// SPDX-License-Identifier: GPL-3.0-or-later
// The worker protocol's lines and the values in them (resources/help/developers/worker_protocol.md).
#pragma once

#include "engine/executors/execution.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rarebit::executors {

inline constexpr int protocolVersion = 1;
inline constexpr size_t longestLine = size_t(64) << 20;

/// Takes bytes as they come and gives whole lines.
class LineBuffer {
public:
    void add(std::string_view bytes) { text_ += bytes; }
    /// The next line without its end; nothing where none is complete.
    std::optional<std::string> next();
    bool tooLong() const { return text_.size() - at_ > longestLine; }

private:
    std::string text_;
    size_t at_ = 0;
};

Json errorJson(const Error& error);
Error errorFromJson(const Json& json);

/// The request that runs a point, and the point back from it (without inputs, which the worker opens).
Json runRequest(
    uint64_t id, const SweepPoint& point, const SweepOptions& options, int threads, uint64_t memory
);
Result<SweepPoint> pointFromRequest(const Json& request);

/// Metrics as {"metrics","metric_errors","infinite":[names]}: JSON itself has no infinity.
Json metricsJson(const std::map<std::string, MetricValue>& metrics);
std::map<std::string, MetricValue> metricsFromJson(const Json& json);

/// A detail's data in a file of `folder`; what an event says of it; and the detail back from both.
Status writeDetail(const Detail& detail, const std::filesystem::path& folder, const std::string& file);
Json detailEntry(const Detail& detail, const std::string& file);
Result<Detail> readDetail(const Json& json, const std::filesystem::path& folder);

/// RAREBIT_TEST_FAULT=KIND[@TEXT]: a worker crashes, hangs or takes N MiB (memory:N) when it is asked to run
/// a spec whose JSON holds TEXT. For tests of what happens then.
void injectFault(const Json& spec);

} // namespace rarebit::executors

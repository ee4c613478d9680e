// SPDX-License-Identifier: GPL-3.0-or-later
// What a running job may ask of the program: cancellation, progress, randomness, threads, inputs, memory.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/core/metric.hpp"
#include "engine/core/rng.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

struct rb_device; // gpu/abi/rarebit_ops.h

namespace rarebit {

/// Where ops run. device == nullptr: the CPU.
struct Backend {
    std::string id = "cpu";
    const rb_device* device = nullptr;
};
/// "cpu"; "cuda" (an error that says what is missing); "auto" (the GPU where there is one).
Result<Backend> chooseBackend(std::string_view id);

struct JobOptions {
    uint64_t seed = 1;
    int threads = 0; // 0: all of the machine's
    Backend backend{};
    std::stop_token stop{};
    uint64_t memoryBudget = 0; // 0: the program's
    std::set<std::string, std::less<>> wantedDetails{};
    std::function<void(double fraction, std::string_view step)> onProgress{};
};

class JobContext {
public:
    explicit JobContext(JobOptions options = {});

    bool cancelled() const { return options_.stop.stop_requested(); }
    std::stop_token stopToken() const { return options_.stop; }
    /// fraction 0 to 1 of the current step.
    void progress(double fraction, std::string_view step);
    Rng rng(std::string_view purpose) const { return {options_.seed, purpose}; }
    uint64_t seed() const { return options_.seed; }
    const Backend& backend() const { return options_.backend; }
    int threads() const { return options_.threads; }
    uint64_t memoryBudget() const { return options_.memoryBudget; }
    /// An error with the numbers where `bytes` more than the budget would be needed for `what`.
    Status fits(uint64_t bytes, std::string_view what, std::string_view where) const;

    /// The input that this stage declared under `role`, or null.
    const Asset* input(std::string_view role) const;
    /// In encode and in metrics: the original asset with its meta and context parts; null in decode.
    const Asset* asset() const { return asset_; }

    /// A costly product that the swept parameter does not change; kept for the process, keyed by what and
    /// key.
    Result<Asset> memo(std::string_view what, const Json& key, const std::function<Result<Asset>()>& make);

    bool wants(std::string_view detail) const;
    void give(Detail detail) { details_.push_back(std::move(detail)); }
    std::vector<Detail> takeDetails() { return std::move(details_); }

    /// Set by the runner around each stage.
    void setAsset(const Asset* asset) { asset_ = asset; }
    void setInputs(std::map<std::string, std::shared_ptr<const Asset>, std::less<>> inputs);
    void setWanted(std::set<std::string, std::less<>> details) {
        options_.wantedDetails = std::move(details);
    }

private:
    JobOptions options_;
    const Asset* asset_ = nullptr;
    std::map<std::string, std::shared_ptr<const Asset>, std::less<>> inputs_;
    std::vector<Detail> details_;
};

/// Runs body(0..n-1) on the pool with at most job.threads() at once, the caller among them. The first error
/// (or exception, as an Error) ends it; cancellation ends it with an error. Order of execution is not fixed:
/// bodies write to their own slots.
Status parallelFor(int64_t n, JobContext& job, const std::function<Status(int64_t)>& body);

/// Turns whatever a third-party call throws into an Error; the only catch-all in the engine beside the pool.
Status guarded(std::string_view where, const std::function<Status()>& body);

} // namespace rarebit

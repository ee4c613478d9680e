// SPDX-License-Identifier: GPL-3.0-or-later
// The assets that requests name, kept open between them, and what specs made of them.
#pragma once

#include "engine/jobs/run.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rarebit::executors {

/// For one thread at a time.
class WarmAssets {
public:
    /// {"path","reader","hash"}: a hash that is given is trusted, an empty one is computed where `hashed`.
    Result<std::shared_ptr<const Asset>> open(const Json& wanted, JobContext& job, bool hashed = false);
    /// What the spec makes of that asset.
    Result<std::shared_ptr<const Asset>> decoded(const Json& wanted, const Json& spec, JobContext& job);
    /// What encoding by that spec told beside its bytes: bits per frame or packet, cost per base.
    Result<std::vector<Detail>> encodingDetails(const Json& wanted, const Json& spec, JobContext& job);
    /// The reconstruction where the source has a "spec", else the asset of its "asset".
    Result<std::shared_ptr<const Asset>> shown(const Json& source, JobContext& job);
    Result<std::shared_ptr<const RunInputs>> inputs(const RunSpec& spec, JobContext& job);
    /// Before a run, whose memory is to be its own: all but one asset goes.
    void trim(const Json& wanted);

private:
    struct Entry {
        std::string id;
        std::shared_ptr<const Asset> asset;
        std::vector<Detail> details{}; // of a decoded one
    };
    static std::shared_ptr<const Asset> find(std::vector<Entry>& entries, const std::string& id);
    static void keep(std::vector<Entry>& entries, Entry entry);

    std::vector<Entry> assets_, decoded_; // the last used one first
    std::string inputsId_;
    std::shared_ptr<const RunInputs> inputs_;
};

/// The part of a request: by name, or the first one where it names none.
Result<const Part*> requestedPart(const Asset& asset, const std::string& name);

} // namespace rarebit::executors

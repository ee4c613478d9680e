// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/executors/warm_assets.hpp"

#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace rarebit::executors {
namespace {

constexpr size_t mostKept = 2;    // what stands in slots A and B, whatever its size
constexpr size_t mostDecoded = 5; // what Compare shows at once, while it takes little memory

uint64_t bytesOf(const Asset& asset) {
    uint64_t total = 0;
    for (const auto& part : asset.parts)
        total += part.byteSize;
    return total;
}

// Another content of the same file is another asset.
std::string identity(const Json& wanted) {
    const std::filesystem::path path = wanted.at("path").asString();
    std::error_code code;
    const auto written = std::filesystem::last_write_time(path, code).time_since_epoch().count();
    const bool file = std::filesystem::is_regular_file(path, code);
    const auto bytes = file ? std::filesystem::file_size(path, code) : 0;
    return fmt::format("{}\n{}\n{} {}", path.string(), wanted.at("reader").asString(), written, bytes);
}

} // namespace

std::shared_ptr<const Asset> WarmAssets::find(std::vector<Entry>& entries, const std::string& id) {
    const auto found = std::ranges::find(entries, id, &Entry::id);
    if (found == entries.end()) return nullptr;
    std::rotate(entries.begin(), found, found + 1);
    return entries.front().asset;
}

void WarmAssets::keep(std::vector<Entry>& entries, Entry entry) {
    std::erase_if(entries, [&](const Entry& other) { return other.id == entry.id; });
    entries.insert(entries.begin(), std::move(entry));
}

Result<std::shared_ptr<const Asset>> WarmAssets::open(const Json& wanted, JobContext& job, bool hashed) {
    const auto path = wanted.at("path").asString(), hash = wanted.at("hash").asString();
    if (path.empty())
        return badParams(
            "a request without the path of an asset",
            "worker protocol",
            "give \"asset\":{\"path\":...} as the protocol's page describes"
        );
    const std::string id = identity(wanted);
    auto asset = find(assets_, id);
    if (asset && (hash.empty() || asset->hash == hash) && (!hashed || !asset->hash.empty())) return asset;
    if (!asset) {
        if (assets_.size() >= mostKept) assets_.pop_back(); // before the next one is opened: memory
        RB_TRY(Asset opened, openAsset(path, job, wanted.at("reader").asString()));
        asset = std::make_shared<const Asset>(std::move(opened));
    }
    Asset known = *asset;
    if (!hash.empty()) known.hash = hash; // what the client knows is not computed again
    if (hashed) {
        RB_TRY(known.hash, hashAsset(known, job));
    }
    asset = std::make_shared<const Asset>(std::move(known));
    keep(assets_, {id, asset});
    return asset;
}

Result<std::shared_ptr<const Asset>>
WarmAssets::decoded(const Json& wanted, const Json& specJson, JobContext& job) {
    RB_TRY(const auto asset, open(wanted, job));
    RB_TRY(RunSpec spec, runSpecFromJson(specJson));
    RB_TRY(spec, canonicalSpec(spec));
    const std::string id = identity(wanted) + "\n" + toJson(spec).dump();
    if (auto known = find(decoded_, id)) return known;
    RB_TRY(const auto used, inputs(spec, job));
    uint64_t held = bytesOf(*asset);
    for (const auto& entry : decoded_)
        held += bytesOf(*entry.asset);
    // Before the next one is made: memory.
    while (decoded_.size() >= mostDecoded || (decoded_.size() >= mostKept && held > job.memoryBudget() / 4)) {
        held -= bytesOf(*decoded_.back().asset);
        decoded_.pop_back();
    }
    job.setWanted({"*"});
    RB_TRY(const EncodedAsset coded, encodeAsset(spec, *asset, *used, job));
    job.setWanted({});
    auto details = job.takeDetails();
    RB_TRY(Asset decodedAsset, decodeStream(coded.stream, *used, job));
    keep(decoded_, {id, std::make_shared<const Asset>(std::move(decodedAsset)), std::move(details)});
    return decoded_.front().asset;
}

Result<std::vector<Detail>>
WarmAssets::encodingDetails(const Json& wanted, const Json& spec, JobContext& job) {
    RB_TRY(const auto made, decoded(wanted, spec, job));
    return std::ranges::find(decoded_, made, &Entry::asset)->details;
}

Result<std::shared_ptr<const Asset>> WarmAssets::shown(const Json& source, JobContext& job) {
    if (source.at("spec").isObject()) return decoded(source.at("asset"), source.at("spec"), job);
    return open(source.at("asset"), job);
}

Result<std::shared_ptr<const RunInputs>> WarmAssets::inputs(const RunSpec& spec, JobContext& job) {
    const std::string id = toJson(spec).at("inputs").dump();
    if (!inputs_ || id != inputsId_) {
        RB_TRY(RunInputs opened, openInputs(spec, job));
        inputs_ = std::make_shared<const RunInputs>(std::move(opened));
        inputsId_ = id;
    }
    return inputs_;
}

void WarmAssets::trim(const Json& wanted) {
    decoded_.clear();
    const std::string id = identity(wanted);
    std::erase_if(assets_, [&](const Entry& entry) { return entry.id != id; });
}

Result<const Part*> requestedPart(const Asset& asset, const std::string& name) {
    const Part* part = name.empty() && !asset.parts.empty() ? &asset.parts.front() : findPart(asset, name);
    if (part) return part;
    return badParams(
        fmt::format("there is no part '{}'", printable(name)),
        printable(asset.name),
        "ask `open` for the parts"
    );
}

} // namespace rarebit::executors

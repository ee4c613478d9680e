// SPDX-License-Identifier: GPL-3.0-or-later
// ProjectStore: what stands in project.json.
#include "engine/core/files.hpp"
#include "engine/core/hash.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"
#include "engine/store/document.hpp"
#include "engine/store/row_index.hpp"
#include "engine/store/state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit {
namespace {

AssetRecord recordFrom(const std::string& hash, const Json& json, const std::filesystem::path& folder) {
    AssetRecord record;
    record.hash = hash;
    record.name = json.at("name").asString();
    record.kind = json.at("kind").asString();
    record.reader = json.at("reader").asString();
    record.path = json.at("path").asString();
    record.bytes = static_cast<uint64_t>(std::max<int64_t>(0, json.at("bytes").asInt()));
    record.file = (folder / record.path).lexically_normal();
    return record;
}

} // namespace

Status ProjectStore::edit(const std::function<Status(Json& document)>& change) {
    const std::lock_guard lock(state_->mutex);
    RB_CHECK(state_->canWrite("change the project"));
    RB_CHECK(state_->lockOwn());
    // A shard has a lock of its own; project.json is everybody's and goes by the main file's.
    std::optional<store::JournalLock> mainLock;
    const store::JournalLock ownLock(state_->journals[state_->own]);
    if (state_->own != 0) {
        RB_TRY(const bool replaced, state_->journals[0].lock(true));
        mainLock.emplace(state_->journals[0]);
        static_cast<void>(replaced); // the lines are not touched here
    }
    RB_TRY(Json document, store::readDocument(state_->folder));
    const Json before = document;
    RB_CHECK(change(document));
    if (!(document == before)) {
        RB_CHECK(writeFile(state_->folder / "project.json", store::printDocument(document)));
        store::syncFolder(state_->folder);
    }
    state_->document = std::move(document);
    return Ok{};
}

Json ProjectStore::document() const {
    const std::lock_guard lock(state_->mutex);
    return state_->document;
}

Result<AssetRecord>
ProjectStore::addAsset(const std::filesystem::path& file, JobContext& job, std::string_view reader) {
    std::error_code code;
    const auto full = std::filesystem::canonical(file, code);
    if (code) return store::storeError("find the asset", file, code.value());
    const std::string relative = full.lexically_relative(folder()).generic_string();
    if (relative.empty() || validUtf8(relative) != relative)
        return badInput(
            "the asset's path is no valid UTF-8 text, which project.json needs",
            printable(file.string()),
            "rename the file or its folder"
        );
    RB_TRY(Asset asset, rarebit::openAsset(full, job, reader));
    RB_TRY(const std::string hash, hashAsset(asset, job));
    const auto isThere = [&](const Json& record) {
        const auto known = recordFrom(hash, record, folder());
        return std::filesystem::exists(known.file, code) && (reader.empty() || known.reader == reader);
    };
    const Json known = document().at("assets").at(hash);
    if (known.isObject() && isThere(known)) return recordFrom(hash, known, folder());
    RB_CHECK(edit([&](Json& document) -> Status {
        Json& record = document["assets"][hash];
        record["name"] = asset.name;
        record["kind"] = asset.kind;
        record["reader"] = asset.reader;
        record["path"] = relative;
        record["bytes"] = asset.bytes;
        return Ok{};
    }));
    return recordFrom(hash, document().at("assets").at(hash), folder());
}

std::vector<AssetRecord> ProjectStore::assets() const {
    const Json all = document();
    std::vector<AssetRecord> out;
    for (const auto& [hash, record] : all.at("assets").members())
        out.push_back(recordFrom(hash, record, folder()));
    std::ranges::stable_sort(out, {}, &AssetRecord::name);
    return out;
}

Result<AssetRecord> ProjectStore::findAsset(std::string_view wanted) const {
    const auto all = assets();
    std::error_code code;
    const auto file = std::filesystem::weakly_canonical(std::filesystem::path(wanted), code);
    std::vector<const AssetRecord*> found;
    for (const auto& record : all) {
        if (record.hash == wanted || record.path == wanted) return record;
        if (!code && record.file == file) return record;
        if (record.name == wanted) found.push_back(&record);
    }
    if (found.size() == 1) return *found.front();
    if (found.size() > 1)
        return badParams(
            fmt::format("{} assets of the project are named '{}'", found.size(), printable(wanted)),
            printable(folder().string()),
            fmt::format("name it by its path, such as '{}'", printable(found.front()->path))
        );
    std::vector<std::string> names;
    for (const auto& record : all)
        names.push_back(record.name);
    const auto near = nearest(wanted, names);
    return badParams(
        fmt::format("the project has no asset '{}' ({} assets)", printable(wanted), all.size()),
        printable(folder().string()),
        near.empty() ? "add the file with --asset FILE" : fmt::format("did you mean '{}'?", printable(near))
    );
}

Result<Asset> ProjectStore::openAsset(const AssetRecord& record, JobContext& job) const {
    std::error_code code;
    if (!std::filesystem::exists(record.file, code))
        return ioError(
            fmt::format("the asset '{}' is not where the project says", printable(record.name)),
            printable(record.file.string()),
            "put the file there, or give its new place with --asset FILE"
        );
    RB_TRY(Asset asset, rarebit::openAsset(record.file, job, record.reader));
    RB_TRY(const std::string hash, hashAsset(asset, job));
    if (hash != record.hash)
        return badInput(
            fmt::format(
                "the asset '{}' has changed: its hash is {}, noted is {}",
                printable(record.name),
                hash,
                printable(record.hash)
            ),
            printable(record.file.string()),
            "restore the file, or add what it is now with --asset FILE"
        );
    return asset;
}

Result<std::string> ProjectStore::addExperiment(const Json& experiment) {
    if (!experiment.isObject())
        return badParams("an experiment is a JSON object", "experiment", "see `rarebit sweep --help`");
    const std::string id = hashHex(experiment.dump());
    if (document().at("experiments").contains(id)) return id;
    RB_CHECK(edit([&](Json& document) -> Status {
        document["experiments"][id] = experiment;
        return Ok{};
    }));
    return id;
}

std::vector<std::pair<std::string, Json>> ProjectStore::experiments() const {
    const Json all = document();
    std::vector<std::pair<std::string, Json>> out;
    for (const auto& [id, experiment] : all.at("experiments").members())
        out.emplace_back(id, experiment);
    return out;
}

} // namespace rarebit

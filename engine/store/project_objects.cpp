// SPDX-License-Identifier: GPL-3.0-or-later
// ProjectStore: objects, and the details and streams of runs that lie in them.
#include "engine/core/text.hpp"
#include "engine/store/detail_json.hpp"
#include "engine/store/objects.hpp"
#include "engine/store/row_index.hpp"
#include "engine/store/state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rarebit {

using store::RecordType;

namespace {

constexpr uint64_t largestDetail = uint64_t(8) << 20;

} // namespace

Result<std::string> ProjectStore::putObject(std::span<const std::byte> content) {
    {
        const std::lock_guard lock(state_->mutex);
        RB_CHECK(state_->canWrite("save an object"));
    }
    return store::writeObject(folder(), content);
}

Result<Bytes> ProjectStore::getObject(std::string_view sha256) const {
    return store::readObject(folder(), sha256);
}

bool ProjectStore::hasObject(std::string_view sha256) const {
    std::error_code code;
    return store::isObjectName(sha256) &&
           std::filesystem::is_regular_file(store::objectPath(folder(), sha256), code);
}

Status ProjectStore::saveDetails(std::string_view key, std::span<const Detail> details) {
    const auto bits = store::keyBits(key);
    if (!bits) return badParams("no run has this key", printable(key), "measure a run of this project");
    Json list = Json::array();
    for (const auto& detail : details) {
        const Bytes bytes = payloadBytes(detail.values);
        if (bytes.size() > largestDetail) continue;
        RB_TRY(const std::string object, putObject(bytes.view));
        Json entry = store::describeDetail(detail);
        entry["object"] = object;
        list.push(std::move(entry));
    }
    const std::lock_guard lock(state_->mutex);
    return state_->appendText([&] {
        return store::makeLine(key, "details", Json::object({{"details", list}}));
    });
}

Result<std::vector<Detail>> ProjectStore::details(std::string_view key) const {
    std::vector<Detail> out;
    Json row;
    {
        const std::lock_guard lock(state_->mutex);
        const auto bits = store::keyBits(key);
        const store::Line* line = bits ? state_->latest(*bits, RecordType::details) : nullptr;
        if (!line) return out;
        RB_TRY(row, state_->readRow(*line));
    }
    for (const auto& entry : row.at("details").elements()) {
        RB_TRY(Bytes bytes, getObject(entry.at("object").asString()));
        RB_TRY(Detail detail, store::detailFromJson(entry, std::move(bytes)));
        out.push_back(std::move(detail));
    }
    return out;
}

Status ProjectStore::saveStream(std::string_view key, std::span<const std::byte> stream) {
    if (!store::keyBits(key))
        return badParams("no run has this key", printable(key), "measure a run of this project");
    RB_TRY(const std::string object, putObject(stream));
    const std::lock_guard lock(state_->mutex);
    return state_->appendText([&] {
        return store::makeLine(key, "stream", Json::object({{"object", object}}));
    });
}

Result<std::optional<Bytes>> ProjectStore::stream(std::string_view key) const {
    std::string object;
    {
        const std::lock_guard lock(state_->mutex);
        const auto bits = store::keyBits(key);
        const store::Line* line = bits ? state_->latest(*bits, RecordType::stream) : nullptr;
        if (!line) return std::optional<Bytes>();
        RB_TRY(const Json row, state_->readRow(*line));
        object = row.at("object").asString();
    }
    RB_TRY(Bytes bytes, getObject(object));
    return std::optional<Bytes>(std::move(bytes));
}

} // namespace rarebit
